//! The type of a number that only a run of the module finds: of `math.log(2)`, whose bits are the
//! C library's, of `sys.version_info >= (3, 12)`, of what a `try` decides.
//!
//! A type that is said here is not trusted: the first call of a kernel reads the value and looks at
//! its class (`templates/runtime/frozen.c`). It must only be right for nearly every program.

use rustpython_ast::{BoolOp, Expr, ExprCall, Operator, UnaryOp};

use super::{Binding, MAX_DEPTH};
use crate::types::{Constant, Scalar, Type};

/// What NumPy computes in `float64` from Python's numbers.
const NUMPY_FLOATS: &str = "arccos arccosh arcsin arcsinh arctan arctan2 arctanh cbrt cos cosh \
    deg2rad degrees exp exp2 expm1 fabs hypot log log10 log1p log2 logaddexp rad2deg radians sin \
    sinc sinh sqrt tan tanh";
const MATH_INTEGERS: &str = "ceil comb factorial floor gcd isqrt lcm perm trunc";
const MATH_BOOLEANS: &str = "isclose isfinite isinf isnan";
const MATH_FLOATS: &str = "acos acosh asin asinh atan atan2 atanh cbrt copysign cos cosh degrees \
    dist erf erfc exp exp2 expm1 fabs fma fmod fsum gamma hypot ldexp lgamma log log10 log1p log2 \
    nextafter pow radians remainder sin sinh sqrt tan tanh ulp";
const INTEGERS: &str = "builtins.int builtins.hash builtins.id builtins.len builtins.ord \
    builtins.int.from_bytes ctypes.sizeof operator.index os.getpid random.getrandbits \
    random.randint random.randrange struct.calcsize sys.getrecursionlimit sys.getsizeof \
    time.monotonic_ns time.perf_counter_ns time.time_ns";
const FLOATS: &str = "builtins.float builtins.float.fromhex random.gauss random.random \
    random.uniform time.monotonic time.perf_counter time.process_time time.time";
const BOOLEANS: &str = "builtins.all builtins.any builtins.bool builtins.callable \
    builtins.hasattr builtins.isinstance builtins.issubclass os.path.exists os.path.isdir \
    os.path.isfile";
/// The methods whose result has one class whatever has them.
const INTEGER_METHODS: &str = "bit_count bit_length";
const BOOLEAN_METHODS: &str = "endswith is_integer isalpha isdigit isidentifier startswith";

/// The type of a number, if the text says it; `resolve` says what names and attributes mean.
pub fn type_of(
    expression: &Expr,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
    depth: usize,
) -> Option<Type> {
    if depth == MAX_DEPTH {
        return None;
    }
    let mut inner = |expression: &Expr| type_of(expression, resolve, depth + 1);
    match expression {
        Expr::Name(_) | Expr::Attribute(_) => of_name(expression, resolve),
        Expr::NumberLiteral(_) | Expr::BooleanLiteral(_) => {
            let value = super::fold::fold(expression, resolve).ok()?;
            of_constant(&value)
        }
        Expr::UnaryOp(operation) => match (operation.op, inner(&operation.operand)) {
            (UnaryOp::Not, _) => Some(Type::Bool),
            (UnaryOp::Invert, Some(Type::Int | Type::Bool)) => Some(Type::Int),
            (UnaryOp::Invert, _) => None,
            (_, Some(Type::Bool)) => Some(Type::Int),
            (_, ty) => ty,
        },
        Expr::BinOp(operation) => {
            let (left, right) = (inner(&operation.left)?, inner(&operation.right)?);
            binary(operation.op, &left, &right)
        }
        Expr::BoolOp(operation) => {
            let types = operation.values.iter().map(&mut inner);
            common(types.collect::<Option<Vec<Type>>>()?)
                .filter(|ty| *ty == Type::Bool || operation.op == BoolOp::Or)
        }
        Expr::Compare(comparison) => {
            let operands = std::iter::once(&*comparison.left).chain(&comparison.comparators);
            let numpys = operands.filter_map(inner).any(|ty| matches!(ty, Type::Sized(_)));
            let identity = comparison.ops.iter().any(|op| super::comparison_of(*op).is_none());
            match numpys && !identity {
                true => (comparison.ops.len() == 1).then_some(Type::Sized(Scalar::Bool)),
                false => Some(Type::Bool),
            }
        }
        Expr::If(choice) => common(vec![inner(&choice.body)?, inner(&choice.orelse)?]),
        Expr::Subscript(subscript) => {
            let version = resolve(&subscript.value) == library("sys.version_info");
            (version && subscript.slice.is_number_literal_expr()).then_some(Type::Int)
        }
        Expr::Call(call) => of_call(call, resolve, depth),
        _ => None,
    }
}

