//! One LLVM module for one KIR unit: declares its functions, fills them, and adds the entries.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use inkwell::GlobalVisibility;
use inkwell::attributes::AttributeLoc;
use inkwell::context::Context;
use inkwell::intrinsics::Intrinsic;
use inkwell::module::{Linkage as Native, Module};
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, FunctionValue, GlobalValue, PointerValue};

use super::builder::{Builder, Value};
use super::contexts::{Needs, find_needs};
use super::function::emit_function;
use super::inlining::called_once;
use super::promises::attribute;
use super::runtime::Runtime;
use super::target::{FUNCTION_ALIGNMENT, Machine};
use super::{CodegenError, entry, types};
use crate::ir::{self, FunctionId, Linkage, callees};
use crate::types::{FastMath, Table};

/// LLVM's number of the calling convention that is free to pass values as suits the machine best.
const FAST_CALLS: u32 = 8;

/// What every part of code generation for one unit needs.
pub(super) struct Emitter<'u, 'ctx> {
    pub unit: &'u ir::Unit,
    pub module: Module<'ctx>,
    pub build: Builder<'ctx>,
    /// What each function has to do with the call context.
    pub needs: Vec<Needs>,
    /// Those that the module's code may call.
    functions: BTreeMap<FunctionId, FunctionValue<'ctx>>,
    strings: RefCell<BTreeMap<String, PointerValue<'ctx>>>,
    /// The records of the unit's constant strings; see [`Emitter::text`].
    pub texts: RefCell<BTreeMap<String, PointerValue<'ctx>>>,
    /// The data of the unit's constant arrays.
    tables: RefCell<Vec<(Arc<Table>, PointerValue<'ctx>)>>,
}

/// The verified module of a unit, not yet optimised.
pub(super) fn emit_unit<'ctx>(
    context: &'ctx Context,
    unit: &ir::Unit,
    machine: &Machine,
) -> Result<Module<'ctx>, CodegenError> {
    let module = context.create_module("unit");
    machine.describe(&module);
    let mut emitter = Emitter {
        unit,
        module,
        build: Builder::new(context),
        needs: find_needs(&unit.functions),
        functions: BTreeMap::new(),
        strings: RefCell::new(BTreeMap::new()),
        texts: RefCell::new(BTreeMap::new()),
        tables: RefCell::new(Vec::new()),
    };
    let reached = reached(unit);
    let put_into_callers = called_once(unit, &reached, &emitter.needs);
    for &id in &reached {
        if let Some(function) = unit.functions.get(id.0 as usize) {
            let declared = emitter.declare(function, emitter.needs(id).context);
            if put_into_callers.contains(&id) {
                mark(&emitter.module, declared, "alwaysinline");
            }
            emitter.functions.insert(id, declared);
        }
    }
    for id in reached.into_iter().filter(|id| !is_imported(unit, *id)) {
        emit_function(&emitter, id)?;
    }
    emitter.build.set_fastmath(FastMath::default());
    for entry in &unit.entries {
        entry::emit_entry(&emitter, entry)?;
    }
    emitter.build.finish()?;
    machine.verify(&emitter.module)?;
    Ok(emitter.module)
}

/// The functions of a unit that its object refers to: what entries and exported functions call, but
/// for what imported ones call.
fn reached(unit: &ir::Unit) -> BTreeSet<FunctionId> {
    let all = unit.functions.iter().enumerate();
    let exported = all.filter(|(_, function)| matches!(function.linkage, Linkage::Exported(_)));
    let exported = exported.map(|(index, _)| FunctionId(index as u32));
    let entered = unit.entries.iter().flat_map(|entry| entry.variants.iter().copied());
    let mut open: Vec<FunctionId> = exported.chain(entered).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if let Some(function) = unit.functions.get(id.0 as usize)
            && reached.insert(id)
            && !is_imported(unit, id)
        {
            open.extend(callees(&function.body));
        }
    }
    reached
}

fn is_imported(unit: &ir::Unit, id: FunctionId) -> bool {
    let function = unit.functions.get(id.0 as usize);
    function.is_some_and(|function| matches!(function.linkage, Linkage::Imported(_)))
}

