//! Complex numbers: what builds them, and their operators, which are functions of the prelude.

use crate::check::body::Body;
use crate::check::build::{constant, node};
use crate::check::expressions::comparisons::incomparable;
use crate::check::problem::{Built, refuse};
use crate::check::rules::arithmetic::{Unfit, operand};
use crate::check::rules::convert::{convert, from_real};
use crate::check::rules::dtypes::result_type;
use crate::check::rules::refusals::unfit_operands;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Constant, Conversion, Element, Type, UnaryOp};

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
        if let Some(Element::Complex(part)) = result_type(&left.ty, &right.ty) {
            let to = Type::SizedComplex(part);
            let operands = [left, right].map(|side| operand(side, &to)).to_vec();
            return self.prelude_kernel(
                &format!("operators_sizedcomplex.{function}"),
                operands,
                span,
            );
        }
        // As CPython does up to 3.13: a real operand becomes a complex one first.
        match (to_complex(left.clone()), to_complex(right.clone())) {
            (Some(left), Some(right)) => self.complex_kernel(function, vec![left, right], span),
            _ => Err(unfit_operands(Unfit::TypeError, op, &left, &right, span)),
        }
    }

    /// `left op right` where one of them is a complex number of NumPy's.
    pub fn complex_comparison(
        &mut self,
        pair: [Expr; 2],
        op: Comparison,
        span: Span,
    ) -> Built<Expr> {
        let [left, right] = pair;
        let function = match op {
            Comparison::Eq => "equal",
            Comparison::Ne => "not_equal",
            Comparison::Lt => "less",
            Comparison::Le => "less_equal",
            Comparison::Gt => "greater",
            Comparison::Ge => "greater_equal",
        };
        self.compared_as_complex(function, [left, right], span)
    }

    /// The same of elements of arrays, of which none with a NaN comes before another or behind it.
    pub fn complex_elements_compared(
        &mut self,
        pair: [Expr; 2],
        op: Comparison,
        span: Span,
    ) -> Built<Expr> {
        let function = match op {
            Comparison::Eq => "equal",
            Comparison::Ne => "not_equal",
            Comparison::Lt => "element_less",
            Comparison::Le => "element_less_equal",
            Comparison::Gt => "element_greater",
            Comparison::Ge => "element_greater_equal",
        };
        self.compared_as_complex(function, pair, span)
    }

    fn compared_as_complex(&mut self, function: &str, pair: [Expr; 2], span: Span) -> Built<Expr> {
        let [left, right] = pair;
        let Some(element) = result_type(&left.ty, &right.ty) else {
            return refuse(incomparable(&left.ty, &right.ty, span));
        };
        let operands = [left, right].map(|side| operand(side, &element.sized())).to_vec();
        self.prelude_kernel(&format!("operators_sizedcomplex.{function}"), operands, span)
    }

    /// `-z` and `+z`.
    pub fn complex_unary(&mut self, op: UnaryOp, value: Expr, span: Span) -> Built<Expr> {
        match op {
            UnaryOp::Neg if value.ty != Type::Complex => {
                self.prelude_kernel("operators_sizedcomplex.negative", vec![value], span)
            }
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
        self.prelude_kernel(&format!("operators_complex.{function}"), arguments, span)
    }

    /// `complex(…)` of numbers; `None` for arguments that are none.
    pub fn construct_complex(&mut self, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let pythons = |it: Expr| match it.ty {
            Type::SizedComplex(_) => convert(it, &Type::Complex, Conversion::Numeric),
            _ => it,
        };
        let arguments: Vec<Expr> = arguments.into_iter().map(pythons).collect();
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
