//! Assignments: to variables, elements and tuples of them.

use std::collections::BTreeSet;

use super::expressions::{bounds, container_of};
use super::function::{Lowerer, Value};
use super::walk::{assigned_by_target, assigned_inside_target};
use crate::check::tree::{Expr, ExprKind, Target, VariableId};
use crate::ir::{Bounds, Local, Op, Operand, StmtKind, ValueType, flatten};
use crate::source::Span;
use crate::types::{Container, Scalar, Type};

impl Lowerer<'_> {
    /// `targets = value`: the value first, then the targets from left to right.
    pub fn assign(&mut self, span: Span, targets: &[Target], value: &Expr) {
        let operands = self.expr(value);
        let mut assigned = BTreeSet::new();
        for target in targets {
            assigned_by_target(target, &mut assigned);
            assigned_inside_target(target, &mut assigned);
        }
        let single = matches!(targets, [Target::Variable(_)]) && operands.len() == 1;
        let operands = if single { operands } else { self.settle(operands, &value.ty, &assigned) };
        for target in targets {
            self.place(span);
            self.assign_to(target, operands.clone(), &value.ty);
        }
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
            Target::Element { array: array_expr, indices, stored } => {
                let location = self.builder.location;
                let container = container_of(array_expr);
                let bounds = bounds(array_expr, indices);
                let (array, indices) = self.element(array_expr, &indices.exprs);
                self.builder.location = location;
                if let Some(stored) = stored {
                    let slots = self.slots(stored.variable);
                    self.copy(&slots.locals, value.clone());
                    if let Some(byte) = byte_of(container, &stored.value) {
                        let value = self.scalar(byte);
                        let from = byte.ty.scalar().unwrap_or(Scalar::I64);
                        return self.store_byte(container, (array, indices), value, from);
                    }
                }
                let indices = self.reach(bounds, array, indices);
                let values = match stored {
                    Some(stored) => self.expr(&stored.value),
                    None => value,
                };
                self.builder.location = location;
                self.builder.push(StmtKind::Store { array, indices, values });
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

    /// The indices of an element that is written, counted from the front.
    fn reach(&mut self, bounds: Bounds, array: Local, indices: Value) -> Value {
        let i64 = ValueType::Scalar(Scalar::I64);
        let targets: Vec<Local> = indices.iter().map(|_| self.builder.local("", i64)).collect();
        let op = Op::Reach { array, indices, bounds };
        self.builder.push(StmtKind::Assign { targets: targets.clone(), op });
        targets.into_iter().map(Operand::Local).collect()
    }

    /// Stores an integer in a buffer of bytes. A `bytearray` looks at the value first, a
    /// `memoryview` at the index.
    fn store_byte(
        &mut self,
        container: Container,
        (array, mut indices): (Local, Value),
        value: Operand,
        from: Scalar,
    ) {
        let Some(&index) = indices.first() else { return };
        let bounds = Bounds::Python { container, inside: 0 };
        if container == Container::Memoryview {
            indices = self.reach(bounds, array, indices);
        }
        let byte = Op::Byte { value, from, array, index, container };
        let value = self.builder.value(Scalar::U8, byte);
        if container != Container::Memoryview {
            indices = self.reach(bounds, array, indices);
        }
        self.builder.push(StmtKind::Store { array, indices, values: vec![value] });
    }
}

/// The integer that becomes a byte of a buffer of bytes.
fn byte_of(container: Container, value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Convert { value, .. } if container.holds_bytes() => Some(value),
        _ => None,
    }
}
