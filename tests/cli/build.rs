//! `pyjit build` and `pyjit compile`.

use std::fs;

use super::{KERNELS, Place, python, ran};
use crate::golden::read_folder;

const USE: &str = "import kernels as k; print(type(k.add).__name__, k.plain(), k.add(2**63, 1))";

#[test]
fn a_built_tree_works_as_it_stands() {
    let place =
        Place::new(&[("kernels.py", KERNELS), ("types.pyi", "x: int\n"), ("notes.txt", "")]);
    let before = read_folder(&place.path("src"));
    let report = place.build("out");
    assert_eq!(read_folder(&place.path("src")), before);
    assert_eq!(report["counts"]["compiled"], 1);
    assert_eq!(report["build"]["extensions"][0]["module"], "_pyjit_kernels__native");
    assert_eq!(report["build"]["swapped"][0], "kernels.py");
    let files: Vec<_> = read_folder(&place.path("out")).into_keys().collect();
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(!files.contains(&"notes.txt".to_owned()));
    assert_eq!(place.python("out", USE), "kernel 3 9223372036854775809\n");
    // Where the extension does not fit, and where it is missing, Python runs.
    let extension = report["build"]["extensions"][0]["file"].as_str().expect("a name");
    fs::write(place.path("out").join(extension), "no extension").expect("a written file");
    assert_eq!(place.python("out", USE), "function 3 9223372036854775809\n");
    fs::remove_file(place.path("out").join(extension)).expect("a removed file");
    assert_eq!(place.python("out", USE), "function 3 9223372036854775809\n");
}

