//! `isinstance`: decided by the types of values, so that a kernel can do one thing for integers and
//! another for floats. What is behind a test that is decided otherwise is not checked.

use rustpython_ast::{Expr as Ast, ExprCall, Operator};
use rustpython_text_size::Ranged;

use super::types::is_exactly;
use crate::check::body::{Body, node};
use crate::check::expressions::binding::instead_of;
use crate::check::expressions::{constant, described};
use crate::check::narrow::Facts;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::scan::{Binding, scalar_named};
use crate::source::Span;
use crate::types::{Constant, Container, MixedType, Scalar, Type};

impl Body<'_> {
    /// `isinstance(value, class)`, with a class, a tuple of them or `int | float`.
    pub fn isinstance(&mut self, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let ([value, classes], []) = (&*ast.arguments.args, &*ast.arguments.keywords) else {
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, "`isinstance` takes two arguments")
                    .help("Python raises TypeError here; write `isinstance(x, int)`"),
            );
        };
        let names = self.class_names(classes)?;
        let value = self.expr(value)?;
        self.class_test(value, classes, &names, Kind::Instance, span)
    }

    /// Whether a value is of one of the classes.
    pub fn class_test(
        &mut self,
        value: Expr,
        classes: &Ast,
        names: &[String],
        kind: Kind,
        span: Span,
    ) -> Built<Expr> {
        let unknown = || {
            let place = classes.range().into();
            let message = format!(
                "whether {} is an instance of `{}` is not known when compiling",
                described(&value.ty),
                self.text(place)
            );
            let problem = Problem::new(codes::LIBRARY_FUNCTION, place, message);
            problem.help("test for `int`, `float`, `bool`, `str`, `tuple` or NumPy's scalars")
        };
        if let Type::Mixed(mixed) = &value.ty
            && let Some(of_each) = each_instance(mixed, names, kind)
            && of_each.iter().any(|answer| Some(answer) != of_each.first())
        {
            let mut of_each = of_each.into_iter();
            return self.dispatched(vec![value], span, &mut |_, _| {
                constant(&Constant::Bool(of_each.next().unwrap_or(false)), span)
            });
        }
        let Some(answers) = answers(&value.ty, names, kind) else { return refuse(unknown()) };
        let answer = match answers {
            Answers::Always(answer) => constant(&Constant::Bool(answer), span)?,
            Answers::UnlessNone(answer) => {
                let part = ExprKind::Part { value: Box::new(value), index: 0 };
                let some = node(part, Type::Bool, span);
                return Ok(match answer {
                    true => some,
                    false => node(ExprKind::Not(Box::new(some)), Type::Bool, span),
                });
            }
        };
        Ok(instead_of(value, answer))
    }

    /// What follows for a variable that may be `None` from the answer of `isinstance`, and from the
    /// contrary answer.
    pub fn implied_by_class(&self, ast: &ExprCall) -> (Facts, Facts) {
        let nothing = Default::default();
        let [value, classes] = &*ast.arguments.args else { return nothing };
        let library = Binding::Library("builtins.isinstance".to_owned());
        if self.global(&ast.func) != Some(library) {
            return nothing;
        }
        self.implied_by_classes(value, classes, Kind::Instance)
    }

    /// The same for the value and the classes.
    pub fn implied_by_classes(&self, value: &Ast, classes: &Ast, kind: Kind) -> (Facts, Facts) {
        let nothing = Default::default();
        let Some(id) = self.variable_of(value) else { return nothing };
        let (Some(ty), Ok(names)) = (self.cell(id), self.class_names(classes)) else {
            return nothing;
        };
        match answers(ty, &names, kind) {
            Some(Answers::UnlessNone(some)) => {
                (Facts::from([(id, some)]), Facts::from([(id, !some)]))
            }
            _ => nothing,
        }
    }

    /// The canonical names of the classes that an expression names.
    pub fn class_names(&self, classes: &Ast) -> Built<Vec<String>> {
        match classes {
            Ast::Tuple(tuple) => {
                let names: Built<Vec<Vec<String>>> =
                    tuple.elts.iter().map(|class| self.class_names(class)).collect();
                Ok(names?.concat())
            }
            Ast::BinOp(union) if union.op == Operator::BitOr => {
                let mut names = self.class_names(&union.left)?;
                names.extend(self.class_names(&union.right)?);
                Ok(names)
            }
            Ast::NoneLiteral(_) => Ok(vec!["types.NoneType".to_owned()]),
            // `type(None)`
            Ast::Call(call)
                if matches!(&*call.arguments.args, [Ast::NoneLiteral(_)])
                    && self.global(&call.func)
                        == Some(Binding::Library("builtins.type".to_owned())) =>
            {
                Ok(vec!["types.NoneType".to_owned()])
            }
            _ => match self.global(classes) {
                Some(Binding::Library(name)) => Ok(vec![name]),
                Some(_) if let Some(named) = self.program.named_tuple(self.file, classes) => {
                    let module = &self.program.tree.file(named.file).module;
                    Ok(vec![format!("{NAMED}{module}.{}", named.name)])
                }
                _ => {
                    let place: Span = classes.range().into();
                    let message = format!("`{}` is no class that is known", self.text(place));
                    refuse(
                        Problem::new(codes::LIBRARY_FUNCTION, place, message)
                            .help("write the classes out: `isinstance(x, (int, float))`"),
                    )
                }
            },
        }
    }
}

/// What the name of a named tuple of the tree begins with among the canonical names of classes.
pub const NAMED: &str = "named tuple ";

/// How a value belongs to a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As `isinstance` asks: a class derived from it does, too.
    Instance,
    /// As a comparison of `type(x)` asks.
    Exact,
}

