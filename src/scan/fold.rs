//! The values of expressions that are known without running anything.

use std::sync::Arc;

use rustpython_ast::{BoolOp, CmpOp, Expr, ExprCall, Number, Operator, UnaryOp as AstUnary};

use super::arithmetic::{Reason, binary, compare, integer, truth, unary};
use super::{Binding, MAX_DEPTH, calls, library, sequences, tables};
use crate::types::{BinaryOp, Comparison, Constant, Container, Scalar, Table, UnaryOp};

/// The value of an expression; `resolve` says what its names and attributes mean.
///
/// # Errors
/// Why it is not known, as a clause like `it calls print`.
pub fn fold(
    expression: &Expr,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Result<Constant, Reason> {
    Folder::new(resolve).fold(expression)
}

/// The same; and whether a C library that rounds another way may give other bits.
///
/// # Errors
/// The same.
pub fn fold_with_doubt(
    expression: &Expr,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Result<(Constant, bool), Reason> {
    let mut folder = Folder::new(resolve);
    folder.fold(expression).map(|value| (value, folder.doubtful))
}

/// The elements of a sequence; as [`fold`].
///
/// # Errors
/// The same.
pub fn fold_sequence(
    expression: &Expr,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Result<Vec<Constant>, Reason> {
    Folder::new(resolve).sequence(expression)
}

/// The most elements of tuples and bytes of strings that a constant may have.
const MAX_SIZE: usize = 100_000;

fn size(value: &Constant) -> usize {
    match value {
        Constant::Str(text) => 1 + text.len(),
        Constant::Tuple(values) => 1 + values.iter().map(size).sum::<usize>(),
        Constant::Table(table) => 1 + table.data.len() / 8,
        _ => 1,
    }
}

/// The value of a string literal. `None` where it may hold a lone surrogate: the parser puts U+FFFD
/// in the place of those, and of nothing else but U+FFFD itself.
pub fn string(text: &str) -> Option<String> {
    (!text.contains(char::REPLACEMENT_CHARACTER)).then(|| text.to_owned())
}

pub(super) struct Folder<'resolve> {
    resolve: &'resolve mut dyn FnMut(&Expr) -> Binding,
    depth: usize,
    /// The variables of the comprehensions around.
    pub(super) locals: Vec<(String, Constant)>,
    /// How many rounds comprehensions have run.
    pub(super) rounds: usize,
    /// The C library was asked for something that is not exact.
    doubtful: bool,
}

impl<'resolve> Folder<'resolve> {
    fn new(resolve: &'resolve mut dyn FnMut(&Expr) -> Binding) -> Folder<'resolve> {
        Folder { resolve, depth: 0, locals: Vec::new(), rounds: 0, doubtful: false }
    }

    pub(super) fn fold(&mut self, expression: &Expr) -> Result<Constant, Reason> {
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
            Expr::Name(_) | Expr::Attribute(_) => match self.meaning(expression) {
                Binding::Constant(value) => Ok(value),
                Binding::Number { estimate: Some(value), .. } => {
                    self.doubtful = true;
                    Ok(Constant::Float(value))
                }
                Binding::Number { .. } => {
                    Err("only a run of the module finds its value".to_owned())
                }
                Binding::Unknown(reason) if reason == library::NO_NAME => {
                    Err("it is an attribute of a value that is not known".to_owned())
                }
                Binding::Unknown(reason) => Err(about(expression, &reason)),
                other => Err(format!("it is {}", other.description())),
            },
            Expr::BytesLiteral(bytes) => {
                let data = bytes.value.bytes().collect();
                Ok(Constant::Table(Arc::new(Table::of_bytes(data))))
            }
            Expr::List(_) | Expr::ListComp(_) => list(&self.sequence(expression)?),
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
                let value = binary(op, &left, &right)?;
                self.doubtful |= op == BinaryOp::Pow && integer(&value).is_none();
                Ok(value)
            }
            Expr::BoolOp(operation) => self.bool_op(operation.op, &operation.values),
            Expr::If(choice) => {
                let test = self.fold(&choice.test)?;
                self.fold(if truth(&test) { &choice.body } else { &choice.orelse })
            }
            Expr::Compare(comparison) => {
                if let ([op], [right]) = (&*comparison.ops, &*comparison.comparators)
                    && self.is_version(&comparison.left)
                {
                    let version = self.fold(right)?;
                    let reason = || "it depends on the version of Python".to_owned();
                    return of_every_version(*op, &version).map(Constant::Bool).ok_or_else(reason);
                }
                let mut left = self.fold(&comparison.left)?;
                for (op, right) in comparison.ops.iter().zip(&comparison.comparators) {
                    let right = match op {
                        CmpOp::In | CmpOp::NotIn if is_sequence(right) => {
                            Constant::Tuple(self.sequence(right)?)
                        }
                        // Whatever order it has.
                        CmpOp::In | CmpOp::NotIn if let Expr::Set(set) = right => {
                            let elements: Result<Vec<_>, _> =
                                set.elts.iter().map(|value| self.fold(value)).collect();
                            Constant::Tuple(elements?)
                        }
                        _ => self.fold(right)?,
                    };
                    if !compared(*op, &left, &right)? {
                        return Ok(Constant::Bool(false));
                    }
                    left = right;
                }
                Ok(Constant::Bool(true))
            }
            Expr::Named(named) => self.fold(&named.value),
            Expr::Subscript(subscript) => {
                let value = self.fold(&subscript.value)?;
                if let Expr::Slice(slice) = &*subscript.slice {
                    let bounds = [&slice.lower, &slice.upper, &slice.step];
                    let mut known = [None; 3];
                    for (known, bound) in known.iter_mut().zip(bounds) {
                        if let Some(bound) = bound {
                            let bound = self.fold(bound)?;
                            let reason = || "it is a slice".to_owned();
                            *known = Some(integer(&bound).ok_or_else(reason)?);
                        }
                    }
                    return sequences::slice(&value, known);
                }
                let index = self.fold(&subscript.slice)?;
                element(&value, &index)
            }
            Expr::Call(call) => self.call(call),
            other => Err(format!("it is {}", kind_of(other))),
        }
    }

    fn is_version(&mut self, expression: &Expr) -> bool {
        (expression.is_name_expr() || expression.is_attribute_expr())
            && self.meaning(expression) == Binding::Library("sys.version_info".to_owned())
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

    /// A call of a function that gives the same everywhere.
    fn call(&mut self, call: &ExprCall) -> Result<Constant, Reason> {
        let callee = match &*call.func {
            Expr::Name(_) | Expr::Attribute(_) => self.meaning(&call.func),
            _ => return Err("it is the result of a call".to_owned()),
        };
        let name = match callee {
            Binding::Library(name) => name,
            Binding::Unknown(reason) if reason == library::NO_NAME => {
                return Err("it is the result of a call of a method".to_owned());
            }
            Binding::Unknown(reason) => return Err(about(&call.func, &reason)),
            other => return Err(format!("it is the result of a call of {}", other.description())),
        };
        let unknown = || format!("it is the result of a call of {name}");
        if let (
            "builtins.tuple" | "builtins.list" | "builtins.sorted" | "builtins.bytes",
            [sequence],
        ) = (name.as_str(), &*call.arguments.args)
            && call.arguments.keywords.is_empty()
        {
            let mut values = match (name.as_str(), is_sequence(sequence)) {
                // `bytes(4)` is made of zeros.
                ("builtins.bytes", false) => return Err(unknown()),
                _ => self.sequence(sequence)?,
            };
            return match name.as_str() {
                "builtins.tuple" => Ok(Constant::Tuple(values)),
                "builtins.list" => list(&values),
                "builtins.sorted" => {
                    calls::sort(&mut values).ok_or_else(unknown)?;
                    list(&values)
                }
                _ => {
                    let data = values.iter().map(|it| u8::try_from(integer(it)?).ok());
                    let data = data.collect::<Option<Vec<u8>>>().ok_or_else(unknown)?;
                    Ok(Constant::Table(Arc::new(Table::of_bytes(data))))
                }
            };
        }
        let mut dtype = None;
        for keyword in &call.arguments.keywords {
            let is_dtype = keyword.arg.as_ref().is_some_and(|name| name.as_str() == "dtype");
            dtype = Some(self.dtype(&keyword.value).filter(|_| is_dtype).ok_or_else(unknown)?);
        }
        let of_sequence = matches!(
            name.as_str(),
            "numpy.array"
                | "numpy.asarray"
                | "builtins.sum"
                | "builtins.min"
                | "builtins.max"
                | "builtins.any"
                | "builtins.all"
                | "math.prod"
        );
        let mut arguments = Vec::new();
        for (index, argument) in call.arguments.args.iter().enumerate() {
            if index > 0
                && name.starts_with("numpy.")
                && let Some(known) = self.dtype(argument)
            {
                dtype = Some(known);
                continue;
            }
            arguments.push(match of_sequence && index == 0 && is_sequence(argument) {
                true => Constant::Tuple(self.sequence(argument)?),
                false => self.fold(argument)?,
            });
        }
        let value = match dtype.is_some() || calls::makes_array(&name) {
            true => calls::numpy_array(&name, &arguments, dtype),
            false => calls::call(&name, &arguments),
        };
        self.doubtful |= calls::is_doubtful(&name);
        value.ok_or_else(unknown)
    }

    /// The type of elements that an expression names.
    fn dtype(&mut self, expression: &Expr) -> Option<Scalar> {
        if let Expr::StringLiteral(text) = expression {
            return library::dtype_of_text(text.value.to_str())?.scalar();
        }
        let named = expression.is_name_expr() || expression.is_attribute_expr();
        match (named || expression.is_call_expr()).then(|| self.meaning(expression))? {
            Binding::Library(name) => library::dtype(&name)?.scalar(),
            Binding::Constant(Constant::Str(text)) => library::dtype_of_text(&text)?.scalar(),
            _ => None,
        }
    }

    pub(super) fn deeper<T>(
        &mut self,
        fold: impl FnOnce(&mut Self) -> Result<T, Reason>,
    ) -> Result<T, Reason> {
        if self.depth >= MAX_DEPTH {
            return Err("its expression is nested too deeply".to_owned());
        }
        self.depth += 1;
        let result = fold(self);
        self.depth -= 1;
        result
    }

    /// What a name means: a variable of a comprehension, or what it means in the module.
    pub(super) fn meaning(&mut self, expression: &Expr) -> Binding {
        if let Expr::Name(name) = expression
            && let Some((_, value)) =
                self.locals.iter().rev().find(|(local, _)| local == name.id.as_str())
        {
            return Binding::Constant(value.clone());
        }
        (self.resolve)(expression)
    }
}

/// What becomes of a list that is a constant.
fn list(values: &[Constant]) -> Result<Constant, Reason> {
    let reason = || "it is a list of other things than numbers of one type".to_owned();
    let table = tables::table(values, Container::List).ok_or_else(reason)?;
    Ok(Constant::Table(Arc::new(table)))
}

/// `sys.version_info op version`, where it is the same in every CPython that kernels are built for.
fn of_every_version(op: CmpOp, version: &Constant) -> Option<bool> {
    let (major, minor) = crate::types::OLDEST_PYTHON;
    let oldest = [major, minor].map(|part| Constant::Int(part.into()));
    let Constant::Tuple(parts) = version else { return None };
    // The oldest has a micro version, too: it is greater than its own first parts.
    let oldest = Constant::Tuple(oldest.to_vec());
    let older = compare(Comparison::Le, &Constant::Tuple(parts.clone()), &oldest).ok()?;
    let known = older && parts.len() <= 2;
    match op {
        CmpOp::GtE | CmpOp::Gt | CmpOp::NotEq => known.then_some(true),
        CmpOp::Lt | CmpOp::LtE | CmpOp::Eq => known.then_some(false),
        _ => None,
    }
}

/// `left op right`, identity and membership included.
fn compared(op: CmpOp, left: &Constant, right: &Constant) -> Result<bool, Reason> {
    if let Some(op) = comparison_of(op) {
        return compare(op, left, right);
    }
    let identical = || match (left, right) {
        (Constant::None, right) => Ok(*right == Constant::None),
        (_, Constant::None) => Ok(false),
        (Constant::Bool(a), Constant::Bool(b)) => Ok(a == b),
        _ => Err("it tests identity".to_owned()),
    };
    match op {
        CmpOp::Is => identical(),
        CmpOp::IsNot => identical().map(|same| !same),
        CmpOp::NotIn => sequences::contains(right, left).map(|found| !found),
        _ => sequences::contains(right, left),
    }
}

/// Whether an expression is written as a sequence, or as a loop that makes one.
pub(super) fn is_sequence(expression: &Expr) -> bool {
    matches!(expression, Expr::List(_) | Expr::Tuple(_) | Expr::ListComp(_) | Expr::Generator(_))
        || expression.as_call_expr().is_some_and(|call| {
            let lazy = ["enumerate", "map", "range", "reversed", "zip"];
            call.func.as_name_expr().is_some_and(|name| lazy.contains(&name.id.as_str()))
        })
}

/// `value[index]` of a tuple, a string or a table.
fn element(value: &Constant, index: &Constant) -> Result<Constant, Reason> {
    let unfit = || Err("it is a subscript".to_owned());
    let Some(index) = integer(index) else { return unfit() };
    let length = match value {
        Constant::Tuple(values) => values.len(),
        Constant::Str(text) => text.chars().count(),
        Constant::Table(table) if table.shape.len() == 1 => table.length(),
        _ => return unfit(),
    };
    let index = if index < 0 { index + length as i128 } else { index };
    let found = usize::try_from(index).ok().and_then(|index| match value {
        Constant::Tuple(values) => values.get(index).cloned(),
        Constant::Str(text) => text.chars().nth(index).map(|it| Constant::Str(it.to_string())),
        Constant::Table(table) => tables::at(table, index),
        _ => None,
    });
    found.ok_or_else(|| "its expression raises an exception".to_owned())
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

/// Why what is made of a name is not known.
fn about(expression: &Expr, reason: &str) -> Reason {
    let mut names = Vec::new();
    let mut owner = expression;
    while let Expr::Attribute(attribute) = owner {
        names.push(attribute.attr.as_str());
        owner = &attribute.value;
    }
    let Expr::Name(name) = owner else { return reason.to_owned() };
    names.push(name.id.as_str());
    names.reverse();
    match reason.starts_with('`') {
        true => reason.to_owned(),
        false => format!("`{}` in it is not known: {reason}", names.join(".")),
    }
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
        Expr::Dict(_) | Expr::DictComp(_) => "a dict",
        Expr::Set(_) | Expr::SetComp(_) => "a set",
        Expr::Generator(_) => "a generator",
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
            ("[1, 2.0]", "it is a list of other things than numbers of one type"),
            ("1 + nothing", "`nothing` in it is not known: it is not defined in the module"),
            ("1j ** 0.5", "it is a power of a complex number"),
            ("1j / 0", "its expression raises an exception"),
            ("2 ** 200", "its value does not fit 128 bits"),
            ("1 // 0", "its expression raises an exception"),
            ("open('x')", "it is the result of a call of builtins.open"),
            ("len", "it is builtins.len"),
            ("tuple({3, 1})", "it is a set"),
            ("sum({1, 1})", "it is a set"),
        ] {
            assert_eq!(value(text), Err(reason.to_owned()), "{text}");
        }
    }
}
