//! Finding the decorated functions, and putting a program together.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::statement_visitor::{StatementVisitor, walk_stmt};
use rustpython_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};

use super::applied::{Application, applications};
use super::definitions::{Branch, DefinitionKind, Definitions, collect};
use super::live::{self, Asked, library_name};
use super::resolve::{KernelPlaces, Resolver, modules_of};
use super::{Binding, Decorator, DecoratorKind, Kernel, KernelId, Names, Program};
use super::{annotations, around, decorators, refuse};
use crate::defects::{self, Subject};
use crate::diagnostics::{Diagnostic, Place};
use crate::source::{FileId, SourceFile, SourceTree};

/// A function that is to be a kernel, as it was found.
pub struct Candidate<'tree> {
    pub file: FileId,
    pub function: &'tree StmtFunctionDef,
    pub qualified_name: String,
    /// It stands directly in a class.
    pub in_class: bool,
    /// A function is around it.
    pub nested: bool,
    /// A process has it: so it is what its text says, whatever its decorators are, and what it
    /// captures is known. Else it is here for its decorator.
    pub asked: bool,
    /// Our decorators on it: the index in its list, and which.
    pub ours: Vec<(usize, DecoratorKind)>,
    /// The file whose import brought the first of our decorators.
    pub decorator_home: FileId,
    /// The call of the first of our decorators, if it has arguments.
    pub call: Option<Call<'tree>>,
    /// Where no decorator stands on it: how one of Numba's is called with it.
    pub applied: Option<Application<'tree>>,
    /// Why it is not known whether the first of our decorators is ours.
    pub doubt: Option<String>,
}

/// A call and the file it is in.
pub type Call<'tree> = (FileId, &'tree ExprCall);

/// A function that is asked for.
struct Wanted<'tree> {
    candidate: Candidate<'tree>,
    /// The variables of the functions around it; see [`around::variables`].
    around: BTreeMap<String, String>,
    /// The name that the text binds to it means it, and nothing that a decorator has made of it.
    is_named: bool,
}

/// See [`super::scan`] and [`super::scan_asked`].
pub fn program<'tree>(tree: &'tree SourceTree, asked: &[Asked]) -> Program<'tree> {
    let modules = modules_of(tree);
    let definitions: Vec<_> = tree.files.iter().map(collect).collect();
    let mut candidates = Vec::new();
    let mut wanted: Vec<Option<Wanted>> = asked.iter().map(|_| None).collect();
    // Which functions are kernels depends on what the decorators' names mean, and what names mean
    // on which functions are kernels; but no decorator is a kernel, so two passes do.
    let none = KernelPlaces::new();
    let mut resolver = Resolver::new(&modules, &definitions, &none);
    let applied = applications(tree, &definitions, &mut resolver);
    for (id, file) in tree.ids() {
        let mut finder = Finder {
            tree,
            file: id,
            resolver: &mut resolver,
            applied: &applied,
            names: Vec::new(),
            in_class: false,
            around: Vec::new(),
            found: &mut candidates,
            asked,
            wanted: &mut wanted,
        };
        finder.visit_body(&file.ast.body);
    }
    let place = |it: &Candidate| (tree.viewed(it.file), it.function.range.start().into());
    let numbered = candidates.iter().enumerate();
    let mut places: KernelPlaces =
        numbered.map(|(index, it)| (place(it), KernelId(index as u32))).collect();
    let mut kernels = Vec::new();
    let mut variables = Vec::new();
    // The first of a definition is what the text means by its name.
    let mut taken = BTreeSet::new();
    for wanted in wanted {
        let kernel = wanted.as_ref().map(|_| KernelId(candidates.len() as u32));
        kernels.push(kernel);
        let Some(Wanted { candidate, around, is_named }) = wanted else {
            variables.push(BTreeMap::new());
            continue;
        };
        if let Some(kernel) = kernel
            && is_named
            && taken.insert(place(&candidate))
        {
            places.insert(place(&candidate), kernel);
        }
        candidates.push(candidate);
        variables.push(around);
    }
    let names = names(tree, &modules, &definitions, &places);
    let (views, asked_kernels) = (Vec::new(), kernels);
    let mut program =
        Program { tree, kernels: Vec::new(), names, modules, views, asked: asked_kernels };
    program.views = live::views(&program, asked, &variables);
    program.kernels = candidates.into_iter().map(|found| contained(&program, found)).collect();
    program
}

fn names<'tree>(
    tree: &'tree SourceTree,
    modules: &BTreeMap<String, FileId>,
    definitions: &[Definitions<'tree>],
    places: &KernelPlaces,
) -> Vec<Names<'tree>> {
    let mut resolver = Resolver::new(modules, definitions, places);
    let scopes = tree.ids().map(|(id, _)| resolver.scope(id));
    scopes.map(|(scope, origins)| Names { scope, origins }).collect()
}

/// Walks a file's statements and collects the functions that carry one of our decorators, and those
/// that are asked for.
struct Finder<'found, 'tree, 'data> {
    tree: &'tree SourceTree,
    file: FileId,
    resolver: &'found mut Resolver<'tree, 'data>,
    applied: &'found BTreeMap<(FileId, u32), Application<'tree>>,
    /// The parts of the qualified name so far.
    names: Vec<String>,
    in_class: bool,
    /// The functions around, the outermost one first.
    around: Vec<&'tree StmtFunctionDef>,
    found: &'found mut Vec<Candidate<'tree>>,
    asked: &'found [Asked],
    wanted: &'found mut Vec<Option<Wanted<'tree>>>,
}

