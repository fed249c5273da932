//! The functions outside a unit that its code calls: one list of names and signatures, so that a
//! misspelt one cannot link.

use inkwell::module::{Linkage, Module};
use inkwell::values::FunctionValue;
use inkwell::{AddressSpace, GlobalVisibility};

/// A function of the C runtime (`templates/runtime`) or of CPython's stable ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runtime {
    // The runtime.
    Allocate,
    AllocateZeroed,
    ArgumentArray,
    ArgumentBool,
    ArgumentComplex,
    ArgumentComplex64,
    ArgumentContainer,
    ArgumentF32,
    ArgumentFloat,
    ArgumentGenerator,
    ArgumentInt,
    ArgumentList,
    ArgumentNamed,
    ArgumentNone,
    ArgumentRange,
    ArgumentSized,
    ArgumentText,
    ArgumentTime,
    ArgumentTuple,
    Bind,
    Fail,
    EndResult,
    FailedInPython,
    FrexpExponent,
    FrexpFraction,
    InPython,
    Ldexp,
    LockGenerators,
    MakeArray,
    MakeNamed,
    EndGenerators,
    EndLists,
    GlobalGenerator,
    GrowList,
    MakeGenerator,
    MakeList,
    NewGenerator,
    NewList,
    ReleaseList,
    StoreLists,
    StoreListsOfFailure,
    MakeRange,
    MakeRecord,
    MakeTime,
    ModuleInit,
    RecordedNew,
    Power,
    Poll,
    PowerChecked,
    PowerModulo,
    Pass,
    PythonVersion,
    NumpyInterface,
    Raise,
    Release,
    RoundDecimal,
    Run,
    RunPython,
    Seed,
    Settle,
    StackLimit,
    TextEqual,
    TextLess,
    TextLength,
    TrueDivide,
    // CPython.
    BufferRelease,
    BoolFromLong,
    ComplexFromDoubles,
    ComplexImag,
    ComplexReal,
    DecRef,
    FloatAsDouble,
    FloatFromDouble,
    IncRef,
    LongAsLongLongAndOverflow,
    LongFromLongLong,
    LongFromUnsignedLongLong,
    TupleGetItem,
    TupleNew,
    TupleSetItem,
}

/// The types in a C signature.
#[derive(Clone, Copy, Debug)]
enum C {
    Pointer,
    I32,
    I64,
    Double,
    Void,
}

