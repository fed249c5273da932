//! Which locals keep their value, so that facts may be relative to them.

use std::collections::BTreeSet;

use crate::ir::{Function, Local, Stmt, StmtKind, ValueType};
use crate::types::Scalar;

/// The locals' types, and which of them never change once they have a value.
#[derive(Debug, PartialEq)]
pub struct Symbols {
    types: Vec<ValueType>,
    fixed: BTreeSet<Local>,
}

impl Symbols {
    pub fn of(function: &Function) -> Symbols {
        let mut once = BTreeSet::new();
        // Parameters have a value already: an assignment is their second.
        let mut often = BTreeSet::new();
        let parameters: BTreeSet<Local> =
            (0..function.parameters).map(|index| Local(index as u32)).collect();
        count(&function.body, false, &mut |local, in_loop| {
            if in_loop || parameters.contains(&local) || !once.insert(local) {
                often.insert(local);
            }
        });
        let fixed = once.union(&parameters).filter(|l| !often.contains(l)).copied().collect();
        Symbols { types: function.locals.iter().map(|local| local.ty).collect(), fixed }
    }

    /// Whether the local has one value in a call. Inside a loop even a single assignment gives a
    /// new one in each round, and facts relative to the old would go stale.
    pub fn is_fixed(&self, local: Local) -> bool {
        self.fixed.contains(&local)
    }

    pub fn scalar(&self, local: Local) -> Option<Scalar> {
        match self.types.get(local.0 as usize) {
            Some(ValueType::Scalar(scalar)) => Some(*scalar),
            _ => None,
        }
    }

    /// No buffer has more elements along an axis: its size in bytes fits 63 bits.
    pub fn greatest_length(&self, array: Local) -> i128 {
        let size = match self.types.get(array.0 as usize) {
            Some(ValueType::Array { element, .. }) => element.size().max(1),
            _ => 1,
        };
        i128::from(i64::MAX) / i128::from(size)
    }
}

/// Calls `visit` for each assignment, with whether it stands in a loop.
fn count(block: &[Stmt], in_loop: bool, visit: &mut impl FnMut(Local, bool)) {
    for stmt in block {
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => {
                targets.iter().for_each(|target| visit(*target, in_loop));
            }
            StmtKind::If { then, otherwise, .. } => {
                count(then, in_loop, visit);
                count(otherwise, in_loop, visit);
            }
            StmtKind::For { variable, body, .. } => {
                visit(*variable, true);
                count(body, true, visit);
            }
            StmtKind::Loop { body, .. } => count(body, true, visit),
            StmtKind::Labelled { body, .. } => count(body, in_loop, visit),
            _ => {}
        }
    }
}

/// The locals that a block assigns.
pub fn assigned(block: &[Stmt]) -> BTreeSet<Local> {
    let mut locals = BTreeSet::new();
    count(block, false, &mut |local, _| {
        locals.insert(local);
    });
    locals
}
