//! A thin layer over inkwell's builder: the one place where its `Result`s are dealt with.
//!
//! inkwell refuses an instruction only when the builder stands nowhere or types do not agree, which
//! is a defect of ours. The first refusal is kept and the poison value returned in its place;
//! [`Builder::finish`] turns it into an error. So the code that makes instructions reads like them.

use std::cell::{Cell, RefCell};

use inkwell::basic_block::BasicBlock;
use inkwell::builder::{Builder as LlvmBuilder, BuilderError};
use inkwell::context::Context;
use inkwell::types::{BasicType, BasicTypeEnum, FloatType, IntType};
use inkwell::values::FastMathFlags;
use inkwell::values::{
    BasicMetadataValueEnum, BasicValue, BasicValueEnum, CallSiteValue, FloatValue, FunctionValue,
    InstructionOpcode, InstructionValue, IntValue, PointerValue, StructValue, ValueKind,
};
pub(super) use inkwell::{FloatPredicate, IntPredicate};

use super::CodegenError;
use crate::types::FastMath;

/// A value in a register.
pub(super) type Value<'ctx> = BasicValueEnum<'ctx>;

/// Makes instructions at the end of a block.
pub(super) struct Builder<'ctx> {
    pub context: &'ctx Context,
    inner: LlvmBuilder<'ctx>,
    defect: RefCell<Option<String>>,
    /// What LLVM may assume of the floats of the function at hand.
    fastmath: Cell<FastMath>,
}

/// Integer operations of two operands.
#[derive(Clone, Copy, Debug)]
pub(super) enum IntOp {
    Add,
    /// Is known not to overflow as a signed number.
    AddNsw,
    Sub,
    SubNsw,
    Mul,
    MulNsw,
    SDiv,
    UDiv,
    SRem,
    URem,
    Shl,
    AShr,
    LShr,
    And,
    Or,
    Xor,
}

/// Float operations of two operands.
#[derive(Clone, Copy, Debug)]
pub(super) enum FloatOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

