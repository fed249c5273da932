//! Lowering of small typed trees, written by hand, against the KIR that must come of them.

use std::collections::BTreeMap;

use crate::check::tree::{
    CompareDomain, Compared, Expr, ExprKind, Iterable, Stmt, StmtKind, Target, TypedFunction,
    Variable, VariableId,
};
use crate::ir::{Stage, Unit, print_function, verify};
use crate::source::Span;
use crate::types::{
    Arithmetic, ArrayType, BinaryOp, Comparison, Constant, Container, Layout, Scalar, Type,
};

const SPAN: Span = Span { start: 0, end: 0 };

fn stmt(kind: StmtKind) -> Stmt {
    Stmt { kind, span: SPAN }
}

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, span: SPAN }
}

fn int(value: i128) -> Expr {
    expr(ExprKind::Constant(Constant::Int(value)), Type::Int)
}

fn var(index: u32, ty: Type) -> Expr {
    expr(ExprKind::Variable(VariableId(index)), ty)
}

fn add(left: Expr, right: Expr) -> Expr {
    let (left, right) = (Box::new(left), Box::new(right));
    let (op, arithmetic) = (BinaryOp::Add, Arithmetic::PythonInt);
    expr(ExprKind::Binary { op, arithmetic, left, right }, Type::Int)
}

fn compare(first: Expr, rest: Vec<(Comparison, Expr)>) -> Expr {
    let domain = CompareDomain::Integers;
    let rest = rest.into_iter().map(|(op, operand)| Compared { op, domain, operand }).collect();
    expr(ExprKind::Compare { first: Box::new(first), rest }, Type::Bool)
}

fn less(left: Expr, right: Expr) -> Expr {
    compare(left, vec![(Comparison::Lt, right)])
}

fn assign(index: u32, value: Expr) -> Stmt {
    stmt(StmtKind::Assign { targets: vec![Target::Variable(VariableId(index))], value })
}

fn give(value: Expr) -> Stmt {
    stmt(StmtKind::Return(Some(value)))
}

/// The KIR body of a function with these variables, the first of which are parameters.
fn lowered(variables: &[(&str, Type)], parameters: u32, result: Type, body: Vec<Stmt>) -> String {
    lowered_with(variables, &[], parameters, result, body)
}

fn lowered_with(
    variables: &[(&str, Type)],
    unbound: &[&str],
    parameters: u32,
    result: Type,
    body: Vec<Stmt>,
) -> String {
    let variables = variables.iter().map(|(name, ty)| Variable {
        name: name.to_string(),
        ty: ty.clone(),
        maybe_unbound: unbound.contains(name),
    });
    let function = TypedFunction {
        options: Default::default(),
        module: "m".to_string(),
        qualified_name: "f".to_string(),
        file: "m.py".to_string(),
        line: 1,
        parameters: (0..parameters).map(VariableId).collect(),
        variables: variables.collect(),
        result,
        body,
        frozen: Vec::new(),
    };
    let function = super::function::lower(&function, &[], &BTreeMap::new(), None);
    let unit = Unit { functions: vec![function], entries: Vec::new() };
    assert_eq!(verify(&unit, Stage::Lowered), Ok(()));
    let text = print_function(&unit.functions[0]);
    let body = text.lines().skip(1).filter(|line| !line.starts_with("    local "));
    let lines = body.map(|line| line.strip_prefix("    ").unwrap_or(line).replace("  @1:1", ""));
    lines.map(|line| line + "\n").collect()
}

fn ints<'n>(names: &[&'n str]) -> Vec<(&'n str, Type)> {
    names.iter().map(|&name| (name, Type::Int)).collect()
}

#[test]
fn chains_evaluate_each_operand_once() {
    let sum = add(var(1, Type::Int), int(1));
    let chain = compare(
        var(0, Type::Int),
        vec![(Comparison::Lt, sum), (Comparison::Le, var(2, Type::Int))],
    );
    assert_eq!(
        lowered(&ints(&["a", "b", "c"]), 3, Type::Bool, vec![give(chain)]),
        "\
.4 = add int b.1, 1i64
.5 = lt i64 a.0, .4
.3 = .5
if .5:
    .6 = le i64 .4, c.2
    .3 = .6
return .3
"
    );
}

#[test]
fn a_swap_reads_both_before_it_assigns() {
    let pair = Type::Tuple(vec![Type::Int, Type::Int]);
    let value = expr(ExprKind::Aggregate(vec![var(1, Type::Int), var(0, Type::Int)]), pair);
    let targets = vec![Target::Variable(VariableId(0)), Target::Variable(VariableId(1))];
    let target = Target::Tuple { targets, conversions: vec![None, None] };
    let swap = stmt(StmtKind::Assign { targets: vec![target], value });
    assert_eq!(
        lowered(&ints(&["a", "b"]), 2, Type::Int, vec![swap, give(var(0, Type::Int))]),
        "\
.2 = b.1
.3 = a.0
a.0 = .2
b.1 = .3
return a.0
"
    );
}

