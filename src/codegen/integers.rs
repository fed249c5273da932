//! Integer arithmetic: Python's where results are known to fit, NumPy's wrapping one, and the
//! operations that tell whether they overflowed.

use inkwell::values::IntValue;

use super::CodegenError;
use super::builder::{FloatOp, IntOp, IntPredicate, Value};
use super::function::{Body, defect};
use super::runtime::Runtime;
use super::types::int_type;
use crate::ir::Operand;
use crate::types::{Arithmetic, BinaryOp, Scalar};

/// Below this magnitude every integer is a double.
const EXACT_IN_DOUBLE: i64 = 1 << 53;

impl<'ctx> Body<'_, '_, 'ctx> {
    /// A binary operation of two integers (or booleans) of one type.
    pub fn int_binary(
        &self,
        op: BinaryOp,
        arithmetic: Arithmetic,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> Result<Value<'ctx>, CodegenError> {
        let value = match arithmetic {
            Arithmetic::Sized(scalar) => self.sized_binary(op, scalar, left, right)?,
            Arithmetic::PythonFloat => return Err(defect("float arithmetic on integers")),
            Arithmetic::Raising(_) => return Err(defect("a division that was not checked")),
            Arithmetic::PythonInt if can_overflow(op) => {
                return Err(defect("an integer operation that was not checked"));
            }
            _ if op == BinaryOp::TrueDiv => return Ok(self.true_divide(left, right)),
            Arithmetic::PythonInt | Arithmetic::Proved => self.proved_binary(op, left, right),
        };
        Ok(value.into())
    }

    /// 64-bit arithmetic whose exact result fits; divisors are not zero, shifts not negative.
    fn proved_binary(
        &self,
        op: BinaryOp,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        match op {
            BinaryOp::Add => build.int(IntOp::AddNsw, left, right),
            BinaryOp::Sub => build.int(IntOp::SubNsw, left, right),
            BinaryOp::Mul => build.int(IntOp::MulNsw, left, right),
            BinaryOp::FloorDiv => self.floor_divide(left, right, true),
            BinaryOp::Mod => self.floor_remainder(left, right, true),
            BinaryOp::Pow => self.power(left, right),
            // Zero can be shifted by any count.
            BinaryOp::LShift => self.shift(IntOp::Shl, left, right, build.i64(0)),
            BinaryOp::RShift => self.shift_right(left, right, true),
            BinaryOp::BitAnd => build.int(IntOp::And, left, right),
            BinaryOp::BitOr => build.int(IntOp::Or, left, right),
            BinaryOp::BitXor | BinaryOp::TrueDiv => build.int(IntOp::Xor, left, right),
        }
    }

    /// NumPy's arithmetic of one width: wraps, and gives 0 for division by zero.
    fn sized_binary(
        &self,
        op: BinaryOp,
        scalar: Scalar,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> Result<IntValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let signed = scalar.is_signed();
        Ok(match op {
            BinaryOp::Add => build.int(IntOp::Add, left, right),
            BinaryOp::Sub => build.int(IntOp::Sub, left, right),
            BinaryOp::Mul => build.int(IntOp::Mul, left, right),
            BinaryOp::FloorDiv | BinaryOp::Mod => self.sized_divide(op, signed, left, right),
            BinaryOp::Pow => {
                let context = self.emitter.context();
                let wide = context.i64_type();
                let base = build.resize(left, wide, signed);
                let exponent = build.resize(right, wide, signed);
                build.resize(self.power(base, exponent), int_type(context, scalar), false)
            }
            BinaryOp::LShift => self.shift(IntOp::Shl, left, right, left.get_type().const_zero()),
            BinaryOp::RShift => self.shift_right(left, right, signed),
            BinaryOp::BitAnd => build.int(IntOp::And, left, right),
            BinaryOp::BitOr => build.int(IntOp::Or, left, right),
            BinaryOp::BitXor => build.int(IntOp::Xor, left, right),
            BinaryOp::TrueDiv => return Err(defect("a true division of sized integers")),
        })
    }

