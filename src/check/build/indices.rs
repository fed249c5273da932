//! The indices in a pair of brackets, as reading and assigning take them.

use super::constants::constant;
use crate::check::problem::{Built, Problem};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, Type};

/// One of the indices in a pair of brackets.
#[derive(Clone, Debug)]
pub enum Index {
    /// An axis less.
    At(Expr),
    /// The bounds of a slice, as they are written.
    Slice([Expr; 3]),
    /// `...`: all axes that are not named.
    Rest,
    /// `None`: an axis of length one more.
    New,
    /// A mask, or an array of integers.
    Array(Expr),
}

impl Index {
    /// `:`.
    pub fn whole(span: Span) -> Built<Index> {
        let none = constant(&Constant::None, span)?;
        Ok(Index::Slice([none.clone(), none.clone(), none]))
    }

    /// Whether it takes all of the axes that it is for.
    pub fn is_whole(&self) -> bool {
        match self {
            Index::Slice(bounds) => bounds.iter().all(|bound| bound.ty == Type::None),
            Index::Rest => true,
            _ => false,
        }
    }
}

/// The index in the brackets behind `a.flat`.
pub enum FlatIndex {
    At(Expr),
    /// The bounds of a slice, as they are written.
    Slice([Expr; 3]),
}

/// An array and its indices, when all that is no array among them has been looked at.
pub struct Indexed {
    /// The array, with the axes that arrays index first.
    pub view: Expr,
    /// An array of integers for each of these axes.
    pub arrays: Vec<Expr>,
    /// The numbers of these axes, for messages.
    pub axes: Vec<u8>,
    /// Whether they are the places of one mask, which lie inside.
    pub of_one_mask: bool,
    /// The axis of the result at which those of the arrays stand.
    pub place: usize,
    /// Whether the rest of the array is known to be in C order.
    pub is_ordered: bool,
}

/// The same with the arrays brought to one shape.
pub struct Together {
    pub view: Expr,
    /// The places in each axis, counted from the front, in a line; those that are missing are looked
    /// at first.
    pub arrays: Vec<Expr>,
    /// The lengths that the arrays have together, and those of the other axes.
    pub lengths: Vec<Expr>,
    pub rest: Vec<Expr>,
    pub axes: Vec<u8>,
    pub of_one_mask: bool,
    pub place: usize,
    pub is_ordered: bool,
}

/// The refusal of an array as index.
pub fn unknown_index(span: Span) -> Problem {
    Problem::new(codes::INDEX_TYPE, span, "an array as index that cannot be compiled")
        .help("index with masks and with arrays of integers, or write a loop")
}
