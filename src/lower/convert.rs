//! Constants, conversions and truth.

use super::expressions::first;
use super::function::{Lowerer, Value};
use crate::defects;
use crate::ir::{Op, Operand, ValueType, flatten};
use crate::types::{Arithmetic, BinaryOp, Comparison, Constant, Conversion, Layout, Scalar, Type};

impl Lowerer<'_> {
    /// A constant as a value of the type that the checker gave it.
    pub fn constant(&mut self, constant: &Constant, ty: &Type) -> Value {
        match (constant, ty) {
            (Constant::Str(text), Type::Str) => {
                let target = self.builder.local("", ValueType::Str);
                self.builder.assign(target, Op::Text(text.clone()));
                vec![Operand::Local(target)]
            }
            (Constant::Table(table), Type::Array(_)) => vec![Operand::Local(self.table(table))],
            (Constant::Tuple(values), Type::Tuple(types)) => {
                let pairs = values.iter().zip(types);
                pairs.flat_map(|(value, ty)| self.constant(value, ty)).collect()
            }
            _ => ty
                .scalar()
                .and_then(|scalar| scalar_constant(constant, scalar))
                .into_iter()
                .collect(),
        }
    }

    /// Brings a value from one type to another; elementwise for tuples.
    pub fn convert(&mut self, value: Value, from: &Type, to: &Type, how: Conversion) -> Value {
        match (from, to) {
            (Type::Tuple(from), Type::Tuple(to)) => {
                let mut rest = value.into_iter();
                let mut result = Vec::new();
                for (from, to) in from.iter().zip(to) {
                    let element = rest.by_ref().take(flatten(from).len()).collect();
                    result.extend(self.convert(element, from, to, how));
                }
                result
            }
            (Type::Array(from), Type::Array(_)) if from.layout == Layout::C => {
                let views = self.temporaries(to);
                self.copy(&views, value);
                views.into_iter().map(Operand::Local).collect()
            }
            (Type::Mixed(_), _) | (_, Type::Mixed(_)) => self.convert_mixed(value, from, to, how),
            (Type::Complex | Type::SizedComplex(_), _)
            | (_, Type::Complex | Type::SizedComplex(_)) => {
                self.convert_complex(value, from, to, how)
            }
            // What times become is said with their numbers.
            (Type::Time(_), _) | (_, Type::Time(_)) if from != to => {
                defects::found("a conversion of times that was not taken apart")
            }
            _ => match (from.scalar(), to.scalar()) {
                (Some(from), Some(to)) => {
                    value.into_iter().map(|one| self.convert_scalar(one, from, to, how)).collect()
                }
                _ => value,
            },
        }
    }

    /// To or from a complex number of NumPy's: part by part; what is real has an imaginary part of
    /// zero, and loses one if that is what the conversion is to do.
    fn convert_complex(&mut self, value: Value, from: &Type, to: &Type, how: Conversion) -> Value {
        let part_of = |ty: &Type| match ty {
            Type::Complex => Some(Scalar::F64),
            Type::SizedComplex(part) => Some(*part),
            _ => ty.scalar(),
        };
        let (Some(source), Some(target)) = (part_of(from), part_of(to)) else { return value };
        if matches!(to, Type::Sized(Scalar::Bool) | Type::Bool) {
            return vec![self.truth(&value, from)];
        }
        let wanted = flatten(to).len();
        let parts = value.into_iter().take(wanted);
        let mut parts: Value =
            parts.map(|part| self.convert_scalar(part, source, target, how)).collect();
        parts.resize(wanted, zero(target));
        parts
    }

    /// To or from a number of several types: the value as its holder has it, then the flags.
    fn convert_mixed(&mut self, value: Value, from: &Type, to: &Type, how: Conversion) -> Value {
        let (source, target) = (held_as(from), held_as(to));
        let mut given = value.into_iter();
        let held: Value = given.by_ref().take(flatten(&source).len()).collect();
        let mut result = match (source.scalar(), target.scalar(), how) {
            (Some(Scalar::I64), Some(Scalar::U64), Conversion::Exact) => {
                vec![self.unsigned(first(&held))]
            }
            _ => self.convert(held, &source, &target, how),
        };
        let flags: Value = given.collect();
        if let Type::Mixed(mixed) = to {
            for ty in mixed.alternatives.iter().skip(1) {
                result.push(self.is_alternative(ty, from, &flags));
            }
        }
        result
    }

    /// A Python `int` in a `u64`. Python would keep a negative one, so running again in Python is the
    /// answer: what fails is the way back.
    fn unsigned(&mut self, value: Operand) -> Operand {
        let (signed, unsigned) = (Scalar::I64, Scalar::U64);
        let held = self.convert_scalar(value, signed, unsigned, Conversion::Cast);
        self.convert_scalar(held, unsigned, signed, Conversion::Exact);
        held
    }

    /// Whether a value of type `from`, with these flags if it is of several, is of type `ty`.
    fn is_alternative(&mut self, ty: &Type, from: &Type, flags: &Value) -> Operand {
        let Type::Mixed(mixed) = from else { return Operand::Bool(ty == from) };
        match mixed.alternatives.iter().position(|other| other == ty) {
            None => Operand::Bool(false),
            Some(0) => {
                let or = |this: &mut Self, left, right| {
                    let (op, arithmetic) = (BinaryOp::BitOr, Arithmetic::Sized(Scalar::Bool));
                    this.builder.value(Scalar::Bool, Op::Binary { op, arithmetic, left, right })
                };
                let any = flags.iter().skip(1).fold(first(flags), |any, flag| or(self, any, *flag));
                self.builder.value(Scalar::Bool, Op::Not(any))
            }
            Some(index) => first(flags.get(index - 1..).unwrap_or_default()),
        }
    }

    /// The same for one scalar; nothing is done where the machine type stays.
    pub fn convert_scalar(
        &mut self,
        value: Operand,
        from: Scalar,
        to: Scalar,
        conversion: Conversion,
    ) -> Operand {
        if from == to {
            return value;
        }
        if to == Scalar::Bool {
            return self.scalar_truth(value, from);
        }
        self.builder.value(to, Op::Convert { value, from, to, conversion })
    }

    /// Python's truth of a value.
    pub fn truth(&mut self, value: &Value, ty: &Type) -> Operand {
        match (ty, value.as_slice()) {
            (Type::Tuple(elements), _) => Operand::Bool(!elements.is_empty()),
            (Type::Function(_) | Type::Generator, _) => Operand::Bool(true),
            (Type::None, _) => Operand::Bool(false),
            (Type::Str, [text]) => {
                let length = self.builder.value(Scalar::I64, Op::TextLength(*text));
                self.scalar_truth(length, Scalar::I64)
            }
            (Type::Array(_), [Operand::Local(array)]) => {
                let length = self.builder.value(Scalar::I64, Op::Length { array: *array, axis: 0 });
                self.scalar_truth(length, Scalar::I64)
            }
            (Type::Mixed(mixed), parts) => {
                let held = parts.iter().take(mixed.holder.parts()).copied().collect();
                self.truth(&held, &mixed.holder.sized())
            }
            (Type::Complex | Type::SizedComplex(_), [real, imag]) => {
                let scalar = match ty {
                    Type::SizedComplex(part) => *part,
                    _ => Scalar::F64,
                };
                let [left, right] = [*real, *imag].map(|part| self.scalar_truth(part, scalar));
                let arithmetic = Arithmetic::Sized(Scalar::Bool);
                let either = Op::Binary { op: BinaryOp::BitOr, arithmetic, left, right };
                self.builder.value(Scalar::Bool, either)
            }
            (Type::Time(_), [number]) => self.scalar_truth(*number, Scalar::I64),
            (Type::Range, [start, stop, step]) => self.range_truth(*start, *stop, *step),
            (_, [value]) if let Some(scalar) = ty.scalar() => self.scalar_truth(*value, scalar),
            _ => defects::found("the truth of a value that has none"),
        }
    }

    /// Whether a range holds anything: its step leads from its start towards its stop.
    fn range_truth(&mut self, start: Operand, stop: Operand, step: Operand) -> Operand {
        let int = Scalar::I64;
        let up = self.builder.compare(Comparison::Gt, int, step, Operand::i64(0));
        let then = self.builder.compare(Comparison::Lt, int, start, stop);
        let otherwise = self.builder.compare(Comparison::Gt, int, start, stop);
        self.builder.value(
            Scalar::Bool,
            Op::Select { condition: up, then, otherwise, unpredictable: false },
        )
    }

    /// Whether a scalar is not zero; NaN is true.
    fn scalar_truth(&mut self, value: Operand, scalar: Scalar) -> Operand {
        if scalar == Scalar::Bool {
            return value;
        }
        let zero = zero(scalar);
        self.builder.compare(Comparison::Ne, scalar, value, zero)
    }
}

