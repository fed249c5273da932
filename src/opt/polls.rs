//! Lets Ctrl-C stop a long kernel: a `Poll` at the start of each round of the loops that can run
//! for long, and at the start of functions that can call themselves.
//!
//! `while` loops, and range loops around other loops or around calls that can take long. An
//! innermost range loop is left alone: a poll would keep LLVM from making vector code of it.

use std::collections::BTreeSet;

use crate::ir::{Block, Function, FunctionId, Location, Op, Stmt, StmtKind, Unit};

/// Places the polls of every function of a unit.
pub fn place(unit: &mut Unit) {
    let quick = quick_functions(&unit.functions);
    let recursive: Vec<bool> =
        (0..unit.functions.len()).map(|index| is_recursive(&unit.functions, index)).collect();
    for (function, recursive) in unit.functions.iter_mut().zip(recursive) {
        place_in(&mut function.body, &quick);
        if recursive {
            let location = Location { line: function.line, column: 1 };
            function.body.insert(0, Stmt { kind: StmtKind::Poll, location });
        }
    }
}

fn place_in(block: &mut Block, quick: &BTreeSet<FunctionId>) {
    for stmt in block {
        let location = stmt.location;
        match &mut stmt.kind {
            StmtKind::Loop { body, .. } => {
                place_in(body, quick);
                body.insert(0, Stmt { kind: StmtKind::Poll, location });
            }
            StmtKind::For { body, .. } if is_long(body, quick) => {
                place_in(body, quick);
                body.insert(0, Stmt { kind: StmtKind::Poll, location });
            }
            StmtKind::If { then, otherwise, .. } => {
                place_in(then, quick);
                place_in(otherwise, quick);
            }
            StmtKind::Labelled { body, .. } => place_in(body, quick),
            _ => {}
        }
    }
}

/// Whether a block can take long by itself.
fn is_long(block: &Block, quick: &BTreeSet<FunctionId>) -> bool {
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::For { .. } | StmtKind::Loop { .. } => true,
        StmtKind::Assign { op: Op::Call { function, .. }, .. } => !quick.contains(function),
        other => other.blocks().into_iter().any(|block| is_long(block, quick)),
    })
}

/// The functions without loops that call only such functions: `math.sqrt` and its like.
fn quick_functions(functions: &[Function]) -> BTreeSet<FunctionId> {
    let mut quick = BTreeSet::new();
    loop {
        let before = quick.len();
        for (index, function) in functions.iter().enumerate() {
            if !is_long(&function.body, &quick) {
                quick.insert(FunctionId(index as u32));
            }
        }
        if quick.len() == before {
            return quick;
        }
    }
}

/// Whether a chain of calls leads from a function back to it.
fn is_recursive(functions: &[Function], start: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        let mut callees = BTreeSet::new();
        if let Some(function) = functions.get(index) {
            collect_callees(&function.body, &mut callees);
        }
        open.extend(callees.into_iter().filter(|callee| seen.insert(*callee)));
    }
    seen.contains(&start)
}

fn collect_callees(block: &Block, callees: &mut BTreeSet<usize>) {
    for stmt in block {
        if let StmtKind::Assign { op: Op::Call { function, .. }, .. } = &stmt.kind {
            callees.insert(function.0 as usize);
        }
        for nested in stmt.kind.blocks() {
            collect_callees(nested, callees);
        }
    }
}
