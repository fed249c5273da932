//! The verifier of KIR: run after every pass in debug builds and tests.
//!
//! Invariants:
//! - Locals, functions and axes that are named exist; parameters are the first locals.
//! - Operands and targets have the types that their operation works on and gives; a call's
//!   arguments and targets are those of the callee, an access has an `I64` for each dimension.
//! - A label is defined once; `Break` names an enclosing loop or block, `Continue` an enclosing
//!   loop.
//! - Every path ends in `Return` (with the function's results) or leaves by an exception; nothing
//!   follows a statement that leaves its block.
//! - As lowered: nothing that `opt` alone may place (but a check of what no operation declares). Checked: no operation declares a failure.
//! - An entry's variants take its parameters, flattened, and return its result, flattened.

mod ops;

use std::collections::BTreeSet;

use super::{
    Block, Entry, Function, FunctionId, Label, Local, Object, Op, Operand, Stmt, StmtKind, Unit,
    ValueType, falls_through, flatten, stmt_falls_through,
};
use crate::types::{Element, Layout, Scalar};

/// How far a unit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// As `lower` leaves it: operations declare failures, no checks.
    Lowered,
    /// After `opt::checks`: only `Check`, `Raise`, `Run`, `Poll` and `Call` leave by an exception.
    Checked,
    /// The same after `opt::ownership`: the owners of memory are counted.
    Counted,
}

/// Checks a unit against the invariants of its stage.
///
/// # Errors
/// One line for each violation, with function and place.
pub fn verify(unit: &Unit, stage: Stage) -> Result<(), String> {
    let mut errors = Vec::new();
    for function in &unit.functions {
        verify_function(unit, function, stage, &mut errors);
    }
    for entry in &unit.entries {
        verify_entry(unit, entry, &mut errors);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n")) }
}

fn verify_entry(unit: &Unit, entry: &Entry, errors: &mut Vec<String>) {
    let wanted: Vec<ValueType> = entry.parameters.iter().flat_map(|p| flatten(&p.ty)).collect();
    let results = flatten(&entry.result);
    let mut error = |text: &str| {
        errors.push(format!("entry {} {}: {text}", entry.module, entry.qualified_name));
    };
    if entry.variants.is_empty() {
        error("no variants");
    }
    for FunctionId(index) in &entry.variants {
        let Some(function) = unit.functions.get(*index as usize) else {
            error("a variant does not exist");
            continue;
        };
        let given = function.locals.iter().take(function.parameters).map(|local| local.ty);
        if !given.map(any_layout).eq(wanted.iter().copied().map(any_layout)) {
            error("a variant's parameters differ");
        }
        let given = function.results.iter().copied().map(any_layout);
        if !given.eq(results.iter().copied().map(any_layout)) {
            error("a variant's results differ");
        }
    }
}

/// The type with arrays of any strides.
pub fn any_layout(ty: ValueType) -> ValueType {
    match ty {
        ValueType::Array { element, ndim, .. } => {
            ValueType::Array { element, ndim, layout: Layout::Strided }
        }
        scalar => scalar,
    }
}

fn verify_function(unit: &Unit, function: &Function, stage: Stage, errors: &mut Vec<String>) {
    let mut verifier =
        Verifier { unit, function, stage, errors, place: String::new(), seen: BTreeSet::new() };
    if function.parameters > function.locals.len() {
        verifier.error("more parameters than locals");
    }
    verifier.block(&function.body, &mut Vec::new());
    if falls_through(&function.body) {
        verifier.place = "end".to_string();
        verifier.error("a path ends without return");
    }
}

struct Verifier<'a> {
    unit: &'a Unit,
    function: &'a Function,
    stage: Stage,
    errors: &'a mut Vec<String>,
    /// The place of the statement at hand.
    place: String,
    /// The labels defined so far.
    seen: BTreeSet<Label>,
}

/// A label in scope, and whether it is a loop's.
type Scope = Vec<(Label, bool)>;

