//! Comparisons, also between numbers of different kinds, by value.

use inkwell::values::IntValue;

use super::builder::{FloatPredicate, IntPredicate, Value};
use super::function::Body;
use crate::ir::Operand;
use crate::types::{Comparison, Scalar};

impl<'ctx> Body<'_, '_, 'ctx> {
    /// KIR's `Compare`: both values are of `scalar`.
    pub fn compare(
        &self,
        op: Comparison,
        scalar: Scalar,
        left: Value<'ctx>,
        right: Value<'ctx>,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        match (left, right) {
            (Value::FloatValue(left), Value::FloatValue(right)) => {
                build.fcmp(float_predicate(op), left, right)
            }
            (Value::IntValue(left), Value::IntValue(right)) => {
                build.icmp(int_predicate(op, scalar.is_signed()), left, right)
            }
            _ => {
                build.defect("a comparison of different types");
                build.bool(false)
            }
        }
    }

    /// An `I64` against an `F64` by value. Rounding the integer to a double keeps the order; only
    /// where both then are equal does the integer itself decide.
    pub fn compare_int_float(
        &self,
        op: Comparison,
        left: Operand,
        right: Operand,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let int = self.operand(left).into_int_value();
        let float = self.operand(right).into_float_value();
        let rounded = build.int_to_float(int, context.f64_type(), true);
        if matches!(left, Operand::Int(_, value) if value.unsigned_abs() <= 1 << 53) {
            return build.fcmp(float_predicate(op), rounded, float);
        }
        let same = build.fcmp(FloatPredicate::OEQ, rounded, float);
        let limit = context.f64_type().const_float(9_223_372_036_854_775_808.0);
        let convertible = build.fcmp(FloatPredicate::OLT, float, limit);
        let convertible = build.and(same, convertible);
        // Elsewhere the conversion would be poison.
        let source = build.select_float(convertible, float, context.f64_type().const_zero());
        let truncated = build.float_to_int(source, context.i64_type(), true);
        let decide = |op| build.icmp(int_predicate(op, true), int, truncated);
        // Equal after rounding but 2^63 itself: the integer is less.
        let below = matches!(op, Comparison::Lt | Comparison::Le | Comparison::Ne);
        let tie = build.select_int(convertible, decide(op), build.bool(below));
        build.select_int(same, tie, build.fcmp(float_predicate(op), rounded, float))
    }

    /// An `I64` against a `U64` by value.
    pub fn compare_signed_unsigned(
        &self,
        op: Comparison,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let negative = build.icmp(IntPredicate::SLT, left, build.i64(0));
        let unsigned = build.icmp(int_predicate(op, false), left, right);
        let below = matches!(op, Comparison::Lt | Comparison::Le | Comparison::Ne);
        build.select_int(negative, build.bool(below), unsigned)
    }
}

fn int_predicate(op: Comparison, signed: bool) -> IntPredicate {
    match (op, signed) {
        (Comparison::Eq, _) => IntPredicate::EQ,
        (Comparison::Ne, _) => IntPredicate::NE,
        (Comparison::Lt, true) => IntPredicate::SLT,
        (Comparison::Le, true) => IntPredicate::SLE,
        (Comparison::Gt, true) => IntPredicate::SGT,
        (Comparison::Ge, true) => IntPredicate::SGE,
        (Comparison::Lt, false) => IntPredicate::ULT,
        (Comparison::Le, false) => IntPredicate::ULE,
        (Comparison::Gt, false) => IntPredicate::UGT,
        (Comparison::Ge, false) => IntPredicate::UGE,
    }
}

fn float_predicate(op: Comparison) -> FloatPredicate {
    match op {
        Comparison::Eq => FloatPredicate::OEQ,
        Comparison::Ne => FloatPredicate::UNE,
        Comparison::Lt => FloatPredicate::OLT,
        Comparison::Le => FloatPredicate::OLE,
        Comparison::Gt => FloatPredicate::OGT,
        Comparison::Ge => FloatPredicate::OGE,
    }
}