impl Runtime {
    fn signature(self) -> (&'static str, C, &'static [C]) {
        use C::{Double, I32, I64, Pointer, Void};
        match self {
            Runtime::Allocate => ("pyjit_allocate", Pointer, &[I64]),
            Runtime::AllocateZeroed => ("pyjit_allocate_zeroed", Pointer, &[I64]),
            Runtime::ArgumentArray => {
                ("pyjit_argument_array", I32, &[Pointer, I64, Pointer, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentBool => {
                ("pyjit_argument_bool", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentComplex => {
                ("pyjit_argument_complex", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentComplex64 => {
                ("pyjit_argument_complex64", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentContainer => {
                ("pyjit_argument_container", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentRange => {
                ("pyjit_argument_range", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentF32 => {
                ("pyjit_argument_f32", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentFloat => {
                ("pyjit_argument_float", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentGenerator => (
                "pyjit_argument_generator",
                I32,
                &[Pointer, I64, Pointer, Pointer, Pointer, Pointer],
            ),
            Runtime::ArgumentInt => {
                ("pyjit_argument_int", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentList => (
                "pyjit_argument_list",
                I32,
                &[Pointer, I64, Pointer, Pointer, Pointer, Pointer, Pointer],
            ),
            Runtime::ArgumentNamed => {
                ("pyjit_argument_named", I32, &[Pointer, I64, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentNone => {
                ("pyjit_argument_none", I32, &[Pointer, I64, Pointer, Pointer])
            }
            Runtime::ArgumentSized => {
                ("pyjit_argument_sized", I32, &[Pointer, I64, Pointer, Pointer, I64, Pointer])
            }
            Runtime::ArgumentText => {
                ("pyjit_argument_text", I32, &[Pointer, I64, Pointer, Pointer])
            }
            Runtime::ArgumentTime => {
                ("pyjit_argument_time", I32, &[Pointer, I64, Pointer, Pointer, Pointer, Pointer])
            }
            Runtime::ArgumentTuple => {
                ("pyjit_argument_tuple", I32, &[Pointer, I64, Pointer, Pointer, I64])
            }
            Runtime::Bind => {
                ("pyjit_bind", I32, &[Pointer, Pointer, Pointer, I64, Pointer, Pointer])
            }
            Runtime::EndResult => ("pyjit_end_result", Void, &[I64]),
            Runtime::Fail => ("pyjit_fail", Void, &[Pointer, Pointer, I64, I64]),
            Runtime::FailedInPython => ("pyjit_failed_in_python", I32, &[]),
            Runtime::FrexpExponent => ("pyjit_frexp_exponent", I64, &[Double]),
            Runtime::FrexpFraction => ("pyjit_frexp_fraction", Double, &[Double]),
            Runtime::InPython => ("pyjit_in_python", I32, &[]),
            Runtime::Ldexp => ("pyjit_ldexp", Double, &[Double, I64]),
            Runtime::MakeArray => {
                ("pyjit_make_array", Pointer, &[Pointer, Pointer, I32, I64, Pointer])
            }
            Runtime::MakeNamed => ("pyjit_make_named", Pointer, &[Pointer, Pointer]),
            Runtime::EndGenerators => ("pyjit_end_generators", I32, &[Pointer]),
            Runtime::GlobalGenerator => ("pyjit_global_generator", I32, &[Pointer, Pointer, I32]),
            Runtime::LockGenerators => ("pyjit_lock_generators", I32, &[Pointer]),
            Runtime::MakeGenerator => ("pyjit_make_generator", Pointer, &[Pointer]),
            Runtime::NewGenerator => ("pyjit_new_generator", Pointer, &[I64]),
            Runtime::Seed => ("pyjit_seed", Void, &[Pointer, I64]),
            Runtime::EndLists => ("pyjit_end_lists", Void, &[Pointer]),
            Runtime::GrowList => ("pyjit_grow_list", I32, &[Pointer, I64, I64]),
            Runtime::MakeList => ("pyjit_make_list", Pointer, &[Pointer, Pointer]),
            Runtime::NewList => ("pyjit_new_list", Pointer, &[Pointer]),
            Runtime::ReleaseList => ("pyjit_release_list", Void, &[Pointer]),
            Runtime::StoreLists => ("pyjit_store_lists", I32, &[Pointer, Pointer]),
            Runtime::StoreListsOfFailure => {
                ("pyjit_store_lists_of_failure", Void, &[Pointer, Pointer, I32])
            }
            Runtime::MakeRecord => {
                ("pyjit_make_record", Pointer, &[Pointer, Pointer, I32, I64, Pointer])
            }
            Runtime::MakeTime => ("pyjit_make_time", Pointer, &[Pointer, I64]),
            Runtime::ModuleInit => ("pyjit_module_init", Pointer, &[Pointer]),
            Runtime::RecordedNew => ("pyjit_recorded_new", Pointer, &[Pointer, I64, Pointer]),
            Runtime::Power => ("pyjit_power", I64, &[I64, I64]),
            Runtime::PowerChecked => ("pyjit_power_checked", I64, &[I64, I64, Pointer]),
            Runtime::PowerModulo => ("pyjit_power_modulo", I64, &[I64, I64, I64]),
            Runtime::Pass => ("pyjit_pass", Void, &[Pointer, Pointer]),
            Runtime::Poll => ("pyjit_poll", I32, &[Pointer, Pointer]),
            Runtime::PythonVersion => ("pyjit_python_version", I64, &[]),
            Runtime::NumpyInterface => ("pyjit_numpy_interface", I64, &[]),
            Runtime::Raise => ("pyjit_raise", Void, &[Pointer, Pointer, Pointer, Pointer, I64]),
            Runtime::Release => ("pyjit_release", Void, &[Pointer]),
            Runtime::RoundDecimal => ("pyjit_round_decimal", Double, &[Double, I64]),
            Runtime::Run => ("pyjit_run", I32, &[Pointer, Pointer, Pointer, Pointer]),
            Runtime::MakeRange => ("pyjit_make_range", Pointer, &[I64, I64, I64]),
            Runtime::RunPython => ("pyjit_run_python", Pointer, &[Pointer, Pointer, I64, Pointer]),
            Runtime::Settle => ("pyjit_settle", I32, &[Pointer, Pointer]),
            Runtime::StackLimit => ("pyjit_stack_limit", I64, &[]),
            Runtime::TextEqual => ("pyjit_text_equal", I32, &[Pointer, Pointer]),
            Runtime::TextLess => ("pyjit_text_less", I32, &[Pointer, Pointer]),
            Runtime::TextLength => ("pyjit_text_length", I64, &[Pointer]),
            Runtime::TrueDivide => ("pyjit_true_divide", Double, &[I64, I64]),
            Runtime::BufferRelease => ("PyBuffer_Release", Void, &[Pointer]),
            Runtime::BoolFromLong => ("PyBool_FromLong", Pointer, &[I64]),
            Runtime::ComplexFromDoubles => ("PyComplex_FromDoubles", Pointer, &[Double, Double]),
            Runtime::ComplexImag => ("PyComplex_ImagAsDouble", Double, &[Pointer]),
            Runtime::ComplexReal => ("PyComplex_RealAsDouble", Double, &[Pointer]),
            Runtime::DecRef => ("Py_DecRef", Void, &[Pointer]),
            Runtime::FloatAsDouble => ("PyFloat_AsDouble", Double, &[Pointer]),
            Runtime::FloatFromDouble => ("PyFloat_FromDouble", Pointer, &[Double]),
            Runtime::IncRef => ("Py_IncRef", Void, &[Pointer]),
            Runtime::LongAsLongLongAndOverflow => {
                ("PyLong_AsLongLongAndOverflow", I64, &[Pointer, Pointer])
            }
            Runtime::LongFromLongLong => ("PyLong_FromLongLong", Pointer, &[I64]),
            Runtime::LongFromUnsignedLongLong => ("PyLong_FromUnsignedLongLong", Pointer, &[I64]),
            Runtime::TupleGetItem => ("PyTuple_GetItem", Pointer, &[Pointer, I64]),
            Runtime::TupleNew => ("PyTuple_New", Pointer, &[I64]),
            Runtime::TupleSetItem => ("PyTuple_SetItem", I32, &[Pointer, I64, Pointer]),
        }
    }

    /// Its declaration in a module.
    pub fn declare<'ctx>(self, module: &Module<'ctx>) -> FunctionValue<'ctx> {
        let (name, result, parameters) = self.signature();
        if let Some(function) = module.get_function(name) {
            return function;
        }
        let context = module.get_context();
        let parameters: Vec<inkwell::types::BasicMetadataTypeEnum<'ctx>> = parameters
            .iter()
            .map(|parameter| match parameter {
                C::I32 => context.i32_type().into(),
                C::I64 => context.i64_type().into(),
                C::Double => context.f64_type().into(),
                C::Pointer | C::Void => context.ptr_type(AddressSpace::default()).into(),
            })
            .collect();
        let ty = match result {
            C::Pointer => context.ptr_type(AddressSpace::default()).fn_type(&parameters, false),
            C::I32 => context.i32_type().fn_type(&parameters, false),
            C::I64 => context.i64_type().fn_type(&parameters, false),
            C::Double => context.f64_type().fn_type(&parameters, false),
            C::Void => context.void_type().fn_type(&parameters, false),
        };
        let function = module.add_function(name, ty, Some(Linkage::External));
        if name.starts_with("pyjit_") {
            function.as_global_value().set_visibility(GlobalVisibility::Hidden);
        } else {
            // Called through the address table, without a stub between.
            super::emitter::mark(module, function, "nonlazybind");
        }
        super::promises::promise(module, function, super::promises::kind(self));
        function
    }
}
