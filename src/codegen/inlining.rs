//! Which functions LLVM is told to put into their callers, or to leave alone. It would find most of
//! this itself, but work on a function again for each level of calls on its way.

use std::collections::{BTreeMap, BTreeSet};

use super::contexts::Needs;
use crate::ir::{Block, FunctionId, Linkage, Unit, statements};

/// A function that was put into its callers is, with all that was put into itself, no longer than so
/// many statements: the work of some passes grows faster than the length of a function.
const LONGEST: usize = 300;

/// The functions that are called in one place, which is in another function of the unit: LLVM would
/// put them there when most of its passes have worked on them for themselves, and then work on them
/// again as a part of the caller. Those of this set it puts there first (`always-inline` of its
/// pipeline stands before these passes).
pub(super) fn called_once(
    unit: &Unit,
    reached: &BTreeSet<FunctionId>,
    needs: &[Needs],
) -> BTreeSet<FunctionId> {
    let mut calls: BTreeMap<FunctionId, Vec<FunctionId>> = BTreeMap::new();
    let mut places: BTreeMap<FunctionId, usize> = BTreeMap::new();
    for &id in reached {
        let Some(function) = unit.functions.get(id.0 as usize) else { continue };
        let callees = calls.entry(id).or_default();
        if !matches!(function.linkage, Linkage::Imported(_)) {
            each_call(&function.body, &mut |callee| {
                *places.entry(callee).or_default() += 1;
                callees.push(callee);
            });
        }
    }
    for variant in unit.entries.iter().flat_map(|entry| &entry.variants) {
        // The entry's calls are its own business (`codegen/entry.rs`).
        *places.entry(*variant).or_default() += 2;
    }
    let may_be = |id: FunctionId| {
        let function = unit.functions.get(id.0 as usize);
        places.get(&id) == Some(&1)
            && needs.get(id.0 as usize).is_some_and(|needs| !needs.recursive)
            && function.is_some_and(|it| it.linkage == Linkage::Internal && !it.stands_alone())
    };
    let mut found = Found { unit, calls, lengths: BTreeMap::new(), inlined: BTreeSet::new() };
    for &id in reached {
        found.length(id, &may_be);
    }
    found.inlined
}

struct Found<'u> {
    unit: &'u Unit,
    /// The functions that each one calls, as often as it does.
    calls: BTreeMap<FunctionId, Vec<FunctionId>>,
    /// How many statements each has with those that are put into it.
    lengths: BTreeMap<FunctionId, usize>,
    inlined: BTreeSet<FunctionId>,
}

impl Found<'_> {
    /// The length of a function; finds which of those that it calls are put into it.
    fn length(&mut self, id: FunctionId, may_be: &impl Fn(FunctionId) -> bool) -> usize {
        if let Some(length) = self.lengths.get(&id) {
            return *length;
        }
        let function = self.unit.functions.get(id.0 as usize);
        let mut length = function.map_or(0, |function| statements(&function.body));
        // Against cycles: none of their functions may be put anywhere.
        self.lengths.insert(id, length);
        for callee in self.calls.remove(&id).unwrap_or_default() {
            let more = self.length(callee, may_be);
            if may_be(callee) && more <= LONGEST {
                self.inlined.insert(callee);
                length += more;
            }
        }
        self.lengths.insert(id, length);
        length
    }
}

/// Each place of a call.
fn each_call(block: &Block, visit: &mut impl FnMut(FunctionId)) {
    for stmt in block {
        stmt.kind.effects().calls.into_iter().for_each(&mut *visit);
        for nested in stmt.kind.blocks() {
            each_call(nested, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::contexts::find_needs;
    use crate::ir::Function;

    fn function(name: &str, statements: usize, calls: &[u32]) -> Function {
        crate::ir::testing::function(name, "m.py", statements, calls)
    }

    fn found(functions: Vec<Function>) -> Vec<u32> {
        let reached = (0..functions.len() as u32).map(FunctionId).collect();
        let needs = find_needs(&functions);
        let unit = Unit { functions, entries: Vec::new() };
        called_once(&unit, &reached, &needs).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_one_place_calls_is_put_there() {
        let functions = vec![
            function("kernel", 5, &[1, 2, 2]),
            function("once", 5, &[3]),
            function("twice", 5, &[]),
            function("once, further down", 5, &[]),
        ];
        assert_eq!(found(functions), [1, 3]);
    }

    #[test]
    fn what_calls_itself_stays_a_function() {
        let functions = vec![
            function("kernel", 1, &[1]),
            function("recursive", 5, &[1]),
            function("another", 5, &[3]),
            function("each other", 5, &[2]),
        ];
        assert_eq!(found(functions), [0_u32; 0]);
    }

    #[test]
    fn what_would_be_long_with_all_that_is_put_into_it_stays_a_function() {
        let functions = vec![
            function("kernel", 1, &[1]),
            function("in the middle", LONGEST / 2 + 1, &[2]),
            function("at the end", LONGEST / 2, &[]),
        ];
        assert_eq!(found(functions), [2]);
    }
}
