//! Diagnostics as data for programs.

use serde::Serialize;

use super::{Diagnostic, Place, Severity};
use crate::source::SourceTree;

/// A diagnostic as it stands in a JSON report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonDiagnostic {
    /// E.g. `PJ0012`.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    pub message: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub place: Option<JsonPlace>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<JsonRelated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// A place: lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonPlace {
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Another place that explains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonRelated {
    #[serde(flatten)]
    pub place: JsonPlace,
    pub label: String,
}

/// The diagnostic as data; the tree tells lines and columns (1 where it does not know the file).
pub fn to_json(diagnostic: &Diagnostic, tree: &SourceTree) -> JsonDiagnostic {
    JsonDiagnostic {
        code: diagnostic.code.to_string(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: diagnostic.message.clone(),
        place: diagnostic.place.as_ref().map(|place| json_place(place, tree)),
        label: diagnostic.label.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|(place, label)| JsonRelated {
                place: json_place(place, tree),
                label: label.clone(),
            })
            .collect(),
        help: diagnostic.help.clone(),
    }
}

fn json_place(place: &Place, tree: &SourceTree) -> JsonPlace {
    let (line, column) = tree.position(&place.path, place.span.start);
    let (end_line, end_column) = tree.position(&place.path, place.span.end.max(place.span.start));
    JsonPlace { path: place.path.clone(), line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::source::Span;

    #[test]
    fn places_are_lines_and_columns() {
        let tree = SourceTree::from_texts(&[("m.py", "x = 1\ny = é + 2\n")]).unwrap();
        let place = Place { path: "m.py".to_owned(), span: Span { start: 10, end: 12 } };
        let diagnostic = Diagnostic::error(codes::METHOD, "wrong", place);
        let text = serde_json::to_string(&to_json(&diagnostic, &tree)).unwrap();
        let expected = "{\"code\":\"PJ0020\",\"severity\":\"error\",\"message\":\"wrong\",\
            \"path\":\"m.py\",\"line\":2,\"column\":5,\"end_line\":2,\"end_column\":6}";
        assert_eq!(text, expected);
    }
}
