//! Large functions of the library are compiled once for a build: units that call the same one import
//! it from an object of its own, instead of each compiling a copy.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Block, Function, FunctionId, Linkage, Op, StmtKind, Unit, statements, take_lines};

/// Functions of at least so many statements are shared. LLVM inlines none that is as large but where
/// it is called once, and there a call is little beside what the function does.
const LARGE: usize = 100;
/// Of a hash, this many hexadecimal digits are part of a symbol.
const DIGITS: usize = 32;

/// Makes a unit import the large functions of the library that it reaches; gives by their symbols
/// the units that export them. These import each other in the same way. A symbol is made of all the
/// code that its function reaches, so that equal symbols of several units mean equal code.
pub fn share(unit: &mut Unit) -> BTreeMap<String, Unit> {
    let functions = 0..unit.functions.len() as u32;
    let symbols: BTreeMap<FunctionId, String> = functions
        .map(FunctionId)
        .filter(|id| unit.functions.get(id.0 as usize).is_some_and(is_large))
        .filter_map(|id| Some((id, symbol(unit, id)?)))
        .collect();
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

fn is_large(function: &Function) -> bool {
    function.is_library() && statements(&function.body) >= LARGE
}

/// The symbol of a function that nothing is linked to yet; none if what it reaches belongs to its
/// unit: a function of the user, or what is made when an entry is bound.
fn symbol(unit: &Unit, id: FunctionId) -> Option<String> {
    let mut alone = extracted(unit, id);
    let is_free = |function: &Function| function.is_library() && !needs_entry(&function.body);
    if !alone.functions.iter().all(is_free) {
        return None;
    }
    take_lines(&mut alone);
    let hash = blake3::hash(format!("{alone:?}").as_bytes()).to_hex();
    let name = &alone.functions.first()?.name;
    Some(format!("{name} {}", &hash[..DIGITS]))
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
