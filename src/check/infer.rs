//! The fixpoint: looks at instances until no type changes, and says what stays unsolved.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::check::body::{Body, END, Rounds, Within};
use crate::check::instances::{Instance, Outcome, Table};
use crate::check::known::Known;
use crate::check::library;
use crate::check::problem::Problem;
use crate::check::refusals::{callee_refused, integer_too_large, no_such_function, no_such_method};
use crate::check::rules::join::{Clash, Fact, guess, join_by};
use crate::check::rules::refusals::clash_help;
use crate::check::sources::{SourceId, Sources};
use crate::check::traverse::each_expr;
use crate::check::tree::{ExprKind, VariableId};
use crate::defects::{self, Subject};
use crate::diagnostics::{Place, codes};
use crate::scan::Program;
use crate::source::Span;
use crate::types::{Constant, Rules, Type};

/// A body that has not settled after this many looks is refused. Since types only grow after the
/// first ones, and each by few steps, no body is known that comes near.
const MAX_LOOKS: usize = 1000;
/// How deeply callees are settled inside of their callers; those further down wait for their turn.
const MAX_DEPTH: usize = 12;

/// Looks at every instance until nothing changes.
pub fn settle(program: &Program, sources: &Sources, table: &mut Table) {
    table.queue.extend(0..table.instances.len());
    while let Some(index) = table.queue.pop() {
        settle_one(program, sources, table, index);
    }
}

/// Settles an instance that was made for a call, so that the caller knows its result; later, where
/// that would nest too deeply.
pub fn settle_callee(program: &Program, sources: &Sources, table: &mut Table, index: usize) {
    if table.depth == MAX_DEPTH {
        return table.queue.extend([index]);
    }
    table.depth += 1;
    settle_one(program, sources, table, index);
    table.depth -= 1;
}

/// Looks at one instance until its own types change no more. Those that call it are to be looked at
/// again where its result has changed.
fn settle_one(program: &Program, sources: &Sources, table: &mut Table, index: usize) {
    loop {
        let before = table.instances[index].result.clone();
        let looked = contained_look(program, sources, table, index);
        let rules = rules_of(program, &table.instances[index]);
        let instance = &mut table.instances[index];
        instance.looks += 1;
        let Looked { outcome, cells, unsure, widened, learned } = looked;
        let exact = exact_cells(rules, &outcome, &cells);
        let mut again = widened || exact.is_some() || unsure != instance.unsure;
        again |= learned && outcome.unknown.is_some();
        instance.cells = exact.unwrap_or(cells);
        instance.unsure = unsure;
        let result = match &instance.declared {
            Some(declared) => Some(declared.clone()),
            // A function that only raises never returns. What follows a loop may not be seen yet.
            None if outcome.returns.is_empty() => {
                let complete = outcome.unknown.is_none() && outcome.problems.is_empty();
                (complete && !again).then_some(Type::None)
            }
            None => guess(rules, outcome.returns.values()),
        };
        // The look was made with another result.
        again |= result.is_some() && result != instance.result;
        instance.result = result.or(instance.result.take());
        if instance.result != before {
            table.queue.extend(instance.callers.iter().copied());
        }
        again |= instance.result != before && instance.callers.contains(&index);
        instance.outcome = outcome;
        if !again || instance.looks > MAX_LOOKS {
            return;
        }
    }
}

/// The types of variables by what flows into them now, where they are others than those that the
/// look has found.
fn exact_cells(
    rules: Rules,
    outcome: &Outcome,
    cells: &[Option<Type>],
) -> Option<Vec<Option<Type>>> {
    let mut exact = cells.to_vec();
    for (id, facts) in by_variable(outcome) {
        let ty = guess(rules, facts.iter().map(|(_, fact)| *fact));
        if let Some(cell) = exact.get_mut(id.0 as usize)
            && ty.is_some()
        {
            *cell = ty;
        }
    }
    (exact != cells).then_some(exact)
}

/// Whose answers an instance gives.
fn rules_of(program: &Program, instance: &Instance) -> Rules {
    program.kernel(instance.kernel).decorator.options.rules
}

/// What a look has given, and what it has found of the types of the variables.
#[derive(Default)]
struct Looked {
    outcome: Outcome,
    cells: Vec<Option<Type>>,
    unsure: BTreeMap<Span, BTreeSet<VariableId>>,
    widened: bool,
    learned: bool,
}

