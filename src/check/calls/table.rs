//! A function that the compiler knows itself, as a row of a table.

use crate::check::body::Body;
use crate::check::problem::Built;
use crate::check::tree::Expr;
use crate::source::Span;

/// A builtin and what a call of it becomes: of arguments in the order of its signature, which the
/// prelude has. `None` where they are of no type that it is known for; then the prelude is asked.
pub struct Builtin {
    pub name: &'static str,
    pub build: fn(&mut Body, Vec<Expr>, Span) -> Built<Option<Expr>>,
}
