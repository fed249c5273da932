//! What a stage of the compiler makes of kernels, as text.

use clap::ValueEnum;
use serde::Deserialize;

use super::Analysis;
use crate::check::print_function;
use crate::check::tree::TypedFunction;
use crate::codegen::{self, CodegenError, Target};
use crate::ir::{Unit, print, take_lines};
use crate::lower::{lower, share};
use crate::opt;
use crate::scan::KernelId;

/// A stage that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
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

/// What the stage makes of the kernels and of all that they call.
///
/// # Errors
/// Code generation fails.
pub fn text(
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