#[test]
fn the_else_of_a_loop_is_skipped_by_break() {
    let body = vec![
        stmt(StmtKind::If {
            test: less(int(5), var(0, Type::Int)),
            body: vec![stmt(StmtKind::Break), stmt(StmtKind::Continue)],
            orelse: vec![],
        }),
        assign(0, add(var(0, Type::Int), int(1))),
    ];
    let orelse = vec![assign(0, int(7))];
    let test = less(var(0, Type::Int), int(9));
    let whole = vec![stmt(StmtKind::While { test, body, orelse }), give(var(0, Type::Int))];
    assert_eq!(
        lowered(&ints(&["a"]), 1, Type::Int, whole),
        "\
block L0:
    loop L1:
        .1 = lt i64 a.0, 9i64
        if .1:
            pass
        else:
            break L1
        .2 = lt i64 5i64, a.0
        if .2:
            break L0
        .3 = add int a.0, 1i64
        a.0 = .3
    a.0 = 7i64
return a.0
"
    );
}

#[test]
fn conditions_become_branches() {
    let both = |and, values| expr(ExprKind::BoolOp { and, values }, Type::Bool);
    let (a, b, c) = (var(0, Type::Bool), var(1, Type::Bool), var(2, Type::Bool));
    let test = both(false, vec![both(true, vec![a, b]), c]);
    let body =
        vec![stmt(StmtKind::If { test, body: vec![give(int(1))], orelse: vec![give(int(2))] })];
    let variables = [("a", Type::Bool), ("b", Type::Bool), ("c", Type::Bool)];
    assert_eq!(
        lowered(&variables, 3, Type::Int, body),
        "\
block L1:
    block L2:
        block L3:
            if a.0:
                pass
            else:
                break L3
            if b.1:
                break L2
        if c.2:
            pass
        else:
            break L1
    return 1i64
return 2i64
"
    );
}

#[test]
fn variables_that_may_be_unassigned_have_a_flag() {
    let body = vec![
        stmt(StmtKind::For {
            target: Target::Variable(VariableId(1)),
            iterable: Box::new(Iterable::Range {
                start: int(0),
                stop: var(0, Type::Int),
                step: int(1),
            }),
            body: vec![],
            orelse: vec![],
        }),
        give(var(1, Type::Int)),
    ];
    assert_eq!(
        lowered_with(&ints(&["n", "i"]), &["i"], 1, Type::Int, body),
        "\
i.2 = false
for L0 i.1 in range(0i64, n.0, 1i64):
    i.2 = true
read-bound i.2
return i.1
"
    );
}

#[test]
fn loops_over_tuples_are_unrolled() {
    let tuple = Type::Tuple(vec![Type::Int, Type::Int]);
    let body = vec![
        stmt(StmtKind::If {
            test: less(var(1, Type::Int), int(0)),
            body: vec![stmt(StmtKind::Continue)],
            orelse: vec![],
        }),
        assign(0, add(var(0, Type::Int), var(1, Type::Int))),
    ];
    let whole = vec![
        stmt(StmtKind::For {
            target: Target::Variable(VariableId(1)),
            iterable: Box::new(Iterable::Tuple {
                tuple: expr(ExprKind::Aggregate(vec![int(3), var(0, Type::Int)]), tuple),
                element: Type::Int,
                conversions: vec![None, None],
            }),
            body,
            orelse: vec![],
        }),
        give(var(0, Type::Int)),
    ];
    assert_eq!(
        lowered(&ints(&["s", "x"]), 1, Type::Int, whole),
        "\
.2 = s.0
block L1:
    x.1 = 3i64
    .3 = lt i64 x.1, 0i64
    if .3:
        break L1
    .4 = add int s.0, x.1
    s.0 = .4
block L2:
    x.1 = .2
    .5 = lt i64 x.1, 0i64
    if .5:
        break L2
    .6 = add int s.0, x.1
    s.0 = .6
return s.0
"
    );
}

#[test]
fn loops_over_arrays_need_no_bounds() {
    let array = ArrayType {
        element: Scalar::U8.into(),
        ndim: 1,
        layout: Layout::C,
        container: Container::Bytes,
    };
    let body = vec![
        stmt(StmtKind::For {
            target: Target::Variable(VariableId(1)),
            iterable: Box::new(Iterable::Array {
                array: var(0, Type::Array(array)),
                conversion: None,
            }),
            body: vec![give(var(1, Type::Int))],
            orelse: vec![],
        }),
        give(int(-1)),
    ];
    assert_eq!(
        lowered(&[("a", Type::Array(array)), ("x", Type::Int)], 1, Type::Int, body),
        "\
.2 = length a.0, 0
for L0 .3 in range(0i64, .2, 1i64):
    .4 = load proved a.0[.3]
    .5 = convert numeric u8 to i64 .4
    x.1 = .5
    return x.1
return -1i64
"
    );
}
