//! One function: its locals, its body, and what every part of lowering shares.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::tree::{InstanceId, TypedFunction, VariableId};
use crate::ir::{
    Builder, Function, FunctionId, Local, Location, Op, Operand, Stmt, StmtKind, ValueType,
    falls_through, flatten,
};
use crate::source::{SourceFile, Span};
use crate::types::{ArrayType, Scalar, Table, Type};

/// A value: one operand for each scalar or array in it.
pub type Value = Vec<Operand>;

/// What lowering a function needs to know, and what it has made so far.
pub struct Lowerer<'a> {
    pub function: &'a TypedFunction,
    /// Every instance, for the results of callees.
    pub instances: &'a [TypedFunction],
    pub callees: &'a BTreeMap<InstanceId, FunctionId>,
    pub builder: Builder,
    source: Option<&'a SourceFile>,
    slots: Vec<Slots>,
    /// What `break` and `continue` do in the loops around the statement, innermost last.
    pub loops: Vec<Exits>,
    /// The constant arrays, each in a local that the function sets first.
    tables: Vec<(Arc<Table>, Local)>,
}

/// Where a variable lives.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// One local for each scalar or array of its type.
    pub locals: Vec<Local>,
    /// Whether it is assigned; only where that is not known when compiling.
    pub flag: Option<Local>,
}

/// What `break` and `continue` do in a loop.
#[derive(Clone, Debug)]
pub struct Exits {
    pub on_break: StmtKind,
    pub on_continue: StmtKind,
}

/// Lowers one instance.
pub fn lower(
    function: &TypedFunction,
    instances: &[TypedFunction],
    callees: &BTreeMap<InstanceId, FunctionId>,
    source: Option<&SourceFile>,
) -> Function {
    let builder = Builder::new(Vec::new());
    let loops = Vec::new();
    let slots = vec![Slots::default(); function.variables.len()];
    let tables = Vec::new();
    let mut lowerer =
        Lowerer { function, instances, callees, builder, source, slots, loops, tables };
    lowerer.declare();
    lowerer.body();
    lowerer.set_tables();
    Function {
        name: symbol(function),
        display_name: display_name(&function.qualified_name),
        linkage: Default::default(),
        file: function.file.clone(),
        line: function.line,
        options: function.options,
        parameters: function.parameters.iter().map(|id| lowerer.slots(*id).locals.len()).sum(),
        results: flatten(&function.result),
        owners: Vec::new(),
        locals: lowerer.builder.locals,
        body: lowerer.builder.block,
    }
}

/// Module, qualified name and argument types.
fn symbol(function: &TypedFunction) -> String {
    let types: Vec<String> = function
        .parameters
        .iter()
        .filter_map(|id| function.variables.get(id.0 as usize))
        .map(|variable| variable.ty.to_string())
        .collect();
    format!("{}.{}({})", function.module, function.qualified_name, types.join(", "))
}

/// `co_name`: the last part of the qualified name.
fn display_name(qualified_name: &str) -> String {
    qualified_name.rsplit('.').next().unwrap_or(qualified_name).to_string()
}

impl Lowerer<'_> {
    /// Declares the locals: parameters first, then the other variables, then flags.
    fn declare(&mut self) {
        self.builder.location = Location { line: self.function.line, column: 1 };
        for id in self.function.parameters.clone() {
            self.declare_variable(id);
        }
        for index in 0..self.function.variables.len() as u32 {
            if !self.function.parameters.contains(&VariableId(index)) {
                self.declare_variable(VariableId(index));
            }
        }
        for (index, variable) in self.function.variables.iter().enumerate() {
            if variable.maybe_unbound {
                let flag = self.builder.local(&variable.name, ValueType::Scalar(Scalar::Bool));
                let given = self.function.parameters.contains(&VariableId(index as u32));
                self.builder.assign(flag, Op::Copy(Operand::Bool(given)));
                self.slots[index].flag = Some(flag);
            }
        }
    }

    fn declare_variable(&mut self, id: VariableId) {
        let Some(variable) = self.function.variables.get(id.0 as usize) else { return };
        let types = flatten(&variable.ty);
        let locals = types.into_iter().map(|ty| self.builder.local(&variable.name, ty)).collect();
        self.slots[id.0 as usize].locals = locals;
    }

    fn body(&mut self) {
        let function = self.function;
        self.block(&function.body);
        if self.alive() && function.result == Type::None {
            self.builder.push(StmtKind::Return(Vec::new()));
        } else if self.alive() {
            // The checker knows that this is not reached, though control flow alone does not show it.
            self.raise_builtin("RuntimeError", "unreachable");
        }
    }

    /// The local of a constant array.
    pub fn table(&mut self, table: &Arc<Table>) -> Local {
        if let Some((_, local)) = self.tables.iter().find(|(known, _)| known == table) {
            return *local;
        }
        let ArrayType { element, ndim, layout, .. } = table.ty;
        let local = self.builder.local("", ValueType::Array { element, ndim, layout });
        self.tables.push((Arc::clone(table), local));
        local
    }

    fn set_tables(&mut self) {
        let location = Location { line: self.function.line, column: 1 };
        for (table, local) in std::mem::take(&mut self.tables).into_iter().rev() {
            let kind = StmtKind::Assign { targets: vec![local], op: Op::Table(table) };
            self.builder.block.insert(0, Stmt { kind, location });
        }
    }

    /// Where a variable lives; nowhere, for one that does not exist.
    pub fn slots(&self, id: VariableId) -> Slots {
        self.slots.get(id.0 as usize).cloned().unwrap_or_default()
    }

    /// Whether control reaches what is pushed next.
    pub fn alive(&self) -> bool {
        falls_through(&self.builder.block)
    }

    /// What is pushed next comes from this place of the source.
    pub fn place(&mut self, span: Span) {
        if let Some(source) = self.source {
            let (line, column) = source.position(span.start);
            self.builder.location = Location { line, column };
        }
    }
}
