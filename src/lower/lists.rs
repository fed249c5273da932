//! Operations on lists.

use super::function::{Lowerer, Value};
use crate::check::tree::ListOperation;
use crate::ir::{Op, Operand, StmtKind, flatten};
use crate::types::{ListLayout, Scalar, Type};

impl Lowerer<'_> {
    /// An operation on a list, of evaluated arguments.
    pub fn list(&mut self, operation: ListOperation, operands: &[Operand], ty: &Type) -> Value {
        if operation == ListOperation::New {
            let (size, lists) = match ty {
                Type::List(Some(element)) => ListLayout::of(element)
                    .map_or((0, Vec::new()), |layout| (layout.size, layout.owners())),
                _ => (0, Vec::new()),
            };
            return self.view(Op::NewList { size, lists, checked: false }, ty);
        }
        let Some(&Operand::Local(list)) = operands.first() else { return Vec::new() };
        match (operation, &operands[1..]) {
            (ListOperation::Length, _) => {
                vec![self.builder.value(Scalar::I64, Op::ListLength(list))]
            }
            (ListOperation::Address, _) => {
                vec![self.builder.value(Scalar::I64, Op::ListAddress(list))]
            }
            (ListOperation::Elements { element, offset, size }, _) => {
                self.view(Op::ListElements { list, element, offset, size }, ty)
            }
            (ListOperation::At { offset, size }, &[index]) => {
                let Some(&part) = flatten(ty).first() else { return Vec::new() };
                self.view(Op::ListAt { list, index, offset, size, part }, ty)
            }
            (ListOperation::Resize { size }, &[count]) => {
                self.done(Op::ListResize { list, count, size, checked: false })
            }
            (ListOperation::Put { offset, size }, &[index, Operand::Local(value)]) => {
                self.done(Op::ListPut { list, index, offset, size, value })
            }
            (ListOperation::Drop { offset, size }, &[index]) => {
                self.done(Op::ListDrop { list, index, offset, size })
            }
            (ListOperation::Move { size }, &[to, from, count]) => {
                self.done(Op::ListMove { list, to, from, count, size })
            }
            _ => Vec::new(),
        }
    }

    /// An operation for what it does.
    fn done(&mut self, op: Op) -> Value {
        self.builder.push(StmtKind::Assign { targets: Vec::new(), op });
        Vec::new()
    }
}
