//! Views of arrays with other axes: in another order, one more, one less; or with elements of another
//! type.
//!
//! `pyjit.intrinsics` has, for axes that are known when compiling:
//!
//! - `permuted(a, axes)`, `swapped(a, i, j)` and `moved(a, from, to)`, of one axis or several,
//! - `with_axis(a, axis)`, one of length 1 or several, and `without_axis(a, axis)`, which has length 1,
//! - `viewed_as(dtype, a)`, the memory as elements of another type.

use crate::check::body::Body;
use crate::check::build::{apply, behind, constant, integer, length, parts_of};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::no_such_axis;
use crate::check::rules::dtypes::dtype_by;
use crate::check::tree::{Expr, Intrinsic, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, BinaryOp, Constant, Element, KnownValue, Layout, MAX_NDIM, Scalar, Type,
};

impl Body<'_> {
    /// A call of an intrinsic of axes; `None` if it is none.
    pub fn axes_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let (Some(Type::Array(ty)), true) = (given.first().map(|it| &it.ty), name != "viewed_as")
        else {
            return match (name, given) {
                ("viewed_as", [dtype, array]) => self.viewed_as(dtype, array, span),
                _ => Ok(None),
            };
        };
        let (array, ndim) = (given[0].clone(), usize::from(ty.ndim));
        let axis_of = |value: &Expr, ndim: usize| axis_of(value, ndim, span);
        let mut order: Vec<usize> = (0..ndim).collect();
        match (name, &given[1..]) {
            ("permuted", [axes]) => {
                let axes = axes_of(axes, ndim, span)?;
                let mut sorted = axes.clone();
                sorted.sort_unstable();
                if sorted != order {
                    let message = format!("these axes are not those of dimension {ndim}");
                    return refuse(
                        Problem::new(codes::ARGUMENT_TYPE, span, message)
                            .help("NumPy raises ValueError here; name each axis once"),
                    );
                }
                order = axes;
            }
            ("swapped", [first, second]) => {
                order.swap(axis_of(first, ndim)?, axis_of(second, ndim)?);
            }
            ("moved", [from, to]) => {
                let (from, to) = (axes_of(from, ndim, span)?, axes_of(to, ndim, span)?);
                if from.len() != to.len() || repeats(&from) || repeats(&to) {
                    return refuse(
                        Problem::new(codes::AXIS, span, "axes are moved to as many other places")
                            .label("NumPy raises ValueError here")
                            .help("name each axis and each place once"),
                    );
                }
                order.retain(|axis| !from.contains(axis));
                let mut pairs: Vec<(usize, usize)> = to.into_iter().zip(from).collect();
                pairs.sort_unstable();
                for (place, axis) in pairs {
                    order.insert(place, axis);
                }
            }
            ("with_axis", [axes]) => {
                let count = numbers_of(axes, span)?.len();
                if ndim + count > MAX_NDIM {
                    return Ok(None);
                }
                let mut axes = axes_of(axes, ndim + count, span)?;
                if repeats(&axes) {
                    return refuse(
                        Problem::new(codes::AXIS, span, "repeated axis")
                            .label("NumPy raises ValueError here")
                            .help("name each axis once"),
                    );
                }
                axes.sort_unstable();
                let mut view = array;
                for (ndim, axis) in (ty.ndim + 1..).zip(axes) {
                    let ty = Type::Array(ArrayType { ndim, ..*ty });
                    let intrinsic = Intrinsic::NewAxis { axis: axis as u8 };
                    view = apply(intrinsic, vec![view], ty, span);
                }
                return Ok(Some(view));
            }
            ("without_axis", [axis]) if axis.ty == Type::None => {
                let message = "which axes `squeeze` takes away is not known when compiling";
                return refuse(
                    Problem::new(codes::AXIS, span, message)
                        .label("the lengths say it, and the type of the result depends on it")
                        .help("name the axis: `squeeze(axis=0)`"),
                );
            }
            ("without_axis", [axis]) if ndim == 1 => {
                axis_of(axis, ndim)?;
                // The library has looked at its length.
                let arguments = vec![array, constant(&Constant::Int(0), span)?];
                let ty = Type::Array(ArrayType { ndim: 0, ..*ty });
                return Ok(Some(apply(Intrinsic::Row { axis: 0 }, arguments, ty, span)));
            }
            ("without_axis", [axis]) if ndim > 1 => {
                order.remove(axis_of(axis, ndim)?);
                return self.with_axes(array, &order, ty.layout, span).map(Some);
            }
            _ => return Ok(None),
        }
        let mut body = Vec::new();
        let array = self.settle_one(array, &mut body);
        let view = self.with_axes(array, &order, Layout::Strided, span)?;
        Ok(Some(behind(body, view)))
    }

    /// A view of an array with its axes in another order; the array where that is its own.
    pub fn permuted(&mut self, array: Expr, axes: &[usize], span: Span) -> Built<Expr> {
        match axes.iter().copied().eq(0..axes.len()) {
            true => Ok(array),
            false => self.with_axes(array, axes, Layout::Strided, span),
        }
    }

    /// A view that has these axes of an array.
    fn with_axes(
        &mut self,
        array: Expr,
        axes: &[usize],
        layout: Layout,
        span: Span,
    ) -> Built<Expr> {
        let Type::Array(ty) = array.ty else { return Ok(array) };
        let mut body = Vec::new();
        let array = self.settle_one(array, &mut body);
        let mut arguments = vec![array.clone()];
        arguments.extend(axes.iter().map(|axis| length(&array, *axis as u8, span)));
        if layout == Layout::Strided {
            arguments.extend(axes.iter().map(|axis| {
                let intrinsic = Intrinsic::Stride { axis: *axis as u8 };
                apply(intrinsic, vec![array.clone()], Type::Int, span)
            }));
        }
        let ndim = axes.len() as u8;
        let intrinsic = Intrinsic::Relaid { ndim, is_view: true };
        let ty = Type::Array(ArrayType { layout, ndim, ..ty });
        Ok(behind(body, apply(intrinsic, arguments, ty, span)))
    }

    /// The same memory as elements of another type.
    fn viewed_as(&mut self, dtype: &Expr, array: &Expr, span: Span) -> Built<Option<Expr>> {
        let (Some(element), Type::Array(ty)) = (dtype_by(dtype), &array.ty) else {
            return Ok(None);
        };
        // What is neither 0 nor 1 is no truth value.
        let is_truth = element == Scalar::Bool && ty.element != Scalar::Bool;
        let [from, to] = [ty.element.size(), element.size()];
        if is_truth || from % to.max(1) != 0 && to % from.max(1) != 0 {
            let message = format!("a view of {} as {element}", ty.element);
            return refuse(
                Problem::new(codes::ARGUMENT_TYPE, span, message)
                    .label("what is neither 0 nor 1 is no truth value")
                    .help("compare with 0: `a != 0`"),
            );
        }
        if from != to {
            return self.viewed_as_other_size(array, *ty, element, span).map(Some);
        }
        let axes: Vec<usize> = (0..usize::from(ty.ndim)).collect();
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let mut view = self.with_axes(array, &axes, ty.layout, span)?;
        view.ty = Type::Array(ArrayType { element, ..*ty });
        Ok(Some(behind(body, view)))
    }
}

