//! The Python interpreter that an extension is built for.

use std::env;
use std::path::{Path, PathBuf};

use pyo3_build_config::{InterpreterConfigBuilder, PythonImplementation, PythonVersion};
use serde::Deserialize;

use super::LinkError;
use crate::types::OLDEST_PYTHON;

/// What linking and naming an extension need to know of an interpreter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Interpreter {
    /// The path of the interpreter.
    #[serde(skip)]
    pub executable: PathBuf,
    /// `cpython`, `pypy` …
    pub implementation: String,
    /// Major and minor version.
    pub version: (u8, u8),
    /// What an extension's file name ends in, e.g. `.cpython-311-x86_64-linux-gnu.so`.
    pub extension_suffix: String,
    /// Its `sys.platform`.
    pub platform: String,
    /// Built without the global interpreter lock.
    pub free_threaded: bool,
}

/// Asks an interpreter about itself.
const PROBE: &str = "
import importlib.machinery, json, sys, sysconfig
print(json.dumps({
    'implementation': sys.implementation.name,
    'version': sys.version_info[:2],
    'extension_suffix': sysconfig.get_config_var('EXT_SUFFIX')
        or importlib.machinery.EXTENSION_SUFFIXES[0],
    'platform': sys.platform,
    'free_threaded': bool(sysconfig.get_config_var('Py_GIL_DISABLED')),
}))
";

impl Interpreter {
    /// The interpreter at a path, or else that of the active virtual environment, or `python3`.
    pub fn find(executable: Option<&Path>) -> Result<Interpreter, LinkError> {
        match (executable, env::var_os("VIRTUAL_ENV")) {
            (Some(path), _) => Interpreter::probe(path),
            (None, Some(folder)) => Interpreter::probe(&Path::new(&folder).join("bin/python")),
            (None, None) => Interpreter::probe(Path::new("python3")),
        }
    }

    /// Runs the interpreter to ask it about itself.
    pub fn probe(executable: &Path) -> Result<Interpreter, LinkError> {
        let failed = |reason: String| {
            LinkError::Interpreter(format!(
                "the Python interpreter `{}` cannot be used: {reason}",
                executable.display()
            ))
        };
        let version = PythonVersion { major: OLDEST_PYTHON.0, minor: OLDEST_PYTHON.1 };
        let config = InterpreterConfigBuilder::new(PythonImplementation::CPython, version)
            .executable(executable.to_string_lossy().into_owned())
            .finalize()
            .map_err(|error| failed(error.to_string()))?;
        let answer = config.run_python_script(PROBE).map_err(|error| failed(error.to_string()))?;
        let mut interpreter: Interpreter = serde_json::from_str(&answer)
            .map_err(|_| failed("it does not answer as Python 3 does".to_owned()))?;
        interpreter.executable = executable.to_owned();
        match interpreter.refusal() {
            Some(reason) => Err(failed(reason)),
            None => Ok(interpreter),
        }
    }

    /// The same, with extensions for CPython's stable ABI.
    pub fn with_stable_abi(self) -> Interpreter {
        Interpreter { extension_suffix: ".abi3.so".to_owned(), ..self }
    }

    /// Why kernels cannot be built for it, if they cannot.
    pub fn refusal(&self) -> Option<String> {
        let (major, minor) = self.version;
        if self.implementation != "cpython" {
            Some(format!("it is {}, not CPython", self.implementation))
        } else if self.version < OLDEST_PYTHON {
            Some(format!("it is Python {major}.{minor}"))
        } else if self.free_threaded {
            Some("it is a free-threaded build".to_owned())
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interpreter, LinkError};
    use std::path::Path;

    #[test]
    fn a_missing_interpreter_is_an_error_with_its_name() {
        let Err(LinkError::Interpreter(reason)) = Interpreter::probe(Path::new("/no/such/python"))
        else {
            panic!("found an interpreter that is not there");
        };
        assert!(reason.contains("/no/such/python"), "{reason}");
    }

    #[test]
    fn the_interpreter_tells_its_suffix() {
        let Ok(interpreter) = Interpreter::find(None) else {
            return; // no Python on this machine
        };
        assert!(interpreter.extension_suffix.ends_with(".so"));
    }
}
