//! Writing KIR: a list of locals that grows and a block that is filled.

use super::{
    Block, Failure, Label, Local, LocalDeclaration, Location, Op, Operand, Stmt, StmtKind,
    ValueType,
};
use crate::types::{Comparison, KernelOptions, Scalar};

/// Where the statements of one function go.
#[derive(Debug)]
pub struct Builder {
    pub locals: Vec<LocalDeclaration>,
    /// The block being filled.
    pub block: Block,
    /// The place given to the statements that are pushed.
    pub location: Location,
    /// How failures are to be checked.
    pub options: KernelOptions,
    /// The next label that is free.
    pub next_label: u32,
}

impl Builder {
    /// A builder that goes on with these locals.
    pub fn new(locals: Vec<LocalDeclaration>) -> Builder {
        let location = Location { line: 1, column: 1 };
        Builder {
            locals,
            block: Vec::new(),
            location,
            options: KernelOptions::default(),
            next_label: 0,
        }
    }

    /// A label not used before.
    pub fn label(&mut self) -> Label {
        self.next_label += 1;
        Label(self.next_label - 1)
    }

    /// A new local; the name is Python's, or empty.
    pub fn local(&mut self, name: &str, ty: ValueType) -> Local {
        self.locals.push(LocalDeclaration { name: name.to_string(), ty });
        Local(self.locals.len() as u32 - 1)
    }

    pub fn push(&mut self, kind: StmtKind) {
        self.block.push(Stmt { kind, location: self.location });
    }

    pub fn assign(&mut self, target: Local, op: Op) {
        self.push(StmtKind::Assign { targets: vec![target], op });
    }

    /// The operation's result in a new local.
    pub fn value(&mut self, ty: Scalar, op: Op) -> Operand {
        let target = self.local("", ValueType::Scalar(ty));
        self.assign(target, op);
        Operand::Local(target)
    }

    pub fn compare(
        &mut self,
        op: Comparison,
        scalar: Scalar,
        left: Operand,
        right: Operand,
    ) -> Operand {
        self.value(Scalar::Bool, Op::Compare { op, scalar, left, right })
    }

    pub fn check(&mut self, failed: Operand, failure: Failure, operands: Vec<Operand>) {
        self.push(StmtKind::Check { failed, failure, operands });
    }

    /// What `fill` pushes, as a block of its own.
    pub fn nested(&mut self, fill: impl FnOnce(&mut Builder)) -> Block {
        let outer = std::mem::take(&mut self.block);
        fill(self);
        std::mem::replace(&mut self.block, outer)
    }
}

impl Operand {
    /// A 64-bit integer constant.
    pub fn i64(value: i64) -> Operand {
        Operand::Int(Scalar::I64, i128::from(value))
    }

    /// A double constant.
    pub fn f64(value: f64) -> Operand {
        Operand::Float(Scalar::F64, value.to_bits())
    }
}

/// The greatest label that a block defines.
pub fn max_label(block: &Block) -> Option<Label> {
    block
        .iter()
        .filter_map(|stmt| match &stmt.kind {
            StmtKind::If { then, otherwise, .. } => max_label(then).max(max_label(otherwise)),
            StmtKind::For { label, body, .. }
            | StmtKind::Loop { label, body }
            | StmtKind::Labelled { label, body } => Some(*label).max(max_label(body)),
            _ => None,
        })
        .max()
}
