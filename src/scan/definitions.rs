//! What a module's top level binds: every name with every statement that binds it.
//!
//! Only syntax is looked at here; `resolve` says what the names mean.

use std::collections::BTreeMap;

use rustpython_ast::visitor::{Visitor, walk_expr, walk_stmt};
use rustpython_ast::{
    Expr, ExprCall, ExprList as TargetList, ExprTuple as TargetTuple, Pattern, Stmt, StmtClassDef,
    StmtFunctionDef, StmtIf, StmtTry, visitor,
};

use rustpython_text_size::Ranged;

use crate::source::{SourceFile, imported_module};

/// The bindings of one module.
#[derive(Default)]
pub struct Definitions<'tree> {
    pub names: BTreeMap<String, Vec<Definition<'tree>>>,
    /// The statements `from … import *`, in order.
    pub stars: Vec<Star>,
    /// Something writes to the module's names in a way that does not tell which, as
    /// `globals().update(…)` does.
    pub dynamic: bool,
    /// Assignments to attributes, anywhere in the file: what stands before the dot, and the name.
    pub attribute_writes: Vec<(&'tree Expr, &'tree str)>,
    /// What elements are assigned of, or what is changed by a method, anywhere in the file.
    pub changed: Vec<&'tree Expr>,
    /// The conditions under which statements run.
    pub conditions: Vec<Condition<'tree>>,
}

/// When the block of an `if` runs.
#[derive(Clone, Debug)]
pub struct Condition<'tree> {
    /// The tests before it, which are false, and its own, which is true but for `else`.
    pub tests: Vec<(&'tree Expr, bool)>,
    /// Where the `if` itself stands.
    pub around: Branch,
}

/// `from module import *`.
#[derive(Clone, Debug)]
pub struct Star {
    pub module: String,
    pub branch: Branch,
    /// The byte offset of the statement.
    pub position: u32,
}

/// One statement that binds a name.
#[derive(Clone, Debug)]
pub struct Definition<'tree> {
    pub kind: DefinitionKind<'tree>,
    pub branch: Branch,
    /// The byte offset of the statement.
    pub position: u32,
    /// What the statement says of the name's type.
    pub annotation: Option<&'tree Expr>,
}

#[derive(Clone, Debug)]
pub enum DefinitionKind<'tree> {
    /// `import a.b as name`; for `import a.b`, the first part.
    Module(String),
    /// `from module import member`.
    Member {
        module: String,
        member: String,
    },
    Function(&'tree StmtFunctionDef),
    Class(&'tree StmtClassDef),
    Value(&'tree Expr),
    /// One of several targets that a sequence is unpacked to.
    Element {
        value: &'tree Expr,
        index: usize,
        count: usize,
    },
    /// A value that cannot be known; says why.
    Other(&'static str),
}

/// Under which condition a statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    Always,
    /// Under an `if`: the index of its condition.
    Tested(usize),
    /// In a loop, in a `try` …
    Conditional,
    /// In an `except`: counts if nothing else binds the name.
    Handler,
    /// Under `if TYPE_CHECKING`: counts if nothing else binds the name.
    TypeChecking,
}

/// The methods that change a list or an array.
const CHANGING: &[&str] = &[
    "append",
    "byteswap",
    "clear",
    "extend",
    "fill",
    "insert",
    "partition",
    "pop",
    "put",
    "remove",
    "resize",
    "reverse",
    "sort",
];
/// The functions that change their first argument.
const INTO: &[&str] = &["copyto", "fill_diagonal", "place", "put", "putmask", "shuffle"];
const LOOP_VARIABLE: &str = "it is a loop variable";
const REASSIGNED: &str = "it is assigned more than once";
const UNPACKED: &str = "it is assigned by unpacking";
const GLOBAL: &str = "a function assigns it through `global`";

/// The definitions of a file.
pub fn collect(file: &SourceFile) -> Definitions<'_> {
    let mut collector = Collector {
        file,
        definitions: Definitions::default(),
        branch: Branch::Always,
        position: 0,
        annotation: None,
        inner: false,
    };
    collector.visit_body(&file.ast.body);
    collector.definitions
}

struct Collector<'tree> {
    file: &'tree SourceFile,
    definitions: Definitions<'tree>,
    branch: Branch,
    /// The byte offset of the statement that is looked at.
    position: u32,
    /// The annotation of the assignment that is looked at.
    annotation: Option<&'tree Expr>,
    /// Inside a function or class: names bound there are not the module's.
    inner: bool,
}

