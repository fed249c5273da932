//! The values of expressions that are known without running anything.

use rustpython_ast::{BoolOp, CmpOp, Expr, ExprCall, Number, Operator, UnaryOp as AstUnary};

use super::arithmetic::{Reason, binary, compare, float, integer, truth, unary};
use super::{Binding, MAX_DEPTH};
use crate::types::{BinaryOp, Comparison, Constant, Scalar, UnaryOp};

/// The value of an expression; `resolve` says what its names and attributes mean.
///
/// # Errors
/// Why it is not known, as a clause like `it calls print`.
pub fn fold(
    expression: &Expr,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Result<Constant, Reason> {
    Folder { resolve, depth: 0 }.fold(expression)
}

/// The most elements of tuples and bytes of strings that a constant may have.
const MAX_SIZE: usize = 100_000;

fn size(value: &Constant) -> usize {
    match value {
        Constant::Str(text) => 1 + text.len(),
        Constant::Tuple(values) => 1 + values.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// The value of a string literal. `None` where it may hold a lone surrogate: the parser puts U+FFFD
/// in the place of those, and of nothing else but U+FFFD itself.
pub fn string(text: &str) -> Option<String> {
    (!text.contains(char::REPLACEMENT_CHARACTER)).then(|| text.to_owned())
}

struct Folder<'resolve> {
    resolve: &'resolve mut dyn FnMut(&Expr) -> Binding,
    depth: usize,
}

impl Folder<'_> {
    fn fold(&mut self, expression: &Expr) -> Result<Constant, Reason> {
        if self.depth >= MAX_DEPTH {
            return Err("its expression is nested too deeply".to_owned());
        }
        self.depth += 1;
        let result = self.fold_inner(expression);
        self.depth -= 1;
        // A few lines of tuples of tuples can make a value that no memory holds.
        result.and_then(|value| match size(&value) > MAX_SIZE {
            true => Err("its value is too large".to_owned()),
            false => Ok(value),
        })
    }

    fn fold_inner(&mut self, expression: &Expr) -> Result<Constant, Reason> {
        match expression {
            Expr::NoneLiteral(_) => Ok(Constant::None),
            Expr::BooleanLiteral(literal) => Ok(Constant::Bool(literal.value)),
            Expr::StringLiteral(literal) => match string(literal.value.to_str()) {
                Some(text) => Ok(Constant::Str(text)),
                None => Err("it may hold half of a surrogate pair".to_owned()),
            },
            Expr::NumberLiteral(literal) => number(&literal.value),
            Expr::Name(_) | Expr::Attribute(_) => match (self.resolve)(expression) {
                Binding::Constant(value) => Ok(value),
                Binding::Unknown(reason) => Err(reason),
                other => Err(format!("it is {}", other.description())),
            },
            Expr::Tuple(tuple) => {
                let values: Result<Vec<_>, _> =
                    tuple.elts.iter().map(|value| self.fold(value)).collect();
                values.map(Constant::Tuple)
            }
            Expr::UnaryOp(operation) => {
                let value = self.fold(&operation.operand)?;
                match operation.op {
                    AstUnary::Not => Ok(Constant::Bool(!truth(&value))),
                    AstUnary::Invert => unary(UnaryOp::Invert, &value),
                    AstUnary::UAdd => unary(UnaryOp::Pos, &value),
                    AstUnary::USub => unary(UnaryOp::Neg, &value),
                }
            }
            Expr::BinOp(operation) => {
                let left = self.fold(&operation.left)?;
                let right = self.fold(&operation.right)?;
                let Some(op) = operator(operation.op) else {
                    return Err("it is a matrix product".to_owned());
                };
                binary(op, &left, &right)
            }
            Expr::BoolOp(operation) => self.bool_op(operation.op, &operation.values),
            Expr::If(choice) => {
                let test = self.fold(&choice.test)?;
                self.fold(if truth(&test) { &choice.body } else { &choice.orelse })
            }
            Expr::Compare(comparison) => {
                let mut left = self.fold(&comparison.left)?;
                for (op, right) in comparison.ops.iter().zip(&comparison.comparators) {
                    let op = comparison_of(*op)
                        .ok_or_else(|| "it tests identity or membership".to_owned())?;
                    let right = self.fold(right)?;
                    if !compare(op, &left, &right)? {
                        return Ok(Constant::Bool(false));
                    }
                    left = right;
                }
                Ok(Constant::Bool(true))
            }
            Expr::Subscript(subscript) => {
                let value = self.fold(&subscript.value)?;
                let index = self.fold(&subscript.slice)?;
                element(&value, &index)
            }
            Expr::Call(call) => self.call(call),
            other => Err(format!("it is {}", kind_of(other))),
        }
    }

    fn bool_op(&mut self, op: BoolOp, values: &[Expr]) -> Result<Constant, Reason> {
        let mut last = Constant::None;
        for value in values {
            last = self.fold(value)?;
            if truth(&last) == (op == BoolOp::Or) {
                break;
            }
        }
        Ok(last)
    }

    /// The few functions whose value is the same everywhere.
    fn call(&mut self, call: &ExprCall) -> Result<Constant, Reason> {
        let callee = match &*call.func {
            Expr::Name(_) | Expr::Attribute(_) => (self.resolve)(&call.func),
            _ => return Err("it is the result of a call".to_owned()),
        };
        let Binding::Library(name) = callee else {
            return Err("it is the result of a call".to_owned());
        };
        let unknown = || format!("it is the result of a call of {name}");
        if !call.arguments.keywords.is_empty() {
            return Err(unknown());
        }
        let mut arguments = Vec::new();
        for argument in &call.arguments.args {
            arguments.push(self.fold(argument).map_err(|_| unknown())?);
        }
        let value = match (name.as_str(), arguments.as_slice()) {
            ("builtins.float", [Constant::Str(text)]) => parse_float(text).map(Constant::Float),
            ("builtins.float", [value]) => double(value).ok().map(Constant::Float),
            ("builtins.int", [Constant::Float(value)]) => truncate(*value).map(Constant::Int),
            ("builtins.int", [value]) => integer(value).map(Constant::Int),
            ("builtins.bool", [value]) => Some(Constant::Bool(truth(value))),
            ("builtins.len", [Constant::Tuple(values)]) => {
                Some(Constant::Int(values.len() as i128))
            }
            ("builtins.abs", [Constant::Float(value)]) => Some(Constant::Float(value.abs())),
            ("builtins.abs", [value]) => {
                integer(value).and_then(i128::checked_abs).map(Constant::Int)
            }
            ("builtins.min" | "builtins.max", [_, _, ..]) => {
                let op = if name == "builtins.min" { Comparison::Lt } else { Comparison::Gt };
                Some(extreme(op, &arguments)?)
            }
            ("builtins.complex", [value @ Constant::Complex(..)]) => Some(value.clone()),
            ("builtins.complex", [real]) => complex(real, &Constant::Int(0)),
            ("builtins.complex", [real, imag]) => complex(real, imag),
            // Correctly rounded everywhere; other functions depend on the platform's libm.
            ("math.sqrt", [value]) => {
                let value = double(value).map_err(|_| unknown())?;
                (value >= 0.0).then_some(Constant::Float(value.sqrt()))
            }
            ("numpy.sqrt", [value @ (Constant::Float(_) | Constant::Sized(Scalar::F64, _))]) => {
                let value = double(value).map_err(|_| unknown())?;
                (value >= 0.0).then_some(Constant::Sized(Scalar::F64, value.sqrt()))
            }
            _ => None,
        };
        value.ok_or_else(unknown)
    }
}

/// A number as Python's `float`.
fn double(value: &Constant) -> Result<f64, Reason> {
    match value {
        Constant::Sized(_, value) => Ok(*value),
        value => float(value),
    }
}

/// `complex(real, imag)` of two real numbers.
fn complex(real: &Constant, imag: &Constant) -> Option<Constant> {
    Some(Constant::Complex(float(real).ok()?, float(imag).ok()?))
}

fn extreme(op: Comparison, values: &[Constant]) -> Result<Constant, Reason> {
    let mut best = values.first().cloned().unwrap_or(Constant::None);
    for value in values.iter().skip(1) {
        if compare(op, value, &best)? {
            best = value.clone();
        }
    }
    Ok(best)
}

/// `value[index]` of a tuple.
fn element(value: &Constant, index: &Constant) -> Result<Constant, Reason> {
    let (Constant::Tuple(values), Some(index)) = (value, integer(index)) else {
        return Err("it is a subscript".to_owned());
    };
    let index = if index < 0 { index + values.len() as i128 } else { index };
    let found = usize::try_from(index).ok().and_then(|index| values.get(index));
    found.cloned().ok_or_else(|| "its expression raises an exception".to_owned())
}

/// The value of a literal. Integers beyond 128 bits have none.
fn number(number: &Number) -> Result<Constant, Reason> {
    match number {
        Number::Int(value) => match value.as_u64() {
            Some(value) => Ok(Constant::Int(i128::from(value))),
            None => parse_integer(&value.to_string())
                .map(Constant::Int)
                .ok_or_else(|| "its value does not fit 128 bits".to_owned()),
        },
        Number::Float(value) => Ok(Constant::Float(*value)),
        Number::Complex { real, imag } => Ok(Constant::Complex(*real, *imag)),
    }
}

fn parse_integer(text: &str) -> Option<i128> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let radix = match text.get(..2) {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => return text.parse().ok(),
    };
    i128::from_str_radix(text.get(2..)?, radix).ok()
}