impl<'tree> StatementVisitor<'tree> for Finder<'_, 'tree, '_> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.function(function);
                self.names.push(function.name.to_string());
                self.names.push("<locals>".to_owned());
                self.around.push(function);
                self.inside(false, &function.body);
                self.around.pop();
                self.names.truncate(self.names.len() - 2);
            }
            Stmt::ClassDef(class) => {
                self.names.push(class.name.to_string());
                self.inside(true, &class.body);
                self.names.pop();
            }
            _ => walk_stmt(self, statement),
        }
    }
}

impl<'tree> Finder<'_, 'tree, '_> {
    fn inside(&mut self, in_class: bool, body: &'tree [Stmt]) {
        let outer = std::mem::replace(&mut self.in_class, in_class);
        self.visit_body(body);
        self.in_class = outer;
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
        let (decorator_home, call) = first.unwrap_or((self.file, None));
        let mut names = self.names.clone();
        names.push(function.name.to_string());
        let mut candidate = Candidate {
            file: self.file,
            function,
            qualified_name: names.join("."),
            in_class: self.in_class,
            nested: !self.around.is_empty(),
            asked: false,
            ours,
            decorator_home,
            call,
            applied: None,
            doubt: None,
        };
        let place = (self.file, function.range.start().into());
        if let Some(applied) = self.applied.get(&place)
            && first.is_none()
        {
            candidate.applied = Some(*applied);
            candidate.decorator_home = applied.file;
            candidate.call = Some((applied.file, applied.options));
        }
        self.want(&candidate);
        if first.is_none()
            && let Some((index, kind, reason)) = self.uncertain(function)
        {
            candidate.ours.push((index, kind));
            candidate.doubt = Some(reason);
        }
        if !candidate.ours.is_empty() || candidate.applied.is_some() {
            self.found.push(candidate);
        }
    }

    /// Takes a function for those that it is asked for as.
    fn want(&mut self, found: &Candidate<'tree>) {
        let file = self.tree.file(self.file);
        let function = found.function;
        for (index, asked) in self.asked.iter().enumerate() {
            let lines = || first_lines(file, function).contains(&asked.line);
            if asked.file != self.file || asked.qualified_name != found.qualified_name || !lines() {
                continue;
            }
            let mut candidate = Candidate {
                file: self.tree.view(index),
                asked: true,
                ours: found.ours.clone(),
                qualified_name: found.qualified_name.clone(),
                // Its names mean what they mean here.
                call: found.call.map(|(home, call)| match home == self.file {
                    true => (self.tree.view(index), call),
                    false => (home, call),
                }),
                doubt: None,
                ..*found
            };
            if candidate.ours.is_empty() {
                by_live_names(self.tree, &mut candidate, &asked.live);
            }
            let is_named = !candidate.nested
                && function.decorator_list.len()
                    == candidate.ours.len() + usize::from(found.in_class);
            let around = around::variables(&self.around);
            if let Some(wanted) = self.wanted.get_mut(index) {
                *wanted = Some(Wanted { candidate, around, is_named });
            }
        }
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
                    decorators::kind_of(self.tree, &format!("{module}.{member}"))
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
        Some((decorators::kind_of(self.tree, &name)?, home.unwrap_or(file), call))
    }
}

/// The lines (from 1) of the function's first decorator, which is Python's `co_firstlineno`, and of
/// its `def`.
fn first_lines(file: &SourceFile, function: &StmtFunctionDef) -> [u32; 2] {
    let first = function.decorator_list.first();
    let first = first.map_or(function.range.start(), |decorator| decorator.range.start());
    [first, function.name.range.start()].map(|place| file.position(place.into()).0)
}

/// Finds our decorator where the process knows that it is ours: another cell may have imported it.
fn by_live_names(
    tree: &SourceTree,
    candidate: &mut Candidate,
    live: &BTreeMap<String, live::Live>,
) {
    for (index, decorator) in candidate.function.decorator_list.iter().enumerate() {
        let (callable, call) = match &decorator.expression {
            Expr::Call(call) => (&*call.func, Some((candidate.file, call))),
            other => (other, None),
        };
        let kind = library_name(live, callable).and_then(|name| decorators::kind_of(tree, &name));
        if let Some(kind) = kind {
            if candidate.ours.is_empty() {
                candidate.call = call;
            }
            candidate.ours.push((index, kind));
        }
    }
}

/// The kernel; one that is refused where reading it shows a defect of pyjit.
fn contained<'tree>(program: &Program<'tree>, found: Candidate<'tree>) -> Kernel<'tree> {
    let file = program.tree.file(found.file);
    let names = [(file.path.as_str(), found.qualified_name.as_str())];
    let subject = Subject::new("scan", names.into_iter());
    defects::contained(subject, || kernel(program, &found)).unwrap_or_else(|what| {
        let (kind, span) = decorators::plain(&found);
        let decorator = Decorator::plain(kind, span, found.decorator_home);
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
            (Decorator::plain(kind, span, home), Vec::new())
        }
    };
    let (decorator, mut signatures) = declared;
    let mut uncalled = None;
    let takes_any_number = found.function.parameters.vararg.is_some();
    if takes_any_number {
        signatures.clear();
        uncalled = refuse::any_number(program.tree.file(found.file), found.function);
    }
    // Annotations say nothing to Numba.
    let annotates = !decorator.kind.is_numbas();
    if annotates && signatures.is_empty() && refusals.is_empty() && !takes_any_number {
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
    let [first_line, line] = first_lines(file, function);
    Kernel {
        file: found.file,
        qualified_name: found.qualified_name.clone(),
        first_line,
        line,
        span: function.name.range.into(),
        decorator,
        signatures: Vec::new(),
        recorded: false,
        uncalled: None,
        refusals,
        definition: function,
    }
}
