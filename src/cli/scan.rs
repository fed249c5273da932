//! `pyjit scan`: which kernels a tree has, and which of them compile.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use super::print::Printer;
use super::progress::Bar;
use crate::pipeline::{self, Progress, Sources};
use crate::report::{self, Report};
use crate::source::TreeOptions;

/// List the decorated functions of source trees and say which of them compile
///
/// Prints a line for each: its place, its name, its signature, and `compiles` or the first reason
/// why not. Nothing is executed or written. Files that cannot be read as Python make the exit code
/// 1; functions that do not compile do not, since they stay Python in a build.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders or Python files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show every reason with its place in the source
    #[arg(long, short)]
    verbose: bool,
    /// Leave out files and folders that match this pattern (may be given several times)
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// The pyproject.toml whose `[tool.pyjit]` counts [default: the nearest one above PATH]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The file that `pyjit record` wrote: types for the functions that declare none [default:
    /// pyjit.signatures.toml beside the pyproject.toml]
    #[arg(long, value_name = "FILE")]
    signatures: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table
    Text,
    /// The report, for programs: one object, or a list of them for several paths
    Json,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    let mut reports = Vec::new();
    for path in &arguments.paths {
        let config = super::configuration(path, arguments.config.as_deref(), printer);
        let Some(mut config) = config else { return Exit::Problems };
        config.signatures = arguments.signatures.clone().or(config.signatures);
        let Some(recorded) = super::recorded(&config, printer) else { return Exit::Problems };
        config.exclude.extend(arguments.exclude.iter().cloned());
        let (exclude, takes_numba) = (config.exclude, config.numba);
        let options = TreeOptions { exclude, takes_numba, ..TreeOptions::default() };
        let bar = Bar::new();
        bar.show(Progress::Reading);
        let sources = pipeline::read(path, &options);
        bar.show(Progress::Checking);
        let analysis = pipeline::analyse(&sources.tree, &recorded);
        drop(bar);
        let report = pipeline::report(&sources, &analysis);
        if arguments.format == Format::Text {
            print(&sources, &analysis, &report, arguments.verbose, printer);
        }
        reports.push(report);
    }
    if arguments.format == Format::Json {
        printer.out(&report::json(&reports));
    }
    let broken = |report: &Report| report.diagnostics.iter().any(|one| one.severity == "error");
    if reports.iter().any(broken) { Exit::Problems } else { Exit::Done }
}

fn print(
    sources: &Sources,
    analysis: &pipeline::Analysis,
    report: &Report,
    verbose: bool,
    printer: &Printer,
) {
    printer.diagnostics(&sources.tree, &sources.diagnostics);
    printer.diagnostics(&sources.tree, analysis.told());
    if verbose {
        printer.diagnostics(&sources.tree, pipeline::refusals(analysis));
    }
    let table = report::table(&report.kernels);
    let gap = if table.is_empty() { "" } else { "\n" };
    let hint = if report.counts.refused > 0 && !verbose {
        " (`--verbose` shows the reasons in the source)"
    } else {
        ""
    };
    printer.out(&format!("{table}{gap}{}{hint}\n", report::summary(report)));
}
