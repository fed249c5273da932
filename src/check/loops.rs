//! `for` loops.

use rustpython_ast::{Expr as Ast, ExprCall, StmtFor};
use rustpython_text_size::Ranged;

use super::body::Body;
use super::convert::{convert, is_place, to_index, to_joined};
use super::expressions::{constant, described};
use super::join::{Fact, join};
use super::narrow::Facts;
use super::problem::{Built, Problem, Stop, refuse};
use super::statements::{assignment, variable};
use super::tree::{Expr, ExprKind, Iterable, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Conversion, Type};

/// What a loop runs over, and what it yields.
struct Source {
    iterable: Iterable,
    yields: Fact,
}

impl Body<'_> {
    /// A `for` loop.
    pub fn for_stmt(&mut self, stmt: &StmtFor) -> Built<Option<StmtKind>> {
        let source = match self.iterable(&stmt.iter) {
            Ok(source) => Some(source),
            Err(stop) => {
                self.stopped(stop);
                None
            }
        };
        self.forget_assigned(stmt.range.into());
        let head = match source {
            Some(source) => match self.loop_target(&stmt.target, source) {
                Ok(head) => Some(head),
                Err(stop) => {
                    self.stopped(stop);
                    None
                }
            },
            None => None,
        };
        let (mut body, orelse) = self.looped(Facts::new(), Facts::new(), &stmt.body, &stmt.orelse);
        let Some((target, iterable, first)) = head else { return Ok(None) };
        body.splice(0..0, first);
        Ok(Some(StmtKind::For { target, iterable, body, orelse }))
    }

    /// The loop's own target, and what the body begins with where the source's target is another.
    fn loop_target(
        &mut self,
        ast: &Ast,
        source: Source,
    ) -> Built<(Target, Iterable, Option<Stmt>)> {
        let span: Span = ast.range().into();
        let ty = source.yields.ty();
        let name = self.text(span).to_owned();
        let hidden = self.hide(&name, &ty);
        let value = variable(hidden, &ty, span);
        let (target, value) = self.target(ast, value, &source.yields)?;
        let direct = matches!(target, Target::Variable(_)) && value.ty == ty;
        if direct {
            self.hidden.pop();
            return Ok((target, source.iterable, None));
        }
        let first = assignment(target, value, span);
        Ok((Target::Variable(hidden), source.iterable, Some(first)))
    }

    fn iterable(&mut self, ast: &Ast) -> Built<Source> {
        if let Ast::Call(call) = ast
            && let Some(Binding::Library(name)) = self.global(&call.func)
        {
            match name.as_str() {
                "builtins.range" | "pyjit.prange" | "numba.prange" => return self.range(call),
                _ => {}
            }
        }
        let value = self.value(ast)?;
        let span = value.span;
        match &value.ty {
            Type::Array(array) if array.ndim == 1 => {
                let yields = Fact::of_type(&array.element_type());
                Ok(Source { iterable: Iterable::Array { array: value, conversion: None }, yields })
            }
            Type::Tuple(types) => {
                let types = types.clone();
                self.tuple_iterable(value, &types, span)
            }
            ty => {
                let message = format!("{} cannot be looped over", described(ty));
                let help = match ty {
                    Type::Array(_) => "loop over the indices: `for i in range(a.shape[0])`",
                    _ => "loop over `range`, a one-dimensional array or a tuple",
                };
                refuse(Problem::new(codes::ITERABLE, span, message).help(help))
            }
        }
    }

    fn tuple_iterable(&mut self, tuple: Expr, types: &[Type], span: Span) -> Built<Source> {
        let facts = match Fact::of(&tuple) {
            Fact::Tuple(facts) => facts,
            Fact::Value(..) => Vec::new(),
        };
        let joined = join(&facts);
        let element = match joined {
            Ok(Some(element)) => element,
            Ok(None) => {
                return refuse(
                    Problem::new(codes::ITERABLE, span, "an empty tuple is looped over")
                        .help("remove the loop"),
                );
            }
            Err(clash) => return refuse(super::expressions::clash_of_values(&clash, span)),
        };
        if matches!(tuple.kind, ExprKind::Aggregate(_)) || is_place(&tuple) {
            let wanted = Type::Tuple(vec![element.clone(); types.len()]);
            if let Some(tuple) = to_joined(tuple, &wanted) {
                let conversions = vec![None; types.len()];
                let yields = Fact::of_type(&element);
                let iterable = Iterable::Tuple { tuple, element, conversions };
                return Ok(Source { iterable, yields });
            }
        }
        refuse(
            Problem::new(
                codes::TUPLE_CONVERSION,
                span,
                "the elements of the tuple have different types",
            )
            .help("assign the tuple to a variable first, or convert its elements"),
        )
    }

    fn range(&mut self, call: &ExprCall) -> Built<Source> {
        let span: Span = call.range.into();
        if !call.arguments.keywords.is_empty()
            || call.arguments.args.is_empty()
            || call.arguments.args.len() > 3
        {
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, "`range` takes one to three arguments")
                    .help("Python raises TypeError here; write `range(start, stop, step)`"),
            );
        }
        let mut bounds = Vec::new();
        for argument in &call.arguments.args {
            let bound = self.value(argument)?;
            let (place, ty) = (bound.span, bound.ty.clone());
            let bound = match bound.ty {
                Type::Bool => Some(convert(bound, &Type::Int, Conversion::Numeric)),
                _ => to_index(bound),
            };
            match bound {
                Some(bound) => bounds.push(bound),
                None => {
                    let message = format!("`range` of {}", described(&ty));
                    return refuse(
                        Problem::new(codes::ARGUMENT_TYPE, place, message)
                            .help("Python raises TypeError here; write `int(x)`"),
                    );
                }
            }
        }
        let int = |value| constant(&Constant::Int(value), span);
        let mut bounds = bounds.into_iter();
        let iterable = match (bounds.next(), bounds.next(), bounds.next()) {
            (Some(start), Some(stop), Some(step)) => Iterable::Range { start, stop, step },
            (Some(start), Some(stop), None) => Iterable::Range { start, stop, step: int(1)? },
            (Some(stop), ..) => Iterable::Range { start: int(0)?, stop, step: int(1)? },
            _ => return Err(Stop::Unknown(span)),
        };
        Ok(Source { iterable, yields: Fact::of_type(&Type::Int) })
    }
}
