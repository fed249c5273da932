//! Removes assignments whose results nobody reads, such as the lengths that only a check looked
//! at.
//!
//! What is read is found from what has an effect (Cytron et al., "Efficiently computing static
//! single assignment form and the control dependence graph", TOPLAS 1991, section 7.1), once for
//! all, so that a long chain of which nobody reads the end goes in one sweep.

use std::collections::BTreeMap;

use crate::ir::{Block, Local, Operand, StmtKind, Unit};

/// Removes dead assignments from every function of a unit whose checks are placed.
pub fn remove(unit: &mut Unit) {
    for function in &mut unit.functions {
        let mut search = Search::default();
        search.block(&function.body, None);
        search.follow();
        sweep(&mut function.body, &search.read);
    }
}

/// The place of an `if` in [`Search::branches`].
type Branch = usize;

/// What an assignment reads, and the branch that it stands in.
type Reads = (Vec<Operand>, Option<Branch>);

/// What is read, by what has an effect or by what that reads.
#[derive(Default)]
struct Search {
    /// The condition of each `if`, and the `if` around it.
    branches: Vec<(Operand, Option<Branch>)>,
    /// The assignments of each local.
    assignments: BTreeMap<Local, Vec<Reads>>,
    read: Flags,
    /// The branches of which something stays.
    taken: Flags,
    /// What is read and not yet followed.
    open: Vec<Local>,
}

/// A set of small numbers.
#[derive(Default)]
struct Flags(Vec<bool>);

impl Flags {
    fn has(&self, index: usize) -> bool {
        self.0.get(index) == Some(&true)
    }

    /// Whether the number was not there.
    fn add(&mut self, index: usize) -> bool {
        if self.0.len() <= index {
            self.0.resize(index + 1, false);
        }
        self.0.get_mut(index).is_some_and(|flag| !std::mem::replace(flag, true))
    }
}

impl Search {
    fn block(&mut self, block: &Block, branch: Option<Branch>) {
        for stmt in block {
            match &stmt.kind {
                StmtKind::Assign { targets, op } if op.effects().may_be_left_out() => {
                    for target in targets {
                        let read = self.assignments.entry(*target).or_default();
                        read.push((op.operands(), branch));
                    }
                }
                StmtKind::If { condition, then, otherwise } => {
                    let inner = Some(self.branches.len());
                    self.branches.push((*condition, branch));
                    self.block(then, inner);
                    self.block(otherwise, inner);
                }
                kind => {
                    self.use_all(&kind.operands(), branch);
                    for nested in kind.blocks() {
                        self.block(nested, branch);
                    }
                }
            }
        }
    }

    fn follow(&mut self) {
        while let Some(local) = self.open.pop() {
            for (operands, branch) in self.assignments.remove(&local).into_iter().flatten() {
                self.use_all(&operands, branch);
            }
        }
    }

    /// Something that stays reads these, in a branch that then stays.
    fn use_all(&mut self, operands: &[Operand], mut branch: Option<Branch>) {
        operands.iter().for_each(|operand| self.use_one(*operand));
        while let Some(index) = branch.filter(|index| self.taken.add(*index)) {
            let Some((condition, outer)) = self.branches.get(index).copied() else { return };
            self.use_one(condition);
            branch = outer;
        }
    }

    fn use_one(&mut self, operand: Operand) {
        if let Operand::Local(local) = operand
            && self.read.add(local.0 as usize)
        {
            self.open.push(local);
        }
    }
}

fn sweep(block: &mut Block, read: &Flags) {
    for stmt in block.iter_mut() {
        for nested in stmt.kind.blocks_mut() {
            sweep(nested, read);
        }
    }
    block.retain(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, op } => {
            !op.effects().may_be_left_out()
                || targets.iter().any(|target| read.has(target.0 as usize))
        }
        StmtKind::If { then, otherwise, .. } => !then.is_empty() || !otherwise.is_empty(),
        _ => true,
    });
}