/// What `isinstance` answers for all values of a type.
enum Answers {
    Always(bool),
    /// That for a value, the contrary for `None`.
    UnlessNone(bool),
}

fn answers(ty: &Type, names: &[String], kind: Kind) -> Option<Answers> {
    let any = |ty: &Type| {
        let answer = |name: &String| match kind {
            Kind::Instance => is_instance(ty, name),
            Kind::Exact => is_exactly(ty, name),
        };
        let all: Option<Vec<bool>> = names.iter().map(answer).collect();
        all.map(|all| all.contains(&true))
    };
    let Type::Optional(inner) = ty else { return any(ty).map(Answers::Always) };
    let (some, none) = (any(inner)?, any(&Type::None)?);
    Some(if some == none { Answers::Always(some) } else { Answers::UnlessNone(some) })
}

/// The answer for each of the types that a number may be of.
fn each_instance(mixed: &MixedType, names: &[String], kind: Kind) -> Option<Vec<bool>> {
    let answer = |ty| match answers(ty, names, kind) {
        Some(Answers::Always(answer)) => Some(answer),
        _ => None,
    };
    mixed.alternatives.iter().map(answer).collect()
}

/// Whether values of the type are instances of a library's class, by its canonical name; `None` if
/// that is not known. Sized numbers are NumPy's scalars.
pub fn is_instance(ty: &Type, class: &str) -> Option<bool> {
    if let Some(class) = class.strip_prefix(NAMED) {
        return match ty {
            Type::Named(named) => Some(format!("{}.{}", named.module, named.name) == class),
            Type::Optional(_) => None,
            _ => Some(false),
        };
    }
    if let Type::Mixed(mixed) = ty {
        let mut answers = mixed.alternatives.iter().map(|ty| is_instance(ty, class));
        let first = answers.next()??;
        return answers.all(|answer| answer == Some(first)).then_some(first);
    }
    let (library, name) = class.split_once('.')?;
    match (library, name) {
        ("builtins", "object") => return Some(true),
        ("builtins", _) => return is_builtin(ty, name),
        ("types", "NoneType") if !matches!(ty, Type::Optional(_)) => {
            return Some(*ty == Type::None);
        }
        ("numbers", _) => return is_abstract_number(ty, name),
        ("numpy", "ndarray") => {
            return match ty {
                Type::Array(array) => Some(array.is_numpys()),
                Type::Optional(_) => None,
                _ => Some(false),
            };
        }
        ("array", "array") => {
            return match ty {
                // Such a parameter takes any buffer.
                Type::Array(array) if array.container == Container::Array => None,
                Type::Array(array) => Some(array.container == Container::ArrayArray),
                Type::Optional(_) => None,
                _ => Some(false),
            };
        }
        ("numpy", _) => {}
        _ => return None,
    }
    let Type::Sized(scalar) = ty else {
        let known = is_numpy_kind(Scalar::I64, name).is_some() || named_scalar(class).is_some();
        return (known && !matches!(ty, Type::Optional(_))).then_some(false);
    };
    match is_numpy_kind(*scalar, name) {
        Some(answer) => Some(answer),
        None => named_scalar(class).map(|named| named == *scalar),
    }
}

fn is_builtin(ty: &Type, class: &str) -> Option<bool> {
    const CLASSES: &[&str] = &[
        "bool",
        "bytearray",
        "bytes",
        "complex",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "memoryview",
        "range",
        "set",
        "str",
        "tuple",
    ];
    if !CLASSES.contains(&class) {
        return None;
    }
    Some(match ty {
        Type::Bool => matches!(class, "bool" | "int"),
        Type::Int => class == "int",
        // `np.float64` is a class derived from `float`.
        Type::Float | Type::Sized(Scalar::F64) => class == "float",
        Type::Complex => class == "complex",
        Type::Range => class == "range",
        Type::Str => class == "str",
        Type::Tuple(_) | Type::Named(_) => class == "tuple",
        Type::Array(array) => match array.container {
            Container::Bytes => class == "bytes",
            Container::Bytearray => class == "bytearray",
            Container::Memoryview => class == "memoryview",
            Container::List => class == "list",
            Container::Tuple => class == "tuple",
            Container::Array | Container::ArrayArray | Container::Frozen => false,
        },
        Type::None | Type::Sized(_) | Type::Function(_) => false,
        Type::Optional(_) | Type::Mixed(_) => return None,
    })
}

/// The classes of `numbers`, with which NumPy registers its scalars but for booleans.
fn is_abstract_number(ty: &Type, class: &str) -> Option<bool> {
    const TOWER: [&str; 5] = ["Number", "Complex", "Real", "Rational", "Integral"];
    let class = TOWER.iter().position(|name| *name == class)?;
    let place = match ty {
        Type::Bool | Type::Int => 4,
        Type::Sized(scalar) if scalar.is_int() => 4,
        Type::Sized(scalar) if scalar.is_float() => 2,
        Type::Float => 2,
        Type::Complex => 1,
        Type::Optional(_) => return None,
        _ => return Some(false),
    };
    Some(class <= place)
}

/// NumPy's abstract classes of scalars.
fn is_numpy_kind(scalar: Scalar, class: &str) -> Option<bool> {
    Some(match class {
        "generic" => true,
        "number" => scalar != Scalar::Bool,
        "integer" => scalar.is_int(),
        "signedinteger" => scalar.is_signed(),
        "unsignedinteger" => scalar.is_int() && !scalar.is_signed(),
        "inexact" | "floating" => scalar.is_float(),
        "complexfloating" => false,
        _ => return None,
    })
}

/// The scalar of a class of NumPy's, but for those that are another class of the same width.
fn named_scalar(class: &str) -> Option<Scalar> {
    match class {
        "numpy.longlong" | "numpy.ulonglong" => None,
        _ => scalar_named(class),
    }
}
