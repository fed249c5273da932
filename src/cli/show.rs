//! `pyjit show`: what a stage makes of a file.

use std::path::PathBuf;

use clap::Args;

use super::print::Printer;
use super::{Exit, Processor, build, defect};
use crate::codegen::CodegenError;
use crate::diagnostics::{Diagnostic, Severity};
use crate::pipeline::show::{Stage, text};
use crate::pipeline::{self, Analysis, BuildError};
use crate::scan::KernelId;
use crate::source::TreeOptions;

/// Print what a stage of the compiler makes of the decorated functions of a file
#[derive(Debug, Args)]
pub struct Arguments {
    /// A Python file
    file: PathBuf,
    /// Which stage
    #[arg(long, value_enum, default_value = "kir-opt")]
    stage: Stage,
    /// The file that `pyjit record` wrote: types for the functions that declare none [default:
    /// pyjit.signatures.toml beside the pyproject.toml]
    #[arg(long, value_name = "FILE")]
    signatures: Option<PathBuf>,
    /// Only this function, by its name or qualified name
    #[arg(long, value_name = "NAME")]
    kernel: Option<String>,
    #[command(flatten)]
    processor: Processor,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    let Some(mut config) = super::configuration(&arguments.file, None, printer) else {
        return Exit::Problems;
    };
    let options = TreeOptions { takes_numba: config.numba, ..TreeOptions::default() };
    let sources = pipeline::read(&arguments.file, &options);
    printer.diagnostics(&sources.tree, &sources.diagnostics);
    if sources.diagnostics.iter().any(|one| one.severity == Severity::Error) {
        return Exit::Problems;
    }
    config.signatures = arguments.signatures.clone().or(config.signatures);
    let Some(recorded) = super::recorded(&config, printer) else { return Exit::Problems };
    let analysis = pipeline::analyse(&sources.tree, &recorded);
    let kernels = selected(&analysis, arguments.kernel.as_deref());
    if kernels.is_empty() {
        printer.error(&match &arguments.kernel {
            Some(name) => format!("{} has no kernel `{name}`", arguments.file.display()),
            None => format!("{} has no kernels", arguments.file.display()),
        });
        return Exit::Problems;
    }
    printer.diagnostics(&sources.tree, refusals(&analysis, &kernels));
    match text(arguments.stage, &analysis, &kernels, &arguments.processor.target(None)) {
        Ok(text) => {
            printer.out(&text);
            if text.is_empty() { Exit::Problems } else { Exit::Done }
        }
        Err(CodegenError::Defect(what)) => defect::report(printer, &what),
        Err(error) => build::failed(BuildError::Codegen(error), &sources.tree, printer),
    }
}

fn selected(analysis: &Analysis, name: Option<&str>) -> Vec<KernelId> {
    let program = &analysis.program;
    let kernels = program.kernel_ids().filter(|(_, kernel)| {
        let qualified = kernel.qualified_name.as_str();
        let last = qualified.rsplit('.').next().unwrap_or(qualified);
        program.tree.file(kernel.file).requested
            && name.is_none_or(|name| name == qualified || name == last)
    });
    kernels.map(|(id, _)| id).collect()
}

fn refusals<'a>(analysis: &'a Analysis, kernels: &[KernelId]) -> Vec<&'a Diagnostic> {
    let checked = analysis.checked.kernels.iter();
    checked.filter(|it| kernels.contains(&it.kernel)).flat_map(|it| &it.refusals).collect()
}