/// A look; where it shows a defect of pyjit, the function is refused.
fn contained_look(program: &Program, sources: &Sources, table: &mut Table, index: usize) -> Looked {
    let source = table.instances[index].source;
    let file = &program.tree.file(program.kernel(table.instances[index].kernel).file).path;
    let name = sources.get(source).map_or("", |source| source.qualified_name.as_str());
    let subject = Subject::new("check", [(file.as_str(), name)].into_iter());
    let looked = defects::contained(subject, || look(program, sources, table, index));
    looked.unwrap_or_else(|what| {
        let place = Place { path: file.clone(), span: span_of(sources, source) };
        let problem = Problem::from(defects::diagnostic(place, &what));
        let outcome = Outcome { problems: vec![problem], ..Outcome::default() };
        let instance = &table.instances[index];
        let (cells, unsure) = (instance.cells.clone(), instance.unsure.clone());
        Looked { outcome, cells, unsure, ..Looked::default() }
    })
}

fn look(program: &Program, sources: &Sources, table: &mut Table, index: usize) -> Looked {
    let instance = &mut table.instances[index];
    let before = std::mem::take(&mut instance.outcome);
    let mut body = Body {
        program,
        sources,
        instance: index,
        source: instance.source,
        kernel: instance.kernel,
        file: program.kernel(instance.kernel).file,
        webs: Rc::clone(&instance.webs),
        cells: instance.cells.clone(),
        ways: Vec::new(),
        unsure: instance.unsure.clone(),
        before,
        rounds: Rounds::default(),
        widened: false,
        learned: false,
        hidden: Vec::new(),
        known: Known::default(),
        messages: BTreeMap::new(),
        keeps_functions: false,
        expected: None,
        stand_ins: Vec::new(),
        within: Within::default(),
        outcome: Outcome::default(),
        frozen: RefCell::default(),
        table,
    };
    body.look();
    let Body { outcome, cells, unsure, widened, learned, .. } = body;
    Looked { outcome, cells, unsure, widened, learned }
}

fn by_variable(outcome: &Outcome) -> BTreeMap<VariableId, Vec<(Span, &Fact)>> {
    let mut facts: BTreeMap<VariableId, Vec<(Span, &Fact)>> = BTreeMap::new();
    for ((id, span), fact) in &outcome.facts {
        facts.entry(*id).or_default().push((*span, fact));
    }
    facts
}

/// Adds to each instance the problems that show only when everything is settled. Afterwards every
/// instance has a function or a problem.
pub fn conclude(program: &Program, sources: &Sources, table: &mut Table) {
    for index in 0..table.instances.len() {
        let mut problems = clashes(program, sources, table, index);
        let instance = &mut table.instances[index];
        if instance.looks > MAX_LOOKS {
            let span = span_of(sources, instance.source);
            problems.push(
                Problem::new(codes::UNSETTLED, span, "the types of its variables do not settle")
                    .help("annotate variables: `x: float = 0.0`"),
            );
        }
        problems.extend(too_large_integers(&instance.outcome));
        instance.outcome.problems.extend(problems);
    }
    propagate(program, sources, table);
    for index in 0..table.instances.len() {
        let outcome = &mut table.instances[index].outcome;
        if outcome.function.is_none() && outcome.problems.is_empty() {
            let problem = not_inferred(sources, table, index);
            table.instances[index].outcome.problems.push(problem);
        }
    }
    propagate(program, sources, table);
}

fn span_of(sources: &Sources, id: SourceId) -> Span {
    sources.get(id).map(|source| source.syntax.span()).unwrap_or_default()
}

fn not_inferred(sources: &Sources, table: &Table, index: usize) -> Problem {
    let instance = &table.instances[index];
    let span = instance.outcome.unknown.unwrap_or_else(|| span_of(sources, instance.source));
    if let Some((index, ty)) = instance.outcome.wanted.first_key_value()
        && let Some(given) = instance.arguments.get(*index)
    {
        let message = format!("what is put into a {given} makes it a {ty}");
        return Problem::new(codes::LIST, span, message)
            .help("convert the values, or make the list for them: `x: list[float] = []`");
    }
    Problem::new(codes::NOT_INFERRED, span, "the type of this cannot be inferred")
        .help("annotate the result of the functions it calls, or the variable: `x: float = …`")
}

/// A caller of a refused instance is refused.
fn propagate(program: &Program, sources: &Sources, table: &mut Table) {
    loop {
        let mut found = Vec::new();
        for (index, instance) in table.instances.iter().enumerate() {
            if !instance.outcome.problems.is_empty() {
                continue;
            }
            let refused = instance.outcome.calls.iter().find(|(callee, _)| {
                **callee != index && !table.instances[**callee].outcome.problems.is_empty()
            });
            if let Some((callee, span)) = refused {
                let callee = &table.instances[*callee];
                found.push((index, inherited(program, sources, instance, callee, *span)));
            }
        }
        if found.is_empty() {
            return;
        }
        for (index, problems) in found {
            table.instances[index].outcome.problems.extend(problems);
        }
    }
}

