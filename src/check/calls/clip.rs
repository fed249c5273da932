//! `np.clip` of scalars.

use rustpython_ast::ExprCall;

use crate::check::body::Body;
use crate::check::build::{behind, constant, node};
use crate::check::calls::numpy::strengthened;
use crate::check::library;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::no_such_function;
use crate::check::rules::arithmetic::{common, operand};
use crate::check::rules::array_likes::is_array_like;
use crate::check::rules::dtypes::{element_of, result_type};
use crate::check::rules::kinds::{is_complex, is_numpys};
use crate::check::rules::promotion::{promote, strong};
use crate::check::rules::times::is_time;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{Comparison, Constant, Scalar, Type};

const NAME: &str = "numpy.clip";

/// A bound, and which one it is.
struct Bound {
    value: Expr,
    is_upper: bool,
}

impl Body<'_> {
    /// `np.clip(a, a_min, a_max)`, or with `min=` and `max=`, and with `out=`; a bound may be `None`.
    /// `None` if the call is of another form.
    pub fn clip(&mut self, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        let mut values = self.spread(&ast.arguments.args)?;
        let mut names: Vec<&str> = vec!["a", "a_min", "a_max", "out"];
        if values.len() > names.len() {
            return Ok(None);
        }
        names.truncate(values.len());
        for keyword in &ast.arguments.keywords {
            let Some(name) = keyword.arg.as_ref() else { return Ok(None) };
            names.push(name.as_str());
            values.push(self.expr(&keyword.value)?);
        }
        let values = self.arrays_of_lists(NAME, values, &[], span)?;
        let values = values.into_iter().map(|it| match is_array_like(&it) {
            true => self.array_like(it, span),
            false => Ok(it),
        });
        let mut values = values.collect::<Built<Vec<Expr>>>()?;
        let output = match names.iter().position(|name| *name == "out") {
            // It is evaluated behind the others.
            Some(place) if place + 1 < names.len() => return Ok(None),
            Some(_) => values.pop().filter(|value| value.ty != Type::None),
            None => None,
        };
        names.retain(|name| *name != "out");
        let given = |name: &str| names.iter().filter(|it| **it == name).count();
        let forms: [&[&str]; 2] = [&["a", "a_min", "a_max"], &["a", "min", "max"]];
        let fits = |form: &[&str]| {
            let count = form.iter().map(|name| given(name)).sum::<usize>();
            let complete = form.contains(&"min") || count == form.len();
            complete && count == names.len() && form.iter().all(|name| given(name) <= 1)
        };
        if given("a") == 0 || !forms.into_iter().any(fits) {
            return Ok(None);
        }
        let mut roles = names;
        let nones: Vec<bool> = values.iter().map(|value| value.ty == Type::None).collect();
        let mut is_none = nones.iter();
        values.retain(|_| is_none.next() == Some(&false));
        let mut is_none = nones.iter();
        roles.retain(|_| is_none.next() == Some(&false));
        let Some(output) = output else {
            return self.clipped_values(values, &roles, span).map(Some);
        };
        let mut body = Vec::new();
        let count = values.len();
        values.push(output);
        let mut values = self.ready_for_output(values, count, &mut body);
        let Some(output) = values.pop() else { return Ok(None) };
        let arrays: Vec<bool> = values.iter().map(|it| is_numpys(&it.ty)).collect();
        let whole = self.clipped_values(values, &roles, span)?;
        let made = self.put_into_output(NAME, whole, &arrays, output, None, span)?;
        Ok(Some(behind(body, made)))
    }

    /// The same of values, of which each is a number, an array, or one of several types.
    fn clipped_values(&mut self, values: Vec<Expr>, roles: &[&str], span: Span) -> Built<Expr> {
        let mut build = |this: &mut Self, values: Vec<Expr>| {
            let types: Vec<String> = values.iter().map(|it| it.ty.to_string()).collect();
            match this.clipped(values, roles, span)? {
                Some(built) => Ok(built),
                None => refuse(no_such_function(NAME, true, &types, span)),
            }
        };
        match values.iter().any(|it| is_numpys(&it.ty)) {
            true => self.elementwise_as_given(values, span, &mut build),
            false => self.dispatched(values, span, &mut build),
        }
    }

    /// The same of values of definite types; `roles` says which parameter each is for.
    fn clipped(&mut self, values: Vec<Expr>, roles: &[&str], span: Span) -> Built<Option<Expr>> {
        if values.iter().any(is_time) {
            let is_in_order = matches!(roles, ["a", least, greatest]
                if least.ends_with("min") && greatest.ends_with("max"));
            return if is_in_order { self.call_of_times(NAME, &values, span) } else { Ok(None) };
        }
        if values.iter().any(|value| is_complex(&value.ty)) {
            return self.clipped_complex(values, roles, span);
        }
        if values.iter().any(|value| strong(&value.ty).is_none()) {
            return Ok(None);
        }
        let mut before = Vec::new();
        let mut number = None;
        let mut bounds = Vec::new();
        for (value, role) in self.settled(values, &mut before).into_iter().zip(roles) {
            match *role {
                "a" => number = Some(strengthened(value)),
                role => bounds.push(Bound { value, is_upper: role.ends_with("max") }),
            }
        }
        let Some(number) = number else { return Ok(None) };
        let Some(own) = number.ty.scalar() else { return Ok(None) };
        // NumPy leaves out bounds of Python's integers that no integer of the type is beyond.
        bounds.retain(|bound| !own.is_int() || !is_beyond(bound, own));
        bounds.sort_by_key(|bound| bound.is_upper);
        let scalar = computed_in(own, &bounds);
        let unknown = |it: &Bound| {
            it.value.ty == Type::Int && !matches!(it.value.kind, ExprKind::Constant(_))
        };
        // With and without such a bound zeros may get other signs.
        if own.is_int() && scalar.is_float() && bounds.iter().any(unknown) {
            return Ok(None);
        }
        let ty = Type::Sized(scalar);
        let mut arguments = vec![operand(number, &ty)];
        let name = match bounds.as_slice() {
            [] => "numpy.positive",
            [one] if one.is_upper => "numpy.minimum",
            [_] => "numpy.maximum",
            _ => NAME,
        };
        for bound in bounds {
            arguments.push(match own.is_int() && scalar.is_int() {
                true => self.within_reach(bound, own, scalar, span)?,
                false => operand(bound.value, &ty),
            });
        }
        if name == NAME {
            let Some(found) = library::find("numpy._clip") else { return Ok(None) };
            let built = self.call_kernel(found.kernel, arguments, span)?;
            return Ok(Some(behind(before, built)));
        }
        let found = library::find(name);
        let built = self.call_ufunc(name, found, arguments, span)?;
        Ok(built.map(|built| behind(before, built)))
    }

    /// The same where one of the values is complex: all are brought to one type.
    fn clipped_complex(
        &mut self,
        values: Vec<Expr>,
        roles: &[&str],
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some(own) = values.first().and_then(|it| element_of(&it.ty)) else { return Ok(None) };
        let mut together = own;
        for value in values.iter().skip(1) {
            match result_type(&together.sized(), &value.ty) {
                Some(element) => together = element,
                None => return Ok(None),
            }
        }
        let ty = together.sized();
        let mut before = Vec::new();
        let values = self.settled(values, &mut before);
        let mut numbers = Vec::new();
        for role in [&["a"][..], &["a_min", "min"], &["a_max", "max"]] {
            let place = roles.iter().position(|it| role.contains(it));
            numbers.extend(place.map(|place| operand(values[place].clone(), &ty)));
        }
        let is_lower = roles.iter().any(|role| role.ends_with("min"));
        let name = match (numbers.len(), is_lower) {
            (1, _) => "numpy._positive_of_complex",
            (2, true) => "numpy._maximum_of_complex",
            (2, false) => "numpy._minimum_of_complex",
            _ => "numpy._clip_of_complex",
        };
        let built = self.prelude_kernel(name, numbers, span)?;
        Ok(Some(behind(before, built)))
    }

    /// A bound in the type of the operation. A Python integer that no number of the type `own` is
    /// beyond is left out by NumPy: it becomes the limit of the operation's type.
    fn within_reach(
        &mut self,
        bound: Bound,
        own: Scalar,
        scalar: Scalar,
        span: Span,
    ) -> Built<Expr> {
        let ty = Type::Sized(scalar);
        let side = |(least, greatest)| if bound.is_upper { greatest } else { least };
        let (reach, limit): (i128, i128) = (side(limits(own)), side(limits(scalar)));
        let all_within = bound.value.ty != Type::Int
            || matches!(bound.value.kind, ExprKind::Constant(_))
            || i64::try_from(reach).is_err()
            || scalar == Scalar::I64 && own == scalar;
        if all_within {
            return Ok(operand(bound.value, &ty));
        }
        let op = if bound.is_upper { Comparison::Ge } else { Comparison::Le };
        let reach = constant(&Constant::Int(reach), span)?;
        let test = self.compare_all(vec![bound.value.clone(), reach], &[op], true, span)?;
        let limit = node(ExprKind::Constant(Constant::Int(limit)), ty.clone(), span);
        let (test, body) = (Box::new(test), Box::new(limit));
        let orelse = Box::new(operand(bound.value, &ty));
        Ok(node(ExprKind::IfExpr { test, body, orelse }, ty, span))
    }
}

/// The type that NumPy computes in: that of the number and the sized bounds, beside which Python's
/// numbers are weak.
fn computed_in(own: Scalar, bounds: &[Bound]) -> Scalar {
    let sized = bounds.iter().fold(own, |scalar, bound| match bound.value.ty {
        Type::Sized(other) => promote(scalar, other),
        _ => scalar,
    });
    bounds.iter().fold(sized, |scalar, bound| {
        common(&Type::Sized(scalar), &bound.value.ty).unwrap_or(scalar)
    })
}

/// The least and the greatest integer of a type.
fn limits(scalar: Scalar) -> (i128, i128) {
    let bits = scalar.bits();
    match scalar.is_signed() {
        true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        false => (0, (1 << bits) - 1),
    }
}

/// Whether a bound is a constant that no integer of the type is beyond.
fn is_beyond(bound: &Bound, scalar: Scalar) -> bool {
    let (least, greatest) = limits(scalar);
    match &bound.value.kind {
        ExprKind::Constant(Constant::Int(value)) if bound.value.ty == Type::Int => {
            if bound.is_upper { *value >= greatest } else { *value <= least }
        }
        _ => false,
    }
}
