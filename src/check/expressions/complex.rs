//! Complex numbers: what builds them, and their operators, which are functions of the prelude.

use crate::check::body::Body;
use crate::check::build::{constant, node};
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::arithmetic::Unfit;
use crate::check::rules::convert::{convert, from_real};
use crate::check::rules::refusals::unfit_operands;
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Constant, Conversion, Type, UnaryOp};

impl Body<'_> {
    /// `left op right` where one of them is complex.
    pub fn complex_binary(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Expr> {
        let function = match op {
            BinaryOp::Add => "add",
            BinaryOp::Sub => "subtract",
            BinaryOp::Mul => "multiply",
            BinaryOp::TrueDiv => "divide",
            BinaryOp::Pow => "power",
            _ => return Err(unfit_operands(Unfit::TypeError, op, &left, &right, span)),
        };
        if let Some(sized) = [&left, &right].into_iter().find(|it| matches!(it.ty, Type::Sized(_)))
        {
            return refuse(mixed_with_sized(op, sized, span));
        }
        // As CPython does up to 3.13: a real operand becomes a complex one first.
        match (to_complex(left.clone()), to_complex(right.clone())) {
            (Some(left), Some(right)) => self.complex_kernel(function, vec![left, right], span),
            _ => Err(unfit_operands(Unfit::TypeError, op, &left, &right, span)),
        }
    }

    /// `-z` and `+z`.
    pub fn complex_unary(&mut self, op: UnaryOp, value: Expr, span: Span) -> Built<Expr> {
        match op {
            UnaryOp::Neg => self.complex_kernel("negative", vec![value], span),
            UnaryOp::Pos | UnaryOp::Invert => Ok(Expr { span, ..value }),
        }
    }

    /// A call of a function of `src/prelude/operators_complex.py`.
    pub fn complex_kernel(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        let name = format!("operators_complex.{function}");
        match library::find(&name) {
            Some(found) => self.call_kernel(found.kernel, arguments, span),
            None => Err(Stop::Unknown(span)),
        }
    }

    /// `complex(…)` of numbers; `None` for arguments that are none.
    pub fn construct_complex(&mut self, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let built = match <[Expr; 2]>::try_from(arguments) {
            Ok([real, imag]) => return self.compose(real, imag, span),
            Err(arguments) => match arguments.into_iter().next() {
                Some(value) => to_complex(value),
                None => Some(constant(&Constant::Complex(0.0, 0.0), span)?),
            },
        };
        Ok(built.map(|built| Expr { span, ..built }))
    }

    /// `complex(real, imag)`, where each may itself be complex.
    fn compose(&mut self, real: Expr, imag: Expr, span: Span) -> Built<Option<Expr>> {
        let function = match (&real.ty, &imag.ty) {
            (Type::Complex, _) => "compose",
            (_, Type::Complex) => "compose_from_real",
            _ => {
                let (Some(real), Some(imag)) = (to_float(real), to_float(imag)) else {
                    return Ok(None);
                };
                return Ok(Some(node(ExprKind::Aggregate(vec![real, imag]), Type::Complex, span)));
            }
        };
        let real = if real.ty == Type::Complex { Some(real) } else { to_float(real) };
        match (real, to_complex(imag)) {
            (Some(real), Some(imag)) => {
                self.complex_kernel(function, vec![real, imag], span).map(Some)
            }
            _ => Ok(None),
        }
    }
}

fn to_complex(value: Expr) -> Option<Expr> {
    if value.ty == Type::Complex { Some(value) } else { to_float(value).map(from_real) }
}

fn to_float(value: Expr) -> Option<Expr> {
    value.ty.scalar()?;
    Some(convert(value, &Type::Float, Conversion::Numeric))
}

fn mixed_with_sized(op: BinaryOp, sized: &Expr, span: Span) -> Problem {
    let message = format!("`{}` on a complex and {}", op.symbol(), described(&sized.ty));
    Problem::new(codes::COMPLEX, span, message)
        .label("NumPy would compute with its own complex numbers, which are not compiled yet")
        .help("convert the sized number: `float(x)` or `complex(x)`")
}
