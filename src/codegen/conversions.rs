//! Conversions between scalars, and whether one would fail.

use inkwell::values::{FloatValue, IntValue};

use super::builder::{FloatPredicate, IntOp, IntPredicate, Value};
use super::function::Body;
use super::types::{float_type, int_type};
use crate::ir::Operand;
use crate::types::{Conversion, Scalar};

/// 2^63 as a float: one above the greatest `I64`.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

impl<'ctx> Body<'_, '_, 'ctx> {
    /// KIR's `Convert`. `Exact` and `Truncate` were checked before, or cannot fail.
    pub fn convert(
        &self,
        value: Value<'ctx>,
        from: Scalar,
        to: Scalar,
        conversion: Conversion,
    ) -> Value<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        match value {
            _ if from == to => value,
            Value::IntValue(value) if to == Scalar::Bool => self.is_not_zero_int(value).into(),
            Value::IntValue(value) if to.is_float() => {
                build.int_to_float(value, float_type(context, to), from.is_signed()).into()
            }
            Value::IntValue(value) => {
                build.resize(value, int_type(context, to), from.is_signed()).into()
            }
            Value::FloatValue(value) if to == Scalar::Bool => {
                let zero = value.get_type().const_zero();
                build.fcmp(FloatPredicate::UNE, value, zero).into()
            }
            Value::FloatValue(value) if to.is_float() => {
                build.float_cast(value, float_type(context, to)).into()
            }
            Value::FloatValue(value) if conversion == Conversion::Cast => {
                self.cast_to_int(value, to).into()
            }
            Value::FloatValue(value) => {
                build.float_to_int(value, int_type(context, to), to.is_signed()).into()
            }
            _ => {
                build.defect("a conversion of what is no scalar");
                value
            }
        }
    }

    fn is_not_zero_int(&self, value: IntValue<'ctx>) -> IntValue<'ctx> {
        self.emitter.build.icmp(IntPredicate::NE, value, value.get_type().const_zero())
    }

    /// NumPy's `astype` from a float. What does not fit is left open by C; these are the values that
    /// x86's conversion instructions give in NumPy's compiled loops.
    fn cast_to_int(&self, value: FloatValue<'ctx>, to: Scalar) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let target = int_type(context, to);
        let value = build.float_cast(value, context.f64_type());
        match to {
            Scalar::U64 => {
                let limit = context.f64_type().const_float(TWO_TO_63);
                let high = build.fcmp(FloatPredicate::OGE, value, limit);
                let lowered = build.float(super::builder::FloatOp::Sub, value, limit);
                let reduced = self.convert_or_least(build.select_float(high, lowered, value), 64);
                let top = build.int(IntOp::Xor, reduced, build.i64(i64::MIN));
                build.select_int(high, top, reduced)
            }
            Scalar::I64 => self.convert_or_least(value, 64),
            Scalar::U32 => build.resize(self.convert_or_least(value, 64), target, false),
            _ => build.resize(self.convert_or_least(value, 32), target, false),
        }
    }

    /// Truncates to 32 or 64 bits; NaN and what does not fit give the least integer.
    fn convert_or_least(&self, value: FloatValue<'ctx>, bits: u32) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let (ty, bound) = if bits == 64 {
            (context.i64_type(), TWO_TO_63)
        } else {
            (context.i32_type(), 2_147_483_648.0)
        };
        let bound_value = context.f64_type().const_float(bound);
        let below = build.fcmp(FloatPredicate::OLT, value, bound_value);
        // Towards zero: everything above -2^31 - 1 fits 32 bits; 64-bit doubles have no fraction
        // there.
        let least = if bits == 64 { -bound } else { -bound - 1.0 };
        let predicate = if bits == 64 { FloatPredicate::OGE } else { FloatPredicate::OGT };
        let above = build.fcmp(predicate, value, context.f64_type().const_float(least));
        let fits = build.and(below, above);
        let source = build.select_float(fits, value, context.f64_type().const_zero());
        let least =
            build.int(IntOp::Shl, ty.const_int(1, false), ty.const_int((bits - 1).into(), false));
        build.select_int(fits, build.float_to_int(source, ty, true), least)
    }

    /// KIR's `ConvertFails`.
    pub fn convert_fails(
        &self,
        value: Value<'ctx>,
        from: Scalar,
        to: Scalar,
        conversion: Conversion,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        if !matches!(conversion, Conversion::Exact | Conversion::Truncate) || from == to {
            return build.bool(false);
        }
        match value {
            Value::IntValue(value) if to.is_float() => self.int_to_float_loses(value, from, to),
            Value::IntValue(value) => self.int_outside(value, from, to),
            Value::FloatValue(value) if to.is_float() => self.float_to_float_loses(value, to),
            Value::FloatValue(value) => {
                let wide = build.float_cast(value, self.emitter.context().f64_type());
                let outside = self.float_outside(wide, to);
                if conversion == Conversion::Truncate {
                    return outside;
                }
                let types = [wide.get_type().into()];
                let whole = self.emitter.intrinsic("llvm.trunc", &types, &[wide.into()]);
                let fraction = build.fcmp(FloatPredicate::UNE, wide, whole.into_float_value());
                build.or(outside, fraction)
            }
            _ => build.bool(true),
        }
    }

    /// Whether an integer is outside the range of another type.
    fn int_outside(&self, value: IntValue<'ctx>, from: Scalar, to: Scalar) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let narrow = int_type(self.emitter.context(), to);
        let back = build.resize(
            build.resize(value, narrow, from.is_signed()),
            value.get_type(),
            to.is_signed(),
        );
        let changed = build.icmp(IntPredicate::NE, back, value);
        // Where only the sign's meaning changes the bits survive, but the top one must be 0; an
        // unsigned number in a wider signed type always fits.
        if from.is_signed() == to.is_signed() || (!from.is_signed() && from.bits() < to.bits()) {
            return changed;
        }
        let zero = value.get_type().const_zero();
        build.or(changed, build.icmp(IntPredicate::SLT, value, zero))
    }

    /// Whether a float, truncated, is outside the range of an integer type, as NaN is.
    fn float_outside(&self, value: FloatValue<'ctx>, to: Scalar) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let float = value.get_type();
        let bits = if to == Scalar::Bool { 1 } else { to.bits() };
        let (low, low_predicate, high) = match to {
            // -2^63 - 1 is no double, but nor is anything else between it and -2^63.
            Scalar::I64 => (-TWO_TO_63, FloatPredicate::ULT, TWO_TO_63),
            _ if to.is_signed() => {
                let bound = 2.0_f64.powi(bits as i32 - 1);
                (-bound - 1.0, FloatPredicate::ULE, bound)
            }
            _ => (-1.0, FloatPredicate::ULE, 2.0_f64.powi(bits as i32)),
        };
        let below = build.fcmp(low_predicate, value, float.const_float(low));
        let above = build.fcmp(FloatPredicate::UGE, value, float.const_float(high));
        build.or(below, above)
    }

    /// Whether an integer changes when it becomes a float.
    fn int_to_float_loses(
        &self,
        value: IntValue<'ctx>,
        from: Scalar,
        to: Scalar,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let signed = from.is_signed();
        let rounded = build.int_to_float(value, float_type(context, to), signed);
        let rounded = build.float_cast(rounded, context.f64_type());
        // One more than the greatest integer: reached by rounding up only, and not convertible.
        let bits = from.bits() - u32::from(signed);
        let limit = context.f64_type().const_float(2.0_f64.powi(bits as i32));
        let beyond = build.fcmp(FloatPredicate::OGE, rounded, limit);
        let source = build.select_float(beyond, context.f64_type().const_zero(), rounded);
        let back = build.float_to_int(source, value.get_type(), signed);
        build.or(beyond, build.icmp(IntPredicate::NE, back, value))
    }

    /// Whether a float changes when it is narrowed; NaN does not count as changed.
    fn float_to_float_loses(&self, value: FloatValue<'ctx>, to: Scalar) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let narrow = build.float_cast(value, float_type(self.emitter.context(), to));
        build.fcmp(FloatPredicate::ONE, build.float_cast(narrow, value.get_type()), value)
    }

    /// Rounds half to even; the result fits.
    pub fn round_to_int(&self, value: Operand) -> IntValue<'ctx> {
        let value = self.operand(value).into_float_value();
        let types = [value.get_type().into()];
        let rounded = self.emitter.intrinsic("llvm.rint", &types, &[value.into()]);
        let context = self.emitter.context();
        self.emitter.build.float_to_int(rounded.into_float_value(), context.i64_type(), true)
    }
}
