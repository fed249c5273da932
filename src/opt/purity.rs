//! Which kernels have no effect that Python could see, and which of their arrays are written.
//!
//! A kernel without effects can be run again in Python when an `int` overflows. The effects that a
//! kernel can have are stores into arrays that it was given and what it prints, itself or through a
//! callee; also through a view that a callee returns. What is written to arrays that the kernel made
//! itself is no effect.

use std::collections::BTreeSet;

use crate::ir::{
    Block, Entry, Function, FunctionId, Local, Op, Operand, StmtKind, Unit, ValueType, flatten,
};
use crate::types::Type;

/// Sets `pure` and `written` of every entry.
pub fn find(unit: &mut Unit) {
    let written = written_parameters(&unit.functions);
    let printing = printing_functions(&unit.functions);
    for entry in &mut unit.entries {
        mark(entry, &written);
        entry.pure &= !entry.variants.iter().any(|variant| printing.contains(variant));
    }
}

/// The functions that print, themselves or through a callee.
fn printing_functions(functions: &[Function]) -> BTreeSet<FunctionId> {
    let mut printing = BTreeSet::new();
    loop {
        let before = printing.len();
        for (index, function) in functions.iter().enumerate() {
            if prints(&function.body, &printing) {
                printing.insert(FunctionId(index as u32));
            }
        }
        if printing.len() == before {
            return printing;
        }
    }
}

fn prints(block: &Block, printing: &BTreeSet<FunctionId>) -> bool {
    block.iter().any(|stmt| {
        let effects = stmt.kind.effects();
        effects.is_seen
            || effects.calls.is_some_and(|function| printing.contains(&function))
            || stmt.kind.blocks().into_iter().any(|block| prints(block, printing))
    })
}

/// The array parameters of each function (as locals) that it or a callee may write to.
fn written_parameters(functions: &[Function]) -> Vec<BTreeSet<Local>> {
    let returned = returned_parameters(functions);
    let aliases: Vec<_> = functions.iter().map(|function| aliases(function, &returned)).collect();
    let mut written: Vec<BTreeSet<Local>> = vec![BTreeSet::new(); functions.len()];
    loop {
        let known = functions.iter().zip(&aliases);
        let next: Vec<BTreeSet<Local>> =
            known.map(|(function, aliases)| written_by(function, aliases, &written)).collect();
        if next == written {
            return written;
        }
        written = next;
    }
}

fn mark(entry: &mut Entry, written: &[BTreeSet<Local>]) {
    let by_variants: BTreeSet<Local> = entry
        .variants
        .iter()
        .filter_map(|variant| written.get(variant.0 as usize))
        .flatten()
        .copied()
        .collect();
    // A list of a call is a kernel's own until the call ends.
    let mut lists = BTreeSet::new();
    let mut place = 0;
    for parameter in &entry.parameters {
        lists_in(&parameter.ty, &mut place, &mut lists);
    }
    entry.pure = by_variants.is_subset(&lists);
    let mut first = 0;
    for parameter in &mut entry.parameters {
        let end = first + flatten(&parameter.ty).len() as u32;
        parameter.written = by_variants.iter().any(|local| (first..end).contains(&local.0));
        first = end;
    }
}

/// Which of the locals that a parameter of a type is held in are lists.
fn lists_in(ty: &Type, place: &mut u32, found: &mut BTreeSet<Local>) {
    match (ty, ty.parts()) {
        (Type::List(_), _) => {
            found.insert(Local(*place));
            *place += 1;
        }
        (_, Some(parts)) => parts.iter().for_each(|part| lists_in(part, place, found)),
        _ => *place += flatten(ty).len() as u32,
    }
}

/// The array parameters of each function whose memory its results may view.
fn returned_parameters(functions: &[Function]) -> Vec<BTreeSet<Local>> {
    let mut returned: Vec<BTreeSet<Local>> = vec![BTreeSet::new(); functions.len()];
    loop {
        let next: Vec<BTreeSet<Local>> = functions
            .iter()
            .map(|function| {
                let aliases = aliases(function, &returned);
                let mut found = BTreeSet::new();
                each_returned(&function.body, &mut |local| {
                    found.extend(aliases.get(local.0 as usize).into_iter().flatten().copied());
                });
                found
            })
            .collect();
        if next == returned {
            return returned;
        }
        returned = next;
    }
}

fn each_returned(block: &Block, visit: &mut dyn FnMut(Local)) {
    for stmt in block {
        if let StmtKind::Return(operands) = &stmt.kind {
            for operand in operands {
                if let Operand::Local(local) = operand {
                    visit(*local);
                }
            }
        }
        stmt.kind.blocks().into_iter().for_each(|block| each_returned(block, visit));
    }
}

/// The parameters that one function may write to, as far as is known of its callees.
fn written_by(
    function: &Function,
    aliases: &[BTreeSet<Local>],
    known: &[BTreeSet<Local>],
) -> BTreeSet<Local> {
    let mut written = BTreeSet::new();
    each_written(&function.body, known, &mut |array| {
        if let Some(parameters) = aliases.get(array.0 as usize) {
            written.extend(parameters);
        }
    });
    written
}

