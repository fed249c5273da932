//! What is known of a variable at a point of the function: that it is `None`, or that it is not.
//!
//! A variable of type `X | None` is read as an `X` where every path to the place has found or made
//! it one: behind `if x is None: return`, in `x is not None and x > 0`, behind an assignment.
//! Whatever is not certain is not known. Also which tests are decided when compiling, whose other
//! side is not built.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustpython_ast::{BoolOp, CmpOp, Expr as Ast, ExprCall, Stmt as AstStmt, StmtIf, UnaryOp};
use rustpython_text_size::Ranged;

use crate::check::body::{Body, node};
use crate::check::expressions::binding::instead_of;
use crate::check::expressions::constant;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, Target, VariableId};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Type};

/// For variables of which it is known: whether they hold a value, else `None`.
pub type Facts = BTreeMap<VariableId, bool>;

/// What is known at a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Shared by the states of which the same is known.
    facts: Rc<Facts>,
    /// No path leads here.
    unreachable: bool,
}

impl Known {
    /// The variable gets a value of that type.
    pub fn assign(&mut self, id: VariableId, ty: &Type) {
        let fact = match ty {
            Type::None => Some(false),
            Type::Optional(_) => None,
            _ => Some(true),
        };
        if self.facts.get(&id).copied() == fact {
            return;
        }
        let facts = Rc::make_mut(&mut self.facts);
        match fact {
            Some(fact) => facts.insert(id, fact),
            None => facts.remove(&id),
        };
    }

    /// Control goes elsewhere.
    pub fn leave(&mut self) {
        self.unreachable = true;
    }

    /// The facts hold from here on.
    pub fn learn(&mut self, facts: Facts) {
        if !facts.is_empty() {
            Rc::make_mut(&mut self.facts).extend(facts);
        }
    }

    /// Whether this is known of the variable.
    pub fn says(&self, id: VariableId, some: bool) -> bool {
        self.facts.get(&id) == Some(&some)
    }

    /// What was known of the variables is not known any more.
    pub fn forget<'a>(&mut self, ids: impl IntoIterator<Item = &'a VariableId>) {
        for id in ids {
            if self.facts.contains_key(id) {
                Rc::make_mut(&mut self.facts).remove(id);
            }
        }
    }

    /// The variables of which something is known here that is not known there.
    pub fn lost_in(&self, other: &Known) -> Vec<VariableId> {
        if other.unreachable || Rc::ptr_eq(&self.facts, &other.facts) {
            return Vec::new();
        }
        let lost = self.facts.iter().filter(|(id, value)| other.facts.get(id) != Some(value));
        lost.map(|(id, _)| *id).collect()
    }

    /// The state where these facts hold.
    pub fn of(facts: Facts) -> Known {
        Known { facts: Rc::new(facts), unreachable: false }
    }

    /// What is known of these variables.
    pub fn about(&self, ids: impl Iterator<Item = VariableId>) -> Facts {
        ids.filter_map(|id| self.facts.get(&id).map(|value| (id, *value))).collect()
    }

    /// The state at a point that no path leads to.
    pub fn nowhere() -> Known {
        Known { unreachable: true, ..Known::default() }
    }

    /// Whether no path leads here, as far as decided tests tell.
    pub fn is_unreachable(&self) -> bool {
        self.unreachable
    }

    /// The same where the facts hold, too.
    pub fn with(mut self, facts: Facts) -> Known {
        self.learn(facts);
        self
    }

    /// What is known where two paths meet.
    pub fn meet(self, other: Known) -> Known {
        match (self.unreachable, other.unreachable) {
            (true, _) => other,
            (_, true) => self,
            _ if Rc::ptr_eq(&self.facts, &other.facts) => self,
            _ => {
                let facts = Rc::new(common(Rc::unwrap_or_clone(self.facts), &other.facts));
                Known { facts, unreachable: false }
            }
        }
    }
}

fn common(mut facts: Facts, other: &Facts) -> Facts {
    facts.retain(|id, value| other.get(id) == Some(value));
    facts
}

