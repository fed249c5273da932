//! The function that CPython calls for an entry: takes the arguments apart, calls the variant whose
//! array layouts fit, gives buffers back, and makes Python's result.

use inkwell::basic_block::BasicBlock;
use inkwell::module::Linkage;
use inkwell::types::BasicType;
use inkwell::values::{FunctionValue, IntValue, PointerValue};

use super::CodegenError;
use super::buffers::{Pending, VIEW_DATA, VIEW_READ_ONLY, VIEW_SHAPE, VIEW_STRIDES};
use super::builder::{IntOp, IntPredicate, Value};
use super::contexts::{CONTEXT_WORDS, GENERATOR, POLLS, STACK_LIMIT};
use super::emitter::{Emitter, keep_apart, mark};
use super::function::defect;
use super::runtime::Runtime;
use super::sites::{DONE, POLL_PERIOD, RERUN};
use super::target::FUNCTION_ALIGNMENT;
use super::types::{parts_of, pointer_type};
use crate::ir::{self, FunctionId, ValueType, any_layout, statements};
use crate::types::{Layout, Type};

/// An entry that is being written.
pub(super) struct EntryBody<'e, 'u, 'ctx> {
    pub emitter: &'e Emitter<'u, 'ctx>,
    pub source: &'e ir::Entry,
    pub function: FunctionValue<'ctx>,
    /// The address of the entry's record.
    pub record: PointerValue<'ctx>,
    /// Where stack slots are made.
    pub first: BasicBlock<'ctx>,
    /// The outcome that `failures` hands on.
    outcome: PointerValue<'ctx>,
    /// The array arguments whose buffers are still to be taken.
    pub arrays: Vec<Pending<'ctx>>,
    /// How many optional types are around what is being converted.
    pub optional_depth: usize,
    /// The buffers that are held, in the order they were taken.
    pub views: Vec<PointerValue<'ctx>>,
    /// Where the lists among the arguments are kept track of (`PyjitLists` of the runtime), if there may
    /// be any.
    pub lists: Option<PointerValue<'ctx>>,
    /// Where the first of the generators of the call is noted, if there may be any.
    pub generators: Option<PointerValue<'ctx>>,
    /// The generator of `np.random`, if the kernel draws of it.
    pub global_generator: Option<PointerValue<'ctx>>,
    /// `failures[n]` gives `n` buffers back and leaves with the outcome.
    failures: Vec<BasicBlock<'ctx>>,
}

