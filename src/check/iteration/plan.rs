//! What a loop runs over, and how it is made: what is known before its body is built.

use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, Iterable, Stmt, VariableId};
use crate::source::Span;
use crate::types::Type;

/// What a loop over all elements of an array gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatPart {
    Element,
    View,
}

/// What a loop runs over. Inside a combination everything can be read any number of times.
#[derive(Clone, Debug)]
pub enum Source {
    /// Start, stop and step.
    Range([Expr; 3]),
    Array(Expr),
    /// Its length may change meanwhile.
    List(Expr),
    /// The elements of an array, in C order; or views of them, without dimensions.
    Flat(Expr, FlatPart),
    Tuple(Expr),
    /// The indices of an array of these lengths, in C order; so many.
    Indices(Expr, Expr),
    Enumerate(Box<Source>, Expr),
    Zip {
        sources: Vec<Source>,
        strict: bool,
    },
    Reversed(Box<Source>),
    /// A list from the index of its last element on, as it was when this was made.
    Backwards(Box<Source>, Expr),
    /// What a function gives for each element, or for the parts of each, which is a tuple.
    Mapped {
        function: Expr,
        source: Box<Source>,
        spread: bool,
    },
    /// Values with types of their own, each evaluated once, when it is asked for.
    Elements(Vec<Expr>),
    /// An iterator that is no more than that: asked for one element after the other.
    Drawn(Box<Drawn>),
}

/// An iterator with variables for its state.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Asks for the next element.
    pub advance: Vec<Stmt>,
    /// Whether there was one.
    pub found: Expr,
    /// The one that there was, which can be read again until the next is asked for.
    pub element: Expr,
}

impl Source {
    /// Whether the number of its elements may change while it is looped over.
    pub fn may_change(&self) -> bool {
        match self {
            Source::List(_) | Source::Backwards(..) => true,
            Source::Drawn(_) => true,
            Source::Range(_)
            | Source::Array(_)
            | Source::Flat(..)
            | Source::Tuple(_)
            | Source::Indices(..)
            | Source::Elements(_) => false,
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Mapped { source: inner, .. } => inner.may_change(),
            Source::Zip { sources, .. } => sources.iter().any(Source::may_change),
        }
    }

    /// Whether its elements are asked for one after the other, since asking does something: of
    /// several beside each other one may be asked in vain, for which there is no position.
    pub fn is_drawn(&self) -> bool {
        match self {
            Source::Drawn(_) | Source::Elements(_) => true,
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Mapped { source: inner, .. } => inner.is_drawn(),
            Source::Zip { sources, .. } => sources.iter().any(|it| it.is_drawn() || it.calls()),
            _ => false,
        }
    }

    /// Whether asking it for an element does nothing.
    pub fn is_quiet(&self) -> bool {
        match self {
            Source::Elements(elements) => elements.is_empty(),
            source => !source.is_drawn() && !source.calls(),
        }
    }

    fn calls(&self) -> bool {
        match self {
            Source::Mapped { .. } => true,
            Source::Enumerate(inner, _) => inner.calls(),
            Source::Zip { sources, .. } => sources.iter().any(Source::calls),
            _ => false,
        }
    }
}

/// How a loop over a source is made.
pub struct Plan {
    /// What is evaluated once, before.
    pub setup: Vec<Stmt>,
    pub iterable: Iterable,
    /// What is known of what it yields.
    pub yields: Fact,
    /// Where the loop counts positions: the variable that does, and the element at it.
    pub element: Option<(VariableId, Expr)>,
    /// What happens when the source is exhausted.
    pub end: Vec<Stmt>,
}

/// A source that a reduction runs over.
pub enum Run {
    /// The elements of tuples, each with its own type, evaluated by the statements.
    Elements(Vec<Stmt>, Vec<Expr>),
    Loop(Box<Plan>),
}

/// What is evaluated before a loop in which variables stored inside a place may change.
pub struct Setup {
    pub place: Span,
    pub body: Vec<Stmt>,
}

/// A loop that needs nothing before or behind it.
pub fn plain_plan(iterable: Iterable, yields: Type) -> Plan {
    let yields = Fact::of_type(&yields);
    Plan { setup: Vec::new(), iterable, yields, element: None, end: Vec::new() }
}

/// The loop over a range with these bounds.
pub fn range_iterable([start, stop, step]: [Expr; 3]) -> Iterable {
    Iterable::Range { start, stop, step }
}
