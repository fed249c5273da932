//! Type parameters: PEP 695's, and `TypeVar`s that annotations name. A kernel is compiled for each
//! combination of the types that they are constrained to.

use rustpython_ast::visitor::{Visitor, walk_expr};
use rustpython_ast::{Expr, ExprCall, StmtFunctionDef, TypeParam};
use rustpython_text_size::Ranged;

use super::spelling::Reader;
use super::{Binding, Program};
use crate::diagnostics::{Diagnostic, codes};
use crate::source::{FileId, Span, parse_string_annotation};
use crate::types::Type;

/// More versions of one kernel than this are refused.
const MAX_COMBINATIONS: usize = 64;

/// Which type variable it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeVariable {
    /// The type parameter of that name, of the function itself.
    Parameter(String),
    /// What a call of `TypeVar` made, by its place.
    Global(FileId, Span),
    /// The union in the annotation of the parameter of that name.
    Union(String),
}

/// The types that stand for type variables.
pub type Bindings = Vec<(TypeVariable, Type)>;

/// A type variable of a function, and what it may be.
#[derive(Clone, Debug)]
struct Declaration {
    variable: TypeVariable,
    name: String,
    /// Empty where anything will do, or anything within a bound.
    constraints: Vec<Type>,
    /// Where it stands in the function.
    place: Span,
}

/// Each way to choose types for the type variables of a function: one, of nothing, where it has
/// none.
///
/// # Errors
/// The refusal, if one has no constraints, so that only calls can tell what it is (`true`), or if a
/// constraint is no type that a kernel can work on (`false`).
pub fn combinations(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
) -> Result<Vec<Bindings>, (bool, Diagnostic)> {
    let declarations = declarations(program, file, function).map_err(|refusal| (false, refusal))?;
    let refusal = |place: Span, message: String| {
        let place =
            crate::diagnostics::Place { path: program.tree.file(file).path.clone(), span: place };
        Diagnostic::error(codes::TYPE_PARAMETERS, message, place)
    };
    let mut combinations = vec![Bindings::new()];
    for declaration in declarations {
        let name = &declaration.name;
        if declaration.constraints.is_empty() {
            let message =
                format!("`{name}` may be any type, and no kernel calls `{}`", function.name);
            let help = format!(
                "name the types to compile it for: `def f[{name}: (int, float)]`, or `TypeVar(\"{name}\", int, float)`"
            );
            return Err((true, refusal(declaration.place, message).with_help(help)));
        }
        let mut longer = Vec::new();
        for bindings in &combinations {
            for constraint in &declaration.constraints {
                let mut bindings = bindings.clone();
                bindings.push((declaration.variable.clone(), constraint.clone()));
                longer.push(bindings);
            }
        }
        if longer.len() > MAX_COMBINATIONS {
            let message = format!("`{}` would be compiled for too many types", function.name);
            let help = "use fewer type parameters, or name fewer types";
            return Err((false, refusal(declaration.place, message).with_help(help)));
        }
        combinations = longer;
    }
    Ok(combinations)
}

/// The type variables in the annotations of a function, each once.
fn declarations(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
) -> Result<Vec<Declaration>, Diagnostic> {
    let mut found = Vec::new();
    for parameter in function.type_params.iter().flat_map(|list| &list.type_params) {
        found.push(parameter_declaration(program, file, parameter)?);
    }
    for parameter in function.parameters.iter_non_variadic_params() {
        let name = parameter.parameter.name.to_string();
        let Some(annotation) = parameter.parameter.annotation.as_deref() else { continue };
        let reader = Reader::of_file(program, file);
        if let Some(constraints) = reader.alternatives(annotation) {
            let variable = TypeVariable::Union(name.clone());
            let place = annotation.range().into();
            found.push(Declaration { variable, name, constraints, place });
        }
    }
    let annotations = function.parameters.iter().filter_map(|it| it.annotation());
    for annotation in annotations.chain(function.returns.as_deref()) {
        let mut names = Names::default();
        match annotation {
            Expr::StringLiteral(text) => {
                let parsed = match text.value.as_slice() {
                    [literal] => parse_string_annotation(&program.tree.file(file).text, literal),
                    _ => None,
                };
                if let Some(parsed) = parsed {
                    names.visit_expr(&parsed);
                }
            }
            _ => names.visit_expr(annotation),
        }
        for (name, expression) in names.0 {
            let known = |it: &Declaration| it.variable == TypeVariable::Parameter(name.clone());
            let Some((home, call)) = type_var(program, file, &expression) else { continue };
            let variable = TypeVariable::Global(home, call.range.into());
            if found.iter().any(|it| known(it) || it.variable == variable) {
                continue;
            }
            let reader = Reader::of_file(program, home);
            let constraints = call.arguments.args.iter().skip(1);
            let constraints: Result<Vec<Type>, Diagnostic> =
                constraints.map(|constraint| reader.read_exact(constraint)).collect();
            let (constraints, place) = (constraints?, annotation.range().into());
            found.push(Declaration { variable, name, constraints, place });
        }
    }
    Ok(found)
}

fn parameter_declaration(
    program: &Program,
    file: FileId,
    parameter: &TypeParam,
) -> Result<Declaration, Diagnostic> {
    let TypeParam::TypeVar(variable) = parameter else {
        let place = program.tree.file(file).place(parameter);
        let message = "a type parameter that stands for several types".to_owned();
        return Err(Diagnostic::error(codes::TYPE_PARAMETERS, message, place)
            .with_help("write a parameter for each: `def f[T: (int, float)](x: T)`"));
    };
    let reader = Reader::of_file(program, file);
    let constraints = match variable.bound.as_deref() {
        Some(Expr::Tuple(types)) => types.elts.iter().map(|ty| reader.read_exact(ty)).collect(),
        _ => Ok(Vec::new()),
    };
    let name = variable.name.to_string();
    Ok(Declaration {
        variable: TypeVariable::Parameter(name.clone()),
        name,
        constraints: constraints?,
        place: variable.range.into(),
    })
}

/// The call of `TypeVar` that an expression names the result of, and its file.
pub fn type_var<'tree>(
    program: &Program<'tree>,
    file: FileId,
    expression: &Expr,
) -> Option<(FileId, &'tree ExprCall)> {
    let (home, Expr::Call(call)) = program.origin(file, expression)? else { return None };
    match program.resolve(home, &call.func) {
        Binding::Library(name)
            if name == "typing.TypeVar" || name == "typing_extensions.TypeVar" =>
        {
            Some((home, call))
        }
        _ => None,
    }
}

/// The names in an annotation, dotted ones whole; strings that a `Literal` lists are none.
#[derive(Default)]
struct Names(Vec<(String, Expr)>);

impl<'a> Visitor<'a> for Names {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.0.push((name.id.to_string(), expr.clone())),
            Expr::Attribute(attribute) => self.0.push((attribute.attr.to_string(), expr.clone())),
            _ => walk_expr(self, expr),
        }
    }
}