impl<'ctx> Builder<'ctx> {
    pub fn new(context: &'ctx Context) -> Builder<'ctx> {
        Builder {
            context,
            inner: context.create_builder(),
            defect: RefCell::new(None),
            fastmath: Cell::default(),
        }
    }

    /// The first thing that went wrong, if any did.
    pub fn finish(&self) -> Result<(), CodegenError> {
        match self.defect.borrow_mut().take() {
            Some(reason) => Err(CodegenError::Defect(reason)),
            None => Ok(()),
        }
    }

    /// Notes a defect; the first one is kept.
    pub fn defect(&self, reason: impl Into<String>) {
        self.defect.borrow_mut().get_or_insert_with(|| reason.into());
    }

    fn keep<T>(&self, result: Result<T, BuilderError>) -> Option<T> {
        result.map_err(|error| self.defect(format!("LLVM's builder: {error}"))).ok()
    }

    fn int_or_poison(&self, result: Result<IntValue<'ctx>, BuilderError>) -> IntValue<'ctx> {
        self.keep(result).unwrap_or_else(|| self.context.i64_type().get_poison())
    }

    /// Says what LLVM may assume of the floats from here on.
    pub fn set_fastmath(&self, fastmath: FastMath) {
        self.fastmath.set(fastmath);
    }

    /// Gives an instruction the flags; what is folded to a constant is none.
    fn hurry(&self, instruction: Option<InstructionValue<'ctx>>) {
        let flags = FastMathFlags::from_bits_retain(self.fastmath.get().0);
        let instruction = instruction.filter(|it| it.can_use_fast_math_flags());
        if let Some(Err(error)) = instruction.map(|it| it.set_fast_math_flags(flags)) {
            self.defect(format!("LLVM's builder: {error}"));
        }
    }

    fn float_or_poison(&self, result: Result<FloatValue<'ctx>, BuilderError>) -> FloatValue<'ctx> {
        if let (Ok(value), true) = (&result, self.fastmath.get() != FastMath::default()) {
            self.hurry(value.as_instruction());
        }
        self.keep(result).unwrap_or_else(|| self.context.f64_type().get_poison())
    }

    fn null(&self) -> PointerValue<'ctx> {
        self.context.ptr_type(Default::default()).const_null()
    }

    // Blocks and branches.

    pub fn block(&self, function: FunctionValue<'ctx>, name: &str) -> BasicBlock<'ctx> {
        self.context.append_basic_block(function, name)
    }

    pub fn go_to(&self, block: BasicBlock<'ctx>) {
        self.inner.position_at_end(block);
    }

    /// The block that is being written, unless it already ended.
    pub fn open_block(&self) -> Option<BasicBlock<'ctx>> {
        self.inner.get_insert_block().filter(|block| block.get_terminator().is_none())
    }

    pub fn jump(&self, target: BasicBlock<'ctx>) {
        self.keep(self.inner.build_unconditional_branch(target));
    }

    pub fn branch(
        &self,
        condition: IntValue<'ctx>,
        then: BasicBlock<'ctx>,
        otherwise: BasicBlock<'ctx>,
    ) {
        self.keep(self.inner.build_conditional_branch(condition, then, otherwise));
    }

    /// Branches to `rare` where the condition holds, which is told to be improbable.
    pub fn branch_rarely(
        &self,
        condition: IntValue<'ctx>,
        rare: BasicBlock<'ctx>,
        otherwise: BasicBlock<'ctx>,
    ) {
        let branch = self.inner.build_conditional_branch(condition, rare, otherwise);
        let Some(branch) = self.keep(branch) else { return };
        let weight = |count: u64| self.context.i32_type().const_int(count, false).into();
        let weights = self.context.metadata_node(&[
            self.context.metadata_string("branch_weights").into(),
            weight(1),
            weight(1 << 20),
        ]);
        if branch.set_metadata(weights, self.context.get_kind_id("prof")).is_err() {
            self.defect("branch weights were refused");
        }
    }

    pub fn ret(&self, value: &dyn BasicValue<'ctx>) {
        self.keep(self.inner.build_return(Some(value)));
    }

    pub fn unreachable(&self) {
        self.keep(self.inner.build_unreachable());
    }

    // Constants.

    pub fn bool(&self, value: bool) -> IntValue<'ctx> {
        self.context.bool_type().const_int(value.into(), false)
    }

    pub fn i32(&self, value: i32) -> IntValue<'ctx> {
        self.context.i32_type().const_int(value as u64, true)
    }

