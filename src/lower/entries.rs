//! What Python can call: one entry for each signature of a kernel.

use std::collections::BTreeMap;

use super::units::reachable;
use crate::check::Checked;
use crate::check::tree::InstanceId;
use crate::ir::{Entry, FunctionId, Parameter};
use crate::scan::{KernelId, Program};
use crate::types::{Frozen, Global, Type};

/// The entries of a kernel, in the order of its signatures. Purity and written parameters are left
/// to `opt::purity`, and assumed the unfavourable way until then.
pub fn entries(
    program: &Program,
    checked: &Checked,
    kernel: KernelId,
    callees: &BTreeMap<InstanceId, FunctionId>,
) -> Vec<Entry> {
    let scanned = program.kernel(kernel);
    let file = program.tree.file(scanned.file);
    let list = scanned.parameters();
    let ordinal = ordinal(program, kernel, &file.module);
    let accepted = checked.kernels.iter().filter(|one| one.kernel == kernel);
    accepted
        .flat_map(|one| &one.entries)
        .map(|entry| {
            let types = &entry.signature.parameters;
            let parameters = list.names.iter().zip(types).map(|((name, has_default), ty)| {
                let written = ty.holds_array();
                Parameter { name: name.clone(), ty: ty.clone(), written, has_default: *has_default }
            });
            Entry {
                module: file.module.clone(),
                qualified_name: scanned.qualified_name.clone(),
                ordinal,
                first_line: scanned.first_line,
                parameters: parameters.collect(),
                positional_only: list.positional_only,
                keyword_only: list.keyword_only,
                result: result_of(checked, &entry.variants),
                variants: entry.variants.iter().filter_map(|id| callees.get(id).copied()).collect(),
                pure: false,
                frozen: frozen(checked, &entry.variants),
                recorded: scanned.recorded,
            }
        })
        .collect()
}

/// What all variants give: where their layouts differ, arrays of any.
fn result_of(checked: &Checked, variants: &[InstanceId]) -> Type {
    let function = |id: &InstanceId| checked.instances.get(id.0 as usize);
    let mut results = variants.iter().filter_map(function).map(|function| &function.result);
    let Some(first) = results.next() else { return Type::None };
    match results.all(|result| result == first) {
        true => first.clone(),
        false => first.with_any_layout(),
    }
}

/// How many kernels of the same module and qualified name stand before one.
fn ordinal(program: &Program, kernel: KernelId, module: &str) -> u32 {
    let name = &program.kernel(kernel).qualified_name;
    let before = program.kernels.iter().take(kernel.0 as usize);
    let same = before.filter(|other| {
        other.qualified_name == *name && program.tree.file(other.file).module == module
    });
    same.count() as u32
}

/// What the functions and all that they call were built with, sorted by module and name.
fn frozen(checked: &Checked, variants: &[InstanceId]) -> Vec<Frozen> {
    let reached = reachable(checked, variants.to_vec());
    let functions = reached.iter().filter_map(|id| checked.instances.get(id.0 as usize));
    let all = functions.flat_map(|function| &function.frozen);
    // The files of several cells are one module, and may mean several things by one name: at most
    // one of them is what is found.
    let mut names: BTreeMap<&Global, Vec<&Frozen>> = BTreeMap::new();
    for one in all {
        let meanings = names.entry(&one.global).or_default();
        if !meanings.contains(&one) {
            meanings.push(one);
        }
    }
    names.into_values().flatten().cloned().collect()
}
