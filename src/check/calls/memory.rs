//! Arrays that kernels make: the operations that the library's functions are written in.
//!
//! `pyjit.intrinsics` has, for arrays, of the type that a `dtype` says (a class, a dtype object, the
//! name of one):
//!
//! - `allocate(dtype, lengths)` and `allocate_zeroed(dtype, lengths)`, in C order; the lengths are a
//!   tuple of integers, looked at as NumPy does,
//! - `laid_out(a, lengths, strides)`: the array that has just been made, with another order of its
//!   elements, and `view_of(a, lengths, strides)`: another view; nothing is looked at,
//! - `view_in_c_order(a, lengths)`: the same of an array that is known to be in C order,
//! - `strides(a)` in bytes, as a tuple, and `is_c_order(a)`, whether the type says so,
//! - `cast(dtype, x)`: a number as `astype` converts it,
//! - `dtype_of(x)`: the dtype of an array or of a number as an array would have it.

use crate::check::body::Body;
use crate::check::build::{apply, behind, boolean, constant, instead_of, node, tuple};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, strong, to_index};
use crate::check::rules::dtypes::dtype_by;
use crate::check::tree::{Expr, ExprKind, Intrinsic, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Conversion, FunctionId, Layout, MAX_NDIM, Scalar, Type,
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
            ("is_c_order", [array]) => match array.ty {
                Type::Array(ty) => instead_of(array.clone(), boolean(ty.layout == Layout::C, span)),
                _ => return refuse(no_array(array, span)),
            },
            ("cast", [dtype, value]) => match dtype_by(dtype) {
                Some(scalar) => self.cast(value.clone(), scalar, span)?,
                None => return refuse(no_dtype(dtype, span)),
            },
            ("dtype_of", [value]) => {
                let scalar = match &value.ty {
                    Type::Array(array) => Some(array.element),
                    ty => strong(ty),
                };
                match scalar {
                    Some(scalar) => instead_of(value.clone(), self.dtype_object(scalar, span)),
                    None => return refuse(no_dtype(value, span)),
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(built))
    }

    /// The object that `np.dtype` gives of a type.
    pub fn dtype_object(&self, scalar: Scalar, span: Span) -> Expr {
        let name = format!("numpy.dtype({})", scalar.name());
        self.global_function(FunctionId::Library(name.clone()), name, span)
    }

    /// A number as `astype` converts it.
    fn cast(&mut self, value: Expr, scalar: Scalar, span: Span) -> Built<Expr> {
        let to = Type::Sized(scalar);
        if strong(&value.ty).is_none() {
            let message = format!("{} is no number", described(&value.ty));
            return refuse(Problem::new(codes::ARGUMENT_TYPE, span, message).help("pass a number"));
        }
        Ok(convert(value, &to, Conversion::Cast))
    }

    fn allocated(&mut self, dtype: &Expr, lengths: &Expr, zeroed: bool, span: Span) -> Built<Expr> {
        let Some(element) = dtype_by(dtype) else { return refuse(no_dtype(dtype, dtype.span)) };
        let mut body = Vec::new();
        let lengths = self.numbers(lengths, "the shape of an array", &mut body)?;
        let ndim = lengths.len();
        if !(1..=MAX_NDIM).contains(&ndim) {
            let message = format!("an array of {ndim} dimensions cannot be compiled");
            return refuse(
                Problem::new(codes::INDEX_COUNT, span, message)
                    .help(format!("arrays have 1 to {MAX_NDIM} dimensions")),
            );
        }
        let shape = tuple(lengths.clone(), span);
        let size = constant(&Constant::Int(i128::from(element.size())), span)?;
        let checked =
            self.prelude_kernel("operators_memory.check_shape", vec![shape, size], span)?;
        body.push(Stmt { kind: StmtKind::Expr(checked), span });
        let (layout, container) = (Layout::C, Container::Array);
        let ty = Type::Array(ArrayType { element, ndim: ndim as u8, layout, container });
        Ok(behind(body, apply(Intrinsic::Allocate { zeroed }, lengths, ty, span)))
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
        let ndim = lengths.len() as u8;
        if !(1..=MAX_NDIM).contains(&lengths.len()) {
            let message = format!("an array of {ndim} dimensions cannot be compiled");
            return refuse(
                Problem::new(codes::INDEX_COUNT, span, message)
                    .help(format!("arrays have 1 to {MAX_NDIM} dimensions")),
            );
        }
        let strides = match strides {
            Some(strides) => self.numbers(strides, "the strides of an array", &mut body)?,
            None => Vec::new(),
        };
        let layout = if strides.is_empty() { Layout::C } else { Layout::Strided };
        let ty = Type::Array(ArrayType { ndim, layout, ..from });
        let arguments = std::iter::once(array).chain(lengths).chain(strides).collect();
        Ok(behind(body, apply(Intrinsic::Relaid { ndim, is_view }, arguments, ty, span)))
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

fn no_array(value: &Expr, span: Span) -> Problem {
    Problem::new(codes::ARGUMENT_TYPE, span, format!("{} is no array", described(&value.ty)))
        .help("pass an array")
}

fn no_dtype(value: &Expr, span: Span) -> Problem {
    let message = format!("{} is no dtype that is compiled", described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, span, message)
        .help("write a type of numbers, as `np.float64` or `int`, or `a.dtype`")
}
