//! LLVM's types for KIR's.

use inkwell::AddressSpace;
use inkwell::context::Context;
use inkwell::types::{
    BasicMetadataTypeEnum, BasicTypeEnum, FloatType, FunctionType, IntType, PointerType, StructType,
};

use crate::ir::{Function, ValueType};
use crate::types::{Layout, Scalar};

/// The type of a scalar in a register.
pub(super) fn scalar_type(context: &Context, scalar: Scalar) -> BasicTypeEnum<'_> {
    match scalar {
        Scalar::F32 | Scalar::F64 => float_type(context, scalar).into(),
        _ => int_type(context, scalar).into(),
    }
}

/// The register type of an integer or a boolean.
pub(super) fn int_type(context: &Context, scalar: Scalar) -> IntType<'_> {
    match scalar {
        Scalar::Bool => context.bool_type(),
        Scalar::I8 | Scalar::U8 => context.i8_type(),
        Scalar::I16 | Scalar::U16 => context.i16_type(),
        Scalar::I32 | Scalar::U32 => context.i32_type(),
        _ => context.i64_type(),
    }
}

/// The register type of a float.
pub(super) fn float_type(context: &Context, scalar: Scalar) -> FloatType<'_> {
    if scalar == Scalar::F32 { context.f32_type() } else { context.f64_type() }
}

/// The type of a scalar in memory: a boolean takes a byte.
pub(super) fn memory_type(context: &Context, scalar: Scalar) -> BasicTypeEnum<'_> {
    match scalar {
        Scalar::Bool => context.i8_type().into(),
        _ => scalar_type(context, scalar),
    }
}

pub(super) fn pointer_type(context: &Context) -> PointerType<'_> {
    context.ptr_type(AddressSpace::default())
}

/// The types of a local's parts: one scalar; or a data pointer, whether the memory is read-only, its
/// owner (see `ownership`), lengths and, unless the layout is C, strides.
pub(super) fn parts_of(context: &Context, ty: ValueType) -> Vec<BasicTypeEnum<'_>> {
    match ty {
        ValueType::Scalar(scalar) => vec![scalar_type(context, scalar)],
        ValueType::Str => vec![pointer_type(context).into()],
        ValueType::Array { ndim, layout, .. } => {
            let numbers = if layout == Layout::C { ndim } else { 2 * ndim };
            let mut parts = vec![pointer_type(context).into(), context.bool_type().into()];
            parts.resize(3 + usize::from(numbers), context.i64_type().into());
            parts
        }
    }
}

/// What a function returns: its status, then its results. LLVM returns small ones in registers and
/// the others through a hidden pointer.
pub(super) fn result_type<'ctx>(context: &'ctx Context, results: &[ValueType]) -> StructType<'ctx> {
    let mut fields: Vec<BasicTypeEnum<'ctx>> = vec![context.i32_type().into()];
    fields.extend(results.iter().flat_map(|&ty| parts_of(context, ty)));
    context.struct_type(&fields, false)
}

/// The signature of a KIR function; `takes_context` puts the address of the
/// call context first.
pub(super) fn function_type<'ctx>(
    context: &'ctx Context,
    function: &Function,
    takes_context: bool,
) -> FunctionType<'ctx> {
    let mut parameters: Vec<BasicMetadataTypeEnum<'ctx>> = Vec::new();
    if takes_context {
        parameters.push(pointer_type(context).into());
    }
    for local in function.locals.iter().take(function.parameters) {
        parameters.extend(parts_of(context, local.ty).into_iter().map(BasicMetadataTypeEnum::from));
    }
    result_type(context, &function.results).fn_type(&parameters, false)
}
