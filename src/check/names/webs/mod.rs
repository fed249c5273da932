//! Which uses of a name belong together: reaching definitions over structured control flow.
//!
//! Definitions that reach a common use are one variable; `x = 1; f(x); x = 2.5; f(x)` gives two, so
//! that each can have a type of its own. Purely syntactic. What the subset does not have (`try`,
//! `with` …) is refused by [`crate::check::unsupported`] before this pass runs.

mod expressions;
mod functions;
mod sequences;
mod stores;

use std::collections::{BTreeMap, BTreeSet};

use imbl::ordmap::DiffItem;
use imbl::{OrdMap, OrdSet};
use rustpython_ast::{Stmt, StmtFor, StmtIf, StmtMatch, StmtWhile};
use rustpython_text_size::Ranged;

use crate::check::names::scopes::{Frame, Syntax};
use crate::check::tree::VariableId;
use crate::source::Span;
use stores::{collect_stores, collect_stores_of_expr};

/// The variables of a function.
#[derive(Debug, Default)]
pub struct Webs {
    /// The name of each variable, and whether some path reads it before it is assigned.
    pub variables: Vec<(String, bool)>,
    /// The names of those that are no variables of a generator expression.
    pub locals: BTreeSet<String>,
    /// The variable of each parameter, in order.
    pub parameters: Vec<VariableId>,
    /// The variable that each reading `Name` node means, by its place.
    pub loads: BTreeMap<Span, VariableId>,
    /// The variable that each assigning `Name` node means, by its place.
    pub stores: BTreeMap<Span, VariableId>,
    /// The variables that no path assigns before they are read.
    pub never_assigned: BTreeSet<VariableId>,
    /// The reading `Name` nodes for which a list does as well as a tuple: `len(x)`, `x[0]` …
    pub as_sequences: BTreeSet<Span>,
    /// The statements, and cases of `match`, that some path reaches, by place; the others are
    /// dropped.
    pub reached: BTreeSet<Span>,
    /// Whether the end of the body can be reached, so that the function returns `None`.
    pub falls_through: bool,
    /// The variables that the value of a function is made of, by the place where it is made and
    /// their keys; `None` for one that is no variable. Whether some path leaves it unassigned.
    pub captured: BTreeMap<(Span, String), (Option<VariableId>, bool)>,
    /// The reading `Name` nodes that mean a function that is defined here: which, where all paths
    /// agree.
    pub functions: BTreeMap<Span, Option<usize>>,
    /// The variables of generator expressions, whose names mean nothing outside of these.
    pub inner: BTreeSet<VariableId>,
    pub frame: Frame,
}

/// The index of a definition: a parameter or an assigning `Name` node.
type Definition = usize;

/// What may have assigned a name at a point.
#[derive(Clone, Debug, Default, PartialEq)]
struct Reaching {
    definitions: OrdSet<Definition>,
    unassigned: bool,
}

/// The state at a point; `None` where it cannot be reached. States share what they have in common,
/// so that many of them may be kept of a long function.
type State = Option<OrdMap<String, Reaching>>;

#[derive(Default)]
struct Flow {
    /// The name and place of each definition.
    definitions: Vec<(String, Span)>,
    by_place: BTreeMap<Span, Definition>,
    /// The definitions that are targets of generator expressions.
    inner: BTreeSet<Definition>,
    /// The definitions that reach each reading node.
    uses: BTreeMap<Span, (String, Reaching)>,
    reached: BTreeSet<Span>,
    /// The definitions that are functions.
    functions: BTreeMap<Definition, usize>,
    /// What reaches the variables of the functions made at a place.
    captured: BTreeMap<(Span, String), Reaching>,
    frame: Frame,
    /// What variables hold whose names the comprehensions around have taken, outermost first.
    shadowed: Vec<(String, Reaching)>,
    /// The states at the `break`s and `continue`s of the loops around, innermost last.
    loops: Vec<(State, State)>,
}

