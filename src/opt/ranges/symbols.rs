//! Which locals keep their value, so that facts may be relative to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Function, Local, Op, Operand, Stmt, StmtKind, ValueType};
use crate::types::Scalar;

/// The locals' types, and which of them never change once they have a value.
#[derive(Debug, PartialEq)]
pub struct Symbols {
    types: Vec<ValueType>,
    fixed: BTreeSet<Local>,
    /// The arrays of known lengths: for each axis, if it is known.
    lengths: BTreeMap<Local, Vec<Option<i128>>>,
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
        let mut lengths: BTreeMap<Local, Vec<Option<i128>>> = BTreeMap::new();
        for stmt in &function.body {
            if let StmtKind::Assign { targets, op } = &stmt.kind
                && let [target] = targets.as_slice()
                && !often.contains(target)
                && let Some(known) = lengths_of(op, &lengths)
            {
                lengths.insert(*target, known);
            }
        }
        Symbols { types: function.locals.iter().map(|local| local.ty).collect(), fixed, lengths }
    }

    /// The length of an array that always has the same.
    pub fn known_length(&self, array: Local, axis: u8) -> Option<i128> {
        self.lengths.get(&array)?.get(usize::from(axis)).copied().flatten()
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

/// What is known when compiling of the lengths of the array that an operation gives.
fn lengths_of(op: &Op, known: &BTreeMap<Local, Vec<Option<i128>>>) -> Option<Vec<Option<i128>>> {
    match op {
        Op::Table(table) => {
            Some(table.shape.iter().map(|&length| Some(i128::from(length))).collect())
        }
        Op::Allocate { lengths, .. } | Op::Relaid { lengths, .. } => {
            let constant = |length: &Operand| match length {
                Operand::Int(_, value) => Some(*value),
                _ => None,
            };
            Some(lengths.iter().map(constant).collect())
        }
        Op::Copy(Operand::Local(original)) => known.get(original).cloned(),
        _ => None,
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
