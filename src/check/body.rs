//! One look at the body of an instance: builds its typed tree with what is known so far.
//!
//! The same code serves inference and the final tree. Where a type is not known yet a statement is
//! left out; what flows into variables and into the result is collected, and the driver looks
//! again until nothing changes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustpython_ast::{Expr as Ast, StmtFunctionDef};

use rustpython_text_size::Ranged;

use crate::check::build::{node, of_declared_shape};
use crate::check::instances::{Outcome, Table};
use crate::check::known::{Facts, Known, Ways};
use crate::check::library::{is_combination, is_prelude, signature};
use crate::check::names::scopes::Syntax;
use crate::check::names::webs::{Webs, captured_place};
use crate::check::problem::{Built, Stop};
use crate::check::refusals::kept_as;
use crate::check::rules::convert::to_joined;
use crate::check::rules::join::{Clash, Fact, join_by};
use crate::check::sources::{SourceId, Sources};
use crate::check::tree::{
    Expr, ExprKind, Stmt, StmtKind, Target, TypedFunction, Variable, VariableId,
};
use crate::scan::{Binding, KernelId, Program};
use crate::source::{FileId, Span};
use crate::types::{Constant, Frozen, Global, Meaning, Rules, Type};

/// The place, among what is returned, of the end of the body.
pub const END: Span = Span { start: u32::MAX, end: u32::MAX };

/// Where something is built: whose rules count there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// In no expression of arrays: those of the kernel.
    #[default]
    Nothing,
    /// In the loop of a ufunc: NumPy's.
    Loop,
    /// In an expression of arrays of Numba's, which is computed by those of its scalars, and does not
    /// raise.
    Scalars,
}

/// The state of a look at an instance.
pub struct Body<'p> {
    pub program: &'p Program<'p>,
    pub sources: &'p Sources<'p>,
    pub table: &'p mut Table,
    /// The index of the instance in the table.
    pub instance: usize,
    pub source: SourceId,
    /// The kernel that the function is, or is inside.
    pub kernel: KernelId,
    pub file: FileId,
    pub webs: Rc<Webs>,
    pub cells: Vec<Option<Type>>,
    /// The variables that are not in the source: of loops and converted parameters.
    pub hidden: Vec<Variable>,
    /// What is known of variables at the point that is being built.
    pub known: Known,
    /// The ways out of the loops around, innermost last.
    pub ways: Vec<Ways>,
    /// What is known not to hold at the heads of loops; see [`crate::check::statements::loops`].
    pub unsure: BTreeMap<Span, BTreeSet<VariableId>>,
    /// What the look before has given.
    pub before: Outcome,
    /// See [`crate::check::flow`].
    pub rounds: Rounds,
    /// Whether a type grew that something may have been built with.
    pub widened: bool,
    /// Whether a variable or the result got a type or a wider one.
    pub learned: bool,
    /// What variables stand for that only name a message; see [`Body::is_message`].
    pub messages: BTreeMap<VariableId, Ast>,
    /// Whether functions that are made now are kept while statements run.
    pub keeps_functions: bool,
    /// The type of which the expression that is built next is to be, where it makes something new.
    pub expected: Option<Type>,
    /// What names stand for that are not in the source; see [`crate::check::expressions::chains`].
    pub stand_ins: Vec<Expr>,
    /// In which expression of arrays lies what is built; see [`Body::rules`].
    pub within: Within,
    pub outcome: Outcome,
    /// The global names that were looked up, and what they mean.
    pub frozen: RefCell<BTreeMap<Global, Meaning>>,
}

