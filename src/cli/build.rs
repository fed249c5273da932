//! `pyjit build`: a copy of a tree with its kernels compiled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::print::Printer;
use super::progress::Bar;
use super::{Exit, Making, defect};
use crate::codegen::CodegenError;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Severity};
use crate::pipeline::recorded::Recorded;
use crate::pipeline::{self, Analysis, BuildError, Options, Progress, Sources};
use crate::report::{self, Report, Status};
use crate::source::{SourceTree, TreeOptions};

/// Copy a source tree with its decorated functions compiled
///
/// Copies the Python files, stubs and `py.typed` markers of SRC to OUT, compiles the decorated
/// functions, and leads the imports of pyjit to a module that loads the compiled code: OUT works on
/// `sys.path` as it stands, without pyjit. SRC itself is not written.
///
/// Functions that cannot be compiled stay Python and are told as warnings, as are files that are
/// not Python; so do functions without types that no compiled function calls, and recorded types
/// that a function cannot be compiled for. With `--strict` all of these make the build fail.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder that holds the packages and modules, as it would be on `sys.path`
    src: PathBuf,
    /// Where to write; made if it is missing. Must not lie in SRC
    out: PathBuf,
    /// Write what came of each function to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Fail, and write nothing, if a function cannot be compiled or a file cannot be read
    #[arg(long)]
    strict: bool,
    /// The pyproject.toml whose `[tool.pyjit]` counts [default: the nearest one above SRC]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The file that `pyjit record` wrote: types for the functions that declare none [default:
    /// pyjit.signatures.toml beside the pyproject.toml]
    #[arg(long, value_name = "FILE")]
    signatures: Option<PathBuf>,
    /// The distribution that is built: its name goes into the names of the files that are added, so
    /// that no other distribution has the same
    #[arg(long, value_name = "NAME")]
    distribution: Option<String>,
    /// Make extensions for CPython's stable ABI, which 3.12 and all later ones load
    #[arg(long)]
    abi3: bool,
    /// How files are called in messages: a JSON object from paths in SRC, for build systems
    #[arg(long, value_name = "FILE", hide = true)]
    shown_as: Option<PathBuf>,
    #[command(flatten)]
    making: Making,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    if !arguments.src.is_dir() {
        printer.error(&format!("{} is not a folder", arguments.src.display()));
        return Exit::Usage;
    }
    let config = arguments.config.as_deref();
    let Some(mut config) = super::configuration(&arguments.src, config, printer) else {
        return Exit::Problems;
    };
    config.signatures = arguments.signatures.clone().or(config.signatures);
    let Some(recorded) = super::recorded(&config, printer) else { return Exit::Problems };
    match threads(arguments.making.jobs) {
        Ok(pool) => pool.install(|| build(arguments, &config, &recorded, printer)),
        Err(error) => {
            printer.error(&format!("no threads can be started: {error}"));
            Exit::Problems
        }
    }
}

/// Threads for compiling, with stacks that are deep enough for any kernel.
pub fn threads(jobs: Option<usize>) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    const STACK: usize = 256 << 20;
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK).build()
}

fn build(arguments: &Arguments, config: &Config, recorded: &Recorded, printer: &Printer) -> Exit {
    let bar = Bar::new();
    let show = |progress| bar.show(progress);
    show(Progress::Reading);
    let shown_as = match arguments.shown_as.as_deref().map_or(Ok(BTreeMap::new()), read_names) {
        Ok(names) => names,
        Err(error) => {
            printer.error(&error);
            return Exit::Usage;
        }
    };
    let takes_numba = config.numba;
    let options =
        TreeOptions { import_root: true, shown_as, takes_numba, ..TreeOptions::default() };
    let mut sources = pipeline::read(&arguments.src, &options);
    pipeline::exclude(&mut sources, &config.exclude);
    show(Progress::Checking);
    let mut analysis = pipeline::analyse(&sources.tree, recorded);
    let report = pipeline::report(&sources, &analysis);
    let strict = arguments.strict || config.strict;
    if strict && (has_problems(&report) || !analysis.left_out.is_empty()) {
        drop(bar);
        print_problems(&sources, &analysis, Severity::Error, printer);
        for kernel in report.kernels.iter().filter(|it| it.status == Status::Untyped) {
            printer.error(&format!(
                "{}:{}: nothing says the types of `{}`, and no compiled function calls it",
                kernel.file, kernel.line, kernel.qualified_name
            ));
        }
        printer.error(&format!("{}; nothing is built (strict)", report::summary(&report)));
        return write_report(arguments.report.as_deref(), &report, printer).max(Exit::Problems);
    }
    let options = Options {
        strict,
        distribution: arguments.distribution.clone(),
        stable_abi: arguments.abi3,
        ..arguments.making.options(config.cpu.as_deref())
    };
    let built = pipeline::build(&sources, &analysis, &arguments.out, &options, &show);
    drop(bar);
    let built = built.map(|(built, defects)| {
        analysis.refuse(defects);
        built
    });
    print_problems(&sources, &analysis, Severity::Warning, printer);
    let built = match built {
        Ok(built) => built,
        Err(error) => return failed(error, &sources.tree, printer),
    };
    let report = Report { build: Some(built), ..pipeline::report(&sources, &analysis) };
    printer.out(&format!("{}\n", report::summary(&report)));
    write_report(arguments.report.as_deref(), &report, printer)
}

/// What files are called in messages, from a file.
fn read_names(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn has_problems(report: &Report) -> bool {
    let stays_python = report.counts.refused + report.counts.untyped > 0;
    stays_python || report.diagnostics.iter().any(|one| one.severity == "error")
}

/// Prints what is wrong in the source, as `most` at the most severe.
fn print_problems(sources: &Sources, analysis: &Analysis, most: Severity, printer: &Printer) {
    let all = sources.diagnostics.iter().chain(&analysis.remarks);
    let softened = all.chain(pipeline::refusals(analysis)).map(|diagnostic| Diagnostic {
        // The most severe comes first.
        severity: diagnostic.severity.max(most),
        ..diagnostic.clone()
    });
    let left_out = analysis.left_out.iter();
    let left_out = left_out.map(|one| Diagnostic { severity: most, ..one.clone() });
    printer.diagnostics(&sources.tree, &softened.chain(left_out).collect::<Vec<_>>());
}

/// Says why there is no build.
pub fn failed(error: BuildError, tree: &SourceTree, printer: &Printer) -> Exit {
    match error {
        BuildError::OutputInSource => {
            printer.error(&error.to_string());
            Exit::Usage
        }
        BuildError::Source(diagnostic) => {
            printer.diagnostics(tree, [diagnostic.as_ref()]);
            Exit::Problems
        }
        BuildError::Link(error) => {
            printer.diagnostics(tree, [&error.diagnostic()]);
            Exit::Problems
        }
        BuildError::File(_) | BuildError::Codegen(CodegenError::Target(_)) => {
            printer.error(&error.to_string());
            Exit::Problems
        }
        BuildError::Codegen(CodegenError::Defect(what)) => defect::report(printer, &what),
        BuildError::Defects(defects) => {
            printer.diagnostics(tree, defects.iter().map(|(_, diagnostic)| diagnostic));
            printer.error("nothing is built (strict)");
            Exit::Defect
        }
    }
}

fn write_report(path: Option<&Path>, report: &Report, printer: &Printer) -> Exit {
    let Some(path) = path else { return Exit::Done };
    match std::fs::write(path, report::json(std::slice::from_ref(report))) {
        Ok(()) => Exit::Done,
        Err(error) => {
            printer.error(&format!("{}: {error}", path.display()));
            Exit::Problems
        }
    }
}