/// The type of a constant that is a number.
pub fn of_constant(value: &Constant) -> Option<Type> {
    Some(match value {
        Constant::Bool(_) => Type::Bool,
        Constant::Int(value) if i64::try_from(*value).is_ok() => Type::Int,
        Constant::Float(_) => Type::Float,
        Constant::Sized(scalar, _) | Constant::SizedInt(scalar, _) => Type::Sized(*scalar),
        _ => return None,
    })
}

/// The type that an annotation of a module's name says, where that is the class of its value.
pub fn annotated(annotation: &Expr, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<Type> {
    match annotation {
        Expr::Subscript(subscript) => match resolve(&subscript.value) {
            Binding::Library(name) if name == "typing.Final" || name == "typing.ClassVar" => {
                annotated(&subscript.slice, resolve)
            }
            _ => None,
        },
        Expr::Name(_) | Expr::Attribute(_) => match resolve(annotation) {
            Binding::Library(name) => class(&name),
            _ => None,
        },
        _ => None,
    }
}

/// The one type of several values.
pub fn common(types: Vec<Type>) -> Option<Type> {
    let (first, rest) = types.split_first()?;
    rest.iter().all(|ty| ty == first).then(|| first.clone())
}

fn library(name: &str) -> Binding {
    Binding::Library(name.to_owned())
}

fn has(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|candidate| candidate == word)
}

/// The class of numbers of that name.
fn class(name: &str) -> Option<Type> {
    match name {
        "builtins.int" => Some(Type::Int),
        "builtins.float" => Some(Type::Float),
        "builtins.bool" => Some(Type::Bool),
        _ => super::calls::sized_class(name).map(Type::Sized),
    }
}

