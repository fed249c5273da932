//! What of a unit Python can call.

use super::FunctionId;
use crate::types::{Frozen, Type};

/// One signature of a kernel that Python can call. Entries of the same module, name and line are
/// the signatures of one kernel; they stand one after the other, and a call takes the first one
/// that its arguments fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub module: String,
    pub qualified_name: String,
    /// How many kernels of that module and name stand before it. With them it identifies the kernel
    /// wherever it stands.
    pub ordinal: u32,
    /// The line (from 1) where the function begins for Python: that of its first decorator, as in
    /// `co_firstlineno`. With module and name it identifies the function at run time.
    pub first_line: u32,
    pub parameters: Vec<Parameter>,
    /// How many of the parameters, from the left, are positional-only.
    pub positional_only: usize,
    /// How many of the parameters, from the right, are keyword-only.
    pub keyword_only: usize,
    /// What Python gets back; the function returns its scalars in order.
    pub result: Type,
    /// The functions to call, the most special first: the entry takes the first whose array
    /// layouts fit. The last takes any.
    pub variants: Vec<FunctionId>,
    /// The kernel has no effect that can be seen before an overflow: on overflow it is run again
    /// in Python.
    pub pure: bool,
    /// The global names that the kernel and all that it calls were built with.
    pub frozen: Vec<Frozen>,
}

/// A parameter as Python sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: String,
    /// The type declared, arrays with `Layout::Strided` unless C order was asked for.
    pub ty: Type,
    /// Whether some variant, or what it calls, writes to the array.
    pub written: bool,
    /// A default exists; its value is taken from the Python function's `__defaults__` or
    /// `__kwdefaults__`.
    pub has_default: bool,
}