/// An argument, or the part of one, that KIR has a local for.
pub(super) enum Argument<'ctx> {
    Scalar(Value<'ctx>),
    /// `in_c_order` is where the answer lies once the buffer was taken, unless that order is
    /// declared.
    Array {
        view: PointerValue<'ctx>,
        ndim: u8,
        in_c_order: Option<PointerValue<'ctx>>,
        /// The block that stands for its memory, where a result may be of it.
        owner: Option<PointerValue<'ctx>>,
    },
    /// The block of a list.
    List(PointerValue<'ctx>),
    /// A `PyjitGenerator` of the runtime.
    Generator(PointerValue<'ctx>),
}

/// The size of `PyjitLists` of the runtime in 64-bit words.
const LISTS_WORDS: u32 = 5;

/// The highest bit of vectorcall's `nargsf` is not part of the count.
const COUNT_MASK: i64 = i64::MAX;

/// Kernels of so many statements stay functions of their own: LLVM would work on all of them once
/// more, to save a call.
const LONG: usize = 80;

/// Writes the vectorcall function and the record of an entry.
pub(super) fn emit_entry<'ctx>(
    emitter: &Emitter<'_, 'ctx>,
    source: &ir::Entry,
) -> Result<(), CodegenError> {
    let context = emitter.context();
    let (pointer, count) = (pointer_type(context), context.i64_type());
    let parameters = [pointer.into(), pointer.into(), count.into(), pointer.into()];
    let ty = pointer.fn_type(&parameters, false);
    let name = format!("entry {}.{}", source.module, source.qualified_name);
    let function = emitter.module.add_function(&name, ty, Some(Linkage::Internal));
    function.as_global_value().set_alignment(FUNCTION_ALIGNMENT);
    mark(&emitter.module, function, "nounwind");
    let record = emitter.declare_entry(source);
    emitter.define_entry(source, function);

    let first = emitter.build.block(function, "entry");
    let start = emitter.build.block(function, "start");
    emitter.build.go_to(first);
    let outcome = emitter.build.alloca(context.i32_type(), "outcome");
    let mut body = EntryBody {
        emitter,
        source,
        function,
        record,
        first,
        outcome,
        arrays: Vec::new(),
        optional_depth: 0,
        views: Vec::new(),
        lists: None,
        generators: None,
        global_generator: None,
        failures: Vec::new(),
    };
    emitter.build.go_to(start);
    body.failures.push(body.make_failure_exit());
    body.convert_and_call()?;
    emitter.build.go_to(first);
    emitter.build.jump(start);
    Ok(())
}

impl<'ctx> EntryBody<'_, '_, 'ctx> {
    fn convert_and_call(&mut self) -> Result<(), CodegenError> {
        if self.source.pure && holds_sized(&self.source.result) {
            let outcome = self.emitter.call(Runtime::InPython, &[]).into_int_value();
            self.fail_unless_done(outcome);
        }
        let objects = self.bound_arguments();
        if self.source.parameters.iter().any(|parameter| parameter.ty.holds_list()) {
            self.keep_lists();
        }
        if self.draws(|it| it.generator)
            || self.source.parameters.iter().any(|parameter| parameter.ty.holds_generator())
        {
            self.keep_generators();
        }
        let mut arguments = Vec::new();
        for (index, parameter) in self.source.parameters.iter().enumerate() {
            let build = &self.emitter.build;
            let pointer = pointer_type(self.emitter.context());
            let place = build.element(pointer, objects, build.i64(index as i64));
            let object = build.load(pointer, place).into_pointer_value();
            self.convert(&parameter.ty, index, object, object, &mut arguments)?;
        }
        self.lock_generators();
        // No Python code runs from here on: it could resize what has been taken.
        self.take_buffers();
        self.store_lists_of_failures();
        let results = self.call_variants(&arguments)?;
        self.return_result(&results)
    }

    /// A parameter of the vectorcall function: kernel, arguments, count, keyword names.
    fn given(&self, index: u32) -> Value<'ctx> {
        let null = pointer_type(self.emitter.context()).const_null();
        self.function.get_nth_param(index).unwrap_or(null.into())
    }

    /// A stack slot made in the function's first block.
    pub fn stack_slot<T: BasicType<'ctx>>(&self, ty: T, name: &str) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let here = build.open_block();
        build.go_to(self.first);
        let slot = build.alloca(ty, name);
        if let Some(here) = here {
            build.go_to(here);
        }
        slot
    }

    /// The address of one object for each parameter: the arguments as they came if all are given by
    /// position, else what the runtime binds.
    fn bound_arguments(&self) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let count = self.source.parameters.len();
        let given = self.given(1).into_pointer_value();
        let table = pointer_type(context).array_type(count.max(1) as u32);
        let bound = self.stack_slot(table, "bound");
        let slow = build.block(self.function, "bind");
        let ready = build.block(self.function, "bound");
        let plain = if self.source.keyword_only == 0 {
            let names = build.is_null(self.given(3).into_pointer_value());
            let mask = build.i64(COUNT_MASK);
            let length = build.int(IntOp::And, self.given(2).into_int_value(), mask);
            let complete = build.icmp(IntPredicate::EQ, length, build.i64(count as i64));
            build.and(names, complete)
        } else {
            build.bool(false)
        };
        let Some(before) = build.open_block() else { return given };
        build.branch_rarely(build.not(plain), slow, ready);
        build.go_to(slow);
        let status = self.emitter.call(
            Runtime::Bind,
            &[
                self.given(0),
                self.record.into(),
                self.given(1),
                self.given(2),
                self.given(3),
                bound.into(),
            ],
        );
        let failed = build.icmp(IntPredicate::NE, status.into_int_value(), build.i32(0));
        build.store(status, self.outcome);
        build.branch(failed, self.failure(), ready);
        build.go_to(ready);
        build.phi(&[(given.into(), before), (bound.into(), slow)]).into_pointer_value()
    }

    /// The block to go to when something fails now.
    pub fn failure(&self) -> BasicBlock<'ctx> {
        self.failures.last().copied().unwrap_or(self.first)
    }

    /// Goes to the failure exit with the outcome unless that is 0.
    pub fn fail_unless_done(&self, outcome: IntValue<'ctx>) {
        let build = &self.emitter.build;
        let next = build.block(self.function, "fits");
        build.store(outcome.into(), self.outcome);
        let failed = build.icmp(IntPredicate::NE, outcome, build.i32(DONE));
        build.branch_rarely(failed, self.failure(), next);
        build.go_to(next);
    }

    /// Notes that a buffer is held from here on.
    pub fn hold(&mut self, view: PointerValue<'ctx>) {
        self.on_failure("release", |this| {
            this.emitter.call_void(Runtime::BufferRelease, &[view.into()]);
        });
        self.views.push(view);
    }

    /// Keeps track of the lists among the arguments from here on.
    fn keep_lists(&mut self) {
        let words = self.emitter.context().i64_type().array_type(LISTS_WORDS);
        let lists = self.stack_slot(words, "lists");
        self.emitter.build.store(words.const_zero().into(), lists);
        self.on_failure("end_lists", |this| {
            this.emitter.call_void(Runtime::EndLists, &[lists.into()]);
        });
        self.lists = Some(lists);
    }

    /// What fails from here on, the kernel, leaves Python's lists as it has changed its own.
    fn store_lists_of_failures(&mut self) {
        let Some(lists) = self.lists else { return };
        self.on_failure("store_lists", |this| {
            let outcome = this.emitter.build.load(this.emitter.context().i32_type(), this.outcome);
            let arguments = [lists.into(), this.record.into(), outcome];
            this.emitter.call_void(Runtime::StoreListsOfFailure, &arguments);
        });
    }

    /// Has every failure from here on go through another block first.
    pub fn on_failure(&mut self, name: &str, fill: impl FnOnce(&Self)) {
        let build = &self.emitter.build;
        let here = build.open_block();
        let block = build.block(self.function, name);
        build.go_to(block);
        fill(self);
        build.jump(self.failure());
        self.failures.push(block);
        if let Some(here) = here {
            build.go_to(here);
        }
    }

    /// The end of every failure: another run in Python where that is the outcome (an argument is too
    /// large, or a pure kernel's integer), else NULL.
    fn make_failure_exit(&self) -> BasicBlock<'ctx> {
        let build = &self.emitter.build;
        let here = build.open_block();
        let exit = build.block(self.function, "failure");
        build.go_to(exit);
        let rerun = build.block(self.function, "rerun");
        let told = build.block(self.function, "told");
        let fail = build.block(self.function, "fail");
        let outcome = build.load(self.emitter.context().i32_type(), self.outcome).into_int_value();
        build.branch(build.icmp(IntPredicate::EQ, outcome, build.i32(RERUN)), rerun, told);
        build.go_to(told);
        if self.source.pure {
            // Inside another run in Python, values may have types that were not inferred.
            let inside = self.emitter.call(Runtime::FailedInPython, &[]).into_int_value();
            build.branch(build.icmp(IntPredicate::EQ, inside, build.i32(RERUN)), rerun, fail);
        } else {
            build.jump(fail);
        }
        build.go_to(rerun);
        let arguments = [self.given(0), self.given(1), self.given(2), self.given(3)];
        build.ret(&self.emitter.call(Runtime::RunPython, &arguments));
        build.go_to(fail);
        build.ret(&pointer_type(self.emitter.context()).const_null());
        if let Some(here) = here {
            build.go_to(here);
        }
        exit
    }

    /// Calls the first variant whose layouts fit; gives its results after the buffers were given
    /// back.
    fn call_variants(
        &mut self,
        arguments: &[Argument<'ctx>],
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let Some((&last, others)) = self.source.variants.split_last() else {
            return Err(defect("an entry without a function"));
        };
        // With strides, whatever a variant gives.
        let results: Vec<ValueType> =
            self.emitter.function(last)?.0.results.iter().copied().map(any_layout).collect();
        let slots: Vec<PointerValue<'ctx>> = results
            .iter()
            .flat_map(|&ty| parts_of(context, ty))
            .map(|ty| self.stack_slot(ty, "result"))
            .collect();
        let context_of_call = self.make_context();
        let done = build.block(self.function, "called");
        for &variant in others {
            let fits = self.layouts_fit(variant, arguments)?;
            let call = build.block(self.function, "variant");
            let next = build.block(self.function, "other");
            build.branch(fits, call, next);
            build.go_to(call);
            self.call_variant(variant, context_of_call, arguments, &slots)?;
            build.jump(done);
            build.go_to(next);
        }
        if self.layouts_fit(last, arguments)?.get_zero_extended_constant() != Some(1) {
            return Err(defect("the last variant of an entry does not take every layout"));
        }
        self.call_variant(last, context_of_call, arguments, &slots)?;
        build.jump(done);
        build.go_to(done);
        if let Some(call) = context_of_call {
            self.settle(call);
        }
        self.finish_call(&results, &slots)
    }

    /// The address of a new call context, if some variant needs one; its error record is filled when
    /// something fails.
    fn make_context(&self) -> Option<PointerValue<'ctx>> {
        let build = &self.emitter.build;
        let needs = self.source.variants.iter().map(|&variant| self.emitter.needs(variant));
        let words = self.emitter.context().i64_type().array_type(CONTEXT_WORDS);
        let made = needs.clone().any(|it| it.context).then(|| self.stack_slot(words, "context"));
        if let (Some(made), true) = (made, needs.clone().any(|it| it.stack_limit)) {
            let field = |offset| build.offset(made, build.i64(offset));
            build.store(self.emitter.call(Runtime::StackLimit, &[]), field(STACK_LIMIT));
            build.store(build.i32(POLL_PERIOD).into(), field(POLLS));
        }
        if let (Some(made), Some(generator)) = (made, self.global_generator) {
            build.store(generator.into(), build.offset(made, build.i64(GENERATOR)));
        }
        made
    }

    /// Where the kernel failed, sets the exception of the context's record, or finds that Python is to
    /// run the call, and leaves. Python code may run here, while the buffers are held.
    fn settle(&self, call: PointerValue<'ctx>) {
        let build = &self.emitter.build;
        let [failed, went_well] =
            ["failed", "went_well"].map(|name| build.block(self.function, name));
        let status = build.load(self.emitter.context().i32_type(), self.outcome).into_int_value();
        let fails = build.icmp(IntPredicate::NE, status, build.i32(DONE));
        build.branch_rarely(fails, failed, went_well);
        build.go_to(failed);
        let outcome = self.emitter.call(Runtime::Settle, &[call.into(), self.record.into()]);
        build.store(outcome, self.outcome);
        build.jump(self.failure());
        build.go_to(went_well);
    }

    fn finish_call(
        &mut self,
        results: &[ValueType],
        slots: &[PointerValue<'ctx>],
    ) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        for view in std::mem::take(&mut self.views).into_iter().rev() {
            self.emitter.call_void(Runtime::BufferRelease, &[view.into()]);
        }
        self.failures.truncate(1 + usize::from(self.lists.is_some()));
        if let Some(generators) = self.generators {
            let outcome = self.emitter.call(Runtime::EndGenerators, &[generators.into()]);
            self.fail_unless_done(outcome.into_int_value());
        }
        if let Some(lists) = self.lists {
            let arguments = [lists.into(), self.record.into()];
            let outcome = self.emitter.call(Runtime::StoreLists, &arguments);
            self.fail_unless_done(outcome.into_int_value());
        }
        let types = results.iter().flat_map(|&ty| parts_of(context, ty));
        Ok(types.zip(slots).map(|(ty, &slot)| build.load(ty, slot)).collect())
    }

    /// Whether every array that a variant wants in C order is; a constant where none is asked for.
    fn layouts_fit(
        &self,
        variant: FunctionId,
        arguments: &[Argument<'ctx>],
    ) -> Result<IntValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let (function, _) = self.emitter.function(variant)?;
        if arguments.len() != function.parameters {
            return Err(defect("an entry with other parameters than its function"));
        }
        let mut fits = build.bool(true);
        for (argument, local) in arguments.iter().zip(&function.locals) {
            if let (
                Argument::Array { in_c_order: Some(in_c_order), .. },
                ValueType::Array { layout: Layout::C, .. },
            ) = (argument, local.ty)
            {
                let flag = self.emitter.context().bool_type();
                fits = build.and(fits, build.load(flag, *in_c_order).into_int_value());
            }
        }
        Ok(fits)
    }

    fn call_variant(
        &self,
        variant: FunctionId,
        call: Option<PointerValue<'ctx>>,
        arguments: &[Argument<'ctx>],
        slots: &[PointerValue<'ctx>],
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let (function, declared) = self.emitter.function(variant)?;
        let mut values: Vec<Value<'ctx>> = Vec::new();
        if self.emitter.needs(variant).context {
            let call = call.ok_or_else(|| defect("a call without a context"))?;
            values.push(call.into());
        }
        for (argument, local) in arguments.iter().zip(&function.locals) {
            self.push_parts(argument, local.ty, &mut values);
        }
        let (result, site) = build.call(declared, &values);
        let Some(Value::StructValue(result)) = result else {
            return Err(defect("a variant without a result"));
        };
        if let Some(site) = site.filter(|_| statements(&function.body) >= LONG) {
            keep_apart(&self.emitter.module, site);
        }
        build.store(build.field(result, 0), self.outcome);
        let mut fields = 1..;
        let mut slots = slots.iter();
        for &ty in &function.results {
            let count = parts_of(self.emitter.context(), ty).len();
            let mut parts: Vec<Value<'ctx>> =
                fields.by_ref().take(count).map(|field| build.field(result, field)).collect();
            if let ValueType::Array { element, ndim, layout: Layout::C } = ty {
                let lengths = parts.iter().skip(3).map(|length| length.into_int_value());
                parts
                    .extend(self.emitter.strides_of_c_order(element, &lengths.collect::<Vec<_>>()));
                debug_assert_eq!(parts.len(), 3 + 2 * usize::from(ndim));
            }
            for part in parts {
                if let Some(slot) = slots.next() {
                    build.store(part, *slot);
                }
            }
        }
        Ok(())
    }

    fn push_parts(&self, argument: &Argument<'ctx>, ty: ValueType, values: &mut Vec<Value<'ctx>>) {
        match (argument, ty) {
            (Argument::Scalar(value), _) => values.push(*value),
            (Argument::List(block), _) => values.extend(self.emitter.parts_of_list(*block)),
            (Argument::Generator(slot), _) => {
                let build = &self.emitter.build;
                let parts: [Value<'ctx>; 3] =
                    [(*slot).into(), build.bool(false).into(), build.i64(0).into()];
                values.extend(parts);
            }
            (Argument::Array { view, ndim, owner, .. }, ty) => {
                let build = &self.emitter.build;
                values.push(self.view_field(*view, VIEW_DATA));
                values.push(self.is_read_only(*view).into());
                let owner = owner.map_or(build.i64(0), |block| build.pointer_to_int(block));
                values.push(owner.into());
                self.push_numbers(*view, VIEW_SHAPE, *ndim, values);
                if matches!(ty, ValueType::Array { layout: Layout::Strided, .. }) {
                    self.push_numbers(*view, VIEW_STRIDES, *ndim, values);
                }
            }
        }
    }

    fn is_read_only(&self, view: PointerValue<'ctx>) -> IntValue<'ctx> {
        let build = &self.emitter.build;
        let place = build.offset(view, build.i64(VIEW_READ_ONLY));
        let flag = build.load(self.emitter.context().i32_type(), place).into_int_value();
        build.icmp(IntPredicate::NE, flag, build.i32(0))
    }

    fn view_field(&self, view: PointerValue<'ctx>, offset: i64) -> Value<'ctx> {
        let build = &self.emitter.build;
        let place = build.offset(view, build.i64(offset));
        build.load(pointer_type(self.emitter.context()), place)
    }

    fn push_numbers(
        &self,
        view: PointerValue<'ctx>,
        offset: i64,
        ndim: u8,
        values: &mut Vec<Value<'ctx>>,
    ) {
        let build = &self.emitter.build;
        let number = self.emitter.context().i64_type();
        let numbers = self.view_field(view, offset).into_pointer_value();
        for axis in 0..ndim {
            values.push(build.load(number, build.element(number, numbers, build.i64(axis.into()))));
        }
    }
}

/// Whether a value of the type is, or has in it, one that is NumPy's scalar in Python.
fn holds_sized(ty: &Type) -> bool {
    match ty {
        Type::Sized(_) | Type::SizedComplex(_) | Type::Time(_) => true,
        Type::Mixed(mixed) => mixed.alternatives.iter().any(holds_sized),
        _ => ty.parts().is_some_and(|parts| parts.iter().any(holds_sized)),
    }
}
