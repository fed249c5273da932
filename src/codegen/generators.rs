//! Generators of random numbers: NumPy's `bitgen_t`, at the start of `PyjitGenerator` of the runtime.

use inkwell::values::PointerValue;

use super::CodegenError;
use super::arguments::Place;
use super::builder::Value;
use super::contexts::{GENERATOR, Needs};
use super::entry::{Argument, EntryBody};
use super::function::{Body, defect};
use super::ownership::BLOCK_SIZE;
use super::runtime::Runtime;
use super::types::{pointer_type, scalar_type};
use crate::ir::{Local, Operand};
use crate::types::Draw;

/// The size of `PyjitGenerator` of the runtime in 64-bit words.
const WORDS: u32 = 17;

impl<'ctx> Body<'_, '_, 'ctx> {
    /// What a generator gives next.
    pub fn draw(&self, generator: Local, draw: Draw) -> Result<Value<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let pointer = pointer_type(self.emitter.context());
        let generator = self.data(generator);
        let function = build.load(pointer, build.offset(generator, build.i64(draw.offset())));
        let state = build.load(pointer, generator);
        let result = scalar_type(self.emitter.context(), draw.scalar());
        let drawn = build.call_at(result, function.into_pointer_value(), state);
        drawn.ok_or_else(|| defect("a generator that gives nothing"))
    }

    /// The parts of a new generator; without memory, where there is none to be had.
    pub fn new_generator(&self, seed: Operand) -> Result<Vec<Value<'ctx>>, CodegenError> {
        let build = &self.emitter.build;
        let Value::PointerValue(block) =
            self.emitter.call(Runtime::NewGenerator, &[self.operand(seed)])
        else {
            return Err(defect("a new generator that has no address"));
        };
        let data = build.offset(block, build.i64(BLOCK_SIZE));
        let owner = build.pointer_to_int(block);
        Ok(vec![data.into(), build.bool(false).into(), owner.into()])
    }

    /// The view of the generator that the entry has put into the context.
    pub fn global_generator(&self) -> Vec<Value<'ctx>> {
        let build = &self.emitter.build;
        let pointer = pointer_type(self.emitter.context());
        let generator = build.load(pointer, self.in_context(GENERATOR));
        vec![generator, build.bool(false).into(), build.i64(0).into()]
    }
}

impl<'ctx> EntryBody<'_, '_, 'ctx> {
    /// Whatever fails from here on lets go of the generators that the call has.
    pub fn keep_generators(&mut self) {
        let pointer = pointer_type(self.emitter.context());
        let generators = self.stack_slot(pointer, "generators");
        self.emitter.build.store(pointer.const_null().into(), generators);
        self.on_failure("end_generators", |this| {
            this.emitter.call(Runtime::EndGenerators, &[generators.into()]);
        });
        self.generators = Some(generators);
    }

    /// The generator of an argument; it is locked when all arguments are there.
    pub fn convert_generator(
        &mut self,
        place: Place<'ctx>,
    ) -> Result<Argument<'ctx>, CodegenError> {
        let generators =
            self.generators.ok_or_else(|| defect("a generator where there is none"))?;
        let slot = self.generator_slot();
        let mut arguments = self.common(place).to_vec();
        arguments.extend([Value::from(generators), slot.into()]);
        let outcome = self.emitter.call(Runtime::ArgumentGenerator, &arguments);
        self.fail_unless_done(outcome.into_int_value());
        Ok(Argument::Generator(slot))
    }

    /// Takes the generator of `np.random` for the call, if its kernel draws of that; then locks all.
    pub fn lock_generators(&mut self) {
        let Some(generators) = self.generators else { return };
        if self.draws(|it| it.generator) {
            let slot = self.generator_slot();
            let keeps = self.emitter.build.i32(self.draws(|it| it.gauss).into()).into();
            let arguments = [generators.into(), slot.into(), keeps];
            let outcome = self.emitter.call(Runtime::GlobalGenerator, &arguments);
            self.fail_unless_done(outcome.into_int_value());
            self.global_generator = Some(slot);
        }
        let outcome = self.emitter.call(Runtime::LockGenerators, &[generators.into()]);
        self.fail_unless_done(outcome.into_int_value());
    }

    /// Whether some variant draws of the generator of `np.random`.
    pub fn draws(&self, how: impl Fn(Needs) -> bool) -> bool {
        self.source.variants.iter().any(|&variant| how(self.emitter.needs(variant)))
    }

    fn generator_slot(&self) -> PointerValue<'ctx> {
        let words = self.emitter.context().i64_type().array_type(WORDS);
        self.stack_slot(words, "generator")
    }
}