impl<'tree> Visitor<'tree> for Collector<'tree> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        self.position = statement.range().start().into();
        if let Stmt::Global(global) = statement {
            for name in &global.names {
                self.define(name, DefinitionKind::Other(GLOBAL), Branch::Conditional);
            }
        }
        match statement {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            _ => {
                self.writes(statement);
                if self.inner {
                    return walk_stmt(self, statement);
                }
                self.bindings(statement);
                self.branches(statement);
            }
        }
    }

    fn visit_expr(&mut self, expression: &'tree Expr) {
        match expression {
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                self.target(&named.target, "it is assigned inside an expression");
            }
            // What a lambda binds is its own.
            Expr::Lambda(lambda) => {
                let inner = std::mem::replace(&mut self.inner, true);
                self.visit_expr(&lambda.body);
                self.inner = inner;
            }
            Expr::Call(call) => {
                self.call(call);
                walk_expr(self, expression);
            }
            _ => walk_expr(self, expression),
        }
    }

    fn visit_pattern(&mut self, pattern: &'tree Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.other(name, UNPACKED);
        }
        visitor::walk_pattern(self, pattern);
    }
}

impl<'tree> Collector<'tree> {
    fn define(&mut self, name: &str, kind: DefinitionKind<'tree>, branch: Branch) {
        let definitions = self.definitions.names.entry(name.to_owned()).or_default();
        let (position, annotation) = (self.position, self.annotation);
        definitions.push(Definition { kind, branch, position, annotation });
    }

    fn here(&mut self, name: &str, kind: DefinitionKind<'tree>) {
        if !self.inner {
            self.define(name, kind, self.branch);
        }
    }

    fn other(&mut self, name: &str, reason: &'static str) {
        self.here(name, DefinitionKind::Other(reason));
    }

