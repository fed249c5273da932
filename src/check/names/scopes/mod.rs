//! The functions inside a kernel, and which variables of the functions around it each captures.
//!
//! A function that is defined by `def` or `name = lambda` is no value that a variable holds: where
//! the name is read, the function's value is made from what the captured variables hold there, as
//! the cells of Python's closures do. So functions may be used before a variable they capture gets
//! another value and after it, and may call each other.

mod collect;

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::{
    Expr, ExprLambda, Identifier, ParameterWithDefault, Parameters, StmtFunctionDef, UnaryOp,
};

use crate::check::problem::Problem;
use crate::diagnostics::codes;
use crate::source::Span;

/// More functions in one kernel than this are refused: each may capture what each other one does.
const MAX_FUNCTIONS: usize = 200;

/// The definition of a function.
#[derive(Clone, Copy, Debug)]
pub enum Syntax<'a> {
    Def(&'a StmtFunctionDef),
    Lambda(&'a ExprLambda),
}

/// A function of a kernel: the kernel itself, or one inside it.
#[derive(Debug)]
pub struct Function<'a> {
    pub syntax: Syntax<'a>,
    /// The index of the function around it.
    pub parent: Option<usize>,
    /// `co_name`.
    pub name: String,
    pub frame: Frame,
    /// The variables that it captures.
    pub captures: Vec<Captured>,
    /// The defaults that are no literals, in the order of the parameters.
    pub defaults: Vec<Default>,
}

/// A variable that is captured: the index of the function that it belongs to, and its name.
pub type Captured = (usize, String);

/// A default that is evaluated where the function is defined, and kept in a variable of its own.
#[derive(Clone, Debug)]
pub struct Default {
    /// The position of the parameter.
    pub parameter: usize,
    pub variable: Captured,
    /// The place of the expression.
    pub place: Span,
}

/// What the names in a function mean that are not simply its variables. A *key* stands for a
/// variable: the name of an own one; captured ones have keys that no name can be.
#[derive(Clone, Debug, std::default::Default)]
pub struct Frame {
    /// The index of the function.
    pub index: usize,
    /// The captured variables, which are its first parameters: key and name of each.
    pub captured: Vec<(String, String)>,
    /// The keys of captured variables by the names under which they are read.
    pub free: BTreeMap<String, String>,
    /// The functions around it, or beside it, that are read by name.
    pub named: BTreeMap<String, usize>,
    /// The functions made in it, by the place of the name that is bound, or of the lambda.
    pub made: BTreeMap<Span, usize>,
    /// Which variables must have values where the value of a function is made.
    pub parts: BTreeMap<usize, Vec<String>>,
    /// The variables of the defaults of the functions made in it, by the place of the function.
    pub defaults: BTreeMap<Span, Vec<(String, Span)>>,
    /// The variables that may get another value after they got one.
    pub rebound: BTreeSet<String>,
}

/// How a name is bound in a function.
#[derive(Clone, Debug, std::default::Default)]
struct Binders {
    /// The functions that are defined under the name.
    functions: Vec<usize>,
    /// How often it is bound otherwise; as a parameter, once.
    others: usize,
    in_loop: bool,
    /// By `:=`.
    inside_expression: bool,
}

/// A function while the functions of a kernel are collected.
#[derive(Debug)]
struct Scope<'a> {
    syntax: Syntax<'a>,
    parent: Option<usize>,
    name: String,
    /// The place of the name that it is bound to, or of the lambda.
    place: Span,
    bound: BTreeMap<String, Binders>,
    /// The names that are read, each with a place.
    reads: BTreeMap<String, Span>,
    /// The variables of comprehensions around it.
    shadowed: BTreeSet<String>,
    defaults: Vec<Default>,
    captures: BTreeSet<Captured>,
    /// The named functions that must be defined where it is used.
    needs: BTreeSet<Captured>,
}

/// What a name in a function means.
enum Meaning {
    Own,
    Variable(usize),
    /// Defined once, in the function of that index.
    Function {
        owner: usize,
        function: usize,
    },
    /// Bound to a function, and otherwise too.
    Several,
    OfComprehension,
    Global,
}

