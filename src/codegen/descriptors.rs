//! The constant records of entries, parameters and types that the runtime reads; their layouts are
//! those of `templates/runtime/runtime.h`.

use inkwell::GlobalVisibility;
use inkwell::module::Linkage;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, FunctionValue, PointerValue};

use super::emitter::Emitter;
use super::types::pointer_type;
use crate::ir::{Entry, Parameter};
use crate::types::{ArrayType, Container, Element, Layout, ListLayout, Scalar, Type};

/// The number of what an array holds in the runtime's enumeration of kinds.
fn element_kind(element: Element) -> i32 {
    match element {
        Element::Scalar(scalar) => scalar_kind(scalar),
        Element::Complex(part) => kind(&Type::SizedComplex(part)),
        Element::Time(time) => kind(&Type::Time(time)),
    }
}

/// The number of a scalar in the runtime's enumeration of kinds: its place in [`Scalar::ALL`].
pub(super) fn scalar_kind(scalar: Scalar) -> i32 {
    Scalar::ALL.iter().position(|&other| other == scalar).unwrap_or(0) as i32
}

/// What the elements of an array of records are, and what a record alone is in place of a container.
const RECORD_KIND: i32 = 24;
const RECORD_ALONE: i32 = 5;

pub(super) fn kind(ty: &Type) -> i32 {
    match ty {
        Type::Sized(scalar) => scalar_kind(*scalar),
        Type::Bool => 11,
        Type::Int => 12,
        Type::Float => 13,
        Type::None => 14,
        Type::Tuple(_) => 15,
        Type::Array(_) | Type::Shaped(_) | Type::Records(..) | Type::Record(_) => 16,
        Type::Optional(_) => 17,
        Type::Str => 18,
        // Looked at by nobody: what is called with functions is not chosen by the runtime.
        Type::Function(_) | Type::Known(_) => -1,
        // Among the elements of lists.
        Type::Mixed(_) => 27,
        Type::List(_) => 26,
        Type::Generator => 28,
        Type::Complex => 19,
        Type::Named(_) => 20,
        Type::Range => 21,
        Type::SizedComplex(Scalar::F32) => 22,
        Type::SizedComplex(_) => 23,
        Type::Time(_) => 25,
    }
}

fn container_number(container: Container) -> i32 {
    match container {
        Container::Array => 0,
        Container::Bytes => 1,
        Container::Bytearray => 2,
        Container::Memoryview => 3,
        Container::ArrayArray => 4,
        // Constants only: no parameter has such a type.
        Container::List | Container::Tuple | Container::Frozen => 0,
    }
}

/// What a type's record says of an array, as far as it is numbers.
fn array_numbers(ty: &ArrayType, order: i32) -> [i32; 4] {
    [element_kind(ty.element), ty.ndim.into(), container_number(ty.container), order]
}

/// The symbol of an entry's record: unique among the objects of an extension.
pub(super) fn entry_symbol(entry: &Entry) -> String {
    format!(
        "pyjit_entry:{}:{}:{}{}",
        entry.module,
        entry.qualified_name,
        entry.ordinal,
        parameter_list(entry)
    )
}

/// The symbol of a unit's table of lines, which stands in the object that ties the units of an
/// extension together; empty for a unit that nothing enters.
pub(super) fn lines_symbol(entries: &[Entry]) -> String {
    let of_first = entries.first().map(|entry| format!("pyjit_lines_of:{}", entry_symbol(entry)));
    of_first.unwrap_or_default()
}

/// The signature as Python users read it, e.g. `(f64[:], int) -> float`.
pub fn signature_text(entry: &Entry) -> String {
    format!("{} -> {}", parameter_list(entry), entry.result)
}

fn parameter_list(entry: &Entry) -> String {
    let types: Vec<String> =
        entry.parameters.iter().map(|parameter| parameter.ty.to_string()).collect();
    format!("({})", types.join(", "))
}