/// Finds the variables of a function; the captured ones are its first parameters.
pub fn webs(function: Syntax, frame: &Frame) -> Webs {
    let mut flow = Flow { frame: frame.clone(), ..Flow::default() };
    let mut names = BTreeSet::new();
    match function {
        Syntax::Def(function) => collect_stores(&function.body, &mut names),
        Syntax::Lambda(lambda) => collect_stores_of_expr(&lambda.body, &mut names),
    }
    names.extend(frame.defaults.values().flatten().map(|(key, _)| key.clone()));
    let unassigned = Reaching { unassigned: true, ..Reaching::default() };
    let mut entry: OrdMap<String, Reaching> =
        names.into_iter().map(|name| (name, unassigned.clone())).collect();
    let mut parameters: Vec<Definition> = Vec::new();
    for (index, (key, name)) in frame.captured.iter().enumerate() {
        let definition = flow.define(name, captured_place(index));
        entry.insert(key.clone(), only(definition));
        parameters.push(definition);
    }
    for name in function.names() {
        let definition = flow.define(name.as_str(), name.range.into());
        entry.insert(name.to_string(), only(definition));
        parameters.push(definition);
    }
    let mut state = Some(entry);
    match function {
        Syntax::Def(function) => flow.block(&function.body, &mut state),
        Syntax::Lambda(lambda) => {
            flow.expr(&lambda.body, &mut state);
            state = None;
        }
    }
    let webs = number(flow, &parameters, state.is_some());
    let as_sequences = match function {
        Syntax::Def(function) => sequences::as_sequences(&function.body),
        Syntax::Lambda(_) => Default::default(),
    };
    Webs { as_sequences, ..webs }
}

/// A place of its own for each captured variable, which no text has.
pub fn captured_place(index: usize) -> Span {
    Span { start: index as u32 + 1, end: 0 }
}

fn only(definition: Definition) -> Reaching {
    Reaching { definitions: OrdSet::unit(definition), unassigned: false }
}

/// Unites the definitions that reach a common use and numbers the classes in source order.
fn number(flow: Flow, parameters: &[Definition], falls_through: bool) -> Webs {
    let mut union = Union((0..flow.definitions.len()).collect());
    let uses = flow.uses.values().map(|(_, reaching)| reaching);
    for reaching in uses.chain(flow.captured.values()) {
        let mut definitions = reaching.definitions.iter();
        if let Some(&first) = definitions.next() {
            definitions.for_each(|&other| union.unite(first, other));
        }
    }
    let functions = flow.functions_read();
    let (reached, frame) = (flow.reached, flow.frame);
    let mut webs = Webs { falls_through, reached, functions, frame, ..Webs::default() };
    let mut ids = BTreeMap::new();
    let mut of_definition = Vec::new();
    for (definition, (name, _)) in flow.definitions.iter().enumerate() {
        let root = union.find(definition);
        let id = *ids.entry(root).or_insert_with(|| {
            webs.variables.push((name.clone(), false));
            VariableId(webs.variables.len() as u32 - 1)
        });
        of_definition.push(id);
        if flow.inner.contains(&definition) {
            webs.inner.insert(id);
        }
    }
    webs.parameters = parameters.iter().map(|&definition| of_definition[definition]).collect();
    for (&place, &definition) in &flow.by_place {
        webs.stores.insert(place, of_definition[definition]);
    }
    for (place, (name, reaching)) in flow.uses {
        let id = match reaching.definitions.get_min() {
            Some(&definition) => of_definition[definition],
            // No path assigns it: a variable of its own, which never gets a type.
            None => {
                webs.variables.push((name, true));
                let id = VariableId(webs.variables.len() as u32 - 1);
                webs.never_assigned.insert(id);
                id
            }
        };
        webs.variables[id.0 as usize].1 |= reaching.unassigned;
        webs.loads.insert(place, id);
    }
    let own = |index: usize| !webs.inner.contains(&VariableId(index as u32));
    let locals = webs.variables.iter().enumerate().filter(|(index, _)| own(*index));
    webs.locals = locals.map(|(_, (name, _))| name.clone()).collect();
    for (use_of, reaching) in flow.captured {
        let id = reaching.definitions.get_min().map(|&definition| of_definition[definition]);
        webs.captured.insert(use_of, (id, reaching.unassigned));
    }
    webs
}

