//! `type(x)`: the class of a value, which is known when compiling. As a value it is that class, so it
//! is compared and called like any other; a test of it is decided like `isinstance`.

use rustpython_ast::{CmpOp, Expr as Ast, ExprCall, ExprCompare};

use super::classes::{Kind, NAMED};
use crate::check::body::Body;
use crate::check::expressions::binding::instead_of;
use crate::check::expressions::described;
use crate::check::narrow::Facts;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::scan::{Binding, scalar_named};
use crate::source::Span;
use crate::types::{Container, FunctionId, Scalar, Type};

/// The classes that are values without being functions that are compiled.
const CLASSES: &[&str] = &[
    "array.array",
    "builtins.bytearray",
    "builtins.bytes",
    "builtins.dict",
    "builtins.frozenset",
    "builtins.list",
    "builtins.memoryview",
    "builtins.object",
    "builtins.range",
    "builtins.set",
    "builtins.str",
    "builtins.tuple",
    "numpy.ndarray",
    "types.NoneType",
];

/// Whether a library's name is a class that can be a value.
pub fn is_class(name: &str) -> bool {
    CLASSES.contains(&name) || named_class(name).is_some()
}

/// The one name of a class that is the class of some value, whichever name of it is given.
pub fn named_class(name: &str) -> Option<String> {
    const PLAIN: &[&str] = &["bool", "complex", "float", "int"];
    if CLASSES.contains(&name)
        || name.strip_prefix("builtins.").is_some_and(|it| PLAIN.contains(&it))
    {
        return Some(name.to_owned());
    }
    // Those are classes of their own, of the same width as others.
    let other = matches!(name, "numpy.longlong" | "numpy.ulonglong");
    match scalar_named(name) {
        Some(scalar) if name.starts_with("numpy.") && !other => Some(class_of_scalar(scalar)),
        _ => None,
    }
}

fn class_of_scalar(scalar: Scalar) -> String {
    let name = match scalar {
        Scalar::Bool => "bool",
        Scalar::I8 => "int8",
        Scalar::I16 => "int16",
        Scalar::I32 => "int32",
        Scalar::I64 => "int64",
        Scalar::U8 => "uint8",
        Scalar::U16 => "uint16",
        Scalar::U32 => "uint32",
        Scalar::U64 => "uint64",
        Scalar::F32 => "float32",
        Scalar::F64 => "float64",
    };
    format!("numpy.{name}")
}

/// The class of the values of a type, by its canonical name; `None` where it is not known.
pub fn class_of(ty: &Type) -> Option<String> {
    let name = match ty {
        Type::None => "types.NoneType",
        Type::Bool => "builtins.bool",
        Type::Int => "builtins.int",
        Type::Float => "builtins.float",
        Type::Complex => "builtins.complex",
        Type::Range => "builtins.range",
        Type::Str => "builtins.str",
        Type::Tuple(_) => "builtins.tuple",
        Type::Sized(scalar) => return Some(class_of_scalar(*scalar)),
        Type::Named(named) => return Some(format!("{NAMED}{}.{}", named.module, named.name)),
        Type::Array(array) => match array.container {
            Container::Array | Container::Frozen => "numpy.ndarray",
            Container::Bytes => "builtins.bytes",
            Container::Bytearray => "builtins.bytearray",
            Container::Memoryview => "builtins.memoryview",
            Container::ArrayArray => "array.array",
            Container::List => "builtins.list",
            Container::Tuple => "builtins.tuple",
        },
        Type::Optional(_) | Type::Function(_) | Type::Mixed(_) => return None,
    };
    Some(name.to_owned())
}

/// Whether values of a type are of exactly that class; `None` if that is not known.
pub fn is_exactly(ty: &Type, class: &str) -> Option<bool> {
    let class = match class.strip_prefix(NAMED) {
        Some(_) => class.to_owned(),
        None => named_class(class)?,
    };
    class_of(ty).map(|own| own == class)
}

impl Body<'_> {
    /// `type(value)`.
    pub fn type_of(&mut self, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let ([value], []) = (&*ast.arguments.args, &*ast.arguments.keywords) else {
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, "`type` takes one argument here")
                    .help("classes are not made in kernels; write `type(x)`"),
            );
        };
        let value = self.expr(value)?;
        self.dispatched(vec![value], span, &mut |this, values| {
            let Some(value) = values.into_iter().next() else {
                return refuse(unknown(&Type::None, span));
            };
            match class_of(&value.ty).filter(|class| !class.starts_with(NAMED)) {
                Some(class) => {
                    let id = FunctionId::Library(class.clone());
                    Ok(instead_of(value, this.global_function(id, class, span)))
                }
                None => refuse(unknown(&value.ty, span)),
            }
        })
    }

    /// `type(x) is int`, `type(x) in (int, float)` and the like; `None` if it is none.
    pub fn type_test(&mut self, ast: &ExprCompare) -> Built<Option<Expr>> {
        let Some((value, classes, negated)) = self.asked_for_type(ast) else { return Ok(None) };
        let Ok(names) = self.class_names(classes) else { return Ok(None) };
        let value = self.expr(value)?;
        if matches!(value.ty, Type::Function(_)) {
            return Ok(None);
        }
        let answer = self.class_test(value, classes, &names, Kind::Exact, ast.range.into())?;
        Ok(Some(if negated {
            crate::check::expressions::equality::negated(answer)
        } else {
            answer
        }))
    }

    /// The value, the classes, and whether the test is negated.
    fn asked_for_type<'a>(&self, ast: &'a ExprCompare) -> Option<(&'a Ast, &'a Ast, bool)> {
        let ([op], [classes]) = (&*ast.ops, &*ast.comparators) else { return None };
        let negated = match (op, classes) {
            (CmpOp::Is | CmpOp::Eq, Ast::Name(_) | Ast::Attribute(_) | Ast::Call(_)) => false,
            (CmpOp::IsNot | CmpOp::NotEq, Ast::Name(_) | Ast::Attribute(_) | Ast::Call(_)) => true,
            (CmpOp::In, Ast::Tuple(_)) => false,
            (CmpOp::NotIn, Ast::Tuple(_)) => true,
            _ => return None,
        };
        let Ast::Call(call) = &*ast.left else { return None };
        let ([value], []) = (&*call.arguments.args, &*call.arguments.keywords) else { return None };
        let library = Binding::Library("builtins.type".to_owned());
        (self.global(&call.func) == Some(library)).then_some((value, classes, negated))
    }

    /// What follows for a variable that may be `None` from such a test, and from its contrary.
    pub fn implied_by_type(&self, ast: &ExprCompare) -> (Facts, Facts) {
        let Some((value, classes, negated)) = self.asked_for_type(ast) else {
            return Default::default();
        };
        let (yes, no) = self.implied_by_classes(value, classes, Kind::Exact);
        if negated { (no, yes) } else { (yes, no) }
    }
}

fn unknown(ty: &Type, span: Span) -> Problem {
    let message = format!("the class of {} is not known when compiling", described(ty));
    Problem::new(codes::LIBRARY_FUNCTION, span, message)
        .help("test for `None` first, or ask with `isinstance`")
}