/// `float(text)` of a string in ASCII: Rust reads the same spellings to the same values, but for
/// underscores, which stand between two digits.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let bytes = text.as_bytes();
    let is_digit = |index: Option<usize>| {
        index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit)
    };
    let underscores = text.match_indices('_').map(|(index, _)| index);
    let misplaced =
        |index: usize| !is_digit(index.checked_sub(1)) || !is_digit(index.checked_add(1));
    if !text.is_ascii() || underscores.into_iter().any(misplaced) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

fn truncate(value: f64) -> Option<i128> {
    (value.abs() < 2f64.powi(126)).then_some(value.trunc() as i128)
}

/// The operator as data; `None` for `@`.
pub fn operator(op: Operator) -> Option<BinaryOp> {
    Some(match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::FloorDiv => BinaryOp::FloorDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitAnd => BinaryOp::BitAnd,
        Operator::BitOr => BinaryOp::BitOr,
        Operator::BitXor => BinaryOp::BitXor,
        Operator::MatMult => return None,
    })
}

/// The comparison as data; `None` for `is` and `in`.
pub fn comparison_of(op: CmpOp) -> Option<Comparison> {
    Some(match op {
        CmpOp::Eq => Comparison::Eq,
        CmpOp::NotEq => Comparison::Ne,
        CmpOp::Lt => Comparison::Lt,
        CmpOp::LtE => Comparison::Le,
        CmpOp::Gt => Comparison::Gt,
        CmpOp::GtE => Comparison::Ge,
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    })
}

