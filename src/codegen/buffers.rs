//! Array arguments of an entry, in two steps: which kind of object it is, where Python code may still
//! run; then, when it cannot any more, its buffer.

use inkwell::values::{IntValue, PointerValue};

use super::arguments::Place;
use super::builder::{IntPredicate, Value};
use super::entry::{Argument, EntryBody};
use super::runtime::Runtime;
use super::types::pointer_type;
use crate::types::{ArrayType, Container, Layout, MAX_NDIM, Type};

// Where `Py_buffer` keeps things, on a 64-bit platform; part of the stable ABI.
pub(super) const VIEW_DATA: i64 = 0;
pub(super) const VIEW_READ_ONLY: i64 = 32;
pub(super) const VIEW_SHAPE: i64 = 48;
pub(super) const VIEW_STRIDES: i64 = 56;
/// The size of `Py_buffer` in 64-bit words.
const VIEW_WORDS: u32 = 10;

// Where `PyjitBlock` keeps things, see `templates/runtime/runtime.h`.
const BLOCK_OBJECT: i64 = 8;
const BLOCK_IS_ARGUMENT: i64 = 16;
const BLOCK_WORDS: u32 = 6;

// Where `PyjitState` keeps classes, see `templates/runtime/runtime.h`.
const STATE_NDARRAY: i64 = 0;
const STATE_ARRAY_ARRAY: i64 = 8;

/// An array argument whose buffer is still to be taken.
pub(super) struct Pending<'ctx> {
    place: Place<'ctx>,
    /// The record of the type.
    record: PointerValue<'ctx>,
    /// Where the object lies if it may be missing, as it is where an optional one is `None`.
    slot: Option<PointerValue<'ctx>>,
    view: PointerValue<'ctx>,
    /// Where it is put whether the memory is in C order; the runtime insists on what is declared.
    in_c_order: Option<PointerValue<'ctx>>,
}