impl<'a> Syntax<'a> {
    fn list(self) -> Option<&'a Parameters> {
        match self {
            Syntax::Def(function) => Some(&function.parameters),
            Syntax::Lambda(lambda) => lambda.parameters.as_deref(),
        }
    }

    /// The parameters but for `*args`.
    pub fn parameters(self) -> impl Iterator<Item = &'a ParameterWithDefault> {
        self.list().into_iter().flat_map(|list| list.iter_non_variadic_params())
    }

    /// The names of what an instance takes: the parameters, and last the tuple of `*args`.
    pub fn names(self) -> impl Iterator<Item = &'a Identifier> {
        let star = self.list().and_then(|list| list.vararg.as_deref());
        let named = self.parameters().map(|parameter| &parameter.parameter.name);
        named.chain(star.map(|parameter| &parameter.name))
    }

    /// Their names and kinds.
    pub fn parameter_list(self) -> crate::scan::ParameterList {
        self.list().map(crate::scan::ParameterList::of).unwrap_or_default()
    }

    /// The place that stands for the function in messages.
    pub fn span(self) -> Span {
        match self {
            Syntax::Def(function) => function.name.range.into(),
            Syntax::Lambda(lambda) => lambda.range.into(),
        }
    }
}

/// The functions of a kernel, itself first, and what cannot be compiled of what they capture.
pub fn functions(kernel: &StmtFunctionDef) -> (Vec<Function<'_>>, Vec<Problem>) {
    let mut scopes = collect::scopes(kernel);
    if let Some(scope) = scopes.get(MAX_FUNCTIONS) {
        let message = format!("more than {MAX_FUNCTIONS} functions inside the function");
        let problem = Problem::new(codes::INNER_FUNCTION, scope.place, message);
        return (Vec::new(), vec![problem.help("move some of them to the module")]);
    }
    let problems = capture(&mut scopes);
    let frames: Vec<Frame> = (0..scopes.len()).map(|index| frame(&scopes, index)).collect();
    let functions = scopes.into_iter().zip(frames).map(|(scope, frame)| Function {
        syntax: scope.syntax,
        parent: scope.parent,
        name: scope.name,
        frame,
        captures: scope.captures.into_iter().collect(),
        defaults: scope.defaults,
    });
    (functions.collect(), problems)
}

/// The key of a variable in the function of that index.
pub fn key(function: usize, (owner, name): &Captured) -> String {
    match *owner == function {
        true => name.clone(),
        false => format!("{name}@{owner}"),
    }
}

/// Whether a default needs no variable: the same wherever it is evaluated.
pub fn is_literal(default: &Expr) -> bool {
    match default {
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => unary.operand.is_number_literal_expr(),
        _ => default.is_literal_expr(),
    }
}

fn meaning(scopes: &[Scope], function: usize, name: &str) -> Meaning {
    let mut here = function;
    while let Some(scope) = scopes.get(here) {
        if let Some(binders) = scope.bound.get(name) {
            return match (binders.functions.as_slice(), binders.others) {
                _ if here == function => Meaning::Own,
                ([], _) => Meaning::Variable(here),
                ([only], 0) => Meaning::Function { owner: here, function: *only },
                _ => Meaning::Several,
            };
        }
        if scope.shadowed.contains(name) {
            return Meaning::OfComprehension;
        }
        match scope.parent {
            Some(parent) => here = parent,
            None => break,
        }
    }
    Meaning::Global
}

/// Fills in what each function captures, and returns what it cannot.
fn capture(scopes: &mut [Scope]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for index in 0..scopes.len() {
        let Some(scope) = scopes.get(index) else { continue };
        let mut captures = BTreeSet::new();
        for (name, place) in &scope.reads {
            match meaning(scopes, index, name) {
                Meaning::Variable(owner) => {
                    captures.insert((owner, name.clone()));
                    if scopes.get(owner).is_some_and(|scope| scope.is_bound_inside(name)) {
                        problems.push(captured_badly(*place, name, "is assigned by `:=`"));
                    }
                }
                Meaning::Several => {
                    problems.push(captured_badly(
                        *place,
                        name,
                        "is a function here and another there",
                    ));
                }
                Meaning::OfComprehension => {
                    problems.push(captured_badly(
                        *place,
                        name,
                        "is the variable of a comprehension",
                    ));
                }
                Meaning::Own | Meaning::Global | Meaning::Function { .. } => {}
            }
        }
        captures.extend(scope.defaults.iter().map(|default| default.variable.clone()));
        if let Some(scope) = scopes.get_mut(index) {
            scope.captures.extend(captures);
        }
    }
    while spread(scopes) {}
    problems
}

