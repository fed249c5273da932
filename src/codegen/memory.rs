//! Elements of arrays: addresses, loads and stores.

use std::sync::Arc;

use inkwell::types::BasicType;
use inkwell::values::{BasicValueEnum, IntValue, PointerValue};

use super::CodegenError;
use super::builder::{IntOp, IntPredicate, Value};
use super::emitter::Emitter;
use super::function::{Body, defect};
use super::types::memory_type;
use crate::ir::{Bounds, Local, Operand, ValueType};
use crate::types::{Element, Layout, Scalar, Table};

/// The address of an element and what is known of it.
struct Place<'ctx> {
    address: PointerValue<'ctx>,
    element: Element,
    alignment: u32,
}

/// An array as one is made of it.
struct View<'ctx> {
    data: PointerValue<'ctx>,
    read_only: Value<'ctx>,
    owner: IntValue<'ctx>,
    lengths: Vec<IntValue<'ctx>>,
    strides: Vec<IntValue<'ctx>>,
    /// Its type has no strides.
    is_in_c_order: bool,
}

impl<'ctx> View<'ctx> {
    fn remove(&mut self, axis: u8) {
        let axis = usize::from(axis);
        if axis < self.lengths.len() {
            self.lengths.remove(axis);
            self.strides.remove(axis);
        }
    }

    fn parts(self) -> Vec<Value<'ctx>> {
        let strides = if self.is_in_c_order { Vec::new() } else { self.strides };
        let numbers = self.lengths.into_iter().chain(strides).map(Value::from);
        [self.data.into(), self.read_only, self.owner.into()].into_iter().chain(numbers).collect()
    }
}