fn of_name(expression: &Expr, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<Type> {
    match resolve(expression) {
        Binding::Constant(value) => of_constant(&value),
        Binding::Number { ty, .. } => Some(ty),
        _ => None,
    }
}

/// Python's operators on its own numbers, and on `float64` beside these.
fn binary(op: Operator, left: &Type, right: &Type) -> Option<Type> {
    let whole = |ty: &Type| matches!(ty, Type::Int | Type::Bool);
    let double = |ty: &Type| whole(ty) || *ty == Type::Float;
    let numpys = |ty: &Type| *ty == Type::Sized(Scalar::F64);
    match op {
        Operator::BitAnd | Operator::BitOr | Operator::BitXor => match (left, right) {
            (Type::Bool, Type::Bool) => Some(Type::Bool),
            _ => (whole(left) && whole(right)).then_some(Type::Int),
        },
        Operator::LShift | Operator::RShift => (whole(left) && whole(right)).then_some(Type::Int),
        Operator::MatMult => None,
        _ if whole(left) && whole(right) => match op {
            Operator::Div => Some(Type::Float),
            // A negative exponent gives a float.
            Operator::Pow => None,
            _ => Some(Type::Int),
        },
        _ if double(left) && double(right) => Some(Type::Float),
        _ => {
            let known = (numpys(left) || double(left)) && (numpys(right) || double(right));
            known.then_some(Type::Sized(Scalar::F64))
        }
    }
}

fn of_call(
    call: &ExprCall,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
    depth: usize,
) -> Option<Type> {
    let name = match resolve(&call.func) {
        Binding::Library(name) => name,
        _ => return of_method(call),
    };
    for (words, ty) in [(INTEGERS, Type::Int), (FLOATS, Type::Float), (BOOLEANS, Type::Bool)] {
        if has(words, &name) {
            return Some(ty);
        }
    }
    let mut arguments = || {
        let types = call.arguments.args.iter().map(|it| type_of(it, resolve, depth + 1));
        types.collect::<Option<Vec<Type>>>()
    };
    match name.split_once('.')? {
        ("builtins", "round") => match arguments()?.as_slice() {
            [_] => Some(Type::Int),
            [ty, Type::Int] => Some(ty.clone()),
            _ => None,
        },
        ("builtins", "min" | "max") if call.arguments.args.len() > 1 => common(arguments()?),
        ("builtins", "abs") => match arguments()?.as_slice() {
            [Type::Bool] => Some(Type::Int),
            [ty] => Some(ty.clone()),
            _ => None,
        },
        ("math", name) if has(MATH_INTEGERS, name) => Some(Type::Int),
        ("math", name) if has(MATH_BOOLEANS, name) => Some(Type::Bool),
        ("math", name) if has(MATH_FLOATS, name) => Some(Type::Float),
        ("numpy", name) if has(NUMPY_FLOATS, name) => {
            let numbers = arguments()?;
            let double = |ty: &Type| {
                matches!(ty, Type::Int | Type::Float | Type::Sized(Scalar::F64 | Scalar::I64))
            };
            (!numbers.is_empty() && numbers.iter().all(double)).then_some(Type::Sized(Scalar::F64))
        }
        _ => super::calls::sized_class(&name).map(Type::Sized),
    }
}

/// A method of what is no name of a library.
fn of_method(call: &ExprCall) -> Option<Type> {
    let method = call.func.as_attribute_expr()?.attr.as_str();
    match method {
        _ if has(INTEGER_METHODS, method) => Some(Type::Int),
        _ if has(BOOLEAN_METHODS, method) => Some(Type::Bool),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_expression;

    #[test]
    fn types_of_expressions() {
        let double = Some(Type::Sized(Scalar::F64));
        for (text, expected) in [
            ("float(open('x').read())", Some(Type::Float)),
            ("math.log(2) / 2 + 1", Some(Type::Float)),
            ("np.log(2 * np.exp(1))", double.clone()),
            ("np.sin(nothing)", None),
            ("np.exp(1) * 2", double),
            ("np.exp(1) > 2", Some(Type::Sized(Scalar::Bool))),
            ("not nothing", Some(Type::Bool)),
            ("nothing", None),
            ("'x' in nothing", Some(Type::Bool)),
            ("len(nothing) // 2", Some(Type::Int)),
            ("len(nothing) / 2", Some(Type::Float)),
            ("2 ** len(nothing)", None),
            ("round(math.log(3), 2)", Some(Type::Float)),
            ("1 if nothing else 2", Some(Type::Int)),
            ("1 if nothing else 2.5", None),
            ("nothing.bit_length()", Some(Type::Int)),
            ("nothing.anything()", None),
        ] {
            let expression = parse_expression(text).unwrap();
            let found = type_of(
                &expression,
                &mut |name| match name {
                    Expr::Name(name) => super::super::library::builtin(&name.id),
                    Expr::Attribute(it) => match &*it.value {
                        Expr::Name(owner) if owner.id.as_str() == "math" => {
                            library(&format!("math.{}", it.attr))
                        }
                        Expr::Name(owner) if owner.id.as_str() == "np" => {
                            library(&format!("numpy.{}", it.attr))
                        }
                        _ => Binding::Unknown(String::new()),
                    },
                    _ => Binding::Unknown(String::new()),
                },
                0,
            );
            assert_eq!(found, expected, "{text}");
        }
    }
}
