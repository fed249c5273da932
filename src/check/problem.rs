//! Why a function cannot be compiled, while it is being checked.

use crate::diagnostics::{Code, Diagnostic, Place, Severity};
use crate::source::Span;

/// A refusal at a place of the file being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub span: Span,
    /// One sentence without a full stop.
    pub message: String,
    /// What is to be seen at the place.
    pub label: String,
    /// The way out.
    pub help: Option<String>,
    pub related: Vec<(Place, String)>,
}

/// Why building a part of the typed tree stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Something it depends on has no type yet.
    Unknown(Span),
    Problem(Box<Problem>),
}

/// The result of building a part of the typed tree.
pub type Built<T> = Result<T, Stop>;

impl Problem {
    /// A refusal with its way out still to be said.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Problem {
        let message = message.into();
        Problem { code, span, message, label: String::new(), help: None, related: Vec::new() }
    }

    /// The same with the words that stand at the place.
    pub fn label(mut self, label: impl Into<String>) -> Problem {
        self.label = label.into();
        self
    }

    /// The same with a way out.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// The problem as a diagnostic of the file with that path.
    pub fn diagnostic(self, path: &str) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: Severity::Error,
            message: self.message,
            place: Some(Place { path: path.to_owned(), span: self.span }),
            label: self.label,
            related: self.related,
            help: self.help,
        }
    }
}

impl From<Diagnostic> for Problem {
    /// The diagnostic as a problem of the file that it is about.
    fn from(diagnostic: Diagnostic) -> Problem {
        let Diagnostic { code, message, place, label, related, help, .. } = diagnostic;
        let span = place.map(|place| place.span).unwrap_or_default();
        Problem { code, span, message, label, help, related }
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Problem(Box::new(problem))
    }
}

/// A refusal as the error of a [`Built`].
pub fn refuse<T>(problem: Problem) -> Built<T> {
    Err(problem.into())
}
