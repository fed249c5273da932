//! The call context: which functions have it, and what code looks at in it. The layout is that of
//! `PyjitContext` in `templates/runtime/runtime.h`.

use crate::ir::{Block, Function, Op, StmtKind, callees};

/// How many words of 64 bits an entry sets aside for a context.
pub(super) const CONTEXT_WORDS: u32 = 19;
/// Where the stack limit is, an `int64_t`.
pub(super) const STACK_LIMIT: i64 = 0;
/// Where the poll counter of recursive functions is, an `int32_t`.
pub(super) const POLLS: i64 = 8;
/// Where the generator of `np.random` is, a pointer.
pub(super) const GENERATOR: i64 = 16;

/// What a function has to do with the context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// It can fail or look at signals, or something that it calls can; so it takes the address of
    /// the context as its first parameter. Any other function never fails.
    pub context: bool,
    /// It lies on a cycle of calls: it compares its frame with the stack limit and counts its polls
    /// over all calls.
    pub recursive: bool,
    /// It or something that it calls is recursive.
    pub stack_limit: bool,
    /// It or something that it calls draws of the generator of `np.random`.
    pub generator: bool,
    /// The same of what `np.random` keeps beside that.
    pub gauss: bool,
}

/// One answer for each function of a unit.
pub(super) fn find_needs(functions: &[Function]) -> Vec<Needs> {
    let reached: Vec<Vec<bool>> =
        (0..functions.len()).map(|index| reached_from(functions, index)).collect();
    let recursive = |index: usize| reached[index][index];
    let has = |wanted: &dyn Fn(&Op) -> bool| -> Vec<bool> {
        functions.iter().map(|function| has_operation(&function.body, wanted)).collect()
    };
    let draws = has(&|op| matches!(op, Op::GlobalGenerator { .. } | Op::Seed(_)));
    let keeps = has(&|op| matches!(op, Op::GlobalGenerator { with_gauss: true } | Op::Seed(_)));
    let fails: Vec<bool> = functions
        .iter()
        .enumerate()
        .map(|(index, function)| recursive(index) || draws[index] || can_fail(&function.body))
        .collect();
    (0..functions.len())
        .map(|index| {
            let any = |holds: &dyn Fn(usize) -> bool| {
                (0..functions.len()).any(|other| reached[index][other] && holds(other))
            };
            Needs {
                context: fails[index] || any(&|other| fails[other]),
                recursive: recursive(index),
                stack_limit: recursive(index) || any(&recursive),
                generator: draws[index] || any(&|other| draws[other]),
                gauss: keeps[index] || any(&|other| keeps[other]),
            }
        })
        .collect()
}

/// Whether a block has a statement of its own by which its function can be left with a failure.
fn can_fail(block: &Block) -> bool {
    block.iter().any(|stmt| {
        matches!(
            stmt.kind,
            StmtKind::Check { .. } | StmtKind::Poll | StmtKind::Raise { .. } | StmtKind::Run(_)
        ) || stmt.kind.blocks().into_iter().any(can_fail)
    })
}

/// Whether a block has an operation.
fn has_operation(block: &Block, wanted: &dyn Fn(&Op) -> bool) -> bool {
    block.iter().any(|stmt| {
        let is_it = matches!(&stmt.kind, StmtKind::Assign { op, .. } if wanted(op));
        is_it || stmt.kind.blocks().into_iter().any(|block| has_operation(block, wanted))
    })
}

/// The functions that a call chain from one function reaches; itself only through a cycle.
fn reached_from(functions: &[Function], start: usize) -> Vec<bool> {
    let mut reached = vec![false; functions.len()];
    let mut pending = vec![start];
    while let Some(index) = pending.pop() {
        let Some(function) = functions.get(index) else { continue };
        for callee in callees(&function.body) {
            let callee = callee.0 as usize;
            if let Some(seen) = reached.get_mut(callee)
                && !*seen
            {
                *seen = true;
                pending.push(callee);
            }
        }
    }
    reached
}
