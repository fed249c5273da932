//! What to do where the process is about to end: start it again without the kernel that ended it.
//!
//! LLVM ends the process where it meets what it cannot compile, and a stack can be overrun. Both
//! arrive as signals. The handler may call only what POSIX calls async-signal-safe; `execve` is,
//! and it takes the place of the whole process, however broken that is.

use std::ffi::{CString, OsString, c_char, c_int};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Once, OnceLock};

use super::WORKING_ON;

/// The variable of the environment that says what is left out: numbers of 16 digits.
const VARIABLE: &str = "PYJIT_LEFT_OUT";
const DIGITS: usize = 16;
/// More are not left out: then the process ends as it would have.
const MOST: usize = 1000;
/// The signals that a defect ends a process by.
const SIGNALS: [c_int; 5] =
    [libc::SIGABRT, libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE];

/// What the handler passes to `execve`, made before, since it must not allocate.
struct Restart {
    program: CString,
    arguments: Vec<*const c_char>,
    environment: Vec<*const c_char>,
    /// In `environment`, behind what is left out already: room for one more number.
    room: *mut u8,
    taken: AtomicBool,
}

// Safety: the pointers are to memory that is never freed, and only the one handler that set `taken`
// writes to it.
unsafe impl Sync for Restart {}
// Safety: the same.
unsafe impl Send for Restart {}

static RESTART: OnceLock<Restart> = OnceLock::new();
static INSTALLED: Once = Once::new();

/// Whether an earlier process was ended by this subject.
pub fn left_out(subject: u64) -> bool {
    static LIST: OnceLock<Vec<u64>> = OnceLock::new();
    LIST.get_or_init(|| numbers(&std::env::var(VARIABLE).unwrap_or_default())).contains(&subject)
}

fn numbers(list: &str) -> Vec<u64> {
    let digits = list.as_bytes().chunks_exact(DIGITS);
    digits.filter_map(|it| u64::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok()).collect()
}

/// From now on the program, started with these arguments, starts again where a contained step
/// would end it.
pub fn install(arguments: &[OsString]) {
    INSTALLED.call_once(|| {
        let Some(restart) = prepare(arguments) else { return };
        if RESTART.set(restart).is_err() {
            return;
        }
        for signal in SIGNALS {
            // Safety: the handler is of the type that a plain action has, and calls only what may
            // be called from one. It runs on the stack that Rust's runtime gives every thread for
            // handlers, since the thread's own may be overrun.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                action.sa_sigaction = restart_program as extern "C" fn(c_int) as usize;
                action.sa_flags = libc::SA_ONSTACK | libc::SA_NODEFER;
                libc::sigaction(signal, &action, ptr::null_mut());
            }
        }
    });
}

fn prepare(arguments: &[OsString]) -> Option<Restart> {
    let program = std::env::current_exe().ok()?;
    let text = |bytes: Vec<u8>| CString::new(bytes).ok();
    let arguments: Option<Vec<CString>> =
        arguments.iter().map(|it| text(it.as_bytes().to_vec())).collect();
    let variables: Option<Vec<CString>> = std::env::vars_os()
        .filter(|(name, _)| name != VARIABLE)
        .map(|(name, value)| text([name.into_vec(), value.into_vec()].join(&b'=')))
        .collect();
    let known = numbers(&std::env::var(VARIABLE).unwrap_or_default());
    if known.len() >= MOST {
        return None;
    }
    let known: String = known.iter().map(|number| format!("{number:016x}")).collect();
    let mut list = format!("{VARIABLE}={known}").into_bytes();
    let end = list.len();
    list.extend([0; DIGITS + 1]);
    let list = Box::leak(list.into_boxed_slice());
    let mut environment = pointers(variables?);
    environment.insert(0, list.as_ptr().cast());
    Some(Restart {
        program: text(program.into_os_string().into_vec())?,
        arguments: pointers(arguments?),
        environment,
        room: list.get_mut(end..)?.as_mut_ptr(),
        taken: AtomicBool::new(false),
    })
}

/// Leaks the texts: they are needed until the process ends.
fn pointers(texts: Vec<CString>) -> Vec<*const c_char> {
    texts.into_iter().map(|text| text.into_raw().cast_const()).chain([ptr::null()]).collect()
}

extern "C" fn restart_program(signal: c_int) {
    let subject = WORKING_ON.get();
    if let Some(restart) = RESTART.get().filter(|_| subject != 0)
        && !restart.taken.swap(true, Ordering::SeqCst)
    {
        // Safety: `taken` makes this thread the only one that writes to the room, which has as
        // many bytes; everything was allocated before. The mask of signals outlives `execve` and
        // may hold what the failing code had blocked.
        unsafe {
            for index in 0..DIGITS {
                let digit = (subject >> (60 - 4 * index)) & 15;
                restart.room.add(index).write(HEXADECIMAL[digit as usize]);
            }
            let mut none: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&mut none);
            libc::sigprocmask(libc::SIG_SETMASK, &none, ptr::null_mut());
            libc::execve(
                restart.program.as_ptr(),
                restart.arguments.as_ptr(),
                restart.environment.as_ptr(),
            );
        }
    }
    // Safety: both may be called from a handler. What the signal does by itself happens on return,
    // or here for one that was sent.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
