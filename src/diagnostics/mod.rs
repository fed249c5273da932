//! Errors and notes about a user's source: typed values with a stable code, rendered at the edge.
//!
//! A diagnostic names the place, the reason and a way out. Codes are listed in [`codes`], each
//! with its page under `src/diagnostics/pages/`, which `pyjit explain` prints.

pub mod codes;
mod json;
mod pages;
mod render;

pub use codes::Code;
pub use json::{JsonDiagnostic, JsonPlace, JsonRelated, to_json};
pub use pages::{explain, title, titles};
pub use render::render;

use crate::source::Span;

/// One problem in a user's source or environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// One sentence without a full stop: what is wrong.
    pub message: String,
    /// Where; `None` for problems that have no place in a file.
    pub place: Option<Place>,
    /// What is to be seen at the place itself, e.g. `this is a float`.
    pub label: String,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// The way out.
    pub help: Option<String>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file's `path` in its source tree (or any path, where there is no tree).
    pub path: String,
    pub span: Span,
}

impl Diagnostic {
    /// An error with its place and the text that points at it.
    pub fn error(code: Code, message: impl Into<String>, place: Place) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: Some(place),
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// An error that has no place in a file.
    pub fn without_place(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
        }
    }

    /// The same with another place that explains it.
    pub fn with_related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push((place, label.into()));
        self
    }

    /// The same with the words that stand at the place.
    pub fn with_label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// The same with a way out.
    pub fn with_help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}
