//! Linking: the objects of a group and the C runtime become one CPython extension.

mod interpreter;

pub use interpreter::Interpreter;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::diagnostics::{Code, Diagnostic, Severity, codes};

// The runtime's objects, compiled when pyjit itself was built: `RUNTIME`.
include!(concat!(env!("OUT_DIR"), "/runtime_objects.rs"));

/// Why there is no extension.
#[derive(Debug)]
pub enum LinkError {
    /// The Python interpreter cannot be used; says which and why.
    Interpreter(String),
    /// There is no C compiler to link with.
    NoCompiler(String),
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
            LinkError::NoCompiler(reason) => (
                codes::NO_C_COMPILER,
                format!("the C compiler, which links the extension, cannot be run: {reason}"),
                Some("install gcc or clang (Debian and Ubuntu: `apt install gcc`), or set CC"),
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
    let runtime = RUNTIME.iter().map(|(name, bytes)| (*name, *bytes));
    let own = objects.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    for (index, (name, bytes)) in own.chain(runtime).enumerate() {
        let file = work.path().join(format!("{index:04}-{}.o", file_name(name)));
        fs::write(&file, bytes).map_err(at(&file))?;
        files.push(file);
    }
    let linked = work.path().join("extension");
    run_linker(&files, &linked, work.path(), interpreter)?;
    fs::rename(&linked, output).map_err(at(output))
}

/// What of a name can stand in a file name.
fn file_name(name: &str) -> String {
    let keep = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    name.chars().map(|character| if keep(character) { character } else { '_' }).take(80).collect()
}

fn run_linker(
    objects: &[PathBuf],
    output: &Path,
    work: &Path,
    interpreter: &Interpreter,
) -> Result<(), LinkError> {
    let mut command = compiler(work)?;
    let flags: &[&str] = if interpreter.platform.starts_with("darwin") {
        &["-bundle", "-undefined", "dynamic_lookup", "-Wl,-dead_strip"]
    } else {
        // No build id: it would be the same anyway, and some linkers make it of random bytes.
        &["-shared", "-Wl,--gc-sections", "-Wl,--build-id=none", "-Wl,-z,relro", "-s"]
    };
    let mut arguments: Vec<OsString> = flags.iter().map(OsString::from).collect();
    arguments.push("-o".into());
    arguments.push(output.into());
    arguments.extend(objects.iter().map(OsString::from));
    arguments.extend(["-lm", "-lpthread"].map(OsString::from));
    let result = command.args(&arguments).output().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        LinkError::NoCompiler(format!("`{program}`: {error}"))
    })?;
    if result.status.success() {
        return Ok(());
    }
    Err(LinkError::Failed(String::from_utf8_lossy(&result.stderr).into_owned()))
}

/// The C compiler that the environment names, or the platform's own, ready to link.
fn compiler(work: &Path) -> Result<Command, LinkError> {
    let triple = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let triple = if cfg!(target_os = "macos") {
        format!("{}-apple-darwin", std::env::consts::ARCH)
    } else {
        triple
    };
    let tool = cc::Build::new()
        .target(&triple)
        .host(&triple)
        .opt_level(2)
        .out_dir(work)
        .cargo_metadata(false)
        .cargo_output(false)
        .cargo_warnings(false)
        .try_get_compiler()
        .map_err(|error| LinkError::NoCompiler(error.to_string()))?;
    Ok(tool.to_command())
}
