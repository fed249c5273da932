//! Defects of pyjit, kept to the kernel that shows them: whatever goes wrong while one kernel is
//! compiled, the others are built.
//!
//! Every step that works on one kernel runs inside [`contained`]. A panic ends the step. What ends
//! a process (LLVM's `abort`, a fault, an overrun stack) is caught by [`crash`], which starts the
//! program again with the kernel on the list of those to leave out; nothing has been written by
//! then, and what was compiled before comes from the cache.

pub mod crash;
#[cfg(debug_assertions)]
mod provoked;

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::diagnostics::{Diagnostic, Place, codes};

/// Of what a defect says, this many characters are shown: some print a whole function.
const LONGEST: usize = 200;

/// What a step works on, for its defect to be told: stable over runs of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject(u64);

impl Subject {
    /// The subject of a stage: the module and the qualified names of the kernels that it works on.
    pub fn new<'a>(stage: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Subject {
        let mut hasher = blake3::Hasher::new();
        hasher.update(stage.as_bytes());
        for (module, name) in names {
            hasher.update(format!("\0{module}\0{name}").as_bytes());
            #[cfg(debug_assertions)]
            provoked::remember(stage, name);
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Subject(u64::from_le_bytes(bytes))
    }
}

thread_local! {
    /// What this thread is working on; 0 for nothing that could be left out. Read by the handler
    /// of signals, so it needs no initialisation and has no destructor.
    static WORKING_ON: Cell<u64> = const { Cell::new(0) };
    /// What the last panic of this thread said.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does one step of the work on a subject.
///
/// # Errors
/// What the defect says: the message of a panic, or that the step ended an earlier process.
pub fn contained<T>(subject: Subject, step: impl FnOnce() -> T) -> Result<T, String> {
    if crash::left_out(subject.0) {
        #[cfg(debug_assertions)]
        provoked::forget();
        return Err("it ended the process that compiled it".to_owned());
    }
    let outer = WORKING_ON.replace(subject.0);
    // What the step was changing is dropped with it, or taken for no more than a guess.
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        #[cfg(debug_assertions)]
        provoked::provoke();
        step()
    }));
    WORKING_ON.set(outer);
    outcome.map_err(|payload| {
        let said = LAST_PANIC.with_borrow_mut(Option::take);
        said.unwrap_or_else(|| message(payload.as_ref()).unwrap_or_default().to_owned())
    })
}

/// Ends the step: what an earlier stage promised does not hold.
pub fn found(what: &str) -> ! {
    panic!("{what}")
}

/// What is said of a kernel that a defect of pyjit keeps from being compiled.
pub fn diagnostic(place: Place, what: &str) -> Diagnostic {
    let first = what.lines().next().unwrap_or_default();
    let shown: String = first.chars().take(LONGEST).collect();
    let message = format!("pyjit has a defect: it fails to compile this kernel ({shown})");
    Diagnostic::error(codes::DEFECT, message, place)
        .with_label("stays Python; the others are compiled")
        .with_help("this is not a mistake in your source: please report it, with the function")
}

/// Whether this thread does a step whose panic is kept to it.
pub fn is_contained() -> bool {
    WORKING_ON.get() != 0
}

/// Remembers what a panic says for [`contained`]: to be called by the program's panic hook.
/// Gives the same.
pub fn remember(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
    let text =
        format!("{}{}", message(panic.payload()).unwrap_or_default(), place.unwrap_or_default());
    LAST_PANIC.set(Some(text.clone()));
    text
}

fn message(payload: &(dyn std::any::Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_inside() {
        let subject = |name| Subject::new("test", [("module", name)].into_iter());
        assert_eq!(contained(subject("a"), || 7), Ok(7));
        let ended = contained(subject("a"), || -> u32 { panic!("an invariant is broken") });
        assert!(ended.is_err_and(|said| said.starts_with("an invariant is broken")));
        assert_eq!(WORKING_ON.get(), 0);
        assert_ne!(subject("a"), subject("b"));
        let nested = contained(subject("a"), || {
            let inner = contained(subject("b"), || -> u32 { panic!("inner") });
            (inner.is_err(), WORKING_ON.get() == subject("a").0)
        });
        assert_eq!(nested, Ok((true, true)));
    }
}
