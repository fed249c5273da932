//! `pyjit scan`.

use super::{KERNELS, Place};

#[test]
fn prints_a_table() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let ran = place.run(&["scan", "src"]);
    let expected = "\
kernels.py:5   add    (a: int, b: int) -> int  compiles
kernels.py:10  table                           \
PJ0028: `dict` is not a type that a kernel can work on

2 kernels in 1 file: 1 compiled, 1 refused (`--verbose` shows the reasons in the source)
";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), expected, ""));
    let verbose = place.run(&["scan", "-v", "src/kernels.py"]);
    assert!(verbose.err.contains("src/kernels.py:10:19"), "{verbose:?}");
}

#[test]
fn prints_json() {
    let place = Place::new(&[("kernels.py", KERNELS), ("other.py", "x = 1\n")]);
    let ran = place.run(&["scan", "--format", "json", "src"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["counts"]["files"], 2);
    let kernels = report["kernels"].as_array().expect("a list");
    assert_eq!(kernels.len(), 2);
    let first = &kernels[0];
    assert_eq!(first["module"], "kernels");
    assert_eq!(first["qualified_name"], "add");
    assert_eq!(first["line"], 5);
    assert_eq!(first["status"], "compiled");
    assert_eq!(first["signatures"][0], "(a: int, b: int) -> int");
    assert_eq!(kernels[1]["status"], "refused");
    assert_eq!(kernels[1]["diagnostics"][0]["code"], "PJ0028");
    assert!(kernels[1]["diagnostics"][0]["message"].is_string());
    let both = place.run(&["scan", "--format", "json", "src/kernels.py", "src/other.py"]);
    let reports: serde_json::Value = serde_json::from_str(&both.out).expect("JSON");
    assert_eq!(reports.as_array().map(Vec::len), Some(2));
}

#[test]
fn broken_files_are_1() {
    let place = Place::new(&[("broken.py", "def f(:\n"), ("kernels.py", KERNELS)]);
    let ran = place.run(&["scan", "src"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("error[PJ0003]") && ran.out.contains("1 file not readable"),
        "{ran:?}"
    );
    assert_eq!(place.run(&["scan", "src", "--exclude", "broken.py"]).code, Some(0));
    assert_eq!(place.run(&["scan", "missing"]).code, Some(1));
}

#[test]
fn a_tree_without_kernels_is_fine() {
    let place = Place::new(&[]);
    let ran = place.run(&["scan", "src"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "0 kernels in 0 files\n"));
}

#[test]
fn mistakes_in_the_configuration_are_told() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.write("src/pyproject.toml", "[tool.pyjit]\nstrikt = true\n");
    let ran = place.run(&["scan", "src"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("did you mean `strict`?"), "{ran:?}");
    place.write("other.toml", "[tool.pyjit]\nexclude = [\"kernels.py\"]\n");
    let ran = place.run(&["scan", "src", "--config", "other.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "0 kernels in 0 files\n"));
}
