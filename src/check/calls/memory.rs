//! Arrays that kernels make: the operations that the library's functions are written in.
//!
//! `pyjit.intrinsics` has, for arrays, of the type that a `dtype` says (a class, a dtype object, the
//! name of one):
//!
//! - `allocate(dtype, lengths)` and `allocate_zeroed(dtype, lengths)`, in C order; the lengths are a
//!   tuple of integers, looked at as NumPy does,
//! - `laid_out(a, lengths, strides)`: the array that has just been made, with another order of its
//!   elements, and `view_of(a, lengths, strides)`: another view; nothing is looked at,
//! - `view_in_c_order(a, lengths)`: the same of an array whose elements are known to be in C order,
//! - `strides(a)` in bytes, as a tuple, and `is_c_order(a)`, whether the type says so,
//! - `protected(a)`, the array itself, which may not be written, and `is_read_only(a)`,
//! - `bytes_of_buffer(b)`, what lies in an object that is no array, and `numbers_in(dtype, bytes,
//!   offset, count)`, so many numbers in bytes, from one on: see `buffers.rs`,
//! - `cast(dtype, x)`: a number as `astype` converts it,
//! - `converted(dtype, a)`, a new array as `astype` makes it, `filled_like(dtype, a, x)`, one of the
//!   shape and order of another, and `array_of(tuple, dtype)`, one of numbers that are written out,
//! - `flat_view(a)` of an array in C order, with one dimension,
//! - `chosen(condition, x, y)`, of each element one or the other,
//! - `either(condition, x, y)`, one or the other of two numbers of one type, without a branch: where
//!   the condition is as often true as not, the processor would guess wrong half of the time,
//! - `without_axes(t, axis)`, of a tuple with a part for each axis those that a reduction keeps, and
//!   `at_axes(t, axis, x)`, the tuple with `x` at those that it does not: see `axes.rs`,
//! - `parts_of(a)`, the real and imaginary parts of a complex array, a view with one more axis,
//! - `as_tuple(a, t)`, as many integers of an array as that tuple has,
//! - `sum_dtype(a)`, what NumPy sums its elements in,
//! - `dtype_of(x)`: the dtype of an array or of a number as an array would have it.

use std::sync::Arc;

use crate::check::body::Body;
use crate::check::build::{
    apply, assignment, behind, boolean, constant, instead_of, length, node, parts_of,
    records_of_new, truth, tuple,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::arithmetic::operand;
use crate::check::rules::array_likes::{common_element, leaves_of, shape_of};
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::dtypes::{dtype_by, element_of, promoted, record_by, result_type};
use crate::check::rules::elements::to_element;
use crate::check::rules::kinds::{is_mixed, is_numpys};
use crate::check::rules::times::is_time;
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Conversion, Element, FunctionId, Layout, MAX_NDIM, Record,
    Scalar, Type,
};