impl<'ctx> Emitter<'_, 'ctx> {
    /// The address of the unit's table of lines. The object that ties the units of an extension
    /// together defines it, so that code does not change where lines do.
    pub fn lines(&self) -> PointerValue<'ctx> {
        let symbol = match lines_symbol(&self.unit.entries) {
            // Nothing enters the unit, and nothing of it is linked.
            none if none.is_empty() => return pointer_type(self.context()).const_null(),
            symbol => symbol,
        };
        let lines = self.module.get_global(&symbol).unwrap_or_else(|| {
            let ty = self.context().i32_type().array_type(0);
            let lines = self.module.add_global(ty, None, &symbol);
            lines.set_visibility(GlobalVisibility::Hidden);
            lines.set_constant(true);
            lines
        });
        lines.as_pointer_value()
    }

    /// Declares an entry's record; [`Emitter::define_entry`] fills it.
    pub fn declare_entry(&self, entry: &Entry) -> PointerValue<'ctx> {
        let context = self.context();
        let mut fields: Vec<BasicTypeEnum<'ctx>> = vec![pointer_type(context).into(); 9];
        fields.resize(17, context.i32_type().into());
        let ty = context.struct_type(&fields, false);
        let global = self.module.add_global(ty, None, &entry_symbol(entry));
        global.set_visibility(GlobalVisibility::Hidden);
        global.set_linkage(Linkage::External);
        global.set_constant(true);
        global.as_pointer_value()
    }

    /// Fills the record of an entry, whose vectorcall function is `call`.
    pub fn define_entry(&self, entry: &Entry, call: FunctionValue<'ctx>) {
        let build = &self.build;
        let parameters: Vec<BasicValueEnum<'ctx>> =
            entry.parameters.iter().map(|parameter| self.parameter_record(parameter)).collect();
        let file = entry
            .variants
            .first()
            .and_then(|id| self.unit.functions.get(id.0 as usize))
            .map_or("", |function| function.file.as_str());
        let (texts, text_count) = self.text_table();
        let fields = [
            self.string(&entry.module).into(),
            self.string(&entry.qualified_name).into(),
            self.string(&signature_text(entry)).into(),
            self.string(file).into(),
            call.as_global_value().as_pointer_value().into(),
            self.constant("parameters", self.context().const_struct(&parameters, false).into())
                .into(),
            texts.into(),
            self.frozen_table(&entry.frozen).into(),
            self.lines().into(),
            build.i32(entry.first_line as i32).into(),
            build.i32(entry.parameters.len() as i32).into(),
            build.i32(entry.positional_only as i32).into(),
            build.i32(entry.keyword_only as i32).into(),
            build.i32(entry.pure.into()).into(),
            build.i32(text_count).into(),
            build.i32(entry.frozen.len() as i32).into(),
            build.i32(entry.recorded.into()).into(),
        ];
        match self.module.get_global(&entry_symbol(entry)) {
            Some(global) => global.set_initializer(&self.context().const_struct(&fields, false)),
            None => build.defect("an entry that was not declared"),
        }
    }

    fn parameter_record(&self, parameter: &Parameter) -> BasicValueEnum<'ctx> {
        let fields = [
            self.string(&parameter.name).into(),
            self.type_record(&parameter.ty).into(),
            self.build.i32(parameter.has_default.into()).into(),
        ];
        self.context().const_struct(&fields, false).into()
    }

    /// The address of a type's constant record.
    pub fn type_record(&self, ty: &Type) -> PointerValue<'ctx> {
        let build = &self.build;
        let null = pointer_type(self.context()).const_null();
        let (mut elements, mut count, mut array) = (null, 0, [0; 4]);
        let mut lengths = null;
        let mut class = [null, null];
        if let Type::Named(named) = ty {
            class = [self.string(&named.module), self.string(&named.name)];
        }
        match ty {
            Type::Tuple(_) | Type::Named(_) => {
                let types = ty.parts().unwrap_or_default();
                let records: Vec<PointerValue<'ctx>> =
                    types.iter().map(|ty| self.type_record(ty)).collect();
                count = types.len() as i32;
                elements = self.constant(
                    "elements",
                    pointer_type(self.context()).const_array(&records).into(),
                );
            }
            Type::Mixed(mixed) => {
                let records: Vec<PointerValue<'ctx>> =
                    mixed.alternatives.iter().map(|ty| self.type_record(ty)).collect();
                count = records.len() as i32;
                array[0] = element_kind(mixed.holder);
                elements = self.constant(
                    "elements",
                    pointer_type(self.context()).const_array(&records).into(),
                );
            }
            Type::Optional(inner) | Type::List(Some(inner)) => {
                count = 1;
                let records = [self.type_record(inner)];
                elements = self.constant(
                    "elements",
                    pointer_type(self.context()).const_array(&records).into(),
                );
            }
            Type::Records(record, ndim) => {
                array = [RECORD_KIND, (*ndim).into(), container_number(Container::Array), 0];
                class = [self.string(&record.numpy_text()), null];
            }
            Type::Record(record) => {
                array = [RECORD_KIND, 0, RECORD_ALONE, 0];
                class = [self.string(&record.numpy_text()), null];
            }
            Type::Array(ty) => array = array_numbers(ty, (ty.layout == Layout::C).into()),
            Type::Shaped(shaped) => {
                let in_c_order = i32::from(shaped.array.layout == Layout::C);
                let order = if shaped.in_fortran_order { 2 } else { in_c_order };
                array = array_numbers(&shaped.array, order);
                if shaped.lengths.iter().any(Option::is_some) {
                    let wanted = shaped.lengths.iter().map(|length| length.unwrap_or(-1));
                    let wanted: Vec<_> = wanted.map(|length| build.i64(length)).collect();
                    let values = self.context().i64_type().const_array(&wanted);
                    lengths = self.constant("lengths", values.into());
                }
            }
            _ => {}
        }
        let mut fields: Vec<BasicValueEnum<'ctx>> =
            vec![self.string(&ty.to_string()).into(), elements.into()];
        let numbers = [kind(ty), count].into_iter().chain(array);
        fields.extend(numbers.map(|number| BasicValueEnum::from(build.i32(number))));
        fields.extend(class.map(BasicValueEnum::from));
        fields.push(lengths.into());
        let time = match &ty.of_variable() {
            Type::Time(time) | Type::Array(ArrayType { element: Element::Time(time), .. }) => {
                Some(*time)
            }
            _ => None,
        };
        fields.push(time.map_or(null, |time| self.string(&time.code())).into());
        let unit = time.map_or([0, 0], |time| [time.unit.number(), time.count]);
        fields.extend(unit.map(|number| BasicValueEnum::from(build.i32(number as i32))));
        let layout = match ty {
            Type::List(Some(element)) => ListLayout::of(element),
            _ => None,
        };
        let layout = match (layout, ty) {
            (Some(layout), _) => self.list_layout(layout.size, &layout.owners()),
            (None, Type::List(_)) => self.list_layout(0, &[]),
            _ => null,
        };
        fields.push(layout.into());
        self.constant("type", self.context().const_struct(&fields, false).into())
    }
}
