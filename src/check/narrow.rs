//! What tests tell of variables that may be `None`, and how such a variable is read.
//!
//! A variable of type `X | None` is read as an `X` where every path to the place has found or made
//! it one: behind `if x is None: return`, in `x is not None and x > 0`, behind an assignment.
//! Whatever is not certain is not known.

use rustpython_ast::{BoolOp, CmpOp, Expr as Ast, ExprCall, UnaryOp};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{constant, instead_of, node, payload, truth};
use crate::check::known::{Facts, agreed};
use crate::check::problem::Built;
use crate::check::tree::{Expr, ExprKind, VariableId};
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Type};

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
                    either = Some(either.map_or(stop.clone(), |known| agreed(known, &stop)));
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
            Some(Type::Optional(_)) => self.known.fact(id) == Some(true),
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
        self.known.forget_changes(&entered, &after);
        built
    }

    /// A variable as it is read here: its value where it is known not to be `None`.
    pub fn narrowed(&self, id: VariableId, ty: &Type, span: Span) -> Expr {
        let variable = node(ExprKind::Variable(id), ty.clone(), span);
        let Type::Optional(inner) = ty else { return variable };
        match self.known.fact(id) {
            Some(true) => payload(variable, inner),
            Some(false) => node(ExprKind::Constant(Constant::None), Type::None, span),
            None => variable,
        }
    }

    /// The variables that are assigned inside a place of the source.
    pub fn stored_in(&self, place: Span) -> Vec<VariableId> {
        let first = Span { start: place.start, end: 0 };
        let stores = self.webs.stores.range(first..=Span { start: place.end, end: place.end });
        stores.filter(|(span, _)| span.end <= place.end).map(|(_, id)| *id).collect()
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
            return truth(value);
        };
        let span = value.span;
        self.with_place(value, |_, place| {
            let part = ExprKind::Part { value: Box::new(place.clone()), index: 0 };
            let some = node(part, Type::Bool, span);
            let values = vec![some, truth(payload(place, &inner))?];
            Ok(node(ExprKind::BoolOp { and: true, values }, Type::Bool, span))
        })
    }
}
