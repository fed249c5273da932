//! Functions of points and spans of time. Most functions of the library are written for numbers, and
//! mean something else for times, of which `NaT` has no order: only those that are named here take
//! them.

use rustpython_ast::Keyword;

use crate::check::body::Body;
use crate::check::build::{as_known, behind, constant, constant_of, integer, literal, node, not};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{no_such_function, shown};
use crate::check::rules::convert::convert;
use crate::check::rules::times::{
    constant_time, counted, holds_time, is_dtype_of_times, is_time, number_of, time_of,
};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, BinaryOp, Comparison, Constant, Conversion, Element, Scalar, Time, TimeKind, Type,
    UnaryOp, dates,
};

/// Functions and methods that move elements or look at shapes, whatever the elements are.
const OF_ANY_ELEMENTS: &[&str] = &[
    "array.astype",
    "array.choose",
    "array.compress",
    "array.copy",
    "array.diagonal",
    "array.fill",
    "array.flatten",
    "array.put",
    "array.ravel",
    "array.repeat",
    "array.reshape",
    "array.squeeze",
    "array.swapaxes",
    "array.take",
    "array.transpose",
    "array.view",
    "builtins.isinstance",
    "builtins.len",
    "numpy.append",
    "numpy.array",
    "numpy.asarray",
    "numpy.ascontiguousarray",
    "numpy.asfortranarray",
    "numpy.atleast_1d",
    "numpy.atleast_2d",
    "numpy.atleast_3d",
    "numpy.broadcast_arrays",
    "numpy.broadcast_to",
    "numpy.choose",
    "numpy.column_stack",
    "numpy.compress",
    "numpy.concatenate",
    "numpy.copy",
    "numpy.delete",
    "numpy.diag",
    "numpy.diagflat",
    "numpy.diagonal",
    "numpy.diff",
    "numpy.dstack",
    "numpy.dtype",
    "numpy.empty",
    "numpy.empty_like",
    "numpy.expand_dims",
    "numpy.extract",
    "numpy.fill_diagonal",
    "numpy.flip",
    "numpy.fliplr",
    "numpy.flipud",
    "numpy.full",
    "numpy.full_like",
    "numpy.hstack",
    "numpy.insert",
    "numpy.iscomplexobj",
    "numpy.isrealobj",
    "numpy.isscalar",
    "numpy.meshgrid",
    "numpy.moveaxis",
    "numpy.ndim",
    "numpy.place",
    "numpy.put",
    "numpy.put_along_axis",
    "numpy.ravel",
    "numpy.repeat",
    "numpy.reshape",
    "numpy.resize",
    "numpy.roll",
    "numpy.rollaxis",
    "numpy.rot90",
    "numpy.shape",
    "numpy.size",
    "numpy.squeeze",
    "numpy.stack",
    "numpy.swapaxes",
    "numpy.take",
    "numpy.take_along_axis",
    "numpy.tile",
    "numpy.transpose",
    "numpy.tril",
    "numpy.triu",
    "numpy.vstack",
    "numpy.where",
    "numpy.zeros",
    "numpy.zeros_like",
    "time.astype",
];

const OPERATORS: &[(&str, BinaryOp)] = &[
    ("add", BinaryOp::Add),
    ("divide", BinaryOp::TrueDiv),
    ("floor_divide", BinaryOp::FloorDiv),
    ("mod", BinaryOp::Mod),
    ("multiply", BinaryOp::Mul),
    ("remainder", BinaryOp::Mod),
    ("subtract", BinaryOp::Sub),
    ("true_divide", BinaryOp::TrueDiv),
];

const COMPARISONS: &[(&str, Comparison)] = &[
    ("equal", Comparison::Eq),
    ("greater", Comparison::Gt),
    ("greater_equal", Comparison::Ge),
    ("less", Comparison::Lt),
    ("less_equal", Comparison::Le),
    ("not_equal", Comparison::Ne),
];

/// Functions of a whole array that `src/prelude/operators_times_arrays.py` has, and of what they
/// give: a time of the same unit or something else.
const OF_ARRAYS: &[(&str, bool)] = &[
    ("amax", true),
    ("amin", true),
    ("argmax", false),
    ("argmin", false),
    ("argsort", false),
    ("cumsum", false),
    ("max", true),
    ("mean", true),
    ("min", true),
    ("sort", false),
    ("sum", true),
];

