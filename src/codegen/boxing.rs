//! Results of an entry: machine scalars to Python objects.

use inkwell::values::PointerValue;

use super::CodegenError;
use super::builder::{FloatPredicate, IntPredicate, Value};
use super::entry::EntryBody;
use super::function::defect;
use super::runtime::Runtime;
use super::types::{float_type, int_type, parts_of, pointer_type};
use crate::ir::{ValueType, any_layout, flatten};
use crate::types::{Element, MixedType, Scalar, Type};

/// Which of an array's parts is its owner.
const OWNER: usize = 2;

/// Python's class of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Bool,
    Int,
    Float,
    Complex,
}

impl Class {
    fn of(ty: &Type) -> Option<Class> {
        Some(match ty {
            Type::Complex | Type::SizedComplex(_) => Class::Complex,
            _ => match ty.scalar()? {
                Scalar::Bool => Class::Bool,
                scalar if scalar.is_float() => Class::Float,
                _ => Class::Int,
            },
        })
    }
}

impl<'ctx> EntryBody<'_, '_, 'ctx> {
    /// Returns the results of the function as the object that the entry's type says.
    pub fn return_result(&self, results: &[Value<'ctx>]) -> Result<(), CodegenError> {
        let mut rest = results.iter().copied();
        let object = self.make_object(&self.source.result, &mut rest)?;
        if rest.next().is_some() {
            return Err(defect("a function with more results than its entry"));
        }
        self.end_results(results);
        if let Some(lists) = self.lists {
            self.emitter.call_void(Runtime::EndLists, &[lists.into()]);
        }
        self.emitter.build.ret(&object);
        Ok(())
    }

    /// Gives back what the arrays among the results own: their objects have what they need.
    fn end_results(&self, results: &[Value<'ctx>]) {
        let mut place = 0;
        for ty in flatten(&self.source.result).into_iter().map(any_layout) {
            let owner =
                results.get(place + OWNER).filter(|_| matches!(ty, ValueType::Array { .. }));
            if let Some(owner) = owner {
                self.emitter.call_void(Runtime::EndResult, &[*owner]);
            }
            place += parts_of(self.emitter.context(), ty).len();
        }
    }

    /// Python's list of a result.
    fn make_list(
        &self,
        ty: &Type,
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let owner = results.nth(OWNER).ok_or_else(|| defect("a function with too few results"))?;
        let block = build.int_to_pointer(owner.into_int_value());
        let arguments = [self.emitter.type_record(ty).into(), block.into()];
        Ok(self.emitter.call(Runtime::MakeList, &arguments).into_pointer_value())
    }

    /// NumPy's array of a result, or the record that it is.
    fn make_array(
        &self,
        ty: &Type,
        ndim: u8,
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let mut next = || results.next().ok_or_else(|| defect("a function with too few results"));
        let (data, read_only, owner) = (next()?, next()?, next()?);
        let number = self.emitter.context().i64_type();
        let numbers = self.stack_slot(number.array_type(2 * u32::from(ndim)), "numbers");
        for index in 0..2 * i64::from(ndim) {
            build.store(next()?, build.element(number, numbers, build.i64(index)));
        }
        let flag = self.emitter.context().i32_type();
        let read_only = build.resize(read_only.into_int_value(), flag, false);
        let record = self.emitter.type_record(ty).into();
        let arguments = [record, data, read_only.into(), owner, numbers.into()];
        let make = match ty {
            Type::Record(_) => Runtime::MakeRecord,
            _ => Runtime::MakeArray,
        };
        Ok(self.emitter.call(make, &arguments).into_pointer_value())
    }

    /// A new reference to the object of a type, or NULL with an exception; takes its scalars from
    /// `results`.
    fn make_object(
        &self,
        ty: &Type,
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let scalar = match ty {
            Type::None => return Ok(self.new_reference("_Py_NoneStruct")),
            Type::Tuple(types) => return self.make_tuple(types, results),
            Type::Named(named) => {
                let tuple = self.make_tuple(&named.types(), results)?;
                let arguments = [self.emitter.type_record(ty).into(), tuple.into()];
                let object = self.emitter.call(Runtime::MakeNamed, &arguments);
                return Ok(object.into_pointer_value());
            }
            Type::Complex | Type::SizedComplex(_) => {
                let double = self.emitter.context().f64_type();
                let mut part = || {
                    let given = results.next();
                    let given = given.ok_or_else(|| defect("a function with too few results"))?;
                    Ok(self.emitter.build.float_cast(given.into_float_value(), double).into())
                };
                let parts: [Value<'ctx>; 2] = [part()?, part()?];
                let object = self.emitter.call(Runtime::ComplexFromDoubles, &parts);
                return Ok(object.into_pointer_value());
            }
            Type::Range => {
                let mut part =
                    || results.next().ok_or_else(|| defect("a function with too few results"));
                let parts = [part()?, part()?, part()?];
                return Ok(self.emitter.call(Runtime::MakeRange, &parts).into_pointer_value());
            }
            Type::Time(_) => {
                let number =
                    results.next().ok_or_else(|| defect("a function with too few results"))?;
                let arguments = [self.emitter.type_record(ty).into(), number];
                return Ok(self.emitter.call(Runtime::MakeTime, &arguments).into_pointer_value());
            }
            Type::Optional(inner) => return self.make_optional(inner, results),
            Type::Array(array) => return self.make_array(ty, array.ndim, results),
            Type::Records(_, ndim) => return self.make_array(ty, *ndim, results),
            Type::List(_) => return self.make_list(ty, results),
            Type::Record(_) => return self.make_array(ty, 0, results),
            Type::Str => {
                let text =
                    results.next().ok_or_else(|| defect("a function with too few results"))?;
                self.emitter.call_void(Runtime::IncRef, &[text]);
                return Ok(text.into_pointer_value());
            }
            Type::Generator => {
                let mut next =
                    || results.next().ok_or_else(|| defect("a function with too few results"));
                let (generator, _, _) = (next()?, next()?, next()?);
                let made = self.emitter.call(Runtime::MakeGenerator, &[generator]);
                return Ok(made.into_pointer_value());
            }
            Type::Function(_) | Type::Known(_) | Type::Shaped(_) => {
                return Err(defect("a result of a type that nothing gives"));
            }
            Type::Mixed(mixed) => return self.make_mixed(mixed, results),
            Type::Bool => Scalar::Bool,
            Type::Int => Scalar::I64,
            Type::Float => Scalar::F64,
            Type::Sized(scalar) => *scalar,
        };
        let value = results.next().ok_or_else(|| defect("a function with too few results"))?;
        Ok(self.make_number(scalar, value))
    }

    /// The object of the value, or `None`.
    fn make_optional(
        &self,
        inner: &Type,
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let pointer = pointer_type(self.emitter.context());
        let slot = self.stack_slot(pointer, "optional");
        let [some, none, made] =
            ["some", "none", "made"].map(|name| build.block(self.function, name));
        let flag = results.next().ok_or_else(|| defect("a function with too few results"))?;
        build.branch(flag.into_int_value(), some, none);
        build.go_to(some);
        let object = self.make_object(inner, results)?;
        build.store(object.into(), slot);
        build.jump(made);
        build.go_to(none);
        build.store(self.new_reference("_Py_NoneStruct").into(), slot);
        build.jump(made);
        build.go_to(made);
        Ok(build.load(pointer, slot).into_pointer_value())
    }

    /// The object of a number of several types: where Python has one class for all of them, as that
    /// of the holder, else by the flags.
    fn make_mixed(
        &self,
        mixed: &MixedType,
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let missing = || defect("a function with too few results");
        let held: Vec<Value<'ctx>> = results.take(mixed.holder.parts()).collect();
        let flags: Vec<Value<'ctx>> = results.take(mixed.alternatives.len() - 1).collect();
        let holder = mixed.holder.sized();
        if mixed.alternatives.iter().all(|ty| Class::of(ty) == Class::of(&holder)) {
            return self.make_object(&holder, &mut held.into_iter());
        }
        let build = &self.emitter.build;
        let pointer = pointer_type(self.emitter.context());
        let slot = self.stack_slot(pointer, "number");
        let made = build.block(self.function, "made");
        for (flag, ty) in flags.into_iter().zip(mixed.alternatives.iter().skip(1)).rev() {
            let [it, other] = ["it", "other"].map(|name| build.block(self.function, name));
            build.branch(flag.into_int_value(), it, other);
            build.go_to(it);
            build.store(self.make_held(ty, mixed.holder, &held)?.into(), slot);
            build.jump(made);
            build.go_to(other);
        }
        let first = mixed.alternatives.first().ok_or_else(missing)?;
        build.store(self.make_held(first, mixed.holder, &held)?.into(), slot);
        build.jump(made);
        build.go_to(made);
        Ok(build.load(pointer, slot).into_pointer_value())
    }

    /// The object of a value of that type which a holder represents exactly.
    fn make_held(
        &self,
        ty: &Type,
        holder: Element,
        held: &[Value<'ctx>],
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        // One that is complex is held as one that is.
        let Some(scalar) = ty.scalar() else {
            return self.make_object(ty, &mut held.iter().copied());
        };
        let value = held.first().copied();
        let value = value.ok_or_else(|| defect("a number of several types without a value"))?;
        let value = match value {
            Value::FloatValue(value) if scalar == Scalar::Bool => {
                let zero = value.get_type().const_zero();
                build.fcmp(FloatPredicate::UNE, value, zero).into()
            }
            Value::IntValue(value) if scalar == Scalar::Bool => {
                build.icmp(IntPredicate::NE, value, value.get_type().const_zero()).into()
            }
            // Where the flag says something else, the value may lie outside; nobody looks at it.
            Value::FloatValue(value) if !scalar.is_float() => {
                build.float_to_int(value, int_type(context, scalar), scalar.is_signed()).into()
            }
            Value::IntValue(value) if scalar.is_float() => {
                let ty = float_type(context, scalar);
                build.int_to_float(value, ty, holder.is_signed()).into()
            }
            Value::IntValue(value) => {
                build.resize(value, int_type(context, scalar), holder.is_signed()).into()
            }
            other => other,
        };
        Ok(self.make_number(scalar, value))
    }

    fn make_number(&self, scalar: Scalar, value: Value<'ctx>) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let object = match (scalar, value) {
            (_, Value::FloatValue(value)) => {
                let wide = build.float_cast(value, context.f64_type());
                self.emitter.call(Runtime::FloatFromDouble, &[wide.into()])
            }
            (Scalar::Bool, Value::IntValue(value)) => {
                let wide = build.resize(value, context.i64_type(), false);
                self.emitter.call(Runtime::BoolFromLong, &[wide.into()])
            }
            (Scalar::U64, value) => self.emitter.call(Runtime::LongFromUnsignedLongLong, &[value]),
            (_, Value::IntValue(value)) => {
                let wide = build.resize(value, context.i64_type(), scalar.is_signed());
                self.emitter.call(Runtime::LongFromLongLong, &[wide.into()])
            }
            _ => {
                build.defect("a result of another type than its entry's");
                pointer_type(context).const_null().into()
            }
        };
        object.into_pointer_value()
    }

    fn new_reference(&self, name: &str) -> PointerValue<'ctx> {
        let object = self.emitter.python_data(name);
        self.emitter.call_void(Runtime::IncRef, &[object.into()]);
        object
    }

    /// A tuple; if an element cannot be made, what was made is dropped and NULL returned at once.
    fn make_tuple(
        &self,
        types: &[Type],
        results: &mut dyn Iterator<Item = Value<'ctx>>,
    ) -> Result<PointerValue<'ctx>, CodegenError> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        let slot = self.stack_slot(pointer_type(context), "tuple");
        let end = build.block(self.function, "made");
        let next = build.block(self.function, "fill");
        let length = build.i64(types.len() as i64);
        let tuple = self.emitter.call(Runtime::TupleNew, &[length.into()]).into_pointer_value();
        build.store(tuple.into(), slot);
        build.branch_rarely(build.is_null(tuple), end, next);
        build.go_to(next);
        for (position, ty) in types.iter().enumerate() {
            let element = self.make_object(ty, results)?;
            let dropped = build.block(self.function, "drop");
            let next = build.block(self.function, "fill");
            build.branch_rarely(build.is_null(element), dropped, next);
            build.go_to(dropped);
            self.emitter.call_void(Runtime::DecRef, &[tuple.into()]);
            build.store(pointer_type(context).const_null().into(), slot);
            build.jump(end);
            build.go_to(next);
            // Takes the reference, and cannot fail on a new tuple.
            let position = build.i64(position as i64);
            let arguments = [tuple.into(), position.into(), element.into()];
            self.emitter.call(Runtime::TupleSetItem, &arguments);
        }
        build.jump(end);
        build.go_to(end);
        Ok(build.load(pointer_type(context), slot).into_pointer_value())
    }
}
