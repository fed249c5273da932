//! Help, versions, colours, streams.

use std::process::Stdio;

use super::{KERNELS, Place, golden, ran};

#[test]
fn help_reads_well() {
    let place = Place::new(&[]);
    for command in ["", "scan", "build", "compile", "show", "explain", "cache", "record"] {
        let arguments: Vec<&str> =
            ["help", command].into_iter().filter(|it| !it.is_empty()).collect();
        let ran = place.run(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let name = if command.is_empty() { "pyjit" } else { command };
        crate::golden::file(&golden(&format!("cli/help/{name}.txt")), &ran.out);
    }
}

#[test]
fn the_version_names_llvm() {
    let ran = Place::new(&[]).run(&["--version"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.starts_with(concat!("pyjit ", env!("CARGO_PKG_VERSION"), " (LLVM 22.")));
}

#[test]
fn wrong_usage_is_2() {
    let place = Place::new(&[]);
    for arguments in [
        &[][..],
        &["scam"],
        &["scan"],
        &["build", "src"],
        &["build", "missing", "out"],
        &["compile", "missing.py"],
        &["explain", "PJ9999"],
        &["show", "a.py", "--stage", "wasm"],
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{ran:?}");
    }
}

#[test]
fn explains_a_code() {
    let ran = Place::new(&[]).run(&["explain", "pj20"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.starts_with("# PJ0020: "));
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let arguments = ["scan", "--verbose", "src"];
    assert!(!place.run(&arguments).err.contains('\x1b'));
    let colourful = place.run(&[&arguments[..], &["--color", "always"]].concat());
    assert!(colourful.err.contains('\x1b') && !colourful.out.contains('\x1b'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new(&[("kernels.py", &KERNELS.repeat(300))]);
    let mut child = place
        .command(&["scan", "src", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn shows_every_stage() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    for (stage, sign) in [
        ("typed", "return a +:int b"),
        ("kir", "add int"),
        ("kir-opt", "check"),
        ("llvm", "define"),
        ("asm", ".text"),
    ] {
        let ran = place.run(&["show", "src/kernels.py", "--stage", stage, "--kernel", "add"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{stage}");
        assert!(ran.out.contains(sign), "{stage}: {}", ran.out);
    }
    let refused = place.run(&["show", "src/kernels.py", "--kernel", "table"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("PJ0028"));
    assert_eq!(place.run(&["show", "src/kernels.py", "--kernel", "plain"]).code, Some(1));
    let missing = ran(&mut place.command(&["show", "src/missing.py"]));
    assert_eq!(missing.code, Some(1));
}

/// Else the speed of a loop changes with what is compiled before it.
#[test]
#[cfg(target_arch = "x86_64")]
fn functions_and_innermost_loops_begin_at_round_addresses() {
    let text = "from pyjit import i64, jit, u8\n\n\n@jit\n\
        def count(values: u8[:], counts: i64[:]) -> None:\n    \
        for i in range(len(values)):\n        counts[values[i]] += 1\n";
    let place = Place::new(&[("kernels.py", text)]);
    let ran = place.run(&["show", "src/kernels.py", "--stage", "asm"]);
    let alignments: Vec<&str> =
        ran.out.lines().filter_map(|line| line.strip_prefix("\t.p2align\t")).collect();
    assert!(alignments.contains(&"6") && alignments.contains(&"5"), "{}", ran.out);
}
