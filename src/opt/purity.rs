//! Which kernels have no effect that Python could see, and which of their arrays are written.
//!
//! A kernel without effects can be run again in Python when an `int` overflows. The effects that a
//! kernel can have are stores into arrays that it was given and what it prints, itself or through a
//! callee; also through a view that a callee returns, or an array that lies in a list. What is written
//! to arrays that the kernel made itself is no effect.

use std::collections::BTreeSet;

use crate::ir::{
    Block, Entry, Function, FunctionId, LIST_HEAD, Local, Op, Operand, Stmt, StmtKind, Unit,
    ValueType, flatten,
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

/// What is known of the memory behind a function's parameters, so that callers need not look inside.
#[derive(Clone, Debug, Default, PartialEq)]
struct Views {
    /// Those whose memory the results may view.
    returned: BTreeSet<Local>,
    /// Lists that may have what the second one views when the function ends.
    kept: BTreeSet<(Local, Local)>,
}

/// The array parameters of each function that it or a callee may write to. Of lists it is the arrays in
/// them: a list of a call is a kernel's own until the call ends.
fn written_parameters(functions: &[Function]) -> Vec<BTreeSet<Local>> {
    let views = views(functions);
    let aliases: Vec<_> = functions.iter().map(|function| aliases(function, &views)).collect();
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
    // What is found in a list without arrays is the list's.
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

/// Which of the locals that a parameter of a type is held in are lists without arrays.
fn lists_in(ty: &Type, place: &mut u32, found: &mut BTreeSet<Local>) {
    match (ty, ty.parts()) {
        (Type::List(_), _) => {
            if !ty.holds_array() {
                found.insert(Local(*place));
            }
            *place += 1;
        }
        (_, Some(parts)) => parts.iter().for_each(|part| lists_in(part, place, found)),
        _ => *place += flatten(ty).len() as u32,
    }
}

/// What the results and the list parameters of each function may view.
fn views(functions: &[Function]) -> Vec<Views> {
    let mut known = vec![Views::default(); functions.len()];
    loop {
        let next: Vec<Views> =
            functions.iter().map(|function| views_of(function, &known)).collect();
        if next == known {
            return known;
        }
        known = next;
    }
}

fn views_of(function: &Function, known: &[Views]) -> Views {
    let aliases = aliases(function, known);
    let mut found = Views::default();
    each_returned(&function.body, &mut |local| {
        found.returned.extend(aliases.get(local.0 as usize).into_iter().flatten().copied());
    });
    for (index, viewed) in aliases.iter().enumerate().take(function.parameters) {
        let list = Local(index as u32);
        let others = viewed.iter().filter(|other| **other != list);
        found.kept.extend(others.map(|other| (list, *other)));
    }
    found
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
    let mut of_lists = BTreeSet::new();
    each_view_of_list(&function.body, &mut |view| {
        of_lists.insert(view);
    });
    let mut written = BTreeSet::new();
    each_written(&function.body, known, &mut |array| {
        if !of_lists.contains(&array) {
            written.extend(aliases.get(array.0 as usize).into_iter().flatten());
        }
    });
    written
}

/// The locals that view the numbers in lists, which are the lists' own.
fn each_view_of_list(block: &Block, visit: &mut dyn FnMut(Local)) {
    for stmt in block {
        if let StmtKind::Assign { targets, op: Op::ListElements { .. } } = &stmt.kind {
            targets.iter().copied().for_each(&mut *visit);
        }
        stmt.kind.blocks().into_iter().for_each(|block| each_view_of_list(block, visit));
    }
}

fn is_list(function: &Function, local: Local) -> bool {
    function.locals.get(local.0 as usize).is_some_and(|it| it.ty == LIST_HEAD)
}

/// For each local, the array parameters whose memory it may view, a list also through what it has;
/// `known` says what the results and the lists of callees may view.
fn aliases(function: &Function, known: &[Views]) -> Vec<BTreeSet<Local>> {
    let mut aliases: Vec<BTreeSet<Local>> = vec![BTreeSet::new(); function.locals.len()];
    for (index, local) in function.locals.iter().enumerate().take(function.parameters) {
        if matches!(local.ty, ValueType::Array { .. }) {
            aliases[index].insert(Local(index as u32));
        }
    }
    let mut copies = Vec::new();
    each_copy(&function.body, known, &mut |target, source| {
        copies.push((target, source));
        // What a list is given under one name, or where it lies, it has under every other.
        if is_list(function, target) && is_list(function, source) {
            copies.push((source, target));
        }
    });
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

/// Every local that is written to, but for lists.
fn each_written(block: &Block, known: &[BTreeSet<Local>], visit: &mut dyn FnMut(Local)) {
    for stmt in block {
        if !changes_list(stmt) {
            stmt.kind.effects().writes.into_iter().for_each(&mut *visit);
        }
        if let StmtKind::Assign { op: Op::Call { function, arguments }, .. } = &stmt.kind {
            let parameters = known.get(function.0 as usize).into_iter().flatten();
            parameters
                .filter_map(|parameter| argument(arguments, *parameter))
                .for_each(&mut *visit);
        }
        for block in stmt.kind.blocks() {
            each_written(block, known, visit);
        }
    }
}

fn changes_list(stmt: &Stmt) -> bool {
    matches!(
        &stmt.kind,
        StmtKind::Assign {
            op: Op::ListPut { .. }
                | Op::ListDrop { .. }
                | Op::ListMove { .. }
                | Op::ListResize { .. },
            ..
        }
    )
}

/// The local that is given for a parameter.
fn argument(arguments: &[Operand], parameter: Local) -> Option<Local> {
    match arguments.get(parameter.0 as usize) {
        Some(Operand::Local(local)) => Some(*local),
        _ => None,
    }
}

/// Every local that may view the memory of another one, and that other one.
fn each_copy(block: &Block, known: &[Views], visit: &mut dyn FnMut(Local, Local)) {
    for stmt in block {
        if let StmtKind::Assign { targets, op } = &stmt.kind {
            let mut views = op.effects().views;
            match op {
                Op::Call { function, arguments } => {
                    let callee = known.get(function.0 as usize).cloned().unwrap_or_default();
                    let of = |parameter: &Local| argument(arguments, *parameter);
                    views.extend(callee.returned.iter().filter_map(of));
                    for (list, other) in &callee.kept {
                        if let (Some(list), Some(other)) = (of(list), of(other)) {
                            visit(list, other);
                        }
                    }
                }
                Op::ListPut { list, value, .. } => visit(*list, *value),
                _ => {}
            }
            targets.iter().for_each(|target| {
                views.iter().for_each(|source| visit(*target, *source));
            });
        }
        for block in stmt.kind.blocks() {
            each_copy(block, known, visit);
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
            recorded: false,
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
