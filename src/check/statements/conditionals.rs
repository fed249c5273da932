//! The statement `if`. The other side of a test that is decided when compiling is not built.

use rustpython_ast::{Expr as Ast, Stmt as AstStmt, StmtIf};

use crate::check::body::Body;
use crate::check::build::{decided_at_last, evaluated, together};
use crate::check::problem::Built;
use crate::check::tree::{Stmt, StmtKind};
use crate::source::Span;

impl Body<'_> {
    /// An `if` with its clauses; only those that can be reached are built.
    pub fn if_stmt(&mut self, stmt: &StmtIf) -> Built<Option<StmtKind>> {
        let first = (Some(&*stmt.test), stmt.body.as_slice(), stmt.range.into());
        let clauses = stmt.elif_else_clauses.iter();
        let clauses =
            clauses.map(|it| (it.test.as_ref(), it.body.as_slice(), Span::from(it.range)));
        let clauses: Vec<_> = std::iter::once(first).chain(clauses).collect();
        let mut statements = self.clauses(&clauses);
        Ok(match statements.pop() {
            Some(Stmt { kind: kind @ StmtKind::If { .. }, .. }) if statements.is_empty() => {
                Some(kind)
            }
            Some(last) => {
                statements.push(last);
                // The body of a clause that is always taken.
                Some(together(statements, stmt.range.into()))
            }
            None => None,
        })
    }

    /// What the clauses of an `if` become; `known` is brought up to date.
    fn clauses(&mut self, clauses: &[(Option<&Ast>, &[AstStmt], Span)]) -> Vec<Stmt> {
        let Some(((ast, body, span), rest)) = clauses.split_first() else { return Vec::new() };
        let Some(ast) = ast else { return self.block(body) };
        let test = self.test(ast);
        if let Some(test) = &test
            && let Some(truth) = decided_at_last(test)
        {
            let mut taken = evaluated(test);
            taken.append(&mut if truth { self.block(body) } else { self.clauses(rest) });
            return taken;
        }
        let (yes, no) = self.implied(ast);
        let start = self.known.clone();
        self.known = start.clone().with(yes);
        let body = self.block(body);
        let behind = std::mem::replace(&mut self.known, start.with(no));
        let orelse = self.clauses(rest);
        self.known = behind.meet(std::mem::take(&mut self.known));
        match test {
            Some(test) => vec![Stmt { kind: StmtKind::If { test, body, orelse }, span: *span }],
            None => Vec::new(),
        }
    }
}