impl Body<'_> {
    /// A call of an intrinsic of arrays; `None` if it is none.
    pub fn memory_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let built = match (name, given) {
            ("allocate", [dtype, lengths]) => self.allocated(dtype, lengths, false, span)?,
            ("allocate_zeroed", [dtype, lengths]) => self.allocated(dtype, lengths, true, span)?,
            ("laid_out", [array, lengths, strides]) => {
                self.relaid(array, lengths, Some(strides), false, span)?
            }
            ("view_of", [array, lengths, strides]) => {
                self.relaid(array, lengths, Some(strides), true, span)?
            }
            ("view_in_c_order", [array, lengths]) => {
                self.relaid(array, lengths, None, true, span)?
            }
            ("protected", [array]) => self.protected(array, span)?,
            ("is_read_only", [array]) if is_numpys(&array.ty) => {
                apply(Intrinsic::ReadOnly, vec![array.clone()], Type::Bool, span)
            }
            ("bytes_of_buffer", [buffer]) => self.bytes_of_buffer(buffer, span)?,
            ("numbers_in", [dtype, bytes, offset, count]) => {
                self.numbers_in(dtype, bytes, offset, count, span)?
            }
            ("strides", [array]) => match array.ty {
                Type::Array(ty) => {
                    let mut body = Vec::new();
                    let array = self.settle_one(array.clone(), &mut body);
                    let stride = |axis| {
                        let intrinsic = Intrinsic::Stride { axis };
                        apply(intrinsic, vec![array.clone()], Type::Int, span)
                    };
                    let strides = (0..ty.ndim).map(stride).collect();
                    behind(body, tuple(strides, span))
                }
                _ => return refuse(no_array(array, span)),
            },
            ("parts_of", [array]) => self.parts_of_elements(array, span)?,
            ("is_c_order", [array]) => match array.ty {
                Type::Array(ty) => instead_of(array.clone(), boolean(ty.layout == Layout::C, span)),
                _ => return refuse(no_array(array, span)),
            },
            ("cast", [dtype, value]) => match dtype_by(dtype) {
                Some(element) => self.cast(value.clone(), element, span)?,
                None => return refuse(no_dtype(dtype, span)),
            },
            ("flat_view", [array]) => match array.ty {
                Type::Array(ty) => self.flat(array, ty, span)?,
                _ => return refuse(no_array(array, span)),
            },
            ("converted", [dtype, array]) => {
                let Some(element) = dtype_by(dtype) else { return refuse(no_dtype(dtype, span)) };
                if !is_numpys(&array.ty) {
                    return refuse(no_array(array, span));
                }
                self.like(array.clone(), span, &mut |this, part| this.cast(part, element, span))?
            }
            ("filled_like", [dtype, array, value]) => {
                let Some(element) = dtype_by(dtype) else { return refuse(no_dtype(dtype, span)) };
                if !is_numpys(&array.ty) {
                    return refuse(no_array(array, span));
                }
                let mut before = Vec::new();
                // An `int` that does not fit is an error; other numbers are cast.
                let value = match value.ty {
                    Type::Int => to_element(value.clone(), Container::Array, element),
                    _ => Some(self.cast(value.clone(), element, span)?),
                };
                let Some(value) = value else { return Err(Stop::Unknown(span)) };
                let value = match value.kind {
                    ExprKind::Constant(_) => value,
                    _ => self.bind(value, &mut before),
                };
                let built = self.like(array.clone(), span, &mut |_, _| Ok(value.clone()))?;
                behind(before, built)
            }
            ("array_of", [values]) => self.array_of(values, None, span)?,
            ("array_of", [values, dtype]) => self.array_of(values, Some(dtype), span)?,
            ("chosen", [condition, yes, no]) => {
                let operands = vec![condition.clone(), yes.clone(), no.clone()];
                self.chosen_of_arrays(operands, span)?
            }
            ("either", [condition, yes, no]) if yes.ty == no.ty && yes.ty.scalar().is_some() => {
                let condition = truth(condition.clone())?;
                let ty = yes.ty.clone();
                apply(Intrinsic::Either, vec![condition, yes.clone(), no.clone()], ty, span)
            }
            ("as_tuple", [array, like]) => {
                let count = match &like.ty {
                    Type::Tuple(types) => types.len(),
                    _ => return refuse(no_array(array, span)),
                };
                let mut body = Vec::new();
                let array = self.settle_one(array.clone(), &mut body);
                let element = |index: usize| {
                    let index = constant(&Constant::Int(index as i128), span)?;
                    let arguments = vec![array.clone(), index];
                    let ty = Type::Sized(Scalar::I64);
                    let value = apply(Intrinsic::ElementInside, arguments, ty, span);
                    Ok(convert(value, &Type::Int, Conversion::Numeric))
                };
                let elements: Built<Vec<Expr>> = (0..count).map(element).collect();
                behind(body, tuple(elements?, span))
            }
            ("without_axes", [parts, axis]) => self.without_axes(parts, axis, span)?,
            ("at_axes", [parts, axis, value]) => self.at_axes(parts, axis, value, span)?,
            ("is_boolean", [array]) => {
                let is_it = matches!(array.ty, Type::Array(ty) if ty.element == Scalar::Bool);
                instead_of(array.clone(), boolean(is_it, span))
            }
            ("sum_dtype", [array]) => match array.ty {
                Type::Array(ty) => {
                    let element = match ty.element {
                        Element::Scalar(Scalar::Bool) => Element::Scalar(Scalar::I64),
                        element if element.part().is_float() => element,
                        element if element.is_signed() => Element::Scalar(Scalar::I64),
                        _ => Element::Scalar(Scalar::U64),
                    };
                    instead_of(array.clone(), self.dtype_object(element, span))
                }
                _ => return refuse(no_array(array, span)),
            },
            ("dtype_of", [value]) => {
                let element = match &value.ty {
                    Type::Array(array) => Some(array.element),
                    ty => element_of(ty),
                };
                match element {
                    Some(element) => instead_of(value.clone(), self.dtype_object(element, span)),
                    None => return refuse(no_dtype(value, span)),
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(built))
    }

    /// The object that `np.dtype` gives of a type.
    pub fn dtype_object(&self, element: Element, span: Span) -> Expr {
        let name = format!("numpy.dtype({element})");
        self.global_function(FunctionId::Library(name.clone()), name, span)
    }

    /// A number as `astype` converts it.
    fn cast(&mut self, value: Expr, element: Element, span: Span) -> Built<Expr> {
        let to = element.sized();
        if is_mixed(&value) {
            return self.dispatched(vec![value], span, &mut |this, values| match values.first() {
                Some(value) => this.cast(value.clone(), element, span),
                None => Err(Stop::Unknown(span)),
            });
        }
        if is_time(&value) || matches!(element, Element::Time(_)) {
            return self.time_cast(value, element, span);
        }
        if element_of(&value.ty).is_none() {
            let message = format!("{} is no number", described(&value.ty));
            return refuse(Problem::new(codes::ARGUMENT_TYPE, span, message).help("pass a number"));
        }
        Ok(convert(value, &to, Conversion::Cast))
    }

    fn allocated(&mut self, dtype: &Expr, lengths: &Expr, zeroed: bool, span: Span) -> Built<Expr> {
        if let Some(record) = record_by(dtype) {
            return self.allocated_records(record, lengths, zeroed, span);
        }
        let Some(element) = dtype_by(dtype) else { return refuse(no_dtype(dtype, dtype.span)) };
        let mut body = Vec::new();
        let lengths = self.numbers(lengths, "the shape of an array", &mut body)?;
        let ndim = lengths.len();
        if ndim > MAX_NDIM {
            return refuse(too_many_dimensions(ndim, span));
        }
        // One element is neither missing nor too large.
        if ndim > 0 {
            let shape = tuple(lengths.clone(), span);
            let size = constant(&Constant::Int(i128::from(element.size())), span)?;
            let checked =
                self.prelude_kernel("operators_memory.check_shape", vec![shape, size], span)?;
            body.push(Stmt { kind: StmtKind::Expr(checked), span });
        }
        let (layout, container) = (Layout::C, Container::Array);
        let ty = Type::Array(ArrayType { element, ndim: ndim as u8, layout, container });
        Ok(behind(body, apply(Intrinsic::Allocate { zeroed }, lengths, ty, span)))
    }

    /// A new array of records: of bytes, with an axis for those of a record.
    pub fn allocated_records(
        &mut self,
        record: Record,
        lengths: &Expr,
        zeroed: bool,
        span: Span,
    ) -> Built<Expr> {
        let mut body = Vec::new();
        let mut lengths = self.numbers(lengths, "the shape of an array", &mut body)?;
        let ndim = lengths.len();
        if !(1..MAX_NDIM).contains(&ndim) {
            let message = format!("an array of records of {ndim} dimensions is made");
            return refuse(
                Problem::new(codes::INDEX_COUNT, span, message)
                    .help(format!("those of 1 to {} dimensions are compiled", MAX_NDIM - 1)),
            );
        }
        let size = constant(&Constant::Int(i128::from(record.size)), span)?;
        let arguments = vec![tuple(lengths.clone(), span), size.clone()];
        let checked = self.prelude_kernel("operators_memory.check_shape", arguments, span)?;
        body.push(Stmt { kind: StmtKind::Expr(checked), span });
        lengths.push(size);
        let (element, layout, container) =
            (Element::Scalar(Scalar::U8), Layout::C, Container::Array);
        let ty = Type::Array(ArrayType { element, ndim: ndim as u8 + 1, layout, container });
        let made = apply(Intrinsic::Allocate { zeroed }, lengths, ty, span);
        let made = self.bind(made, &mut body);
        let records = records_of_new(&made, Type::Records(Arc::new(record), ndim as u8), span);
        Ok(behind(body, records))
    }

    fn relaid(
        &mut self,
        array: &Expr,
        lengths: &Expr,
        strides: Option<&Expr>,
        is_view: bool,
        span: Span,
    ) -> Built<Expr> {
        let Type::Array(from) = array.ty else { return refuse(no_array(array, span)) };
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let lengths = self.numbers(lengths, "the shape of an array", &mut body)?;
        if lengths.len() > MAX_NDIM {
            return refuse(too_many_dimensions(lengths.len(), span));
        }
        let ndim = lengths.len() as u8;
        let strides = match strides {
            Some(strides) => self.numbers(strides, "the strides of an array", &mut body)?,
            None => Vec::new(),
        };
        let layout = if strides.is_empty() { Layout::C } else { Layout::Strided };
        let ty = Type::Array(ArrayType { ndim, layout, ..from });
        let arguments = std::iter::once(array).chain(lengths).chain(strides).collect();
        Ok(behind(body, apply(Intrinsic::Relaid { ndim, is_view }, arguments, ty, span)))
    }

    /// The parts of an array's complex numbers: a view with one more axis, of two positions.
    fn parts_of_elements(&mut self, array: &Expr, span: Span) -> Built<Expr> {
        let Type::Array(from) = array.ty else { return refuse(no_array(array, span)) };
        let Element::Complex(part) = from.element else { return refuse(no_array(array, span)) };
        if usize::from(from.ndim) == MAX_NDIM {
            return refuse(no_array(array, span));
        }
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
        let mut numbers: Vec<Expr> =
            (0..from.ndim).map(|axis| length(&array, axis, span)).collect();
        numbers.push(number(2)?);
        let stride = |axis| {
            let intrinsic = Intrinsic::Stride { axis };
            apply(intrinsic, vec![array.clone()], Type::Int, span)
        };
        numbers.extend((0..from.ndim).map(stride));
        numbers.push(number(part.size())?);
        let ndim = from.ndim + 1;
        let (element, layout) = (Element::Scalar(part), Layout::Strided);
        let ty = Type::Array(ArrayType { element, ndim, layout, ..from });
        let arguments = std::iter::once(array).chain(numbers).collect();
        Ok(behind(body, apply(Intrinsic::Relaid { ndim, is_view: true }, arguments, ty, span)))
    }

    /// `np.where`: of each element one or the other.
    fn chosen_of_arrays(&mut self, operands: Vec<Expr>, span: Span) -> Built<Expr> {
        if operands.iter().any(is_mixed) {
            return self.beside_arrays(operands, span, &mut |this, operands| {
                this.chosen_of_arrays(operands, span)
            });
        }
        let mut operands = operands.into_iter();
        let (Some(condition), Some(yes), Some(no)) =
            (operands.next(), operands.next(), operands.next())
        else {
            return Err(Stop::Unknown(span));
        };
        let element = |it: &Expr| match it.ty {
            Type::Array(array) => Some(array.element_type()),
            _ => None,
        };
        // Python's numbers are as beside the other one; two of them as NumPy takes them.
        let types =
            [element(&yes).unwrap_or(yes.ty.clone()), element(&no).unwrap_or(no.ty.clone())];
        let together = result_type(&types[0], &types[1]).or_else(|| {
            let [first, second] = [element_of(&types[0])?, element_of(&types[1])?];
            promoted(first, second)
        });
        let Some(together) = together else { return refuse(no_array(&yes, span)) };
        let to = together.sized();
        // An `int` that does not fit raises, as in NumPy 2.5 and later; before, it wrapped.
        let is_of_times = matches!(together, Element::Time(_));
        let fitted = |it: Expr| match element(&it) {
            None if !is_of_times => operand(it, &to),
            _ => it,
        };
        let operands = vec![condition, fitted(yes), fitted(no)];
        self.array_as_given(operands, span, &mut |this, parts| {
            let Ok([test, body, orelse]) = <[Expr; 3]>::try_from(parts) else {
                return Err(Stop::Unknown(span));
            };
            let test = Box::new(truth(test)?);
            let [body, orelse] = match is_of_times {
                true => {
                    [this.time_cast(body, together, span)?, this.time_cast(orelse, together, span)?]
                }
                false => [body, orelse].map(|it| convert(it, &to, Conversion::Cast)),
            };
            let (body, orelse) = (Box::new(body), Box::new(orelse));
            Ok(node(ExprKind::IfExpr { test, body, orelse }, to.clone(), span))
        })
    }

    /// A view of an array in C order as one of one dimension.
    pub fn flat(&mut self, array: &Expr, ty: ArrayType, span: Span) -> Built<Expr> {
        if ty.layout != Layout::C {
            return refuse(no_array(array, span));
        }
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let size = apply(Intrinsic::ArraySize, vec![array.clone()], Type::Int, span);
        let flat = Type::Array(ArrayType { ndim: 1, ..ty });
        let intrinsic = Intrinsic::Relaid { ndim: 1, is_view: true };
        Ok(behind(body, apply(intrinsic, vec![array, size], flat, span)))
    }

    /// An array of the numbers of a tuple, or of tuples of the same length.
    pub fn array_of(&mut self, values: &Expr, dtype: Option<&Expr>, span: Span) -> Built<Expr> {
        let Some(shape) = shape_of(&values.ty) else { return refuse(no_rows(values, span)) };
        let leaves = leaves_of(&values.ty);
        // Of nothing it is one of floats.
        let element = match dtype {
            Some(dtype) => dtype_by(dtype),
            None if leaves.is_empty() => Some(Element::Scalar(Scalar::F64)),
            None => common_element(&leaves),
        };
        let Some(element) = element else { return refuse(no_rows(values, span)) };
        let mut body = Vec::new();
        let whole = self.settle_one(values.clone(), &mut body);
        let number = |value: usize| constant(&Constant::Int(value as i128), span);
        let lengths: Built<Vec<Expr>> = shape.iter().map(|length| number(*length)).collect();
        let (layout, container, ndim) = (Layout::C, Container::Array, shape.len() as u8);
        let ty = Type::Array(ArrayType { element, ndim, layout, container });
        let made = apply(Intrinsic::Allocate { zeroed: false }, lengths?, ty, span);
        let array = self.bind(made, &mut body);
        for (place, value) in parts_in(whole).into_iter().enumerate() {
            let mut rest = place;
            let mut indices = Vec::new();
            for length in shape.iter().rev() {
                indices.push(number(rest % length)?);
                rest /= length;
            }
            indices.reverse();
            let (array, inside) = (array.clone(), ndim);
            let indices = Indices { exprs: indices, inside };
            // A number that does not fit a type that was asked for raises as an assignment does.
            let (stored, value) = match dtype {
                Some(_) => {
                    self.stored_later(value, ArrayType { element, ndim, layout, container })?
                }
                None => (None, self.cast(value, element, span)?),
            };
            let target = Target::Element { array, indices, stored };
            body.push(assignment(target, value, span));
        }
        Ok(behind(body, array))
    }

    /// The integers of a tuple, each as an `Int` that can be read several times.
    fn numbers(&mut self, tuple: &Expr, what: &str, body: &mut Vec<Stmt>) -> Built<Vec<Expr>> {
        let span = tuple.span;
        let no_integer = |ty: &Type| {
            let message = format!("{what} is given by {}", described(ty));
            Problem::new(codes::ARGUMENT_TYPE, span, message)
                .help("give an integer, or a tuple of integers")
        };
        let types = match &tuple.ty {
            Type::Tuple(types) => types.clone(),
            Type::Named(named) => named.types(),
            ty => return refuse(no_integer(ty)),
        };
        let whole = self.settle_one(tuple.clone(), body);
        let mut numbers = Vec::new();
        for (index, ty) in types.into_iter().enumerate() {
            let value = Box::new(whole.clone());
            let part = match &whole.kind {
                ExprKind::Aggregate(parts) => parts[index].clone(),
                _ => node(ExprKind::Part { value, index }, ty.clone(), span),
            };
            let part = match ty {
                Type::Bool => Some(convert(part, &Type::Int, Conversion::Numeric)),
                Type::Sized(Scalar::Bool) => None,
                _ => to_index(part),
            };
            match part {
                Some(part) => numbers.push(self.settle_one(part, body)),
                None => return refuse(no_integer(&ty)),
            }
        }
        Ok(numbers)
    }
}

fn too_many_dimensions(ndim: usize, span: Span) -> Problem {
    let message = format!("an array of {ndim} dimensions cannot be compiled");
    Problem::new(codes::INDEX_COUNT, span, message)
        .help(format!("arrays have {MAX_NDIM} dimensions at most"))
}

fn no_array(value: &Expr, span: Span) -> Problem {
    Problem::new(codes::ARGUMENT_TYPE, span, format!("{} is no array", described(&value.ty)))
        .help("pass an array")
}

fn no_dtype(value: &Expr, span: Span) -> Problem {
    let message = format!("{} is no dtype that is compiled", described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, span, message)
        .help("write a type of numbers, as `np.float64` or `int`, or `a.dtype`")
}

fn no_rows(value: &Expr, span: Span) -> Problem {
    let message = format!("no array is made of {}", described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, span, message)
        .help("give numbers, or rows of numbers that are of one length")
}

/// The numbers in a tuple that can be read several times.
fn parts_in(value: Expr) -> Vec<Expr> {
    match &value.ty {
        Type::Tuple(_) | Type::Named(_) => parts_of(value).into_iter().flat_map(parts_in).collect(),
        _ => vec![value],
    }
}
