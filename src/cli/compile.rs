//! `pyjit compile`: one module, compiled beside its source.

use std::path::{Path, PathBuf};

use clap::Args;

use super::print::Printer;
use super::progress::Bar;
use super::{Exit, Making, build};
use crate::config::Config;
use crate::pipeline::recorded::Recorded;
use crate::pipeline::{self, Progress};
use crate::report;
use crate::source::TreeOptions;

/// Compile the decorated functions of one file, beside it
///
/// Writes two files into the file's folder (or another one): an extension with the compiled
/// functions, `_pyjit_NAME__native` with Python's suffix, and the module `_pyjit_NAME.py`, whose
/// decorators put them in place. The file itself is not changed: to use the compiled functions,
/// import the decorators from `_pyjit_NAME` instead of `pyjit`. Compile again after every change
/// of the file.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A Python file
    file: PathBuf,
    /// Where to write [default: the file's folder]
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// The file that `pyjit record` wrote: types for the functions that declare none [default:
    /// pyjit.signatures.toml beside the pyproject.toml]
    #[arg(long, value_name = "FILE")]
    signatures: Option<PathBuf>,
    #[command(flatten)]
    making: Making,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    if !arguments.file.is_file() {
        printer.error(&format!("{} is not a file", arguments.file.display()));
        return Exit::Usage;
    }
    let Some(mut config) = super::configuration(&arguments.file, None, printer) else {
        return Exit::Problems;
    };
    config.signatures = arguments.signatures.clone().or(config.signatures);
    let Some(recorded) = super::recorded(&config, printer) else { return Exit::Problems };
    match build::threads(arguments.making.jobs) {
        Ok(pool) => pool.install(|| compile(arguments, &config, &recorded, printer)),
        Err(error) => {
            printer.error(&format!("no threads can be started: {error}"));
            Exit::Problems
        }
    }
}

fn compile(arguments: &Arguments, config: &Config, recorded: &Recorded, printer: &Printer) -> Exit {
    let bar = Bar::new();
    let show = |progress| bar.show(progress);
    show(Progress::Reading);
    let options = TreeOptions { takes_numba: config.numba, ..TreeOptions::default() };
    let sources = pipeline::read(&arguments.file, &options);
    show(Progress::Checking);
    let mut analysis = pipeline::analyse(&sources.tree, recorded);
    let options = arguments.making.options(None);
    let folder = match (&arguments.output, arguments.file.parent()) {
        (Some(folder), _) => folder.as_path(),
        (None, Some(folder)) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let compiled = pipeline::compile(&analysis, folder, &options, &show);
    drop(bar);
    let compiled = compiled.map(|(written, defects)| {
        analysis.refuse(defects);
        written
    });
    printer.diagnostics(&sources.tree, &sources.diagnostics);
    printer.diagnostics(&sources.tree, analysis.told());
    printer.diagnostics(&sources.tree, pipeline::refusals(&analysis));
    let report = pipeline::report(&sources, &analysis);
    match compiled {
        Err(error) => build::failed(error, &sources.tree, printer),
        Ok(written) => {
            printer.out(&format!("{}\n", report::summary(&report)));
            for file in &written {
                printer.out(&format!("{}\n", folder.join(file).display()));
            }
            if written.is_empty() { Exit::Problems } else { Exit::Done }
        }
    }
}