impl Body<'_> {
    /// A call of a function or method, by its library's name, with times or arrays of them among its
    /// arguments, or a dtype of them; `None` where there are none, or it takes any elements.
    pub fn call_of_times(
        &mut self,
        name: &str,
        arguments: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let concerned = |it: &Expr| holds_time(&it.ty) || is_dtype_of_times(it);
        if !arguments.iter().any(concerned)
            || name.starts_with("pyjit.intrinsics.")
            || OF_ANY_ELEMENTS.contains(&name)
        {
            return Ok(None);
        }
        let given = arguments.to_vec();
        let built = match name.split_once('.') {
            // It sorts in place.
            Some(("array", "sort")) => None,
            Some(("numpy" | "array", own))
                if let Some((_, is_time)) = OF_ARRAYS.iter().find(|(known, _)| *known == own) =>
            {
                self.of_array_of_times(own, *is_time, given, span)?
            }
            Some(("numpy" | "array", "searchsorted")) => self.places_of_times(given, span)?,
            Some(("numpy", "arange")) => self.range_of_times(given, span)?,
            Some(("numpy", own)) => self.ufunc_of_times(own, given, span)?,
            Some(("builtins", "abs")) => self.ufunc_of_times("absolute", given, span)?,
            Some(("builtins", own @ ("min" | "max"))) => self.extreme_of_times(own, given, span)?,
            _ => None,
        };
        match built {
            Some(built) => Ok(Some(built)),
            None => {
                let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
                let own = name.rsplit_once('.').map_or(name, |(_, own)| own);
                let name = match name.starts_with("numpy.") {
                    true => name.to_owned(),
                    false => own.to_owned(),
                };
                refuse(no_such_function(&name, true, &types, span))
            }
        }
    }

    /// A function of elements.
    fn ufunc_of_times(&mut self, name: &str, given: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let known = |table: &[(&str, BinaryOp)]| {
            table.iter().find(|(known, _)| *known == name).map(|(_, op)| *op)
        };
        if let (Some(op), [left, right]) = (known(OPERATORS), given.as_slice()) {
            return self.binary(op, left.clone(), right.clone(), span).map(Some);
        }
        let compared = COMPARISONS.iter().find(|(known, _)| *known == name);
        if let (Some((_, op)), 2) = (compared, given.len()) {
            return self.compare_all(given, &[*op], false, span).map(Some);
        }
        let arity = match name {
            "absolute" | "isfinite" | "isinf" | "isnan" | "isnat" | "negative" | "positive" => 1,
            "fmax" | "fmin" | "maximum" | "minimum" => 2,
            "clip" => 3,
            _ => return Ok(None),
        };
        if given.len() != arity {
            return Ok(None);
        }
        if !given.iter().any(|it| matches!(it.ty, Type::Array(_))) {
            return self.ufunc_of_time(name, given, span);
        }
        let whole = self.elementwise(given, span, &mut |this, parts| {
            let types: Vec<String> = parts.iter().map(|it| it.ty.to_string()).collect();
            match this.ufunc_of_time(name, parts, span)? {
                Some(built) => Ok(built),
                None => refuse(no_such_function(&format!("numpy.{name}"), true, &types, span)),
            }
        });
        whole.map(Some)
    }

    /// The same of one element of each.
    fn ufunc_of_time(&mut self, name: &str, given: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let Some(first) = given.first().cloned() else { return Ok(None) };
        let is_span = matches!(first.ty, Type::Time(time) if time.kind == TimeKind::Timedelta);
        match name {
            "fmax" | "fmin" | "maximum" | "minimum" => self.chosen_time(name, given, span),
            "clip" => {
                let Ok([value, least, greatest]) = <[Expr; 3]>::try_from(given) else {
                    return Ok(None);
                };
                // Of several units NumPy converts all three, and what does not fit one may matter.
                if [&least, &greatest].into_iter().any(|it| it.ty != value.ty) {
                    return Ok(None);
                }
                match self.chosen_time("maximum", vec![value, least], span)? {
                    Some(raised) => self.chosen_time("minimum", vec![raised, greatest], span),
                    None => Ok(None),
                }
            }
            _ if !is_time(&first) => Ok(None),
            "isnat" | "isnan" => self.is_nat(first, span).map(Some),
            "isfinite" => {
                let is_none = convert(self.is_nat(first, span)?, &Type::Bool, Conversion::Numeric);
                Ok(Some(convert(not(is_none), &Type::Sized(Scalar::Bool), Conversion::Numeric)))
            }
            "isinf" => {
                // No time is infinite; the operand is looked at as NumPy does.
                let number = self.is_nat(first, span)?;
                let none = node(
                    ExprKind::Constant(Constant::Bool(false)),
                    Type::Sized(Scalar::Bool),
                    span,
                );
                self.binary(BinaryOp::BitAnd, number, none, span).map(Some)
            }
            "negative" => self.unary(UnaryOp::Neg, first, span).map(Some),
            "positive" => self.unary(UnaryOp::Pos, first, span).map(Some),
            "absolute" if is_span => self.span_function("absolute", first, span).map(Some),
            _ => Ok(None),
        }
    }

    /// `min` and `max` of several times of one unit, of which each is one of them.
    fn extreme_of_times(
        &mut self,
        name: &str,
        given: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some(first) = given.first() else { return Ok(None) };
        if given.len() < 2 || !is_time(first) || given.iter().any(|it| it.ty != first.ty) {
            return Ok(None);
        }
        let op = if name == "min" { Comparison::Lt } else { Comparison::Gt };
        let mut before = Vec::new();
        let mut all: Vec<Expr> =
            given.into_iter().map(|it| self.settle_one(it, &mut before)).collect();
        let mut chosen = all.remove(0);
        for value in all {
            let test = self.compare_all(vec![value.clone(), chosen.clone()], &[op], true, span)?;
            let test = Box::new(convert(test, &Type::Bool, Conversion::Numeric));
            let ty = value.ty.clone();
            let (body, orelse) = (Box::new(value), Box::new(chosen));
            let either = node(ExprKind::IfExpr { test, body, orelse }, ty, span);
            chosen = self.bind(either, &mut before);
        }
        Ok(Some(behind(before, chosen)))
    }

    /// A function of all elements of an array.
    fn of_array_of_times(
        &mut self,
        name: &str,
        is_time: bool,
        given: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let mut given = given.into_iter();
        let Some(array) = given.next() else { return Ok(None) };
        let Type::Array(ArrayType { element: Element::Time(time), ndim, .. }) = array.ty else {
            return Ok(None);
        };
        let axis = given.next().filter(|axis| axis.ty != Type::None);
        let is_absent =
            |it: Expr| it.ty == Type::None || constant_of(&it) == Some(Constant::Bool(false));
        if !given.all(is_absent) {
            return Ok(None);
        }
        if let Some(axis) = axis {
            let place = integer(&axis).map(|it| if it < 0 { it + i128::from(ndim) } else { it });
            if !place.is_some_and(|it| (0..i128::from(ndim)).contains(&it)) {
                return Ok(None);
            }
            // Of one axis it does not matter which is meant.
            if ndim > 1 {
                return self.along_an_axis(name, array, (time, axis), span);
            }
        }
        let is_line = matches!(name, "argsort" | "sort");
        let adds = matches!(name, "cumsum" | "mean" | "sum");
        if (is_line && ndim != 1) || (adds && time.kind == TimeKind::Datetime) {
            return Ok(None);
        }
        let name = name.strip_prefix('a').filter(|it| matches!(*it, "max" | "min")).unwrap_or(name);
        let function = format!("operators_times.{name}");
        let built = self.prelude_kernel(&function, vec![array], span)?;
        Ok(Some(if is_time { time_of(built, time) } else { built }))
    }

    /// The same along an axis.
    fn along_an_axis(
        &mut self,
        name: &str,
        array: Expr,
        (time, axis): (Time, Expr),
        span: Span,
    ) -> Built<Option<Expr>> {
        let name = name.strip_prefix('a').filter(|it| matches!(*it, "max" | "min")).unwrap_or(name);
        let adds = matches!(name, "cumsum" | "mean" | "sum");
        if matches!(name, "argsort" | "sort") || (adds && time.kind == TimeKind::Datetime) {
            return Ok(None);
        }
        let function = format!("operators_times.{name}_along");
        self.prelude_kernel(&function, vec![array, as_known(axis)], span).map(Some)
    }

    /// `np.arange` of times, or of times and the numbers of their units, brought to one unit.
    fn range_of_times(&mut self, given: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let none = constant(&Constant::None, span)?;
        let mut given = given.into_iter();
        let [start, stop, step, dtype] =
            std::array::from_fn(|_| given.next().unwrap_or_else(|| none.clone()));
        if dtype.ty != Type::None || given.next().is_some() {
            return Ok(None);
        }
        let step = match step.ty {
            Type::None => constant(&Constant::Int(1), span)?,
            _ => step,
        };
        let kind_of = |it: &Expr| match it.ty {
            Type::Time(time) => Some(time.kind),
            _ => None,
        };
        let is_number = |it: &Expr| matches!(it.ty, Type::Int);
        let (start, stop) = match stop.ty {
            Type::None if kind_of(&start) == Some(TimeKind::Timedelta) => {
                (constant(&Constant::Int(0), span)?, start)
            }
            Type::None => return Ok(None),
            _ => (start, stop),
        };
        let Some(kind) = kind_of(&start).or(kind_of(&stop)) else { return Ok(None) };
        let fits = |it: &Expr, kind| kind_of(it).map_or(is_number(it), |own| own == kind);
        let is_span = fits(&step, TimeKind::Timedelta);
        // From a number of no unit to a point there is no way, and none back.
        let ends = match kind {
            TimeKind::Datetime => kind_of(&start) == Some(kind) && kind_of(&stop) == Some(kind),
            TimeKind::Timedelta => fits(&start, kind) && fits(&stop, kind),
        };
        if !is_span || !ends {
            return Ok(None);
        }
        let units = [&start, &stop, &step].map(|it| match it.ty {
            Type::Time(time) => Some(Time { kind, ..time }),
            _ => None,
        });
        let mut common: Option<Time> = None;
        for unit in units.into_iter().flatten() {
            common = match common {
                None => Some(unit),
                Some(before) => match before.common(unit) {
                    Some(common) => Some(common),
                    None => return Ok(None),
                },
            };
        }
        let Some(common) = common else { return Ok(None) };
        let mut numbers = Vec::new();
        for value in [start, stop, step] {
            numbers.push(match value.ty {
                Type::Time(own) => {
                    let to = Element::Time(Time { kind: own.kind, ..common });
                    number_of(self.time_cast(value, to, span)?)
                }
                _ => value,
            });
        }
        numbers.push(self.dtype_object(Element::Time(common), span));
        self.prelude_kernel("operators_times.arange", numbers, span).map(Some)
    }

    /// `np.searchsorted` of a line of times, for one or several of the same unit.
    fn places_of_times(&mut self, given: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let mut given = given;
        let side = match given.len() {
            2 => literal("left", span)?,
            3 => given.remove(2),
            _ => return Ok(None),
        };
        let Ok([line, wanted]) = <[Expr; 2]>::try_from(given) else { return Ok(None) };
        let Type::Array(ArrayType { element, ndim: 1, .. }) = line.ty else { return Ok(None) };
        let (function, wanted) = match &wanted.ty {
            Type::Array(array) if array.element == element => ("places", wanted),
            ty if *ty == element.sized() => ("place", number_of(wanted)),
            _ => return Ok(None),
        };
        let arguments = vec![line, wanted, side];
        self.prelude_kernel(&format!("operators_times.{function}"), arguments, span).map(Some)
    }

    /// `np.datetime64(…)` and `np.timedelta64(…)`; `None` for any other function.
    pub fn made_time(
        &mut self,
        name: &str,
        given: &[Expr],
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Option<Expr>> {
        let kind = match name {
            "numpy.datetime64" => TimeKind::Datetime,
            "numpy.timedelta64" => TimeKind::Timedelta,
            _ => return Ok(None),
        };
        let refused = || {
            let types: Vec<String> = given.iter().map(|it| it.ty.to_string()).collect();
            let message = format!("`{}` of ({}) cannot be compiled", shown(name), types.join(", "));
            refuse(Problem::new(codes::LIBRARY_FUNCTION, span, message).help(
                "give a date as a constant string, or an integer, and a unit as a constant: \
                 `np.datetime64(\"2020-01-01\")`, `np.timedelta64(n, \"s\")`",
            ))
        };
        if !keywords.is_empty() {
            return refused();
        }
        let unit = match given {
            [_] => None,
            [_, unit] => match text_of(unit).and_then(|text| Time::of_unit(kind, text)) {
                Some(unit) => Some(unit),
                None => return refused(),
            },
            _ => return refused(),
        };
        let value = given[0].clone();
        if let Some(text) = text_of(&value) {
            return match dates::written(kind, text, unit) {
                Some((number, time)) => Ok(Some(constant_time(number, time, span))),
                None => refused(),
            };
        }
        match (&value.ty, unit) {
            (Type::Time(time), None) if time.kind == kind => Ok(Some(Expr { span, ..value })),
            (Type::Time(time), Some(unit)) if time.kind == kind => {
                self.time_cast(value, Element::Time(unit), span).map(Some)
            }
            (Type::Int, None) if kind == TimeKind::Timedelta => {
                let unit = Time::named("timedelta64").ok_or(Stop::Unknown(span))?;
                Ok(counted(value, unit))
            }
            // A point of time is counted in some unit.
            (Type::Int, Some(unit)) if Time::named("datetime64") != Some(unit) => {
                Ok(counted(value, unit))
            }
            _ => refused(),
        }
    }
}

/// A string that is known when compiling.
fn text_of(value: &Expr) -> Option<&str> {
    match &value.kind {
        ExprKind::Constant(Constant::Str(text)) => Some(text),
        _ => None,
    }
}
