//! Named tuples that the tree declares: classes derived from `typing.NamedTuple`, and calls of
//! `collections.namedtuple`.

use rustpython_ast::{Expr, ExprCall, Stmt, StmtClassDef};

use super::{Binding, Program};
use crate::source::FileId;
use crate::types::Constant;

/// A named tuple as it is written.
#[derive(Clone, Debug)]
pub struct NamedTupleDefinition<'tree> {
    /// The file that defines it.
    pub file: FileId,
    /// Its name there.
    pub name: String,
    pub fields: Vec<Field<'tree>>,
}

/// A field of a named tuple.
#[derive(Clone, Debug)]
pub struct Field<'tree> {
    pub name: String,
    /// `collections.namedtuple` has none.
    pub annotation: Option<&'tree Expr>,
    pub default: Option<&'tree Expr>,
}

impl<'tree> Program<'tree> {
    /// The named tuple that an expression of names and attributes means, if it means one that
    /// behaves like a tuple.
    pub fn named_tuple(
        &self,
        file: FileId,
        expression: &Expr,
    ) -> Option<NamedTupleDefinition<'tree>> {
        match self.resolve(file, expression) {
            Binding::Class { file, name } => self.named_class(file, &name),
            Binding::Unknown(_) => {
                let (file, value) = self.origin(file, expression)?;
                self.of_call(file, value.as_call_expr()?)
            }
            _ => None,
        }
    }

    /// The named tuple that a class statement of a file defines.
    pub(super) fn named_class(
        &self,
        file: FileId,
        name: &str,
    ) -> Option<NamedTupleDefinition<'tree>> {
        let body = &self.tree.file(file).ast.body;
        let mut classes = body.iter().filter_map(Stmt::as_class_def_stmt);
        let class = classes.find(|class| class.name.as_str() == name)?;
        let arguments = class.arguments.as_ref()?;
        let [base] = &*arguments.args else { return None };
        let plain = class.decorator_list.is_empty()
            && arguments.keywords.is_empty()
            && class.type_params.is_none();
        if !plain || !is_library(self, file, base, "typing.NamedTuple") {
            return None;
        }
        let fields = fields_of_class(class)?;
        Some(NamedTupleDefinition { file, name: name.to_owned(), fields })
    }

    fn of_call(&self, file: FileId, call: &'tree ExprCall) -> Option<NamedTupleDefinition<'tree>> {
        let body = &self.tree.file(file).ast.body;
        let name = body.iter().filter_map(Stmt::as_assign_stmt).find_map(|assign| {
            let [Expr::Name(name)] = &*assign.targets else { return None };
            let is_call = assign.value.as_call_expr().is_some_and(|it| it.range == call.range);
            is_call.then(|| name.id.to_string())
        })?;
        let [_, fields] = &*call.arguments.args else { return None };
        let mut fields = if is_library(self, file, &call.func, "collections.namedtuple") {
            let names = self.field_names(file, fields)?;
            let field = |name| Field { name, annotation: None, default: None };
            names.into_iter().map(field).collect()
        } else if is_library(self, file, &call.func, "typing.NamedTuple") {
            typed_fields(fields)?
        } else {
            return None;
        };
        for keyword in &call.arguments.keywords {
            let defaults = match (keyword.arg.as_ref()?.as_str(), &keyword.value) {
                ("defaults", Expr::Tuple(tuple)) => tuple.elts.as_slice(),
                ("defaults", Expr::List(list)) => list.elts.as_slice(),
                _ => return None,
            };
            let first = fields.len().checked_sub(defaults.len())?;
            for (field, default) in fields.iter_mut().skip(first).zip(defaults) {
                field.default = Some(default);
            }
        }
        let names: Vec<&str> = fields.iter().map(|field: &Field| field.name.as_str()).collect();
        are_names(&names).then_some(NamedTupleDefinition { file, name, fields })
    }

    /// The names in a string, a list or a tuple.
    fn field_names(&self, file: FileId, fields: &Expr) -> Option<Vec<String>> {
        let constant = |expr: &Expr| match self.fold(file, expr) {
            Ok(Constant::Str(text)) => Some(text),
            _ => None,
        };
        let elements = match fields {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            text => {
                let text = constant(text)?.replace(',', " ");
                return Some(text.split_whitespace().map(str::to_owned).collect());
            }
        };
        elements.iter().map(constant).collect()
    }
}

fn is_library(program: &Program, file: FileId, expression: &Expr, name: &str) -> bool {
    program.resolve(file, expression) == Binding::Library(name.to_owned())
}

/// The fields of a class whose body does nothing that changes how a tuple behaves.
fn fields_of_class(class: &StmtClassDef) -> Option<Vec<Field<'_>>> {
    let mut fields = Vec::new();
    let mut others = Vec::new();
    for statement in &class.body {
        match statement {
            Stmt::AnnAssign(field) => fields.push(Field {
                name: field.target.as_name_expr()?.id.to_string(),
                annotation: Some(&field.annotation),
                default: field.value.as_deref(),
            }),
            Stmt::FunctionDef(method) => others.push(method.name.as_str()),
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    others.push(target.as_name_expr()?.id.as_str());
                }
            }
            Stmt::Expr(statement) if statement.value.is_literal_expr() => {}
            Stmt::Pass(_) => {}
            _ => return None,
        }
    }
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let harmless = |name: &&str| !name.starts_with('_') && !names.contains(name);
    (are_names(&names) && others.iter().all(harmless)).then_some(fields)
}

/// `[("x", int), …]`.
fn typed_fields(fields: &Expr) -> Option<Vec<Field<'_>>> {
    let elements = match fields {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        _ => return None,
    };
    elements.iter().map(typed_field).collect()
}

fn typed_field(element: &Expr) -> Option<Field<'_>> {
    let Expr::Tuple(pair) = element else { return None };
    let [Expr::StringLiteral(name), annotation] = pair.elts.as_slice() else { return None };
    let name = name.value.to_str().to_owned();
    Some(Field { name, annotation: Some(annotation), default: None })
}

/// Whether Python takes these names for fields.
fn are_names(names: &[&str]) -> bool {
    let distinct: std::collections::BTreeSet<&&str> = names.iter().collect();
    let fine = |name: &&str| {
        let mut letters = name.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    distinct.len() == names.len() && names.iter().all(fine)
}
