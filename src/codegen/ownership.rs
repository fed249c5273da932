//! Who owns the memory of arrays: the counts of blocks.
//!
//! Each array carries the address of the block that its memory lies in (`PyjitBlock` in
//! `templates/runtime/runtime.h`), which counts its owners; 0 where the memory is borrowed from what
//! outlives the call. Blocks lie at even addresses: the lowest bit says that the array is not the
//! block's own array, but another view of its memory, which Python has as another object.

use inkwell::values::IntValue;

use super::CodegenError;
use super::builder::{IntOp, IntPredicate, Value};
use super::function::{Body, defect};
use super::runtime::Runtime;
use crate::ir::{Local, Operand};
use crate::types::Element;

/// Where memory begins behind the start of its block, see `PYJIT_BLOCK_SIZE` of the runtime.
pub(super) const BLOCK_SIZE: i64 = 48;
/// The mark of an array that is not the block's own.
const VIEW: i64 = 1;

impl<'ctx> Body<'_, '_, 'ctx> {
    /// The owner of another view of an array's memory.
    pub fn owner_of_view(&self, array: Local) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        build.int(IntOp::Or, self.owner(array), build.i64(VIEW))
    }

    /// KIR's `Retain`: one owner more.
    pub fn retain(&self, array: Local) {
        let build = &self.emitter.build;
        let block = self.block_of(array);
        let [owned, done] = ["owned", "retained"].map(|name| build.block(self.function, name));
        build.branch(build.icmp(IntPredicate::NE, block, build.i64(0)), owned, done);
        build.go_to(owned);
        let place = build.int_to_pointer(block);
        let count = build.load(self.emitter.context().i64_type(), place).into_int_value();
        build.store(build.int(IntOp::Add, count, build.i64(1)).into(), place);
        build.jump(done);
        build.go_to(done);
    }

    /// KIR's `Release`: one owner less; the last one frees the block. The local owns nothing
    /// afterwards.
    pub fn release(&self, array: Local) {
        let build = &self.emitter.build;
        let block = self.block_of(array);
        let [owned, done] = ["owned", "released"].map(|name| build.block(self.function, name));
        build.branch(build.icmp(IntPredicate::NE, block, build.i64(0)), owned, done);
        build.go_to(owned);
        // Functions have many of these, and each is run once a call.
        self.emitter.call_void(Runtime::Release, &[build.int_to_pointer(block).into()]);
        build.jump(done);
        build.go_to(done);
        self.forget(array);
    }

    /// KIR's `Forget`: the local owns nothing any more; what it owned, another one does.
    pub fn forget(&self, array: Local) {
        self.set_owner(array, self.emitter.build.i64(0));
    }

    /// The address of the block that owns an array's memory, or 0.
    fn block_of(&self, array: Local) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        build.int(IntOp::And, self.owner(array), build.i64(!VIEW))
    }

    /// The parts of a new array in C order; without memory, where there is none to be had.
    pub fn allocate(
        &self,
        element: Element,
        lengths: &[Operand],
        zeroed: bool,
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let lengths: Vec<IntValue<'ctx>> =
            lengths.iter().map(|length| self.operand(*length).into_int_value()).collect();
        // Where the product does not fit there is no such memory either. A length of zero makes it fit,
        // wherever it stands.
        let ty = self.emitter.context().i64_type();
        let mut size = build.i64(element.size().into());
        let (mut too_large, mut empty) = (build.bool(false), build.bool(false));
        for length in &lengths {
            let arguments = [size.into(), (*length).into()];
            let product =
                self.emitter.intrinsic("llvm.smul.with.overflow", &[ty.into()], &arguments);
            let Value::StructValue(product) = product else {
                return Err(defect("a product that does not say whether it fits"));
            };
            size = build.field(product, 0).into_int_value();
            too_large = build.or(too_large, build.field(product, 1).into_int_value());
            empty = build.or(empty, build.icmp(IntPredicate::EQ, *length, build.i64(0)));
        }
        let size = build.select_int(too_large, build.i64(-1), size);
        let size = build.select_int(empty, build.i64(0), size);
        let function = if zeroed { Runtime::AllocateZeroed } else { Runtime::Allocate };
        let block = self.emitter.call(function, &[size.into()]);
        let Value::PointerValue(block) = block else {
            return Err(defect("an allocation that gives no address"));
        };
        let data = build.offset(block, build.i64(BLOCK_SIZE));
        let owner = build.pointer_to_int(block);
        let parts = [data.into(), build.bool(false).into(), owner.into()];
        Ok(parts.into_iter().chain(lengths.into_iter().map(Value::from)).collect())
    }

    /// Whether there was no memory for an array that was just allocated.
    pub fn is_missing(&self, array: Local) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        build.icmp(IntPredicate::EQ, self.block_of(array), build.i64(0))
    }
}