    pub fn i64(&self, value: i64) -> IntValue<'ctx> {
        self.context.i64_type().const_int(value as u64, true)
    }

    // Memory.

    pub fn alloca<T: BasicType<'ctx>>(&self, ty: T, name: &str) -> PointerValue<'ctx> {
        self.keep(self.inner.build_alloca(ty, name)).unwrap_or_else(|| self.null())
    }

    pub fn load<T: BasicType<'ctx>>(&self, ty: T, from: PointerValue<'ctx>) -> Value<'ctx> {
        let poison = poison_of(ty.as_basic_type_enum());
        self.keep(self.inner.build_load(ty, from, "")).unwrap_or(poison)
    }

    /// Loads from memory that nothing changes any more.
    pub fn load_constant<T: BasicType<'ctx>>(
        &self,
        ty: T,
        from: PointerValue<'ctx>,
    ) -> Value<'ctx> {
        let value = self.load(ty, from);
        let node = self.context.metadata_node(&[]);
        let kind = self.context.get_kind_id("invariant.load");
        if let Some(load) = value.as_instruction_value()
            && load.set_metadata(node, kind).is_err()
        {
            self.defect("metadata of a load");
        }
        value
    }

    /// Loads from memory that may be aligned to `alignment` bytes only.
    pub fn load_aligned<T: BasicType<'ctx>>(
        &self,
        ty: T,
        from: PointerValue<'ctx>,
        alignment: u32,
    ) -> Value<'ctx> {
        let value = self.load(ty, from);
        if value.as_instruction_value().is_some_and(|load| load.set_alignment(alignment).is_err()) {
            self.defect("an alignment was refused");
        }
        value
    }

    pub fn store(&self, value: Value<'ctx>, to: PointerValue<'ctx>) {
        self.keep(self.inner.build_store(to, value));
    }

    pub fn store_aligned(&self, value: Value<'ctx>, to: PointerValue<'ctx>, alignment: u32) {
        let store = self.keep(self.inner.build_store(to, value));
        if store.is_some_and(|store| store.set_alignment(alignment).is_err()) {
            self.defect("an alignment was refused");
        }
    }

    /// The address of the element at `index`, which lies inside the same object.
    pub fn element<T: BasicType<'ctx>>(
        &self,
        ty: T,
        base: PointerValue<'ctx>,
        index: IntValue<'ctx>,
    ) -> PointerValue<'ctx> {
        // SAFETY: `base` points to elements of type `ty`; the index was checked or comes from
        // CPython's own counts.
        let address = unsafe { self.inner.build_in_bounds_gep(ty, base, &[index], "") };
        self.keep(address).unwrap_or_else(|| self.null())
    }

    /// The address `offset` bytes from `base`, which need not lie in the same object.
    pub fn offset(&self, base: PointerValue<'ctx>, offset: IntValue<'ctx>) -> PointerValue<'ctx> {
        // SAFETY: a plain `getelementptr` only calculates an address.
        let address = unsafe { self.inner.build_gep(self.context.i8_type(), base, &[offset], "") };
        self.keep(address).unwrap_or_else(|| self.null())
    }

    /// Copies so many bytes from one address to another; they may overlap.
    pub fn move_bytes(
        &self,
        to: PointerValue<'ctx>,
        from: PointerValue<'ctx>,
        size: IntValue<'ctx>,
    ) {
        self.keep(self.inner.build_memmove(to, 1, from, 1, size));
    }

    pub fn pointer_to_int(&self, pointer: PointerValue<'ctx>) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_ptr_to_int(pointer, self.context.i64_type(), ""))
    }

    pub fn int_to_pointer(&self, address: IntValue<'ctx>) -> PointerValue<'ctx> {
        let ty = self.null().get_type();
        self.keep(self.inner.build_int_to_ptr(address, ty, "")).unwrap_or_else(|| self.null())
    }

    /// Whether two pointers are the same.
    pub fn same_pointer(
        &self,
        left: PointerValue<'ctx>,
        right: PointerValue<'ctx>,
    ) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_int_compare(IntPredicate::EQ, left, right, ""))
    }

    pub fn is_null(&self, pointer: PointerValue<'ctx>) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_is_null(pointer, ""))
    }

    // Integers.

    pub fn int(&self, op: IntOp, left: IntValue<'ctx>, right: IntValue<'ctx>) -> IntValue<'ctx> {
        let b = &self.inner;
        self.int_or_poison(match op {
            IntOp::Add => b.build_int_add(left, right, ""),
            IntOp::AddNsw => b.build_int_nsw_add(left, right, ""),
            IntOp::Sub => b.build_int_sub(left, right, ""),
            IntOp::SubNsw => b.build_int_nsw_sub(left, right, ""),
            IntOp::Mul => b.build_int_mul(left, right, ""),
            IntOp::MulNsw => b.build_int_nsw_mul(left, right, ""),
            IntOp::SDiv => b.build_int_signed_div(left, right, ""),
            IntOp::UDiv => b.build_int_unsigned_div(left, right, ""),
            IntOp::SRem => b.build_int_signed_rem(left, right, ""),
            IntOp::URem => b.build_int_unsigned_rem(left, right, ""),
            IntOp::Shl => b.build_left_shift(left, right, ""),
            IntOp::AShr => b.build_right_shift(left, right, true, ""),
            IntOp::LShr => b.build_right_shift(left, right, false, ""),
            IntOp::And => b.build_and(left, right, ""),
            IntOp::Or => b.build_or(left, right, ""),
            IntOp::Xor => b.build_xor(left, right, ""),
        })
    }

    pub fn and(&self, left: IntValue<'ctx>, right: IntValue<'ctx>) -> IntValue<'ctx> {
        self.int(IntOp::And, left, right)
    }

    pub fn or(&self, left: IntValue<'ctx>, right: IntValue<'ctx>) -> IntValue<'ctx> {
        self.int(IntOp::Or, left, right)
    }

    /// The complement of every bit.
    pub fn not(&self, value: IntValue<'ctx>) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_not(value, ""))
    }

    /// The negative, wrapping.
    pub fn neg(&self, value: IntValue<'ctx>) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_int_neg(value, ""))
    }

    pub fn icmp(
        &self,
        predicate: IntPredicate,
        left: IntValue<'ctx>,
        right: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        self.int_or_poison(self.inner.build_int_compare(predicate, left, right, ""))
    }

    /// Truncates, or extends by sign or by zeros, to another width.
    pub fn resize(&self, value: IntValue<'ctx>, to: IntType<'ctx>, signed: bool) -> IntValue<'ctx> {
        let (from, width) = (value.get_type().get_bit_width(), to.get_bit_width());
        if from == width {
            return value;
        }
        self.int_or_poison(if from > width {
            self.inner.build_int_truncate(value, to, "")
        } else if signed {
            self.inner.build_int_s_extend(value, to, "")
        } else {
            self.inner.build_int_z_extend(value, to, "")
        })
    }

    // Floats.

    pub fn float(
        &self,
        op: FloatOp,
        left: FloatValue<'ctx>,
        right: FloatValue<'ctx>,
    ) -> FloatValue<'ctx> {
        let b = &self.inner;
        self.float_or_poison(match op {
            FloatOp::Add => b.build_float_add(left, right, ""),
            FloatOp::Sub => b.build_float_sub(left, right, ""),
            FloatOp::Mul => b.build_float_mul(left, right, ""),
            FloatOp::Div => b.build_float_div(left, right, ""),
            FloatOp::Rem => b.build_float_rem(left, right, ""),
        })
    }

    pub fn float_neg(&self, value: FloatValue<'ctx>) -> FloatValue<'ctx> {
        self.float_or_poison(self.inner.build_float_neg(value, ""))
    }

    pub fn fcmp(
        &self,
        predicate: FloatPredicate,
        left: FloatValue<'ctx>,
        right: FloatValue<'ctx>,
    ) -> IntValue<'ctx> {
        let result = self.inner.build_float_compare(predicate, left, right, "");
        if let (Ok(value), true) = (&result, self.fastmath.get() != FastMath::default()) {
            self.hurry(value.as_instruction());
        }
        self.int_or_poison(result)
    }

    // Conversions.

    pub fn int_to_float(
        &self,
        value: IntValue<'ctx>,
        to: FloatType<'ctx>,
        signed: bool,
    ) -> FloatValue<'ctx> {
        self.float_or_poison(if signed {
            self.inner.build_signed_int_to_float(value, to, "")
        } else {
            self.inner.build_unsigned_int_to_float(value, to, "")
        })
    }

    /// Truncates towards zero; poison where the result does not fit.
    pub fn float_to_int(
        &self,
        value: FloatValue<'ctx>,
        to: IntType<'ctx>,
        signed: bool,
    ) -> IntValue<'ctx> {
        self.int_or_poison(if signed {
            self.inner.build_float_to_signed_int(value, to, "")
        } else {
            self.inner.build_float_to_unsigned_int(value, to, "")
        })
    }

    /// Rounds or extends to another float type.
    pub fn float_cast(&self, value: FloatValue<'ctx>, to: FloatType<'ctx>) -> FloatValue<'ctx> {
        if value.get_type() == to {
            return value;
        }
        self.float_or_poison(self.inner.build_float_cast(value, to, ""))
    }

    pub fn bit_cast<T: BasicType<'ctx>>(&self, value: Value<'ctx>, to: T) -> Value<'ctx> {
        let poison = poison_of(to.as_basic_type_enum());
        self.keep(self.inner.build_bit_cast(value, to, "")).unwrap_or(poison)
    }

    // Everything.

    pub fn select(
        &self,
        condition: IntValue<'ctx>,
        then: Value<'ctx>,
        otherwise: Value<'ctx>,
    ) -> Value<'ctx> {
        self.keep(self.inner.build_select(condition, then, otherwise, "")).unwrap_or(then)
    }

    /// The same by a condition that the processor is not to guess: there is no branch.
    pub fn select_unpredictable(
        &self,
        condition: IntValue<'ctx>,
        then: Value<'ctx>,
        otherwise: Value<'ctx>,
    ) -> Value<'ctx> {
        let value = self.select(condition, then, otherwise);
        // A constant where LLVM knows the value.
        if let Some(select) = value.as_instruction_value() {
            let kind = self.context.get_kind_id("unpredictable");
            if select.get_opcode() == InstructionOpcode::Select
                && select.set_metadata(self.context.metadata_node(&[]), kind).is_err()
            {
                self.defect("metadata of a select");
            }
        }
        value
    }

    pub fn select_int(
        &self,
        condition: IntValue<'ctx>,
        then: IntValue<'ctx>,
        otherwise: IntValue<'ctx>,
    ) -> IntValue<'ctx> {
        self.select(condition, then.into(), otherwise.into()).into_int_value()
    }

    pub fn select_float(
        &self,
        condition: IntValue<'ctx>,
        then: FloatValue<'ctx>,
        otherwise: FloatValue<'ctx>,
    ) -> FloatValue<'ctx> {
        self.select(condition, then.into(), otherwise.into()).into_float_value()
    }

    /// One of several values, by the block that control came from.
    pub fn phi(&self, incoming: &[(Value<'ctx>, BasicBlock<'ctx>)]) -> Value<'ctx> {
        let Some(&(first, _)) = incoming.first() else {
            self.defect("a phi without values");
            return self.i64(0).into();
        };
        let Some(phi) = self.keep(self.inner.build_phi(first.get_type(), "")) else {
            return first;
        };
        for (value, block) in incoming {
            phi.add_incoming(&[(value, *block)]);
        }
        phi.as_basic_value()
    }

    /// Calls a function; `None` where it returns nothing.
    pub fn call(
        &self,
        function: FunctionValue<'ctx>,
        arguments: &[Value<'ctx>],
    ) -> (Option<Value<'ctx>>, Option<CallSiteValue<'ctx>>) {
        let arguments: Vec<BasicMetadataValueEnum<'ctx>> =
            arguments.iter().map(|&argument| argument.into()).collect();
        let Some(call) = self.keep(self.inner.build_call(function, &arguments, "")) else {
            return (None, None);
        };
        call.set_call_convention(function.get_call_conventions());
        match call.try_as_basic_value() {
            ValueKind::Basic(value) => (Some(value), Some(call)),
            ValueKind::Instruction(_) => (None, Some(call)),
        }
    }

    /// Calls the C function at an address, of one pointer.
    pub fn call_at(
        &self,
        result: BasicTypeEnum<'ctx>,
        function: PointerValue<'ctx>,
        argument: Value<'ctx>,
    ) -> Option<Value<'ctx>> {
        let ty = result.fn_type(&[argument.get_type().into()], false);
        let call = self.inner.build_indirect_call(ty, function, &[argument.into()], "");
        match self.keep(call)?.try_as_basic_value() {
            ValueKind::Basic(value) => Some(value),
            ValueKind::Instruction(_) => None,
        }
    }

    /// A field of a struct in registers.
    pub fn field(&self, value: StructValue<'ctx>, index: u32) -> Value<'ctx> {
        let field = self.keep(self.inner.build_extract_value(value, index, ""));
        field.unwrap_or_else(|| self.i64(0).into())
    }

    /// The struct with one field set.
    pub fn with_field(
        &self,
        into: StructValue<'ctx>,
        value: Value<'ctx>,
        index: u32,
    ) -> StructValue<'ctx> {
        self.keep(self.inner.build_insert_value(into, value, index, ""))
            .map_or(into, |aggregate| aggregate.into_struct_value())
    }
}

/// The poison value of a type.
pub(super) fn poison_of(ty: BasicTypeEnum<'_>) -> BasicValueEnum<'_> {
    match ty {
        BasicTypeEnum::ArrayType(ty) => ty.get_poison().into(),
        BasicTypeEnum::FloatType(ty) => ty.get_poison().into(),
        BasicTypeEnum::IntType(ty) => ty.get_poison().into(),
        BasicTypeEnum::PointerType(ty) => ty.get_poison().into(),
        BasicTypeEnum::StructType(ty) => ty.get_poison().into(),
        BasicTypeEnum::VectorType(ty) => ty.get_poison().into(),
        BasicTypeEnum::ScalableVectorType(ty) => ty.get_poison().into(),
    }
}
