//! Loops.

use std::collections::BTreeSet;

use super::function::{Exits, Lowerer, Value};
use super::walk::{assigned_by, assigned_by_target};
use crate::check::tree::{Expr, Iterable, Stmt, Target, VariableId};
use crate::ir::{Bounds, Label, Local, Op, Operand, StmtKind, ValueType, flatten};
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Conversion, Scalar, Type};

impl<'a> Lowerer<'a> {
    /// `while test: body else: orelse`.
    pub fn while_(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        self.with_else(orelse, |this, out| {
            let location = this.builder.location;
            let label = this.builder.label();
            let exits = Exits {
                on_break: StmtKind::Break(out.unwrap_or(label)),
                on_continue: StmtKind::Continue(label),
            };
            let body = this.nested(|this| {
                this.branch(test, false, label);
                this.loop_body(exits, body);
            });
            this.builder.location = location;
            this.builder.push(StmtKind::Loop { label, body });
        });
    }

    /// `for target in iterable: body else: orelse`.
    pub fn for_(
        &mut self,
        span: Span,
        target: &Target,
        iterable: &Iterable,
        body: &[Stmt],
        orelse: &[Stmt],
    ) {
        let mut assigned = BTreeSet::new();
        assigned_by_target(target, &mut assigned);
        assigned_by(body, &mut assigned);
        match iterable {
            Iterable::Range { start, stop, step } => {
                let bounds = self
                    .operands([start, stop, step])
                    .map(|value| self.settle(value, &Type::Int, &assigned));
                let [start, stop, step] =
                    bounds.map(|value| value.first().copied().unwrap_or(Operand::i64(1)));
                self.place(span);
                self.for_range(target, [start, stop, step], body, orelse);
            }
            Iterable::Positions { test } => {
                self.place(span);
                self.for_positions(target, test, body, orelse);
            }
            Iterable::Array { array, conversion } => {
                let value = self.expr(array);
                let value = self.settle(value, &array.ty, &assigned);
                self.place(span);
                let (Some(Operand::Local(local)), Type::Array(ty)) = (value.first(), &array.ty)
                else {
                    return;
                };
                let element = ty.element_type();
                self.for_array(target, *local, &element, conversion.as_ref(), body, orelse);
            }
            Iterable::Tuple { tuple, element, conversions } => {
                let value = self.expr(tuple);
                let value = self.settle(value, &tuple.ty, &assigned);
                self.place(span);
                let types = tuple.ty.parts().unwrap_or_default();
                self.for_tuple(target, (value, &types), (element, conversions), body, orelse);
            }
        }
    }

    fn for_range(
        &mut self,
        target: &Target,
        [start, stop, step]: [Operand; 3],
        body: &[Stmt],
        orelse: &[Stmt],
    ) {
        self.with_else(orelse, |this, out| {
            let location = this.builder.location;
            let label = this.builder.label();
            let exits = exits(label, out);
            let variable = this.loop_variable(target);
            let body = this.nested(|this| {
                match target {
                    Target::Variable(id) if this.slots(*id).locals == [variable] => {
                        this.set_flag(*id);
                    }
                    other => this.assign_to(other, vec![Operand::Local(variable)], &Type::Int),
                }
                this.loop_body(exits, body);
            });
            this.builder.location = location;
            this.builder.push(StmtKind::For { label, variable, start, stop, step, body });
        });
    }

    /// A loop over positions as long as a test holds.
    fn for_positions(&mut self, target: &Target, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        self.with_else(orelse, |this, out| {
            let location = this.builder.location;
            let label = this.builder.label();
            let exits = Exits {
                on_break: StmtKind::Break(out.unwrap_or(label)),
                on_continue: StmtKind::Continue(label),
            };
            let next = this.builder.local("", ValueType::Scalar(Scalar::I64));
            this.builder.assign(next, Op::Copy(Operand::i64(0)));
            let body = this.nested(|this| {
                let position = this.builder.value(Scalar::I64, Op::Copy(Operand::Local(next)));
                this.assign_to(target, vec![position], &Type::Int);
                this.branch(test, false, label);
                let (op, arithmetic) = (BinaryOp::Add, Arithmetic::Sized(Scalar::I64));
                let (left, right) = (position, Operand::i64(1));
                this.builder.assign(next, Op::Binary { op, arithmetic, left, right });
                this.loop_body(exits, body);
            });
            this.builder.location = location;
            this.builder.push(StmtKind::Loop { label, body });
        });
    }

