//! Comparisons and their chains.

use super::expressions::first;
use super::function::{Lowerer, Value};
use crate::check::tree::{CompareDomain, Compared, Expr};
use crate::ir::{Failure, Label, Op, Operand, StmtKind, ValueType, flatten};
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Comparison, Conversion, Scalar, Type};

/// A side of a comparison: its value and the type it has.
type Side<'t> = (Value, &'t Type);

impl Lowerer<'_> {
    /// A chain as a value: each operand is evaluated once, none behind a comparison that is false.
    pub fn compare_chain(&mut self, span: Span, first: &Expr, rest: &[Compared]) -> Operand {
        let later: Vec<&Expr> = rest.iter().map(|link| &link.operand).collect();
        let left = self.expr_before(first, &later);
        match rest {
            [link] => {
                let right = self.expr(&link.operand);
                self.place(span);
                self.compare(link, (left, &first.ty), (right, &link.operand.ty))
            }
            _ => {
                let result = self.builder.local("", ValueType::Scalar(Scalar::Bool));
                self.chain_into(result, span, (left, &first.ty), rest);
                Operand::Local(result)
            }
        }
    }

    fn chain_into(&mut self, result: crate::ir::Local, span: Span, left: Side, rest: &[Compared]) {
        let Some((link, rest)) = rest.split_first() else { return };
        let later: Vec<&Expr> = rest.iter().map(|link| &link.operand).collect();
        let right = self.expr_before(&link.operand, &later);
        self.place(span);
        let truth = self.compare(link, left, (right.clone(), &link.operand.ty));
        self.builder.assign(result, Op::Copy(truth));
        if !rest.is_empty() {
            let side = (right, &link.operand.ty);
            let then = self.nested(|this| this.chain_into(result, span, side, rest));
            self.place(span);
            self.builder.push(StmtKind::If { condition: truth, then, otherwise: Vec::new() });
        }
    }

    /// A chain as a test: leaves by `Break(label)` at the first comparison that is false.
    pub fn branch_chain(&mut self, test: &Expr, first: &Expr, rest: &[Compared], label: Label) {
        let operands: Vec<&Expr> = rest.iter().map(|link| &link.operand).collect();
        let mut left = (self.expr_before(first, &operands), &first.ty);
        for (index, link) in rest.iter().enumerate() {
            let later = operands.get(index + 1..).unwrap_or_default();
            let right = self.expr_before(&link.operand, later);
            self.place(test.span);
            let truth = self.compare(link, left, (right.clone(), &link.operand.ty));
            self.branch_on(truth, false, label);
            left = (right, &link.operand.ty);
        }
    }

    fn compare(&mut self, link: &Compared, left: Side, right: Side) -> Operand {
        self.compare_in(link.op, link.domain, left, right)
    }

    fn compare_in(
        &mut self,
        op: Comparison,
        domain: CompareDomain,
        left: Side,
        right: Side,
    ) -> Operand {
        if domain == CompareDomain::Tuples {
            return self.compare_tuples(op, left, right);
        }
        if let (CompareDomain::Texts, Some(&left), Some(&right)) =
            (domain, left.0.first(), right.0.first())
        {
            let (test, is_negated) = match op {
                Comparison::Eq => (Op::TextEqual { left, right }, false),
                Comparison::Ne => (Op::TextEqual { left, right }, true),
                Comparison::Lt => (Op::TextLess { left, right }, false),
                Comparison::Ge => (Op::TextLess { left, right }, true),
                Comparison::Gt => (Op::TextLess { left: right, right: left }, false),
                Comparison::Le => (Op::TextLess { left: right, right: left }, true),
            };
            let found = self.builder.value(Scalar::Bool, test);
            return match is_negated {
                true => self.builder.value(Scalar::Bool, Op::Not(found)),
                false => found,
            };
        }
        if domain == CompareDomain::Complexes {
            return self.compare_complexes(op, left, right);
        }
        let (Some(left_scalar), Some(right_scalar)) = (left.1.scalar(), right.1.scalar()) else {
            return self.compare_without_value(op);
        };
        if let CompareDomain::Floats(scalar) = domain {
            let [left, right] = [left, right].map(|side| self.as_float(side, scalar));
            return self.builder.compare(op, scalar, left, right);
        }
        let (Some(&left), Some(&right)) = (left.0.first(), right.0.first()) else {
            return self.compare_without_value(op);
        };
        match domain {
            CompareDomain::IntWithFloat => {
                self.compare_int_float(op, (left, left_scalar), (right, right_scalar))
            }
            _ => self.compare_integers(op, (left, left_scalar), (right, right_scalar)),
        }
    }

    /// A side of a comparison of floats; a Python `int` becomes an `f32` by way of a double, as
    /// NumPy converts it.
    fn as_float(&mut self, (value, ty): Side, scalar: Scalar) -> Operand {
        let mut value = value;
        let mut from = ty.clone();
        if *ty == Type::Int && scalar == Scalar::F32 {
            value = self.convert(value, &Type::Int, &Type::Float, Conversion::Numeric);
            from = Type::Float;
        }
        let value = self.convert(value, &from, &Type::Sized(scalar), Conversion::Numeric);
        first(&value)
    }

    /// `None` against `None`, the only values without a scalar that compare.
    fn compare_without_value(&mut self, op: Comparison) -> Operand {
        Operand::Bool(matches!(op, Comparison::Eq | Comparison::Le | Comparison::Ge))
    }

    /// By value, whatever the widths and signs.
    pub fn compare_integers(
        &mut self,
        op: Comparison,
        (left, left_scalar): (Operand, Scalar),
        (right, right_scalar): (Operand, Scalar),
    ) -> Operand {
        use Scalar::{Bool, U64};
        let unsigned = |scalar: Scalar| scalar == Bool || !scalar.is_signed();
        let equality = matches!(op, Comparison::Eq | Comparison::Ne);
        let common = match (left_scalar, right_scalar) {
            (left, right) if left == right && (left != Bool || equality) => left,
            (left, right) if left != U64 && right != U64 => Scalar::I64,
            (left, right) if unsigned(left) && unsigned(right) => U64,
            (left_scalar, U64) => {
                let left = self.convert_scalar(left, left_scalar, Scalar::I64, Conversion::Numeric);
                return self.builder.value(Bool, Op::CompareSignedUnsigned { op, left, right });
            }
            (_, right_scalar) => {
                let value =
                    self.convert_scalar(right, right_scalar, Scalar::I64, Conversion::Numeric);
                let op = Op::CompareSignedUnsigned { op: op.swapped(), left: value, right: left };
                return self.builder.value(Bool, op);
            }
        };
        let left = self.convert_scalar(left, left_scalar, common, Conversion::Numeric);
        let right = self.convert_scalar(right, right_scalar, common, Conversion::Numeric);
        self.builder.compare(op, common, left, right)
    }

    fn compare_int_float(
        &mut self,
        op: Comparison,
        (left, left_scalar): (Operand, Scalar),
        (right, right_scalar): (Operand, Scalar),
    ) -> Operand {
        if left_scalar.is_float() && !right_scalar.is_float() {
            return self.compare_int_float(
                op.swapped(),
                (right, right_scalar),
                (left, left_scalar),
            );
        }
        let right = self.convert_scalar(right, right_scalar, Scalar::F64, Conversion::Numeric);
        if left_scalar.is_float() {
            let left = self.convert_scalar(left, left_scalar, Scalar::F64, Conversion::Numeric);
            return self.builder.compare(op, Scalar::F64, left, right);
        }
        let left = self.convert_scalar(left, left_scalar, Scalar::I64, Conversion::Numeric);
        self.builder.value(Scalar::Bool, Op::CompareIntFloat { op, left, right })
    }

    /// Equality of numbers of which one is complex: a real number has the imaginary part zero.
    fn compare_complexes(&mut self, op: Comparison, left: Side, right: Side) -> Operand {
        let [(left_real, left_imag), (right_real, right_imag)] = [left, right].map(real_and_imag);
        let domain = natural_domain(left_real.1, right_real.1);
        let left = self.compare_in(op, domain, left_real, right_real);
        let right = self.builder.compare(op, Scalar::F64, left_imag, right_imag);
        let arithmetic = Arithmetic::Sized(Scalar::Bool);
        let both = if op == Comparison::Eq { BinaryOp::BitAnd } else { BinaryOp::BitOr };
        self.builder.value(Scalar::Bool, Op::Binary { op: both, arithmetic, left, right })
    }

    /// Lexicographic: the first pair that differs decides, then the lengths.
    fn compare_tuples(&mut self, op: Comparison, left: Side, right: Side) -> Operand {
        let (Type::Tuple(left_types), Type::Tuple(right_types)) = (left.1, right.1) else {
            return self.compare_without_value(op);
        };
        let lengths = left_types.len().cmp(&right_types.len());
        let equality = matches!(op, Comparison::Eq | Comparison::Ne);
        if equality && lengths.is_ne() {
            return Operand::Bool(op == Comparison::Ne);
        }
        let result = self.builder.local("", ValueType::Scalar(Scalar::Bool));
        let pairs: Vec<(Side, Side)> =
            split(left.0, left_types).into_iter().zip(split(right.0, right_types)).collect();
        let of_lengths = Operand::Bool(op.holds(lengths));
        self.compare_pairs(result, op, &pairs, of_lengths);
        Operand::Local(result)
    }

    /// Two NaNs are equal inside tuples if they are the same object, which only Python knows.
    fn check_nan_identity(&mut self, left: &Side, right: &Side) {
        let may_be_nan =
            |side: &Side| *side.1 == Type::Complex || side.1.scalar().is_some_and(Scalar::is_float);
        if !may_be_nan(left) || !may_be_nan(right) {
            return;
        }
        let [left, right] = [left, right].map(|side| {
            let domain = natural_domain(side.1, side.1);
            self.compare_in(Comparison::Ne, domain, side.clone(), side.clone())
        });
        let arithmetic = Arithmetic::Sized(Scalar::Bool);
        let both = Op::Binary { op: BinaryOp::BitAnd, arithmetic, left, right };
        let both = self.builder.value(Scalar::Bool, both);
        self.builder.check(both, Failure::Overflow, Vec::new());
    }

    fn compare_pairs(
        &mut self,
        result: crate::ir::Local,
        op: Comparison,
        pairs: &[(Side, Side)],
        of_lengths: Operand,
    ) {
        let Some(((left, right), rest)) = pairs.split_first() else {
            return self.builder.assign(result, Op::Copy(of_lengths));
        };
        // Tuples take an object to be equal to itself, a NaN too. The types tell apart what has no
        // value: `None` and empty tuples.
        if left == right {
            return self.compare_pairs(result, op, rest, of_lengths);
        }
        let domain = natural_domain(left.1, right.1);
        self.check_nan_identity(left, right);
        let condition = self.compare_in(Comparison::Eq, domain, left.clone(), right.clone());
        let then = self.nested(|this| this.compare_pairs(result, op, rest, of_lengths));
        let otherwise = self.nested(|this| {
            let truth = match op {
                Comparison::Eq => Operand::Bool(false),
                Comparison::Ne => Operand::Bool(true),
                _ => this.compare_in(op, domain, left.clone(), right.clone()),
            };
            this.builder.assign(result, Op::Copy(truth));
        });
        self.builder.push(StmtKind::If { condition, then, otherwise });
    }
}