/// Union-find over definitions; the root of a class is its first definition.
struct Union(Vec<usize>);

impl Union {
    fn find(&mut self, mut item: usize) -> usize {
        while self.0[item] != item {
            self.0[item] = self.0[self.0[item]];
            item = self.0[item];
        }
        item
    }

    fn unite(&mut self, left: usize, right: usize) {
        let (left, right) = (self.find(left), self.find(right));
        self.0[left.max(right)] = left.min(right);
    }
}

fn join(into: &mut State, from: &State) {
    let Some(from) = from else { return };
    let Some(into) = into else {
        *into = Some(from.clone());
        return;
    };
    for difference in into.clone().diff(from) {
        match difference {
            DiffItem::Update { old: (name, ours), new: (_, theirs) } => {
                into.insert(name.clone(), ours.joined(theirs));
            }
            DiffItem::Add(name, theirs) => {
                into.insert(name.clone(), theirs.clone());
            }
            DiffItem::Remove(..) => {}
        }
    }
}

impl Reaching {
    fn joined(&self, other: &Reaching) -> Reaching {
        let (mut larger, mut smaller) = (self.definitions.clone(), &other.definitions);
        if larger.len() < smaller.len() {
            (larger, smaller) = (other.definitions.clone(), &self.definitions);
        }
        larger.extend(smaller.iter().copied());
        Reaching { definitions: larger, unassigned: self.unassigned || other.unassigned }
    }
}

impl Flow {
    fn define(&mut self, name: &str, place: Span) -> Definition {
        if let Some(&known) = self.by_place.get(&place) {
            return known;
        }
        self.definitions.push((name.to_owned(), place));
        self.by_place.insert(place, self.definitions.len() - 1);
        self.definitions.len() - 1
    }

