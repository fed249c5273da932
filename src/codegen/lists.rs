//! Lists: their heads and the memory of their elements (`PyjitList` in `templates/runtime/runtime.h`).

use inkwell::values::{IntValue, PointerValue};

use super::CodegenError;
use super::builder::{IntOp, IntPredicate, Value};
use super::emitter::Emitter;
use super::function::{Body, defect};
use super::ownership::BLOCK_SIZE;
use super::runtime::Runtime;
use super::types::{parts_of, pointer_type};
use crate::ir::{LIST_HEAD, Local, Operand, ValueType};
use crate::types::Element;

// Where `PyjitList` keeps things, counted from behind its block.
const LENGTH: i64 = 0;
const ELEMENTS: i64 = 8;
const CAPACITY: i64 = 16;

/// Where a part of an array lies in an element, see `ListPart::Array`: the owner comes before the flag
/// that says whether it must not be written.
fn word(part: usize) -> i64 {
    8 * match part {
        1 => 2,
        2 => 1,
        other => other as i64,
    }
}

impl<'ctx> Body<'_, '_, 'ctx> {
    /// The parts of a new list; without memory, where there is none to be had.
    pub fn new_list(&self, size: u32, lists: &[u32]) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let layout = self.emitter.list_layout(size, lists);
        let Value::PointerValue(block) = self.emitter.call(Runtime::NewList, &[layout.into()])
        else {
            return Err(defect("a new list that has no address"));
        };
        Ok(self.emitter.parts_of_list(block).to_vec())
    }

    /// The parts of a list, an array or a string that is part of an element: `(offset, size)`.
    pub fn list_at(
        &self,
        list: Local,
        index: Operand,
        (offset, size): (u32, u32),
        part: ValueType,
    ) -> Vec<Value<'ctx>> {
        let build = &self.emitter.build;
        let place = self.place_of_part(list, index, offset, size);
        if part == LIST_HEAD {
            let block = build.load(pointer_type(self.emitter.context()), place);
            return self.emitter.parts_of_list(block.into_pointer_value()).to_vec();
        }
        let types = parts_of(self.emitter.context(), part);
        let words = types.into_iter().enumerate();
        let value = |(index, ty)| build.load(ty, build.offset(place, build.i64(word(index))));
        words.map(value).collect()
    }

    /// Writes a list, an array or a string as a part of an element, which is an owner from then on,
    /// but for a string.
    pub fn list_put(&self, list: Local, index: Operand, offset: u32, size: u32, value: Local) {
        let build = &self.emitter.build;
        let ty = self.source.locals.get(value.0 as usize).map(|local| local.ty);
        if ty != Some(ValueType::Str) {
            self.retain(value);
        }
        let place = self.place_of_part(list, index, offset, size);
        if ty == Some(LIST_HEAD) {
            let block = build.int_to_pointer(self.owner(value));
            build.store(block.into(), place);
            return;
        }
        for (index, part) in self.parts(value).into_iter().enumerate() {
            build.store(part, build.offset(place, build.i64(word(index))));
        }
    }

    /// A part of an element, whose owner lies there, is no owner any more.
    pub fn list_drop(&self, list: Local, index: Operand, offset: u32, size: u32) {
        let place = self.place_of_part(list, index, offset, size);
        let block = self.emitter.build.load(pointer_type(self.emitter.context()), place);
        self.emitter.call_void(Runtime::ReleaseList, &[block]);
    }

    /// Moves elements as they are.
    pub fn list_move(&self, list: Local, [to, from, count]: [Operand; 3], size: u32) {
        let build = &self.emitter.build;
        let count = self.operand(count).into_int_value();
        let bytes = build.int(IntOp::Mul, count, build.i64(size.into()));
        let [to, from] = [to, from].map(|index| self.place_of_part(list, index, 0, size));
        build.move_bytes(to, from, bytes);
    }

    /// The address of a part of an element.
    fn place_of_part(
        &self,
        list: Local,
        index: Operand,
        offset: u32,
        size: u32,
    ) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let elements =
            build.load(pointer_type(self.emitter.context()), self.place_in_list(list, ELEMENTS));
        let index = self.operand(index).into_int_value();
        let distance = build.int(IntOp::Mul, index, build.i64(size.into()));
        let distance = build.int(IntOp::Add, distance, build.i64(offset.into()));
        build.offset(elements.into_pointer_value(), distance)
    }

    /// How many elements a list has.
    pub fn list_length(&self, list: Local) -> IntValue<'ctx> {
        self.word_of_list(list, LENGTH).into_int_value()
    }

    /// Sets the number of elements; gives whether there was no memory for them.
    pub fn list_resize(&self, list: Local, count: Operand, size: u32) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let ty = self.emitter.context().bool_type();
        let count = self.operand(count).into_int_value();
        let failed = self.stack_slot(ty.into(), "failed");
        build.store(build.bool(false).into(), failed);
        let capacity = self.word_of_list(list, CAPACITY).into_int_value();
        let [grow, fits, done] =
            ["grow", "fits", "resized"].map(|name| build.block(self.function, name));
        let too_small = build.icmp(IntPredicate::SGT, count, capacity);
        build.branch_rarely(too_small, grow, fits);
        build.go_to(grow);
        let arguments = [self.data(list).into(), count.into(), build.i64(size.into()).into()];
        let status = self.emitter.call(Runtime::GrowList, &arguments).into_int_value();
        let missing = build.icmp(IntPredicate::NE, status, build.i32(0));
        build.store(missing.into(), failed);
        build.branch(missing, done, fits);
        build.go_to(fits);
        build.store(count.into(), self.place_in_list(list, LENGTH));
        build.jump(done);
        build.go_to(done);
        build.load(ty, failed).into_int_value()
    }

    /// The parts of a view of one part of each element.
    pub fn list_elements(
        &self,
        list: Local,
        element: Element,
        offset: u32,
        size: u32,
    ) -> Vec<Value<'ctx>> {
        let build = &self.emitter.build;
        let place = self.place_in_list(list, ELEMENTS);
        let data = build.load(pointer_type(self.emitter.context()), place).into_pointer_value();
        let data = if offset == 0 { data } else { build.offset(data, build.i64(offset.into())) };
        let mut parts = vec![
            data.into(),
            build.bool(false).into(),
            self.owner_of_view(list).into(),
            self.list_length(list).into(),
        ];
        if size != element.size() {
            parts.push(build.i64(size.into()).into());
        }
        parts
    }

    fn word_of_list(&self, list: Local, offset: i64) -> Value<'ctx> {
        let place = self.place_in_list(list, offset);
        self.emitter.build.load(self.emitter.context().i64_type(), place)
    }

    fn place_in_list(&self, list: Local, offset: i64) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        match offset {
            0 => self.data(list),
            _ => build.offset(self.data(list), build.i64(offset)),
        }
    }
}

impl<'ctx> Emitter<'_, 'ctx> {
    /// The parts of the view that holds a list, of its block.
    pub fn parts_of_list(&self, block: PointerValue<'ctx>) -> [Value<'ctx>; 3] {
        let build = &self.build;
        let head = build.offset(block, build.i64(BLOCK_SIZE));
        [head.into(), build.bool(false).into(), build.pointer_to_int(block).into()]
    }

    /// The address of a constant that says how elements lie (`PyjitListLayout` of the runtime).
    pub fn list_layout(&self, size: u32, lists: &[u32]) -> PointerValue<'ctx> {
        let numbers = [size, lists.len() as u32].into_iter().chain(lists.iter().copied());
        let numbers: Vec<_> = numbers.map(|number| self.build.i32(number as i32)).collect();
        let value = self.context().i32_type().const_array(&numbers);
        self.constant("layout", value.into())
    }
}
