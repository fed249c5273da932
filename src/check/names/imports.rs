//! Imports inside a kernel: names that stand for a library, or for something of one, from the
//! statement to the end of the block that it is in.
//!
//! The statement itself does nothing in compiled code, so only libraries are imported so whose import
//! nobody notices.

use rustpython_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{Expr, Parameter, Pattern, Stmt, StmtFunctionDef};
use rustpython_text_size::Ranged;

use crate::check::problem::Problem;
use crate::check::syntax::captured_name;
use crate::diagnostics::codes;
use crate::source::Span;

/// The libraries that a kernel may import.
const LIBRARIES: &[&str] = &[
    "__future__",
    "array",
    "bisect",
    "builtins",
    "cmath",
    "collections",
    "collections.abc",
    "enum",
    "functools",
    "heapq",
    "itertools",
    "math",
    "numbers",
    "numpy",
    "numpy.typing",
    "operator",
    "sys",
    "types",
    "typing",
    "typing_extensions",
];

/// The imports inside a kernel.
#[derive(Debug, Default)]
pub struct Imports(Vec<Import>);

/// What one name means that an import binds.
#[derive(Debug)]
struct Import {
    name: String,
    /// The canonical dotted name: `numpy`, `math.sqrt`.
    dotted: String,
    /// From the statement to the end of its block.
    region: Span,
    /// The function that the statement is in.
    owner: Span,
    place: Span,
}

impl Imports {
    /// What the name at that place stands for, if an import in the kernel binds it.
    pub fn find(&self, name: &str, place: Span) -> Option<&str> {
        let mut behind = self.0.iter().rev().filter(|import| import.name == name);
        let found = behind.find(|import| covers(import.region, place));
        found.map(|import| import.dotted.as_str())
    }
}

/// The imports inside a kernel, and what is wrong with them. `in_tree` tells the modules that are
/// files of the tree, which may do anything when they are imported.
pub fn imports(
    kernel: &StmtFunctionDef,
    in_tree: &dyn Fn(&str) -> bool,
) -> (Imports, Vec<Problem>) {
    let mut finder =
        Finder { imports: Vec::new(), owner: kernel.range.into(), in_tree, problems: Vec::new() };
    finder.block(&kernel.body);
    if finder.imports.is_empty() {
        return (Imports::default(), finder.problems);
    }
    let mut uses = Uses { imports: &finder.imports, problems: finder.problems };
    uses.visit_parameters(&kernel.parameters);
    uses.visit_body(&kernel.body);
    let mut problems = uses.problems;
    let differs = |import: &&Import| {
        let mut others = finder.imports.iter().filter(|it| it.name == import.name);
        others.any(|it| it.owner == import.owner && it.dotted != import.dotted)
    };
    problems.extend(finder.imports.iter().find(differs).map(|it| bound_twice(&it.name, it.place)));
    (Imports(finder.imports), problems)
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Finds the statements.
struct Finder<'a> {
    imports: Vec<Import>,
    owner: Span,
    in_tree: &'a dyn Fn(&str) -> bool,
    problems: Vec<Problem>,
}

impl Finder<'_> {
    fn block(&mut self, body: &[Stmt]) {
        let end = body.last().map_or(0, |last| last.range().end().into());
        for stmt in body {
            match stmt {
                Stmt::Import(import) => {
                    for alias in &import.names {
                        let whole = alias.name.as_str();
                        let first = whole.split('.').next().unwrap_or(whole);
                        let (name, dotted) = match &alias.asname {
                            Some(name) => (name.as_str(), whole),
                            None => (first, first),
                        };
                        self.import(name, dotted, whole, stmt, end);
                    }
                }
                Stmt::ImportFrom(import) => {
                    let module = import.module.as_ref().map_or("", |module| module.as_str());
                    let module = if import.level > 0 { "" } else { module };
                    for alias in &import.names {
                        let member = alias.name.as_str();
                        let name = alias.asname.as_ref().map_or(member, |name| name.as_str());
                        self.import(name, &format!("{module}.{member}"), module, stmt, end);
                    }
                }
                _ => self.inside(stmt),
            }
        }
    }

    /// The blocks of a statement.
    fn inside(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::If(stmt) => {
                self.block(&stmt.body);
                stmt.elif_else_clauses.iter().for_each(|clause| self.block(&clause.body));
            }
            Stmt::For(stmt) => {
                self.block(&stmt.body);
                self.block(&stmt.orelse);
            }
            Stmt::While(stmt) => {
                self.block(&stmt.body);
                self.block(&stmt.orelse);
            }
            Stmt::Match(stmt) => stmt.cases.iter().for_each(|case| self.block(&case.body)),
            Stmt::With(stmt) => self.block(&stmt.body),
            Stmt::FunctionDef(function) => {
                let outer = std::mem::replace(&mut self.owner, function.range.into());
                self.block(&function.body);
                self.owner = outer;
            }
            _ => {}
        }
    }

    fn import(&mut self, name: &str, dotted: &str, module: &str, stmt: &Stmt, end: u32) {
        let place: Span = stmt.range().into();
        if !LIBRARIES.contains(&module) || (self.in_tree)(module) {
            let message = "this import inside the function cannot be compiled";
            let problem = Problem::new(codes::INNER_IMPORT, place, message)
                .label("importing it may do anything")
                .help("import it at the top of the module");
            return self.problems.push(problem);
        }
        self.imports.push(Import {
            name: name.to_owned(),
            dotted: dotted.to_owned(),
            region: Span { start: place.end, end },
            owner: self.owner,
            place,
        });
    }
}

/// Looks at every use of the names that imports bind.
struct Uses<'a> {
    imports: &'a [Import],
    problems: Vec<Problem>,
}

impl Uses<'_> {
    /// Another statement than an import binds the name.
    fn bound(&mut self, name: &str, place: Span) {
        if self.imports.iter().any(|import| import.name == name) {
            self.problems.push(bound_twice(name, place));
        }
    }

    fn read(&mut self, name: &str, place: Span) {
        let mut here = self.imports.iter().filter(|it| it.name == name && covers(it.owner, place));
        let behind = self.imports.iter().any(|it| it.name == name && covers(it.region, place));
        if !behind && here.next().is_some() {
            let message = format!("`{name}` may be read before it is imported");
            let problem = Problem::new(codes::INNER_IMPORT, place, message);
            self.problems.push(problem.help("import it at the top of the function"));
        }
    }
}

impl<'a> Visitor<'a> for Uses<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(function) = stmt {
            self.bound(&function.name, function.name.range.into());
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx.is_load() => self.read(&name.id, name.range.into()),
            Expr::Name(name) => self.bound(&name.id, name.range.into()),
            _ => walk_expr(self, expr),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bound(&parameter.name, parameter.name.range.into());
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        if let Some(name) = captured_name(pattern) {
            self.bound(name.as_str(), name.range.into());
        }
        walk_pattern(self, pattern);
    }
}

fn bound_twice(name: &str, place: Span) -> Problem {
    let message = format!("`{name}` is imported inside the function, and means something else too");
    Problem::new(codes::INNER_IMPORT, place, message).help("use another name for one of them")
}
