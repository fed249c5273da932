//! Linking: the objects of a group and the C runtime become one CPython extension.

mod interpreter;
mod libraries;
mod linker;
mod lld;

pub use interpreter::Interpreter;
pub use linker::Linker;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Severity, codes};

// Compiled when pyjit itself was built: the runtime, as an archive, `RUNTIME`, and the extension
// `DISPATCHER`.
include!(concat!(env!("OUT_DIR"), "/runtime_objects.rs"));

/// The extension `pyjit._dispatcher` for any CPython: what stands in place of functions that are
/// compiled when they are called (`templates/development.c`).
pub fn dispatcher() -> &'static [u8] {
    DISPATCHER
}

/// Why there is no extension.
#[derive(Debug)]
pub enum LinkError {
    /// The Python interpreter cannot be used; says which and why.
    Interpreter(String),
    /// The linker that was asked for is none that there is.
    Unknown(String),
    /// The C compiler, which is to link, cannot be run.
    NoCompiler(String),
    /// LLD, which is to link, finds no C library; says which one and where.
    NoLibrary(String),
    /// The linker ran and failed; holds what it said.
    Failed(String),
    /// A file cannot be written.
    Io(PathBuf, io::Error),
}

impl LinkError {
    /// The same for the user, with a way out.
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, message, help): (Code, String, Option<&str>) = match self {
            LinkError::Interpreter(reason) => (
                codes::UNUSABLE_INTERPRETER,
                reason.clone(),
                Some("kernels can be built for CPython 3.9 and later (not free-threaded)"),
            ),
            LinkError::Unknown(reason) => (
                codes::BAD_CONFIG_VALUE,
                reason.clone(),
                Some("without it pyjit takes the C compiler, and where there is none its own"),
            ),
            LinkError::NoCompiler(reason) => (
                codes::NO_LINKER,
                format!("the C compiler, which links the extension, cannot be run: {reason}"),
                Some("with neither CC nor PYJIT_LINKER set, pyjit needs no C compiler"),
            ),
            LinkError::NoLibrary(reason) => (
                codes::NO_LINKER,
                reason.clone(),
                Some("install gcc or clang, which knows where this system has its libraries"),
            ),
            LinkError::Failed(output) if output.trim().is_empty() => {
                let message = "the linker failed without a word".to_owned();
                (codes::LINK_FAILED, message, Some("see that CC names a C compiler"))
            }
            LinkError::Failed(output) => {
                (codes::LINK_FAILED, format!("the linker failed: {}", output.trim()), None)
            }
            LinkError::Io(path, error) => {
                (codes::LINK_FAILED, format!("cannot write {}: {error}", path.display()), None)
            }
        };
        Diagnostic {
            code,
            severity: Severity::Error,
            message,
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: help.map(str::to_owned),
        }
    }
}

/// Links object files (name and bytes) with the C runtime to an extension module. `output` appears
/// whole or not at all; the same objects give the same bytes whatever the folders are called.
pub fn link(
    objects: &[(String, Vec<u8>)],
    output: &Path,
    interpreter: &Interpreter,
    linker: Linker,
) -> Result<(), LinkError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| LinkError::Io(path, error)
    };
    let folder = match output.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    // Beside the output, so that the finished file can be renamed into place.
    let work = tempfile::Builder::new().prefix(".pyjit-").tempdir_in(folder).map_err(at(folder))?;
    let mut files = Vec::new();
    for (index, (name, bytes)) in objects.iter().enumerate() {
        let file = work.path().join(format!("{index:04}-{}.o", file_name(name)));
        fs::write(&file, bytes).map_err(at(&file))?;
        files.push(file);
    }
    let runtime = work.path().join("runtime.a");
    fs::write(&runtime, RUNTIME).map_err(at(&runtime))?;
    files.push(runtime);
    let linked = work.path().join("extension");
    let darwin = interpreter.platform.starts_with("darwin");
    linker.run(&files, &linked, work.path(), darwin)?;
    fs::rename(&linked, output).map_err(at(output))
}

/// What of a name can stand in a file name.
fn file_name(name: &str) -> String {
    let keep = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    name.chars().map(|character| if keep(character) { character } else { '_' }).take(80).collect()
}