impl Body<'_> {
    /// What follows for variables from the truth of a test, and from its falsehood.
    pub fn implied(&self, test: &Ast) -> (Facts, Facts) {
        match test {
            Ast::UnaryOp(not) if not.op == UnaryOp::Not => {
                let (yes, no) = self.implied(&not.operand);
                (no, yes)
            }
            Ast::BoolOp(operation) => {
                let mut certain = Facts::new();
                let mut either: Option<Facts> = None;
                for operand in &operation.values {
                    let (yes, no) = self.implied(operand);
                    let (go_on, stop) = match operation.op {
                        BoolOp::And => (yes, no),
                        BoolOp::Or => (no, yes),
                    };
                    // What the operand assigns is not what the operands before have tested.
                    for id in self.stored_in(operand.range().into()) {
                        certain.remove(&id);
                    }
                    certain.extend(go_on);
                    either = Some(either.map_or(stop.clone(), |known| common(known, &stop)));
                }
                let either = either.unwrap_or_default();
                match operation.op {
                    BoolOp::And => (certain, either),
                    BoolOp::Or => (either, certain),
                }
            }
            Ast::Compare(compare) => match (&*compare.ops, &*compare.comparators) {
                ([op], [Ast::NoneLiteral(_)]) => self.implied_by_none(*op, &compare.left),
                ([op], [other]) if compare.left.is_none_literal_expr() => {
                    self.implied_by_none(*op, other)
                }
                _ => match self.implied_by_type(compare) {
                    (yes, no) if yes.is_empty() && no.is_empty() => {
                        self.implied_by_equality(compare)
                    }
                    implied => implied,
                },
            },
            Ast::Call(call) => match self.asked_for_truth(call) {
                Some(value) => self.implied(value),
                None => self.implied_by_class(call),
            },
            _ => match self.variable_of(test) {
                Some(id) => (Facts::from([(id, true)]), Facts::new()),
                None => Default::default(),
            },
        }
    }

    /// The argument of `bool(x)`.
    fn asked_for_truth<'a>(&self, call: &'a ExprCall) -> Option<&'a Ast> {
        let ([value], []) = (&*call.arguments.args, &*call.arguments.keywords) else { return None };
        let library = Binding::Library("builtins.bool".to_owned());
        (self.global(&call.func) == Some(library)).then_some(value)
    }

    fn implied_by_none(&self, op: CmpOp, operand: &Ast) -> (Facts, Facts) {
        let Some(id) = self.variable_of(operand) else { return Default::default() };
        let (none, some) = (Facts::from([(id, false)]), Facts::from([(id, true)]));
        match op {
            CmpOp::Is | CmpOp::Eq => (none, some),
            CmpOp::IsNot | CmpOp::NotEq => (some, none),
            _ => Default::default(),
        }
    }

    /// Whether a variable of the source certainly holds a value here, whatever its type.
    pub fn is_known_value(&self, id: VariableId) -> bool {
        match self.cell(id) {
            None | Some(Type::None) => false,
            Some(Type::Optional(_)) => self.known.facts.get(&id) == Some(&true),
            Some(_) => true,
        }
    }

    /// The variable whose value an expression is.
    pub fn variable_of(&self, ast: &Ast) -> Option<VariableId> {
        match ast {
            Ast::Name(name) => self.webs.loads.get(&name.range.into()).copied(),
            Ast::Named(named) => self.webs.stores.get(&named.target.range().into()).copied(),
            _ => None,
        }
    }

    /// Builds something of which it is known that it is only evaluated under these facts.
    pub fn under<T>(&mut self, facts: Facts, build: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.known.clone();
        let entered = before.clone().with(facts);
        self.known = entered.clone();
        let built = build(self);
        // What was assigned meanwhile may or may not have been.
        let after = std::mem::replace(&mut self.known, before);
        if !Rc::ptr_eq(&entered.facts, &after.facts) {
            let facts = Rc::make_mut(&mut self.known.facts);
            facts.retain(|id, _| entered.facts.get(id) == after.facts.get(id));
        }
        built
    }

    /// A variable as it is read here: its value where it is known not to be `None`.
    pub fn narrowed(&self, id: VariableId, ty: &Type, span: Span) -> Expr {
        let variable = node(ExprKind::Variable(id), ty.clone(), span);
        let Type::Optional(inner) = ty else { return variable };
        match self.known.facts.get(&id) {
            Some(true) => payload(variable, inner),
            Some(false) => node(ExprKind::Constant(Constant::None), Type::None, span),
            None => variable,
        }
    }

    /// An `if` with its clauses; only those that can be reached are built.
    pub fn if_stmt(&mut self, stmt: &StmtIf) -> Built<Option<StmtKind>> {
        let first = (Some(&*stmt.test), stmt.body.as_slice(), stmt.range.into());
        let clauses = stmt.elif_else_clauses.iter();
        let clauses =
            clauses.map(|it| (it.test.as_ref(), it.body.as_slice(), Span::from(it.range)));
        let clauses: Vec<_> = std::iter::once(first).chain(clauses).collect();
        let mut statements = self.clauses(&clauses);
        Ok(match statements.pop() {
            Some(Stmt { kind: kind @ StmtKind::If { .. }, .. }) if statements.is_empty() => {
                Some(kind)
            }
            Some(last) => {
                statements.push(last);
                // The body of a clause that is always taken.
                let span: Span = stmt.range.into();
                let test = node(ExprKind::Constant(Constant::Bool(true)), Type::Bool, span);
                Some(StmtKind::If { test, body: statements, orelse: Vec::new() })
            }
            None => None,
        })
    }

    /// What the clauses of an `if` become; `known` is brought up to date.
    fn clauses(&mut self, clauses: &[(Option<&Ast>, &[AstStmt], Span)]) -> Vec<Stmt> {
        let Some(((ast, body, span), rest)) = clauses.split_first() else { return Vec::new() };
        let Some(ast) = ast else { return self.block(body) };
        let test = self.test(ast);
        if let Some(test) = &test
            && let Some(truth) = decided_at_last(test)
        {
            let mut taken = evaluated(test);
            taken.append(&mut if truth { self.block(body) } else { self.clauses(rest) });
            return taken;
        }
        let (yes, no) = self.implied(ast);
        let start = self.known.clone();
        self.known = start.clone().with(yes);
        let body = self.block(body);
        let behind = std::mem::replace(&mut self.known, start.with(no));
        let orelse = self.clauses(rest);
        self.known = behind.meet(std::mem::take(&mut self.known));
        match test {
            Some(test) => vec![Stmt { kind: StmtKind::If { test, body, orelse }, span: *span }],
            None => Vec::new(),
        }
    }

    /// The variables that are assigned inside a place of the source.
    pub fn stored_in(&self, place: Span) -> Vec<VariableId> {
        let first = Span { start: place.start, end: 0 };
        let stores = self.webs.stores.range(first..=Span { start: place.end, end: place.end });
        stores.filter(|(span, _)| span.end <= place.end).map(|(_, id)| *id).collect()
    }

    /// Gives `build` an expression that can be evaluated twice: the value itself, or a hidden
    /// variable that holds it.
    pub fn with_place(
        &mut self,
        value: Expr,
        build: impl FnOnce(&mut Self, Expr) -> Built<Expr>,
    ) -> Built<Expr> {
        if crate::check::rules::convert::is_place(&value) {
            return build(self, value);
        }
        let span = value.span;
        let hidden = self.hide("value", &value.ty);
        let place = node(ExprKind::Variable(hidden), value.ty.clone(), span);
        let built = build(self, place)?;
        let kind = StmtKind::Assign { targets: vec![Target::Variable(hidden)], value };
        let (ty, body) = (built.ty.clone(), vec![Stmt { kind, span }]);
        Ok(node(ExprKind::Block { body, value: Box::new(built) }, ty, span))
    }

    /// `value is None`, a `Bool`.
    pub fn is_none(&mut self, value: Expr) -> Built<Expr> {
        let span = value.span;
        let answer = match &value.ty {
            Type::Optional(_) => {
                let part = ExprKind::Part { value: Box::new(value), index: 0 };
                let some = Box::new(node(part, Type::Bool, span));
                return Ok(node(ExprKind::Not(some), Type::Bool, span));
            }
            ty => constant(&Constant::Bool(*ty == Type::None), span)?,
        };
        Ok(instead_of(value, answer))
    }

    /// The truth of a value that may be `None`.
    pub fn optional_truth(&mut self, value: Expr) -> Built<Expr> {
        let Type::Optional(inner) = value.ty.clone() else {
            return crate::check::expressions::truth(value);
        };
        let span = value.span;
        self.with_place(value, |_, place| {
            let part = ExprKind::Part { value: Box::new(place.clone()), index: 0 };
            let some = node(part, Type::Bool, span);
            let values = vec![some, crate::check::expressions::truth(payload(place, &inner))?];
            Ok(node(ExprKind::BoolOp { and: true, values }, Type::Bool, span))
        })
    }
}

