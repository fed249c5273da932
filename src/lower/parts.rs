//! Expressions of arrays whose elements are computed some at a time, for what goes through them once
//! and in order: memory for all of them is only taken where operands are broadcast.

use super::elementwise::{Destination, Source};
use super::function::Lowerer;
use crate::check::tree::{Elementwise, Expr, ExprKind, InParts, VariableId};
use crate::defects;
use crate::ir::{Local, Op, Operand, StmtKind, ValueType};
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Comparison, Element, Layout, Scalar, Type};

impl Lowerer<'_> {
    pub fn in_parts(&mut self, parts: &InParts, span: Span) {
        let (ExprKind::Elementwise(whole), Type::Array(ty)) = (&parts.whole.kind, &parts.whole.ty)
        else {
            defects::found("what is computed in parts is no expression of elements");
        };
        let sources = self.evaluated_operands(whole);
        self.place(span);
        let lengths = self.shape_of(&whole.shape, &sources, false).lengths;
        let sources: Vec<Source> = sources.into_iter().flatten().collect();
        let mut size = Operand::i64(1);
        for &length in &lengths {
            size = self.product(size, length);
        }
        let [size_of, first, part] = [parts.size, parts.first, parts.part].map(|it| self.slot(it));
        self.builder.assign(size_of, Op::Copy(size));
        self.block(&parts.before);
        let is_plain = match sources.as_slice() {
            [_] => Operand::Bool(true),
            sources => self.all_have_shape(sources, &lengths),
        };
        let memory = self.builder.local("", one_dimension(ty.element));
        self.if_plain(
            is_plain,
            &mut |this| {
                let room = this.number(&parts.room);
                let made = this.allocated(ty.element, &[room]);
                this.builder.assign(memory, Op::Copy(Operand::Local(made)));
            },
            &mut |this| {
                let array = this.allocated(ty.element, &lengths);
                let all = Destination { array, lengths: lengths.clone() };
                this.broadcast_filled(whole, &sources, &all, span);
                let flat = this.relaid(array, &[size], &[], true);
                this.builder.assign(memory, Op::Copy(Operand::Local(flat)));
            },
        );
        self.builder.assign(first, Op::Copy(Operand::i64(0)));
        let label = self.builder.label();
        let body = self.nested(|this| {
            let count = this.number(&parts.count);
            let ends = this.builder.compare(Comparison::Eq, Scalar::I64, count, Operand::i64(0));
            let then = this.nested(|this| this.builder.push(StmtKind::Break(label)));
            this.builder.push(StmtKind::If { condition: ends, then, otherwise: Vec::new() });
            let start = this.builder.local("", ValueType::Scalar(Scalar::I64));
            this.if_plain(
                is_plain,
                &mut |this| {
                    let to = this.window(memory, Operand::i64(0), count);
                    this.part_computed(whole, &sources, (to, Operand::Local(first), count), span);
                    this.builder.assign(start, Op::Copy(Operand::i64(0)));
                },
                &mut |this| this.builder.assign(start, Op::Copy(Operand::Local(first))),
            );
            let found = this.window(memory, Operand::Local(start), count);
            this.builder.assign(part, Op::Copy(Operand::Local(found)));
            this.block(&parts.body);
            this.place(span);
            let arithmetic = Arithmetic::Sized(Scalar::I64);
            let (left, right) = (Operand::Local(first), count);
            this.builder.assign(first, Op::Binary { op: BinaryOp::Add, arithmetic, left, right });
        });
        self.builder.push(StmtKind::Loop { label, body });
    }

    /// Computes so many elements from a first one on, of operands that all have one shape.
    fn part_computed(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        (array, first, count): (Local, Operand, Operand),
        span: Span,
    ) {
        let mut windows = Vec::new();
        for source in sources {
            let lengths = self.lengths_of(source.array);
            let line = match lengths.as_slice() {
                [_] => source.array,
                lengths => {
                    let mut size = Operand::i64(1);
                    for &length in lengths {
                        size = self.product(size, length);
                    }
                    self.relaid(source.array, &[size], &[], true)
                }
            };
            let array = self.window(line, first, count);
            windows.push(Source { array, element: source.element.clone() });
        }
        let destination = Destination { array, lengths: vec![count] };
        self.loops(whole, &windows, &destination, span);
    }

    /// A view of so many elements of an array of one dimension, from a first one on.
    fn window(&mut self, array: Local, start: Operand, count: Operand) -> Local {
        let ty = self.builder.locals.get(array.0 as usize).map(|local| local.ty);
        let view = self.builder.local("", ty.unwrap_or(ValueType::Str));
        let op = Op::Slice { array, axis: 0, start, count, step: Operand::i64(1) };
        self.builder.assign(view, op);
        view
    }

    fn if_plain(
        &mut self,
        is_plain: Operand,
        then: &mut dyn FnMut(&mut Self),
        otherwise: &mut dyn FnMut(&mut Self),
    ) {
        match is_plain {
            Operand::Bool(true) => then(self),
            Operand::Bool(false) => otherwise(self),
            condition => {
                let then = self.nested(|this| then(this));
                let otherwise = self.nested(|this| otherwise(this));
                self.builder.push(StmtKind::If { condition, then, otherwise });
            }
        }
    }

    fn number(&mut self, expr: &Expr) -> Operand {
        self.expr(expr).first().copied().unwrap_or(Operand::i64(0))
    }

    /// The local of a variable that is one number or one array.
    fn slot(&self, id: VariableId) -> Local {
        self.slots(id).locals.first().copied().unwrap_or(Local(0))
    }
}

fn one_dimension(element: Element) -> ValueType {
    ValueType::Array { element, ndim: 1, layout: Layout::C }
}