impl Body<'_> {
    /// Builds the function and collects what flows where.
    pub fn look(&mut self) {
        let Some(source) = self.sources.get(self.source) else { return };
        let (mut body, parameters) = self.parameters();
        match source.syntax {
            Syntax::Def(definition) => {
                body.append(&mut self.block(&definition.body));
                if self.webs.falls_through && !self.known.is_unreachable() {
                    self.flows_out(END, Fact::Value(Type::None, None));
                    body.extend(self.return_none(definition));
                }
            }
            Syntax::Lambda(lambda) => {
                let span = lambda.body.range().into();
                let value = self.expr(&lambda.body);
                match value.and_then(|value| self.returned(value, span)) {
                    Ok(kind) => body.push(Stmt { kind, span }),
                    Err(stop) => self.stopped(stop),
                }
            }
        }
        let complete = self.outcome.problems.is_empty() && self.outcome.unknown.is_none();
        let result = self.table.instances[self.instance].result.clone();
        if let (true, false, Some(result)) = (complete, self.widened, result) {
            self.outcome.function = Some(self.function(parameters, body, result));
        }
        self.follow(source.syntax);
    }

    /// What the end of the body returns where the function may return a value elsewhere.
    fn return_none(&self, definition: &StmtFunctionDef) -> Option<Stmt> {
        let result = self.table.instances[self.instance].result.as_ref();
        let result = result.filter(|ty| matches!(ty, Type::Optional(_)))?;
        let span = definition.body.last().map_or_else(Span::default, |last| last.range().into());
        let none = node(ExprKind::Constant(Constant::None), Type::None, span);
        let value = to_joined(none, result)?;
        Some(Stmt { kind: StmtKind::Return(Some(value)), span })
    }

    fn function(
        &self,
        parameters: Vec<VariableId>,
        body: Vec<Stmt>,
        result: Type,
    ) -> TypedFunction {
        let file = self.program.tree.file(self.file);
        let function = self.sources.get(self.source);
        let source = self.webs.variables.iter().zip(&self.cells);
        let variables = source.map(|((name, maybe_unbound), cell)| Variable {
            name: name.clone(),
            // A variable that is only assigned in statements never reached has no type.
            ty: cell.clone().unwrap_or(Type::None),
            maybe_unbound: *maybe_unbound,
        });
        TypedFunction {
            module: file.module.clone(),
            qualified_name: function.map(|it| it.qualified_name.clone()).unwrap_or_default(),
            file: file.path.clone(),
            line: function.map_or(1, |it| it.line),
            options: function
                .map(|it| self.program.kernel(it.kernel).decorator.options)
                .unwrap_or_default(),
            parameters,
            variables: variables.chain(self.hidden.iter().cloned()).collect(),
            result,
            body,
            frozen: self.frozen(),
        }
    }

    /// The variables of the parameters, and what turns them into the variables of the body where
    /// those have wider types.
    fn parameters(&mut self) -> (Vec<Stmt>, Vec<VariableId>) {
        let mut statements = Vec::new();
        let mut parameters = Vec::new();
        let types = self.table.instances[self.instance].arguments.clone();
        let webs = Rc::clone(&self.webs);
        let captured = webs.frame.captured.iter().enumerate();
        let captured = captured.map(|(index, (_, name))| (captured_place(index), name.clone()));
        let syntax = self.sources.get(self.source).map(|source| source.syntax);
        let declared = syntax.into_iter().flat_map(Syntax::names);
        let declared = declared.map(|name| (name.range.into(), name.to_string()));
        for (((span, name), ty), &id) in captured.chain(declared).zip(types).zip(&webs.parameters) {
            let inside = ty.of_variable();
            self.flows_into(id, span, &Fact::of_type(&inside));
            self.known.assign(id, &inside);
            match self.cell(id) {
                Some(wider) if *wider != ty => {
                    let wider = wider.clone();
                    let outer = self.hide(&name, &ty);
                    let mut value = Expr { kind: ExprKind::Variable(outer), ty: inside, span };
                    if let Type::Shaped(shaped) = &ty {
                        match of_declared_shape(&value, shaped, span) {
                            Ok(declared) => value = declared,
                            Err(stop) => self.stopped(stop),
                        }
                    }
                    match to_joined(value, &wider) {
                        Some(value) => {
                            let targets = vec![Target::Variable(id)];
                            statements
                                .push(Stmt { kind: StmtKind::Assign { targets, value }, span });
                        }
                        // A list is what the caller made it, who may make it otherwise.
                        None => {
                            if let Type::List(_) = ty {
                                self.variable_becomes(id, &wider, span);
                            }
                            self.stopped(kept_as(&ty, &wider, span).into());
                        }
                    }
                    parameters.push(outer);
                }
                _ => parameters.push(id),
            }
        }
        (statements, parameters)
    }

    /// Whose answers what is built here gives: in an expression of arrays they are NumPy's.
    pub fn rules(&self) -> Rules {
        match self.within {
            Within::Nothing => self.kernel_rules(),
            Within::Loop => Rules::Python,
            Within::Scalars => Rules::Numba { raises: false },
        }
    }

    /// Whose answers the kernel gives.
    pub fn kernel_rules(&self) -> Rules {
        self.program.kernel(self.kernel).decorator.options.rules
    }

    /// Builds something by NumPy's rules, which are also Numba's for arrays and ufuncs.
    pub fn of_elements<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        self.inside(Within::Loop, build)
    }

    /// Builds something inside an expression of arrays.
    pub fn inside<T>(&mut self, within: Within, build: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.within, within);
        let built = build(self);
        self.within = around;
        built
    }

    /// The type that holds all the values; `None` if there are none.
    pub fn join(&self, facts: &[Fact]) -> Result<Option<Type>, Clash> {
        join_by(self.rules(), facts)
    }

    /// The type of a variable of the source, if it is known.
    pub fn cell(&self, id: VariableId) -> Option<&Type> {
        self.cells.get(id.0 as usize)?.as_ref()
    }

    /// A new variable that is not in the source.
    pub fn hide(&mut self, name: &str, ty: &Type) -> VariableId {
        let variable = Variable { name: name.to_owned(), ty: ty.clone(), maybe_unbound: false };
        self.hidden.push(variable);
        VariableId((self.webs.variables.len() + self.hidden.len() - 1) as u32)
    }

    /// Remembers why something stopped.
    pub fn stopped(&mut self, stop: Stop) {
        match stop {
            Stop::Unknown(span) => {
                self.outcome.unknown.get_or_insert(span);
            }
            Stop::Problem(problem) => self.outcome.problems.push(*problem),
        }
    }

    /// The value, if its type is known; what is not known yet is remembered and goes on without.
    pub fn tolerate<T>(&mut self, built: Built<T>) -> Built<Option<T>> {
        match built {
            Ok(value) => Ok(Some(value)),
            Err(stop @ Stop::Unknown(_)) => {
                self.stopped(stop);
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
    }

    /// Whether a name is a local variable of the function.
    pub fn is_local(&self, name: &str) -> bool {
        self.webs.locals.contains(name) || self.webs.frame.named.contains_key(name)
    }

    /// What an expression of names and attributes means, if it does not begin with a local.
    pub fn global(&self, expr: &Ast) -> Option<Binding> {
        let binding = self.meaning(expr)?;
        // A method of a library's function is another object whenever it is asked for.
        if let Ast::Attribute(attribute) = expr
            && let Some(Binding::Library(owner)) = self.meaning(&attribute.value)
            && (signature(&owner).is_some() || is_combination(&owner).is_some())
        {
            self.freeze(&attribute.value, &Binding::Library(owner));
        } else {
            self.freeze(expr, &binding);
        }
        Some(binding)
    }

    /// The same without a note.
    pub fn meaning(&self, expr: &Ast) -> Option<Binding> {
        match expr {
            Ast::Name(name) => {
                let span = name.range.into();
                if let Some(dotted) = self.imported(&name.id, span) {
                    return Some(self.program.library(dotted));
                }
                let local = self.webs.loads.contains_key(&span) || self.is_local(&name.id);
                (!local).then(|| self.program.resolve(self.file, expr))
            }
            Ast::Attribute(attribute) => {
                let owner = self.meaning(&attribute.value)?;
                Some(self.program.attribute(&owner, &attribute.attr))
            }
            // `np.finfo(float)` and its kin.
            Ast::Call(call) => {
                let unknown = || Binding::Unknown(String::new());
                let mut resolve = |inner: &Ast| self.global(inner).unwrap_or_else(unknown);
                let limits = crate::scan::limits(call, &mut resolve);
                Some(limits).filter(|it| matches!(it, Binding::Library(_)))
            }
            _ => None,
        }
    }

    /// What a name stands for that an import inside the kernel binds.
    fn imported(&self, name: &str, place: Span) -> Option<&str> {
        self.sources.get(self.kernel.into())?.imports.find(name, place)
    }

    /// Notes what a name meant, so that an extension can tell where it was changed. The prelude is
    /// not in the package, and what `pyjit` has is its own, as is what stands in place of Numba.
    fn freeze(&self, ast: &Ast, binding: &Binding) {
        let meaning = match binding {
            Binding::Constant(value) => Meaning::Constant(value.clone()),
            Binding::Number { ty, once, .. } => Meaning::Number { ty: ty.clone(), once: *once },
            // Other members are nothing but the way to their values.
            Binding::Member(member) if member.is_int => Meaning::Constant(member.value.clone()),
            Binding::Kernel(id) => {
                let kernel = self.program.kernel(*id);
                let (qualified_name, first_line) =
                    (kernel.qualified_name.clone(), kernel.first_line);
                Meaning::Kernel { qualified_name, first_line }
            }
            Binding::Library(name)
                if !matches!(name.split('.').next(), Some("pyjit" | "numba")) =>
            {
                Meaning::Library(name.clone())
            }
            _ => return,
        };
        if let Some(global) = self.frozen_name(ast) {
            self.frozen.borrow_mut().insert(global, meaning);
        }
    }

    /// The name by which the first call looks at a global; `None` for one that is imported inside
    /// the kernel, and for those of the prelude.
    pub fn frozen_name(&self, ast: &Ast) -> Option<Global> {
        let global = self.dotted(ast).filter(|_| !self.begins_with_import(ast))?;
        (!global.module.as_deref().is_some_and(is_prelude)).then_some(global)
    }

    /// Whether an expression is of a name that is no global but imported inside the kernel.
    fn begins_with_import(&self, ast: &Ast) -> bool {
        match ast {
            Ast::Name(name) => self.imported(&name.id, name.range.into()).is_some(),
            Ast::Attribute(attribute) => self.begins_with_import(&attribute.value),
            _ => false,
        }
    }

    /// What was noted.
    fn frozen(&self) -> Vec<Frozen> {
        let noted = self.frozen.borrow();
        let one = |(global, meaning): (&Global, &Meaning)| Frozen {
            global: global.clone(),
            meaning: meaning.clone(),
        };
        noted.iter().map(one).collect()
    }

    /// The text of a place of the file.
    pub fn text(&self, span: Span) -> &str {
        let text = &self.program.tree.file(self.file).text;
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// The assignments inside loops, as a look has met them.
#[derive(Debug, Default)]
pub struct Rounds {
    /// What was known of the variables that each reads, where it was built last.
    pub entered: BTreeMap<Span, Facts>,
    /// The variables whose types have grown since something may have read them.
    pub grown: BTreeSet<VariableId>,
}