impl Verifier<'_> {
    fn error(&mut self, text: &str) {
        self.errors.push(format!("{} at {}: {text}", self.function.name, self.place));
    }

    fn block(&mut self, block: &Block, scope: &mut Scope) {
        for (index, stmt) in block.iter().enumerate() {
            self.place = format!("{}:{}", stmt.location.line, stmt.location.column);
            if index + 1 < block.len() && !stmt_falls_through(stmt) {
                self.error("what follows is never reached");
            }
            self.stmt(stmt, scope);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, scope: &mut Scope) {
        if self.stage != Stage::Lowered && !stmt.kind.failures().is_empty() {
            self.error(&format!("unchecked failures {:?}", stmt.kind.failures()));
        }
        match &stmt.kind {
            StmtKind::Assign { targets, op } => self.assign(targets, op),
            StmtKind::Store { array, indices, values } => {
                if let Some(element) = self.access(*array, indices) {
                    if values.len() != element.parts() {
                        self.error("a store of the wrong number of values");
                    }
                    values.iter().for_each(|value| self.expect(value, element.part()));
                }
            }
            StmtKind::Check { failed, operands, .. } => {
                self.expect(failed, Scalar::Bool);
                for operand in operands {
                    self.operand_type(operand);
                }
            }
            StmtKind::ReadBound(flag) => self.expect(&Operand::Local(*flag), Scalar::Bool),
            StmtKind::Assume(holds) => self.expect(holds, Scalar::Bool),
            StmtKind::Poll => self.placed("poll"),
            StmtKind::Retain(array) => self.counting(*array),
            StmtKind::Release(array) | StmtKind::Forget(array) => {
                self.counting(*array);
                if !self.function.owners.contains(array) {
                    self.error("what owns nothing is released");
                }
            }
            StmtKind::If { condition, then, otherwise } => {
                self.expect(condition, Scalar::Bool);
                self.block(then, scope);
                self.block(otherwise, scope);
            }
            StmtKind::For { label, variable, start, stop, step, body } => {
                for operand in [start, stop, step, &Operand::Local(*variable)] {
                    self.expect(operand, Scalar::I64);
                }
                if matches!(step, Operand::Int(_, 0)) {
                    self.error("a range with step zero");
                }
                self.labelled(*label, true, body, scope);
            }
            StmtKind::Loop { label, body } => self.labelled(*label, true, body, scope),
            StmtKind::Labelled { label, body } => self.labelled(*label, false, body, scope),
            StmtKind::Break(label) => {
                if !scope.iter().any(|(known, _)| known == label) {
                    self.error("break to a label out of scope");
                }
            }
            StmtKind::Continue(label) => {
                if !scope.contains(&(*label, true)) {
                    self.error("continue of a loop out of scope");
                }
            }
            StmtKind::Return(operands) => self.return_(operands),
            StmtKind::Raise { exception: object, .. } | StmtKind::Run(object) => {
                self.object(object)
            }
        }
    }

    fn object(&mut self, object: &Object) {
        match object {
            Object::Number(operand) => {
                let ty = self.operand_type(operand);
                let number = [Scalar::Bool, Scalar::I64, Scalar::F64].map(ValueType::Scalar);
                if ty.is_some_and(|ty| !number.contains(&ty)) {
                    self.error("an object of what Python has no number for");
                }
            }
            Object::Sized(scalar, operand) => self.expect(operand, *scalar),
            Object::Complex(part, re, im) => {
                self.expect(re, part.unwrap_or(Scalar::F64));
                self.expect(im, part.unwrap_or(Scalar::F64));
            }
            Object::Str(operand) => self.expect_type(operand, ValueType::Str),
            Object::Choice { condition, .. } => self.expect(condition, Scalar::Bool),
            _ => {}
        }
        object.parts().into_iter().for_each(|part| self.object(part));
    }

    fn labelled(&mut self, label: Label, is_loop: bool, body: &Block, scope: &mut Scope) {
        if !self.seen.insert(label) {
            self.error("a label is defined twice");
        }
        scope.push((label, is_loop));
        self.block(body, scope);
        scope.pop();
    }

    fn return_(&mut self, operands: &[Operand]) {
        if operands.len() != self.function.results.len() {
            self.error("return of the wrong number of values");
        }
        let results = self.function.results.clone();
        for (operand, result) in operands.iter().zip(results) {
            self.expect_type(operand, result);
        }
    }

    /// Something that lowering must not write.
    fn placed(&mut self, what: &str) {
        if self.stage == Stage::Lowered {
            self.error(&format!("lowering placed {what}"));
        }
    }

    /// Something that only `opt::ownership` writes, of an array.
    fn counting(&mut self, array: Local) {
        if self.stage != Stage::Counted {
            self.error("owners are counted too early");
        }
        if !matches!(self.local_type(array), Some(ValueType::Array { .. })) {
            self.error("an owner of what is no array");
        }
    }

    fn local_type(&mut self, local: Local) -> Option<ValueType> {
        let ty = self.function.locals.get(local.0 as usize).map(|declaration| declaration.ty);
        if ty.is_none() {
            self.error(&format!("no local {}", local.0));
        }
        ty
    }

    fn operand_type(&mut self, operand: &Operand) -> Option<ValueType> {
        match operand {
            Operand::Local(local) => self.local_type(*local),
            Operand::Bool(_) => Some(ValueType::Scalar(Scalar::Bool)),
            Operand::Int(scalar, value) => {
                if !scalar.is_int() || !fits(*scalar, *value) {
                    self.error(&format!("{value} is no {scalar}"));
                }
                Some(ValueType::Scalar(*scalar))
            }
            Operand::Float(scalar, _) => {
                if !scalar.is_float() {
                    self.error(&format!("a float constant of {scalar}"));
                }
                Some(ValueType::Scalar(*scalar))
            }
        }
    }

    fn expect(&mut self, operand: &Operand, wanted: Scalar) {
        self.expect_type(operand, ValueType::Scalar(wanted));
    }

    fn expect_type(&mut self, operand: &Operand, wanted: ValueType) {
        let given = self.operand_type(operand);
        if given.is_some_and(|given| given != wanted) {
            self.error(&format!("expected {wanted:?}, found {given:?}"));
        }
    }

    /// Checks array and indices of an access; what the array holds.
    fn access(&mut self, array: Local, indices: &[Operand]) -> Option<Element> {
        for index in indices {
            self.expect(index, Scalar::I64);
        }
        match self.local_type(array)? {
            ValueType::Array { element, ndim, .. } => {
                if usize::from(ndim) != indices.len() {
                    self.error("the number of indices is not that of the dimensions");
                }
                Some(element)
            }
            ValueType::Scalar(_) | ValueType::Str => {
                self.error("an access to what is no array");
                None
            }
        }
    }

    fn assign(&mut self, targets: &[Local], op: &Op) {
        let Some(results) = self.op(op) else { return };
        if targets.len() != results.len() {
            self.error(&format!("{} targets for {} values", targets.len(), results.len()));
        }
        for (target, result) in targets.iter().zip(results) {
            let given = self.local_type(*target);
            // A view in C order may become a strided one.
            let fits = |given| {
                given == result || (matches!(op, Op::Copy(_)) && given == any_layout(result))
            };
            if given.is_some_and(|given| !fits(given)) {
                self.error(&format!("a target of {given:?} for a value of {result:?}"));
            }
        }
    }
}

/// Whether the integer scalar can hold the value.
pub fn fits(scalar: Scalar, value: i128) -> bool {
    let bits = scalar.bits();
    if scalar.is_signed() {
        (-(1i128 << (bits - 1))..1i128 << (bits - 1)).contains(&value)
    } else {
        (0..1i128 << bits).contains(&value)
    }
}
