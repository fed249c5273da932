//! Which checks the pass proves away, and which it must leave.

use crate::ir::{
    Bounds, Builder, Function, Label, Local, Object, Op, Operand, StmtKind, Unit, ValueType,
    print_function,
};
use crate::opt::{Options, optimise_with};
use crate::types::{Arithmetic, BinaryOp, Comparison, Container, Element, Layout, Scalar};

const A: Local = Local(0);
const N: Operand = Operand::Local(Local(1));
const K: Operand = Operand::Local(Local(2));
const LOOP: Label = Label(0);

/// `f(a: f64[:], n: int, k: int)` with that body, optimised.
fn optimised(fill: impl FnOnce(&mut Builder)) -> String {
    let mut builder = Builder::new(Vec::new());
    let layout = Layout::Strided;
    builder.local("a", ValueType::Array { element: Element::Scalar(Scalar::F64), ndim: 1, layout });
    builder.local("n", ValueType::Scalar(Scalar::I64));
    builder.local("k", ValueType::Scalar(Scalar::I64));
    builder.next_label = 1;
    fill(&mut builder);
    builder.push(StmtKind::Return(Vec::new()));
    let function = Function {
        options: Default::default(),
        name: "m.f".to_string(),
        display_name: "f".to_string(),
        linkage: Default::default(),
        file: "m.py".to_string(),
        line: 1,
        parameters: 3,
        locals: builder.locals,
        results: Vec::new(),
        owners: Vec::new(),
        body: builder.block,
    };
    let mut unit = Unit { functions: vec![function], entries: Vec::new() };
    optimise_with(&mut unit, Options::default());
    print_function(&unit.functions[0])
}

fn checks(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with("check ")).count()
}

fn int(builder: &mut Builder, op: BinaryOp, left: Operand, right: Operand) -> Operand {
    builder.value(Scalar::I64, Op::Binary { op, arithmetic: Arithmetic::PythonInt, left, right })
}

fn length(builder: &mut Builder) -> Operand {
    builder.value(Scalar::I64, Op::Length { array: A, axis: 0 })
}

/// A store whose memory may always be written: what is left to check is the index.
fn store(builder: &mut Builder, index: Operand) {
    store_in(builder, A, Container::ArrayArray, index);
}

fn store_in(builder: &mut Builder, array: Local, container: Container, index: Operand) {
    let value = Operand::f64(1.0);
    let bounds = Bounds::Python { container, inside: 0 };
    let reached = builder.local("", ValueType::Scalar(Scalar::I64));
    builder.assign(reached, Op::Reach { array, indices: vec![index], bounds });
    let indices = vec![Operand::Local(reached)];
    builder.push(StmtKind::Store { array, indices, values: vec![value] });
}

/// `for i in range(start, stop, step): body(i)`.
fn range(
    builder: &mut Builder,
    (start, stop, step): (Operand, Operand, i64),
    body: impl FnOnce(&mut Builder, Operand),
) {
    let variable = builder.local("i", ValueType::Scalar(Scalar::I64));
    let body = builder.nested(|builder| body(builder, Operand::Local(variable)));
    let label = builder.label();
    let step = Operand::i64(step);
    builder.push(StmtKind::For { label, variable, start, stop, step, body });
}

#[test]
fn neighbours_inside_a_range_need_no_checks() {
    let text = optimised(|builder| {
        let n = length(builder);
        let stop = int(builder, BinaryOp::Sub, n, Operand::i64(1));
        range(builder, (Operand::i64(1), stop, 1), |builder, i| {
            for op in [BinaryOp::Sub, BinaryOp::Add] {
                let index = int(builder, op, i, Operand::i64(1));
                store(builder, index);
            }
        });
    });
    assert_eq!(checks(&text), 0, "{text}");
}

#[test]
fn one_step_too_far_keeps_its_check() {
    let text = optimised(|builder| {
        let n = length(builder);
        range(builder, (Operand::i64(0), n, 1), |builder, i| {
            let index = int(builder, BinaryOp::Add, i, Operand::i64(1));
            store(builder, index);
        });
    });
    assert_eq!(checks(&text), 1, "{text}");
}

#[test]
fn a_range_that_counts_down_is_known_too() {
    let text = optimised(|builder| {
        let n = length(builder);
        let last = int(builder, BinaryOp::Sub, n, Operand::i64(1));
        range(builder, (last, Operand::i64(-1), -1), store);
    });
    assert_eq!(checks(&text), 0, "{text}");
}

#[test]
fn mirrored_indices_are_known() {
    let text = optimised(|builder| {
        let n = length(builder);
        range(builder, (Operand::i64(0), n, 1), |builder, i| {
            let last = int(builder, BinaryOp::Sub, n, Operand::i64(1));
            let mirrored = int(builder, BinaryOp::Sub, last, i);
            store(builder, mirrored);
        });
    });
    assert_eq!(checks(&text), 0, "{text}");
}

