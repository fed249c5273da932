//! From the stages' results to a report's kernels.

use super::{KernelReport, Status};
use crate::check::{Checked, CheckedKernel};
use crate::diagnostics::to_json;
use crate::scan::{Kernel, Program};
use crate::types::Type;

/// One report for each kernel of the files that were asked for, in the program's order.
pub fn kernel_reports(program: &Program, checked: &Checked) -> Vec<KernelReport> {
    let kernels = checked.kernels.iter().filter_map(|checked_kernel| {
        let kernel = program.kernels.get(checked_kernel.kernel.0 as usize)?;
        let file = program.tree.files.get(kernel.file.0 as usize)?;
        file.requested.then(|| kernel_report(program, checked, kernel, checked_kernel))
    });
    kernels.collect()
}

fn kernel_report(
    program: &Program,
    checked: &Checked,
    kernel: &Kernel,
    checked_kernel: &CheckedKernel,
) -> KernelReport {
    let file = program.tree.file(kernel.file);
    let refused = !checked_kernel.refusals.is_empty();
    let mut status = if refused { Status::Refused } else { Status::Compiled };
    let mut signatures = Vec::new();
    let names = kernel.parameters().names;
    if refused {
        for signature in &kernel.signatures {
            signatures.push(spell(&names, &signature.parameters, signature.result.as_ref()));
        }
    } else if checked_kernel.entries.is_empty() {
        // Called by other kernels only: what it was specialised to.
        let instances = checked.instances.iter().filter(|instance| {
            instance.module == file.module && instance.qualified_name == kernel.qualified_name
        });
        for instance in instances {
            let types: Vec<_> = instance
                .parameters
                .iter()
                .filter_map(|id| instance.variables.get(id.0 as usize))
                .map(|variable| variable.ty.clone())
                .collect();
            signatures.push(spell(&names, &types, Some(&instance.result)));
        }
        if signatures.is_empty() {
            status = Status::Untyped;
        }
    } else {
        for entry in &checked_kernel.entries {
            let instance =
                entry.variants.first().and_then(|id| checked.instances.get(id.0 as usize));
            let result = instance.map(|instance| &instance.result);
            let result = result.or(entry.signature.result.as_ref());
            signatures.push(spell(&names, &entry.signature.parameters, result));
        }
    }
    let diagnostics = checked_kernel.refusals.iter();
    KernelReport {
        module: file.module.clone(),
        qualified_name: kernel.qualified_name.clone(),
        file: file.path.clone(),
        line: kernel.line,
        status,
        entry: !checked_kernel.entries.is_empty() && !refused,
        signatures,
        diagnostics: diagnostics.map(|one| to_json(one, program.tree)).collect(),
    }
}

fn spell(names: &[(String, bool)], types: &[Type], result: Option<&Type>) -> String {
    let parameters = types.iter().enumerate().map(|(index, ty)| match names.get(index) {
        Some((name, _)) => format!("{name}: {ty}"),
        None => ty.to_string(),
    });
    let parameters: Vec<_> = parameters.collect();
    let result = result.map_or_else(String::new, |result| format!(" -> {result}"));
    format!("({}){result}", parameters.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_spelled_as_python() {
        let names = [("a".to_owned(), false), ("b".to_owned(), true)];
        let types = [Type::Int, Type::Float];
        assert_eq!(spell(&names, &types, Some(&Type::None)), "(a: int, b: float) -> None");
        assert_eq!(spell(&[], &[], None), "()");
    }
}
