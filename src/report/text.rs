//! The report as text: one line for each signature of each kernel, and a summary.

use std::fmt::Write;

use super::{Counts, KernelReport, Report, Status};

/// Wider cells do not push the columns after them to the right in other lines.
const WIDEST_CELL: usize = 56;

/// The kernels as an aligned table: place, name, signature, and whether it compiles or the first
/// reason why not. Empty without kernels.
pub fn table(kernels: &[KernelReport]) -> String {
    let rows: Vec<[String; 4]> = kernels.iter().flat_map(rows).collect();
    let mut widths = [0; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(length(cell).min(WIDEST_CELL));
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            let padding = width.saturating_sub(length(cell));
            let _ = write!(line, "{cell}{:padding$}  ", "");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One sentence: how many files and kernels, and what came of them.
pub fn summary(report: &Report) -> String {
    let Counts { files, rejected_files, compiled, refused, untyped } = report.counts;
    let kernels = compiled + refused + untyped;
    let mut text = format!("{} in {}: ", plural(kernels, "kernel"), plural(files, "file"));
    if kernels == 0 {
        text.truncate(text.len() - 2);
    } else {
        let _ = write!(text, "{compiled} compiled, {refused} refused");
    }
    if untyped > 0 {
        let _ = write!(text, ", {untyped} not compiled for want of types");
    }
    if rejected_files > 0 {
        let _ = write!(text, "; {} not readable as Python", plural(rejected_files, "file"));
    }
    text
}

fn rows(kernel: &KernelReport) -> Vec<[String; 4]> {
    let place = format!("{}:{}", kernel.file, kernel.line);
    let outcome = match (kernel.status, kernel.diagnostics.first()) {
        (Status::Compiled, _) if kernel.entry => "compiles".to_owned(),
        (Status::Compiled, _) => "compiles into its callers".to_owned(),
        (Status::Untyped, _) => {
            "stays Python: nothing says its types, and no compiled kernel calls it".to_owned()
        }
        (Status::Refused, None) => "refused".to_owned(),
        (Status::Refused, Some(first)) => format!("{}: {}", first.code, first.message),
    };
    let mut signatures = kernel.signatures.iter();
    let first = signatures.next().cloned().unwrap_or_default();
    let mut rows = vec![[place, kernel.qualified_name.clone(), first, outcome]];
    for signature in signatures {
        rows.push([String::new(), String::new(), signature.clone(), String::new()]);
    }
    rows
}

fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn length(cell: &str) -> usize {
    cell.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::JsonDiagnostic;
    use crate::report::Versions;

    fn kernel(name: &str, signatures: &[&str], reason: Option<&str>) -> KernelReport {
        let diagnostic = |message: &str| JsonDiagnostic {
            code: "PJ0100".to_owned(),
            severity: "error",
            message: message.to_owned(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        };
        KernelReport {
            module: "m".to_owned(),
            qualified_name: name.to_owned(),
            file: "m.py".to_owned(),
            line: 7,
            status: if reason.is_some() { Status::Refused } else { Status::Compiled },
            entry: reason.is_none(),
            signatures: signatures.iter().map(|&signature| signature.to_owned()).collect(),
            diagnostics: reason.map(diagnostic).into_iter().collect(),
        }
    }

    #[test]
    fn columns_are_aligned() {
        let kernels = [
            kernel("f", &["(a: int) -> int", "(a: float) -> float"], None),
            kernel("Grid.step", &[], Some("no `dict` here")),
        ];
        let expected = "\
m.py:7  f          (a: int) -> int      compiles
                   (a: float) -> float
m.py:7  Grid.step                       PJ0100: no `dict` here
";
        assert_eq!(table(&kernels), expected);
        assert_eq!(table(&[]), "");
    }

    #[test]
    fn summaries() {
        let counts = |files, rejected_files, compiled, untyped| Report {
            versions: Versions::current(),
            counts: Counts { files, rejected_files, compiled, refused: 0, untyped },
            kernels: Vec::new(),
            diagnostics: Vec::new(),
            build: None,
        };
        assert_eq!(summary(&counts(1, 0, 0, 0)), "0 kernels in 1 file");
        assert_eq!(
            summary(&counts(2, 1, 1, 0)),
            "1 kernel in 2 files: 1 compiled, 0 refused; 1 file not readable as Python"
        );
        assert_eq!(
            summary(&counts(1, 0, 1, 2)),
            "3 kernels in 1 file: 1 compiled, 0 refused, 2 not compiled for want of types"
        );
    }
}
