//! Type inference: each kernel at concrete argument types, from the syntax tree to the typed tree.
//!
//! A kernel is a generic function: it is checked once for each set of argument types that an entry
//! or a call asks for, and refused with a diagnostic where it leaves the subset.

pub mod tree;

use crate::diagnostics::Diagnostic;
use crate::scan::KernelId;
use tree::{InstanceId, TypedFunction};

/// The result of checking a program.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every instance that an accepted kernel needs, callees included.
    pub instances: Vec<TypedFunction>,
    /// One for each kernel of the program, in its order.
    pub kernels: Vec<CheckedKernel>,
}

/// What came of one kernel.
#[derive(Debug)]
pub struct CheckedKernel {
    pub kernel: KernelId,
    /// What Python can call: one for each declared signature. Empty for kernels without types that
    /// only other kernels call, and for refused ones.
    pub entries: Vec<CheckedEntry>,
    /// Why it was refused; empty if it was not. A kernel that calls a refused one is refused too.
    pub refusals: Vec<Diagnostic>,
}

/// One signature of a kernel that Python can call.
#[derive(Debug)]
pub struct CheckedEntry {
    pub signature: crate::scan::Signature,
    /// The most special first: with all arrays in C order, then with any strides.
    pub variants: Vec<InstanceId>,
}