#[test]
fn what_has_no_types_stays_python_and_is_told_apart() {
    let source = "from pyjit import jit\n@jit\ndef f(x, y):\n    return x @ y.z\n";
    let place = Place::new(&[("m.py", source)]);
    let built = place.run(&["build", "src", "out"]);
    assert_eq!(built.code, Some(0));
    assert_eq!(
        built.out,
        "1 kernel in 1 file: 0 compiled, 0 refused, 1 not compiled for want of types\n"
    );
    let strict = place.run(&["build", "src", "strict", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.err.contains("m.py:3: nothing says the types of `f`"), "{strict:?}");
    assert!(!place.path("strict").exists());
}

#[test]
fn refusals_are_warnings_unless_strict() {
    let place = Place::new(&[("kernels.py", KERNELS), ("broken.py", "def f(:\n")]);
    let lenient = place.run(&["build", "src", "out"]);
    assert_eq!(lenient.code, Some(0));
    assert!(lenient.err.contains("warning[PJ0028]") && lenient.err.contains("warning[PJ0003]"));
    assert!(!lenient.err.contains("error"), "{lenient:?}");
    assert_eq!(fs::read(place.path("out/broken.py")).expect("a copy"), b"def f(:\n");
    let strict = place.run(&["build", "src", "strict", "--strict", "--report", "report.json"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.err.contains("error[PJ0028]"), "{strict:?}");
    assert!(!place.path("strict").exists());
    assert_eq!(place.report()["counts"]["refused"], 1);
    let configured = ran(place.command(&["build", "src", "strict"]).env("PYJIT_STRICT", "1"));
    assert_eq!(configured.code, Some(1));
}

#[test]
fn the_source_tree_is_never_written() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let before = read_folder(&place.path("src"));
    for out in ["src", "src/out", "src/../src/out", "./src"] {
        let ran = place.run(&["build", "src", out]);
        assert_eq!(ran.code, Some(2), "{out}: {ran:?}");
    }
    assert_eq!(read_folder(&place.path("src")), before);
}

#[test]
fn excluded_files_stay_python_but_need_no_pyjit() {
    let place = Place::new(&[("kernels.py", KERNELS), ("slow.py", KERNELS)]);
    place.write("pyproject.toml", "[tool.pyjit]\nexclude = [\"slow.py\"]\n");
    let report = place.build("out");
    assert_eq!(report["kernels"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["build"]["swapped"].as_array().map(Vec::len), Some(2));
    let program = "import slow; print(type(slow.add).__name__)";
    assert_eq!(place.python("out", program), "function\n");
}

#[test]
fn builds_are_the_same_to_the_byte() {
    let sources = [("pkg/__init__.py", ""), ("pkg/a.py", KERNELS), ("pkg/b.py", KERNELS)];
    let [one, other] = [Place::new(&sources), Place::new(&sources)];
    one.build("out");
    let ran = other.run(&["build", "src", "deep/er/out", "--jobs", "1"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(read_folder(&one.path("out")), read_folder(&other.path("deep/er/out")));
}

#[test]
fn what_an_earlier_build_left_does_not_survive() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    place.write("out/_pyjit_kernels__native.cpython-39-x86_64-linux-gnu.so", "old");
    place.build("out");
    place.write("src/kernels.py", "from pyjit import jit\n\n\ndef add(): ...\n");
    assert_eq!(read_folder(&place.path("out")).len(), 3);
    let report = place.build("out");
    assert_eq!(report["build"]["extensions"].as_array().map(Vec::len), Some(0));
    let files: Vec<_> = read_folder(&place.path("out")).into_keys().collect();
    assert_eq!(files, ["_pyjit_kernels.py", "kernels.py"]);
}

#[test]
fn compiles_one_file_beside_it() {
    let place = Place::new(&[("pkg/__init__.py", ""), ("pkg/kernels.py", KERNELS)]);
    let ran = place.run(&["compile", "src/pkg/kernels.py"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let files: Vec<_> = read_folder(&place.path("src")).into_keys().collect();
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(ran.out.contains("src/pkg/_pyjit_kernels.py\n"), "{ran:?}");
    assert_eq!(fs::read_to_string(place.path("src/pkg/kernels.py")).expect("a file"), KERNELS);
    // The decorators now come from the module beside it.
    let redirected = KERNELS.replace("from pyjit ", "from pkg._pyjit_kernels ");
    place.write("src/pkg/kernels.py", &redirected);
    let program = "from pkg import kernels; print(type(kernels.add).__name__, kernels.plain())";
    assert_eq!(place.python("src", program), "kernel 3\n");
    place.write("src/none.py", "x = 1\n");
    assert_eq!(place.run(&["compile", "src/none.py"]).code, Some(1));
}

#[test]
fn remarks_are_told_and_fail_nothing() {
    let kernel =
        "from pyjit import jit\n\n\n@jit\ndef power(a: int, b: int) -> int:\n    return a ** b\n";
    let place = Place::new(&[("kernels.py", kernel)]);
    let commands: [&[&str]; 3] =
        [&["scan", "src"], &["build", "src", "out", "--strict"], &["compile", "src/kernels.py"]];
    for command in commands {
        let ran = place.run(command);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(ran.err.matches("note[PJ0161]").count(), 1, "{ran:?}");
    }
}

#[test]
fn names_beyond_ascii_work() {
    let kernel =
        "from pyjit import jit\n\n\n@jit\ndef größe(länge: int) -> int:\n    return länge + 1\n";
    let place =
        Place::new(&[("paket_ä/__init__.py", ""), ("paket_ä/maß.py", kernel), ("ö.py", kernel)]);
    place.build("aus gabe");
    let program = "\
import ö
from paket_ä import maß
for f in (ö.größe, maß.größe):
    print(type(f).__name__, f(länge=1))
";
    assert_eq!(place.python("aus gabe", program), "kernel 2\nkernel 2\n");
}

#[test]
fn builds_for_the_interpreter_that_is_asked_for() {
    let place = Place::new(&[("kernels.py", KERNELS)]);
    let path = ran(python().args(["-c", "import sys; print(sys.executable)"])).out;
    let suffix = "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))";
    let suffix = ran(python().args(["-c", suffix])).out;
    let ran = place.run(&[
        "build",
        "src",
        "out",
        "--python",
        path.trim(),
        "--cpu",
        "native",
        "--report",
        "report.json",
    ]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(place.report()["build"]["target"]["extension_suffix"], suffix.trim());
    assert_eq!(place.python("out", USE), "kernel 3 9223372036854775809\n");
}