impl<'u, 'ctx> Emitter<'u, 'ctx> {
    pub fn context(&self) -> &'ctx Context {
        self.build.context
    }

    fn declare(&self, function: &ir::Function, takes_context: bool) -> FunctionValue<'ctx> {
        let ty = types::function_type(self.context(), function, takes_context);
        // No name of a user may look like one of LLVM's or C's own.
        let (name, linkage) = match &function.linkage {
            Linkage::Internal => (format!("kernel {}", function.name), Native::Internal),
            Linkage::Exported(symbol) | Linkage::Imported(symbol) => {
                // Units that disagree about the parameters do not link.
                let context = if takes_context { " with context" } else { "" };
                (format!("pyjit_library:{symbol}{context}"), Native::External)
            }
        };
        let declared = self.module.add_function(&name, ty, Some(linkage));
        if linkage == Native::External {
            declared.as_global_value().set_visibility(GlobalVisibility::Hidden);
        }
        declared.set_call_conventions(FAST_CALLS);
        mark(&self.module, declared, "nounwind");
        if function.stands_alone() {
            mark(&self.module, declared, "noinline");
        }
        declared.as_global_value().set_alignment(FUNCTION_ALIGNMENT);
        declared
    }

    /// A function of the unit, in KIR and in LLVM.
    pub fn function(
        &self,
        id: FunctionId,
    ) -> Result<(&'u ir::Function, FunctionValue<'ctx>), CodegenError> {
        match (self.unit.functions.get(id.0 as usize), self.functions.get(&id)) {
            (Some(function), Some(&declared)) => Ok((function, declared)),
            _ => Err(CodegenError::Defect(format!("the unit has no function {}", id.0))),
        }
    }

    /// What a function has to do with the call context.
    pub fn needs(&self, id: FunctionId) -> Needs {
        self.needs.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Calls a function that gives a value.
    pub fn call(&self, function: Runtime, arguments: &[Value<'ctx>]) -> Value<'ctx> {
        let declared = function.declare(&self.module);
        self.build.call(declared, arguments).0.unwrap_or_else(|| {
            self.build.defect(format!("{function:?} gives no value"));
            self.build.i64(0).into()
        })
    }

    /// Calls a function that gives nothing.
    pub fn call_void(&self, function: Runtime, arguments: &[Value<'ctx>]) {
        self.build.call(function.declare(&self.module), arguments);
    }

    /// Calls an LLVM intrinsic; `types` pick the variant of an overloaded one.
    pub fn intrinsic(
        &self,
        name: &str,
        types: &[BasicTypeEnum<'ctx>],
        arguments: &[Value<'ctx>],
    ) -> Value<'ctx> {
        let declared = Intrinsic::find(name)
            .and_then(|intrinsic| intrinsic.get_declaration(&self.module, types));
        let result = declared.and_then(|declared| self.build.call(declared, arguments).0);
        result.unwrap_or_else(|| {
            self.build.defect(format!("LLVM has no intrinsic {name}"));
            self.build.i64(0).into()
        })
    }

    /// Tells LLVM that a condition holds.
    pub fn assume(&self, condition: inkwell::values::IntValue<'ctx>) {
        let declared = Intrinsic::find("llvm.assume")
            .and_then(|intrinsic| intrinsic.get_declaration(&self.module, &[]));
        match declared {
            Some(declared) => {
                self.build.call(declared, &[condition.into()]);
            }
            None => self.build.defect("LLVM has no intrinsic llvm.assume"),
        }
    }

    /// The address of a constant text, terminated by NUL; the same text has one address.
    pub fn string(&self, text: &str) -> PointerValue<'ctx> {
        if let Some(&address) = self.strings.borrow().get(text) {
            return address;
        }
        let bytes = self.context().const_string(text.as_bytes(), true);
        let address = self.constant("text", bytes.into());
        self.strings.borrow_mut().insert(text.to_owned(), address);
        address
    }

    /// The address of constant data.
    pub fn constant(&self, name: &str, value: BasicValueEnum<'ctx>) -> PointerValue<'ctx> {
        self.constant_global(name, value).as_pointer_value()
    }

    fn constant_global(&self, name: &str, value: BasicValueEnum<'ctx>) -> GlobalValue<'ctx> {
        let global = self.module.add_global(value.get_type(), None, name);
        global.set_initializer(&value);
        global.set_constant(true);
        global.set_unnamed_addr(true);
        global.set_linkage(Native::Private);
        global
    }

    /// The data of a constant array, once for each.
    pub fn table(&self, table: &Arc<Table>) -> PointerValue<'ctx> {
        let known = self.tables.borrow().iter().find(|(it, _)| it == table).map(|(_, it)| *it);
        known.unwrap_or_else(|| {
            let data = self.context().const_string(&table.data, false);
            let global = self.constant_global("table", data.into());
            // That of the widest vectors.
            global.set_alignment(64);
            let place = global.as_pointer_value();
            self.tables.borrow_mut().push((Arc::clone(table), place));
            place
        })
    }

    /// The address of a variable of the runtime.
    pub fn runtime_data(&self, name: &str) -> PointerValue<'ctx> {
        let global = self.module.get_global(name).unwrap_or_else(|| {
            let ty = types::pointer_type(self.context());
            let global = self.module.add_global(ty, None, name);
            global.set_visibility(GlobalVisibility::Hidden);
            global
        });
        global.as_pointer_value()
    }

    /// The address of a variable of CPython, e.g. `PyFloat_Type`.
    pub fn python_data(&self, name: &str) -> PointerValue<'ctx> {
        let global = self.module.get_global(name).unwrap_or_else(|| {
            self.module.add_global(types::pointer_type(self.context()), None, name)
        });
        global.as_pointer_value()
    }
}

/// Gives a function an attribute without a value.
pub(super) fn mark(module: &Module<'_>, function: FunctionValue<'_>, name: &str) {
    function.add_attribute(AttributeLoc::Function, attribute(module, name, 0));
}

/// Keeps LLVM from putting the callee into the caller.
pub(super) fn keep_apart(module: &Module<'_>, call: inkwell::values::CallSiteValue<'_>) {
    call.add_attribute(AttributeLoc::Function, attribute(module, "noinline", 0));
}

/// Keeps LLVM from treating a call as the C library function it knows, so that it stays as it is.
pub(super) fn keep_call(module: &Module<'_>, call: inkwell::values::CallSiteValue<'_>) {
    call.add_attribute(AttributeLoc::Function, attribute(module, "nobuiltin", 0));
}