    fn sized_divide(
        &self,
        op: BinaryOp,
        signed: bool,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let (zero, one) = (left.get_type().const_zero(), left.get_type().const_int(1, false));
        let by_zero = build.icmp(IntPredicate::EQ, right, zero);
        let mut harmful = by_zero;
        if signed {
            // The least integer by -1 wraps to itself, as a division by 1 gives it.
            let least = build.int(IntOp::Shl, one, width_less_one(left));
            let least = build.icmp(IntPredicate::EQ, left, least);
            let minus = build.icmp(IntPredicate::EQ, right, left.get_type().const_all_ones());
            harmful = build.or(by_zero, build.and(least, minus));
        }
        let divisor = build.select_int(harmful, one, right);
        if op == BinaryOp::Mod {
            return self.floor_remainder(left, divisor, signed); // a remainder by 1 is 0
        }
        build.select_int(by_zero, zero, self.floor_divide(left, divisor, signed))
    }

    /// Rounds towards minus infinity; the divisor is not zero and the result fits.
    fn floor_divide(
        &self,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
        signed: bool,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        if !signed {
            return build.int(IntOp::UDiv, left, right);
        }
        let quotient = build.int(IntOp::SDiv, left, right);
        let remainder = build.int(IntOp::SRem, left, right);
        let adjust = self.is_below(remainder, right);
        build.int(IntOp::Sub, quotient, build.resize(adjust, left.get_type(), false))
    }

    /// The remainder with the divisor's sign.
    fn floor_remainder(
        &self,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
        signed: bool,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        if !signed {
            return build.int(IntOp::URem, left, right);
        }
        let remainder = build.int(IntOp::SRem, left, right);
        let adjusted = build.int(IntOp::Add, remainder, right);
        build.select_int(self.is_below(remainder, right), adjusted, remainder)
    }

