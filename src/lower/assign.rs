//! Assignments: to variables, elements and tuples of them.

use std::collections::BTreeSet;

use super::expressions::{array_local, is_implicit};
use super::function::{Lowerer, Value};
use super::walk::{assigned_by_exprs, assigned_by_target, exprs_of_target};
use crate::check::tree::{Expr, ExprKind, StmtKind as TypedStmt, Target, VariableId};
use crate::ir::{Bounds, Local, Op, Operand, StmtKind, flatten};
use crate::source::Span;
use crate::types::{ArrayType, Comparison, Container, Conversion, Scalar, Type};

impl Lowerer<'_> {
    /// `targets = value`: the value first, then the targets from left to right.
    pub fn assign(&mut self, span: Span, targets: &[Target], value: &Expr) {
        let operands = match (targets, &value.kind) {
            (
                [Target::Element { array, indices }],
                ExprKind::Convert { value: inner, conversion: Conversion::Exact },
            ) if is_implicit(value) => {
                return self.convert_and_store(span, (array, indices), inner, value);
            }
            _ => self.expr(value),
        };
        let mut assigned = BTreeSet::new();
        for target in targets {
            assigned_by_target(target, &mut assigned);
            assigned.append(&mut assigned_by_exprs(&exprs_of_target(target)));
        }
        let single = matches!(targets, [Target::Variable(_)]) && operands.len() == 1;
        let operands = if single { operands } else { self.settle(operands, &value.ty, &assigned) };
        for target in targets {
            self.place(span);
            self.assign_to(target, operands.clone(), &value.ty);
        }
    }

    /// `array[indices] = value` where the value may not fit an element: NumPy looks at the indices
    /// first, which the load, of no other use, stands for.
    fn convert_and_store(
        &mut self,
        span: Span,
        (array_expr, indices): (&Expr, &[Expr]),
        inner: &Expr,
        value: &Expr,
    ) {
        let mut later = vec![array_expr];
        later.extend(indices);
        let operands = self.expr_before(inner, &later);
        let (array, indices) = self.element(array_expr, indices);
        self.place(span);
        let value = match operands.first() {
            // A `bytearray` looks at the value first.
            Some(&operand) if is_byte_store(array_expr, value) => self.checked_byte(operand),
            _ => {
                self.load(array, indices.clone(), &value.ty);
                let operands = self.convert(operands, &inner.ty, &value.ty, Conversion::Exact);
                operands.first().copied().unwrap_or(Operand::Bool(false))
            }
        };
        self.builder.push(StmtKind::Store { array, indices, value, bounds: Bounds::Python });
    }

    /// Copies what lives in one of these variables elsewhere, so that it outlives an assignment.
    pub fn settle(&mut self, value: Value, ty: &Type, assigned: &BTreeSet<VariableId>) -> Value {
        let locals: Vec<Local> =
            assigned.iter().flat_map(|&variable| self.slots(variable).locals).collect();
        let types = flatten(ty);
        let settled = value.into_iter().zip(types).map(|(operand, ty)| match operand {
            Operand::Local(local) if locals.contains(&local) => {
                let copy = self.builder.local("", ty);
                self.builder.assign(copy, Op::Copy(operand));
                Operand::Local(copy)
            }
            other => other,
        });
        settled.collect()
    }

    /// Assigns an evaluated value of the type.
    pub fn assign_to(&mut self, target: &Target, value: Value, ty: &Type) {
        match target {
            Target::Variable(id) => {
                let slots = self.slots(*id);
                self.copy(&slots.locals, value);
                if let Some(flag) = slots.flag {
                    self.builder.assign(flag, Op::Copy(Operand::Bool(true)));
                }
            }
            Target::Element { array, indices } => {
                let Some(&value) = value.first() else { return };
                let location = self.builder.location;
                let (array, indices) = self.element(array, indices);
                self.builder.location = location;
                self.builder.push(StmtKind::Store {
                    array,
                    indices,
                    value,
                    bounds: Bounds::Python,
                });
            }
            Target::Tuple { targets, conversions } => {
                let types = ty.parts().unwrap_or_default();
                let mut rest = value.into_iter();
                for (index, (target, ty)) in targets.iter().zip(&types).enumerate() {
                    let element: Value = rest.by_ref().take(flatten(ty).len()).collect();
                    match conversions.get(index).and_then(Option::as_ref) {
                        Some((conversion, to)) => {
                            let element = self.convert(element, ty, to, *conversion);
                            self.assign_to(target, element, to);
                        }
                        None => self.assign_to(target, element, ty),
                    }
                }
            }
        }
    }

    /// `array[indices] op= value`.
    pub fn augment(&mut self, span: Span, stmt: &TypedStmt) {
        let TypedStmt::AugmentElement {
            array: array_expr,
            indices,
            op,
            arithmetic,
            load: (load, operand_type),
            value,
            operation_type,
            store,
        } = stmt
        else {
            return;
        };
        let Type::Array(array_type) = &array_expr.ty else { return };
        let (array, indices) = self.element(array_expr, indices);
        let assigned = assigned_by_exprs(&[value]);
        let view = Type::Array(*array_type);
        let settled = self.settle(vec![Operand::Local(array)], &view, &assigned);
        let array = array_local(&settled);
        let index_types = Type::Tuple(vec![Type::Int; indices.len()]);
        let indices = self.settle(indices, &index_types, &assigned);
        self.place(span);
        let element_type = array_type.element_type();
        let element = self.load(array, indices.clone(), &element_type);
        let left = self.convert(vec![element], &element_type, operand_type, *load);
        let right = self.scalar(value);
        self.place(span);
        let (Some(&left), Some(scalar)) = (left.first(), operation_type.scalar()) else { return };
        let op = Op::Binary { op: *op, arithmetic: *arithmetic, left, right };
        let result = self.builder.value(scalar, op);
        let value = if *store == Conversion::Exact && holds_bytes(array_type) {
            self.checked_byte(result)
        } else {
            self.convert_scalar(result, scalar, array_type.element, *store)
        };
        self.builder.push(StmtKind::Store { array, indices, value, bounds: Bounds::Python });
    }

    /// A Python `int` as a byte: `bytearray` raises `ValueError` where NumPy's arrays would raise
    /// `OverflowError`.
    fn checked_byte(&mut self, value: Operand) -> Operand {
        let most = Operand::i64(255);
        let condition = self.builder.compare(Comparison::Gt, Scalar::U64, value, most);
        let then = self.nested(|this| {
            this.raise_builtin("ValueError", "byte must be in range(0, 256)");
        });
        self.builder.push(StmtKind::If { condition, then, otherwise: Vec::new() });
        self.convert_scalar(value, Scalar::I64, Scalar::U8, Conversion::Cast)
    }
}

fn holds_bytes(array: &ArrayType) -> bool {
    matches!(array.container, Container::Bytearray | Container::Memoryview)
}

/// Whether a Python `int` is stored into a buffer of bytes.
fn is_byte_store(array: &Expr, value: &Expr) -> bool {
    let Type::Array(array) = &array.ty else { return false };
    let ExprKind::Convert { value: inner, conversion: Conversion::Exact } = &value.kind else {
        return false;
    };
    holds_bytes(array) && inner.ty == Type::Int && value.ty.scalar() == Some(Scalar::U8)
}
