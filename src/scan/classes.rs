//! Attributes of the tree's classes that are known when compiling: constants, and the members of
//! enumerations.

use rustpython_ast::{Expr, Stmt, StmtClassDef};

use super::Binding;
use super::fold::fold;
use super::resolve::Resolver;
use crate::source::FileId;
use crate::types::Constant;

/// What a class is as far as its attributes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    /// An enumeration; whether its members are integers.
    Enumeration(bool),
}

/// The member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Where its class is, and the name of that.
    pub file: FileId,
    pub class: String,
    pub name: String,
    pub value: Constant,
    /// It is an `int`, as those of `IntEnum` are.
    pub is_int: bool,
}

/// Whether a method of that name may say what an operator does to a member.
fn is_special(name: &str) -> bool {
    name.starts_with("__") && !matches!(name, "__doc__" | "__slots__" | "__module__")
}

impl Resolver<'_, '_> {
    /// The attributes that are assigned once, directly in a class that nothing unusual is done to.
    pub fn constants_of_class(
        &mut self,
        file: FileId,
        class: &StmtClassDef,
    ) -> Vec<(String, Binding)> {
        let Some(kind) = self.kind_of_class(file, class) else { return Vec::new() };
        let mut found: Vec<(String, Option<Constant>)> = Vec::new();
        for statement in &class.body {
            let (targets, value) = match statement {
                Stmt::Assign(assign) => (&*assign.targets, &*assign.value),
                Stmt::AnnAssign(assign) => match &assign.value {
                    Some(value) => (std::slice::from_ref(&*assign.target), &**value),
                    None => continue,
                },
                Stmt::FunctionDef(function) => {
                    let name = function.name.to_string();
                    // It makes the values of members, or says how names are looked up.
                    let makes = ["__new__", "_generate_next_value_", "value", "name"];
                    let changes = makes.contains(&name.as_str()) || is_special(&name);
                    if changes && kind != Kind::Plain {
                        return Vec::new();
                    }
                    found.push((name, None));
                    continue;
                }
                Stmt::Expr(_) | Stmt::Pass(_) => continue,
                // A condition, a loop, an import: it may bind any name.
                _ => return Vec::new(),
            };
            let value = self.value_in_class(file, &found, kind, value);
            for target in targets {
                match target {
                    Expr::Name(name) if kind != Kind::Plain && is_special(&name.id) => {
                        return Vec::new();
                    }
                    Expr::Name(name) => found.push((name.id.to_string(), value.clone())),
                    _ => return Vec::new(),
                }
            }
        }
        let once = |name: &String| found.iter().filter(|(other, _)| other == name).count() == 1;
        let known = found.iter().filter(|(name, _)| once(name));
        let bindings = known.filter_map(|(name, value)| {
            let value = value.clone()?;
            let binding = match kind {
                Kind::Plain => Binding::Constant(value),
                // Those are no members.
                Kind::Enumeration(_) if name.starts_with('_') => return None,
                Kind::Enumeration(is_int) => {
                    if is_int && !matches!(value, Constant::Int(_)) {
                        return None;
                    }
                    let class = class.name.to_string();
                    let name = name.clone();
                    Binding::Member(Box::new(Member { file, class, name, value, is_int }))
                }
            };
            Some((name.clone(), binding))
        });
        bindings.collect()
    }

    /// `None` for classes of which not everything is known.
    fn kind_of_class(&mut self, file: FileId, class: &StmtClassDef) -> Option<Kind> {
        let plain = |decorator: &Binding| {
            matches!(decorator, Binding::Library(name)
                if name == "dataclasses.dataclass" || name == "enum.unique")
        };
        for decorator in &class.decorator_list {
            let expression = match &decorator.expression {
                Expr::Call(call) => &call.func,
                other => other,
            };
            if !plain(&self.expression(file, expression)) {
                return None;
            }
        }
        let Some(arguments) = &class.arguments else { return Some(Kind::Plain) };
        if !arguments.keywords.is_empty() {
            return None;
        }
        let mut kind = Kind::Plain;
        for base in &arguments.args {
            let Binding::Library(name) = self.expression(file, base) else { return None };
            kind = match (name.as_str(), kind) {
                ("builtins.object", kind) => kind,
                ("enum.IntEnum", Kind::Plain) => Kind::Enumeration(true),
                ("enum.Enum", Kind::Plain) => Kind::Enumeration(false),
                // Operators of flags give flags, and their values are powers of two.
                _ => return None,
            };
        }
        Some(kind)
    }

    /// The value of an attribute, which may be made of those before it.
    fn value_in_class(
        &mut self,
        file: FileId,
        before: &[(String, Option<Constant>)],
        kind: Kind,
        value: &Expr,
    ) -> Option<Constant> {
        if let (Expr::Call(call), Kind::Enumeration(_)) = (value, kind)
            && call.arguments.is_empty()
            && self.expression(file, &call.func) == Binding::Library("enum.auto".to_owned())
        {
            // One more than the last; where that is not the greatest, versions of Python differ.
            let values: Option<Vec<i128>> = before
                .iter()
                .filter(|(name, _)| !name.starts_with('_'))
                .map(|(_, value)| match value {
                    Some(Constant::Int(value)) => Some(*value),
                    _ => None,
                })
                .collect();
            let values = values?;
            let last = values.last().copied().unwrap_or(0);
            let greatest = values.iter().copied().max().unwrap_or(0);
            return (last == greatest).then_some(Constant::Int(last + 1));
        }
        let folded = fold(value, &mut |expression| {
            if let Expr::Name(name) = expression
                && let Some((_, value)) =
                    before.iter().rev().find(|(known, _)| known == name.id.as_str())
            {
                return match value {
                    Some(value) => Binding::Constant(value.clone()),
                    None => Binding::Unknown("it is not known".to_owned()),
                };
            }
            self.expression(file, expression)
        });
        folded.ok()
    }
}
