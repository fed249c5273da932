//! The memory of objects that are no arrays (`bytes`, `bytearray`, `array.array`), as `np.frombuffer`
//! takes it; and arrays that may not be written.

use crate::check::body::Body;
use crate::check::build::{apply, behind, constant, length};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::dtypes::dtype_by;
use crate::check::tree::{Expr, Intrinsic};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, BinaryOp, Constant, Container, Element, Layout, Scalar, Type};

impl Body<'_> {
    /// The same array, which may not be written.
    pub fn protected(&mut self, array: &Expr, span: Span) -> Built<Expr> {
        let Type::Array(ty) = array.ty else { return Err(Stop::Unknown(span)) };
        let mut body = Vec::new();
        let array = self.settle_one(array.clone(), &mut body);
        let mut arguments = vec![array.clone()];
        arguments.extend((0..ty.ndim).map(|axis| length(&array, axis, span)));
        if ty.layout != Layout::C {
            arguments.extend((0..ty.ndim).map(|axis| {
                apply(Intrinsic::Stride { axis }, vec![array.clone()], Type::Int, span)
            }));
        }
        let intrinsic = Intrinsic::Protected { ndim: ty.ndim };
        Ok(behind(body, apply(intrinsic, arguments, Type::Array(ty), span)))
    }

    /// The memory of such an object as an array of bytes; not that of a `memoryview`, which need not
    /// lie in one line.
    pub fn bytes_of_buffer(&mut self, buffer: &Expr, span: Span) -> Built<Expr> {
        let is_taken = |container| {
            matches!(container, Container::Bytes | Container::Bytearray | Container::ArrayArray)
        };
        let from = match buffer.ty {
            Type::Array(from) if is_taken(from.container) && from.layout == Layout::C => from,
            _ => {
                let message = format!("{} is no buffer here", described(&buffer.ty));
                return refuse(
                    Problem::new(codes::ARGUMENT_TYPE, span, message)
                        .help("pass `bytes`, a `bytearray` or an `array.array`"),
                );
            }
        };
        let mut body = Vec::new();
        let buffer = self.settle_one(buffer.clone(), &mut body);
        let size = constant(&Constant::Int(i128::from(from.element.size())), span)?;
        let bytes = self.binary(BinaryOp::Mul, length(&buffer, 0, span), size, span)?;
        let (element, container) = (Element::Scalar(Scalar::U8), Container::Array);
        let ty = Type::Array(ArrayType { element, container, ..from });
        let intrinsic = Intrinsic::Relaid { ndim: 1, is_view: true };
        Ok(behind(body, apply(intrinsic, vec![buffer, bytes], ty, span)))
    }

    /// So many numbers that lie in an array of bytes in C order, from one of them on. Where they lie
    /// need not be where they should: an array with strides is not taken to be aligned.
    pub fn numbers_in(
        &mut self,
        dtype: &Expr,
        bytes: &Expr,
        offset: &Expr,
        count: &Expr,
        span: Span,
    ) -> Built<Expr> {
        let (Some(element), Type::Array(from)) = (dtype_by(dtype), &bytes.ty) else {
            let message = format!("{} is no dtype that is compiled", described(&dtype.ty));
            return refuse(
                Problem::new(codes::ARGUMENT_TYPE, span, message)
                    .help("write a type of numbers, as `np.float64` or `int`, or `a.dtype`"),
            );
        };
        if element == Scalar::Bool {
            // What is neither 0 nor 1 is no truth value.
            return refuse(
                Problem::new(codes::ARGUMENT_TYPE, span, "bytes are taken for truth values")
                    .help("take them for `np.uint8`, and compare that with 0"),
            );
        }
        let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
        let mut body = Vec::new();
        let mut settled =
            self.settled(vec![bytes.clone(), offset.clone(), count.clone()], &mut body);
        let (Some(count), Some(offset), Some(bytes)) =
            (settled.pop(), settled.pop(), settled.pop())
        else {
            return Err(Stop::Unknown(span));
        };
        let size = number(element.size())?;
        let all = self.binary(BinaryOp::Mul, count.clone(), size.clone(), span)?;
        let part = vec![bytes, offset, all, number(1)?];
        let part = apply(Intrinsic::Slice { axis: 0 }, part, Type::Array(*from), span);
        let mut arguments = vec![part, count];
        let layout = if element.size() == 1 { Layout::C } else { Layout::Strided };
        if layout == Layout::Strided {
            arguments.push(size);
        }
        let ty = Type::Array(ArrayType { element, ndim: 1, layout, ..*from });
        let intrinsic = Intrinsic::Relaid { ndim: 1, is_view: true };
        Ok(behind(body, apply(intrinsic, arguments, ty, span)))
    }
}
