//! Large functions of the library are compiled once for a build: units that call the same one import
//! it from an object of its own, instead of each compiling a copy.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Block, Function, FunctionId, Linkage, Op, StmtKind, Unit, callees, statements, take_lines,
};

/// Functions of at least so many statements are shared. LLVM inlines none that is as large but where
/// it is called once, and there a call is little beside what the function does. Of functions that
/// it never inlines, those are shared that have as many together with all that they reach and that
/// is not shared itself.
const LARGE: usize = 100;
/// And of all functions of arrays those that have so many together with it.
const LARGE_TOGETHER: usize = 150;
/// Of a hash, this many hexadecimal digits are part of a symbol.
const DIGITS: usize = 32;

/// Makes a unit import the large functions of the library that it reaches; gives by their symbols
/// the units that export them. These import each other in the same way. A symbol is made of all the
/// code that its function reaches, so that equal symbols of several units mean equal code.
pub fn share(unit: &mut Unit) -> BTreeMap<String, Unit> {
    let symbols: BTreeMap<FunctionId, String> =
        large(unit).into_iter().map(|id| (id, symbol(unit, id))).collect();
    for (id, symbol) in &symbols {
        if let Some(function) = unit.functions.get_mut(id.0 as usize) {
            function.linkage = Linkage::Imported(symbol.clone());
        }
    }
    let exporting = |(id, symbol): (&FunctionId, &String)| {
        let mut alone = extracted(unit, *id);
        if let Some(function) = alone.functions.first_mut() {
            function.linkage = Linkage::Exported(symbol.clone());
        }
        (symbol.clone(), alone)
    };
    symbols.iter().map(exporting).collect()
}

/// The functions that are shared. Whether one is depends on what it reaches alone, so that it is the
/// same in every unit.
fn large(unit: &Unit) -> BTreeSet<FunctionId> {
    let calls: Vec<BTreeSet<FunctionId>> =
        unit.functions.iter().map(|function| callees(&function.body)).collect();
    let sizes: Vec<usize> =
        unit.functions.iter().map(|function| statements(&function.body)).collect();
    let is_free: Vec<bool> = unit.functions.iter().map(is_free).collect();
    let reached = |id: FunctionId, stop: &dyn Fn(FunctionId) -> bool| {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            for &callee in calls.get(id.0 as usize).into_iter().flatten() {
                if !stop(callee) && found.insert(callee) {
                    open.push(callee);
                }
            }
        }
        found
    };
    let all = (0..unit.functions.len() as u32).map(FunctionId);
    let reaches: BTreeMap<FunctionId, BTreeSet<FunctionId>> = all
        .filter(|id| is_free.get(id.0 as usize) == Some(&true))
        .map(|id| (id, reached(id, &|_| false)))
        .filter(|(_, reach)| reach.iter().all(|id| is_free.get(id.0 as usize) == Some(&true)))
        .collect();
    // What is called reaches less than its caller, unless they call each other.
    let mut order: Vec<FunctionId> = reaches.keys().copied().collect();
    order.sort_by_key(|id| reaches.get(id).map(BTreeSet::len));
    let mut shared = BTreeSet::new();
    for id in order {
        let Some(function) = unit.functions.get(id.0 as usize) else { continue };
        let reaches_it = |other: FunctionId| reaches.get(&other).is_some_and(|it| it.contains(&id));
        let held = reached(id, &|callee| shared.contains(&callee) && !reaches_it(callee));
        let size = |id: &FunctionId| sizes.get(id.0 as usize).copied().unwrap_or_default();
        let together: usize = held.iter().map(size).sum();
        let is_recursive = callees(&function.body).into_iter().any(reaches_it);
        let is_called = function.stands_alone() || is_recursive && function.is_of_arrays();
        if size(&id) >= LARGE
            || is_called && together >= LARGE
            || function.is_of_arrays() && together >= LARGE_TOGETHER
        {
            shared.insert(id);
        }
    }
    shared
}

/// Whether a function may be linked to any unit: it is none of the user's, nor does it need what is
/// made when an entry is bound.
fn is_free(function: &Function) -> bool {
    function.is_library() && !needs_entry(&function.body)
}

/// The symbol of a function that nothing is linked to yet.
fn symbol(unit: &Unit, id: FunctionId) -> String {
    let mut alone = extracted(unit, id);
    take_lines(&mut alone);
    let hash = blake3::hash(format!("{alone:?}").as_bytes()).to_hex();
    let name = alone.functions.first().map_or("", |function| &function.name);
    format!("{name} {}", &hash[..DIGITS])
}

/// Whether a block reads what the runtime fills in for the entries of a unit.
fn needs_entry(block: &Block) -> bool {
    block.iter().any(|stmt| {
        let reads = match &stmt.kind {
            StmtKind::Assign { op, .. } => matches!(op, Op::Text(_) | Op::Global { .. }),
            _ => false,
        };
        reads || stmt.kind.blocks().into_iter().any(needs_entry)
    })
}

