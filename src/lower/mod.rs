//! Lowering: typed tree → KIR. All of Python's sugar ends here.
//!
//! Tuples become one local for each element, conditions become branches, chains and short circuits
//! become nested statements, in Python's order of evaluation. No check is written: operations
//! declare their failures, and `opt::checks` places them.

mod assign;
mod compare;
mod conditions;
mod convert;
mod elementwise;
mod entries;
mod expressions;
mod function;
mod intrinsics;
mod lists;
mod loops;
mod objects;
mod order;
mod parts;
mod shared;
mod statements;
mod strides;
#[cfg(test)]
mod tests;
mod units;
mod walk;

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::check::tree::{InstanceId, TypedFunction};
use crate::ir::{FunctionId, Unit};
use crate::scan::{KernelId, Program};
use crate::source::SourceFile;

pub use shared::share;
pub use units::Plan;

/// Lowers the accepted ones among the kernels: one unit for each plan.
pub fn lower(program: &Program, checked: &Checked, kernels: &[KernelId]) -> Vec<Unit> {
    plans(checked, kernels).iter().map(|plan| lower_unit(program, checked, plan)).collect()
}

/// What is compiled together: the accepted ones among the kernels, in one plan those that reach
/// each other by calls, in the order of their first kernels. What several plans call, each has a
/// copy of, so that units compile on their own; [`share`] takes what is large out of them.
pub fn plans(checked: &Checked, kernels: &[KernelId]) -> Vec<Plan> {
    units::plan(checked, kernels)
}

/// Lowers one plan.
pub fn lower_unit(program: &Program, checked: &Checked, plan: &Plan) -> Unit {
    let callees: BTreeMap<InstanceId, FunctionId> = plan
        .instances
        .iter()
        .enumerate()
        .map(|(index, &instance)| (instance, FunctionId(index as u32)))
        .collect();
    let instance = |id: &InstanceId| checked.instances.get(id.0 as usize);
    let mut functions: Vec<_> = plan
        .instances
        .iter()
        .filter_map(instance)
        .map(|typed| {
            let source = source_of(program, typed);
            function::lower(typed, &checked.instances, &callees, source)
        })
        .collect();
    units::make_names_unique(&mut functions);
    let entries = plan
        .kernels
        .iter()
        .flat_map(|&kernel| entries::entries(program, checked, kernel, &callees))
        .collect();
    Unit { functions, entries }
}

/// The file that a function's spans lie in.
fn source_of<'a>(program: &'a Program, typed: &TypedFunction) -> Option<&'a SourceFile> {
    program.tree.file_at(&typed.file)
}
