//! Arguments of an entry: the exact Python types inline, everything else through the runtime.

use inkwell::types::BasicTypeEnum;
use inkwell::values::{IntValue, PointerValue};

use super::CodegenError;
use super::builder::{IntPredicate, Value};
use super::descriptors::scalar_kind;
use super::entry::{Argument, EntryBody};
use super::function::defect;
use super::runtime::Runtime;
use super::types::{int_type, pointer_type};
use crate::types::{Record, Scalar, Type};

/// Where `PyObject` keeps its type.
const TYPE_OFFSET: i64 = 8;
impl<'ctx> EntryBody<'_, '_, 'ctx> {
    /// Converts an object to what KIR has for a type: adds one argument for each scalar and array
    /// in it. `whole` is the argument that the object is part of, for messages.
    pub fn convert(
        &mut self,
        ty: &Type,
        index: usize,
        whole: PointerValue<'ctx>,
        object: PointerValue<'ctx>,
        into: &mut Vec<Argument<'ctx>>,
    ) -> Result<(), CodegenError> {
        let place = Place { index, whole, object };
        match ty {
            Type::None => self.expect_none(place),
            Type::Str => into.push(Argument::Scalar(self.convert_text(place))),
            Type::Tuple(types) => {
                let count = self.emitter.build.i64(types.len() as i64).into();
                self.expect_tuple(Runtime::ArgumentTuple, count, place);
                return self.convert_elements(types, place, into);
            }
            Type::Named(named) => {
                let record = self.emitter.type_record(ty).into();
                self.expect_tuple(Runtime::ArgumentNamed, record, place);
                return self.convert_elements(&named.types(), place, into);
            }
            Type::Complex | Type::SizedComplex(Scalar::F64) => {
                into.extend(self.convert_complex(place).map(Argument::Scalar));
            }
            Type::SizedComplex(_) => {
                into.extend(self.convert_complex64(place).map(Argument::Scalar));
            }
            Type::Time(_) => into.push(Argument::Scalar(self.convert_time(ty, place))),
            Type::Range => self.convert_range(place, into),
            Type::Optional(inner) => return self.convert_optional(inner, place, into),
            // Who calls has made sure that it is this function, and nothing of it is passed.
            Type::Function(function) if function.captured.is_empty() => {}
            Type::Function(_) | Type::Known(_) | Type::Mixed(_) => {
                return Err(defect("an argument of a type that no signature has"));
            }
            Type::Array(array) => {
                let argument = self.expect_array(ty, array, place);
                into.push(argument);
            }
            Type::Shaped(shaped) => {
                let argument = self.expect_array(ty, &shaped.array, place);
                into.push(argument);
            }
            Type::List(_) => into.push(self.convert_list(ty, place)?),
            Type::Generator => into.push(self.convert_generator(place)?),
            Type::Records(_, ndim) => {
                let argument = self.expect_array(ty, &Record::bytes(*ndim), place);
                into.push(argument);
            }
            Type::Record(_) => {
                let argument = self.expect_array(ty, &Record::bytes(0), place);
                into.push(argument);
            }
            Type::Float | Type::Sized(Scalar::F64) => {
                into.push(Argument::Scalar(self.convert_float(place)));
            }
            Type::Sized(Scalar::F32) => into.push(Argument::Scalar(self.convert_f32(place))),
            Type::Bool | Type::Sized(Scalar::Bool) => {
                into.push(Argument::Scalar(self.convert_bool(place)));
            }
            Type::Int => into.push(Argument::Scalar(self.convert_int(place))),
            Type::Sized(scalar) => {
                into.push(Argument::Scalar(self.convert_sized(*scalar, place)));
            }
        }
        Ok(())
    }

    /// The arguments that every conversion of the runtime begins with.
    pub fn common(&self, place: Place<'ctx>) -> [Value<'ctx>; 4] {
        let index = self.emitter.build.i64(place.index as i64);
        [self.record.into(), index.into(), place.whole.into(), place.object.into()]
    }

