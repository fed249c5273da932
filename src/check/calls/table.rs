//! A function that the compiler knows itself, as a row of a table.

use crate::check::body::Body;
use crate::check::problem::Built;
use crate::check::tree::Expr;
use crate::source::Span;

/// A builtin: how many arguments it takes here, and what it becomes. `None` where the arguments are
/// of no type that it is known for; then the prelude is asked.
pub struct Builtin {
    pub name: &'static str,
    pub arguments: std::ops::RangeInclusive<usize>,
    pub build: fn(&mut Body, Vec<Expr>, Span) -> Built<Option<Expr>>,
}
