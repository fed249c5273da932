//! Machines on which something is missing, full or forbidden.

use super::{KERNELS, Place, Ran, golden, python, ran};
use crate::golden::read_folder;

fn python_path() -> String {
    ran(python().args(["-c", "import sys; print(sys.executable)"])).out.trim().to_owned()
}

/// Compares the last diagnostic with its case among those of `tests/errors`.
fn agrees(ran: &Ran, code: &str) {
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let start = ran.err.find(&format!("error[{code}]")).unwrap_or_default();
    let text = ran.err[start..].trim_end().to_owned() + "\n";
    crate::golden::file(&golden(&format!("errors/{code}.txt")), &text);
}

#[test]
fn no_c_compiler_where_one_is_asked_for() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let mut command = place.command(&["build", "src", "out", "--python", &python_path()]);
    agrees(&ran(command.env("PATH", "").env("PYJIT_LINKER", "cc")), "PJ0200");
    assert!(!place.path("out").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn no_c_compiler_is_needed() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let mut command = place.command(&["build", "src", "out", "--python", &python_path()]);
    let built = ran(command.env("PATH", ""));
    assert_eq!(built.code, Some(0), "{built:?}");
    let program = "import kernels; print(hasattr(kernels.add, '__pyjit_signatures__'))";
    assert_eq!(place.python("out", program), "True\n");
    // Where `CC` names one, that one is meant.
    let mut command = place.command(&["build", "src", "other", "--python", &python_path()]);
    let named = ran(command.env("PATH", "").env("CC", "missing-cc"));
    assert_eq!(named.code, Some(1), "{named:?}");
    assert!(named.err.contains("PJ0200") && named.err.contains("`missing-cc`"), "{named:?}");
}

#[test]
fn a_linker_that_there_is_not() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let mut command = place.command(&["build", "src", "out"]);
    let ran = ran(command.env("PYJIT_LINKER", "gold"));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let message = "error[PJ0052]: the variable PYJIT_LINKER must be `cc` or `lld`, not `gold`";
    assert!(ran.err.contains(message), "{ran:?}");
    assert!(!place.path("out").exists());
}

#[test]
fn a_failing_linker() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.write("cc", "#!/bin/sh\necho 'cc: this is not a good day' >&2\nexit 1\n");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path("cc"), mode).expect("permissions");
    let mut command = place.command(&["build", "src", "out"]);
    agrees(&ran(command.env("CC", place.path("cc"))), "PJ0201");
    assert!(!place.path("out").exists());
}

#[test]
fn no_such_interpreter() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let ran = place.run(&["build", "src", "out", "--python", "/missing/python"]);
    agrees(&ran, "PJ0202");
    assert!(!place.path("out").exists());
}

#[test]
fn a_tree_without_kernels_needs_neither() {
    let place = Place::new(&[("plain.py", "from pyjit import jit\n")]);
    let ran = ran(place.command(&["build", "src", "out"]).env("PATH", ""));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(read_folder(&place.path("out")).len(), 2);
}

#[test]
fn an_output_folder_that_cannot_be() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.write("file", "text");
    for out in ["file", "file/out"] {
        let ran = place.run(&["build", "src", out]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains("error: file"), "{ran:?}");
    }
    assert_eq!(std::fs::read(place.path("file")).expect("a file"), b"text");
    let report = place.run(&["build", "src", "out", "--report", "file/report.json"]);
    assert_eq!(report.code, Some(1));
}

/// With a limit on the size of files, as on a full disk, a write fails in the middle.
#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    let place = Place::new(&[("kernels.py", KERNELS), ("second.py", KERNELS)]);
    place.build("elsewhere");
    place.write("out/kernels.py", "old");
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build src \"$1\"";
    for out in ["out", "new"] {
        let mut command = std::process::Command::new("sh");
        let program = env!("CARGO_BIN_EXE_pyjit");
        command.args(["-c", script, program, out]).current_dir(place.path(""));
        let ran = ran(command.env("PYJIT_CACHE_DIR", place.path("cache")));
        assert_eq!(ran.code, Some(1), "{ran:?}");
    }
    assert!(!place.path("new").exists());
    let left = read_folder(&place.path("out"));
    assert_eq!(left.len(), 1);
    assert_eq!(left["kernels.py"], b"old");
}

#[test]
fn few_open_files_are_enough() {
    let sources: Vec<String> = (0..100).map(|index| format!("m{index}.py")).collect();
    let sources: Vec<_> = sources.iter().map(|path| (path.as_str(), "x = 1\n")).collect();
    let place = Place::new(&sources);
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -n 40; exec \"$0\" build src out", env!("CARGO_BIN_EXE_pyjit")]);
    let ran = ran(command.current_dir(place.path("")));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(read_folder(&place.path("out")).len(), 100);
}

#[test]
fn a_folder_in_the_place_of_a_file() {
    let place = Place::new(&[("a.py", "x = 1\n"), ("kernels.py", KERNELS)]);
    place.write("out/kernels.py/file", "");
    let ran = place.run(&["build", "src", "out"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("out/kernels.py: "), "{ran:?}");
    assert_eq!(read_folder(&place.path("out")).len(), 1);
}

#[test]
fn an_unknown_processor() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let ran = place.run(&["build", "src", "out", "--cpu", "abacus"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("abacus"), "{ran:?}");
}