    /// Whether the object's type is exactly the one that CPython exports under that name.
    pub fn is_exactly(&self, object: PointerValue<'ctx>, name: &str) -> IntValue<'ctx> {
        let ty = self.type_of(object);
        self.emitter.build.same_pointer(ty, self.emitter.python_data(name))
    }

    /// The object's type.
    pub fn type_of(&self, object: PointerValue<'ctx>) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let place = build.offset(object, build.i64(TYPE_OFFSET));
        build.load(pointer_type(self.emitter.context()), place).into_pointer_value()
    }

    /// Calls a conversion of the runtime, fails if it does, and gives the value of type `ty` that
    /// it left.
    fn convert_slowly(
        &self,
        conversion: Runtime,
        place: Place<'ctx>,
        extra: Option<Value<'ctx>>,
        ty: BasicTypeEnum<'ctx>,
    ) -> Value<'ctx> {
        let slot = self.stack_slot(ty, "converted");
        let mut arguments = self.common(place).to_vec();
        arguments.extend(extra);
        arguments.push(slot.into());
        let outcome = self.emitter.call(conversion, &arguments);
        self.fail_unless_done(outcome.into_int_value());
        self.emitter.build.load(ty, slot)
    }

    fn convert_float(&self, place: Place<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let float = self.emitter.context().f64_type();
        let slot = self.stack_slot(float, "float");
        let [exact, other, ready] =
            ["exact", "other", "ready"].map(|name| build.block(self.function, name));
        build.branch_rarely(build.not(self.is_exactly(place.object, "PyFloat_Type")), other, exact);
        build.go_to(exact);
        build.store(self.emitter.call(Runtime::FloatAsDouble, &[place.object.into()]), slot);
        build.jump(ready);
        build.go_to(other);
        build.store(self.convert_slowly(Runtime::ArgumentFloat, place, None, float.into()), slot);
        build.jump(ready);
        build.go_to(ready);
        build.load(float, slot)
    }

    /// The real and the imaginary part.
    fn convert_complex(&self, place: Place<'ctx>) -> [Value<'ctx>; 2] {
        let build = &self.emitter.build;
        let float = self.emitter.context().f64_type();
        let pair = float.array_type(2);
        let slot = self.stack_slot(pair, "complex");
        let imag = build.offset(slot, build.i64(8));
        let [exact, other, ready] =
            ["exact", "other", "ready"].map(|name| build.block(self.function, name));
        let is_complex = self.is_exactly(place.object, "PyComplex_Type");
        build.branch_rarely(build.not(is_complex), other, exact);
        build.go_to(exact);
        build.store(self.emitter.call(Runtime::ComplexReal, &[place.object.into()]), slot);
        build.store(self.emitter.call(Runtime::ComplexImag, &[place.object.into()]), imag);
        build.jump(ready);
        build.go_to(other);
        let pair = pair.into();
        build.store(self.convert_slowly(Runtime::ArgumentComplex, place, None, pair), slot);
        build.jump(ready);
        build.go_to(ready);
        [slot, imag].map(|part| build.load(float, part))
    }

    /// The same in single precision.
    fn convert_complex64(&self, place: Place<'ctx>) -> [Value<'ctx>; 2] {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let pair = context.f64_type().array_type(2);
        let slot = self.stack_slot(pair, "complex");
        let given = self.convert_slowly(Runtime::ArgumentComplex64, place, None, pair.into());
        build.store(given, slot);
        [0, 8].map(|offset| {
            let part = build.load(context.f64_type(), build.offset(slot, build.i64(offset)));
            build.float_cast(part.into_float_value(), context.f32_type()).into()
        })
    }

    /// Start, stop and step.
    fn convert_range(&self, place: Place<'ctx>, into: &mut Vec<Argument<'ctx>>) {
        let build = &self.emitter.build;
        let long = self.emitter.context().i64_type();
        let numbers = long.array_type(3);
        let slot = self.stack_slot(numbers, "range");
        let given = self.convert_slowly(Runtime::ArgumentRange, place, None, numbers.into());
        build.store(given, slot);
        into.extend([0, 8, 16].map(|offset| {
            Argument::Scalar(build.load(long, build.offset(slot, build.i64(offset))))
        }));
    }

