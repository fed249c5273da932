//! The records of what a kernel was built with, which the runtime compares at its first call. The
//! layouts are those of `PyjitFrozen` and `PyjitConstant` in `templates/runtime/runtime.h`.

use inkwell::module::Linkage;
use inkwell::values::{BasicValueEnum, PointerValue};

use super::descriptors::kind;
use super::emitter::Emitter;
use super::types::{int_type, pointer_type};
use crate::types::{
    Constant, Element, Frozen, Global, Meaning, Record, Scalar, Table, Time, TimeKind, Type, dates,
};

// The runtime's enumeration of meanings.
const CONSTANT: i32 = 0;
const KERNEL: i32 = 1;
const LIBRARY: i32 = 2;
const NUMBER: i32 = 3;

/// What `numpy.dtype` makes the dtype of, if a library name is that of one of numbers or times.
fn dtype_text(name: &str) -> Option<String> {
    let known = name.strip_prefix("numpy.dtype(")?.strip_suffix(')')?;
    let time = Time::named(known).map(Element::Time);
    let element = time.or_else(|| Element::named(known))?;
    Some(format!("'{}'", element.numpy_name()))
}

impl<'ctx> Emitter<'_, 'ctx> {
    /// The address of the addresses of the records.
    pub fn frozen_table(&self, frozen: &[Frozen]) -> PointerValue<'ctx> {
        let pointer = pointer_type(self.context());
        if frozen.is_empty() {
            return pointer.const_null();
        }
        let records: Vec<_> = frozen.iter().map(|one| self.frozen_record(one)).collect();
        self.constant("frozen", pointer.const_array(&records).into())
    }

    fn frozen_record(&self, frozen: &Frozen) -> PointerValue<'ctx> {
        let build = &self.build;
        let null = pointer_type(self.context()).const_null();
        let global = &frozen.global;
        let (mut constant, mut text, mut slot, mut line) = (null, null, null, 0);
        let kind = match &frozen.meaning {
            Meaning::Constant(value) => {
                constant = self.constant_record(value);
                CONSTANT
            }
            Meaning::Kernel { qualified_name, first_line } => {
                text = self.string(qualified_name);
                line = *first_line as i32;
                KERNEL
            }
            Meaning::Library(name) => {
                // The dtype of records has no object in the library: it is made to compare with. Nor
                // has a time, which is compared by its parts.
                let record = Record::of_dtype_name(name).map(|record| record.numpy_text());
                let time = dates::of_name(name).map(|(number, time)| {
                    let kind = match time.kind {
                        TimeKind::Datetime => 'M',
                        TimeKind::Timedelta => 'm',
                    };
                    format!("@{kind} {} {} {number}", time.unit.number(), time.count)
                });
                let dtype = dtype_text(name);
                text = self.string(record.or(time).or(dtype).as_ref().unwrap_or(name));
                LIBRARY
            }
            Meaning::Number { ty, once } => {
                constant = self.record((null, null), 0, [0.0; 2], ty, 0);
                text = self.string(&ty.to_string());
                slot = self.slot(global);
                line = i32::from(*once);
                NUMBER
            }
        };
        let names: String = global.names.iter().flat_map(|name| [name.as_str(), "\0"]).collect();
        let fields: [BasicValueEnum<'ctx>; 8] = [
            global.module.as_ref().map_or(null, |module| self.string(module)).into(),
            self.string(&names).into(),
            constant.into(),
            text.into(),
            slot.into(),
            build.i64(names.len() as i64).into(),
            build.i32(kind).into(),
            build.i32(line).into(),
        ];
        self.constant("frozen", self.context().const_struct(&fields, false).into())
    }

    /// Where the first call puts a number of a module: an `int64_t`, or a `double`; and how many
    /// kernels use it.
    fn slot(&self, global: &Global) -> PointerValue<'ctx> {
        let name = format!("number:{global}");
        let slot = self.module.get_global(&name).unwrap_or_else(|| {
            let ty = self.context().i64_type().array_type(2);
            let slot = self.module.add_global(ty, None, &name);
            slot.set_initializer(&ty.const_zero());
            // What is written to it is not seen here.
            slot.set_externally_initialized(true);
            slot.set_linkage(Linkage::Private);
            slot
        });
        slot.as_pointer_value()
    }

    /// The number of a module that the first call has read.
    pub fn number(&self, global: &Global, scalar: Scalar) -> BasicValueEnum<'ctx> {
        let (build, context) = (&self.build, self.context());
        if scalar.is_float() {
            let value =
                build.load_constant(context.f64_type(), self.slot(global)).into_float_value();
            return match scalar {
                Scalar::F32 => build.float_cast(value, context.f32_type()).into(),
                _ => value.into(),
            };
        }
        let value = build.load_constant(context.i64_type(), self.slot(global)).into_int_value();
        build.resize(value, int_type(context, scalar), false).into()
    }

    fn constant_record(&self, value: &Constant) -> PointerValue<'ctx> {
        let pointer = pointer_type(self.context());
        let null = pointer.const_null();
        let (mut text, mut parts, mut count, mut number) = (null, null, 0, 0);
        let mut floats = [0.0; 2];
        let ty = match value {
            Constant::None => Type::None,
            Constant::Bool(truth) => {
                number = i64::from(*truth);
                Type::Bool
            }
            Constant::Int(value) => {
                match i64::try_from(*value) {
                    Ok(small) => number = small,
                    Err(_) => text = self.string(&value.to_string()),
                }
                Type::Int
            }
            Constant::Float(value) => {
                floats[0] = *value;
                Type::Float
            }
            Constant::Complex(re, im) => {
                floats = [*re, *im];
                Type::Complex
            }
            Constant::Str(value) => {
                text = self.string(value);
                count = value.len() as i32;
                Type::Str
            }
            Constant::Sized(scalar, value) => {
                floats[0] = *value;
                Type::Sized(*scalar)
            }
            Constant::SizedInt(scalar, value) => {
                number = *value as i64;
                if *scalar == Scalar::Bool { Type::Bool } else { Type::Int }
            }
            Constant::Table(table) => return self.rows_record(table, 0, 0),
            Constant::Tuple(values) => {
                let records: Vec<_> = values.iter().map(|one| self.constant_record(one)).collect();
                count = records.len() as i32;
                parts = self.constant("parts", pointer.const_array(&records).into());
                Type::Tuple(Vec::new())
            }
        };
        self.record((text, parts), number, floats, &ty, count)
    }

    /// A table as the tuples of its rows, from the element at that position on.
    fn rows_record(&self, table: &Table, axis: usize, first: usize) -> PointerValue<'ctx> {
        let pointer = pointer_type(self.context());
        let length = |axis: usize| table.shape.get(axis).map_or(1, |length| *length as usize);
        let size: usize = (axis + 1..table.shape.len()).map(length).product();
        let records: Vec<_> = (0..length(axis))
            .map(|row| match axis + 1 == table.shape.len() {
                true => {
                    let element = crate::scan::element_of_table(table, first + row);
                    self.constant_record(&element.unwrap_or(Constant::None))
                }
                false => self.rows_record(table, axis + 1, first + row * size),
            })
            .collect();
        let parts = self.constant("parts", pointer.const_array(&records).into());
        let count = records.len() as i32;
        self.record((pointer.const_null(), parts), 0, [0.0; 2], &Type::Tuple(Vec::new()), count)
    }

    fn record(
        &self,
        (text, parts): (PointerValue<'ctx>, PointerValue<'ctx>),
        number: i64,
        floats: [f64; 2],
        ty: &Type,
        count: i32,
    ) -> PointerValue<'ctx> {
        let build = &self.build;
        let double = self.context().f64_type();
        let [first, second] = floats.map(|value| double.const_float(value));
        let fields: [BasicValueEnum<'ctx>; 7] = [
            text.into(),
            parts.into(),
            build.i64(number).into(),
            first.into(),
            second.into(),
            build.i32(kind(ty)).into(),
            build.i32(count).into(),
        ];
        self.constant("constant", self.context().const_struct(&fields, false).into())
    }
}
