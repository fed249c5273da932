//! What keeps a decorated function from being a kernel, whatever its types are.

use std::collections::BTreeSet;

use rustpython_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{Expr, Pattern, Stmt, StmtFunctionDef};
use rustpython_text_size::TextRange;

use super::kernels::Candidate;
use super::{Binding, MAX_DEPTH, Program};
use crate::diagnostics::{Code, Diagnostic, Place, codes};
use crate::prelude;
use crate::source::SourceFile;

/// Every reason not to compile the function, in the order of the source.
pub fn refusals(program: &Program, candidate: &Candidate) -> Vec<Diagnostic> {
    let file = program.tree.file(candidate.file);
    let function = candidate.function;
    let mut refusals = Vec::new();
    decorators(program, candidate, &mut refusals);
    let at_name =
        |code, message: String| Diagnostic::error(code, message, place(file, function.name.range));
    let name = &function.name;
    if candidate.nested && !candidate.asked {
        refusals.push(
            at_name(
                codes::NESTED_FUNCTION,
                format!("kernel `{name}` is defined inside a function"),
            )
            .with_label("may use variables of the function around it")
            .with_help("move it to the top level of the module"),
        );
    }
    let is_method = is_in_class(candidate) && !is_static(program, candidate);
    if is_method {
        refusals.push(
            at_name(codes::METHOD, format!("kernel `{name}` is a method"))
                .with_label("its first argument is an object")
                .with_help(
                    "make it a `@staticmethod`, or a function that takes numbers and arrays",
                ),
        );
    }
    if function.is_async {
        refusals.push(
            at_name(codes::COROUTINE, format!("kernel `{name}` is a coroutine"))
                .with_help("remove `async`, and call it from a coroutine"),
        );
    }
    parameters(file, function, &mut refusals);
    body(file, function, &mut refusals);
    refusals
}

fn place(file: &SourceFile, range: TextRange) -> Place {
    Place { path: file.path.clone(), span: range.into() }
}

/// Whether it stands in a class, and may be compiled there: of a function inside another function
/// it does not matter in a build.
fn is_in_class(candidate: &Candidate) -> bool {
    candidate.in_class && (candidate.asked || !candidate.nested)
}

/// Whether one of the decorators is `staticmethod`.
fn is_static(program: &Program, candidate: &Candidate) -> bool {
    candidate.function.decorator_list.iter().any(|decorator| {
        is_library(program, candidate, &decorator.expression, "builtins.staticmethod")
    })
}

fn is_library(program: &Program, candidate: &Candidate, expression: &Expr, name: &str) -> bool {
    program.resolve(candidate.file, expression) == Binding::Library(name.to_owned())
}

fn decorators(program: &Program, candidate: &Candidate, refusals: &mut Vec<Diagnostic>) {
    let file = program.tree.file(candidate.file);
    let name = &candidate.function.name;
    for (index, decorator) in candidate.function.decorator_list.iter().enumerate() {
        let is_ours = candidate.ours.iter().position(|(ours, _)| *ours == index);
        let place = place(file, decorator.range);
        if let (Some(0), Some(reason)) = (is_ours, &candidate.doubt) {
            let message = format!("it is not known whether the decorator of `{name}` is pyjit's");
            refusals.push(
                Diagnostic::error(codes::UNCERTAIN_DECORATOR, message, place)
                    .with_label(reason)
                    .with_help(
                        "import it without a condition, or by `try` and `except ImportError`",
                    ),
            );
            continue;
        }
        if is_ours.is_some_and(|nth| nth > 0) {
            let message = format!("kernel `{name}` is decorated twice");
            refusals.push(
                Diagnostic::error(codes::DECORATED_TWICE, message, place)
                    .with_help("remove one of the decorators"),
            );
        } else if is_ours.is_none()
            && !candidate.asked
            && !(is_in_class(candidate)
                && is_library(program, candidate, &decorator.expression, "builtins.staticmethod"))
        {
            let text =
                file.text.get(std::ops::Range::from(decorator.range)).unwrap_or("a decorator");
            let message = format!("kernel `{name}` has another decorator: `{}`", shorten(text));
            refusals.push(
                Diagnostic::error(codes::OTHER_DECORATOR, message, place)
                    .with_label("may put anything in the place of the function")
                    .with_help("decorate a function that calls the kernel instead"),
            );
        }
    }
}

/// The first line of a text, at most some 60 characters of it.
pub fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

fn parameters(file: &SourceFile, function: &StmtFunctionDef, refusals: &mut Vec<Diagnostic>) {
    let name = &function.name;
    if let Some(parameter) = &function.parameters.kwarg {
        let message = format!("kernel `{name}` takes `**{}`", parameter.name);
        refusals.push(
            Diagnostic::error(codes::VARIADIC, message, place(file, parameter.range))
                .with_label("takes any number of arguments")
                .with_help("name every parameter"),
        );
    }
    let mut seen = BTreeSet::new();
    for parameter in function.parameters.iter() {
        let parameter = parameter.as_parameter();
        if !seen.insert(parameter.name.as_str()) {
            let message =
                format!("two parameters of kernel `{name}` have the name `{}`", parameter.name);
            let place = place(file, parameter.range);
            refusals.push(
                Diagnostic::error(codes::DUPLICATE_PARAMETER, message, place)
                    .with_help("rename one of them"),
            );
        }
    }
}

