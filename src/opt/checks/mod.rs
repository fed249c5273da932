//! Places a check for every failure that an operation declares; after it no operation can fail.
//!
//! Each check follows Python's order: operands are already computed, then the operation's own
//! failures in the order in which CPython and NumPy look for them. Nothing is left out here even
//! where it is plainly impossible: `opt::ranges` removes what it can prove.

mod arithmetic;
mod convert;
mod index;

use crate::ir::{Block, Bounds, Failure, Function, Local, Op, Operand, Stmt, StmtKind, Unit};
use crate::ir::{Builder, max_label};
use crate::types::{Arithmetic, BinaryOp, Comparison, Scalar};

/// Places the checks of every function of a unit.
pub fn place(unit: &mut Unit) {
    for function in &mut unit.functions {
        place_in(function);
    }
}

fn place_in(function: &mut Function) {
    let mut builder = Builder::new(std::mem::take(&mut function.locals));
    builder.options = function.options;
    builder.next_label = max_label(&function.body).map_or(0, |label| label.0 + 1);
    let body = std::mem::take(&mut function.body);
    function.body = block(&mut builder, body);
    function.locals = builder.locals;
}

fn block(builder: &mut Builder, stmts: Block) -> Block {
    builder.nested(|builder| {
        for stmt in stmts {
            place_stmt(builder, stmt);
        }
    })
}

fn place_stmt(builder: &mut Builder, stmt: Stmt) {
    builder.location = stmt.location;
    let kind = match stmt.kind {
        StmtKind::Assign { targets, op } => return assign(builder, targets, op),
        StmtKind::ReadBound(flag) => {
            let unbound = builder.value(Scalar::Bool, Op::Not(Operand::Local(flag)));
            return builder.check(unbound, Failure::Unbound(flag), Vec::new());
        }
        StmtKind::Assume(holds) => {
            let excluded = builder.value(Scalar::Bool, Op::Not(holds));
            return builder.check(excluded, Failure::Assumption, Vec::new());
        }
        StmtKind::If { condition, then, otherwise } => {
            let then = block(builder, then);
            let otherwise = block(builder, otherwise);
            StmtKind::If { condition, then, otherwise }
        }
        StmtKind::For { label, variable, start, stop, step, body } => {
            if !matches!(step, Operand::Int(..)) {
                let zero = builder.compare(Comparison::Eq, Scalar::I64, step, Operand::i64(0));
                builder.check(zero, Failure::ZeroStep, Vec::new());
            }
            let body = block(builder, body);
            StmtKind::For { label, variable, start, stop, step, body }
        }
        StmtKind::Loop { label, body } => StmtKind::Loop { label, body: block(builder, body) },
        StmtKind::Labelled { label, body } => {
            StmtKind::Labelled { label, body: block(builder, body) }
        }
        other => other,
    };
    builder.location = stmt.location;
    builder.push(kind);
}

/// An operation that gives something new, with a look whether there was memory.
fn place_new(builder: &mut Builder, targets: Vec<Local>, op: Op) {
    let made = targets.first().copied();
    builder.push(StmtKind::Assign { targets, op });
    if let Some(made) = made {
        let missing = builder.value(Scalar::Bool, Op::Missing(made));
        builder.check(missing, Failure::Memory, Vec::new());
    }
}

