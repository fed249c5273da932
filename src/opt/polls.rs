//! Lets Ctrl-C stop a long kernel: a `Poll` at the start of each round of the loops that can run
//! for long, and at the start of functions that can call themselves.
//!
//! `while` loops, and range loops around other loops or around calls that can take long. An
//! innermost range loop has none, since a poll would keep LLVM from making vector code of it. One
//! that no other loop is around is cut into chunks instead, with a poll before each, unless it
//! runs over an array, which memory bounds.

use std::collections::BTreeSet;

use crate::ir::{
    Block, Builder, Function, FunctionId, Label, Local, Location, Op, Operand, Stmt, StmtKind,
    Unit, ValueType, callees, max_label,
};
use crate::types::{Arithmetic, BinaryOp, Comparison, Scalar};

/// The rounds of a chunk; few in unit tests, so that they see its ends.
const CHUNK: i128 = if cfg!(test) { 3 } else { 1 << 20 };
/// A range between constants of this size does not run for long.
const SMALL: i128 = 1 << 30;
/// Steps beyond this do not run for long.
const MOST_STEP: i128 = 1 << 20;

/// Places the polls of every function of a unit.
pub fn place(unit: &mut Unit) {
    let quick = quick_functions(&unit.functions);
    let recursive: Vec<bool> =
        (0..unit.functions.len()).map(|index| is_recursive(&unit.functions, index)).collect();
    for (function, recursive) in unit.functions.iter_mut().zip(recursive) {
        place_in(&mut function.body, &quick);
        cut_loops(function, &quick);
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
        kind => {
            let effects = kind.effects();
            effects.is_seen
                || effects.calls.is_some_and(|function| !quick.contains(&function))
                || kind.blocks().into_iter().any(|block| is_long(block, quick))
        }
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
        let called = functions.get(index).map(|function| callees(&function.body));
        let called = called.into_iter().flatten().map(|callee| callee.0 as usize);
        open.extend(called.filter(|callee| seen.insert(*callee)));
    }
    seen.contains(&start)
}

/// Cuts the innermost loops that no other loop is around.
fn cut_loops(function: &mut Function, quick: &BTreeSet<FunctionId>) {
    let mut lengths = BTreeSet::new();
    collect_lengths(&function.body, &mut lengths);
    let mut builder = Builder::new(std::mem::take(&mut function.locals));
    builder.next_label = max_label(&function.body).map_or(0, |label| label.0 + 1);
    let body = std::mem::take(&mut function.body);
    function.body = cut_block(&mut builder, body, quick, &lengths);
    function.locals = builder.locals;
}

/// The locals that hold an array's length, and perhaps other values.
fn collect_lengths(block: &Block, lengths: &mut BTreeSet<Local>) {
    for stmt in block {
        if let StmtKind::Assign { targets, op: Op::Length { .. } } = &stmt.kind {
            lengths.extend(targets);
        }
        for nested in stmt.kind.blocks() {
            collect_lengths(nested, lengths);
        }
    }
}

fn cut_block(
    builder: &mut Builder,
    block: Block,
    quick: &BTreeSet<FunctionId>,
    lengths: &BTreeSet<Local>,
) -> Block {
    builder.nested(|builder| {
        for mut stmt in block {
            builder.location = stmt.location;
            match &mut stmt.kind {
                StmtKind::For { start, stop, step: Operand::Int(_, step), body, .. }
                    if step.abs() <= MOST_STEP
                        && !is_long(body, quick)
                        && !(is_small(start) && (is_small(stop) || is_length(stop, lengths))) =>
                {
                    let kind = cut(builder, stmt.kind);
                    builder.push(kind);
                    continue;
                }
                StmtKind::If { then, otherwise, .. } => {
                    for nested in [then, otherwise] {
                        *nested = cut_block(builder, std::mem::take(nested), quick, lengths);
                    }
                }
                StmtKind::Labelled { body, .. } => {
                    *body = cut_block(builder, std::mem::take(body), quick, lengths);
                }
                _ => {}
            }
            builder.block.push(stmt);
        }
    })
}

fn is_small(end: &Operand) -> bool {
    matches!(end, Operand::Int(_, value) if value.abs() <= SMALL)
}