    /// The names in an assignment's target that gets no single known value.
    fn target(&mut self, target: &'tree Expr, reason: &'static str) {
        match target {
            Expr::Name(name) => self.other(&name.id, reason),
            Expr::Starred(starred) => self.target(&starred.value, reason),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|part| self.target(part, reason)),
            Expr::List(list) => list.elts.iter().for_each(|part| self.target(part, reason)),
            _ => {}
        }
    }

    /// `target = value`; tuples are taken apart where both sides are written out.
    fn assign(&mut self, target: &'tree Expr, value: &'tree Expr) {
        match (target, value) {
            (Expr::Name(name), _) => self.here(&name.id, DefinitionKind::Value(value)),
            (Expr::Tuple(targets), Expr::Tuple(values))
                if targets.elts.len() == values.elts.len()
                    && !targets.elts.iter().chain(&values.elts).any(Expr::is_starred_expr) =>
            {
                for (target, value) in targets.elts.iter().zip(&values.elts) {
                    self.assign(target, value);
                }
            }
            (Expr::Tuple(TargetTuple { elts, .. }) | Expr::List(TargetList { elts, .. }), _)
                if !elts.iter().any(Expr::is_starred_expr) =>
            {
                for (index, target) in elts.iter().enumerate() {
                    match target {
                        Expr::Name(name) => {
                            let count = elts.len();
                            self.here(&name.id, DefinitionKind::Element { value, index, count });
                        }
                        _ => self.target(target, UNPACKED),
                    }
                }
            }
            _ => self.target(target, UNPACKED),
        }
    }

    fn function(&mut self, function: &'tree StmtFunctionDef) {
        self.here(&function.name, DefinitionKind::Function(function));
        for decorator in &function.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        for parameter in function.parameters.iter_non_variadic_params() {
            if let Some(default) = parameter.default() {
                self.visit_expr(default);
            }
        }
        let inner = std::mem::replace(&mut self.inner, true);
        self.visit_body(&function.body);
        self.inner = inner;
    }

    fn class(&mut self, class: &'tree StmtClassDef) {
        self.here(&class.name, DefinitionKind::Class(class));
        let inner = std::mem::replace(&mut self.inner, true);
        self.visit_body(&class.body);
        self.inner = inner;
    }

    /// Assignments to attributes.
    fn writes(&mut self, statement: &'tree Stmt) {
        let targets: &'tree [Expr] = match statement {
            Stmt::Assign(assign) => &assign.targets,
            Stmt::AugAssign(assign) => std::slice::from_ref(&assign.target),
            Stmt::AnnAssign(assign) => std::slice::from_ref(&assign.target),
            Stmt::Delete(delete) => &delete.targets,
            Stmt::For(statement) => std::slice::from_ref(&statement.target),
            Stmt::With(with) => {
                let targets = with.items.iter().filter_map(|item| item.optional_vars.as_deref());
                return targets.for_each(|target| self.write(std::slice::from_ref(target)));
            }
            _ => return,
        };
        self.write(targets);
    }

    fn write(&mut self, targets: &'tree [Expr]) {
        let mut rest: Vec<&'tree Expr> = targets.iter().collect();
        while let Some(target) = rest.pop() {
            match target {
                Expr::Attribute(attribute) => self
                    .definitions
                    .attribute_writes
                    .push((&attribute.value, attribute.attr.as_str())),
                Expr::Tuple(tuple) => rest.extend(&tuple.elts),
                Expr::List(list) => rest.extend(&list.elts),
                Expr::Starred(starred) => rest.push(&starred.value),
                Expr::Subscript(subscript) if is_namespace(&subscript.value) => {
                    match subscript.slice.as_string_literal_expr() {
                        Some(name) => {
                            let kind = DefinitionKind::Other("it is assigned through `globals()`");
                            self.define(name.value.to_str(), kind, Branch::Conditional);
                        }
                        None => self.definitions.dynamic = true,
                    }
                }
                Expr::Subscript(subscript) => self.definitions.changed.push(&subscript.value),
                _ => {}
            }
        }
    }

    /// Calls that bind names: `setattr(module, "name", …)`, `globals().update(…)`, `exec(…)`.
    fn call(&mut self, call: &'tree ExprCall) {
        match (&*call.func, &*call.arguments.args) {
            (func, [owner, Expr::StringLiteral(name), ..]) if is_name(func, "setattr") => {
                self.definitions.attribute_writes.push((owner, name.value.to_str()));
            }
            (Expr::Attribute(method), _) if is_namespace(&method.value) => {
                let reads = matches!(method.attr.as_str(), "get" | "items" | "keys" | "values");
                self.definitions.dynamic |= !reads && method.attr.as_str() != "copy";
            }
            (Expr::Attribute(method), _) if CHANGING.contains(&method.attr.as_str()) => {
                self.definitions.changed.push(&method.value);
                if is_name(&method.value, "__all__") {
                    self.other("__all__", REASSIGNED);
                }
            }
            (Expr::Attribute(method), _) if is_name(&method.value, "__all__") => {
                self.other("__all__", REASSIGNED);
            }
            (func, [first, ..])
                if func.as_attribute_expr().is_some_and(|it| INTO.contains(&it.attr.as_str())) =>
            {
                self.definitions.changed.push(first);
            }
            (func, _) if is_name(func, "exec") && !self.inner => self.definitions.dynamic = true,
            _ => {}
        }
    }

    /// What the statement itself binds, its blocks excepted.
    fn bindings(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let whole = alias.name.as_str();
                    let first = whole.split('.').next().unwrap_or(whole);
                    let (name, module) = match &alias.asname {
                        Some(name) => (name.as_str(), whole),
                        None => (first, first),
                    };
                    self.here(name, DefinitionKind::Module(module.to_owned()));
                }
            }
            Stmt::ImportFrom(import) => {
                let module = imported_module(self.file, import);
                for alias in &import.names {
                    let member = alias.name.as_str();
                    let name = alias.asname.as_ref().map_or(member, |name| name.as_str());
                    let Some(module) = module.clone() else {
                        self.other(name, "it is imported from above the topmost package");
                        continue;
                    };
                    if member == "*" {
                        let (branch, position) = (self.branch, self.position);
                        self.definitions.stars.push(Star { module, branch, position });
                    } else {
                        let member = member.to_owned();
                        self.here(name, DefinitionKind::Member { module, member });
                    }
                }
            }
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                assign.targets.iter().for_each(|target| self.assign(target, &assign.value));
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                    self.annotation = Some(&assign.annotation);
                    self.assign(&assign.target, value);
                    self.annotation = None;
                }
            }
            // The parts of a list of exported names.
            Stmt::AugAssign(assign) if is_name(&assign.target, "__all__") => {
                self.here("__all__", DefinitionKind::Value(&assign.value));
            }
            Stmt::AugAssign(assign) => {
                self.visit_expr(&assign.value);
                self.target(&assign.target, REASSIGNED);
            }
            Stmt::TypeAlias(alias) => self.assign(&alias.name, &alias.value),
            Stmt::Delete(delete) => {
                delete.targets.iter().for_each(|target| self.target(target, "it is deleted"));
            }
            Stmt::For(statement) => self.target(&statement.target, LOOP_VARIABLE),
            Stmt::With(with) => {
                let targets = with.items.iter().filter_map(|item| item.optional_vars.as_deref());
                targets.for_each(|target| self.target(target, "it is bound by `with`"));
            }
            _ => {}
        }
    }

    /// The blocks of a statement, each under its condition.
    fn branches(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::If(statement) => self.if_blocks(statement),
            Stmt::Try(statement) => self.try_blocks(statement),
            Stmt::For(statement) => {
                self.visit_expr(&statement.iter);
                self.block(&statement.body, Branch::Conditional);
                self.block(&statement.orelse, Branch::Conditional);
            }
            Stmt::While(statement) => {
                self.visit_expr(&statement.test);
                self.block(&statement.body, Branch::Conditional);
                self.block(&statement.orelse, Branch::Conditional);
            }
            Stmt::With(with) => {
                with.items.iter().for_each(|item| self.visit_expr(&item.context_expr));
                self.block(&with.body, Branch::Conditional);
            }
            Stmt::Match(statement) => {
                self.visit_expr(&statement.subject);
                for case in &statement.cases {
                    self.visit_pattern(&case.pattern);
                    if let Some(guard) = &case.guard {
                        self.visit_expr(guard);
                    }
                    self.block(&case.body, Branch::Conditional);
                }
            }
            Stmt::Expr(statement) => self.visit_expr(&statement.value),
            Stmt::Assert(statement) => self.visit_expr(&statement.test),
            _ => {}
        }
    }

    /// The blocks of an `if`, each with what must hold for it.
    fn if_blocks(&mut self, statement: &'tree StmtIf) {
        self.visit_expr(&statement.test);
        let mut before: Vec<(&'tree Expr, bool)> = Vec::new();
        let first = (Some(&*statement.test), &statement.body);
        let others = statement.elif_else_clauses.iter();
        let others = others.map(|clause| (clause.test.as_ref(), &clause.body));
        for (index, (test, body)) in std::iter::once(first).chain(others).enumerate() {
            let mut tests = before.clone();
            if let Some(test) = test {
                if index > 0 {
                    self.visit_expr(test);
                }
                tests.push((test, true));
                before.push((test, false));
            }
            let branch = match tests.as_slice() {
                [(test, true)] if is_type_checking(test) => Branch::TypeChecking,
                _ => {
                    let around = self.branch;
                    self.definitions.conditions.push(Condition { tests, around });
                    Branch::Tested(self.definitions.conditions.len() - 1)
                }
            };
            self.block(body, branch);
        }
    }

    fn try_blocks(&mut self, statement: &'tree StmtTry) {
        self.block(&statement.body, Branch::Conditional);
        for handler in &statement.handlers {
            let rustpython_ast::ExceptHandler::ExceptHandler(handler) = handler;
            if let Some(name) = &handler.name {
                self.other(name, "it is bound by `except`");
            }
            self.block(&handler.body, Branch::Handler);
        }
        self.block(&statement.orelse, Branch::Conditional);
        self.block(&statement.finalbody, Branch::Conditional);
    }

    /// A block; one inside a handler stays a handler's.
    fn block(&mut self, body: &'tree [Stmt], branch: Branch) {
        let outer = self.branch;
        match (outer, branch) {
            (Branch::Always, _) => self.branch = branch,
            // Of an `if` inside an `if`, whose condition knows the one around.
            (Branch::Tested(_), _)
            | (Branch::Conditional, Branch::Handler | Branch::TypeChecking) => {
                self.branch = branch;
            }
            (Branch::Conditional | Branch::Handler | Branch::TypeChecking, _) => {}
        }
        self.visit_body(body);
        self.branch = outer;
    }
}

fn is_name(expression: &Expr, wanted: &str) -> bool {
    expression.as_name_expr().is_some_and(|name| name.id.as_str() == wanted)
}

/// `globals()`, or a spelling of it.
fn is_namespace(expression: &Expr) -> bool {
    expression.as_call_expr().is_some_and(|call| {
        let known = ["globals", "vars", "locals"];
        known.iter().any(|name| is_name(&call.func, name)) && call.arguments.is_empty()
    })
}

/// `TYPE_CHECKING` or `typing.TYPE_CHECKING`.
fn is_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}
