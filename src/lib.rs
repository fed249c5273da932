//! pyjit: compiles decorated Python functions to native code when a package is built.
//!
//! This page is the map. The stages, in the order in which data flows through them; a stage
//! imports only from those above it; [`source`], [`diagnostics`] and [`defects`] all may use.
//!
//! - [`diagnostics`]: errors and notes as typed values with stable codes; their rendering.
//! - [`defects`]: keeps a defect of pyjit to the kernel that shows it.
//! - [`source`]: finds, decodes and parses the files of a tree. Knows nothing of kernels.
//! - [`types`]: the types of values, their rules of promotion and their spelling.
//! - [`prelude`]: library functions in pyjit's own subset of Python, as embedded text.
//! - [`scan`]: which functions are kernels, and what every module-level name means, from the text
//!   alone.
//! - [`check`]: type inference; from the syntax tree to the typed tree, one instance of a kernel
//!   for each set of argument types. The last stage that sees syntax.
//! - [`ir`]: KIR, the kernel IR: its data, builder, printer and verifier.
//! - [`lower`]: typed tree to KIR; all of Python's sugar ends here. Places no checks.
//! - [`opt`]: KIR to KIR: places the checks that operations declare, proves them away, versions
//!   loops.
//! - [`codegen`]: KIR to LLVM and objects, and the entries that CPython calls.
//! - [`link`]: the interpreter, the C runtime and the linker.
//! - [`swap`]: the built copy of a module, whose imports of pyjit lead elsewhere.
//! - [`report`]: what came of each kernel, as JSON and as text.
//! - [`pipeline`]: the order of all this for a tree, on all cores, with the [`cache`].
//!
//! [`config`] reads `[tool.pyjit]`, [`workspace`] the Cargo packages beside a tree. The commands
//! are not in the library: they are thin files in `src/cli/`, and only they print.

pub mod cache;
pub mod check;
pub mod cli;
pub mod codegen;
pub mod config;
pub mod defects;
pub mod diagnostics;
pub mod ir;
pub mod link;
pub mod lower;
pub mod opt;
pub mod pipeline;
pub mod prelude;
pub mod report;
pub mod scan;
pub mod source;
pub mod swap;
pub mod types;
pub mod workspace;