fn is_length(end: &Operand, lengths: &BTreeSet<Local>) -> bool {
    matches!(end, Operand::Local(local) if lengths.contains(local))
}

/// `for i in range(a, b, s)` as chunks of rounds: `for c in range(a, b, s * CHUNK)` around
/// `for i in range(c, the nearer of c + s * CHUNK and b, s)`.
fn cut(builder: &mut Builder, kind: StmtKind) -> StmtKind {
    let StmtKind::For { label, variable, start, stop, step: Operand::Int(scalar, step), mut body } =
        kind
    else {
        return kind;
    };
    // The body may assign the local that the stop was read from.
    let stop = builder.value(Scalar::I64, Op::Copy(stop));
    let chunk = builder.local("", ValueType::Scalar(Scalar::I64));
    let outer = builder.label();
    rename_breaks(&mut body, label, outer);
    let stride = Operand::Int(scalar, step * CHUNK);
    let inner = builder.nested(|builder| {
        builder.push(StmtKind::Poll);
        let here = Operand::Local(chunk);
        let arithmetic = Arithmetic::Sized(Scalar::I64);
        // As an unsigned number, the way that is left: it is not negative and fits 64 bits.
        let (left, right) = if step > 0 { (stop, here) } else { (here, stop) };
        let way = Op::Binary { op: BinaryOp::Sub, arithmetic, left, right };
        let way = builder.value(Scalar::I64, way);
        let whole = Operand::Int(scalar, (step * CHUNK).abs());
        let condition = builder.compare(Comparison::Gt, Scalar::U64, way, whole);
        let next = Op::Binary { op: BinaryOp::Add, arithmetic, left: here, right: stride };
        let then = builder.value(Scalar::I64, next);
        let end = Op::Select { condition, then, otherwise: stop, unpredictable: false };
        let stop = builder.value(Scalar::I64, end);
        let step = Operand::Int(scalar, step);
        builder.push(StmtKind::For { label, variable, start: here, stop, step, body });
    });
    StmtKind::For { label: outer, variable: chunk, start, stop, step: stride, body: inner }
}

fn rename_breaks(block: &mut Block, from: Label, to: Label) {
    for stmt in block {
        match &mut stmt.kind {
            StmtKind::Break(label) if *label == from => *label = to,
            other => {
                for nested in other.blocks_mut() {
                    rename_breaks(nested, from, to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::print_function;

    #[test]
    fn a_long_innermost_loop_is_cut_into_chunks() {
        let mut builder = Builder::new(Vec::new());
        let int = ValueType::Scalar(Scalar::I64);
        let (stop, variable) = (builder.local("n", int), builder.local("i", int));
        let label = builder.label();
        let body = builder.nested(|builder| builder.push(StmtKind::Break(label)));
        let (start, step) = (Operand::i64(0), Operand::i64(2));
        let stop = Operand::Local(stop);
        builder.push(StmtKind::For { label, variable, start, stop, step, body });
        builder.push(StmtKind::Return(Vec::new()));
        let function = Function {
            options: Default::default(),
            name: "m.f".to_string(),
            display_name: "f".to_string(),
            linkage: Default::default(),
            file: "m.py".to_string(),
            line: 1,
            parameters: 1,
            locals: builder.locals,
            results: Vec::new(),
            owners: Vec::new(),
            body: builder.block,
        };
        let mut unit = Unit { functions: vec![function], entries: Vec::new() };
        place(&mut unit);
        let text = print_function(&unit.functions[0]).replace("  @1:1", "");
        let lines: Vec<&str> = text.lines().filter(|line| !line.contains("local ")).collect();
        assert_eq!(
            lines[1..].join("\n"),
            "    .2 = n.0\n    \
             for L1 .3 in range(0i64, .2, 6i64):\n        \
                 poll\n        \
                 .4 = sub i64 .2, .3\n        \
                 .5 = gt u64 .4, 6i64\n        \
                 .6 = add i64 .3, 6i64\n        \
                 .7 = select .5, .6, .2\n        \
                 for L0 i.1 in range(.3, .7, 2i64):\n            \
                     break L1\n    \
             return "
        );
    }
}
