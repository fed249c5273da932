//! One KIR function: its locals, its statements, its operands.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use inkwell::basic_block::BasicBlock;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{FunctionValue, IntValue, PointerValue};

use super::CodegenError;
use super::builder::{IntPredicate, Value};
use super::contexts::POLLS;
use super::emitter::Emitter;
use super::sites::{DONE, FAILED, POLL_PERIOD};
use super::types::{float_type, int_type, parts_of, pointer_type, result_type};
use crate::ir::{self, Block, FunctionId, Label, Local, Operand, Stmt, StmtKind, ValueType};
use crate::types::{Layout, Scalar};

/// Which part of an array says who owns its memory.
const OWNER: usize = 2;

/// A function that is being written.
pub(super) struct Body<'e, 'u, 'ctx> {
    pub emitter: &'e Emitter<'u, 'ctx>,
    pub source: &'u ir::Function,
    pub function: FunctionValue<'ctx>,
    /// The parts of each local.
    parts: Vec<Vec<Held<'ctx>>>,
    /// Where `Break` and `Continue` go.
    pub labels: BTreeMap<Label, Exits<'ctx>>,
    /// The address of the call context, if the function takes it.
    context: Option<PointerValue<'ctx>>,
    /// How many polls are left until one looks at signals; made when the first poll is met.
    poll_counter: Cell<Option<PointerValue<'ctx>>>,
    /// The record that names it in tracebacks; made when the first site is met.
    pub record: Cell<Option<PointerValue<'ctx>>>,
    exit: Exit<'ctx>,
    /// Where stack slots are made: every one once a call, not once a round of a loop.
    entry: BasicBlock<'ctx>,
}

/// Where a part of a local is held.
enum Held<'ctx> {
    /// It has one value wherever it is read: a register. Of what LLVM has to read these are a third
    /// less than slots that are stored to and loaded from.
    Value(Cell<Option<Value<'ctx>>>),
    /// In a stack slot; LLVM makes registers of it.
    Slot(PointerValue<'ctx>, BasicTypeEnum<'ctx>),
}

/// Where a function returns, and what it returns.
struct Exit<'ctx> {
    /// The block through which every way out goes, so that LLVM sees through the status where it
    /// inlines the function, and where memory is released. A recursive function stays a call, and is
    /// smaller without.
    block: Option<BasicBlock<'ctx>>,
    status: PointerValue<'ctx>,
    results: Vec<(PointerValue<'ctx>, BasicTypeEnum<'ctx>)>,
}

/// The blocks that leaving and going on with a labelled statement lead to.
#[derive(Clone, Copy)]
pub(super) struct Exits<'ctx> {
    pub leave: BasicBlock<'ctx>,
    pub go_on: Option<BasicBlock<'ctx>>,
}

/// Writes the body of a declared function.
pub(super) fn emit_function<'ctx>(
    emitter: &Emitter<'_, 'ctx>,
    id: FunctionId,
) -> Result<(), CodegenError> {
    let (source, function) = emitter.function(id)?;
    let needs = emitter.needs(id);
    let build = &emitter.build;
    let entry = build.block(function, "entry");
    let start = build.block(function, "start");
    build.go_to(entry);
    build.set_fastmath(source.options.fastmath);
    let results = source.results.iter().flat_map(|&ty| parts_of(emitter.context(), ty));
    let exit = Exit {
        block: (!needs.recursive || !source.owners.is_empty())
            .then(|| build.block(function, "exit")),
        status: build.alloca(emitter.context().i32_type(), "status"),
        results: results.map(|ty| (build.alloca(ty, "result"), ty)).collect(),
    };
    let mut body = Body {
        emitter,
        source,
        function,
        parts: Vec::new(),
        labels: BTreeMap::new(),
        context: None,
        poll_counter: Cell::new(None),
        record: Cell::new(None),
        exit,
        entry,
    };
    let mut parameters = function.get_params().into_iter();
    if needs.context {
        body.context = parameters.next().map(Value::into_pointer_value);
    }
    body.make_locals(&mut parameters);
    build.go_to(start);
    if needs.recursive {
        // Each call of a recursive function may be short: its polls are counted over all calls.
        body.poll_counter.set(Some(body.in_context(POLLS)));
        let marker = body.stack_slot(emitter.context().i8_type().into(), "marker");
        body.check_stack(marker);
    }
    body.assume_lengths();
    // What was never assigned owns nothing.
    let none = build.i64(0);
    let is_parameter = |array: &&Local| (array.0 as usize) < source.parameters;
    let others = source.owners.iter().filter(|array| !is_parameter(array));
    others.for_each(|array| body.set_owner(*array, none));
    body.block(&source.body)?;
    if build.open_block().is_some() {
        body.fall_off()?;
    }
    if let Some(exit) = body.exit.block {
        build.go_to(exit);
        source.owners.iter().for_each(|array| body.release(*array));
        body.emit_return();
    }
    build.go_to(entry);
    build.jump(start);
    Ok(())
}

