//! Finding the decorated functions, and putting a program together.

use rustpython_ast::statement_visitor::{StatementVisitor, walk_stmt};
use rustpython_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};

use super::definitions::{Branch, DefinitionKind, Definitions, collect};
use super::resolve::{KernelPlaces, Resolver, modules_of};
use super::{Binding, Decorator, DecoratorKind, Kernel, KernelId, Names, Program};
use super::{annotations, decorators, refuse};
use crate::defects::{self, Subject};
use crate::diagnostics::{Diagnostic, Place};
use crate::source::{FileId, SourceTree};
use crate::types::KernelOptions;

/// A decorated function, as it was found.
pub struct Candidate<'tree> {
    pub file: FileId,
    pub function: &'tree StmtFunctionDef,
    pub qualified_name: String,
    pub home: Home,
    /// Our decorators on it: the index in its list, and which.
    pub ours: Vec<(usize, DecoratorKind)>,
    /// The file whose import brought the first of our decorators.
    pub decorator_home: FileId,
    /// The call of the first of our decorators, if it has arguments.
    pub call: Option<Call<'tree>>,
    /// Why it is not known whether the first of our decorators is ours.
    pub doubt: Option<String>,
}

/// A call and the file it is in.
pub type Call<'tree> = (FileId, &'tree ExprCall);

/// What a function is defined in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    Module,
    Class,
    Function,
}

/// See [`super::scan`].
pub fn program(tree: &SourceTree) -> Program<'_> {
    let modules = modules_of(tree);
    let definitions: Vec<_> = tree.files.iter().map(collect).collect();
    let mut candidates = Vec::new();
    // Which functions are kernels depends on what the decorators' names mean, and what names mean
    // on which functions are kernels; but no decorator is a kernel, so two passes do.
    let none = KernelPlaces::new();
    let mut resolver = Resolver::new(&modules, &definitions, &none);
    for (id, file) in tree.ids() {
        let mut finder = Finder {
            file: id,
            resolver: &mut resolver,
            names: Vec::new(),
            home: Home::Module,
            found: &mut candidates,
        };
        finder.visit_body(&file.ast.body);
    }
    let places = candidates
        .iter()
        .enumerate()
        .map(|(index, it)| ((it.file, it.function.range.start().into()), KernelId(index as u32)))
        .collect();
    let names = names(tree, &modules, &definitions, &places);
    let mut program = Program { tree, kernels: Vec::new(), names, modules };
    program.kernels = candidates.into_iter().map(|found| contained(&program, found)).collect();
    program
}

fn names<'tree>(
    tree: &'tree SourceTree,
    modules: &std::collections::BTreeMap<String, FileId>,
    definitions: &[Definitions<'tree>],
    places: &KernelPlaces,
) -> Vec<Names<'tree>> {
    let mut resolver = Resolver::new(modules, definitions, places);
    let scopes = tree.ids().map(|(id, _)| resolver.scope(id));
    scopes.map(|(scope, origins)| Names { scope, origins }).collect()
}

/// Walks a file's statements and collects the functions that carry one of our decorators.
struct Finder<'found, 'tree, 'data> {
    file: FileId,
    resolver: &'found mut Resolver<'tree, 'data>,
    /// The parts of the qualified name so far.
    names: Vec<String>,
    home: Home,
    found: &'found mut Vec<Candidate<'tree>>,
}

impl<'tree> StatementVisitor<'tree> for Finder<'_, 'tree, '_> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.function(function);
                self.names.push(function.name.to_string());
                self.names.push("<locals>".to_owned());
                self.inside(Home::Function, &function.body);
                self.names.truncate(self.names.len() - 2);
            }
            Stmt::ClassDef(class) => {
                self.names.push(class.name.to_string());
                let home = if self.home == Home::Function { Home::Function } else { Home::Class };
                self.inside(home, &class.body);
                self.names.pop();
            }
            _ => walk_stmt(self, statement),
        }
    }
}

impl<'tree> Finder<'_, 'tree, '_> {
    fn inside(&mut self, home: Home, body: &'tree [Stmt]) {
        let outer = std::mem::replace(&mut self.home, home);
        self.visit_body(body);
        self.home = outer;
    }

    fn function(&mut self, function: &'tree StmtFunctionDef) {
        let mut ours = Vec::new();
        let mut first = None;
        for (index, decorator) in function.decorator_list.iter().enumerate() {
            if let Some((kind, home, call)) = self.decorator(&decorator.expression) {
                ours.push((index, kind));
                first.get_or_insert((home, call));
            }
        }
        let mut doubt = None;
        if first.is_none()
            && let Some((index, kind, reason)) = self.uncertain(function)
        {
            ours.push((index, kind));
            first = Some((self.file, None));
            doubt = Some(reason);
        }
        let Some((decorator_home, call)) = first else { return };
        let mut names = self.names.clone();
        names.push(function.name.to_string());
        self.found.push(Candidate {
            file: self.file,
            function,
            qualified_name: names.join("."),
            home: self.home,
            ours,
            decorator_home,
            call,
            doubt,
        });
    }

