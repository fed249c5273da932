//! Points and spans of time: their operators, which are functions of the prelude, and casts.

use crate::check::body::Body;
use crate::check::build::{behind, constant, truth};
use crate::check::expressions::comparisons::incomparable;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::arithmetic::Unfit;
use crate::check::rules::convert::convert;
use crate::check::rules::refusals::{unfit_operand, unfit_operands};
use crate::check::rules::times::{self, Given, Taken, counted, number_of, time_of};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    BinaryOp, Comparison, Constant, Conversion, Element, Scalar, Scaling, Time, TimeKind, Type,
    UnaryOp,
};

impl Body<'_> {
    /// `left op right` where one of them is a time.
    pub fn time_binary(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Expr> {
        let Some(rule) = times::binary(op, &left.ty, &right.ty) else {
            return Err(unfit_operands(Unfit::TypeError, op, &left, &right, span));
        };
        let mut before = Vec::new();
        let numbers =
            self.numbers_of_times(vec![left, right], &rule.operands, &mut before, span)?;
        let function = format!("operators_times.{}", rule.function);
        let built = self.prelude_kernel(&function, numbers, span)?;
        Ok(behind(
            before,
            match rule.result {
                Given::Time(time) => time_of(built, time),
                Given::Number => built,
            },
        ))
    }

    /// A comparison of which one side is a time.
    pub fn time_comparison(&mut self, pair: [Expr; 2], op: Comparison, span: Span) -> Built<Expr> {
        let [left, right] = pair;
        let Some(taken) = times::compared(&left.ty, &right.ty) else {
            return refuse(incomparable(&left.ty, &right.ty, span));
        };
        let (function, is_swapped) = match op {
            Comparison::Eq => ("equal", false),
            Comparison::Ne => ("not_equal", false),
            Comparison::Lt => ("less", false),
            Comparison::Le => ("less_equal", false),
            Comparison::Gt => ("less", true),
            Comparison::Ge => ("less_equal", true),
        };
        let mut before = Vec::new();
        let mut numbers = self.numbers_of_times(vec![left, right], &taken, &mut before, span)?;
        if is_swapped {
            numbers.reverse();
        }
        let built = self.prelude_kernel(&format!("operators_times.{function}"), numbers, span)?;
        Ok(behind(before, convert(built, &Type::Sized(Scalar::Bool), Conversion::Numeric)))
    }

    /// One of two times, brought to one unit, as a function of the prelude chooses it.
    pub fn chosen_time(
        &mut self,
        function: &str,
        operands: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let [left, right] = operands.as_slice() else { return Ok(None) };
        let Some(taken) = times::compared(&left.ty, &right.ty) else { return Ok(None) };
        let common = taken.iter().find_map(|taken| match taken {
            Taken::Time(time) => Some(*time),
            _ => None,
        });
        let Some(common) = common else { return Ok(None) };
        let mut before = Vec::new();
        let numbers = self.numbers_of_times(operands, &taken, &mut before, span)?;
        let built = self.prelude_kernel(&format!("operators_times.{function}"), numbers, span)?;
        Ok(Some(behind(before, time_of(built, common))))
    }

    /// `-t` and `+t`.
    pub fn time_unary(&mut self, op: UnaryOp, value: Expr, span: Span) -> Built<Expr> {
        let Type::Time(time) = value.ty else { return Ok(value) };
        match (op, time.kind) {
            (UnaryOp::Neg, TimeKind::Timedelta) => self.span_function("negative", value, span),
            (UnaryOp::Pos, TimeKind::Timedelta) => Ok(Expr { span, ..value }),
            _ => refuse(unfit_operand(Unfit::TypeError, op, &value, span)),
        }
    }

    /// A function of a span of time that gives one of the same unit.
    pub fn span_function(&mut self, function: &str, value: Expr, span: Span) -> Built<Expr> {
        let Type::Time(time) = value.ty else { return Ok(value) };
        let function = format!("operators_times.{function}");
        let built = self.prelude_kernel(&function, vec![number_of(value)], span)?;
        Ok(time_of(built, time))
    }

    /// Whether a time is `NaT`, as NumPy's boolean.
    pub fn is_nat(&mut self, value: Expr, span: Span) -> Built<Expr> {
        let built = self.prelude_kernel("operators_times.is_nat", vec![number_of(value)], span)?;
        Ok(convert(built, &Type::Sized(Scalar::Bool), Conversion::Numeric))
    }

    /// A value as `astype` and assignments of arrays convert it, of which the type is one of times or
    /// becomes one.
    pub fn time_cast(&mut self, value: Expr, element: Element, span: Span) -> Built<Expr> {
        let no_cast = |value: &Expr| {
            let message = format!("{} does not become {element} here", described(&value.ty));
            Problem::new(codes::ARGUMENT_TYPE, span, message).help(match element {
                Element::Time(_) => {
                    "only integers and times of the same kind, whose units are multiples of each \
                     other, become times; convert the numbers: `a.astype(np.int64)`"
                }
                _ => "convert its number: `t.astype(np.int64)`",
            })
        };
        match (&value.ty, element) {
            (Type::Time(from), Element::Time(to)) => {
                let from = *from;
                if from.kind != to.kind || from.scaling_to(to).is_none() {
                    return refuse(no_cast(&value));
                }
                if from == to {
                    return Ok(value);
                }
                let number = self.scaled(number_of(value), from, to, span)?;
                Ok(time_of(number, to))
            }
            (Type::Time(_), Element::Scalar(Scalar::Bool)) => {
                Ok(convert(truth(value)?, &element.sized(), Conversion::Numeric))
            }
            (Type::Time(_), Element::Scalar(scalar)) => {
                let number =
                    convert(number_of(value), &Type::Sized(Scalar::I64), Conversion::Exact);
                Ok(convert(number, &Type::Sized(scalar), Conversion::Cast))
            }
            (_, Element::Time(to)) => match counted(value.clone(), to) {
                Some(time) => Ok(time),
                None => refuse(no_cast(&value)),
            },
            _ => refuse(no_cast(&value)),
        }
    }

    /// The operands as a function of times takes them. They are evaluated before any is brought to
    /// another unit, which may fail.
    fn numbers_of_times(
        &mut self,
        operands: Vec<Expr>,
        taken: &[Taken; 2],
        before: &mut Vec<crate::check::tree::Stmt>,
        span: Span,
    ) -> Built<Vec<Expr>> {
        let operands = self.settled(operands, before);
        let mut numbers = Vec::new();
        for (operand, taken) in operands.into_iter().zip(taken) {
            numbers.push(match (taken, &operand.ty) {
                (Taken::Time(to), Type::Time(from)) => {
                    let from = *from;
                    self.scaled(number_of(operand), from, *to, span)?
                }
                (Taken::Factor, _) => convert(operand, &Type::Float, Conversion::Numeric),
                _ => convert(operand, &Type::Int, Conversion::Numeric),
            });
        }
        Ok(numbers)
    }

    /// A number of units, an `Int`, as one of another unit.
    fn scaled(&mut self, number: Expr, from: Time, to: Time, span: Span) -> Built<Expr> {
        let whole = |value: i64| constant(&Constant::Int(i128::from(value)), span);
        let (function, arguments) = match from.scaling_to(to) {
            Some(Scaling::Same | Scaling::Linear(1, 1)) => return Ok(number),
            Some(Scaling::Linear(up, down)) => ("scaled", vec![number, whole(up)?, whole(down)?]),
            Some(Scaling::FromCalendar { months }) => {
                let arguments = vec![number, whole(months)?];
                let days = self.scaling_function("days_of_months", arguments, span)?;
                return self.scaled(days, from.in_days(), to, span);
            }
            Some(Scaling::ToCalendar { months }) => {
                let days = self.scaled(number, from, from.in_days(), span)?;
                ("months_of_days", vec![days, whole(months)?])
            }
            Some(Scaling::FromNothing) => ("without_unit", vec![number]),
            None => {
                let message = format!("{from} is not brought to the unit of {to}");
                return refuse(
                    Problem::new(codes::OPERAND_TYPES, span, message)
                        .help("convert it with `astype` where NumPy does"),
                );
            }
        };
        self.scaling_function(function, arguments, span)
    }

    /// A call that may fail, and says so: its result is converted as what may not fit.
    fn scaling_function(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        let built = self.prelude_kernel(&format!("operators_times.{function}"), arguments, span)?;
        let checked = convert(built, &Type::Sized(Scalar::I64), Conversion::Exact);
        Ok(convert(checked, &Type::Int, Conversion::Numeric))
    }
}