/// The real and the imaginary part of a number.
fn real_and_imag((value, ty): Side<'_>) -> (Side<'_>, Operand) {
    match (ty, value.as_slice()) {
        (Type::Complex, [real, imag]) => ((vec![*real], &Type::Float), *imag),
        _ => ((value, ty), Operand::Float(Scalar::F64, 0)),
    }
}

/// A tuple's value as the values of its elements.
fn split(value: Value, types: &[Type]) -> Vec<Side<'_>> {
    let mut rest = value.into_iter();
    let mut take = |ty| rest.by_ref().take(flatten(ty).len()).collect();
    types.iter().map(|ty| (take(ty), ty)).collect()
}

/// The domain in which Python or NumPy compares values of these types.
fn natural_domain(left: &Type, right: &Type) -> CompareDomain {
    if matches!((left, right), (Type::Tuple(_), Type::Tuple(_))) {
        return CompareDomain::Tuples;
    }
    if (left, right) == (&Type::Str, &Type::Str) {
        return CompareDomain::Texts;
    }
    if *left == Type::Complex || *right == Type::Complex {
        return CompareDomain::Complexes;
    }
    let (Some(left_scalar), Some(right_scalar)) = (left.scalar(), right.scalar()) else {
        return CompareDomain::Integers;
    };
    match (left_scalar.is_float(), right_scalar.is_float()) {
        (false, false) => CompareDomain::Integers,
        (true, true) if left_scalar == right_scalar => CompareDomain::Floats(left_scalar),
        // Python's numbers are weak beside NumPy's.
        _ if matches!(right, Type::Int | Type::Float | Type::Bool)
            && matches!(left, Type::Sized(s) if s.is_float()) =>
        {
            CompareDomain::Floats(left_scalar)
        }
        _ if matches!(left, Type::Int | Type::Float | Type::Bool)
            && matches!(right, Type::Sized(s) if s.is_float()) =>
        {
            CompareDomain::Floats(right_scalar)
        }
        _ if matches!((left, right), (Type::Sized(_), _) | (_, Type::Sized(_))) => {
            CompareDomain::Floats(Scalar::F64)
        }
        _ => CompareDomain::IntWithFloat,
    }
}
