//! `pyjit record`: a command with the variable that has types noted.

use super::{Place, ran};

const SHOW: &str = "echo \"$PYJIT_RECORD\"; cd /; exit 3";

#[test]
fn the_command_gets_the_file_and_decides_the_exit_code() {
    let place = Place::new(&[]);
    let shown = ran(&mut place.command(&["record", "--", "sh", "-c", SHOW]));
    let default = place.path("pyjit.signatures.toml");
    assert_eq!((shown.code, shown.err.as_str()), (Some(3), ""));
    assert!(shown.out.trim_end().ends_with(default.to_str().expect("text")), "{}", shown.out);
    // What follows the command is the command's.
    let file = place.path("types.toml");
    let file = file.to_str().expect("text");
    let shown = ran(&mut place.command(&["record", "-o", file, "sh", "-c", SHOW, "--output", "x"]));
    assert_eq!((shown.code, shown.out.trim_end()), (Some(3), file));
}

/// Python imports a module of ours whenever it starts, and finds its own as ever.
#[test]
fn python_starts_with_it() {
    let place = Place::new(&[]);
    for cache in [place.path("cache").into_os_string(), "".into()] {
        for (before, after) in [("/a:/b", ":/a:/b"), ("", "")] {
            let command = ["record", "sh", "-c", "echo \"$PYTHONPATH\""];
            let mut command = place.command(&command);
            let shown = ran(command.env("PYTHONPATH", before).env("PYJIT_CACHE_DIR", &cache));
            let folder = shown.out.trim_end().strip_suffix(after).expect("what was there");
            let files = std::fs::read_dir(folder).expect("a folder");
            let names: Vec<_> = files.map(|file| file.expect("a file").file_name()).collect();
            assert_eq!(names, ["sitecustomize.py"], "{folder}");
            if cache.is_empty() {
                std::fs::remove_dir_all(folder).expect("it is a temporary one");
            }
        }
    }
}

#[test]
fn a_command_that_there_is_not() {
    let place = Place::new(&[]);
    let failed = ran(&mut place.command(&["record", "/none/such"]));
    assert_eq!(failed.code, Some(1));
    assert!(failed.err.contains("/none/such cannot be run: "), "{}", failed.err);
    assert_eq!(ran(&mut place.command(&["record"])).code, Some(2));
}
