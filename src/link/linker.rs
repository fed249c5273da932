//! Which program makes an extension of objects: the C compiler's driver, which knows the machine's
//! own linker and libraries, or LLD, which pyjit carries for machines without a C compiler.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{LinkError, lld};

/// The variable of the environment that asks for one of them.
const VARIABLE: &str = "PYJIT_LINKER";

/// What links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linker {
    /// `cc`, or what `CC` names.
    Compiler,
    /// The one that pyjit carries.
    Lld,
}

impl Linker {
    /// The linker that `PYJIT_LINKER` asks for (`cc` or `lld`), else the C compiler if `CC` names
    /// one or `cc` is on `PATH`, else LLD.
    ///
    /// # Errors
    /// `PYJIT_LINKER` says something else.
    pub fn choose() -> Result<Linker, LinkError> {
        let asked = env::var_os(VARIABLE).unwrap_or_default();
        match asked.to_str() {
            Some("cc") => Ok(Linker::Compiler),
            Some("lld") => Ok(Linker::Lld),
            Some("") if !lld::CARRIED || has_compiler() => Ok(Linker::Compiler),
            Some("") => Ok(Linker::Lld),
            _ => Err(LinkError::Unknown(format!(
                "the variable {VARIABLE} must be `cc` or `lld`, not `{}`",
                asked.to_string_lossy()
            ))),
        }
    }

    /// LLD, where it is carried and nothing else is asked for: it takes milliseconds, while to start
    /// a C compiler and its linker takes longer than to compile a kernel.
    ///
    /// # Errors
    /// As [`Linker::choose`].
    pub fn in_process() -> Result<Linker, LinkError> {
        match env::var_os(VARIABLE) {
            None if lld::CARRIED => Ok(Linker::Lld),
            _ => Linker::choose(),
        }
    }

    /// Links objects to a shared library. `work` is a folder for files of the linker's own,
    /// `darwin` says that the extension is for macOS.
    pub(super) fn run(
        self,
        objects: &[PathBuf],
        output: &Path,
        work: &Path,
        darwin: bool,
    ) -> Result<(), LinkError> {
        match self {
            Linker::Compiler => run_compiler(objects, output, work, darwin),
            Linker::Lld => lld::run(objects, output),
        }
    }
}

/// Whether a C compiler is named, or found without one.
fn has_compiler() -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("CC") || env::var_os("PATH").is_some_and(|path| is_on("cc", &path))
}

fn is_on(program: &str, path: &OsStr) -> bool {
    let named = |folder: PathBuf| !folder.as_os_str().is_empty() && folder.join(program).is_file();
    env::split_paths(path).any(named)
}

fn run_compiler(
    objects: &[PathBuf],
    output: &Path,
    work: &Path,
    darwin: bool,
) -> Result<(), LinkError> {
    let mut command = compiler(work)?;
    let flags: &[&str] = if darwin {
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
    let triple = format!("{}-unknown-linux-gnu", env::consts::ARCH);
    let triple = if cfg!(target_os = "macos") {
        format!("{}-apple-darwin", env::consts::ARCH)
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

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::fs;

    use super::is_on;

    #[test]
    fn a_program_is_found_in_the_folders_of_the_path() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("empty")).expect("a folder");
        fs::create_dir_all(folder.path().join("tools/sub")).expect("a folder");
        fs::write(folder.path().join("tools/cc"), "").expect("a file");
        let folders = ["empty", "tools"].map(|name| folder.path().join(name));
        let path = std::env::join_paths(&folders).expect("a path");
        assert!(is_on("cc", &path));
        assert!(!is_on("gcc", &path) && !is_on("sub", &path));
        // An empty entry would be the current folder: nobody means a compiler that lies there.
        assert!(!is_on("Cargo.toml", &OsString::new()));
    }
}