#[test]
fn a_torus_needs_neither_checks_nor_divisions() {
    let text = optimised(|builder| {
        let n = length(builder);
        range(builder, (Operand::i64(0), n, 1), |builder, i| {
            for op in [BinaryOp::Sub, BinaryOp::Add] {
                let moved = int(builder, op, i, Operand::i64(1));
                let index = int(builder, BinaryOp::Mod, moved, n);
                store(builder, index);
            }
        });
    });
    assert_eq!(checks(&text), 0, "{text}");
    assert!(!text.contains("mod "), "{text}");
}

#[test]
fn an_unknown_index_keeps_its_check_once() {
    let text = optimised(|builder| {
        store(builder, N);
        store(builder, N);
    });
    // The second index is checked again, since a negative one was normalised in between.
    assert!((1..=2).contains(&checks(&text)), "{text}");
    let text = optimised(|builder| {
        let positive = builder.compare(Comparison::Ge, Scalar::I64, N, Operand::i64(0));
        let then = builder.nested(|builder| {
            store(builder, N);
            store(builder, N);
        });
        builder.push(StmtKind::If { condition: positive, then, otherwise: Vec::new() });
    });
    assert_eq!(checks(&text), 1, "{text}");
}

#[test]
fn a_counter_in_a_while_loop_is_bounded_by_its_condition() {
    let text = optimised(|builder| {
        let counter = builder.local("i", ValueType::Scalar(Scalar::I64));
        let i = Operand::Local(counter);
        builder.assign(counter, Op::Copy(Operand::i64(0)));
        let n = length(builder);
        let body = builder.nested(|builder| {
            let inside = builder.compare(Comparison::Lt, Scalar::I64, i, n);
            let otherwise = builder.nested(|builder| builder.push(StmtKind::Break(LOOP)));
            builder.push(StmtKind::If { condition: inside, then: Vec::new(), otherwise });
            store(builder, i);
            let next = int(builder, BinaryOp::Add, i, Operand::i64(1));
            builder.assign(counter, Op::Copy(next));
        });
        builder.push(StmtKind::Loop { label: LOOP, body });
    });
    assert_eq!(checks(&text), 0, "{text}");
}

#[test]
fn a_stop_that_the_body_moves_proves_nothing() {
    // `while i < m: a[i]; i += 1; m += k` where m began as the length.
    let text = optimised(|builder| {
        let limit = builder.local("m", ValueType::Scalar(Scalar::I64));
        let counter = builder.local("i", ValueType::Scalar(Scalar::I64));
        let (m, i) = (Operand::Local(limit), Operand::Local(counter));
        builder.assign(counter, Op::Copy(Operand::i64(0)));
        builder.assign(limit, Op::Length { array: A, axis: 0 });
        let body = builder.nested(|builder| {
            let inside = builder.compare(Comparison::Lt, Scalar::I64, i, m);
            let otherwise = builder.nested(|builder| builder.push(StmtKind::Break(LOOP)));
            builder.push(StmtKind::If { condition: inside, then: Vec::new(), otherwise });
            store(builder, i);
            let next = int(builder, BinaryOp::Add, i, Operand::i64(1));
            builder.assign(counter, Op::Copy(next));
            let moved = int(builder, BinaryOp::Add, m, K);
            builder.assign(limit, Op::Copy(moved));
        });
        builder.push(StmtKind::Loop { label: LOOP, body });
    });
    assert!(text.contains("check not") && text.contains("Index"), "{text}");
    // `i += 1` is below some m, which fits; `m += k` may overflow.
    assert_eq!(checks(&text), 2, "{text}");
}

#[test]
fn a_value_made_in_a_loop_is_no_symbol() {
    // Each round compares the index of the round before with a new limit.
    let text = optimised(|builder| {
        let counter = builder.local("i", ValueType::Scalar(Scalar::I64));
        let i = Operand::Local(counter);
        builder.assign(counter, Op::Copy(Operand::i64(0)));
        range(builder, (Operand::i64(0), N, 1), |builder, _| {
            store(builder, i);
            let next = int(builder, BinaryOp::Add, i, K);
            builder.assign(counter, Op::Copy(next));
        });
    });
    assert_eq!(checks(&text), 2, "{text}");
}

#[test]
fn conditions_joined_by_and_are_both_known() {
    // `c = n >= 0; if c: c = n < len(a)` then `if c: a[n]`, as `and` is lowered.
    let text = optimised(|builder| {
        let both = builder.local("", ValueType::Scalar(Scalar::Bool));
        let positive = builder.compare(Comparison::Ge, Scalar::I64, N, Operand::i64(0));
        builder.assign(both, Op::Copy(positive));
        let then = builder.nested(|builder| {
            let n = length(builder);
            let below = builder.compare(Comparison::Lt, Scalar::I64, N, n);
            builder.assign(both, Op::Copy(below));
        });
        let condition = Operand::Local(both);
        builder.push(StmtKind::If { condition, then, otherwise: Vec::new() });
        let then = builder.nested(|builder| store(builder, N));
        builder.push(StmtKind::If { condition, then, otherwise: Vec::new() });
    });
    assert_eq!(checks(&text), 0, "{text}");
}

