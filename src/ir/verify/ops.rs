//! The types that each operation works on and gives.

use super::{Stage, Verifier};
use crate::ir::{GENERATOR, LIST_HEAD, Local, Op, Operand, ValueType};
use crate::types::{
    Arithmetic, ArrayType, BinaryOp, Comparison, Conversion, Layout, MathFunction, Scalar,
};

impl Verifier<'_> {
    /// Checks an operation's operands; the types of its results, if they can be told.
    pub(super) fn op(&mut self, op: &Op) -> Option<Vec<ValueType>> {
        let scalar = match op {
            Op::Copy(value) => return Some(vec![self.operand_type(value)?]),
            Op::Select { condition, then, otherwise, .. } => {
                self.expect(condition, Scalar::Bool);
                let ty = self.operand_type(then)?;
                if self.operand_type(otherwise)? != ty {
                    self.error("a select of two types");
                }
                return Some(vec![ty]);
            }
            Op::Call { function, arguments } => return self.call(function.0, arguments),
            Op::Overflowing { op, left, right } => {
                self.placed("an overflowing operation");
                if !matches!(
                    op,
                    BinaryOp::Add
                        | BinaryOp::Sub
                        | BinaryOp::Mul
                        | BinaryOp::Pow
                        | BinaryOp::LShift
                ) {
                    self.error("an operation that has no overflowing form");
                }
                self.expect(left, Scalar::I64);
                self.expect(right, Scalar::I64);
                let results = [Scalar::I64, Scalar::Bool];
                return Some(results.into_iter().map(ValueType::Scalar).collect());
            }
            Op::DivMod { arithmetic, left, right } => {
                if self.stage != Stage::Lowered {
                    self.error("two results of a division after checks are placed");
                }
                let scalar = self.arithmetic(*arithmetic);
                self.expect(left, scalar);
                self.expect(right, scalar);
                return Some(vec![ValueType::Scalar(scalar); 2]);
            }
            Op::Global { scalar, .. } => return Some(vec![ValueType::Scalar(*scalar)]),
            Op::Text(_) => return Some(vec![ValueType::Str]),
            Op::Table(table) => {
                let ArrayType { element, ndim, layout, .. } = table.ty;
                let count = table.shape.iter().try_fold(1u64, |all, one| all.checked_mul(*one));
                let size = count.and_then(|count| count.checked_mul(element.size().into()));
                if layout != Layout::C
                    || table.shape.len() != usize::from(ndim)
                    || size != Some(table.data.len() as u64)
                {
                    self.error("a table of another size than its shape says");
                }
                return Some(vec![ValueType::Array { element, ndim, layout }]);
            }
            Op::Row { array, axis, index } => {
                self.expect(index, Scalar::I64);
                return self.view(*array, *axis, *axis == 0, -1);
            }
            Op::Slice { array, axis, start, count, step } => {
                [start, count, step].into_iter().for_each(|it| self.expect(it, Scalar::I64));
                return self.view(*array, *axis, *axis == 0 && *step == Operand::i64(1), 0);
            }
            Op::Transpose { array } => return self.view(*array, 0, false, 0),
            Op::Allocate { element, lengths, .. } => {
                lengths.iter().for_each(|length| self.expect(length, Scalar::I64));
                let (element, ndim) = (*element, lengths.len() as u8);
                return Some(vec![ValueType::Array { element, ndim, layout: Layout::C }]);
            }
            Op::Relaid { array, element, lengths, strides, .. } => {
                lengths.iter().chain(strides).for_each(|it| self.expect(it, Scalar::I64));
                let strided = !strides.is_empty();
                let given = self.local_type(*array)?;
                // That elements of another array are in C order is known when running.
                if !matches!(given, ValueType::Array { .. }) {
                    self.error("another layout of what has no memory");
                }
                if strided && lengths.len() != strides.len() {
                    self.error("lengths and strides of different numbers");
                }
                let (element, ndim) = (*element, lengths.len() as u8);
                let layout = if strided { Layout::Strided } else { Layout::C };
                return Some(vec![ValueType::Array { element, ndim, layout }]);
            }
            Op::Overlaps { read, written } => {
                for array in [*read, *written] {
                    if !matches!(self.local_type(array)?, ValueType::Array { .. }) {
                        self.error("memory of what is no array");
                    }
                }
                Scalar::Bool
            }
            Op::Draw { generator, draw } => {
                if self.local_type(*generator)? != GENERATOR {
                    self.error("a number of what is no generator");
                }
                draw.scalar()
            }
            Op::GlobalGenerator { .. } => return Some(vec![GENERATOR]),
            Op::NewGenerator { seed, .. } => {
                self.expect(seed, Scalar::I64);
                return Some(vec![GENERATOR]);
            }
            Op::Seed(value) => {
                self.expect(value, Scalar::I64);
                return Some(Vec::new());
            }
            Op::NewList { .. } => return Some(vec![LIST_HEAD]),
            Op::ListLength(list) | Op::ListAddress(list) => {
                self.list(*list);
                Scalar::I64
            }
            Op::ListResize { list, count, checked, .. } => {
                self.list(*list);
                self.expect(count, Scalar::I64);
                let failed = checked.then_some(ValueType::Scalar(Scalar::Bool));
                return Some(failed.into_iter().collect());
            }
            Op::ListAt { list, index, part, .. } => {
                self.list(*list);
                self.expect(index, Scalar::I64);
                if !matches!(part, ValueType::Array { .. } | ValueType::Str) {
                    self.error("a part of a list's element that is no reference");
                }
                return Some(vec![*part]);
            }
            Op::ListPut { list, index, value, .. } => {
                self.list(*list);
                if !matches!(self.local_type(*value)?, ValueType::Array { .. } | ValueType::Str) {
                    self.error("a part of a list's element that is no reference");
                }
                self.expect(index, Scalar::I64);
                return Some(Vec::new());
            }
            Op::ListDrop { list, index, .. } => {
                self.list(*list);
                self.expect(index, Scalar::I64);
                return Some(Vec::new());
            }
            Op::ListMove { list, to, from, count, .. } => {
                self.list(*list);
                [to, from, count].into_iter().for_each(|it| self.expect(it, Scalar::I64));
                return Some(Vec::new());
            }
            Op::ListElements { list, element, offset, size } => {
                self.list(*list);
                if offset + element.size() > *size {
                    self.error("a part of a list's element that lies outside of it");
                }
                let layout = if *size == element.size() { Layout::C } else { Layout::Strided };
                return Some(vec![ValueType::Array { element: *element, ndim: 1, layout }]);
            }
            Op::Missing(array) => {
                self.placed("a look whether memory is missing");
                if !matches!(self.local_type(*array)?, ValueType::Array { .. }) {
                    self.error("memory of what is no array");
                }
                Scalar::Bool
            }
            Op::NewAxis { array, axis } => return self.view(*array, *axis, true, 1),
            Op::TextEqual { left, right } | Op::TextLess { left, right } => {
                self.expect_type(left, ValueType::Str);
                self.expect_type(right, ValueType::Str);
                Scalar::Bool
            }
            Op::TextLength(value) => {
                self.expect_type(value, ValueType::Str);
                Scalar::I64
            }
            Op::Load { array, indices, .. } => {
                let element = self.access(*array, indices)?;
                return Some(vec![ValueType::Scalar(element.part()); element.parts()]);
            }
            Op::Inside { array, axis, first, index, .. } => {
                self.expect(index, Scalar::I64);
                if self.stage != Stage::Lowered {
                    self.error("a way to a row after checks are placed");
                }
                match self.local_type(*array)? {
                    ValueType::Array { ndim, .. } if first <= axis && *axis < ndim => Scalar::I64,
                    _ => {
                        self.error("no such axis");
                        Scalar::I64
                    }
                }
            }
            Op::Reach { array, indices, .. } => {
                if !indices.is_empty() {
                    self.access(*array, indices)?;
                }
                if self.stage != Stage::Lowered {
                    self.error("a way to an element after checks are placed");
                }
                return Some(vec![ValueType::Scalar(Scalar::I64); indices.len()]);
            }
            Op::Byte { value, from, array, index, .. } => {
                self.expect(value, *from);
                self.access(*array, &[*index])?;
                Scalar::U8
            }
            Op::ReadOnly(array) => {
                if !matches!(self.local_type(*array)?, ValueType::Array { .. }) {
                    self.error("memory of what is no array");
                }
                Scalar::Bool
            }
            Op::Length { array, axis } | Op::Stride { array, axis } => {
                match self.local_type(*array)? {
                    ValueType::Array { ndim, .. } if *axis < ndim => Scalar::I64,
                    _ => {
                        self.error("no such axis");
                        Scalar::I64
                    }
                }
            }
            Op::Math { function, arguments } => self.math(*function, arguments),
            other => self.scalar_op(other),
        };
        Some(vec![ValueType::Scalar(scalar)])
    }

    fn list(&mut self, list: Local) {
        if self.local_type(list).is_some_and(|ty| ty != LIST_HEAD) {
            self.error("a list that is none");
        }
    }

    /// The operations whose operands and result are scalars.
    fn scalar_op(&mut self, op: &Op) -> Scalar {
        match op {
            Op::Unary { arithmetic, value, .. } | Op::Abs { arithmetic, value } => {
                let scalar = self.arithmetic(*arithmetic);
                self.expect(value, scalar);
                scalar
            }
            Op::Binary { op, arithmetic, left, right } => {
                let scalar = self.arithmetic(*arithmetic);
                self.expect(left, scalar);
                self.expect(right, scalar);
                let int = matches!(arithmetic, Arithmetic::PythonInt | Arithmetic::Proved);
                if *op == BinaryOp::TrueDiv && int { Scalar::F64 } else { scalar }
            }
            Op::Compare { op, scalar, left, right } => self.compare(*op, *scalar, [left, right]),
            Op::CompareIntFloat { left, right, .. } => {
                self.expect(left, Scalar::I64);
                self.expect(right, Scalar::F64);
                Scalar::Bool
            }
            Op::CompareSignedUnsigned { left, right, .. } => {
                self.expect(left, Scalar::I64);
                self.expect(right, Scalar::U64);
                Scalar::Bool
            }
            Op::Not(value) => {
                self.expect(value, Scalar::Bool);
                Scalar::Bool
            }
            Op::Convert { value, from, to, conversion } => {
                self.expect(value, *from);
                let unfailing = matches!(conversion, Conversion::Numeric | Conversion::Cast);
                if self.stage != Stage::Lowered && !unfailing {
                    self.error("an unchecked conversion");
                }
                *to
            }
            Op::ConvertFails { value, from, .. } => {
                self.placed("a conversion's check");
                self.expect(value, *from);
                Scalar::Bool
            }
            Op::RoundToInt(value) => {
                self.expect(value, Scalar::F64);
                Scalar::I64
            }
            Op::NormalizeIndex { index, length } => {
                self.placed("a normalised index");
                self.expect(index, Scalar::I64);
                self.expect(length, Scalar::I64);
                Scalar::I64
            }
            Op::PowMod { arithmetic, base, exponent, modulus } => {
                let scalar = self.arithmetic(*arithmetic);
                for operand in [base, exponent, modulus] {
                    self.expect(operand, scalar);
                }
                Scalar::I64
            }
            // The rest is handled by the caller.
            _ => Scalar::I64,
        }
    }

    fn compare(&mut self, op: Comparison, scalar: Scalar, operands: [&Operand; 2]) -> Scalar {
        if scalar == Scalar::Bool && !matches!(op, Comparison::Eq | Comparison::Ne) {
            self.error("an order of booleans");
        }
        for operand in operands {
            let Some(ValueType::Scalar(given)) = self.operand_type(operand) else {
                self.error("a comparison of what is no scalar");
                continue;
            };
            let bits_alike = given.is_int() && scalar.is_int() && given.bits() == scalar.bits();
            if given != scalar && !bits_alike {
                self.error(&format!("a comparison of {given} as {scalar}"));
            }
        }
        Scalar::Bool
    }

    /// The operands' scalar; an arithmetic that does not belong to the stage is an error.
    fn arithmetic(&mut self, arithmetic: Arithmetic) -> Scalar {
        match arithmetic {
            Arithmetic::PythonInt | Arithmetic::PythonFloat | Arithmetic::Raising(_)
                if self.stage != Stage::Lowered =>
            {
                self.error("arithmetic that may raise after checks are placed");
            }
            Arithmetic::Proved => self.placed("proved arithmetic"),
            _ => {}
        }
        match arithmetic {
            Arithmetic::PythonInt | Arithmetic::Proved => Scalar::I64,
            Arithmetic::PythonFloat => Scalar::F64,
            Arithmetic::Sized(scalar) | Arithmetic::Raising(scalar) => scalar,
        }
    }

    fn math(&mut self, function: MathFunction, arguments: &[Operand]) -> Scalar {
        let (parameters, result): (&[Scalar], Scalar) = signature(function);
        if arguments.len() != parameters.len() {
            self.error("the wrong number of arguments of a math function");
        }
        // A function of floats alone computes in the width that it is given.
        let first = arguments.first().and_then(|argument| self.operand_type(argument));
        let single = function.is_of_floats() && first == Some(ValueType::Scalar(Scalar::F32));
        let width = |scalar: Scalar| if single { Scalar::F32 } else { scalar };
        for (argument, parameter) in arguments.iter().zip(parameters) {
            self.expect(argument, width(*parameter));
        }
        width(result)
    }

    fn call(&mut self, callee: u32, arguments: &[Operand]) -> Option<Vec<ValueType>> {
        let Some(callee) = self.unit.functions.get(callee as usize) else {
            self.error("a call of no function");
            return None;
        };
        if arguments.len() != callee.parameters {
            self.error("the wrong number of arguments");
        }
        for (argument, parameter) in arguments.iter().zip(&callee.locals) {
            let given = self.operand_type(argument);
            if given.is_some_and(|given| given != parameter.ty) {
                self.error(&format!("an argument of {given:?} for {:?}", parameter.ty));
            }
        }
        Some(callee.results.clone())
    }

    /// The type of a view with `more` axes more; it keeps the layout or is strided.
    fn view(
        &mut self,
        array: Local,
        axis: u8,
        keeps_layout: bool,
        more: i8,
    ) -> Option<Vec<ValueType>> {
        let last = u8::from(more > 0);
        match self.local_type(array)? {
            ValueType::Array { element, ndim, layout } if axis < ndim + last => {
                let ndim = ndim.checked_add_signed(more)?;
                let layout = if keeps_layout { layout } else { Layout::Strided };
                Some(vec![ValueType::Array { element, ndim, layout }])
            }
            _ => {
                self.error("a view of what has no such axis");
                None
            }
        }
    }
}

/// The parameters and the result of a math function; of one of floats alone, in double precision.
pub fn signature(function: MathFunction) -> (&'static [Scalar], Scalar) {
    use MathFunction as M;
    const F: Scalar = Scalar::F64;
    const I: Scalar = Scalar::I64;
    match function {
        M::Fma => (&[F, F, F], F),
        M::Atan2 | M::Copysign | M::Fmod | M::Hypot | M::Nextafter | M::Pow => (&[F, F], F),
        M::Ldexp | M::RoundDecimal => (&[F, I], F),
        M::FrexpExponent | M::FloatToBits => (&[F], I),
        M::BitsToFloat => (&[I], F),
        M::LeadingZeros | M::PopulationCount => (&[I], I),
        M::PythonVersion | M::NumpyInterface | M::Debug => (&[], I),
        _ => (&[F], F),
    }
}
