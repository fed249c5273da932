//! Code generation: KIR to machine code through LLVM.
//!
//! A unit becomes one object: a function for each KIR function, and for each entry the function
//! that CPython calls and the record that describes it. [`module_object`] makes the object that
//! ties the entries of many units into one extension module. inkwell is named only in this folder.

mod arguments;
mod boxing;
mod buffers;
mod builder;
mod calls;
mod comparisons;
mod contexts;
mod conversions;
mod cpus;
mod descriptors;
mod emitter;
mod entry;
mod floats;
mod frozen;
mod function;
mod generators;
mod inlining;
mod integers;
mod lists;
mod loops;
mod mathematics;
mod memory;
mod objects;
mod operations;
mod ownership;
mod promises;
mod runtime;
mod sites;
mod table;
mod target;
mod texts;
mod types;

#[cfg(test)]
mod tests;

pub use descriptors::signature_text;
pub use target::{Effort, Target, while_nothing_compiles};

use std::fmt;

use inkwell::context::Context;
use inkwell::module::Module;
use inkwell::targets::FileType;

use crate::ir;
use target::Machine;

/// Why no code was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodegenError {
    /// The target or its CPU level is not one that pyjit can compile for.
    Target(String),
    /// A defect of pyjit: KIR that breaks its rules, or LLVM IR that does not verify.
    Defect(String),
}

impl fmt::Display for CodegenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodegenError::Target(reason) => write!(formatter, "cannot compile for {reason}"),
            CodegenError::Defect(reason) => write!(formatter, "code generation failed: {reason}"),
        }
    }
}

impl std::error::Error for CodegenError {}

/// The object file of a unit whose lines were taken ([`ir::take_lines`]): position-independent, deterministic, without paths or times.
pub fn compile(unit: &ir::Unit, target: &Target) -> Result<Vec<u8>, CodegenError> {
    let machine = Machine::new(target)?;
    let context = Context::create();
    let module = optimised_module(&context, unit, &machine)?;
    machine.write(&module, FileType::Object)
}

/// LLVM's textual IR of a unit, before or after LLVM's optimiser.
pub fn llvm_text(
    unit: &ir::Unit,
    target: &Target,
    optimised: bool,
) -> Result<String, CodegenError> {
    let machine = Machine::new(target)?;
    let context = Context::create();
    let module = if optimised {
        optimised_module(&context, unit, &machine)?
    } else {
        emitter::emit_unit(&context, unit, &machine)?
    };
    Ok(module.print_to_string().to_string())
}

/// The assembly of a unit.
pub fn assembly(unit: &ir::Unit, target: &Target) -> Result<String, CodegenError> {
    let machine = Machine::new(target)?;
    let context = Context::create();
    let module = optimised_module(&context, unit, &machine)?;
    let text = machine.write(&module, FileType::Assembly)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The lines of a unit, which its code names by their places in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTable {
    /// That the unit's object refers to.
    symbol: String,
    lines: Vec<u32>,
}

impl LineTable {
    /// The table of a unit whose lines were taken ([`ir::take_lines`]).
    pub fn new(unit: &ir::Unit, lines: Vec<u32>) -> LineTable {
        LineTable { symbol: descriptors::lines_symbol(&unit.entries), lines }
    }
}

/// The object file with `PyInit_<name>`, the table of the entries of an extension in a package
/// (empty for none) and the lines of its units. The table has the order of `entries`; the entries of
/// one function must stand together.
pub fn module_object(
    name: &str,
    package: &str,
    entries: &[&ir::Entry],
    lines: &[LineTable],
    target: &Target,
) -> Result<Vec<u8>, CodegenError> {
    let machine = Machine::new(target)?;
    let context = Context::create();
    let module = table::emit_table(&context, name, package, entries, lines, &machine);
    machine.verify(&module)?;
    machine.write_data(&module)
}

fn optimised_module<'ctx>(
    context: &'ctx Context,
    unit: &ir::Unit,
    machine: &Machine,
) -> Result<Module<'ctx>, CodegenError> {
    let module = emitter::emit_unit(context, unit, machine)?;
    machine.optimise(&module)?;
    Ok(module)
}