    /// Whether C's remainder is not zero and has not the divisor's sign.
    fn is_below(&self, remainder: IntValue<'ctx>, divisor: IntValue<'ctx>) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let zero = remainder.get_type().const_zero();
        let signs = build.int(IntOp::Xor, remainder, divisor);
        let differ = build.icmp(IntPredicate::SLT, signs, zero);
        build.and(differ, build.icmp(IntPredicate::NE, remainder, zero))
    }

    /// A shift where counts outside the width (negative ones too) give `beyond`.
    fn shift(
        &self,
        op: IntOp,
        left: IntValue<'ctx>,
        count: IntValue<'ctx>,
        beyond: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let last = width_less_one(left);
        let inside = build.icmp(IntPredicate::ULE, count, last);
        let shifted = build.int(op, left, build.int(IntOp::And, count, last));
        build.select_int(inside, shifted, beyond)
    }

    fn shift_right(
        &self,
        left: IntValue<'ctx>,
        count: IntValue<'ctx>,
        signed: bool,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        if !signed {
            return self.shift(IntOp::LShr, left, count, left.get_type().const_zero());
        }
        // Beyond the width only the sign is left.
        let last = width_less_one(left);
        let inside = build.icmp(IntPredicate::ULE, count, last);
        build.int(IntOp::AShr, left, build.select_int(inside, count, last))
    }

    /// `left ** right` modulo 2^64; the exponent is not negative.
    fn power(&self, left: IntValue<'ctx>, right: IntValue<'ctx>) -> IntValue<'ctx> {
        match right.get_sign_extended_constant() {
            Some(exponent @ 0..=16) => {
                let build = &self.emitter.build;
                let mut result = build.i64(1);
                for _ in 0..exponent {
                    result = build.int(IntOp::Mul, result, left);
                }
                result
            }
            _ => self.emitter.call(Runtime::Power, &[left.into(), right.into()]).into_int_value(),
        }
    }

    /// Python's `/` of two integers: correctly rounded; the divisor is not zero.
    fn true_divide(&self, left: IntValue<'ctx>, right: IntValue<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let float = self.emitter.context().f64_type();
        let small = |value: IntValue<'ctx>| {
            let shifted = build.int(IntOp::Add, value, build.i64(EXACT_IN_DOUBLE));
            build.icmp(IntPredicate::ULE, shifted, build.i64(2 * EXACT_IN_DOUBLE))
        };
        let exact = build.block(self.function, "exact");
        let large = build.block(self.function, "large");
        let end = build.block(self.function, "divided");
        let both = build.and(small(left), small(right));
        build.branch_rarely(build.not(both), large, exact);
        build.go_to(exact);
        let quotient = build.float(
            FloatOp::Div,
            build.int_to_float(left, float, true),
            build.int_to_float(right, float, true),
        );
        build.jump(end);
        build.go_to(large);
        let rounded = self.emitter.call(Runtime::TrueDivide, &[left.into(), right.into()]);
        build.jump(end);
        build.go_to(end);
        build.phi(&[(quotient.into(), exact), (rounded, large)])
    }

    /// KIR's `Overflowing`: the wrapped result, and whether the exact one leaves 64 bits.
    pub fn overflowing(
        &self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
    ) -> Result<(IntValue<'ctx>, IntValue<'ctx>), CodegenError> {
        let left = self.operand(left).into_int_value();
        let right = self.operand(right).into_int_value();
        Ok(match op {
            BinaryOp::Add => self.with_overflow("llvm.sadd.with.overflow", left, right),
            BinaryOp::Sub => self.with_overflow("llvm.ssub.with.overflow", left, right),
            BinaryOp::Mul => self.with_overflow("llvm.smul.with.overflow", left, right),
            BinaryOp::Pow => self.power_with_overflow(left, right),
            BinaryOp::LShift => self.shift_with_overflow(left, right),
            _ => return Err(defect("an overflow of an operation that has none")),
        })
    }

    fn with_overflow(
        &self,
        intrinsic: &str,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> (IntValue<'ctx>, IntValue<'ctx>) {
        let build = &self.emitter.build;
        let types = [left.get_type().into()];
        let pair = self.emitter.intrinsic(intrinsic, &types, &[left.into(), right.into()]);
        match pair {
            Value::StructValue(pair) => {
                (build.field(pair, 0).into_int_value(), build.field(pair, 1).into_int_value())
            }
            _ => (left, build.bool(true)),
        }
    }

    fn power_with_overflow(
        &self,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> (IntValue<'ctx>, IntValue<'ctx>) {
        let build = &self.emitter.build;
        if let Some(exponent @ 0..=16) = right.get_sign_extended_constant() {
            let (mut result, mut overflow) = (build.i64(1), build.bool(false));
            for _ in 0..exponent {
                let (product, failed) = self.with_overflow("llvm.smul.with.overflow", result, left);
                result = product;
                overflow = build.or(overflow, failed);
            }
            return (result, overflow);
        }
        let slot = self.stack_slot(self.emitter.context().i64_type().into(), "overflow");
        let arguments = [left.into(), right.into(), slot.into()];
        let result = self.emitter.call(Runtime::PowerChecked, &arguments).into_int_value();
        let failed = build.load(self.emitter.context().i64_type(), slot).into_int_value();
        (result, build.icmp(IntPredicate::NE, failed, build.i64(0)))
    }

    fn shift_with_overflow(
        &self,
        left: IntValue<'ctx>,
        count: IntValue<'ctx>,
    ) -> (IntValue<'ctx>, IntValue<'ctx>) {
        let build = &self.emitter.build;
        let result = self.shift(IntOp::Shl, left, count, build.i64(0));
        let back = self.shift_right(result, count, true);
        (result, build.icmp(IntPredicate::NE, back, left))
    }
}

/// The width in bits less one, as a value of that width.
fn width_less_one(value: IntValue<'_>) -> IntValue<'_> {
    let ty = value.get_type();
    ty.const_int(u64::from(ty.get_bit_width()) - 1, false)
}

/// Whether `opt::checks` must have replaced the operation under `PythonInt`.
fn can_overflow(op: BinaryOp) -> bool {
    !matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor)
}
