//! The operations that the compiler knows by name.

use super::expressions::container_of;
use super::function::{Lowerer, Value};
use crate::check::tree::{Expr, Intrinsic};
use crate::ir::{Bounds, Op, Operand, StmtKind, ValueType};
use crate::types::{
    Arithmetic, BinaryOp, Comparison, Container, Conversion, Element, Scalar, Type,
};

impl Lowerer<'_> {
    /// An intrinsic of evaluated arguments.
    pub fn intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        operands: Value,
        arguments: &[Expr],
        ty: &Type,
    ) -> Value {
        match (intrinsic, operands.as_slice()) {
            (Intrinsic::DivMod(arithmetic), &[left, right]) => {
                let scalar = arguments.first().and_then(|argument| argument.ty.scalar());
                let ty = ValueType::Scalar(scalar.unwrap_or(Scalar::I64));
                let targets = vec![self.builder.local("", ty), self.builder.local("", ty)];
                let op = Op::DivMod { arithmetic, left, right };
                self.builder.push(StmtKind::Assign { targets: targets.clone(), op });
                targets.into_iter().map(Operand::Local).collect()
            }
            (Intrinsic::Row { axis }, &[Operand::Local(array), index]) => {
                self.view(Op::Row { array, axis, index }, ty)
            }
            (Intrinsic::Slice { axis }, &[Operand::Local(array), start, count, step]) => {
                self.view(Op::Slice { array, axis, start, count, step }, ty)
            }
            (Intrinsic::Transpose, &[Operand::Local(array)]) => {
                self.view(Op::Transpose { array }, ty)
            }
            (Intrinsic::Allocate { zeroed }, _) => {
                let element = element_of(ty);
                self.view(Op::Allocate { element, lengths: operands, zeroed, checked: false }, ty)
            }
            (Intrinsic::Relaid { ndim, is_view }, [Operand::Local(array), numbers @ ..]) => {
                let (lengths, strides) = numbers.split_at(usize::from(ndim).min(numbers.len()));
                let (lengths, strides) = (lengths.to_vec(), strides.to_vec());
                let (array, element) = (*array, element_of(ty));
                let read_only = false;
                self.view(Op::Relaid { array, element, lengths, strides, is_view, read_only }, ty)
            }
            (Intrinsic::Protected { ndim }, [Operand::Local(array), numbers @ ..]) => {
                let (lengths, strides) = numbers.split_at(usize::from(ndim).min(numbers.len()));
                let (lengths, strides) = (lengths.to_vec(), strides.to_vec());
                let (array, element, is_view, read_only) = (*array, element_of(ty), false, true);
                self.view(Op::Relaid { array, element, lengths, strides, is_view, read_only }, ty)
            }
            (Intrinsic::Writable { is_output }, &[Operand::Local(array)]) => {
                let container = match is_output {
                    true => Container::Frozen,
                    false => arguments.first().map_or(Container::Array, container_of),
                };
                let bounds = Bounds::Python { container, inside: 0 };
                let op = Op::Reach { array, indices: Vec::new(), bounds };
                self.builder.push(StmtKind::Assign { targets: Vec::new(), op });
                Vec::new()
            }
            (Intrinsic::ElementInside, &[Operand::Local(array), index]) => {
                self.load(array, vec![index], Bounds::Proved, ty)
            }
            (Intrinsic::PutInside, &[Operand::Local(array), index, ..]) => {
                let (indices, values) = (vec![index], operands[2..].to_vec());
                self.builder.push(StmtKind::Store { array, indices, values });
                Vec::new()
            }
            (Intrinsic::GlobalGenerator { with_gauss }, _) => {
                self.view(Op::GlobalGenerator { with_gauss }, ty)
            }
            (Intrinsic::NewGenerator, &[seed]) => {
                self.view(Op::NewGenerator { seed, checked: false }, ty)
            }
            (Intrinsic::Draw(draw), &[Operand::Local(generator)]) => {
                vec![self.builder.value(draw.scalar(), Op::Draw { generator, draw })]
            }
            (Intrinsic::Seed, &[seed]) => {
                self.builder.push(StmtKind::Assign { targets: Vec::new(), op: Op::Seed(seed) });
                Vec::new()
            }
            (Intrinsic::List(operation), _) => self.list(operation, &operands, ty),
            (Intrinsic::NewAxis { axis }, &[Operand::Local(array)]) => {
                self.view(Op::NewAxis { array, axis }, ty)
            }
            _ => self.scalar_intrinsic(intrinsic, operands, arguments, ty).into_iter().collect(),
        }
    }

    pub fn view(&mut self, op: Op, ty: &Type) -> Value {
        let views = self.temporaries(ty);
        for view in &views {
            self.builder.assign(*view, op.clone());
        }
        views.into_iter().map(Operand::Local).collect()
    }

    /// One that gives a scalar; nothing if the number of arguments is wrong, which the checker
    /// excludes.
    fn scalar_intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        operands: Value,
        arguments: &[Expr],
        ty: &Type,
    ) -> Option<Operand> {
        let scalar = ty.scalar()?;
        let op = match (intrinsic, operands.as_slice()) {
            (Intrinsic::Abs(arithmetic), &[value]) => Op::Abs { arithmetic, value },
            (Intrinsic::Min, &[first, second]) => {
                return Some(self.first_unless(Comparison::Lt, scalar, first, second));
            }
            (Intrinsic::Max, &[first, second]) => {
                return Some(self.first_unless(Comparison::Gt, scalar, first, second));
            }
            (Intrinsic::RoundToInt, &[value]) => {
                let from = arguments.first()?.ty.scalar()?;
                let value = self.convert_scalar(value, from, Scalar::F64, Conversion::Numeric);
                Op::RoundToInt(value)
            }
            (Intrinsic::Math(function), _) => Op::Math { function, arguments: operands },
            (Intrinsic::TextLength, &[text]) => Op::TextLength(text),
            (Intrinsic::Stride { axis }, &[Operand::Local(array)]) => Op::Stride { array, axis },
            (Intrinsic::ReadOnly, &[Operand::Local(array)]) => Op::ReadOnly(array),
            (Intrinsic::ArraySize, &[Operand::Local(array)]) => return self.size(array),
            (Intrinsic::Either, &[condition, then, otherwise]) => {
                Op::Select { condition, then, otherwise, unpredictable: true }
            }
            (Intrinsic::Inside { axis, first }, &[Operand::Local(array), index]) => {
                let container = container_of(arguments.first()?);
                Op::Inside { array, axis, first, index, container }
            }
            (Intrinsic::PowMod, &[base, exponent, modulus]) => {
                Op::PowMod { arithmetic: Arithmetic::PythonInt, base, exponent, modulus }
            }
            _ => return None,
        };
        Some(self.builder.value(scalar, op))
    }

    /// Python's `min` and `max` of two: the first unless the second compares so with it.
    fn first_unless(
        &mut self,
        op: Comparison,
        scalar: Scalar,
        first: Operand,
        second: Operand,
    ) -> Operand {
        let condition = if scalar.is_float() {
            self.builder.compare(op, scalar, second, first)
        } else {
            self.compare_integers(op, (second, scalar), (first, scalar))
        };
        self.builder.value(
            scalar,
            Op::Select { condition, then: second, otherwise: first, unpredictable: false },
        )
    }

    /// The product of the lengths. It wraps on the way only where another length is zero, and
    /// then comes out as zero all the same.
    fn size(&mut self, array: crate::ir::Local) -> Option<Operand> {
        let ty = self.builder.locals.get(array.0 as usize)?.ty;
        let ValueType::Array { ndim, .. } = ty else { return None };
        if ndim == 0 {
            return Some(Operand::i64(1));
        }
        let mut size = self.builder.value(Scalar::I64, Op::Length { array, axis: 0 });
        for axis in 1..ndim {
            let right = self.builder.value(Scalar::I64, Op::Length { array, axis });
            let arithmetic = Arithmetic::Sized(Scalar::I64);
            let op = Op::Binary { op: BinaryOp::Mul, arithmetic, left: size, right };
            size = self.builder.value(Scalar::I64, op);
        }
        Some(size)
    }
}

/// What an array of the type holds.
fn element_of(ty: &Type) -> Element {
    match ty {
        Type::Array(array) => array.element,
        _ => Element::Scalar(Scalar::F64),
    }
}
