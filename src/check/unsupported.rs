//! What of Python's grammar is outside the subset, found before anything else is done.
//!
//! The passes behind this one rely on it: they see only statements and expressions whose control
//! flow and scoping they know. How deeply a kernel nests, and that it is no generator, is seen to by
//! scanning.

use std::collections::BTreeSet;

use rustpython_ast::{Expr, Parameters, Stmt, StmtFunctionDef};
use rustpython_text_size::Ranged;

use crate::check::problem::Problem;
use crate::check::syntax::{child_expressions, is_errstate};
use crate::diagnostics::{Code, codes};

/// Everything in the function's body that the subset does not have.
pub fn unsupported(function: &StmtFunctionDef) -> Vec<Problem> {
    let mut walk = Walk::default();
    walk.block(&function.body);
    walk.problems
}

#[derive(Default)]
struct Walk {
    problems: Vec<Problem>,
    loops: usize,
}

impl Walk {
    fn refuse(&mut self, node: &impl Ranged, code: Code, what: &str, help: &str) {
        let problem = Problem::new(code, node.range().into(), format!("{what} cannot be compiled"));
        self.problems.push(problem.help(help));
    }

    fn block(&mut self, body: &[Stmt]) {
        body.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if let Stmt::With(with) = stmt
            && is_errstate(with)
        {
            return self.block(&with.body);
        }
        if let Some((code, what, help)) = refused_statement(stmt) {
            return self.refuse(stmt, code, what, help);
        }
        match stmt {
            Stmt::Assign(assign) => {
                self.expr(&assign.value);
                assign.targets.iter().for_each(|target| self.target(target));
            }
            Stmt::AugAssign(assign) => {
                self.expr(&assign.target);
                self.expr(&assign.value);
            }
            Stmt::AnnAssign(assign) => {
                self.target(&assign.target);
                assign.value.iter().for_each(|value| self.expr(value));
            }
            Stmt::Expr(stmt) => self.expression_statement(&stmt.value),
            Stmt::If(stmt) => {
                self.expr(&stmt.test);
                self.block(&stmt.body);
                for clause in &stmt.elif_else_clauses {
                    clause.test.iter().for_each(|test| self.expr(test));
                    self.block(&clause.body);
                }
            }
            Stmt::While(stmt) => {
                self.expr(&stmt.test);
                self.loop_body(&stmt.body);
                self.block(&stmt.orelse);
            }
            Stmt::For(stmt) => {
                self.expr(&stmt.iter);
                self.target(&stmt.target);
                self.loop_body(&stmt.body);
                self.block(&stmt.orelse);
            }
            Stmt::Match(stmt) => {
                self.expr(&stmt.subject);
                for case in &stmt.cases {
                    case.guard.iter().for_each(|guard| self.expr(guard));
                    self.block(&case.body);
                }
            }
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::Delete(stmt) => stmt.targets.iter().for_each(|target| self.target(target)),
            Stmt::Assert(stmt) => {
                self.expr(&stmt.test);
                stmt.msg.iter().for_each(|message| self.expr(message));
            }
            Stmt::Raise(stmt) => stmt.exc.iter().for_each(|raised| self.expr(raised)),
            Stmt::Return(stmt) => stmt.value.iter().for_each(|value| self.expr(value)),
            Stmt::Break(_) | Stmt::Continue(_) if self.loops == 0 => {
                let help = "Python itself refuses it; remove it";
                self.refuse(
                    stmt,
                    codes::LOOP_EXIT_OUTSIDE,
                    "`break` or `continue` outside a loop",
                    help,
                );
            }
            _ => {}
        }
    }

    /// A function inside the function.
    fn function(&mut self, function: &StmtFunctionDef) {
        let mut refuse = |what: &str, help: &str| {
            self.refuse(&function.name, codes::INNER_FUNCTION, what, help);
        };
        if function.is_async {
            refuse("a coroutine inside the function", "remove `async`");
        }
        if !function.decorator_list.is_empty() {
            refuse(
                "a function inside the function that has a decorator",
                "remove the decorator: what is inside a kernel is compiled with it",
            );
        }
        if function.type_params.is_some() {
            refuse(
                "a function inside the function that has type parameters",
                "remove them: calls decide the types",
            );
        }
        self.parameters(&function.parameters);
        let loops = std::mem::take(&mut self.loops);
        self.block(&function.body);
        self.loops = loops;
    }