/// For each local, the array parameters whose memory it may view; `returned` says what the results of
/// callees may view.
fn aliases(function: &Function, returned: &[BTreeSet<Local>]) -> Vec<BTreeSet<Local>> {
    let mut aliases: Vec<BTreeSet<Local>> = vec![BTreeSet::new(); function.locals.len()];
    for (index, local) in function.locals.iter().enumerate().take(function.parameters) {
        if matches!(local.ty, ValueType::Array { .. }) {
            aliases[index].insert(Local(index as u32));
        }
    }
    let mut copies = Vec::new();
    each_copy(&function.body, returned, &mut |target, source| copies.push((target, source)));
    // Copies can form chains in any order, over loops: until nothing is added.
    loop {
        let before: usize = aliases.iter().map(BTreeSet::len).sum();
        for (target, source) in &copies {
            let source = aliases.get(source.0 as usize).cloned().unwrap_or_default();
            if let Some(target) = aliases.get_mut(target.0 as usize) {
                target.extend(source);
            }
        }
        if aliases.iter().map(BTreeSet::len).sum::<usize>() == before {
            return aliases;
        }
    }
}

fn each_written(block: &Block, known: &[BTreeSet<Local>], visit: &mut dyn FnMut(Local)) {
    for stmt in block {
        stmt.kind.effects().writes.into_iter().for_each(&mut *visit);
        if let StmtKind::Assign { op: Op::Call { function, arguments }, .. } = &stmt.kind {
            let parameters = known.get(function.0 as usize).into_iter().flatten();
            for parameter in parameters {
                if let Some(Operand::Local(array)) = arguments.get(parameter.0 as usize) {
                    visit(*array);
                }
            }
        }
        for block in stmt.kind.blocks() {
            each_written(block, known, visit);
        }
    }
}

/// Every local that may view the memory of another one, and that other one.
fn each_copy(block: &Block, returned: &[BTreeSet<Local>], visit: &mut dyn FnMut(Local, Local)) {
    for stmt in block {
        if let StmtKind::Assign { targets, op } = &stmt.kind {
            let mut views = op.effects().views;
            if let Op::Call { function, arguments } = op {
                for parameter in returned.get(function.0 as usize).into_iter().flatten() {
                    if let Some(Operand::Local(array)) = arguments.get(parameter.0 as usize) {
                        views.push(*array);
                    }
                }
            }
            targets.iter().for_each(|target| {
                views.iter().for_each(|source| visit(*target, *source));
            });
        }
        for block in stmt.kind.blocks() {
            each_copy(block, returned, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Builder, Parameter};
    use crate::types::{ArrayType, Container, Element, Layout, Scalar};

    const ARRAY: ValueType =
        ValueType::Array { element: Element::Scalar(Scalar::F64), ndim: 1, layout: Layout::C };

    fn function(fill: impl FnOnce(&mut Builder)) -> Function {
        let mut builder = Builder::new(Vec::new());
        builder.local("a", ARRAY);
        builder.local("b", ARRAY);
        fill(&mut builder);
        builder.push(StmtKind::Return(Vec::new()));
        Function {
            options: Default::default(),
            name: "m.f".to_string(),
            display_name: "f".to_string(),
            linkage: Default::default(),
            file: "m.py".to_string(),
            line: 1,
            parameters: 2,
            locals: builder.locals,
            results: Vec::new(),
            owners: Vec::new(),
            body: builder.block,
        }
    }

    fn entry(variant: u32) -> Entry {
        let (element, layout, container) = (Scalar::F64.into(), Layout::C, Container::Array);
        let ty = Type::Array(ArrayType { element, ndim: 1, layout, container });
        let parameter = |name: &str| Parameter {
            name: name.to_string(),
            ty: ty.clone(),
            written: true,
            has_default: false,
        };
        Entry {
            module: "m".to_string(),
            qualified_name: "f".to_string(),
            ordinal: 0,
            first_line: 1,
            parameters: vec![parameter("a"), parameter("b")],
            positional_only: 0,
            keyword_only: 0,
            result: Type::None,
            variants: vec![FunctionId(variant)],
            pure: false,
            frozen: Vec::new(),
        }
    }

    #[test]
    fn a_store_through_a_copy_and_a_callee_is_found() {
        let stores = function(|builder| {
            let view = builder.local("c", ARRAY);
            builder.assign(view, Op::Copy(Operand::Local(Local(1))));
            let indices = vec![Operand::i64(0)];
            let value = Operand::f64(1.0);
            builder.push(StmtKind::Store { array: view, indices, values: vec![value] });
        });
        let calls = function(|builder| {
            let arguments = vec![Operand::Local(Local(1)), Operand::Local(Local(0))];
            let op = Op::Call { function: FunctionId(0), arguments };
            builder.push(StmtKind::Assign { targets: Vec::new(), op });
        });
        let reads = function(|_| {});
        let entries = vec![entry(0), entry(1), entry(2)];
        let mut unit = Unit { functions: vec![stores, calls, reads], entries };
        find(&mut unit);
        let found: Vec<(bool, Vec<bool>)> = unit
            .entries
            .iter()
            .map(|entry| (entry.pure, entry.parameters.iter().map(|p| p.written).collect()))
            .collect();
        let expected =
            [(false, vec![false, true]), (false, vec![true, false]), (true, vec![false, false])];
        assert_eq!(found, expected);
    }
}
