//! Strings: flags that are handed on and compared, and what of them is refused.

use crate::check::body::node;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, Type};

/// A string literal as an expression.
pub fn literal(text: &str, span: Span) -> Built<Expr> {
    match crate::scan::string(text) {
        Some(text) => Ok(node(ExprKind::Constant(Constant::Str(text)), Type::Str, span)),
        None => refuse(surrogate(span)),
    }
}

/// A literal that the parser does not give as it is written.
pub fn surrogate(span: Span) -> Problem {
    let message = "a string that may hold half of a surrogate pair, or U+FFFD";
    Problem::new(codes::SURROGATE, span, message)
        .help("pass it as an argument, or leave that character out")
}

/// An f-string in any place but those where the runtime makes its object.
pub fn formatted(span: Span) -> Problem {
    Problem::new(codes::STRING, span, "a string would have to be made here").help(
        "f-strings are compiled in the arguments of exceptions and `print` only; let Python code \
         around the kernel make this one",
    )
}

/// An operation on strings other than those that flags need.
pub fn operation(what: &str, span: Span) -> Problem {
    let message = format!("{what} on strings cannot be compiled");
    Problem::new(codes::STRING_OPERATION, span, message).help(
        "kernels compare strings with `==` and `!=`, test them and hand them on; compute with \
         them in Python code around the kernel",
    )
}
