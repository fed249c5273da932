//! `pyjit explain`: the page of a diagnostic.

use clap::Args;

use super::Exit;
use super::print::Printer;
use crate::diagnostics;

/// Explain a diagnostic: what it means, an example, and the way out
#[derive(Debug, Args)]
pub struct Arguments {
    /// The diagnostic's code, e.g. PJ0012
    code: String,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    match diagnostics::explain(&arguments.code) {
        Some(page) => {
            printer.out(page);
            Exit::Done
        }
        None => {
            printer.error(&format!("there is no diagnostic `{}`", arguments.code));
            Exit::Usage
        }
    }
}
