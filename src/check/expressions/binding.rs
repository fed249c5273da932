//! Names that are bound and unbound otherwise than by `=`: `:=` and `del`.

use rustpython_ast::{Expr as Ast, ExprNamed, StmtDelete};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{assignment, block, constant, variable};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;

impl Body<'_> {
    /// `name := value`: the assignment, then the value as it was before the variable took it.
    pub fn walrus(&mut self, ast: &ExprNamed) -> Built<Expr> {
        let span: Span = ast.range.into();
        let value = self.expr(&ast.value)?;
        let ty = value.ty.clone();
        let fact = Fact::of(&value);
        let (target, converted) = self.target(&ast.target, value.clone(), &fact)?;
        if let (Target::Variable(id), true) = (&target, converted == value) {
            let name = variable(*id, &ty, span);
            return Ok(block(vec![assignment(target, converted, span)], name, span));
        }
        if let ExprKind::Constant(_) = value.kind {
            return Ok(block(vec![assignment(target, converted, span)], value, span));
        }
        let hidden = self.hide(":=", &ty);
        let name = variable(hidden, &ty, span);
        let first = assignment(Target::Variable(hidden), value, span);
        let (target, converted) = self.target(&ast.target, name.clone(), &fact)?;
        Ok(block(vec![first, assignment(target, converted, span)], name, span))
    }

    /// `del name, …`.
    pub fn delete(&mut self, stmt: &StmtDelete) -> Built<Option<StmtKind>> {
        let mut deleted = Vec::new();
        for target in &stmt.targets {
            self.delete_target(target, &mut deleted)?;
        }
        Ok(match deleted.len() {
            0 | 1 => deleted.pop().map(|stmt| stmt.kind),
            _ => {
                let span = stmt.range.into();
                let nothing = constant(&crate::types::Constant::None, span)?;
                Some(StmtKind::Expr(block(deleted, nothing, span)))
            }
        })
    }

    fn delete_target(&mut self, target: &Ast, deleted: &mut Vec<Stmt>) -> Built<()> {
        let span: Span = target.range().into();
        match target {
            Ast::Tuple(tuple) => {
                tuple.elts.iter().try_for_each(|item| self.delete_target(item, deleted))
            }
            Ast::List(list) => {
                list.elts.iter().try_for_each(|item| self.delete_target(item, deleted))
            }
            Ast::Name(_) => {
                // Says what is wrong with a name that cannot be read.
                self.expr(target)?;
                let id = *self.webs.loads.get(&span).ok_or(Stop::Unknown(span))?;
                deleted.push(Stmt { kind: StmtKind::Delete(id), span });
                Ok(())
            }
            Ast::Subscript(subscript) if self.is_of_list(subscript) => {
                let kind = self.delete_in_list(subscript)?;
                deleted.push(Stmt { kind, span });
                Ok(())
            }
            _ => refuse(
                Problem::new(codes::DELETE, span, "only local variables can be deleted")
                    .help("leave it out; elements of arrays cannot be deleted in Python either"),
            ),
        }
    }
}
