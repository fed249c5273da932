//! Tests of the program as a whole: arguments, exit codes, what is printed, what is written.

mod build;
mod cache;
mod environment;
mod print;
mod record;
mod scan;
mod serve;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A source with a kernel that compiles, one that does not, and a function that stays Python.
pub const KERNELS: &str = "\
from pyjit import jit


@jit
def add(a: int, b: int) -> int:
    return a + b


@jit
def table(values: dict) -> int:
    return len(values)


def plain():
    return add(1, 2)
";

/// A folder of its own for a test: sources in `src`, the cache in `cache`.
pub struct Place {
    folder: TempDir,
}

/// What the program did.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    /// A folder with these sources.
    pub fn new(sources: &[(&str, &str)]) -> Place {
        let place = Place { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(place.path("src")).expect("a folder");
        for (path, text) in sources {
            place.write(&format!("src/{path}"), text);
        }
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a written file");
    }

    /// The program with these arguments, in this folder, with nothing of the caller's settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pyjit"));
        command.args(arguments).current_dir(self.folder.path());
        let settings =
            ["PYJIT_STRICT", "PYJIT_EXCLUDE", "PYJIT_CPU", "PYJIT_LINKER", "PYJIT_FALLBACK"];
        for name in settings.into_iter().chain(["NO_COLOR", "CC", "COLUMNS"]) {
            command.env_remove(name);
        }
        command.env("PYJIT_CACHE_DIR", self.path("cache"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// Builds `src` to `out` and returns the report.
    pub fn build(&self, out: &str) -> serde_json::Value {
        let ran = self.run(&["build", "src", out, "--report", "report.json"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        self.report()
    }

    pub fn report(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.path("report.json")).expect("a report");
        serde_json::from_str(&text).expect("JSON")
    }

    /// What Python prints for a program, with a folder on its path.
    pub fn python(&self, folder: &str, program: &str) -> String {
        let mut command = python();
        command.arg("-c").arg(program).env("PYTHONPATH", self.path(folder));
        command.env("PYTHONDONTWRITEBYTECODE", "1").current_dir(self.folder.path());
        let ran = ran(&mut command);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.out
    }
}

/// The interpreter that tests build for.
pub fn python() -> Command {
    let named = std::env::var_os("PYJIT_PYTHON");
    Command::new(named.as_deref().unwrap_or(OsStr::new("python3")))
}

pub fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().expect("a process");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// The golden files of these tests.
pub fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
