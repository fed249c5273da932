//! What a build takes from a module's globals once and for all.

use super::{Constant, Global, Type};

/// A global name, perhaps with attributes, and what it meant when the kernel was compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen {
    pub global: Global,
    pub meaning: Meaning,
}

/// What a name meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    Constant(Constant),
    /// A number of that type, whose value the first call reads.
    Number {
        ty: Type,
        /// One statement alone assigns it: then it is settled before its module is.
        once: bool,
    },
    /// A kernel, by its qualified name and Python's `co_firstlineno`.
    Kernel {
        qualified_name: String,
        first_line: u32,
    },
    /// Something of a library, by its dotted name there.
    Library(String),
}
