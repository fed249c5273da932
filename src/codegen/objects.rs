//! Python objects that kernels make: their constant records, which the runtime follows, and the
//! machine values that go with them. The layout is that of `PyjitObject` in
//! `templates/runtime/runtime.h`.

use inkwell::values::{BasicValueEnum, PointerValue};

use super::builder::Value;
use super::descriptors::scalar_kind;
use super::function::Body;
use super::runtime::Runtime;
use super::sites::Site;
use super::types::pointer_type;
use crate::ir::{Location, Object, Operand};
use crate::types::Global;

// The runtime's enumeration of how an object is made.
const NONE: i32 = 0;
const NUMBER: i32 = 1;
const SIZED: i32 = 2;
const COMPLEX: i32 = 3;
const CONSTANT: i32 = 4;
const STRING: i32 = 5;
const TUPLE: i32 = 6;
const CHOICE: i32 = 7;
const JOINED: i32 = 8;
const FORMATTED: i32 = 9;
const GLOBAL: i32 = 10;
const CALL: i32 = 11;
const KEYWORD: i32 = 12;

/// What a record says.
#[derive(Default)]
struct Record<'ctx> {
    module: Option<String>,
    text: String,
    parts: Vec<PointerValue<'ctx>>,
    kind: i32,
    word: i32,
    detail: i32,
}

impl<'ctx> Body<'_, '_, 'ctx> {
    /// KIR's `Raise`.
    pub fn raise_object(&self, exception: &Object, suppress_context: bool, location: Location) {
        let mut values = Vec::new();
        let record = self.record(exception, &mut values);
        let words = self.words(&values).into();
        let count = self.emitter.build.i64(values.len() as i64).into();
        let site = Site { detail: suppress_context.into(), ..Site::default() };
        let site = self.site(&site, location.line).into();
        let arguments = [self.context().into(), site, record.into(), words, count];
        self.emitter.call_void(Runtime::Raise, &arguments);
        self.leave();
    }

    /// KIR's `Run`: leaves if making the object failed.
    pub fn run_object(&self, object: &Object, location: Location) {
        let mut values = Vec::new();
        let record = self.record(object, &mut values).into();
        let words = self.words(&values).into();
        let site = self.site(&Site::default(), location.line).into();
        let arguments = [self.context().into(), site, record, words];
        let status = self.emitter.call(Runtime::Run, &arguments).into_int_value();
        self.leave_if_failed(status, || {});
    }

    /// The address of the values, each in a word of 64 bits.
    fn words(&self, values: &[Operand]) -> PointerValue<'ctx> {
        let build = &self.emitter.build;
        let context = self.emitter.context();
        if values.is_empty() {
            return pointer_type(context).const_null();
        }
        let word = context.i64_type();
        let slot = self.stack_slot(word.array_type(values.len() as u32).into(), "words");
        for (index, operand) in values.iter().enumerate() {
            let place = build.element(word, slot, build.i64(index as i64));
            let value = match self.operand(*operand) {
                Value::FloatValue(value) => build.float_cast(value, context.f64_type()).into(),
                Value::IntValue(value) => {
                    build.resize(value, word, self.scalar_of(*operand).is_signed()).into()
                }
                other => other,
            };
            build.store(value, place);
        }
        slot
    }

    /// The address of an object's constant record; adds the values that go with it.
    fn record(&self, object: &Object, values: &mut Vec<Operand>) -> PointerValue<'ctx> {
        let mut record = Record { word: values.len() as i32, ..Record::default() };
        match object {
            Object::None => record.kind = NONE,
            Object::Number(operand) => {
                record.kind = NUMBER;
                record.detail = scalar_kind(self.scalar_of(*operand));
            }
            Object::Sized(scalar, _) => {
                record.kind = SIZED;
                record.detail = scalar_kind(*scalar);
            }
            Object::Complex(part, ..) => {
                record.kind = COMPLEX;
                record.detail = part.map_or(0, |part| 2 * part.bits() as i32);
            }
            Object::Text(text) => {
                record.kind = CONSTANT;
                record.text.clone_from(text);
            }
            Object::Str(_) => record.kind = STRING,
            Object::Tuple(_) => record.kind = TUPLE,
            Object::Choice { .. } => record.kind = CHOICE,
            Object::Joined(_) => record.kind = JOINED,
            Object::Formatted { conversion, .. } => {
                record.kind = FORMATTED;
                record.detail = conversion.map_or(0, |letter| letter as i32);
            }
            Object::Global(global) => {
                record.kind = GLOBAL;
                name(&mut record, global);
            }
            Object::Call { callee, keywords, .. } => {
                record.kind = CALL;
                record.detail = keywords.len() as i32;
                name(&mut record, callee);
            }
        }
        match object {
            Object::Number(operand) | Object::Sized(_, operand) | Object::Str(operand) => {
                values.push(*operand);
            }
            Object::Complex(_, re, im) => values.extend([re, im]),
            Object::Choice { condition, .. } => values.push(*condition),
            _ => {}
        }
        record.parts = match object {
            Object::Call { arguments, keywords, .. } => {
                let arguments: Vec<_> =
                    arguments.iter().map(|argument| self.record(argument, values)).collect();
                let keywords = keywords.iter().map(|(name, value)| {
                    let parts = vec![self.record(value, values)];
                    let text = name.clone();
                    self.emit(Record { kind: KEYWORD, text, parts, ..Record::default() })
                });
                arguments.into_iter().chain(keywords).collect()
            }
            _ => object.parts().into_iter().map(|part| self.record(part, values)).collect(),
        };
        self.emit(record)
    }

    fn emit(&self, record: Record<'ctx>) -> PointerValue<'ctx> {
        let (emitter, build) = (self.emitter, &self.emitter.build);
        let pointer = pointer_type(emitter.context());
        let null = pointer.const_null();
        let parts = match record.parts.is_empty() {
            true => null,
            false => emitter.constant("parts", pointer.const_array(&record.parts).into()),
        };
        let fields: [BasicValueEnum<'ctx>; 8] = [
            record.module.map_or(null, |module| emitter.string(&module)).into(),
            emitter.string(&record.text).into(),
            parts.into(),
            build.i64(record.text.len() as i64).into(),
            build.i32(record.kind).into(),
            build.i32(record.parts.len() as i32).into(),
            build.i32(record.word).into(),
            build.i32(record.detail).into(),
        ];
        emitter.constant("object", emitter.context().const_struct(&fields, false).into())
    }
}

/// The names one behind the other, each with its NUL.
fn name(record: &mut Record<'_>, global: &Global) {
    record.module.clone_from(&global.module);
    record.text = global.names.iter().flat_map(|name| [name.as_str(), "\0"]).collect();
}
