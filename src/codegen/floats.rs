//! Float arithmetic: IEEE's operations as they are, and Python's and NumPy's `//`, `%` and `**`.

use inkwell::values::FloatValue;

use super::CodegenError;
use super::builder::{FloatOp, FloatPredicate};
use super::function::{Body, defect};
use crate::types::{Arithmetic, BinaryOp, Scalar};

impl<'ctx> Body<'_, '_, 'ctx> {
    /// A binary operation of two floats of one width. Under `PythonFloat` the divisor is not zero.
    pub fn float_binary(
        &self,
        op: BinaryOp,
        arithmetic: Arithmetic,
        left: FloatValue<'ctx>,
        right: FloatValue<'ctx>,
    ) -> Result<FloatValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        if !matches!(arithmetic, Arithmetic::PythonFloat | Arithmetic::Sized(_)) {
            return Err(defect("integer arithmetic on floats"));
        }
        Ok(match op {
            BinaryOp::Add => build.float(FloatOp::Add, left, right),
            BinaryOp::Sub => build.float(FloatOp::Sub, left, right),
            BinaryOp::Mul => build.float(FloatOp::Mul, left, right),
            BinaryOp::TrueDiv => build.float(FloatOp::Div, left, right),
            BinaryOp::FloorDiv => self.float_floor_divide(arithmetic, left, right),
            BinaryOp::Mod => self.float_remainder(arithmetic, left, right),
            BinaryOp::Pow => {
                let scalar = self.scalar_of_float(left);
                self.libm("pow", scalar, &[left, right])
            }
            _ => return Err(defect("a bit operation on floats")),
        })
    }

    fn scalar_of_float(&self, value: FloatValue<'ctx>) -> Scalar {
        let narrow = value.get_type() == self.emitter.context().f32_type();
        if narrow { Scalar::F32 } else { Scalar::F64 }
    }

    /// The remainder with the divisor's sign; an exact zero has it too. `fmod` is exact. NumPy
    /// leaves what `fmod` gives for a zero divisor: NaN.
    fn float_remainder(
        &self,
        arithmetic: Arithmetic,
        left: FloatValue<'ctx>,
        right: FloatValue<'ctx>,
    ) -> FloatValue<'ctx> {
        let build = &self.emitter.build;
        let zero = right.get_type().const_zero();
        let remainder = build.float(FloatOp::Rem, left, right);
        let adjusted = build.float(FloatOp::Add, remainder, right);
        let wrong_sign = self.has_wrong_sign(remainder, right);
        let shifted = build.select_float(wrong_sign, adjusted, remainder);
        let exact = build.fcmp(FloatPredicate::OEQ, remainder, zero);
        let result = build.select_float(exact, self.copysign(zero, right), shifted);
        self.unless_zero(arithmetic, right, remainder, result)
    }

    /// CPython's `float_floor_div` and NumPy's `npy_floor_divide`: the quotient of what is left when
    /// the remainder is taken away, rounded to the nearest integer if division made it inexact.
    fn float_floor_divide(
        &self,
        arithmetic: Arithmetic,
        left: FloatValue<'ctx>,
        right: FloatValue<'ctx>,
    ) -> FloatValue<'ctx> {
        let build = &self.emitter.build;
        let ty = right.get_type();
        let (zero, one) = (ty.const_zero(), ty.const_float(1.0));
        let remainder = build.float(FloatOp::Rem, left, right);
        let whole = build.float(FloatOp::Sub, left, remainder);
        let quotient = build.float(FloatOp::Div, whole, right);
        let lower = build.float(FloatOp::Sub, quotient, one);
        let wrong_sign = self.has_wrong_sign(remainder, right);
        let quotient = build.select_float(wrong_sign, lower, quotient);
        let floor = self.emitter.intrinsic("llvm.floor", &[ty.into()], &[quotient.into()]);
        let floor = floor.into_float_value();
        let rest = build.float(FloatOp::Sub, quotient, floor);
        let above = build.fcmp(FloatPredicate::OGT, rest, ty.const_float(0.5));
        let next = build.float(FloatOp::Add, floor, one);
        let rounded = build.select_float(above, next, floor);
        let is_zero = build.fcmp(FloatPredicate::OEQ, quotient, zero);
        let plain = build.float(FloatOp::Div, left, right);
        let result = build.select_float(is_zero, self.copysign(zero, plain), rounded);
        self.unless_zero(arithmetic, right, plain, result)
    }

    /// Whether a remainder is not zero and its sign is not the divisor's. NaN counts as not zero.
    fn has_wrong_sign(
        &self,
        remainder: FloatValue<'ctx>,
        divisor: FloatValue<'ctx>,
    ) -> inkwell::values::IntValue<'ctx> {
        let build = &self.emitter.build;
        let zero = divisor.get_type().const_zero();
        let divisor_negative = build.fcmp(FloatPredicate::OLT, divisor, zero);
        let negative = build.fcmp(FloatPredicate::OLT, remainder, zero);
        let differ = build.int(super::builder::IntOp::Xor, divisor_negative, negative);
        build.and(differ, build.fcmp(FloatPredicate::UNE, remainder, zero))
    }

    /// Under NumPy's rules a division by zero gives `by_zero`; under Python's it was excluded.
    fn unless_zero(
        &self,
        arithmetic: Arithmetic,
        divisor: FloatValue<'ctx>,
        by_zero: FloatValue<'ctx>,
        result: FloatValue<'ctx>,
    ) -> FloatValue<'ctx> {
        if arithmetic == Arithmetic::PythonFloat {
            return result;
        }
        let build = &self.emitter.build;
        let zero = divisor.get_type().const_zero();
        build.select_float(build.fcmp(FloatPredicate::OEQ, divisor, zero), by_zero, result)
    }

    pub fn copysign(&self, size: FloatValue<'ctx>, sign: FloatValue<'ctx>) -> FloatValue<'ctx> {
        let types = [size.get_type().into()];
        let arguments = [size.into(), sign.into()];
        self.emitter.intrinsic("llvm.copysign", &types, &arguments).into_float_value()
    }
}
