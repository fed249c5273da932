//! The functions of C's mathematics library.
//!
//! What IEEE 754 defines exactly becomes an instruction where the CPU has one. Everything else is a
//! call of the platform's libm that LLVM may not look into, so that the last bit is the one that
//! CPython's `math` gives: LLVM would make `x * x` of `pow(x, 2.0)`, which differs from glibc's
//! `pow` in one case of 1,200.

use inkwell::values::FloatValue;

use super::CodegenError;
use super::builder::Value;
use super::emitter::keep_call;
use super::function::{Body, defect};
use super::promises::{LIBM, promise};
use super::runtime::Runtime;
use super::types::float_type;
use crate::ir::Operand;
use crate::types::{MathFunction, Scalar};

/// How a function is calculated.
enum Form {
    /// An LLVM intrinsic of that name.
    Intrinsic(&'static str),
    /// libm's function of that name.
    Libm(&'static str),
    /// A helper of the runtime.
    Helper(Runtime),
    /// The same bits under another type.
    Bits,
    /// LLVM's count of leading zeros, which wants to be told that zero has a count.
    LeadingZeros,
    /// A variable of the runtime that was set before any kernel ran.
    Flag(&'static str),
}

fn form(function: MathFunction) -> Form {
    use MathFunction as M;
    match function {
        M::Ceil => Form::Intrinsic("llvm.ceil"),
        M::Copysign => Form::Intrinsic("llvm.copysign"),
        M::Fabs => Form::Intrinsic("llvm.fabs"),
        M::Floor => Form::Intrinsic("llvm.floor"),
        M::Fma => Form::Intrinsic("llvm.fma"),
        M::Rint => Form::Intrinsic("llvm.rint"),
        M::Sqrt => Form::Intrinsic("llvm.sqrt"),
        M::Trunc => Form::Intrinsic("llvm.trunc"),
        M::FrexpFraction => Form::Helper(Runtime::FrexpFraction),
        M::FrexpExponent => Form::Helper(Runtime::FrexpExponent),
        M::Ldexp => Form::Helper(Runtime::Ldexp),
        M::RoundDecimal => Form::Helper(Runtime::RoundDecimal),
        M::FloatToBits | M::BitsToFloat => Form::Bits,
        M::LeadingZeros => Form::LeadingZeros,
        M::PopulationCount => Form::Intrinsic("llvm.ctpop"),
        M::PythonVersion => Form::Helper(Runtime::PythonVersion),
        M::NumpyInterface => Form::Helper(Runtime::NumpyInterface),
        M::Debug => Form::Flag("pyjit_debug"),
        M::Acos => Form::Libm("acos"),
        M::Acosh => Form::Libm("acosh"),
        M::Asin => Form::Libm("asin"),
        M::Asinh => Form::Libm("asinh"),
        M::Atan => Form::Libm("atan"),
        M::Atan2 => Form::Libm("atan2"),
        M::Atanh => Form::Libm("atanh"),
        M::Cbrt => Form::Libm("cbrt"),
        M::Cos => Form::Libm("cos"),
        M::Cosh => Form::Libm("cosh"),
        M::Erf => Form::Libm("erf"),
        M::Erfc => Form::Libm("erfc"),
        M::Exp => Form::Libm("exp"),
        M::Exp2 => Form::Libm("exp2"),
        M::Expm1 => Form::Libm("expm1"),
        M::Fmod => Form::Libm("fmod"),
        M::Hypot => Form::Libm("hypot"),
        M::Log => Form::Libm("log"),
        M::Log10 => Form::Libm("log10"),
        M::Log1p => Form::Libm("log1p"),
        M::Log2 => Form::Libm("log2"),
        M::Nextafter => Form::Libm("nextafter"),
        M::Pow => Form::Libm("pow"),
        M::Sin => Form::Libm("sin"),
        M::Sinh => Form::Libm("sinh"),
        M::Tan => Form::Libm("tan"),
        M::Tanh => Form::Libm("tanh"),
    }
}

impl<'ctx> Body<'_, '_, 'ctx> {
    /// KIR's `Math`.
    pub fn mathematics(
        &self,
        function: MathFunction,
        arguments: &[Operand],
    ) -> Result<Value<'ctx>, CodegenError> {
        let context = self.emitter.context();
        let values: Vec<Value<'ctx>> =
            arguments.iter().map(|&argument| self.operand(argument)).collect();
        let form = form(function);
        if let Form::Helper(helper) = form {
            return Ok(self.emitter.call(helper, &values));
        }
        if let Form::Flag(name) = form {
            let build = &self.emitter.build;
            return Ok(build.load_constant(context.i64_type(), self.emitter.runtime_data(name)));
        }
        let (Some(&first), Some(&operand)) = (values.first(), arguments.first()) else {
            return Err(defect("a mathematical function without arguments"));
        };
        Ok(match form {
            Form::Intrinsic(name) => self.emitter.intrinsic(name, &[first.get_type()], &values),
            Form::Libm(name) => {
                let floats: Vec<FloatValue<'ctx>> =
                    values.iter().map(|value| value.into_float_value()).collect();
                self.libm(name, self.scalar_of(operand), &floats).into()
            }
            Form::Helper(_) | Form::Flag(_) => {
                return Err(defect("a helper that was called already"));
            }
            Form::LeadingZeros => {
                let zero_counts = self.emitter.build.bool(false).into();
                self.emitter.intrinsic("llvm.ctlz", &[first.get_type()], &[first, zero_counts])
            }
            Form::Bits if function == MathFunction::FloatToBits => {
                self.emitter.build.bit_cast(first, context.i64_type())
            }
            Form::Bits => self.emitter.build.bit_cast(first, context.f64_type()),
        })
    }

    /// A call of libm's function, in its `f` variant for single precision.
    pub fn libm(
        &self,
        name: &str,
        scalar: Scalar,
        arguments: &[FloatValue<'ctx>],
    ) -> FloatValue<'ctx> {
        let module = &self.emitter.module;
        let ty = float_type(self.emitter.context(), scalar);
        let symbol = if scalar == Scalar::F32 { format!("{name}f") } else { name.to_owned() };
        let function = module.get_function(&symbol).unwrap_or_else(|| {
            let parameters = vec![ty.into(); arguments.len()];
            let function = module.add_function(&symbol, ty.fn_type(&parameters, false), None);
            promise(module, function, LIBM);
            function
        });
        let arguments: Vec<Value<'ctx>> = arguments.iter().map(|&value| value.into()).collect();
        let (value, call) = self.emitter.build.call(function, &arguments);
        if let Some(call) = call {
            keep_call(module, call);
        }
        value.map_or_else(|| ty.get_poison(), Value::into_float_value)
    }
}