impl<'ctx> Body<'_, '_, 'ctx> {
    pub fn load_element(
        &self,
        array: Local,
        indices: &[Operand],
        bounds: Bounds,
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let place = self.place(array, indices, bounds)?;
        let part = place.element.part();
        let ty = memory_type(self.emitter.context(), part);
        let addresses = self.parts_at(&place);
        let values = addresses.map(|address| build.load_aligned(ty, address, place.alignment));
        if part != Scalar::Bool {
            return Ok(values.collect());
        }
        // Any byte can stand in a view as booleans; all but 0 are true.
        let is_true = |value: Value<'ctx>| {
            let byte = value.into_int_value();
            build.icmp(IntPredicate::NE, byte, byte.get_type().const_zero()).into()
        };
        Ok(values.map(is_true).collect())
    }

    /// The addresses of the parts of an element.
    fn parts_at(&self, place: &Place<'ctx>) -> impl Iterator<Item = PointerValue<'ctx>> {
        let build = &self.emitter.build;
        let size = i64::from(place.element.part().size());
        let offsets = (0..).map(move |part: i64| part * size);
        let address = place.address;
        offsets.take(place.element.parts()).map(move |offset| match offset {
            0 => address,
            _ => build.offset(address, build.i64(offset)),
        })
    }

    pub fn store_element(
        &self,
        array: Local,
        indices: &[Operand],
        values: &[Operand],
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let place = self.place(array, indices, Bounds::Proved)?;
        for (value, address) in values.iter().zip(self.parts_at(&place)) {
            let mut value = self.operand(*value);
            if place.element == Scalar::Bool {
                let byte = self.emitter.context().i8_type();
                value = build.resize(value.into_int_value(), byte, false).into();
            }
            build.store_aligned(value, address, place.alignment);
        }
        Ok(())
    }

    fn place(
        &self,
        array: Local,
        indices: &[Operand],
        bounds: Bounds,
    ) -> Result<Place<'ctx>, CodegenError> {
        let ValueType::Array { element, ndim, layout } = self.type_of(array) else {
            return Err(defect("an element of what is no array"));
        };
        if bounds != Bounds::Proved || indices.len() != usize::from(ndim) {
            return Err(defect("an access that was not checked"));
        }
        let indices: Vec<IntValue<'ctx>> =
            indices.iter().map(|&index| self.operand(index).into_int_value()).collect();
        Ok(match layout {
            Layout::C => Place {
                address: self.address_in_c_order(array, element, &indices),
                element,
                alignment: element.part().size(),
            },
            // Fields of records and other views need not be aligned.
            Layout::Strided => Place {
                address: self.address_by_strides(array, ndim, &indices),
                element,
                alignment: 1,
            },
        })
    }

    /// No product of lengths and indices in bounds leaves the array's memory, so none overflows.
    fn address_in_c_order(
        &self,
        array: Local,
        element: Element,
        indices: &[IntValue<'ctx>],
    ) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let mut position: Option<IntValue<'ctx>> = None;
        for (axis, &index) in indices.iter().enumerate() {
            position = Some(match position {
                None => index,
                Some(rows) => {
                    let length = self.length(array, axis as u8);
                    build.int(IntOp::AddNsw, build.int(IntOp::MulNsw, rows, length), index)
                }
            });
        }
        let part = memory_type(self.emitter.context(), element.part());
        let ty = match element {
            Element::Scalar(_) | Element::Time(_) => part,
            Element::Complex(_) => part.array_type(2).into(),
        };
        build.element(ty, self.data(array), position.unwrap_or_else(|| build.i64(0)))
    }

    fn address_by_strides(
        &self,
        array: Local,
        ndim: u8,
        indices: &[IntValue<'ctx>],
    ) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let mut address = self.data(array);
        for (axis, &index) in indices.iter().enumerate() {
            let stride = self.stride(array, axis as u8, ndim);
            address = build.offset(address, build.int(IntOp::MulNsw, index, stride));
        }
        address
    }

    /// The parts of a constant array: where its data lies, and its lengths.
    pub fn table(&self, table: &Arc<Table>) -> Vec<Value<'ctx>> {
        let build = &self.emitter.build;
        // It outlives every call.
        let owner = build.i64(0).into();
        let mut parts = vec![self.emitter.table(table).into(), build.bool(true).into(), owner];
        parts.extend(table.shape.iter().map(|&length| Value::from(build.i64(length as i64))));
        parts
    }

    /// The parts of a view with one axis less: its data begin behind what lies before it.
    pub fn row(
        &self,
        array: Local,
        axis: u8,
        index: Operand,
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let mut view = self.view(array, axis == 0)?;
        view.data = self.moved(&view, axis, index)?;
        view.remove(axis);
        Ok(view.parts())
    }

    /// The parts of a view of `start`, `count` and `step` of an axis.
    pub fn slice(
        &self,
        array: Local,
        axis: u8,
        [start, count, step]: [Operand; 3],
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let mut view = self.view(array, axis == 0 && step == Operand::i64(1))?;
        view.data = self.moved(&view, axis, start)?;
        let axis = usize::from(axis);
        if let Some(length) = view.lengths.get_mut(axis) {
            *length = self.operand(count).into_int_value();
        }
        let step = self.operand(step).into_int_value();
        if !view.is_in_c_order
            && let Some(stride) = view.strides.get_mut(axis)
        {
            // Wraps only where there is no second position.
            *stride = build.int(IntOp::Mul, *stride, step);
        }
        Ok(view.parts())
    }

    /// The parts of a view with one more axis.
    pub fn new_axis(&self, array: Local, axis: u8) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let mut view = self.view(array, true)?;
        let axis = usize::from(axis).min(view.lengths.len());
        view.lengths.insert(axis, build.i64(1));
        view.strides.insert(axis, build.i64(0));
        Ok(view.parts())
    }

    /// The parts of a view with the axes in the other order.
    pub fn transposed(&self, array: Local) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let mut view = self.view(array, false)?;
        view.lengths.reverse();
        view.strides.reverse();
        Ok(view.parts())
    }

    /// The parts of an array with other lengths and strides.
    pub fn relaid(
        &self,
        array: Local,
        (lengths, strides): (&[Operand], &[Operand]),
        is_view: bool,
        read_only: bool,
    ) -> Vec<Value<'ctx>> {
        let number = |operand: &Operand| self.operand(*operand).into_int_value();
        let view = View {
            data: self.data(array),
            read_only: match read_only {
                true => self.emitter.build.bool(true).into(),
                false => self.read_only(array).into(),
            },
            owner: if is_view { self.owner_of_view(array) } else { self.owner(array) },
            lengths: lengths.iter().map(number).collect(),
            strides: strides.iter().map(number).collect(),
            is_in_c_order: strides.is_empty(),
        };
        view.parts()
    }

    /// Whether the memory of two arrays overlaps, if they are not the same view.
    pub fn overlaps(&self, read: Local, written: Local) -> Result<IntValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let (left, right) = (self.view(read, false)?, self.view(written, false)?);
        let sizes = [read, written].map(|array| match self.type_of(array) {
            ValueType::Array { element, .. } => element.size(),
            _ => 1,
        });
        let (low, high, some) = self.extent(&left, sizes[0]);
        let (other_low, other_high, other_some) = self.extent(&right, sizes[1]);
        let before = build.icmp(IntPredicate::ULT, low, other_high);
        let behind = build.icmp(IntPredicate::ULT, other_low, high);
        let mut overlaps = build.and(build.and(before, behind), build.and(some, other_some));
        if left.lengths.len() == right.lengths.len() && sizes[0] == sizes[1] {
            let mut same = build.same_pointer(left.data, right.data);
            let numbers = left.lengths.iter().chain(&left.strides);
            for (a, b) in numbers.zip(right.lengths.iter().chain(&right.strides)) {
                same = build.and(same, build.icmp(IntPredicate::EQ, *a, *b));
            }
            // Of a view that has one element several times, each is written when it was read.
            overlaps = build.and(overlaps, build.not(same));
        }
        Ok(overlaps)
    }

    /// The addresses of the first byte of a view and of the one behind the last, and whether there is
    /// any.
    fn extent(
        &self,
        view: &View<'ctx>,
        size: u32,
    ) -> (IntValue<'ctx>, IntValue<'ctx>, IntValue<'ctx>) {
        let build = &self.emitter.build;
        let start = build.pointer_to_int(view.data);
        let zero = build.i64(0);
        let (mut low, mut high) = (start, build.int(IntOp::Add, start, build.i64(size.into())));
        let mut some = build.bool(true);
        for (length, stride) in view.lengths.iter().zip(&view.strides) {
            let last = build.int(IntOp::Sub, *length, build.i64(1));
            let distance = build.int(IntOp::Mul, last, *stride);
            let is_negative = build.icmp(IntPredicate::SLT, distance, zero);
            let (down, up) = (
                build.select_int(is_negative, distance, zero),
                build.select_int(is_negative, zero, distance),
            );
            low = build.int(IntOp::Add, low, down);
            high = build.int(IntOp::Add, high, up);
            some = build.and(some, build.icmp(IntPredicate::NE, *length, zero));
        }
        (low, high, some)
    }

    /// The distance in bytes between neighbours along an axis of any array.
    pub fn any_stride(&self, array: Local, axis: u8) -> Result<IntValue<'ctx>, CodegenError> {
        let view = self.view(array, false)?;
        view.strides.get(usize::from(axis)).copied().ok_or_else(|| defect("no such axis"))
    }

    /// An array taken apart; a view of it stays in C order if it was and `keeps_order`.
    fn view(&self, array: Local, keeps_order: bool) -> Result<View<'ctx>, CodegenError> {
        let ValueType::Array { element, ndim, layout } = self.type_of(array) else {
            return Err(defect("a view of what is no array"));
        };
        let strides = match layout {
            Layout::Strided => (0..ndim).map(|axis| self.stride(array, axis, ndim)).collect(),
            Layout::C => self
                .strides_of_c_order(array, element, ndim)
                .into_iter()
                .map(BasicValueEnum::into_int_value)
                .collect(),
        };
        Ok(View {
            data: self.data(array),
            read_only: self.read_only(array).into(),
            owner: self.owner_of_view(array),
            lengths: (0..ndim).map(|axis| self.length(array, axis)).collect(),
            strides,
            is_in_c_order: layout == Layout::C && keeps_order,
        })
    }

    /// Where a position of an axis lies.
    fn moved(
        &self,
        view: &View<'ctx>,
        axis: u8,
        index: Operand,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let stride = view.strides.get(usize::from(axis)).ok_or_else(|| defect("no such axis"))?;
        let index = self.operand(index).into_int_value();
        Ok(build.offset(view.data, build.int(IntOp::Mul, index, *stride)))
    }

    /// The strides that an array in C order has.
    pub fn strides_of_c_order(&self, array: Local, element: Element, ndim: u8) -> Vec<Value<'ctx>> {
        let lengths: Vec<IntValue<'ctx>> = (0..ndim).map(|axis| self.length(array, axis)).collect();
        self.emitter.strides_of_c_order(element, &lengths)
    }
}

impl<'ctx> Emitter<'_, 'ctx> {
    /// The strides that an array of these lengths has in C order.
    pub fn strides_of_c_order(
        &self,
        element: Element,
        lengths: &[IntValue<'ctx>],
    ) -> Vec<Value<'ctx>> {
        let build = &self.build;
        let mut stride = build.i64(element.size().into());
        let mut strides = Vec::new();
        for length in lengths.iter().rev() {
            strides.push(stride.into());
            // Wraps only for arrays without elements.
            stride = build.int(IntOp::Mul, stride, *length);
        }
        strides.reverse();
        strides
    }
}
