//! Tests on hostile input: whatever the bytes, reading and scanning end, without a panic.

use super::scan;
use crate::source::{TreeOptions, read_tree};

/// A generator of numbers that is the same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A module with everything that scanning looks at.
const SAMPLE: &str = r#"# -*- coding: utf-8 -*-
"""Documentation."""
from __future__ import annotations
import math, numpy as np, numpy.typing as npt, array
import pyjit as pj
from pyjit import jit as fast, f64, i64
from .other import *
try:
    from pyjit import jit_immediate
except ImportError as error:
    jit_immediate = lambda f: f
N: int = 1 << 12
SHAPE, EPS = (N, -3 // 2, 2 ** 0.5), float("1e-9")
type Vec = f64[:]
T = "é" if N > 3 and not EPS else f"{N!r:>{N}}"
__all__ = ["f", "g"]
class Grid:
    @staticmethod
    @fast("f64(f64[:, ::1], i64)", boundscheck=False)
    def total(a, n=N):
        return a[n, 0]
@pj.jit(["(f64)", "(i64)"])
def f(x): return x * 2
@fast
def g(a: npt.NDArray[np.float64], b: "Vec", *, c: tuple[int, float] = (1, 2.0)) -> None:
    rows, cols = a.shape
    for i in range(rows):
        a[i, 0] += math.sqrt(b[i]) if i % 2 else -b[~i]
    match c:
        case [x, *rest] if x: pass
def h():
    global N
    N, *rest = 1, 2
"#;

/// Reads and scans the bytes as a module of a package.
fn survive(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("__init__.py"), "").unwrap();
    std::fs::write(folder.path().join("m.py"), bytes).unwrap();
    let (tree, diagnostics) = read_tree(folder.path(), &TreeOptions::default());
    let program = scan(&tree);
    for diagnostic in diagnostics.iter().chain(program.kernels.iter().flat_map(|it| &it.refusals)) {
        assert!(!crate::diagnostics::render(diagnostic, &tree, false).is_empty());
    }
}

#[test]
fn arbitrary_bytes() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let interesting = b"\0\t\n\r\x0c \"'#()[]{}:=@.,\\fb1x\xe9\xff\xef\xbb\xbf";
    for _ in 0..150 {
        let length = random.next(300);
        let bytes: Vec<u8> = (0..length)
            .map(|_| match random.next(4) {
                0 => random.next(256) as u8,
                _ => interesting[random.next(interesting.len())],
            })
            .collect();
        survive(&bytes);
    }
}

#[test]
fn truncated_and_mutated_modules() {
    survive(SAMPLE.as_bytes());
    let mut random = Random(42);
    for _ in 0..150 {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes.truncate(random.next(bytes.len()));
        survive(&bytes);
    }
    let lines: Vec<&str> = SAMPLE.lines().collect();
    for _ in 0..300 {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for _ in 0..=random.next(4) {
            let at = random.next(bytes.len());
            match random.next(3) {
                0 => bytes[at] = random.next(256) as u8,
                1 => drop(bytes.drain(at..(at + random.next(30)).min(bytes.len()))),
                _ => {
                    let line = format!("\n{}\n", lines[random.next(lines.len())]);
                    bytes.splice(at..at, line.into_bytes());
                }
            }
        }
        survive(&bytes);
    }
}

#[test]
fn deep_and_long_texts() {
    let head = "from pyjit import jit\n@jit\ndef f(x: int):\n    return ";
    for unit in [
        "(",
        "[",
        "{",
        "-",
        "not ",
        "x.",
        "x[",
        "x(",
        "1+",
        "2**",
        "lambda: ",
        "f'{",
        "x if x else ",
    ] {
        for count in [90, 150, 190, 900, 3_900, 10_000] {
            survive(format!("{head}{}", unit.repeat(count)).as_bytes());
            survive(format!("{head}{}x", unit.repeat(count)).as_bytes());
            survive(format!("N = {}1\n{head}N\n", unit.repeat(count)).as_bytes());
        }
        let close = match unit {
            "(" | "x(" => ")",
            "[" | "x[" => "]",
            "{" => "}",
            _ => continue,
        };
        for count in [90, 190, 10_000] {
            let nested = format!("{}1{}", unit.repeat(count), close.repeat(count));
            survive(format!("{head}{nested}\nN = {nested}\n").as_bytes());
            let annotated = head.replace("int", &nested);
            survive(format!("{annotated}1\n").as_bytes());
        }
    }
    survive(format!("N = {}1\n", "1, ".repeat(3_000_000)).as_bytes());
    survive(format!("N = '{}'\n", "x".repeat(10_000_000)).as_bytes());
    survive(format!("N = {}\n", "9".repeat(1_000_000)).as_bytes());
    survive(format!("# {}", "é".repeat(5_000_000)).as_bytes());
}