impl<'ctx> EntryBody<'_, '_, 'ctx> {
    /// Fails unless the object is of the kind that an array parameter takes; its buffer is taken by
    /// [`take_buffers`](Self::take_buffers).
    pub fn expect_array(
        &mut self,
        ty: &Type,
        array: &ArrayType,
        place: Place<'ctx>,
    ) -> Argument<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let record = self.emitter.type_record(ty);
        let [other, ready] = ["other", "ready"].map(|name| build.block(self.function, name));
        let exact = match array.container {
            // A record of an array, which is no array.
            _ if matches!(ty, Type::Record(_)) => build.bool(false),
            Container::Array => self.is_known(place.object, STATE_NDARRAY),
            Container::ArrayArray => self.is_known(place.object, STATE_ARRAY_ARRAY),
            Container::Bytes => self.is_exactly(place.object, "PyBytes_Type"),
            Container::Bytearray => self.is_exactly(place.object, "PyByteArray_Type"),
            Container::Memoryview => self.is_exactly(place.object, "PyMemoryView_Type"),
            // Constants only: no parameter has such a type.
            Container::List | Container::Tuple | Container::Frozen => {
                self.is_known(place.object, STATE_NDARRAY)
            }
        };
        build.branch_rarely(build.not(exact), other, ready);
        build.go_to(other);
        let mut arguments = self.common(place).to_vec();
        arguments.push(record.into());
        let outcome = self.emitter.call(Runtime::ArgumentContainer, &arguments);
        self.fail_unless_done(outcome.into_int_value());
        build.jump(ready);
        build.go_to(ready);
        let view = self.stack_slot(context.i64_type().array_type(VIEW_WORDS), "view");
        let in_c_order = (array.layout == Layout::Strided)
            .then(|| self.stack_slot(context.bool_type(), "in_c_order"));
        let slot = (self.optional_depth > 0).then(|| {
            let slot = self.missing();
            build.store(place.object.into(), slot);
            slot
        });
        self.arrays.push(Pending { place, record, slot, view, in_c_order });
        let lists = |ty: &Type| ty.holds_list() && ty.holds_array();
        let returns_arrays = self.source.result.holds_array()
            || self.source.parameters.iter().any(|parameter| lists(&parameter.ty));
        // What is no array may be one by `np.frombuffer`.
        let owner = returns_arrays.then(|| self.block_of_argument(place.object));
        Argument::Array { view, ndim: array.ndim, in_c_order, owner }
    }

    /// Whether the object's type is the one that the runtime has found and keeps in its state.
    fn is_known(&self, object: PointerValue<'ctx>, offset: i64) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let place = build.offset(self.emitter.runtime_data("pyjit_state"), build.i64(offset));
        let known = build.load(pointer_type(self.emitter.context()), place);
        build.same_pointer(self.type_of(object), known.into_pointer_value())
    }

    /// What stands for the memory of an argument, see `PyjitBlock` of the runtime: the entry is its
    /// owner while the call lasts.
    fn block_of_argument(&self, object: PointerValue<'ctx>) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let words = self.emitter.context().i64_type().array_type(BLOCK_WORDS);
        let block = self.stack_slot(words, "block");
        build.store(build.i64(1).into(), block);
        build.store(object.into(), build.offset(block, build.i64(BLOCK_OBJECT)));
        build.store(build.i64(1).into(), build.offset(block, build.i64(BLOCK_IS_ARGUMENT)));
        block
    }

    /// A stack slot that holds no object until one is put there.
    fn missing(&self) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let pointer = pointer_type(self.emitter.context());
        let slot = self.stack_slot(pointer, "array");
        let here = build.open_block();
        build.go_to(self.first);
        build.store(pointer.const_null().into(), slot);
        if let Some(here) = here {
            build.go_to(here);
        }
        slot
    }

    /// Takes the buffers of all array arguments.
    pub fn take_buffers(&mut self) {
        for pending in std::mem::take(&mut self.arrays) {
            self.take_or_nothing(&pending);
            self.hold(pending.view);
        }
    }

    fn take_or_nothing(&self, pending: &Pending<'ctx>) {
        let build = &self.emitter.build;
        let Some(slot) = pending.slot else { return self.take(pending, pending.place.object) };
        let pointer = pointer_type(self.emitter.context());
        let object = build.load(pointer, slot).into_pointer_value();
        let [some, none, ready] =
            ["some", "none", "ready"].map(|name| build.block(self.function, name));
        build.branch(build.is_null(object), none, some);
        build.go_to(some);
        self.take(pending, object);
        build.jump(ready);
        build.go_to(none);
        self.fill_with_nothing(pending);
        build.jump(ready);
        build.go_to(ready);
    }

    fn take(&self, pending: &Pending<'ctx>, object: PointerValue<'ctx>) {
        let build = &self.emitter.build;
        let mut arguments = self.common(Place { object, ..pending.place }).to_vec();
        arguments.extend([Value::from(pending.record), pending.view.into()]);
        let outcome = self.emitter.call(Runtime::ArgumentArray, &arguments).into_int_value();
        let failed = build.icmp(IntPredicate::SLT, outcome, build.i32(0));
        self.fail_unless_done(build.resize(failed, outcome.get_type(), false));
        if let Some(slot) = pending.in_c_order {
            build.store(build.icmp(IntPredicate::NE, outcome, build.i32(0)).into(), slot);
        }
    }

    /// An empty view; without an owner, giving it back does nothing.
    fn fill_with_nothing(&self, pending: &Pending<'ctx>) {
        let build = &self.emitter.build;
        let long = self.emitter.context().i64_type();
        build.store(long.array_type(VIEW_WORDS).const_zero().into(), pending.view);
        let zeros = long.array_type(MAX_NDIM as u32);
        let numbers = self.stack_slot(zeros, "zeros");
        build.store(zeros.const_zero().into(), numbers);
        for offset in [VIEW_SHAPE, VIEW_STRIDES] {
            build.store(numbers.into(), build.offset(pending.view, build.i64(offset)));
        }
        if let Some(slot) = pending.in_c_order {
            build.store(build.bool(true).into(), slot);
        }
    }
}
