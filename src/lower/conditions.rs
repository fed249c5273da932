//! Conditions as control flow: short circuits, `and`, `or`, `not` and chains as tests.

use super::function::{Lowerer, Value};
use crate::check::tree::{Expr, ExprKind};
use crate::ir::{Block, Label, Operand, StmtKind, breaks_to};
use crate::types::{Constant, Type};

/// What lowers a branch.
pub type Fill<'f, 'a> = &'f mut dyn FnMut(&mut Lowerer<'a>);

impl<'a> Lowerer<'a> {
    /// What `fill` pushes, as a block of its own.
    pub fn nested(&mut self, fill: impl FnOnce(&mut Self)) -> Block {
        let outer = std::mem::take(&mut self.builder.block);
        fill(self);
        std::mem::replace(&mut self.builder.block, outer)
    }

    /// Pushes a block that can be left by its label; without the label if nothing leaves it.
    pub fn labelled(&mut self, fill: impl FnOnce(&mut Self, Label)) {
        let location = self.builder.location;
        let label = self.builder.label();
        let body = self.nested(|this| fill(this, label));
        if breaks_to(label, &body) {
            self.builder.location = location;
            self.builder.push(StmtKind::Labelled { label, body });
        } else {
            self.builder.block.extend(body);
        }
    }

    /// `if test: then else: otherwise`.
    pub fn conditional(
        &mut self,
        test: &Expr,
        then: Fill<'_, 'a>,
        otherwise: Option<Fill<'_, 'a>>,
    ) {
        if let Some(truth) = known(test) {
            match otherwise {
                _ if truth => then(self),
                Some(otherwise) => otherwise(self),
                None => {}
            }
            return;
        }
        match (&test.kind, otherwise) {
            (ExprKind::Truth(value), otherwise) => self.conditional(value, then, otherwise),
            (ExprKind::Not(value), Some(otherwise)) => {
                self.conditional(value, otherwise, Some(then));
            }
            (ExprKind::BoolOp { and: true, values }, None) => self.all(values, then),
            (_, None) if is_jumping(test) => self.labelled(|this, no| {
                this.branch(test, false, no);
                if this.alive() {
                    then(this);
                }
            }),
            (_, Some(otherwise)) if is_jumping(test) => self.labelled(|this, out| {
                this.labelled(|this, no| {
                    this.branch(test, false, no);
                    if this.alive() {
                        then(this);
                    }
                    if this.alive() {
                        this.builder.push(StmtKind::Break(out));
                    }
                });
                if this.alive() {
                    otherwise(this);
                }
            }),
            (_, otherwise) => {
                let operands = self.expr(test);
                self.place(test.span);
                let condition = self.truth(&operands, &test.ty);
                let location = self.builder.location;
                let then = self.nested(|this| then(this));
                let otherwise = match otherwise {
                    Some(otherwise) => self.nested(|this| otherwise(this)),
                    None => Vec::new(),
                };
                self.builder.location = location;
                self.builder.push(StmtKind::If { condition, then, otherwise });
            }
        }
    }

    /// `then` if all values are true: one `If` inside the other.
    fn all(&mut self, values: &[Expr], then: Fill<'_, 'a>) {
        match values {
            [] => then(self),
            [first, rest @ ..] => self.conditional(first, &mut |this| this.all(rest, then), None),
        }
    }

    /// Leaves by `Break(label)` if the test's truth is `sense`, else goes on.
    pub fn branch(&mut self, test: &Expr, sense: bool, label: Label) {
        if !self.alive() {
            return;
        }
        if let Some(truth) = known(test) {
            if truth == sense {
                self.builder.push(StmtKind::Break(label));
            }
            return;
        }
        match &test.kind {
            ExprKind::Truth(value) => self.branch(value, sense, label),
            ExprKind::Not(value) => self.branch(value, !sense, label),
            // The truth of a value that ends an `and` is false, an `or` true.
            ExprKind::BoolOp { and, values } if sense != *and => {
                for value in values {
                    self.branch(value, sense, label);
                }
            }
            ExprKind::BoolOp { values, .. } => self.labelled(|this, skip| {
                if let Some((last, values)) = values.split_last() {
                    for value in values {
                        this.branch(value, !sense, skip);
                    }
                    this.branch(last, sense, label);
                }
            }),
            ExprKind::Compare { first, rest } if rest.len() > 1 => {
                if sense {
                    self.labelled(|this, skip| {
                        this.branch_chain(test, first, rest, skip);
                        this.builder.push(StmtKind::Break(label));
                    });
                } else {
                    self.branch_chain(test, first, rest, label);
                }
            }
            _ => {
                let operands = self.expr(test);
                self.place(test.span);
                let condition = self.truth(&operands, &test.ty);
                self.branch_on(condition, sense, label);
            }
        }
    }

    /// Leaves by `Break(label)` if the condition is `sense`.
    pub fn branch_on(&mut self, condition: Operand, sense: bool, label: Label) {
        let leave = self.nested(|this| this.builder.push(StmtKind::Break(label)));
        let (then, otherwise) = if sense { (leave, Vec::new()) } else { (Vec::new(), leave) };
        self.builder.push(StmtKind::If { condition, then, otherwise });
    }

    /// `and` and `or` as values: the first operand that decides.
    pub fn bool_op(&mut self, and: bool, values: &[Expr], ty: &Type) -> Value {
        let result = self.temporaries(ty);
        let operands: Value = result.iter().copied().map(Operand::Local).collect();
        self.bool_op_into(and, values, ty, &operands);
        operands
    }

    fn bool_op_into(&mut self, and: bool, values: &[Expr], ty: &Type, result: &Value) {
        let Some((first, rest)) = values.split_first() else { return };
        let value = self.expr(first);
        self.place(first.span);
        for (target, operand) in result.iter().zip(value) {
            if let Operand::Local(target) = target {
                self.copy(&[*target], vec![operand]);
            }
        }
        if rest.is_empty() {
            return;
        }
        let condition = self.truth(result, ty);
        let location = self.builder.location;
        let rest = self.nested(|this| this.bool_op_into(and, rest, ty, result));
        let (then, otherwise) = if and { (rest, Vec::new()) } else { (Vec::new(), rest) };
        self.builder.location = location;
        self.builder.push(StmtKind::If { condition, then, otherwise });
    }
}

/// Whether the test is worth jumps of its own instead of a value.
fn is_jumping(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::BoolOp { .. } => true,
        ExprKind::Not(value) | ExprKind::Truth(value) => is_jumping(value),
        ExprKind::Compare { rest, .. } => rest.len() > 1,
        _ => false,
    }
}

/// The truth of a test that is a constant.
fn known(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant(constant) => Some(match constant {
            Constant::None => false,
            Constant::Bool(value) => *value,
            Constant::Int(value) => *value != 0,
            Constant::Float(value) | Constant::Sized(_, value) => *value != 0.0,
            Constant::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
            Constant::Str(text) => !text.is_empty(),
            Constant::SizedInt(_, value) => *value != 0,
            Constant::Tuple(values) => !values.is_empty(),
            Constant::Table(table) => table.length() > 0,
        }),
        ExprKind::Truth(value) => known(value),
        ExprKind::Not(value) => known(value).map(|truth| !truth),
        _ => None,
    }
}
