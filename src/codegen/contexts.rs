//! Which functions can call themselves: those check the depth of the stack.

use crate::ir::{Function, callees};

/// What a function has to do with the stack limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Recursion {
    /// It lies on a cycle of calls and compares its frame with the limit.
    pub checks: bool,
    /// It checks, or calls something that needs the limit; so it takes it as its first parameter.
    pub takes_limit: bool,
}

/// One answer for each function of a unit.
pub(super) fn find_recursion(functions: &[Function]) -> Vec<Recursion> {
    let reached: Vec<Vec<bool>> =
        (0..functions.len()).map(|index| reached_from(functions, index)).collect();
    let checks = |index: usize| reached[index][index];
    (0..functions.len())
        .map(|index| Recursion {
            checks: checks(index),
            takes_limit: checks(index)
                || (0..functions.len()).any(|other| reached[index][other] && checks(other)),
        })
        .collect()
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