impl Body<'_> {
    /// The same memory as elements of another size, of which the last axis has more or fewer. Where
    /// greater ones lie need not be where they should: an array with strides is not taken to be
    /// aligned.
    fn viewed_as_other_size(
        &mut self,
        array: &Expr,
        ty: ArrayType,
        element: Element,
        span: Span,
    ) -> Built<Expr> {
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
        let check = vec![array.clone(), number(element.size())?];
        let check = self.prelude_kernel("operators_memory.check_last_axis", check, span)?;
        body.push(Stmt { kind: StmtKind::Expr(check), span });
        let last = ty.ndim - 1;
        let mut numbers: Vec<Expr> = (0..last).map(|axis| length(&array, axis, span)).collect();
        let is_smaller = element.size() < ty.element.size();
        let (op, ratio) = match is_smaller {
            true => (BinaryOp::Mul, ty.element.size() / element.size()),
            false => (BinaryOp::FloorDiv, element.size() / ty.element.size()),
        };
        let count = self.binary(op, length(&array, last, span), number(ratio)?, span)?;
        numbers.push(self.bind(count, &mut body));
        let layout = if is_smaller { ty.layout } else { Layout::Strided };
        if layout != Layout::C {
            numbers.extend((0..last).map(|axis| {
                let intrinsic = Intrinsic::Stride { axis };
                apply(intrinsic, vec![array.clone()], Type::Int, span)
            }));
            numbers.push(number(element.size())?);
        }
        let ndim = ty.ndim;
        let arguments = std::iter::once(array).chain(numbers).collect();
        let ty = Type::Array(ArrayType { element, layout, ..ty });
        Ok(behind(body, apply(Intrinsic::Relaid { ndim, is_view: true }, arguments, ty, span)))
    }
}

/// The numbers of a tuple, or one number.
fn numbers_of(value: &Expr, span: Span) -> Built<Vec<Expr>> {
    // A tuple in a tuple of arguments is known as a whole.
    let value = match &value.ty {
        Type::Known(known) => constant(&known.constant(), span)?,
        _ => value.clone(),
    };
    Ok(match value.ty {
        Type::Tuple(_) => parts_of(value),
        _ => vec![value],
    })
}

/// The axes that a tuple of numbers means, or a number, counted from the front.
fn axes_of(value: &Expr, ndim: usize, span: Span) -> Built<Vec<usize>> {
    numbers_of(value, span)?.iter().map(|axis| axis_of(axis, ndim, span)).collect()
}

fn repeats(axes: &[usize]) -> bool {
    axes.iter().enumerate().any(|(place, axis)| axes[..place].contains(axis))
}

/// The axis that a number means, counted from the front.
fn axis_of(value: &Expr, ndim: usize, span: Span) -> Built<usize> {
    let number = match &value.ty {
        Type::Known(known) => match &**known {
            KnownValue::Int(number) => Some(i128::from(*number)),
            _ => None,
        },
        _ => integer(value),
    };
    let from_front = number.map(|axis| if axis < 0 { axis + ndim as i128 } else { axis });
    let axis = from_front.and_then(|axis| usize::try_from(axis).ok()).filter(|axis| *axis < ndim);
    match (axis, number) {
        (Some(axis), _) => Ok(axis),
        (None, Some(number)) => refuse(no_such_axis(number, ndim, span)),
        (None, None) => refuse(
            Problem::new(codes::AXIS, span, "the axis is not known when compiling")
                .help("write it as a number: the type of the result depends on it"),
        ),
    }
}