impl<'u, 'ctx> Body<'_, 'u, 'ctx> {
    fn make_locals(&mut self, parameters: &mut impl Iterator<Item = Value<'ctx>>) {
        let build = &self.emitter.build;
        let early = ir::read_before_assigned(self.source);
        let several = ir::assigned_several_times(self.source);
        let owners: BTreeSet<Local> = self.source.owners.iter().copied().collect();
        for (index, local) in self.source.locals.iter().enumerate() {
            let mut held = Vec::new();
            let id = Local(index as u32);
            let is_value = !early.contains(&id) && !several.contains(&id);
            for (part, ty) in parts_of(self.emitter.context(), local.ty).into_iter().enumerate() {
                let given = if index < self.source.parameters { parameters.next() } else { None };
                if is_value && !(part == OWNER && owners.contains(&id)) {
                    held.push(Held::Value(Cell::new(given)));
                    continue;
                }
                let slot = build.alloca(ty, &local.name);
                // Reading a local before it is assigned is excluded by checks; a value all the
                // same keeps what LLVM calculates ahead of them harmless. The others go without:
                // of a slot that is written once LLVM makes a register without a search through
                // the whole function.
                let start = early.contains(&id).then(|| ty.const_zero());
                if let Some(value) = given.or(start) {
                    build.store(value, slot);
                }
                held.push(Held::Slot(slot, ty));
            }
            self.parts.push(held);
        }
    }

    /// A stack slot made in the function's first block.
    pub fn stack_slot(&self, ty: BasicTypeEnum<'ctx>, name: &str) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let here = build.open_block();
        build.go_to(self.entry);
        let slot = build.alloca(ty, name);
        if let Some(here) = here {
            build.go_to(here);
        }
        slot
    }

    /// The address of the call context.
    pub fn context(&self) -> PointerValue<'ctx> {
        self.context.unwrap_or_else(|| {
            self.emitter.build.defect(format!("{}: no call context", self.source.name));
            pointer_type(self.emitter.context()).const_null()
        })
    }

    /// The address of a field of the call context.
    pub fn in_context(&self, offset: i64) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        build.offset(self.context(), build.i64(offset))
    }

    /// The slot of the counter that the function's polls share.
    pub fn poll_counter(&self) -> PointerValue<'ctx> {
        if let Some(slot) = self.poll_counter.get() {
            return slot;
        }
        let build = &self.emitter.build;
        let slot = self.stack_slot(self.emitter.context().i32_type().into(), "polls");
        let here = build.open_block();
        build.go_to(self.entry);
        build.store(build.i32(POLL_PERIOD).into(), slot);
        if let Some(here) = here {
            build.go_to(here);
        }
        self.poll_counter.set(Some(slot));
        slot
    }

    /// Lengths are never negative: CPython says so of every buffer.
    fn assume_lengths(&self) {
        let build = &self.emitter.build;
        for index in 0..self.source.parameters {
            let local = Local(index as u32);
            if let ValueType::Array { ndim, .. } = self.type_of(local) {
                for axis in 0..ndim {
                    let length = self.length(local, axis);
                    self.emitter.assume(build.icmp(IntPredicate::SGE, length, build.i64(0)));
                }
            }
        }
    }

    /// The end of a body that did not return: right only where nothing is to be returned.
    fn fall_off(&self) -> Result<(), CodegenError> {
        if self.source.results.is_empty() {
            self.return_values(&[]);
        } else {
            // Lowering ends such a body in a loop or a raise; what follows is never reached.
            self.emitter.build.unreachable();
        }
        Ok(())
    }

    // Statements.

    pub fn block(&mut self, block: &'u Block) -> Result<(), CodegenError> {
        for stmt in block {
            if self.emitter.build.open_block().is_none() {
                break; // what follows a jump is never reached
            }
            self.statement(stmt)?;
        }
        Ok(())
    }

    fn statement(&mut self, stmt: &'u Stmt) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        match &stmt.kind {
            StmtKind::Assign { targets, op } => self.assign(targets, op, stmt.location)?,
            StmtKind::Store { array, indices, values } => {
                self.store_element(*array, indices, values)?;
            }
            StmtKind::Retain(array) => self.retain(*array),
            StmtKind::Release(array) => self.release(*array),
            StmtKind::Forget(array) => self.forget(*array),
            StmtKind::Poll => self.poll(stmt.location),
            StmtKind::ReadBound(_) => return Err(defect("a read that was not checked")),
            StmtKind::Assume(_) => return Err(defect("an assumption that was not checked")),
            StmtKind::Check { failed, failure, operands } => {
                let failed = self.operand(*failed).into_int_value();
                self.check(failed, *failure, operands, stmt.location);
            }
            StmtKind::If { condition, then, otherwise } => {
                self.branch(*condition, then, otherwise)?;
            }
            StmtKind::For { label, variable, start, stop, step, body } => {
                self.for_range(*label, *variable, [*start, *stop, *step], body)?;
            }
            StmtKind::Loop { label, body } => self.endless_loop(*label, body)?,
            StmtKind::Labelled { label, body } => self.labelled(*label, body)?,
            StmtKind::Break(label) => build.jump(self.exits(*label)?.leave),
            StmtKind::Continue(label) => match self.exits(*label)?.go_on {
                Some(go_on) => build.jump(go_on),
                None => return Err(defect("`continue` of a block that is no loop")),
            },
            StmtKind::Return(values) => self.return_values(values),
            StmtKind::Raise { exception, suppress_context } => {
                self.raise_object(exception, *suppress_context, stmt.location);
            }
            StmtKind::Run(object) => self.run_object(object, stmt.location),
        }
        Ok(())
    }

    fn branch(
        &mut self,
        condition: Operand,
        then: &'u Block,
        otherwise: &'u Block,
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let condition = self.operand(condition).into_int_value();
        let then_block = build.block(self.function, "then");
        let else_block = build.block(self.function, "else");
        let end = build.block(self.function, "endif");
        build.branch(condition, then_block, else_block);
        for (block, statements) in [(then_block, then), (else_block, otherwise)] {
            build.go_to(block);
            self.block(statements)?;
            if build.open_block().is_some() {
                build.jump(end);
            }
        }
        build.go_to(end);
        Ok(())
    }

    fn exits(&self, label: Label) -> Result<Exits<'ctx>, CodegenError> {
        self.labels.get(&label).copied().ok_or_else(|| defect("a jump to an unknown label"))
    }

    fn return_values(&self, values: &[Operand]) {
        let build = &self.emitter.build;
        let types = self.source.results.iter();
        let parts = values.iter().zip(types).flat_map(|(&value, &ty)| self.operand_as(value, ty));
        for (part, &(slot, _)) in parts.zip(&self.exit.results) {
            build.store(part, slot);
        }
        self.exit_with(DONE);
    }

    /// Returns as a function that failed; the results are never looked at.
    pub fn leave(&self) {
        self.exit_with(FAILED);
    }

    fn exit_with(&self, status: i32) {
        let build = &self.emitter.build;
        build.store(build.i32(status).into(), self.exit.status);
        match self.exit.block {
            Some(block) => build.jump(block),
            None => self.emit_return(),
        }
    }

    /// Returns the status and the results.
    fn emit_return(&self) {
        let build = &self.emitter.build;
        let ty = result_type(self.emitter.context(), &self.source.results);
        let status = build.load(self.emitter.context().i32_type(), self.exit.status);
        let mut result = build.with_field(ty.get_poison(), status, 0);
        for (index, &(slot, ty)) in self.exit.results.iter().enumerate() {
            result = build.with_field(result, build.load(ty, slot), index as u32 + 1);
        }
        build.ret(&result);
    }

    // Locals and operands.

    /// The name of a local in Python, for messages.
    pub fn name_of(&self, local: Local) -> &'u str {
        self.source.locals.get(local.0 as usize).map_or("", |local| local.name.as_str())
    }

    /// The type of a local.
    pub fn type_of(&self, local: Local) -> ValueType {
        let local = self.source.locals.get(local.0 as usize);
        local.map_or(ValueType::Scalar(Scalar::I64), |local| local.ty)
    }

    /// All parts of a local.
    pub fn parts(&self, local: Local) -> Vec<Value<'ctx>> {
        (0..self.width(local)).map(|part| self.part(local, part)).collect()
    }

    /// One part of a local.
    fn part(&self, local: Local, index: usize) -> Value<'ctx> {
        let build = &self.emitter.build;
        let value = match self.held(local, index) {
            Some(&Held::Slot(slot, ty)) => Some(build.load(ty, slot)),
            Some(Held::Value(value)) => value.get(),
            None => None,
        };
        value.unwrap_or_else(|| {
            build.defect(format!("{}: no part {index} of {local:?}", self.source.name));
            build.i64(0).into()
        })
    }

    fn held(&self, local: Local, index: usize) -> Option<&Held<'ctx>> {
        self.parts.get(local.0 as usize).and_then(|parts| parts.get(index))
    }

    /// How many parts a local has.
    pub fn width(&self, local: Local) -> usize {
        self.parts.get(local.0 as usize).map_or(0, Vec::len)
    }

    /// Assigns what owns an array's memory.
    pub fn set_owner(&self, array: Local, owner: IntValue<'ctx>) {
        match self.held(array, OWNER) {
            Some(part) => self.set_held(part, owner.into()),
            None => {
                self.emitter.build.defect(format!("{}: {array:?} is no array", self.source.name));
            }
        }
    }

    /// Assigns all parts of a local.
    pub fn set_parts(&self, local: Local, values: &[Value<'ctx>]) {
        let parts = self.parts.get(local.0 as usize).map_or(&[][..], Vec::as_slice);
        if parts.len() != values.len() {
            self.emitter.build.defect(format!("{}: {local:?} has other parts", self.source.name));
        }
        for (part, &value) in parts.iter().zip(values) {
            self.set_held(part, value);
        }
    }

    fn set_held(&self, part: &Held<'ctx>, value: Value<'ctx>) {
        match part {
            Held::Slot(slot, _) => self.emitter.build.store(value, *slot),
            Held::Value(one) => {
                if one.replace(Some(value)).is_some() {
                    let name = &self.source.name;
                    self.emitter.build.defect(format!("{name}: a second value of a register"));
                }
            }
        }
    }

    /// The data pointer of an array.
    pub fn data(&self, array: Local) -> PointerValue<'ctx> {
        match self.part(array, 0) {
            Value::PointerValue(data) => data,
            _ => {
                self.emitter.build.defect(format!("{}: {array:?} is no array", self.source.name));
                pointer_type(self.emitter.context()).const_null()
            }
        }
    }

    /// Whether an array's memory must not be written.
    pub fn read_only(&self, array: Local) -> IntValue<'ctx> {
        self.part(array, 1).into_int_value()
    }

    /// What owns an array's memory, see `ownership`.
    pub fn owner(&self, array: Local) -> IntValue<'ctx> {
        self.part(array, OWNER).into_int_value()
    }

    /// The length of an array along an axis.
    pub fn length(&self, array: Local, axis: u8) -> IntValue<'ctx> {
        self.part(array, 3 + usize::from(axis)).into_int_value()
    }

    /// The distance in bytes between neighbours along an axis, of an array that is not in C order.
    pub fn stride(&self, array: Local, axis: u8, ndim: u8) -> IntValue<'ctx> {
        self.part(array, 3 + usize::from(ndim) + usize::from(axis)).into_int_value()
    }

    /// The value of a scalar operand.
    pub fn operand(&self, operand: Operand) -> Value<'ctx> {
        let context = self.emitter.context();
        match operand {
            Operand::Local(local) => self.part(local, 0),
            Operand::Bool(value) => self.emitter.build.bool(value).into(),
            Operand::Int(scalar, value) => {
                int_type(context, scalar).const_int(value as u64, scalar.is_signed()).into()
            }
            Operand::Float(scalar, bits) => {
                float_type(context, scalar).const_float(f64::from_bits(bits)).into()
            }
        }
    }

    /// The parts of an operand as a local of type `to` has them: an array in C order becomes one
    /// with strides where that is wanted.
    pub fn operand_as(&self, operand: Operand, to: ValueType) -> Vec<Value<'ctx>> {
        let Operand::Local(local) = operand else { return vec![self.operand(operand)] };
        let mut parts = self.parts(local);
        let from = self.type_of(local);
        if let (
            ValueType::Array { element, ndim, layout: Layout::C },
            ValueType::Array { layout: Layout::Strided, .. },
        ) = (from, to)
        {
            parts.extend(self.strides_of_c_order(local, element, ndim));
        }
        parts
    }
}

/// A defect of an earlier stage.
pub(super) fn defect(reason: &str) -> CodegenError {
    CodegenError::Defect(format!("KIR breaks its rules: {reason}"))
}
