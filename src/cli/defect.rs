//! A defect of pyjit must say that it is one, and ask for a report.

use std::panic;
use std::sync::{Arc, Mutex};

use super::Exit;
use super::print::Printer;
use crate::defects;

/// What the deepest nesting that `source` lets through may need; only touched pages count.
const STACK: usize = 1 << 30;

/// Runs a command on a stack that is deep enough for any source. A panic in it, or in a thread
/// that it started, ends as [`Exit::Defect`] with a message.
pub fn guarded(printer: &Printer, command: impl FnOnce() -> Exit + Send) -> Exit {
    let first = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&first);
    panic::set_hook(Box::new(move |panic| {
        let said = defects::remember(panic);
        // Of those that end the command, what panics later is a consequence of the first.
        if !defects::is_contained()
            && let Ok(mut first) = seen.lock()
        {
            first.get_or_insert(said);
        }
    }));
    let ended = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, command);
        thread.map(|thread| thread.join())
    });
    let _ = panic::take_hook();
    match ended {
        Ok(Ok(exit)) => exit,
        Ok(Err(_)) => {
            let found = first.lock().ok().and_then(|mut first| first.take());
            report(printer, &found.unwrap_or_default())
        }
        Err(error) => {
            printer.error(&format!("no thread can be started: {error}"));
            Exit::Problems
        }
    }
}

/// Says that pyjit has a defect and what to report.
pub fn report(printer: &Printer, what: &str) -> Exit {
    printer.error(&format!(
        "pyjit has a defect: {what}\n\n\
         This is not a mistake in your source. Please report it, with the lines above, the source\n\
         that brought it about and this: pyjit {}, {} {}.",
        super::VERSION,
        std::env::consts::OS,
        std::env::consts::ARCH,
    ));
    Exit::Defect
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Color;

    #[test]
    fn a_panic_is_a_defect() {
        let printer = Printer::new(Color::Never);
        assert_eq!(guarded(&printer, || Exit::Problems), Exit::Problems);
        assert_eq!(guarded(&printer, || panic!("an invariant is broken")), Exit::Defect);
        let in_thread = || {
            rayon::join(|| panic!("in a worker"), || ());
            Exit::Done
        };
        assert_eq!(guarded(&printer, in_thread), Exit::Defect);
    }
}
