//! The cache, seen from outside.

use std::fs;

use super::{KERNELS, Place, ran};
use crate::golden::read_folder;

#[test]
fn nothing_changed_compiles_nothing() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let first = place.build("one");
    assert_eq!(first["build"]["objects"]["compiled"], 1);
    assert_eq!(first["build"]["objects"]["linked"], 1);
    // Neither the linker nor anything else is needed then.
    let path = place.path("two");
    let again = place.build("two");
    assert_eq!(again["build"]["objects"]["compiled"], 0);
    assert_eq!(again["build"]["objects"]["cached"], 1);
    assert_eq!(again["build"]["objects"]["linked"], 0);
    assert_eq!(again["build"]["objects"]["linked_cached"], 1);
    assert_eq!(read_folder(&place.path("one")), read_folder(&path));
    // A change elsewhere in the file changes no kernel, so its code stays.
    place.write("src/kernels.py", &format!("{KERNELS}\n# The end.\n"));
    assert_eq!(place.build("two")["build"]["objects"]["compiled"], 0);
    // Nor is its code changed by a line before it, but the lines of its tracebacks are.
    place.write("src/kernels.py", &format!("# The start.\n{KERNELS}"));
    let moved = place.build("two");
    assert_eq!(moved["build"]["objects"]["compiled"], 0);
    assert_eq!(moved["build"]["objects"]["linked"], 1);
    place.write("src/kernels.py", &KERNELS.replace("a + b", "a - b"));
    assert_eq!(place.build("two")["build"]["objects"]["compiled"], 1);
}

#[test]
fn info_and_clear() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.build("out");
    let info = place.run(&["cache", "info"]);
    assert!(info.out.contains("entries  2\n") && info.out.contains("limit    1024.0 MB\n"));
    let clear = place.run(&["cache", "clear"]);
    assert!(clear.out.starts_with("2 entries removed"), "{clear:?}");
    assert!(place.run(&["cache", "info"]).out.contains("entries  0\n"));
    assert_eq!(place.build("out")["build"]["objects"]["compiled"], 1);
}

#[test]
fn damage_is_noticed() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.build("one");
    for (path, mut bytes) in read_folder(&place.path("cache")) {
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
        fs::write(place.path("cache").join(path), bytes).expect("a written file");
    }
    let again = place.build("two");
    assert_eq!(again["build"]["objects"]["compiled"], 1);
    assert_eq!(read_folder(&place.path("one")), read_folder(&place.path("two")));
}

#[test]
fn builds_without_a_usable_cache() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.write("file", "");
    for folder in [place.path("file"), place.path("file/below"), "".into()] {
        let mut command = place.command(&["build", "src", "out"]);
        let ran = ran(command.env("PYJIT_CACHE_DIR", &folder));
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let none = ran(place.command(&["cache", "info"]).env("PYJIT_CACHE_DIR", ""));
    assert_eq!(none.out, "there is no cache\n");
}

#[test]
fn many_builds_at_once() {
    let sources: Vec<(String, String)> = (0..6)
        .map(|index| {
            (format!("m{index}.py"), KERNELS.replace("a + b", &format!("a + b * {index}")))
        })
        .collect();
    let sources: Vec<_> = sources.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let place = Place::new(&sources);
    let children: Vec<_> = (0..4)
        .map(|_| {
            // Into one folder, and with a cache so small that all the time something is evicted.
            let mut command = place.command(&["build", "src", "out"]);
            command.env("PYJIT_CACHE_SIZE", "0").stderr(std::process::Stdio::piped());
            command.stdout(std::process::Stdio::piped()).spawn().expect("a process")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("an end");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    place.build("alone");
    assert_eq!(read_folder(&place.path("out")), read_folder(&place.path("alone")));
    assert_eq!(place.python("out", "import m5; print(m5.add(1, 2))"), "11\n");
}