#[test]
fn long_chains_of_names() {
    let forward: String = (0..20_000).map(|n| format!("A{n} = A{} + 1\n", n + 1)).collect();
    let backward: String = (1..20_000).map(|n| format!("A{n} = A{} + 1\n", n - 1)).collect();
    survive(forward.as_bytes());
    survive(format!("A0 = 0\n{backward}").as_bytes());
    let stars: String = (0..2_000).map(|n| format!("from .m{n} import *\n")).collect();
    survive(stars.as_bytes());
    survive("from .m import *\nfrom . import *\nfrom m import x as y, y as x\n".as_bytes());
}

#[test]
fn values_and_types_that_explode() {
    let doubled = |from: &str, step: &dyn Fn(usize) -> String| {
        let lines: String = (1..200).map(step).collect();
        survive(format!("from pyjit import jit\n{from}\n{lines}").as_bytes());
    };
    doubled("A0 = (1,)", &|n| format!("A{n} = (A{}, A{})\n", n - 1, n - 1));
    doubled("A0 = (1,)", &|n| format!("A{n} = A{} + A{}\n", n - 1, n - 1));
    doubled("A0 = 'x'", &|n| format!("A{n} = A{} + A{}\n", n - 1, n - 1));
    doubled("A0 = int", &|n| {
        format!("A{n} = tuple[A{}, A{}]\n@jit\ndef f{n}(x: A{n}): pass\n", n - 1, n - 1)
    });
}

#[cfg(unix)]
#[test]
fn unreadable_files_and_folders() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir(root.join("closed")).unwrap();
    std::fs::write(root.join("closed.py"), "x = 1\n").unwrap();
    symlink("nowhere", root.join("dangling.py")).unwrap();
    symlink("circle.py", root.join("circle.py")).unwrap();
    for path in ["closed", "closed.py"] {
        let none = std::fs::Permissions::from_mode(0o000);
        std::fs::set_permissions(root.join(path), none).unwrap();
    }
    let (tree, diagnostics) = read_tree(root, &TreeOptions::default());
    // The superuser may read everything.
    let privileged = std::fs::read_dir(root.join("closed")).is_ok();
    let expected = if privileged { 2 } else { 4 };
    assert_eq!(diagnostics.len(), expected, "{diagnostics:?}");
    assert_eq!(tree.files.len(), usize::from(privileged));
    let all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(root.join("closed"), all).unwrap();
}

/// Reads and scans the library of the Python that is installed, if one is.
#[test]
fn the_standard_library() {
    let script = "import sysconfig; print(sysconfig.get_paths()['stdlib'])";
    let Ok(output) = std::process::Command::new("python3").args(["-c", script]).output() else {
        return; // There is no Python here whose library could be read.
    };
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let exclude = ["site-packages", "dist-packages"].map(str::to_owned).to_vec();
    let options = TreeOptions { import_root: true, exclude, ..TreeOptions::default() };
    let (tree, diagnostics) = read_tree(std::path::Path::new(&path), &options);
    let program = scan(&tree);
    assert!(tree.files.len() > 100, "{path}");
    assert_eq!(program.kernels.len(), 0);
    for diagnostic in &diagnostics {
        // The library's own tests hold files that are no Python on purpose.
        let place = diagnostic.place.as_ref().map_or("", |place| &place.path);
        assert!(place.contains("test"), "{diagnostic:?}");
    }
}