/// The type that holds a number of several types, and of others the type itself.
fn held_as(ty: &Type) -> Type {
    match ty {
        Type::Mixed(mixed) => mixed.holder.sized(),
        _ => ty.clone(),
    }
}

/// Zero, or false.
pub fn zero(scalar: Scalar) -> Operand {
    if scalar == Scalar::Bool {
        Operand::Bool(false)
    } else if scalar.is_float() {
        Operand::Float(scalar, 0)
    } else {
        Operand::Int(scalar, 0)
    }
}

fn scalar_constant(constant: &Constant, scalar: Scalar) -> Option<Operand> {
    let operand = match constant {
        Constant::Bool(value) if scalar == Scalar::Bool => Operand::Bool(*value),
        Constant::Bool(value) if scalar.is_float() => float(scalar, f64::from(u8::from(*value))),
        Constant::Bool(value) => Operand::Int(scalar, i128::from(*value)),
        Constant::Int(value) if scalar == Scalar::Bool => Operand::Bool(*value != 0),
        Constant::Int(value) if scalar.is_float() => float(scalar, *value as f64),
        Constant::Int(value) => Operand::Int(scalar, *value),
        Constant::Float(value) if scalar.is_float() => float(scalar, *value),
        _ => return None,
    };
    Some(operand)
}

/// A float constant, rounded if the scalar is narrower than a double.
fn float(scalar: Scalar, value: f64) -> Operand {
    let value = if scalar == Scalar::F32 { f64::from(value as f32) } else { value };
    Operand::Float(scalar, value.to_bits())
}