    /// A loop over indices, which are inside by construction: a view's length never changes.
    fn for_array(
        &mut self,
        target: &Target,
        array: Local,
        element: &Type,
        conversion: Option<&(Conversion, Type)>,
        body: &[Stmt],
        orelse: &[Stmt],
    ) {
        self.with_else(orelse, |this, out| {
            let location = this.builder.location;
            let stop = this.builder.value(Scalar::I64, Op::Length { array, axis: 0 });
            let label = this.builder.label();
            let exits = exits(label, out);
            let variable = this.builder.local("", ValueType::Scalar(Scalar::I64));
            let body = this.nested(|this| {
                let indices = vec![Operand::Local(variable)];
                let value = this.load(array, indices, Bounds::Proved, element);
                match conversion {
                    Some((conversion, to)) => {
                        let value = this.convert(value, element, to, *conversion);
                        this.assign_to(target, value, to);
                    }
                    None => this.assign_to(target, value, element),
                }
                this.loop_body(exits, body);
            });
            this.builder.location = location;
            let (start, step) = (Operand::i64(0), Operand::i64(1));
            this.builder.push(StmtKind::For { label, variable, start, stop, step, body });
        });
    }

    /// One copy of the body for each element; `continue` leaves the copy.
    fn for_tuple(
        &mut self,
        target: &Target,
        (value, types): (Value, &[Type]),
        (element_type, conversions): (&Type, &[Option<Conversion>]),
        body: &[Stmt],
        orelse: &[Stmt],
    ) {
        self.labelled(|this, out| {
            let mut rest = value.into_iter();
            for (index, ty) in types.iter().enumerate() {
                let element: Value = rest.by_ref().take(flatten(ty).len()).collect();
                if !this.alive() {
                    return;
                }
                this.labelled(|this, next| {
                    let exits = Exits {
                        on_break: StmtKind::Break(out),
                        on_continue: StmtKind::Break(next),
                    };
                    let element = match conversions.get(index).copied().flatten() {
                        Some(conversion) => this.convert(element, ty, element_type, conversion),
                        None => element,
                    };
                    this.assign_to(target, element, element_type);
                    this.loop_body(exits, body);
                });
            }
            this.block(orelse);
        });
    }

    /// A loop and its `else`: with one, `break` leaves a block around both, whose label is given.
    fn with_else(&mut self, orelse: &[Stmt], lower: impl FnOnce(&mut Self, Option<Label>)) {
        if orelse.is_empty() {
            return lower(self, None);
        }
        self.labelled(|this, out| {
            lower(this, Some(out));
            this.block(orelse);
        });
    }

    fn loop_body(&mut self, exits: Exits, body: &[Stmt]) {
        self.loops.push(exits);
        self.block(body);
        self.loops.pop();
    }

    /// The local that a range loop sets: the target itself if it is a variable.
    fn loop_variable(&mut self, target: &Target) -> Local {
        if let Target::Variable(id) = target
            && let [local] = self.slots(*id).locals.as_slice()
            && self.builder.locals.get(local.0 as usize).map(|local| local.ty)
                == Some(ValueType::Scalar(Scalar::I64))
        {
            return *local;
        }
        self.builder.local("", ValueType::Scalar(Scalar::I64))
    }

    fn set_flag(&mut self, id: VariableId) {
        if let Some(flag) = self.slots(id).flag {
            self.builder.assign(flag, Op::Copy(Operand::Bool(true)));
        }
    }
}

/// The exits of a range loop: `break` skips the `else`, if there is one.
fn exits(label: Label, out: Option<Label>) -> Exits {
    Exits {
        on_break: StmtKind::Break(out.unwrap_or(label)),
        on_continue: StmtKind::Continue(label),
    }
}