/// A function captures what the functions capture that it makes or calls. Whether that added any.
fn spread(scopes: &mut [Scope]) -> bool {
    let mut changed = false;
    // The functions that are called mostly come behind those that call them, or inside.
    for index in (0..scopes.len()).rev() {
        let Some(scope) = scopes.get(index) else { continue };
        let (mut captures, mut needs) = (Vec::new(), Vec::new());
        let mut take = |from: &Scope| {
            let new =
                |known: &BTreeSet<Captured>, it: &&Captured| it.0 != index && !known.contains(*it);
            captures.extend(from.captures.iter().filter(|it| new(&scope.captures, it)).cloned());
            needs.extend(from.needs.iter().filter(|it| new(&scope.needs, it)).cloned());
        };
        scopes.iter().filter(|inner| inner.parent == Some(index)).for_each(&mut take);
        let mut called = Vec::new();
        for name in scope.reads.keys() {
            if let Meaning::Function { owner, function } = meaning(scopes, index, name) {
                scopes.get(function).into_iter().for_each(&mut take);
                called.push((owner, name.clone()));
            }
        }
        needs.extend(called);
        if let Some(scope) = scopes.get_mut(index) {
            let before = scope.captures.len() + scope.needs.len();
            scope.captures.extend(captures);
            scope.needs.extend(needs);
            changed |= before != scope.captures.len() + scope.needs.len();
        }
    }
    changed
}

fn frame(scopes: &[Scope], index: usize) -> Frame {
    let mut frame = Frame { index, ..Frame::default() };
    let Some(scope) = scopes.get(index) else { return frame };
    for captured in &scope.captures {
        frame.captured.push((key(index, captured), captured.1.clone()));
    }
    let mut used = Vec::new();
    for name in scope.reads.keys() {
        match meaning(scopes, index, name) {
            Meaning::Variable(owner) => {
                let captured = (owner, name.clone());
                frame.free.insert(name.clone(), key(index, &captured));
            }
            Meaning::Function { function, .. } => {
                frame.named.insert(name.clone(), function);
                used.push(function);
            }
            _ => {}
        }
    }
    for (made, inner) in scopes.iter().enumerate() {
        if inner.parent == Some(index) {
            frame.made.insert(inner.place, made);
            used.push(made);
            let defaults =
                inner.defaults.iter().map(|it| (key(index, &it.variable), it.place)).collect();
            frame.defaults.insert(inner.place, defaults);
        }
    }
    for function in used {
        let Some(inner) = scopes.get(function) else { continue };
        // That functions around this one are defined was seen to where this one was used.
        let needs = inner.needs.iter().filter(|(owner, _)| *owner == index);
        let variables = inner.captures.iter().chain(needs);
        frame.parts.insert(function, variables.map(|it| key(index, it)).collect());
    }
    let rebound = scope.bound.iter().filter(|(_, it)| it.in_loop || it.count() > 1);
    frame.rebound = rebound.map(|(name, _)| name.clone()).collect();
    frame
}

impl Binders {
    fn count(&self) -> usize {
        self.functions.len() + self.others
    }
}

impl Scope<'_> {
    fn is_bound_inside(&self, name: &str) -> bool {
        self.bound.get(name).is_some_and(|binders| binders.inside_expression)
    }
}

fn captured_badly(place: Span, name: &str, why: &str) -> Problem {
    let message = format!("`{name}`, which a function inside the kernel uses, {why}");
    Problem::new(codes::CAPTURE, place, message)
        .help(format!("pass `{name}` to the function as an argument"))
}
