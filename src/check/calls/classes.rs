//! `isinstance`: decided by the types of values, so that a kernel can do one thing for integers and
//! another for floats. What is behind a test that is decided otherwise is not checked.

use rustpython_ast::{Expr as Ast, ExprCall, Operator};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{constant, instead_of, node};
use crate::check::known::Facts;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::classes::{Answers, Kind, NAMED, answers, each_instance};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Type};

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