/// What an expression that has no constant value is, with its article.
fn kind_of(expression: &Expr) -> &'static str {
    match expression {
        Expr::List(_) | Expr::ListComp(_) => "a list",
        Expr::Dict(_) | Expr::DictComp(_) => "a dict",
        Expr::Set(_) | Expr::SetComp(_) => "a set",
        Expr::Generator(_) => "a generator",
        Expr::BytesLiteral(_) => "bytes",
        Expr::FString(_) => "a formatted string",
        Expr::Lambda(_) => "a lambda",
        Expr::EllipsisLiteral(_) => "an ellipsis",
        _ => "not a constant expression",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_expression;

    fn value(text: &str) -> Result<Constant, Reason> {
        let expression = parse_expression(text).unwrap();
        fold(&expression, &mut |name| match name {
            Expr::Name(name) => super::super::library::builtin(&name.id),
            _ => Binding::Library("math.sqrt".to_owned()),
        })
    }

    #[test]
    fn expressions() {
        for (text, expected) in [
            ("1 << 70", Constant::Int(1 << 70)),
            ("0xf_ffff_ffff_ffff_ffff", Constant::Int(0xf_ffff_ffff_ffff_ffff)),
            ("-7 // 2 + 3 * True", Constant::Int(-1)),
            ("10 / 4", Constant::Float(2.5)),
            ("(1, 2.0)[-1]", Constant::Float(2.0)),
            ("1 < 2 < 3 and 'x'", Constant::Str("x".to_owned())),
            ("0 or ()", Constant::Tuple(Vec::new())),
            ("4 if not 0 else 5", Constant::Int(4)),
            ("float('-inf')", Constant::Float(f64::NEG_INFINITY)),
            ("int(-2.7)", Constant::Int(-2)),
            ("max(1, 2.5, 2)", Constant::Float(2.5)),
            ("len((1, 2))", Constant::Int(2)),
            ("1 - 2j * 1j", Constant::Complex(3.0, 0.0)),
            ("1j * 1j == -1", Constant::Bool(true)),
            ("(1 + 2j) / (3 - 4j) + 2j ** -2", Constant::Complex(-0.45, 0.4)),
            ("math.sqrt(2)", Constant::Float(2f64.sqrt())),
        ] {
            assert_eq!(value(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn unknown_values_say_why() {
        for (text, reason) in [
            ("[1]", "it is a list"),
            ("1j ** 0.5", "it is a power of a complex number"),
            ("1j / 0", "its expression raises an exception"),
            ("2 ** 200", "its value does not fit 128 bits"),
            ("1 // 0", "its expression raises an exception"),
            ("open('x')", "it is the result of a call of builtins.open"),
            ("nothing", "it is not defined in the module"),
            ("len", "it is builtins.len"),
        ] {
            assert_eq!(value(text), Err(reason.to_owned()), "{text}");
        }
    }
}
