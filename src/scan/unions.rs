//! Unions of several types in annotations of parameters: one version is compiled for each.

use rustpython_ast::{Expr, Operator};

use super::spelling::Reader;
use super::type_variables::{TypeVariable, type_var};
use super::{Binding, MAX_DEPTH};
use crate::source::parse_string_annotation;
use crate::types::Type;

impl Reader<'_> {
    /// The type that stands for the union in the annotation of a parameter.
    pub fn chosen(&self, parameter: &str) -> Option<Type> {
        let wanted = TypeVariable::Union(parameter.to_owned());
        let bound = self.bindings.iter().find(|(variable, _)| *variable == wanted);
        bound.map(|(_, ty)| ty.clone())
    }

    /// The types of a union of several types, as versions are compiled for them: `int` before
    /// `float`, which takes integers too. `None` where it is another annotation.
    pub fn alternatives(&self, expression: &Expr) -> Option<Vec<Type>> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let inner = Reader { depth: self.depth + 1, ..*self };
        if let Expr::StringLiteral(string) = expression {
            let parsed = match string.value.as_slice() {
                [literal] if self.inside.is_none() => parse_string_annotation(self.text, literal),
                _ => None,
            };
            return inner.alternatives(&parsed?);
        }
        let mut members = Vec::new();
        inner.members(expression, &mut members)?;
        let none = members.contains(&Type::None);
        members.retain(|ty| *ty != Type::None);
        members.sort();
        members.dedup();
        if members.len() < 2 {
            return None;
        }
        let with_none = |ty: Type| match none && !matches!(ty, Type::Optional(_)) {
            true => Type::Optional(Box::new(ty)),
            false => ty,
        };
        Some(members.into_iter().map(with_none).collect())
    }

    /// The types in a union, however it is written and nested; those in other annotations alone.
    fn members(&self, expression: &Expr, found: &mut Vec<Type>) -> Option<()> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let inner = Reader { depth: self.depth + 1, ..*self };
        match expression {
            Expr::BinOp(union) if union.op == Operator::BitOr => {
                inner.members(&union.left, found)?;
                return inner.members(&union.right, found);
            }
            Expr::Subscript(subscript) => {
                let arguments = match &*subscript.slice {
                    Expr::Tuple(tuple) => tuple.elts.as_slice(),
                    single => std::slice::from_ref(single),
                };
                match self.resolve(&subscript.value) {
                    Binding::Library(name) if name == "typing.Union" => {
                        return arguments.iter().try_for_each(|it| inner.members(it, found));
                    }
                    Binding::Library(name) if name == "typing.Optional" => {
                        found.push(Type::None);
                        return arguments.iter().try_for_each(|it| inner.members(it, found));
                    }
                    _ => {}
                }
            }
            Expr::Name(_) | Expr::Attribute(_) => {
                if let (Binding::Unknown(_), Some((file, value))) =
                    (self.resolve(expression), self.program.origin(self.file, expression))
                    && type_var(self.program, self.file, expression).is_none()
                {
                    let there = Reader::of_file(self.program, file);
                    return Reader { depth: self.depth + 1, ..there }.members(value, found);
                }
            }
            _ => {}
        }
        found.push(self.read_exact(expression).ok()?);
        Some(())
    }
}
