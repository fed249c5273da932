//! What the small passes make of small functions.

use super::{copies, dead};
use crate::ir::{
    Block, Builder, Function, Local, Op, Operand, StmtKind, Unit, ValueType,
    assigned_several_times, print_function, read_before_assigned,
};
use crate::types::{Arithmetic, BinaryOp, Scalar};

const I64: ValueType = ValueType::Scalar(Scalar::I64);

/// A function of `n: i64` and `flag: bool` with that body.
fn function(fill: impl FnOnce(&mut Builder, Operand, Operand)) -> Function {
    let mut builder = Builder::new(Vec::new());
    let n = Operand::Local(builder.local("n", I64));
    let flag = Operand::Local(builder.local("flag", ValueType::Scalar(Scalar::Bool)));
    fill(&mut builder, n, flag);
    Function {
        options: Default::default(),
        name: "m.f".to_string(),
        display_name: "f".to_string(),
        linkage: Default::default(),
        file: "m.py".to_string(),
        line: 1,
        parameters: 2,
        locals: builder.locals,
        results: vec![I64],
        owners: Vec::new(),
        body: builder.block,
    }
}

/// The body behind a pass, a line a statement.
fn after(pass: fn(&mut Unit), fill: impl FnOnce(&mut Builder, Operand, Operand)) -> String {
    let mut unit = Unit { functions: vec![function(fill)], entries: Vec::new() };
    pass(&mut unit);
    let text = print_function(&unit.functions[0]);
    let body = text.lines().skip(1).filter(|line| !line.contains("local "));
    body.map(|line| line.trim().trim_end_matches("  @1:1")).collect::<Vec<_>>().join("\n")
}

fn plus_one(builder: &mut Builder, value: Operand) -> Operand {
    let (op, arithmetic) = (BinaryOp::Add, Arithmetic::Proved);
    builder.value(Scalar::I64, Op::Binary { op, arithmetic, left: value, right: Operand::i64(1) })
}

fn branch(condition: Operand, then: Block, otherwise: Block) -> StmtKind {
    StmtKind::If { condition, then, otherwise }
}

#[test]
fn a_chain_that_nobody_reads_goes_as_a_whole() {
    let text = after(dead::remove, |builder, n, flag| {
        let mut last = n;
        for _ in 0..3 {
            last = plus_one(builder, last);
        }
        // A branch of which nothing stays goes, too, and with it what its condition was made for.
        let then = builder.nested(|builder| {
            plus_one(builder, last);
        });
        builder.push(branch(flag, then, Vec::new()));
        builder.push(StmtKind::Return(vec![n]));
    });
    assert_eq!(text, "return n.0");
}

#[test]
fn a_variable_that_is_made_of_itself_is_dead_if_nobody_else_reads_it() {
    let text = after(dead::remove, |builder, n, _| {
        let (total, kept) = (builder.local("total", I64), builder.local("kept", I64));
        for local in [total, kept] {
            builder.assign(local, Op::Copy(n));
            let next = plus_one(builder, Operand::Local(local));
            builder.assign(local, Op::Copy(next));
        }
        builder.push(StmtKind::Return(vec![Operand::Local(kept)]));
    });
    assert!(!text.contains("total"), "{text}");
    assert!(text.contains("return kept.3"), "{text}");
}

#[test]
fn a_copy_is_read_only_while_its_original_stays() {
    let text = after(copies::propagate, |builder, n, _| {
        let x = builder.local("x", I64);
        builder.assign(x, Op::Copy(n));
        let nameless = builder.value(Scalar::I64, Op::Copy(Operand::Local(x)));
        let first = plus_one(builder, nameless);
        builder.assign(x, Op::Copy(first));
        // `x` is another one now.
        let second = plus_one(builder, nameless);
        builder.push(StmtKind::Return(vec![second]));
    });
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.contains(&"x.2 = add proved x.2, 1i64"), "{text}");
    assert!(lines.contains(&".3 = x.2"), "{text}");
    assert!(lines.iter().any(|line| line.ends_with("add proved .3, 1i64")), "{text}");
}

#[test]
fn what_one_branch_assigns_is_no_longer_a_copy_behind_it() {
    let text = after(copies::propagate, |builder, n, flag| {
        let copy = builder.local("", I64);
        builder.assign(copy, Op::Copy(n));
        let then = builder.nested(|builder| {
            let other = plus_one(builder, n);
            builder.assign(copy, Op::Copy(other));
        });
        builder.push(branch(flag, then, Vec::new()));
        builder.push(StmtKind::Return(vec![Operand::Local(copy)]));
    });
    assert!(text.ends_with("return .2"), "{text}");
}

#[test]
fn a_read_may_come_before_every_assignment() {
    let mut locals = [Local(0); 3];
    let early = read_before_assigned(&function(|builder, n, flag| {
        let [straight, branched, carried] =
            ["straight", "branched", "carried"].map(|name| builder.local(name, I64));
        locals = [straight, branched, carried];
        builder.assign(straight, Op::Copy(n));
        let then = builder.nested(|builder| builder.assign(branched, Op::Copy(n)));
        builder.push(branch(flag, then, Vec::new()));
        let label = builder.label();
        let body = builder.nested(|builder| {
            // Of the round before.
            plus_one(builder, Operand::Local(carried));
            builder.assign(carried, Op::Copy(Operand::Local(straight)));
            plus_one(builder, Operand::Local(carried));
        });
        builder.push(StmtKind::Loop { label, body });
        builder.push(StmtKind::Return(vec![Operand::Local(branched)]));
    }));
    let [_, branched, carried] = locals;
    assert_eq!(early.into_iter().collect::<Vec<_>>(), [branched, carried]);
}

#[test]
fn a_local_that_two_statements_assign_has_several_values() {
    let mut locals = [Local(0); 2];
    let several = assigned_several_times(&function(|builder, n, flag| {
        let [once, twice] = ["once", "twice"].map(|name| builder.local(name, I64));
        locals = [once, twice];
        builder.assign(once, Op::Copy(n));
        let sides = [n, Operand::Local(once)];
        let [then, otherwise] =
            sides.map(|value| builder.nested(|builder| builder.assign(twice, Op::Copy(value))));
        builder.push(branch(flag, then, otherwise));
        // A parameter has a value before.
        builder.assign(Local(0), Op::Copy(Operand::Local(twice)));
    }));
    assert_eq!(several.into_iter().collect::<Vec<_>>(), [Local(0), locals[1]]);
}