/// The value of an expression of type `X | None` that is an `X` here.
pub fn payload(value: Expr, inner: &Type) -> Expr {
    let span = value.span;
    node(ExprKind::Part { value: Box::new(value), index: 1 }, inner.clone(), span)
}

/// The truth of a test that is known when compiling.
pub fn decided(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant(Constant::Bool(truth)) => Some(*truth),
        ExprKind::Constant(Constant::Int(value)) => Some(*value != 0),
        ExprKind::Constant(Constant::Float(value)) => Some(*value != 0.0),
        ExprKind::Constant(Constant::None) => Some(false),
        ExprKind::Not(value) => decided(value).map(|truth| !truth),
        ExprKind::Truth(value) => decided(value),
        ExprKind::BoolOp { and, values } => match values.iter().map(decided).collect::<Vec<_>>() {
            all if all.first() == Some(&Some(!and)) => Some(!and),
            all if all.iter().all(|one| *one == Some(*and)) => Some(*and),
            _ => None,
        },
        _ => None,
    }
}

/// The same for a test that does something before its truth, which is known.
pub fn decided_at_last(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Block { value, .. } | ExprKind::Truth(value) => decided_at_last(value),
        ExprKind::Not(value) => decided_at_last(value).map(|truth| !truth),
        _ => decided(test),
    }
}

/// What evaluating a decided test does beside giving its truth.
pub fn evaluated(test: &Expr) -> Vec<Stmt> {
    match &test.kind {
        ExprKind::Constant(_) => Vec::new(),
        ExprKind::Not(value) | ExprKind::Truth(value) => evaluated(value),
        ExprKind::BoolOp { .. } => Vec::new(),
        _ => vec![Stmt { kind: StmtKind::Expr(test.clone()), span: test.span }],
    }
}

/// A value that may be `None` stands where one is needed.
pub fn maybe_none<T>(value: &Expr) -> Built<T> {
    refuse(
        Problem::new(codes::MAYBE_NONE, value.span, format!("this is {} here", value.ty))
            .label("may be None")
            .help("test it first: `if x is None: …`, or `x is not None and …`"),
    )
}