    /// A decorator whose name an import of pyjit binds under a condition, its place in the list, and
    /// why its meaning is not known.
    fn uncertain(
        &mut self,
        function: &'tree StmtFunctionDef,
    ) -> Option<(usize, DecoratorKind, String)> {
        let decorators = function.decorator_list.iter().enumerate();
        decorators.into_iter().find_map(|(index, decorator)| {
            let callable = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            let name = callable.as_name_expr()?.id.as_str();
            let Binding::Unknown(reason) = self.resolver.expression(self.file, callable) else {
                return None;
            };
            let definitions = self.resolver.definitions(self.file).names.get(name)?;
            let settled = self.resolver.settled(self.file, definitions);
            let kind = settled.iter().find_map(|definition| match &definition.kind {
                DefinitionKind::Member { module, member }
                    if definition.branch != Branch::TypeChecking =>
                {
                    decorators::kind_of(&format!("{module}.{member}"))
                }
                _ => None,
            })?;
            Some((index, kind, reason))
        })
    }

    /// Which of our decorators an expression is, where it was imported, and its call if it has
    /// arguments: here, or where a name was given to it, as in `fast = jit(boundscheck=False)`.
    fn decorator(
        &mut self,
        expression: &'tree Expr,
    ) -> Option<(DecoratorKind, FileId, Option<Call<'tree>>)> {
        let (file, expression) = match self.resolver.origin(self.file, expression) {
            Some(origin @ (_, Expr::Call(_))) => origin,
            _ => (self.file, expression),
        };
        let (callable, call) = match expression {
            Expr::Call(call) => (&*call.func, Some((file, call))),
            other => (other, None),
        };
        let (Binding::Library(name), home) = self.resolver.locate(file, callable) else {
            return None;
        };
        Some((decorators::kind_of(&name)?, home.unwrap_or(file), call))
    }
}

/// The kernel; one that is refused where reading it shows a defect of pyjit.
fn contained<'tree>(program: &Program<'tree>, found: Candidate<'tree>) -> Kernel<'tree> {
    let file = program.tree.file(found.file);
    let names = [(file.path.as_str(), found.qualified_name.as_str())];
    let subject = Subject::new("scan", names.into_iter());
    defects::contained(subject, || kernel(program, &found)).unwrap_or_else(|what| {
        let (kind, span) = decorators::plain(&found);
        let decorator =
            Decorator { kind, options: KernelOptions::default(), span, home: found.decorator_home };
        let place = Place { path: file.path.clone(), span: found.function.name.range.into() };
        let refusals = vec![defects::diagnostic(place, &what)];
        bare(program, &found, decorator, refusals)
    })
}

fn kernel<'tree>(program: &Program<'tree>, found: &Candidate<'tree>) -> Kernel<'tree> {
    let mut refusals = refuse::refusals(program, found);
    let declared = match decorators::read(program, found) {
        Ok(read) => read,
        Err(refusal) => {
            refusals.push(refusal);
            let (kind, span) = decorators::plain(found);
            let home = found.decorator_home;
            (Decorator { kind, options: KernelOptions::default(), span, home }, Vec::new())
        }
    };
    let (decorator, mut signatures) = declared;
    let mut uncalled = None;
    let takes_any_number = found.function.parameters.vararg.is_some();
    if signatures.is_empty() && refusals.is_empty() && !takes_any_number {
        match annotations::annotated(program, found.file, found.function) {
            Ok(annotated) => {
                signatures = annotated.signatures;
                uncalled = annotated.uncalled;
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    Kernel { signatures, uncalled, ..bare(program, found, decorator, refusals) }
}

/// A kernel without signatures.
fn bare<'tree>(
    program: &Program<'tree>,
    found: &Candidate<'tree>,
    decorator: Decorator,
    refusals: Vec<Diagnostic>,
) -> Kernel<'tree> {
    let file = program.tree.file(found.file);
    let function = found.function;
    let first = function
        .decorator_list
        .first()
        .map_or(function.range.start(), |decorator| decorator.range.start());
    Kernel {
        file: found.file,
        qualified_name: found.qualified_name.clone(),
        first_line: file.position(first.into()).0,
        line: file.position(function.name.range.start().into()).0,
        span: function.name.range.into(),
        decorator,
        signatures: Vec::new(),
        uncalled: None,
        refusals,
        definition: function,
    }
}
