//! What is said where types do not fit.

use crate::check::problem::{Problem, Stop};
use crate::check::refusals::{described, string_operation};
use crate::check::rules::arithmetic::Unfit;
use crate::check::rules::convert::Misfit;
use crate::check::rules::join::Clash;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Type, UnaryOp};

/// Values of one expression that have no common type.
pub fn clash_of_values(clash: &Clash, span: Span) -> Problem {
    if let (Type::Function(_), Type::Function(_)) = (&clash.first, &clash.second) {
        let (first, second) = (described(&clash.first), described(&clash.second));
        let message = format!("the value is {first} or {second}");
        return Problem::new(codes::FUNCTIONS_DIFFER, span, message).help(clash_help(clash));
    }
    let message = format!("the values have no common type: {} and {}", clash.first, clash.second);
    Problem::new(codes::VALUES_CLASH, span, message).help(clash_help(clash))
}

/// The way out of a clash of types.
pub fn clash_help(clash: &Clash) -> &'static str {
    match (&clash.first, &clash.second) {
        (Type::Function(_), _) | (_, Type::Function(_)) => {
            "call each function where it is known: `f(x) if c else g(x)`"
        }
        (Type::Array(_), _) | (_, Type::Array(_)) => "use another name for one of them",
        (Type::Tuple(_), _) | (_, Type::Tuple(_)) => "use tuples of the same length and types",
        _ => "convert one of them, e.g. with `int(a[i])` or `float(a[i])`",
    }
}

pub fn unfit_operands(unfit: Unfit, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> Stop {
    let op = op.symbol();
    let problem = match unfit {
        Unfit::TypeError if [&left.ty, &right.ty].contains(&&Type::Str) => {
            string_operation(&format!("`{op}`"), span)
        }
        Unfit::TypeError => {
            let message = format!("`{op}` does not work on {} and {}", left.ty, right.ty);
            Problem::new(codes::OPERAND_TYPES, span, message).help(match (&left.ty, &right.ty) {
                (Type::Array(_), _) | (_, Type::Array(_)) => {
                    "write a loop over the elements: operations on whole arrays are not compiled yet"
                }
                (Type::Tuple(_), _) | (_, Type::Tuple(_)) => {
                    "write the elements out: operations on whole tuples are not compiled yet"
                }
                (Type::Time(_), _) | (_, Type::Time(_)) => {
                    "NumPy raises TypeError here, or the units have no common one that is \
                     compiled; convert an operand with `astype`"
                }
                _ => "Python raises TypeError here; convert an operand",
            })
        }
        Unfit::NumpyBool => Problem::new(
            codes::NUMPY_BOOL,
            span,
            format!("`{op}` on two booleans of NumPy means something else than on Python's"),
        )
        .help("write `int(x)` around them to count, or `or`, `^` to combine them"),
        Unfit::NegativePower => Problem::new(
            codes::NEGATIVE_POWER,
            span,
            format!("`{op}` of a sized integer with a negative exponent"),
        )
        .label("NumPy raises ValueError here")
        .help("write `float(x) ** y` for a fraction"),
    };
    problem.into()
}

pub fn unfit_operand(unfit: Unfit, op: UnaryOp, operand: &Expr, span: Span) -> Problem {
    let op = match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
    };
    match unfit {
        Unfit::NumpyBool => Problem::new(
            codes::NUMPY_BOOL,
            span,
            format!("`{op}` on a boolean of NumPy means something else than on Python's"),
        )
        .help("write `not x`"),
        _ => Problem::new(
            codes::OPERAND_TYPES,
            span,
            format!("`{op}` does not work on {}", described(&operand.ty)),
        )
        .help("Python raises TypeError here; convert the operand"),
    }
}

/// A value that does not become what is declared for `what`.
pub fn misfit_problem(misfit: Misfit, value: &Expr, ty: &Type, what: &str) -> Problem {
    let message = format!("{what} is declared {ty}, but this is {}", described(&value.ty));
    let problem = Problem::new(codes::DECLARED_TYPE, value.span, message);
    match misfit {
        Misfit::Lossy => problem.help(format!("convert it where a loss is wanted, e.g. `{ty}(x)`")),
        Misfit::Never => problem.help("change the annotation or the value"),
    }
}