/// What is said of a kernel with `*args` that is not called by others, which know how many arguments
/// there are.
pub fn any_number(file: &SourceFile, function: &StmtFunctionDef) -> Option<Diagnostic> {
    if file.module.starts_with(prelude::PACKAGE) {
        return None;
    }
    let parameter = function.parameters.vararg.as_deref()?;
    let message = format!("kernel `{}` takes `*{}`", function.name, parameter.name);
    Some(
        Diagnostic::error(codes::VARIADIC, message, place(file, parameter.range))
            .with_label("takes any number of arguments")
            .with_help("call it from another kernel, or name every parameter"),
    )
}

fn body(file: &SourceFile, function: &StmtFunctionDef, refusals: &mut Vec<Diagnostic>) {
    let mut inspector = Inspector { depth: 0, yields: None, too_deep: None };
    inspector.visit_body(&function.body);
    let name = &function.name;
    let mut refuse = |code: Code, message: String, range, label, help| {
        let diagnostic = Diagnostic::error(code, message, place(file, range));
        refusals.push(diagnostic.with_label(label).with_help(help));
    };
    if let Some(range) = inspector.yields {
        let message = format!("kernel `{name}` is a generator");
        let help = "write the values into an array that the caller passes";
        refuse(codes::GENERATOR, message, range, "yields here", help);
    }
    if let Some(range) = inspector.too_deep {
        let message = format!("kernel `{name}` nests too deeply");
        let label = "more than 200 levels deep here";
        refuse(
            codes::KERNEL_TOO_DEEP,
            message,
            range,
            label,
            "give parts of it names of their own",
        );
    }
}

/// How many parts one level of nesting counts for. A clause of an `if`, or a case, counts for one:
/// later stages nest each in the one before, but nothing else between.
const LEVEL: usize = 6;

/// Looks for `yield` and for nesting that is too deep for the stages to come.
struct Inspector {
    /// In parts of a level.
    depth: usize,
    yields: Option<TextRange>,
    too_deep: Option<TextRange>,
}

impl Inspector {
    /// Goes into a node that counts for some levels; chains that later stages nest count for each
    /// link.
    fn enter(&mut self, levels: usize, range: TextRange, walk: impl FnOnce(&mut Inspector)) {
        self.enter_chain(levels, 0, range, walk);
    }

    /// The same for a statement with that many clauses.
    fn enter_chain(
        &mut self,
        levels: usize,
        clauses: usize,
        range: TextRange,
        walk: impl FnOnce(&mut Inspector),
    ) {
        let parts = levels * LEVEL + clauses;
        self.depth += parts;
        if self.depth > MAX_DEPTH * LEVEL {
            self.too_deep.get_or_insert(range);
        } else {
            walk(self);
        }
        self.depth -= parts;
    }
}

impl<'tree> Visitor<'tree> for Inspector {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        use rustpython_text_size::Ranged;
        let clauses = match statement {
            Stmt::ClassDef(_) => return,
            Stmt::FunctionDef(_) => {
                // What it yields is its own.
                let yields = self.yields;
                self.enter(1, statement.range(), |inspector| walk_stmt(inspector, statement));
                self.yields = yields;
                return;
            }
            Stmt::If(statement) => statement.elif_else_clauses.len(),
            Stmt::Match(statement) => statement.cases.len(),
            _ => 0,
        };
        let walk = |inspector: &mut Inspector| walk_stmt(inspector, statement);
        self.enter_chain(1, clauses, statement.range(), walk);
    }

    fn visit_pattern(&mut self, pattern: &'tree Pattern) {
        use rustpython_text_size::Ranged;
        let levels = match pattern {
            Pattern::MatchOr(pattern) => pattern.patterns.len(),
            Pattern::MatchSequence(pattern) => pattern.patterns.len().max(1),
            _ => 1,
        };
        self.enter(levels, pattern.range(), |inspector| walk_pattern(inspector, pattern));
    }

    fn visit_expr(&mut self, expression: &'tree Expr) {
        use rustpython_text_size::Ranged;
        let levels = match expression {
            Expr::Lambda(_) => {
                let yields = self.yields;
                self.enter(1, expression.range(), |inspector| walk_expr(inspector, expression));
                self.yields = yields;
                return;
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.yields.get_or_insert(expression.range());
                1
            }
            Expr::BoolOp(operation) => operation.values.len(),
            Expr::Compare(comparison) => comparison.comparators.len(),
            _ => 1,
        };
        self.enter(levels, expression.range(), |inspector| walk_expr(inspector, expression));
    }
}