    fn convert_f32(&self, place: Place<'ctx>) -> Value<'ctx> {
        let ty = self.emitter.context().f32_type().into();
        self.convert_slowly(Runtime::ArgumentF32, place, None, ty)
    }

    /// An exact int that fits 64 bits is taken inline; the runtime decides about all others.
    fn convert_int(&self, place: Place<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let long = context.i64_type();
        let slot = self.stack_slot(long, "int");
        let overflow = self.stack_slot(context.i32_type(), "overflow");
        let [exact, other, ready] =
            ["exact", "other", "ready"].map(|name| build.block(self.function, name));
        build.branch_rarely(build.not(self.is_exactly(place.object, "PyLong_Type")), other, exact);
        build.go_to(exact);
        let arguments = [place.object.into(), overflow.into()];
        build.store(self.emitter.call(Runtime::LongAsLongLongAndOverflow, &arguments), slot);
        let left = build.load(context.i32_type(), overflow).into_int_value();
        build.branch_rarely(build.icmp(IntPredicate::NE, left, build.i32(0)), other, ready);
        build.go_to(other);
        build.store(self.convert_slowly(Runtime::ArgumentInt, place, None, long.into()), slot);
        build.jump(ready);
        build.go_to(ready);
        build.load(long, slot)
    }

    fn convert_sized(&self, scalar: Scalar, place: Place<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let kind = build.i64(scalar_kind(scalar).into()).into();
        let ty = context.i64_type().into();
        let wide = self.convert_slowly(Runtime::ArgumentSized, place, Some(kind), ty);
        build.resize(wide.into_int_value(), int_type(context, scalar), false).into()
    }

    /// The number of units; the runtime looks at the unit.
    fn convert_time(&self, ty: &Type, place: Place<'ctx>) -> Value<'ctx> {
        let record = self.emitter.type_record(ty).into();
        let long = self.emitter.context().i64_type().into();
        self.convert_slowly(Runtime::ArgumentTime, place, Some(record), long)
    }

    fn convert_bool(&self, place: Place<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let slot = self.stack_slot(context.i64_type(), "bool");
        let is_true = build.same_pointer(place.object, self.emitter.python_data("_Py_TrueStruct"));
        let is_false =
            build.same_pointer(place.object, self.emitter.python_data("_Py_FalseStruct"));
        let other = build.block(self.function, "other");
        let ready = build.block(self.function, "ready");
        build.store(build.resize(is_true, context.i64_type(), false).into(), slot);
        build.branch_rarely(build.not(build.or(is_true, is_false)), other, ready);
        build.go_to(other);
        let ty = context.i64_type().into();
        build.store(self.convert_slowly(Runtime::ArgumentBool, place, None, ty), slot);
        build.jump(ready);
        build.go_to(ready);
        let value = build.load(context.i64_type(), slot).into_int_value();
        build.icmp(IntPredicate::NE, value, build.i64(0)).into()
    }

    /// A string is its own value; of a class derived from `str` the runtime asks more.
    fn convert_text(&self, place: Place<'ctx>) -> Value<'ctx> {
        let build = &self.emitter.build;
        let [other, ready] = ["other", "ready"].map(|name| build.block(self.function, name));
        let exact = self.is_exactly(place.object, "PyUnicode_Type");
        build.branch_rarely(build.not(exact), other, ready);
        build.go_to(other);
        let outcome = self.emitter.call(Runtime::ArgumentText, &self.common(place));
        self.fail_unless_done(outcome.into_int_value());
        build.jump(ready);
        build.go_to(ready);
        place.object.into()
    }

    /// The list of the call for one of Python's; see `templates/runtime/list_values.c`.
    fn convert_list(
        &mut self,
        ty: &Type,
        place: Place<'ctx>,
    ) -> Result<Argument<'ctx>, CodegenError> {
        let lists = self.lists.ok_or_else(|| defect("a list where there is none"))?;
        let record = self.emitter.type_record(ty);
        let pointer = pointer_type(self.emitter.context());
        let slot = self.stack_slot(pointer, "list");
        let mut arguments = self.common(place).to_vec();
        arguments.extend([Value::from(record), lists.into(), slot.into()]);
        let outcome = self.emitter.call(Runtime::ArgumentList, &arguments);
        self.fail_unless_done(outcome.into_int_value());
        Ok(Argument::List(self.emitter.build.load(pointer, slot).into_pointer_value()))
    }

    fn expect_none(&self, place: Place<'ctx>) {
        let outcome = self.emitter.call(Runtime::ArgumentNone, &self.common(place));
        self.fail_unless_done(outcome.into_int_value());
    }

    /// Fails unless the runtime takes the object for the tuple that `what` says.
    fn expect_tuple(&self, check: Runtime, what: Value<'ctx>, place: Place<'ctx>) {
        let mut arguments = self.common(place).to_vec();
        arguments.push(what);
        let outcome = self.emitter.call(check, &arguments);
        self.fail_unless_done(outcome.into_int_value());
    }

    fn convert_elements(
        &mut self,
        types: &[Type],
        place: Place<'ctx>,
        into: &mut Vec<Argument<'ctx>>,
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        for (position, ty) in types.iter().enumerate() {
            let position = build.i64(position as i64).into();
            let element =
                self.emitter.call(Runtime::TupleGetItem, &[place.object.into(), position]);
            self.convert(ty, place.index, place.whole, element.into_pointer_value(), into)?;
        }
        Ok(())
    }

    /// A flag, and what the value is converted to; zeros where it is `None`.
    fn convert_optional(
        &mut self,
        inner: &Type,
        place: Place<'ctx>,
        into: &mut Vec<Argument<'ctx>>,
    ) -> Result<(), CodegenError> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let flag = self.stack_slot(context.bool_type(), "some");
        let [some, none, ready] =
            ["some", "none", "ready"].map(|name| build.block(self.function, name));
        let is_none = build.same_pointer(place.object, self.emitter.python_data("_Py_NoneStruct"));
        build.store(build.not(is_none).into(), flag);
        build.branch(is_none, none, some);
        build.go_to(some);
        let mut parts = Vec::new();
        self.optional_depth += 1;
        self.convert(inner, place.index, place.whole, place.object, &mut parts)?;
        self.optional_depth -= 1;
        let build = &self.emitter.build;
        let slots: Vec<Kept<'ctx>> = parts.into_iter().map(|part| self.keep(part)).collect();
        build.jump(ready);
        build.go_to(none);
        for slot in &slots {
            match slot {
                Kept::Scalar { slot, ty } => build.store(ty.const_zero(), *slot),
                Kept::List(slot) => {
                    build.store(pointer_type(context).const_null().into(), *slot);
                }
                Kept::Lasting(_) => {}
            }
        }
        build.jump(ready);
        build.go_to(ready);
        into.push(Argument::Scalar(build.load(context.bool_type(), flag)));
        into.extend(slots.into_iter().map(|kept| match kept {
            Kept::Scalar { slot, ty } => Argument::Scalar(build.load(ty, slot)),
            Kept::Lasting(argument) => argument,
            Kept::List(slot) => {
                let pointer = pointer_type(context);
                Argument::List(build.load(pointer, slot).into_pointer_value())
            }
        }));
        Ok(())
    }

    /// Puts an argument where other paths can put another.
    fn keep(&self, argument: Argument<'ctx>) -> Kept<'ctx> {
        let build = &self.emitter.build;
        match argument {
            Argument::Scalar(value) => {
                let ty = value.get_type();
                let slot = self.stack_slot(ty, "kept");
                build.store(value, slot);
                Kept::Scalar { slot, ty }
            }
            // Its buffer is taken later, where there is one; nobody draws of a generator that is not
            // there.
            lasting @ (Argument::Array { .. } | Argument::Generator(_)) => Kept::Lasting(lasting),
            Argument::List(block) => {
                let slot = self.stack_slot(block.get_type(), "kept");
                build.store(block.into(), slot);
                Kept::List(slot)
            }
        }
    }
}

/// Where an argument of an optional parameter lies.
enum Kept<'ctx> {
    Scalar {
        slot: PointerValue<'ctx>,
        ty: BasicTypeEnum<'ctx>,
    },
    /// It lies in one place on every path.
    Lasting(Argument<'ctx>),
    /// Nobody looks at one that is not there.
    List(PointerValue<'ctx>),
}

/// An object that is being converted.
#[derive(Clone, Copy)]
pub(super) struct Place<'ctx> {
    /// Of the parameter.
    pub index: usize,
    /// The argument that the object is part of.
    pub whole: PointerValue<'ctx>,
    pub object: PointerValue<'ctx>,
}
