//! `pyjit record`: which types kernels are called with.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::Exit;
use super::print::Printer;
use crate::cache::Cache;
use crate::pipeline::recorded::FILE;

/// The variable that has decorated functions note their types.
const VARIABLE: &str = "PYJIT_RECORD";

/// Where Python finds modules, and the one that it imports whenever it starts.
const PATH: &str = "PYTHONPATH";
const START: (&str, &[u8]) =
    ("sitecustomize.py", include_bytes!("../../setuptools-plugin/pyjit/_start/sitecustomize.py"));

/// Run a command and note with which types it calls the decorated functions of Python
///
/// The functions run in Python meanwhile; under Numba's decorators they run as Numba has them, and
/// in Python where it is not installed. What they were called with is added to the file, which is
/// text, sorted, without values, and made to be kept with the source; builds compile the functions
/// for what it says. Processes that the command starts note theirs, too. Ends as the command ends.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file to add to
    #[arg(long, short, value_name = "FILE", default_value = FILE)]
    output: PathBuf,
    /// The command and its arguments, e.g. `pytest`
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    let Some((program, rest)) = arguments.command.split_first() else { return Exit::Usage };
    // The command may change the folder.
    let output = match std::path::absolute(&arguments.output) {
        Ok(output) => output,
        Err(error) => {
            printer.error(&format!("{}: {error}", arguments.output.display()));
            return Exit::Problems;
        }
    };
    let mut command = Command::new(program);
    command.args(rest).env(VARIABLE, output);
    // Programs that import Numba may never import pyjit.
    match start().and_then(|folder| first_in_path(&folder)) {
        Ok(path) => drop(command.env(PATH, path)),
        Err(error) => {
            printer.error(&format!("functions of Numba are not recorded: {error}"));
        }
    }
    let error = replace(&mut command);
    printer.error(&format!("{} cannot be run: {error}", program.to_string_lossy()));
    Exit::Problems
}

/// A folder with the module that begins to record.
fn start() -> io::Result<PathBuf> {
    let (name, text) = START;
    Cache::of_user().keep_module(name, text).or_else(|_| {
        let folder = tempfile::Builder::new().prefix("pyjit-start-").tempdir()?.keep();
        std::fs::write(folder.join(name), text)?;
        Ok(folder)
    })
}

/// The variable with a folder before all others.
fn first_in_path(folder: &Path) -> io::Result<OsString> {
    let folder = std::path::absolute(folder)?;
    let before = std::env::var_os(PATH).filter(|before| !before.is_empty());
    let others = before.iter().flat_map(std::env::split_paths);
    std::env::join_paths(std::iter::once(folder).chain(others)).map_err(io::Error::other)
}

/// Runs the command in the place of this process; it only comes back with the reason if that fails.
fn replace(command: &mut Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(command)
}
