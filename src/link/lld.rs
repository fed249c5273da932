//! Linking with LLD, which runs in this process, against the shared libraries that this machine has
//! to run programs: the archives, headers and scripts of a C compiler are not needed.

use std::path::{Path, PathBuf};

use super::{LinkError, libraries};

/// Whether this build of pyjit carries LLD.
pub const CARRIED: bool = cfg!(target_os = "linux");

/// What gcc says to a linker for a shared library, without its own start and end files, which are
/// for constructors and destructors; and what pyjit says to gcc.
const FLAGS: [&str; 16] = [
    // The name that chooses LLD's driver, and that its messages begin with.
    "ld.lld",
    "-shared",
    "--eh-frame-hdr",
    "--hash-style=gnu",
    "--gc-sections",
    "--build-id=none",
    "-z",
    "relro",
    "-z",
    "noexecstack",
    "-s",
    "--as-needed",
    // An extension is small: threads would take longer to start than they would work.
    "--threads=1",
    "--color-diagnostics=never",
    // A full disk is then an error of a write, not a fault.
    "--no-mmap-output-file",
    "-o",
];

/// Links objects to a shared library.
pub fn run(objects: &[PathBuf], output: &Path) -> Result<(), LinkError> {
    let libraries = libraries::of_c(std::env::consts::ARCH).map_err(LinkError::NoLibrary)?;
    let files = objects.iter().chain(&libraries);
    let arguments: Vec<&std::ffi::OsStr> = FLAGS
        .iter()
        .map(std::ffi::OsStr::new)
        .chain([output.as_os_str()])
        .chain(files.map(|file| file.as_os_str()))
        .collect();
    link(&arguments)
}

#[cfg(target_os = "linux")]
fn link(arguments: &[&std::ffi::OsStr]) -> Result<(), LinkError> {
    use std::ffi::{CString, c_char, c_int, c_void};
    use std::os::unix::ffi::OsStrExt;
    use std::sync::atomic::{AtomicBool, Ordering};

    // `src/link/lld.cpp`
    unsafe extern "C" {
        fn pyjit_lld(
            arguments: *const *const c_char,
            count: usize,
            usable: *mut bool,
            text: *mut c_void,
            say: extern "C" fn(*mut c_void, *const c_char, usize),
        ) -> c_int;
    }

    extern "C" fn say(text: *mut c_void, words: *const c_char, length: usize) {
        // Safety: `text` is the vector below; the words are `length` bytes that outlive the call.
        unsafe {
            let text = &mut *text.cast::<Vec<u8>>();
            text.extend_from_slice(std::slice::from_raw_parts(words.cast(), length));
        }
    }

    /// LLD keeps its state in the process: after it stopped in the middle it cannot be called again.
    static USABLE: AtomicBool = AtomicBool::new(true);

    let failed = |text: &str| LinkError::Failed(text.to_owned());
    let arguments: Result<Vec<CString>, _> =
        arguments.iter().map(|argument| CString::new(argument.as_bytes())).collect();
    let arguments = arguments.map_err(|_| failed("a file has a zero in its name"))?;
    let pointers: Vec<*const c_char> = arguments.iter().map(|argument| argument.as_ptr()).collect();
    let mut text: Vec<u8> = Vec::new();
    let code = crate::codegen::while_nothing_compiles(|| {
        if !USABLE.load(Ordering::SeqCst) {
            return None;
        }
        let mut usable = false;
        // Safety: the strings end with a zero and live until the end; `text` is what `say` takes it
        // for; nothing else links or compiles meanwhile.
        let code = unsafe {
            let text = (&raw mut text).cast();
            pyjit_lld(pointers.as_ptr(), pointers.len(), &raw mut usable, text, say)
        };
        USABLE.store(usable, Ordering::SeqCst);
        Some(code)
    });
    match code {
        None => Err(failed("LLD stopped in the middle of an earlier extension")),
        Some(0) => Ok(()),
        Some(code) if text.is_empty() => Err(failed(&format!("LLD ended with exit code {code}"))),
        Some(_) => Err(failed(&String::from_utf8_lossy(&text))),
    }
}

#[cfg(not(target_os = "linux"))]
fn link(_: &[&std::ffi::OsStr]) -> Result<(), LinkError> {
    Err(LinkError::Failed("this build of pyjit has no linker of its own".to_owned()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{LinkError, run};
    use crate::link::RUNTIME;

    fn runtime(folder: &std::path::Path) -> Vec<PathBuf> {
        let path = folder.join("runtime.a");
        fs::write(&path, RUNTIME).expect("an archive");
        vec![path]
    }

    #[test]
    fn threads_link_one_after_the_other_and_alike() {
        let folder = tempfile::tempdir().expect("a folder");
        let objects = runtime(folder.path());
        let outputs: Vec<PathBuf> =
            (0..8).map(|number| folder.path().join(number.to_string())).collect();
        std::thread::scope(|scope| {
            for output in &outputs {
                let objects = &objects;
                scope.spawn(move || run(objects, output).expect("a library"));
            }
        });
        let bytes: Vec<Vec<u8>> =
            outputs.iter().map(|path| fs::read(path).expect("a library")).collect();
        assert!(bytes.iter().all(|one| *one == bytes[0] && one.starts_with(b"\x7fELF")));
    }

    #[test]
    fn what_it_says_is_kept_and_it_links_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut objects = runtime(folder.path());
        let broken = folder.path().join("broken.o");
        fs::write(&broken, "no object").expect("a file");
        objects.push(broken.clone());
        let output = folder.path().join("output");
        for wrong in [&broken, &folder.path().join("missing.o")] {
            *objects.last_mut().expect("an object") = wrong.clone();
            let Err(LinkError::Failed(text)) = run(&objects, &output) else {
                panic!("it links {}", wrong.display());
            };
            assert!(text.starts_with("ld.lld: error: "), "{text}");
            assert!(text.contains(&wrong.display().to_string()), "{text}");
            assert!(!output.exists());
        }
        objects.pop();
        run(&objects, &output).expect("a library");
    }
}
