//! `pyjit record`: which types kernels are called with.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use super::Exit;
use super::print::Printer;
use crate::pipeline::recorded::FILE;

/// The variable that has decorated functions note their types.
const VARIABLE: &str = "PYJIT_RECORD";

/// Run a command and note with which types it calls the decorated functions of Python
///
/// The functions run in Python meanwhile. What they were called with is added to the file, which is
/// text, sorted, without values, and made to be kept with the source; builds compile the functions
/// for what it says. Processes that the command starts note theirs, too. Ends as the command ends.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The file to add to
    #[arg(long, short, value_name = "FILE", default_value = FILE)]
    output: PathBuf,
    /// The command and its arguments, e.g. `pytest`
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<std::ffi::OsString>,
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
    let error = replace(&mut command);
    printer.error(&format!("{} cannot be run: {error}", program.to_string_lossy()));
    Exit::Problems
}

/// Runs the command in the place of this process; it only comes back with the reason if that fails.
fn replace(command: &mut Command) -> std::io::Error {
    std::os::unix::process::CommandExt::exec(command)
}