/// A function and all that it reaches, in the order in which that is found: the same from whatever
/// unit it is taken.
fn extracted(unit: &Unit, root: FunctionId) -> Unit {
    let of = |id: FunctionId| unit.functions.get(id.0 as usize);
    let mut order = vec![root];
    let mut seen = BTreeSet::from([root]);
    let mut next = 0;
    while let Some(function) = order.get(next).copied().and_then(of) {
        each_call(&function.body, &mut |id| {
            if seen.insert(id) {
                order.push(id);
            }
        });
        next += 1;
    }
    let numbers: BTreeMap<FunctionId, FunctionId> =
        order.iter().enumerate().map(|(new, &old)| (old, FunctionId(new as u32))).collect();
    let mut functions: Vec<Function> = order.into_iter().filter_map(of).cloned().collect();
    for function in &mut functions {
        renumber(&mut function.body, &numbers);
    }
    Unit { functions, entries: Vec::new() }
}

fn each_call(block: &Block, visit: &mut impl FnMut(FunctionId)) {
    for stmt in block {
        stmt.kind.effects().calls.into_iter().for_each(&mut *visit);
        for nested in stmt.kind.blocks() {
            each_call(nested, visit);
        }
    }
}

fn renumber(block: &mut Block, numbers: &BTreeMap<FunctionId, FunctionId>) {
    for stmt in block {
        if let StmtKind::Assign { op: Op::Call { function, .. }, .. } = &mut stmt.kind {
            *function = numbers.get(function).copied().unwrap_or(*function);
        }
        for nested in stmt.kind.blocks_mut() {
            renumber(nested, numbers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::testing::function;
    use crate::ir::{LocalDeclaration, ValueType};
    use crate::types::{Layout, Scalar};

    const LIBRARY: &str = "pyjit/prelude/sums.py";

    fn unit(functions: Vec<Function>) -> Unit {
        Unit { functions, entries: Vec::new() }
    }

    #[test]
    fn units_share_what_is_large_whatever_number_it_has() {
        let large = |small: u32| function("sums.large", LIBRARY, LARGE, &[small]);
        let small = function("sums.small", LIBRARY, LARGE - 1, &[]);
        let kernel = |calls: &[u32]| function("m.f", "m.py", LARGE, calls);
        let mut one = unit(vec![kernel(&[1]), large(2), small.clone()]);
        let mut other = unit(vec![small, kernel(&[2]), large(0)]);
        let exporting = share(&mut one);
        assert_eq!(exporting, share(&mut other));
        let (symbol, alone) = exporting.first_key_value().expect("one is large");
        assert_eq!(exporting.len(), 1);
        let linkages = |unit: &Unit| -> Vec<Linkage> {
            unit.functions.iter().map(|function| function.linkage.clone()).collect()
        };
        assert_eq!(linkages(alone), [Linkage::Exported(symbol.clone()), Linkage::Internal]);
        let imported = Linkage::Imported(symbol.clone());
        assert_eq!(linkages(&one), [Linkage::Internal, imported, Linkage::Internal]);
    }

    #[test]
    fn what_is_large_together_is_shared_once() {
        let of_arrays = |name, statements, calls: &[u32]| {
            let mut made = function(name, LIBRARY, statements, calls);
            let (element, layout) = (Scalar::F64.into(), Layout::C);
            let ty = ValueType::Array { element, ndim: 1, layout };
            made.locals.push(LocalDeclaration { name: String::new(), ty });
            made
        };
        let shared = |functions: Vec<Function>| -> Vec<u32> {
            large(&unit(functions)).into_iter().map(|id| id.0).collect()
        };
        // Neither what calls it nor what it holds.
        let part = LARGE_TOGETHER / 5;
        let tree = [
            of_arrays("sums.outer", 5, &[1]),
            of_arrays("sums.whole", part, &[2, 3, 4, 5]),
            of_arrays("sums.first", part, &[]),
            of_arrays("sums.second", part, &[]),
            of_arrays("sums.third", part, &[]),
            of_arrays("sums.fourth", part, &[2]),
        ];
        assert_eq!(shared(tree.to_vec()), [1]);
        // Functions that call each other are shared together, whichever is called first.
        let circle =
            [of_arrays("sums.even", LARGE / 2, &[1]), of_arrays("sums.odd", LARGE / 2, &[0])];
        assert_eq!(shared(circle.to_vec()), [0, 1]);
        // Functions of numbers are inlined.
        let numbers = [
            function("sums.outer", LIBRARY, 5, &[1]),
            function("sums.long", LIBRARY, LARGE - 1, &[2]),
            function("sums.longer", LIBRARY, LARGE - 1, &[]),
        ];
        assert_eq!(shared(numbers.to_vec()), [0_u32; 0]);
    }

    #[test]
    fn other_code_has_another_symbol() {
        let symbol = |statements| {
            let mut one = unit(vec![
                function("sums.large", LIBRARY, LARGE, &[1]),
                function("sums.small", LIBRARY, statements, &[]),
            ]);
            share(&mut one).into_keys().next()
        };
        assert_eq!(symbol(2), symbol(2));
        assert_ne!(symbol(2), symbol(3));
    }

    #[test]
    fn what_calls_the_users_code_is_compiled_with_it() {
        let mut one = unit(vec![
            function("sums.large", LIBRARY, LARGE, &[1]),
            function("m.f", "m.py", 1, &[]),
        ]);
        assert_eq!(share(&mut one), BTreeMap::new());
    }
}