#[test]
fn zero_is_excluded_only_where_it_was_tested() {
    let divide = |builder: &mut Builder| {
        int(builder, BinaryOp::Mod, K, N);
    };
    let guarded = optimised(|builder| {
        let nonzero = builder.compare(Comparison::Gt, Scalar::I64, N, Operand::i64(0));
        let then = builder.nested(divide);
        builder.push(StmtKind::If { condition: nonzero, then, otherwise: Vec::new() });
    });
    assert_eq!(checks(&guarded), 0, "{guarded}");
    assert_eq!(checks(&optimised(divide)), 1);
}

#[test]
fn a_length_that_was_tested_is_known() {
    let text = optimised(|builder| {
        let n = length(builder);
        let enough = builder.compare(Comparison::Ge, Scalar::I64, n, Operand::i64(3));
        let then = builder.nested(|builder| {
            for index in [0, 2, -1, -3] {
                store(builder, Operand::i64(index));
            }
        });
        builder.push(StmtKind::If { condition: enough, then, otherwise: Vec::new() });
        store(builder, Operand::i64(0));
    });
    assert_eq!(checks(&text), 1, "{text}");
}

#[test]
fn a_loop_up_to_an_unknown_stop_has_a_fast_version() {
    let text = optimised(|builder| {
        range(builder, (Operand::i64(1), N, 1), |builder, i| {
            let index = int(builder, BinaryOp::Sub, i, Operand::i64(1));
            store(builder, index);
            store(builder, i);
            store(builder, K);
            store(builder, Operand::i64(-1));
        });
    });
    let (before, fast) = text.split_once("if ").expect("a versioned loop");
    let (fast, slow) = fast.split_once("else:").expect("a slow version");
    assert_eq!((checks(before), checks(fast)), (0, 0), "{text}");
    // The last index needs none: an access before it shows that the array is not empty.
    assert_eq!(checks(slow), 3, "{text}");
}

#[test]
fn a_loop_that_prints_has_one_version() {
    let text = optimised(|builder| {
        range(builder, (Operand::i64(0), N, 1), |builder, i| {
            store(builder, i);
            builder.push(StmtKind::Run(Object::None));
        });
    });
    assert_eq!((text.matches("for ").count(), checks(&text)), (1, 1), "{text}");
}

/// The checks of read-only memory.
fn read_only(text: &str) -> usize {
    text.lines().filter(|line| line.contains("else ReadOnly(")).count()
}

#[test]
fn memory_that_was_written_is_not_read_only() {
    let text = optimised(|builder| {
        for index in [0, 1, 2] {
            store_in(builder, A, Container::Array, Operand::i64(index));
        }
    });
    assert_eq!((read_only(&text), checks(&text)), (1, 4), "{text}");
    let text = optimised(|builder| {
        store_in(builder, A, Container::Memoryview, Operand::i64(0));
        range(builder, (Operand::i64(0), N, 1), |builder, i| {
            store_in(builder, A, Container::Memoryview, i);
        });
    });
    assert_eq!(read_only(&text), 1, "{text}");
}

#[test]
fn loops_that_write_ask_once_whether_they_may() {
    let text = optimised(|builder| {
        let n = length(builder);
        range(builder, (Operand::i64(0), n, 1), |builder, i| {
            store_in(builder, A, Container::Array, i);
        });
    });
    let (before, versions) = text.split_once("if ").expect("a versioned loop");
    let (fast, slow) = versions.split_once("else:").expect("a slow version");
    assert_eq!((checks(before), checks(fast)), (0, 0), "{text}");
    // Nothing but read-only memory leads there, so the first store fails.
    assert!(slow.contains("check not true else ReadOnly(Array)"), "{text}");

    // `while`: the test before the loop stands for the memory, not for the indices.
    let text = optimised(|builder| {
        let body = builder.nested(|builder| {
            store_in(builder, A, Container::Array, N);
            let ended = builder.compare(Comparison::Lt, Scalar::I64, N, K);
            let then = builder.nested(|builder| builder.push(StmtKind::Break(LOOP)));
            builder.push(StmtKind::If { condition: ended, then, otherwise: Vec::new() });
        });
        builder.push(StmtKind::Loop { label: LOOP, body });
    });
    let (fast, _) = text.split_once("else:").expect("a slow version");
    assert_eq!((read_only(fast), checks(fast)), (0, 1), "{text}");
}

#[test]
fn another_view_may_be_read_only() {
    let text = optimised(|builder| {
        let layout = Layout::Strided;
        let ty = ValueType::Array { element: Element::Scalar(Scalar::F64), ndim: 1, layout };
        let view = builder.local("b", ty);
        builder.assign(view, Op::Copy(Operand::Local(A)));
        store_in(builder, view, Container::Array, Operand::i64(0));
        range(builder, (Operand::i64(0), N, 1), |builder, i| {
            store_in(builder, view, Container::Array, i);
            builder.assign(view, Op::Copy(Operand::Local(A)));
        });
    });
    assert_eq!(read_only(&text), 2, "{text}");
}
