//! KIR's operations, each handed to the file that knows it.

use super::CodegenError;
use super::builder::{IntOp, IntPredicate, Value};
use super::function::{Body, defect};
use super::runtime::Runtime;
use crate::ir::{Local, Location, Op, Operand, ValueType};
use crate::types::{Arithmetic, BinaryOp, Scalar, UnaryOp};

impl<'u, 'ctx> Body<'_, 'u, 'ctx> {
    /// KIR's `Assign`.
    pub fn assign(
        &mut self,
        targets: &[Local],
        op: &'u Op,
        location: Location,
    ) -> Result<(), CodegenError> {
        if let ([target], Op::Copy(value)) = (targets, op) {
            let parts = self.operand_as(*value, self.type_of(*target));
            self.set_parts(*target, &parts);
            return Ok(());
        }
        let view = match op {
            Op::Table(table) => Some(self.table(table)),
            Op::Row { array, axis, index } => Some(self.row(*array, *axis, *index)?),
            Op::Slice { array, axis, start, count, step } => {
                Some(self.slice(*array, *axis, [*start, *count, *step])?)
            }
            Op::NewAxis { array, axis } => Some(self.new_axis(*array, *axis)?),
            Op::Transpose { array } => Some(self.transposed(*array)?),
            Op::Allocate { element, lengths, zeroed, .. } => {
                Some(self.allocate(*element, lengths, *zeroed)?)
            }
            Op::NewList { size, lists, .. } => Some(self.new_list(*size, lists)?),
            Op::GlobalGenerator { .. } => Some(self.global_generator()),
            Op::NewGenerator { seed, .. } => Some(self.new_generator(*seed)?),
            Op::ListAt { list, index, offset, size, part } => {
                Some(self.list_at(*list, *index, (*offset, *size), *part))
            }
            Op::ListElements { list, element, offset, size } => {
                Some(self.list_elements(*list, *element, *offset, *size))
            }
            Op::Relaid { array, lengths, strides, is_view, read_only, .. } => {
                Some(self.relaid(*array, (lengths, strides), *is_view, *read_only))
            }
            _ => None,
        };
        if let ([target], Some(parts)) = (targets, view) {
            self.set_parts(*target, &parts);
            return Ok(());
        }
        // Of arrays a call gives all parts, one behind the other.
        let mut values = self.operation(op, location)?.into_iter();
        for target in targets {
            let parts: Vec<Value<'ctx>> = values.by_ref().take(self.width(*target)).collect();
            self.set_parts(*target, &parts);
        }
        match values.next() {
            Some(_) => Err(defect("an operation with another number of results")),
            None => Ok(()),
        }
    }

    fn operation(&self, op: &Op, location: Location) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let value = match op {
            Op::Copy(value) => self.operand(*value),
            Op::Unary { op, arithmetic, value } => self.unary(*op, *arithmetic, *value)?,
            Op::Abs { arithmetic, value } => self.absolute(*arithmetic, *value)?,
            Op::Binary { op, arithmetic, left, right } => {
                self.binary(*op, *arithmetic, *left, *right)?
            }
            Op::Overflowing { op, left, right } => {
                let (value, overflow) = self.overflowing(*op, *left, *right)?;
                return Ok(vec![value.into(), overflow.into()]);
            }
            Op::Compare { op, scalar, left, right } => {
                self.compare(*op, *scalar, self.operand(*left), self.operand(*right)).into()
            }
            Op::CompareIntFloat { op, left, right } => {
                self.compare_int_float(*op, *left, *right).into()
            }
            Op::CompareSignedUnsigned { op, left, right } => {
                let left = self.operand(*left).into_int_value();
                let right = self.operand(*right).into_int_value();
                self.compare_signed_unsigned(*op, left, right).into()
            }
            Op::Not(value) => build.not(self.operand(*value).into_int_value()).into(),
            Op::Select { condition, then, otherwise, unpredictable } => {
                let condition = self.operand(*condition).into_int_value();
                let (then, otherwise) = (self.operand(*then), self.operand(*otherwise));
                match unpredictable {
                    true => build.select_unpredictable(condition, then, otherwise),
                    false => build.select(condition, then, otherwise),
                }
            }
            Op::Convert { value, from, to, conversion } => {
                self.convert(self.operand(*value), *from, *to, *conversion)
            }
            Op::ConvertFails { value, from, to, conversion } => {
                self.convert_fails(self.operand(*value), *from, *to, *conversion).into()
            }
            Op::RoundToInt(value) => self.round_to_int(*value).into(),
            Op::Load { array, indices, bounds } => {
                return self.load_element(*array, indices, *bounds);
            }
            Op::Inside { .. } | Op::Reach { .. } | Op::Byte { .. } | Op::DivMod { .. } => {
                return Err(defect("an operation that was not checked"));
            }
            Op::NormalizeIndex { index, length } => {
                let index = self.operand(*index).into_int_value();
                let length = self.operand(*length).into_int_value();
                let negative = build.icmp(IntPredicate::SLT, index, build.i64(0));
                let from_end = build.int(IntOp::Add, index, length);
                build.select_int(negative, from_end, index).into()
            }
            Op::PowMod { base, exponent, modulus, .. } => {
                let arguments = [base, exponent, modulus].map(|&operand| self.operand(operand));
                self.emitter.call(Runtime::PowerModulo, &arguments)
            }
            Op::Table(_)
            | Op::Row { .. }
            | Op::Slice { .. }
            | Op::NewAxis { .. }
            | Op::Transpose { .. }
            | Op::Allocate { .. }
            | Op::GlobalGenerator { .. }
            | Op::NewGenerator { .. }
            | Op::NewList { .. }
            | Op::ListAt { .. }
            | Op::ListElements { .. }
            | Op::Relaid { .. } => {
                return Err(defect("a view as one of several results"));
            }
            Op::Global { global, scalar } => self.emitter.number(global, *scalar),
            Op::Text(text) => self.emitter.text(text),
            Op::TextEqual { left, right } => self.text_equal(*left, *right),
            Op::TextLess { left, right } => self.text_less(*left, *right),
            Op::TextLength(value) => {
                self.emitter.call(Runtime::TextLength, &[self.operand(*value)])
            }
            Op::ListPut { list, index, offset, size, value } => {
                self.list_put(*list, *index, *offset, *size, *value);
                return Ok(Vec::new());
            }
            Op::ListDrop { list, index, offset, size } => {
                self.list_drop(*list, *index, *offset, *size);
                return Ok(Vec::new());
            }
            Op::ListMove { list, to, from, count, size } => {
                self.list_move(*list, [*to, *from, *count], *size);
                return Ok(Vec::new());
            }
            Op::ListAddress(list) => self.emitter.build.pointer_to_int(self.data(*list)).into(),
            Op::ListLength(list) => self.list_length(*list).into(),
            Op::ListResize { list, count, size, .. } => {
                self.list_resize(*list, *count, *size).into()
            }
            Op::Draw { generator, draw } => self.draw(*generator, *draw)?,
            Op::Seed(value) => {
                let arguments = [self.context().into(), self.operand(*value)];
                self.emitter.call_void(Runtime::Seed, &arguments);
                return Ok(Vec::new());
            }
            Op::ReadOnly(array) => self.read_only(*array).into(),
            Op::Missing(array) => self.is_missing(*array).into(),
            Op::Overlaps { read, written } => self.overlaps(*read, *written)?.into(),
            Op::Stride { array, axis } => self.any_stride(*array, *axis)?.into(),
            Op::Length { array, axis } => self.length(*array, *axis).into(),
            Op::Math { function, arguments } => self.mathematics(*function, arguments)?,
            Op::Call { function, arguments } => {
                return self.call_function(*function, arguments, location);
            }
        };
        Ok(vec![value])
    }

    fn unary(
        &self,
        op: UnaryOp,
        arithmetic: Arithmetic,
        value: Operand,
    ) -> Result<Value<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        Ok(match (op, self.operand(value)) {
            (UnaryOp::Pos, value) => value,
            (UnaryOp::Neg, Value::FloatValue(value)) => build.float_neg(value).into(),
            (UnaryOp::Neg, Value::IntValue(_)) if arithmetic == Arithmetic::PythonInt => {
                return Err(defect("a negation that was not checked"));
            }
            (UnaryOp::Neg, Value::IntValue(value)) => build.neg(value).into(),
            (UnaryOp::Invert, Value::IntValue(value)) => build.not(value).into(),
            _ => return Err(defect("a unary operation on another type")),
        })
    }

    fn absolute(
        &self,
        arithmetic: Arithmetic,
        value: Operand,
    ) -> Result<Value<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        match (arithmetic, self.operand(value)) {
            (_, Value::FloatValue(value)) => {
                Ok(self.emitter.intrinsic("llvm.fabs", &[value.get_type().into()], &[value.into()]))
            }
            (Arithmetic::PythonInt, _) => Err(defect("an `abs` that was not checked")),
            (Arithmetic::Sized(scalar), value) if !scalar.is_signed() => Ok(value),
            (_, Value::IntValue(value)) => {
                let negative = build.icmp(IntPredicate::SLT, value, value.get_type().const_zero());
                Ok(build.select_int(negative, build.neg(value), value).into())
            }
            _ => Err(defect("an `abs` of another type")),
        }
    }

    fn binary(
        &self,
        op: BinaryOp,
        arithmetic: Arithmetic,
        left: Operand,
        right: Operand,
    ) -> Result<Value<'ctx>, CodegenError> {
        match (self.operand(left), self.operand(right)) {
            (Value::FloatValue(left), Value::FloatValue(right)) => {
                Ok(self.float_binary(op, arithmetic, left, right)?.into())
            }
            (Value::IntValue(left), Value::IntValue(right)) => {
                self.int_binary(op, arithmetic, left, right)
            }
            _ => Err(defect("a binary operation on different types")),
        }
    }

    /// The scalar type of an operand.
    pub fn scalar_of(&self, operand: Operand) -> Scalar {
        match operand {
            Operand::Local(local) => match self.type_of(local) {
                ValueType::Scalar(scalar) => scalar,
                ValueType::Array { element, .. } => element.part(),
                // Nothing calculates with strings.
                ValueType::Str => Scalar::U64,
            },
            Operand::Bool(_) => Scalar::Bool,
            Operand::Int(scalar, _) | Operand::Float(scalar, _) => scalar,
        }
    }
}
