//! Printing: to streams that may be closed, with colours where they are wanted.

use std::io::{self, IsTerminal, Write};

use super::Color;
use crate::diagnostics::Diagnostic;
use crate::source::SourceTree;

/// Where text goes.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    color: Color,
}

impl Printer {
    pub fn new(color: Color) -> Printer {
        Printer { color }
    }

    /// Results, to standard output. A reader that went away (`pyjit scan | head`) is not an error.
    pub fn out(&self, text: &str) {
        let mut stream = io::stdout().lock();
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Messages, to standard error.
    pub fn message(&self, text: &str) {
        let mut stream = io::stderr().lock();
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// An error without a place: `error: …`.
    pub fn error(&self, text: &str) {
        let (bold, red, plain) = if self.colors(&io::stderr()) {
            ("\x1b[1m", "\x1b[1;31m", "\x1b[0m")
        } else {
            ("", "", "")
        };
        self.message(&format!("{red}error{plain}{bold}:{plain} {text}\n"));
    }

    /// Diagnostics with their source, to standard error.
    pub fn diagnostics<'a>(
        &self,
        tree: &SourceTree,
        diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    ) {
        let colors = self.colors(&io::stderr());
        for diagnostic in diagnostics {
            self.message(&crate::diagnostics::render(diagnostic, tree, colors));
            self.message("\n");
        }
    }

    fn colors(&self, stream: &impl IsTerminal) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                stream.is_terminal() && !refused && !dumb
            }
        }
    }
}