fn assign(builder: &mut Builder, targets: Vec<Local>, op: Op) {
    let op = match op {
        Op::Unary { op, arithmetic, value } => arithmetic::unary(builder, op, arithmetic, value),
        Op::Abs { arithmetic, value } => arithmetic::abs(builder, arithmetic, value),
        Op::Binary { op, arithmetic: Arithmetic::PythonInt, left, right } => {
            arithmetic::int(builder, op, left, right)
        }
        Op::Binary { op, arithmetic: Arithmetic::PythonFloat, left, right } => {
            arithmetic::float(builder, op, left, right)
        }
        Op::Binary { op, arithmetic: Arithmetic::Sized(scalar), left, right } => {
            arithmetic::sized(builder, op, scalar, left, right)
        }
        Op::Binary { op, arithmetic: Arithmetic::Raising(scalar), left, right } => {
            arithmetic::raising(builder, op, scalar, left, right)
        }
        Op::PowMod { base, exponent, modulus, .. } => {
            arithmetic::pow_mod(builder, base, exponent, modulus)
        }
        Op::Convert { value, from, to, conversion } => {
            convert::place(builder, value, from, to, conversion)
        }
        Op::RoundToInt(value) => convert::round_to_int(builder, value),
        Op::Load { array, indices, bounds } => {
            let indices = index::place(builder, array, indices, bounds, false);
            Op::Load { array, indices, bounds: Bounds::Proved }
        }
        Op::Inside { array, axis, first, index, container } => {
            Op::Copy(index::place_one(builder, (array, axis, first), index, container, false))
        }
        Op::Reach { array, indices, bounds } => {
            let indices = index::place(builder, array, indices, bounds, true);
            for (target, index) in targets.into_iter().zip(indices) {
                builder.assign(target, Op::Copy(index));
            }
            return;
        }
        Op::Allocate { element, lengths, zeroed, .. } => {
            let op = Op::Allocate { element, lengths, zeroed, checked: true };
            return place_new(builder, targets, op);
        }
        Op::NewList { size, lists, .. } => {
            return place_new(builder, targets, Op::NewList { size, lists, checked: true });
        }
        Op::NewGenerator { seed, .. } => {
            return place_new(builder, targets, Op::NewGenerator { seed, checked: true });
        }
        Op::ListResize { list, count, size, .. } => {
            let op = Op::ListResize { list, count, size, checked: true };
            let missing = builder.value(Scalar::Bool, op);
            return builder.check(missing, Failure::Memory, Vec::new());
        }
        Op::DivMod { arithmetic, left, right } => {
            arithmetic::divmod(builder, arithmetic, right);
            let arithmetic = match arithmetic {
                Arithmetic::Raising(scalar) => Arithmetic::Sized(scalar),
                other => other,
            };
            for (op, target) in [BinaryOp::FloorDiv, BinaryOp::Mod].into_iter().zip(targets) {
                assign(builder, vec![target], Op::Binary { op, arithmetic, left, right });
            }
            return;
        }
        Op::Byte { value, from, array, index, container } => {
            convert::byte(builder, value, from, (array, index), container)
        }
        other => other,
    };
    builder.push(StmtKind::Assign { targets, op });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Stage, ValueType, print_function, verify};
    use crate::types::{Container, Conversion, Element, Layout};

    /// A function over `a: f64[:]`, `i: int`, `x: float` whose body is one operation.
    fn placed(result: Scalar, op: Op) -> String {
        let array = ValueType::Array {
            element: Element::Scalar(Scalar::F64),
            ndim: 1,
            layout: Layout::Strided,
        };
        let mut builder = Builder::new(Vec::new());
        builder.local("a", array);
        builder.local("i", ValueType::Scalar(Scalar::I64));
        builder.local("x", ValueType::Scalar(Scalar::F64));
        let value = builder.value(result, op);
        builder.push(StmtKind::Return(vec![value]));
        let function = Function {
            options: Default::default(),
            name: "m.f".to_string(),
            display_name: "f".to_string(),
            linkage: Default::default(),
            file: "m.py".to_string(),
            line: 1,
            parameters: 3,
            locals: builder.locals,
            results: vec![ValueType::Scalar(result)],
            owners: Vec::new(),
            body: builder.block,
        };
        let mut unit = Unit { functions: vec![function], entries: Vec::new() };
        assert_eq!(verify(&unit, Stage::Lowered), Ok(()));
        place(&mut unit);
        assert_eq!(verify(&unit, Stage::Checked), Ok(()));
        let text = print_function(&unit.functions[0]);
        let body = text.lines().skip(1).filter(|line| !line.contains("local "));
        body.map(|line| line.trim_start().trim_end_matches("  @1:1")).collect::<Vec<_>>().join("\n")
    }

    const I: Operand = Operand::Local(Local(1));
    const X: Operand = Operand::Local(Local(2));

    fn int(op: BinaryOp, right: Operand) -> String {
        let arithmetic = Arithmetic::PythonInt;
        placed(Scalar::I64, Op::Binary { op, arithmetic, left: I, right })
    }

    #[test]
    fn additions_are_checked_for_overflow() {
        assert_eq!(
            int(BinaryOp::Add, Operand::i64(1)),
            ".4, .5 = add overflowing i.1, 1i64\n\
             check not .5 else Overflow\n\
             .3 = .4\n\
             return .3"
        );
    }

    #[test]
    fn remainders_never_divide_by_minus_one() {
        assert_eq!(
            int(BinaryOp::Mod, I),
            ".4 = eq i64 i.1, 0i64\n\
             check not .4 else ZeroDivision\n\
             .5 = eq i64 i.1, -1i64\n\
             .6 = select .5, 1i64, i.1\n\
             .3 = mod proved i.1, .6\n\
             return .3"
        );
    }

    #[test]
    fn indices_are_normalised_and_checked() {
        let op = Op::Load {
            array: Local(0),
            indices: vec![I],
            bounds: Bounds::Python { container: Container::Array, inside: 0 },
        };
        assert_eq!(
            placed(Scalar::F64, op),
            ".4 = length a.0, 0\n\
             .5 = normalize-index i.1, .4\n\
             .6 = ge u64 .5, .4\n\
             check not .6 else Index { axis: 0 }, i.1, .4\n\
             .3 = load proved a.0[.5]\n\
             return .3"
        );
    }

    #[test]
    fn truncations_tell_their_failures_apart() {
        let conversion = Conversion::Truncate;
        let op = Op::Convert { value: X, from: Scalar::F64, to: Scalar::I64, conversion };
        assert_eq!(
            placed(Scalar::I64, op),
            ".4 = convert-fails truncate f64 to i64 x.2\n\
             if .4:\n\
             .5 = ne f64 x.2, x.2\n\
             check not .5 else NanToInt\n\
             .6 = abs f64 x.2\n\
             .7 = eq f64 .6, inff64\n\
             check not .7 else InfinityToInt\n\
             check not true else Overflow\n\
             .3 = convert cast f64 to i64 x.2\n\
             return .3"
        );
    }

    #[test]
    fn every_python_operation_ends_checked() {
        use BinaryOp::*;
        for op in [Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, BitAnd] {
            let result = if op == TrueDiv { Scalar::F64 } else { Scalar::I64 };
            let arithmetic = Arithmetic::PythonInt;
            placed(result, Op::Binary { op, arithmetic, left: I, right: I });
        }
        for op in [Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow] {
            let arithmetic = Arithmetic::PythonFloat;
            placed(Scalar::F64, Op::Binary { op, arithmetic, left: X, right: X });
        }
    }
}