    /// The parameters of a function inside the function.
    fn parameters(&mut self, parameters: &Parameters) {
        if let Some(parameter) = &parameters.kwarg {
            let help = "name every parameter";
            self.refuse(&parameter.name, codes::VARIADIC, "a function that takes `**`", help);
        }
        let mut seen = BTreeSet::new();
        for parameter in parameters.iter_non_variadic_params() {
            let name = &parameter.parameter.name;
            if !seen.insert(name.as_str()) {
                let help = "rename one of them";
                self.refuse(name, codes::DUPLICATE_PARAMETER, "a name for two parameters", help);
            }
            parameter.default().into_iter().for_each(|default| self.expr(default));
        }
    }

    fn loop_body(&mut self, body: &[Stmt]) {
        self.loops += 1;
        self.block(body);
        self.loops -= 1;
    }

    /// Docstrings, `...` and other constants do nothing as statements.
    fn expression_statement(&mut self, value: &Expr) {
        let literal = value.is_literal_expr() || value.is_ellipsis_literal_expr();
        if !literal {
            self.expr(value);
        }
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| self.target(element)),
            Expr::List(list) => list.elts.iter().for_each(|element| self.target(element)),
            Expr::Starred(starred) => self.target(&starred.value),
            _ => self.expr(target),
        }
    }

    fn argument(&mut self, argument: &Expr) {
        match argument {
            Expr::List(list) => list.elts.iter().for_each(|element| self.argument(element)),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| self.argument(element)),
            _ => self.expr(argument),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        if let Some((code, what, help)) = refused_expression(expr) {
            return self.refuse(expr, code, what, help);
        }
        if let Expr::Call(call) = expr {
            // Functions that make arrays take lists; which functions these are is not known here.
            self.expr(&call.func);
            call.arguments.args.iter().for_each(|argument| self.argument(argument));
            return call.arguments.keywords.iter().for_each(|keyword| self.expr(&keyword.value));
        }
        if let Expr::Subscript(subscript) = expr {
            // Lists stand for arrays of positions.
            self.expr(&subscript.value);
            return self.argument(&subscript.slice);
        }
        if let Expr::Lambda(lambda) = expr {
            lambda.parameters.iter().for_each(|parameters| self.parameters(parameters));
            return self.expr(&lambda.body);
        }
        child_expressions(expr, &mut |child| self.expr(child));
    }
}

type Refusal = (Code, &'static str, &'static str);

fn refused_statement(stmt: &Stmt) -> Option<Refusal> {
    Some(match stmt {
        Stmt::Try(_) => (
            codes::TRY,
            "`try`",
            "test for the error before it can happen, or catch it in a caller that is not compiled",
        ),
        Stmt::With(_) => (
            codes::WITH,
            "`with`",
            "use it in a caller that is not compiled; `with np.errstate(…):` is",
        ),
        Stmt::ClassDef(_) => {
            (codes::INNER_CLASS, "a class inside the function", "move it out of the function")
        }
        Stmt::Global(_) => {
            (codes::GLOBAL, "`global`", "pass the value as an argument and return the new one")
        }
        Stmt::Nonlocal(_) => (
            codes::GLOBAL,
            "`nonlocal`",
            "return the new value, and assign it in the function around this one",
        ),
        Stmt::TypeAlias(_) => (
            codes::INNER_TYPE_ALIAS,
            "a `type` statement inside the function",
            "move it to the module",
        ),
        Stmt::For(stmt) if stmt.is_async => (codes::ASYNC, "`async for`", "write a plain `for`"),
        Stmt::IpyEscapeCommand(_) => (codes::SHELL, "a shell command", "remove it"),
        _ => return None,
    })
}

fn refused_expression(expr: &Expr) -> Option<Refusal> {
    Some(match expr {
        Expr::Yield(_) | Expr::YieldFrom(_) => {
            (codes::GENERATOR, "a generator", "write a loop where its values are used")
        }
        Expr::SetComp(_) | Expr::DictComp(_) => (
            codes::COMPREHENSION,
            "a comprehension of a set or a dict",
            "use a list or an array, and `if` and `elif`",
        ),
        Expr::Await(_) => (codes::ASYNC, "`await`", "await it in the caller and pass the result"),
        Expr::TString(_) => (codes::STRING, "a template string", "make it outside the kernel"),
        Expr::Dict(_) | Expr::Set(_) => {
            (codes::DICT_OR_SET, "a dict or set", "use an array, or `if` and `elif`")
        }
        Expr::IpyEscapeCommand(_) => (codes::SHELL, "a shell command", "remove it"),
        _ => return None,
    })
}
