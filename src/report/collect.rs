//! From the stages' results to a report's kernels and diagnostics.

use super::{DiagnosticReport, KernelReport, PlaceReport, RelatedReport, Status};
use crate::check::{Checked, CheckedKernel};
use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::scan::{Kernel, Program};
use crate::source::SourceTree;
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

/// The report of one diagnostic.
pub fn diagnostic_report(tree: &SourceTree, diagnostic: &Diagnostic) -> DiagnosticReport {
    let related = diagnostic.related.iter().map(|(place, message)| RelatedReport {
        place: place_report(tree, place),
        message: message.clone(),
    });
    DiagnosticReport {
        code: diagnostic.code.to_string(),
        severity: match diagnostic.severity {
            Severity::Error => "error".to_owned(),
            Severity::Warning => "warning".to_owned(),
            Severity::Note => "note".to_owned(),
        },
        message: diagnostic.message.clone(),
        place: diagnostic.place.as_ref().map(|place| place_report(tree, place)),
        label: diagnostic.label.clone(),
        related: related.collect(),
        help: diagnostic.help.clone(),
    }
}

fn kernel_report(
    program: &Program,
    checked: &Checked,
    kernel: &Kernel,
    checked_kernel: &CheckedKernel,
) -> KernelReport {
    let file = program.tree.file(kernel.file);
    let refused = !checked_kernel.refusals.is_empty();
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
        status: if refused { Status::Refused } else { Status::Compiled },
        entry: !checked_kernel.entries.is_empty() && !refused,
        signatures,
        diagnostics: diagnostics.map(|one| diagnostic_report(program.tree, one)).collect(),
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

fn place_report(tree: &SourceTree, place: &Place) -> PlaceReport {
    let (line, column, end_line, end_column) = match tree.text_of(&place.path) {
        None => (0, 0, 0, 0),
        Some((_, text)) => {
            let (line, column) = position(text, place.span.start);
            let (end_line, end_column) = position(text, place.span.end.max(place.span.start));
            (line, column, end_line, end_column)
        }
    };
    PlaceReport { file: place.path.clone(), line, column, end_line, end_column }
}

/// The line and column, both from 1, of a byte offset; lines end as Python's do.
fn position(text: &str, offset: u32) -> (u32, u32) {
    let (mut line, mut column) = (1, 1);
    let mut characters = text.char_indices().peekable();
    while let Some((_, character)) = characters.next() {
        let next = characters.peek();
        if next.map_or(text.len(), |&(after, _)| after) > offset as usize {
            break;
        }
        let crlf = character == '\r' && next.is_some_and(|&(_, next)| next == '\n');
        if matches!(character, '\n' | '\r') && !crlf {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_every_line_end() {
        let text = "a\r\né\rb\nc";
        let offsets: Vec<_> = (0..=text.len() as u32).map(|at| position(text, at)).collect();
        assert_eq!(
            offsets,
            [(1, 1), (1, 2), (1, 3), (2, 1), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2)]
        );
    }

    #[test]
    fn signatures_are_spelled_as_python() {
        let names = [("a".to_owned(), false), ("b".to_owned(), true)];
        let types = [Type::Int, Type::Float];
        assert_eq!(spell(&names, &types, Some(&Type::None)), "(a: int, b: float) -> None");
        assert_eq!(spell(&[], &[], None), "()");
    }
}