/// What a caller has to say of a callee that cannot be compiled.
fn inherited(
    program: &Program,
    sources: &Sources,
    caller: &Instance,
    callee: &Instance,
    span: Span,
) -> Vec<Problem> {
    if caller.kernel == callee.kernel && sources.is_inner(callee.source) {
        return callee.outcome.problems.clone();
    }
    // What an argument says that no function takes is said of the call.
    if callee.kernel.as_prelude().is_some()
        && let Some(first) = callee.outcome.problems.first()
        && first.code == codes::AXIS
    {
        return vec![Problem { span, ..first.clone() }];
    }
    // What stands in the library is not for its callers to mend.
    if let Some(name) = library::name_of(callee.kernel)
        && caller.kernel.as_prelude().is_none()
    {
        let types: Vec<String> = callee.arguments.iter().map(|ty| ty.to_string()).collect();
        return vec![no_such_function(name, true, &types, span)];
    }
    if let Some(method) = library::method_of(callee.kernel)
        && caller.kernel.as_prelude().is_none()
    {
        let ty = callee.arguments.first().unwrap_or(&Type::None);
        return vec![no_such_method(ty, method, span)];
    }
    let path = program.tree.file(program.kernel(callee.kernel).file).path.clone();
    let name = sources.get(callee.source).map_or("", |source| source.qualified_name.as_str());
    let place = Place { path: path.clone(), span: span_of(sources, callee.source) };
    let mut problem = callee_refused(name, span, place);
    if let Some(first) = callee.outcome.problems.first() {
        problem.related.push((Place { path, span: first.span }, first.message.clone()));
        if callee.kernel.as_prelude().is_some() {
            // Its functions have no diagnostics of their own.
            problem.related.extend(first.related.clone());
        }
    }
    vec![problem]
}

fn clashes(program: &Program, sources: &Sources, table: &Table, index: usize) -> Vec<Problem> {
    let instance = &table.instances[index];
    let rules = rules_of(program, instance);
    let own_span = span_of(sources, instance.source);
    let path = &program.tree.file(program.kernel(instance.kernel).file).path;
    let mut problems = Vec::new();
    for (id, facts) in by_variable(&instance.outcome) {
        let values: Vec<Fact> = facts.iter().map(|(_, fact)| (*fact).clone()).collect();
        if let Err(clash) = join_by(rules, &values) {
            let name = instance.webs.variables.get(id.0 as usize).map_or("", |it| it.0.as_str());
            let message = format!("`{name}` is {} here and {} there", clash.second, clash.first);
            problems.push(clash_problem(codes::VARIABLE_CLASH, message, &clash, &facts, path));
        }
    }
    if instance.declared.is_none() {
        let facts: Vec<(Span, &Fact)> =
            instance.outcome.returns.iter().map(|(span, fact)| (*span, fact)).collect();
        let values: Vec<Fact> = facts.iter().map(|(_, fact)| (*fact).clone()).collect();
        if let Err(clash) = join_by(rules, &values) {
            let message = format!("it returns {} here and {} there", clash.second, clash.first);
            // The end of the function, which returns None, is shown at its name.
            let end = |span: Span| if span == END { own_span } else { span };
            let facts: Vec<_> = facts.iter().map(|(span, fact)| (end(*span), *fact)).collect();
            problems.push(clash_problem(codes::RETURNS_CLASH, message, &clash, &facts, path));
        }
    } else if instance.outcome.returns.contains_key(&END)
        && !matches!(instance.declared, Some(Type::None | Type::Optional(_)))
    {
        let message = "the end of the function can be reached, where it returns None";
        problems.push(
            Problem::new(codes::RETURNS_CLASH, own_span, message)
                .help("return a value on every path, or raise an exception at the end"),
        );
    }
    problems
}

fn clash_problem(
    code: crate::diagnostics::Code,
    message: String,
    clash: &Clash,
    facts: &[(Span, &Fact)],
    path: &str,
) -> Problem {
    let place = |ty: &Type| facts.iter().find(|(_, fact)| fact.ty() == *ty).map(|it| it.0);
    let first = place(&clash.first);
    let second = place(&clash.second).or(first).or(facts.last().map(|it| it.0));
    let mut problem = Problem::new(code, second.unwrap_or_default(), message)
        .label(format!("this is {}", clash.second))
        .help(clash_help(clash));
    if let Some(span) = first {
        let place = Place { path: path.to_owned(), span };
        problem.related.push((place, format!("this is {}", clash.first)));
    }
    problem
}

/// Python integers in the tree that 64 bits do not hold.
fn too_large_integers(outcome: &Outcome) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(function) = &outcome.function {
        each_expr(&function.body, &mut |expr| {
            if let (ExprKind::Constant(Constant::Int(value)), Type::Int) = (&expr.kind, &expr.ty)
                && i64::try_from(*value).is_err()
            {
                problems.push(integer_too_large(expr.span));
            }
        });
    }
    problems
}
