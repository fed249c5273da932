//! `pyjit show`: what a stage makes of a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::print::Printer;
use super::{Exit, Processor, build, defect};
use crate::check::print_function;
use crate::check::tree::TypedFunction;
use crate::codegen::{self, CodegenError, Target};
use crate::diagnostics::{Diagnostic, Severity};
use crate::ir::{Unit, print, take_lines};
use crate::lower::{lower, share};
use crate::opt;
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
    /// Only this function, by its name or qualified name
    #[arg(long, value_name = "NAME")]
    kernel: Option<String>,
    #[command(flatten)]
    processor: Processor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The function with the types that were inferred
    Typed,
    /// The kernel IR as it is lowered
    Kir,
    /// The kernel IR with its checks placed and proved away
    KirOpt,
    /// LLVM's IR after its optimiser
    Llvm,
    /// Assembly
    Asm,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    let sources = pipeline::read(&arguments.file, &TreeOptions::default());
    printer.diagnostics(&sources.tree, &sources.diagnostics);
    if sources.diagnostics.iter().any(|one| one.severity == Severity::Error) {
        return Exit::Problems;
    }
    let analysis = pipeline::analyse(&sources.tree);
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

fn text(
    stage: Stage,
    analysis: &Analysis,
    kernels: &[KernelId],
    target: &Target,
) -> Result<String, CodegenError> {
    if stage == Stage::Typed {
        return Ok(typed(analysis, kernels));
    }
    let mut units = lower(&analysis.program, &analysis.checked, kernels);
    for unit in &mut units {
        // As a build does.
        share(unit);
        if matches!(stage, Stage::Llvm | Stage::Asm) {
            take_lines(unit);
        }
    }
    if stage != Stage::Kir {
        units.iter_mut().for_each(opt::optimise);
    }
    let show = |unit: &Unit| match stage {
        Stage::Typed | Stage::Kir | Stage::KirOpt => Ok(print(unit)),
        Stage::Llvm => codegen::llvm_text(unit, target, true),
        Stage::Asm => codegen::assembly(unit, target),
    };
    let texts: Result<Vec<_>, _> = units.iter().map(show).collect();
    Ok(texts?.join("\n"))
}

/// Every instance of the kernels, in the order of the checked program.
fn typed(analysis: &Analysis, kernels: &[KernelId]) -> String {
    let instances = &analysis.checked.instances;
    let of_kernel = |id: &KernelId, function: &TypedFunction| {
        let kernel = analysis.program.kernel(*id);
        function.qualified_name == kernel.qualified_name
            && function.module == analysis.program.tree.file(kernel.file).module
    };
    let wanted = instances.iter().filter(|it| kernels.iter().any(|id| of_kernel(id, it)));
    let texts: Vec<_> =
        wanted.map(|function| print_function(function, &analysis.checked)).collect();
    texts.join("\n")
}