    fn block(&mut self, body: &[Stmt], state: &mut State) {
        for stmt in body {
            if state.is_none() {
                return;
            }
            self.reached.insert(stmt.range().into());
            self.stmt(stmt, state);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, state: &mut State) {
        match stmt {
            Stmt::FunctionDef(function) => self.function(Syntax::Def(function), state),
            Stmt::Assign(assign) if self.is_named_lambda(&assign.targets, &assign.value) => {
                self.named_lambda(&assign.targets, &assign.value, state);
            }
            Stmt::Assign(assign) => {
                self.expr(&assign.value, state);
                assign.targets.iter().for_each(|target| self.target(target, state));
            }
            Stmt::AugAssign(assign) => {
                self.expr(&assign.target, state);
                self.expr(&assign.value, state);
                if assign.target.is_name_expr() {
                    self.target(&assign.target, state);
                }
            }
            Stmt::AnnAssign(assign) => {
                let target = std::slice::from_ref(&*assign.target);
                if let Some(value) = &assign.value {
                    if self.is_named_lambda(target, value) {
                        return self.named_lambda(target, value, state);
                    }
                    self.expr(value, state);
                    self.target(&assign.target, state);
                }
            }
            Stmt::Expr(stmt) => self.expr(&stmt.value, state),
            Stmt::If(stmt) => self.if_stmt(stmt, state),
            Stmt::While(stmt) => self.while_stmt(stmt, state),
            Stmt::For(stmt) => self.for_stmt(stmt, state),
            Stmt::Match(stmt) => self.match_stmt(stmt, state),
            Stmt::With(with) => {
                with.items.iter().for_each(|item| self.expr(&item.context_expr, state));
                self.block(&with.body, state);
            }
            Stmt::Delete(stmt) => stmt.targets.iter().for_each(|item| self.delete(item, state)),
            Stmt::Assert(stmt) => {
                let (mut passed, mut failed) = self.test(&stmt.test, state);
                if let Some(message) = &stmt.msg {
                    self.expr(message, &mut failed);
                }
                // With `-O` nothing of it is evaluated.
                if passed.is_some() {
                    join(&mut passed, state);
                }
                *state = passed;
            }
            Stmt::Return(stmt) => {
                if let Some(value) = &stmt.value {
                    self.expr(value, state);
                }
                *state = None;
            }
            Stmt::Raise(stmt) => {
                if let Some(raised) = &stmt.exc {
                    self.expr(raised, state);
                }
                *state = None;
            }
            Stmt::Break(_) => {
                if let Some((breaks, _)) = self.loops.last_mut() {
                    join(breaks, state);
                }
                *state = None;
            }
            Stmt::Continue(_) => {
                if let Some((_, continues)) = self.loops.last_mut() {
                    join(continues, state);
                }
                *state = None;
            }
            _ => {}
        }
    }

    fn if_stmt(&mut self, stmt: &StmtIf, state: &mut State) {
        let mut end = None;
        let (mut taken, mut rest) = self.test(&stmt.test, state);
        self.block(&stmt.body, &mut taken);
        join(&mut end, &taken);
        for clause in &stmt.elif_else_clauses {
            match &clause.test {
                Some(test) => (taken, rest) = self.test(test, &rest),
                None => (taken, rest) = (rest, None),
            }
            self.block(&clause.body, &mut taken);
            join(&mut end, &taken);
        }
        join(&mut end, &rest);
        *state = end;
    }

    /// The cases in order. A pattern that fails assigns nothing; what one has captured stays where
    /// the guard fails.
    fn match_stmt(&mut self, stmt: &StmtMatch, state: &mut State) {
        self.expr(&stmt.subject, state);
        let mut rest = state.take();
        for case in &stmt.cases {
            if rest.is_none() {
                break;
            }
            self.reached.insert(case.range.into());
            let mut taken = rest.clone();
            self.pattern(&case.pattern, &mut taken);
            if case.pattern.is_irrefutable() {
                rest = None;
            }
            if let Some(guard) = &case.guard {
                let (yes, no) = self.test(guard, &taken);
                taken = yes;
                join(&mut rest, &no);
            }
            self.block(&case.body, &mut taken);
            join(state, &taken);
        }
        join(state, &rest);
    }

    fn while_stmt(&mut self, stmt: &StmtWhile, state: &mut State) {
        let mut head = state.clone();
        loop {
            let before = head.clone();
            let (mut inside, mut after) = self.test(&stmt.test, &head);
            self.loops.push((None, None));
            self.block(&stmt.body, &mut inside);
            let (breaks, continues) = self.loops.pop().unwrap_or_default();
            join(&mut head, &inside);
            join(&mut head, &continues);
            if head == before {
                self.block(&stmt.orelse, &mut after);
                join(&mut after, &breaks);
                *state = after;
                return;
            }
        }
    }

    fn for_stmt(&mut self, stmt: &StmtFor, state: &mut State) {
        self.expr(&stmt.iter, state);
        let mut head = state.clone();
        loop {
            let before = head.clone();
            let mut inside = head.clone();
            self.target(&stmt.target, &mut inside);
            self.loops.push((None, None));
            self.block(&stmt.body, &mut inside);
            let (breaks, continues) = self.loops.pop().unwrap_or_default();
            join(&mut head, &inside);
            join(&mut head, &continues);
            if head == before {
                let mut after = head;
                self.block(&stmt.orelse, &mut after);
                join(&mut after, &breaks);
                *state = after;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The variables as `name` or `name?`, then the variable's index of each load in order.
    fn show(source: &str) -> (Vec<String>, Vec<u32>, bool) {
        let module = rustpython_parser::parse_module(source).unwrap().into_syntax();
        let Some(Stmt::FunctionDef(function)) = module.body.first() else { panic!("no function") };
        let (functions, _) = crate::check::names::scopes::functions(function);
        let webs = webs(Syntax::Def(function), &functions[0].frame);
        let names = webs.variables.iter();
        let names =
            names.map(|(name, unbound)| format!("{name}{}", if *unbound { "?" } else { "" }));
        (names.collect(), webs.loads.values().map(|id| id.0).collect(), webs.falls_through)
    }

    #[test]
    fn separate_lives_are_separate_variables() {
        let (names, loads, end) = show("def f():\n x = 1\n g(x)\n x = 2.5\n g(x)\n");
        assert_eq!(names, ["x", "x"]);
        assert_eq!(loads, [0, 1]);
        assert!(end);
    }

    #[test]
    fn a_loop_unites_what_flows_around_it() {
        let (names, ..) = show("def f(n):\n s = 0\n while n:\n  s += n\n  n -= 1\n return s\n");
        assert_eq!(names, ["n", "s"]);
    }

    #[test]
    fn branches_unite_at_the_use() {
        let (names, ..) = show("def f(c):\n if c:\n  x = 1\n else:\n  x = 2\n return x\n");
        assert_eq!(names, ["c", "x"]);
        let (names, ..) = show("def f(c):\n if c:\n  x = 1\n return x\n");
        assert_eq!(names, ["c", "x?"]);
        let (names, ..) = show("def f(c):\n if c:\n  x = 1\n else:\n  raise E\n return x\n");
        assert_eq!(names, ["c", "x"]);
    }

    #[test]
    fn a_for_variable_is_unassigned_after_no_round() {
        let (names, ..) = show("def f(n):\n for i in range(n):\n  pass\n return i\n");
        assert_eq!(names, ["n", "i?"]);
    }

    #[test]
    fn endless_loops_end_only_by_break() {
        let (names, _, end) =
            show("def f():\n while True:\n  x = 1\n  if g(x):\n   break\n return x");
        assert_eq!(names, ["x"]);
        assert!(!end);
        let (_, _, end) = show("def f():\n while 1:\n  pass\n");
        assert!(!end);
    }

    #[test]
    fn a_name_never_assigned_before_is_a_variable_without_definition() {
        let (names, loads, _) = show("def f():\n y = x\n x = 1\n return y\n");
        assert_eq!(names, ["y", "x", "x?"]);
        assert_eq!(loads, [2, 0]);
    }

    #[test]
    fn a_walrus_assigns_where_it_is_evaluated() {
        let (names, ..) = show("def f(c):\n if (x := g(c)) and (y := x):\n  return y\n return x\n");
        assert_eq!(names, ["c", "x", "y"]);
        let (names, ..) = show("def f(c):\n if (x := g(c)) and (y := x):\n  pass\n return y\n");
        assert_eq!(names, ["c", "x", "y?"]);
        let (names, ..) = show("def f(c):\n return 0 < c < (x := 1), x\n");
        assert_eq!(names, ["c", "x?"]);
    }

    #[test]
    fn a_deleted_name_may_be_unassigned() {
        let (names, ..) = show("def f(c):\n x = 1\n if c:\n  del x\n return x\n");
        assert_eq!(names, ["c", "x?"]);
        let (names, ..) = show("def f(c):\n x = 1\n del x\n x = 2.5\n return x\n");
        assert_eq!(names, ["c", "x", "x"]);
    }

    #[test]
    fn patterns_assign_where_they_match() {
        let (names, _, end) =
            show("def f(c):\n match c:\n  case (x, _):\n   return x\n  case y:\n   return y\n");
        assert_eq!(names, ["c", "x", "y"]);
        assert!(!end);
        let (names, _, end) = show("def f(c):\n match c:\n  case 1 as x:\n   pass\n return x\n");
        assert_eq!(names, ["c", "x?"]);
        assert!(!end);
        let (names, ..) =
            show("def f(c):\n match c:\n  case x if x:\n   return 1\n  case _:\n   return x\n");
        assert_eq!(names, ["c", "x"]);
    }
}
