//! Comparisons and their chains.

use rustpython_ast::{CmpOp, Expr as Ast, ExprCompare};

use crate::check::body::Body;
use crate::check::build::{
    as_number, behind, constant, negated, node, parts_of, plain_throughout, plain_type, truth,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::identity;
use crate::check::rules::arithmetic::common;
use crate::check::rules::comparison::{Identity, domain, widen};
use crate::check::rules::convert::convert;
use crate::check::rules::kinds::{is_complex, is_mixed, is_numpys, is_python, may_be_none};
use crate::check::rules::numba;
use crate::check::rules::promotion::strong;
use crate::check::rules::times::is_time;
use crate::check::tree::{CompareDomain, Compared, Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Conversion, Rules, Scalar, Type};

impl Body<'_> {
    /// A chain of comparisons as a value.
    pub fn comparison(&mut self, ast: &ExprCompare) -> Built<Expr> {
        self.chain(ast, false)
    }

    /// A chain of comparisons as a test: only its truth matters.
    pub fn comparison_as_test(&mut self, ast: &ExprCompare) -> Built<Expr> {
        let value = self.chain(ast, true)?;
        truth(value)
    }

    fn chain(&mut self, ast: &ExprCompare, as_test: bool) -> Built<Expr> {
        let span = ast.range.into();
        if let Some(answer) = self.none_test(ast)? {
            return Ok(answer);
        }
        if let Some(answer) = self.type_test(ast)? {
            return Ok(answer);
        }
        if has_membership(ast) {
            return self.membership(ast);
        }
        if let Some(answer) = self.identity(ast)? {
            return Ok(answer);
        }
        let mut values = vec![as_number(self.expr(&ast.left)?)];
        let mut operators = Vec::new();
        for (op, operand) in ast.ops.iter().zip(&ast.comparators) {
            match crate::scan::comparison_of(*op) {
                Some(comparison) => operators.push(comparison),
                None => return refuse(identity(op.as_str(), span)),
            }
            values.push(as_number(self.expr(operand)?));
        }
        let asts: Vec<&Ast> = std::iter::once(&*ast.left).chain(&ast.comparators).collect();
        self.before_branches(&mut values, &asts);
        if let ([left, right], [other]) = (values.as_slice(), &*ast.comparators) {
            let pair = [left.clone(), right.clone()];
            values = self.displays_as_rows([&ast.left, other], pair)?.into();
        }
        if let ([op @ (CmpOp::Eq | CmpOp::NotEq)], [left, right]) = (&*ast.ops, values.as_slice())
            && [left, right].iter().any(|it| matches!(it.ty, Type::Function(_)))
        {
            return self.sameness(left.clone(), right.clone(), *op, span);
        }
        self.compare_all(values, &operators, as_test, span)
    }

    /// A chain of comparisons of built operands; `as_test` where only its truth matters.
    pub fn compare_all(
        &mut self,
        values: Vec<Expr>,
        operators: &[Comparison],
        as_test: bool,
        span: Span,
    ) -> Built<Expr> {
        if let ([left, right], [op]) = (values.as_slice(), operators)
            && let Some(truth) = known(left, *op, right)
        {
            return constant(&Constant::Bool(truth), span);
        }
        if let ([left, right], [op]) = (values.as_slice(), operators)
            && [left, right].into_iter().any(|it| is_numpys(&it.ty))
            && ![left, right].into_iter().any(may_be_none)
        {
            let op = *op;
            let mut before = Vec::new();
            let pair = [left.clone(), right.clone()];
            let pair = self.beside_array_likes(pair, span, &mut before)?;
            let numbas = self.kernel_rules().are_numbas();
            let answer = self.elementwise_by(pair.into(), span, numbas, &mut |this, parts| {
                let in_loop = numbas && this.rules() == Rules::Python;
                let parts = if in_loop { numba::as_in_loop(parts, false) } else { parts };
                let compared = match <[Expr; 2]>::try_from(parts) {
                    Ok(pair) if pair.iter().any(|it| is_complex(&it.ty)) => {
                        this.complex_elements_compared(pair, op, span)?
                    }
                    Ok(pair) => this.compare_all(pair.into(), &[op], false, span)?,
                    Err(_) => return Err(Stop::Unknown(span)),
                };
                Ok(convert(compared, &Type::Sized(Scalar::Bool), Conversion::Numeric))
            })?;
            return Ok(behind(before, answer));
        }
        if values.iter().any(|it| matches!(it.ty, Type::List(_))) && !values.iter().any(may_be_none)
        {
            return match (<[Expr; 2]>::try_from(values), operators) {
                (Ok(pair), [op]) => self.list_comparison(pair, *op, span),
                (Ok(pair), _) => self.links(Vec::from(pair), operators, as_test, span),
                (Err(values), _) => self.links(values, operators, as_test, span),
            };
        }
        if values.iter().any(may_be_none) {
            return match (<[Expr; 2]>::try_from(values), operators) {
                (Ok(pair), [op]) => self.optional_comparison(pair, *op, as_test, span),
                (Ok(pair), _) => self.links(Vec::from(pair), operators, as_test, span),
                (Err(values), _) => self.links(values, operators, as_test, span),
            };
        }
        if values.iter().any(is_mixed) {
            return self.mixed_chain(values, operators, as_test, span);
        }
        if values.iter().any(|it| compared_by_parts(&it.ty)) {
            return match (<[Expr; 2]>::try_from(values), operators) {
                (Ok(pair), [op]) => self.tuple_comparison(pair, *op, span),
                (Ok(pair), _) => self.links(Vec::from(pair), operators, as_test, span),
                (Err(values), _) => self.links(values, operators, as_test, span),
            };
        }
        if self.rules().are_numbas() && values.iter().all(|it| it.ty.scalar().is_some()) {
            return Ok(numbas_comparison(values, operators, span));
        }
        if !as_test {
            let pairs = values.iter().zip(values.iter().skip(1)).zip(operators);
            let mut answers = pairs.map(|((left, right), &op)| Answer::of(&left.ty, op, &right.ty));
            let first = answers.next().unwrap_or(Answer::Python);
            if first == Answer::Either || answers.any(|it| it != first) {
                return match (<[Expr; 2]>::try_from(values), operators) {
                    (Ok(pair), [op]) => self.order_of_tuples(pair, *op, span),
                    (Ok(pair), _) => self.links(Vec::from(pair), operators, as_test, span),
                    (Err(values), _) => self.links(values, operators, as_test, span),
                };
            }
        }
        if values.iter().any(|it| matches!(it.ty, Type::SizedComplex(_) | Type::Time(_))) {
            return match (<[Expr; 2]>::try_from(values), operators) {
                (Ok(pair), [op]) if pair.iter().any(is_time) => {
                    self.time_comparison(pair, *op, span)
                }
                (Ok(pair), [op]) => self.complex_comparison(pair, *op, span),
                (Ok(pair), _) => self.links(Vec::from(pair), operators, as_test, span),
                (Err(values), _) => self.links(values, operators, as_test, span),
            };
        }
        let mut values = values.into_iter();
        let Some(mut first) = values.next() else { return Err(Stop::Unknown(span)) };
        let mut rest: Vec<Compared> = Vec::new();
        let mut sized = false;
        for (&comparison, operand) in operators.iter().zip(values) {
            if operators.len() == 1 && first.ty == Type::Range && operand.ty == Type::Range {
                return self.range_equality(comparison, first, operand, span);
            }
            let left = rest.last_mut().map_or(&mut first, |link| &mut link.operand);
            let (link, is_sized) = link(left, comparison, operand, span)?;
            sized |= is_sized;
            rest.push(link);
        }
        let ty = if sized { Type::Sized(Scalar::Bool) } else { Type::Bool };
        Ok(node(ExprKind::Compare { first: Box::new(first), rest }, ty, span))
    }
}

/// The answer where two numbers or strings of Python are known when compiling, as dimensions are.
fn known(left: &Expr, op: Comparison, right: &Expr) -> Option<bool> {
    let (ExprKind::Constant(a), ExprKind::Constant(b)) = (&left.kind, &right.kind) else {
        return None;
    };
    match (a, &left.ty, b, &right.ty) {
        (Constant::Int(a), Type::Int, Constant::Int(b), Type::Int) => Some(op.holds(a.cmp(b))),
        (Constant::Int(_) | Constant::Float(_), _, Constant::Int(_) | Constant::Float(_), _)
            if is_python(&left.ty) && is_python(&right.ty) =>
        {
            crate::scan::fold_comparison(op, a, b).ok()
        }
        (Constant::Str(a), _, Constant::Str(b), _) => match op {
            Comparison::Eq => Some(a == b),
            Comparison::Ne => Some(a != b),
            _ => None,
        },
        _ => None,
    }
}

impl Body<'_> {
    /// A comparison where one side is a tuple that is compared element by element.
    fn tuple_comparison(&mut self, pair: [Expr; 2], op: Comparison, span: Span) -> Built<Expr> {
        if !matches!(op, Comparison::Eq | Comparison::Ne) {
            let [left, right] = &pair;
            let tuples = [left, right].map(|it| matches!(plain_type(&it.ty), Type::Tuple(_)));
            if tuples != [true, true] {
                return refuse(incomparable(&left.ty, &right.ty, span));
            }
            return self.order_of_tuples(pair, op, span);
        }
        let mut body = Vec::new();
        let [left, right] = pair.map(|side| self.settle_one(side, &mut body));
        let equal = self.equality(left, right, Identity::Counts, span)?;
        Ok(behind(body, if op == Comparison::Eq { equal } else { negated(equal) }))
    }

    /// `<`, `<=`, `>` or `>=` of two tuples, whose answer is that of the first two elements that are
    /// not equal: of NumPy's type if these are.
    fn order_of_tuples(&mut self, pair: [Expr; 2], op: Comparison, span: Span) -> Built<Expr> {
        let [left, right] = pair.map(plain_throughout);
        let mut body = Vec::new();
        let [left, right] = [left, right].map(|side| self.settle_one(side, &mut body));
        let (left, right) = (parts_of(left), parts_of(right));
        let mut answer = constant(&Constant::Bool(op.holds(left.len().cmp(&right.len()))), span)?;
        for (left, right) in left.into_iter().zip(right).rev() {
            let equal = self.equality(left.clone(), right.clone(), Identity::Counts, span)?;
            let differs = self.compare_all(vec![left, right], &[op], false, span)?;
            let (sides, ty) = self.joined(vec![answer, differs], span)?;
            let Ok([same, differs]) = <[Expr; 2]>::try_from(sides) else {
                return Err(Stop::Unknown(span));
            };
            let (test, body, orelse) = (Box::new(equal), Box::new(same), Box::new(differs));
            answer = node(ExprKind::IfExpr { test, body, orelse }, ty, span);
        }
        Ok(behind(body, answer))
    }

    /// `x is None` and its kin; equality with `None` means the same for everything but arrays.
    fn none_test(&mut self, ast: &ExprCompare) -> Built<Option<Expr>> {
        let (op, tested) = match (&*ast.ops, &*ast.comparators) {
            ([op], [Ast::NoneLiteral(_)]) => (op, &*ast.left),
            ([op], [other]) if ast.left.is_none_literal_expr() => (op, other),
            _ => return Ok(None),
        };
        let negated = match op {
            CmpOp::Is | CmpOp::Eq => false,
            CmpOp::IsNot | CmpOp::NotEq => true,
            _ => return Ok(None),
        };
        let value = self.expr(tested)?;
        if value.ty.compares_elements() && matches!(op, CmpOp::Eq | CmpOp::NotEq) {
            return Ok(None);
        }
        let mut answer = self.is_none(value)?;
        answer.span = ast.range.into();
        Ok(Some(match (negated, &answer.kind) {
            (false, _) => answer,
            (true, ExprKind::Constant(Constant::Bool(truth))) => {
                constant(&Constant::Bool(!truth), answer.span)?
            }
            (true, _) => {
                let span = answer.span;
                node(ExprKind::Not(Box::new(answer)), Type::Bool, span)
            }
        }))
    }
}

/// What the answer of a comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// A `bool` of Python.
    Python,
    /// A `numpy.bool_`.
    Numpy,
    /// One or the other, by what the values are.
    Either,
}

impl Answer {
    fn of(left: &Type, op: Comparison, right: &Type) -> Answer {
        match (plain_type(left), plain_type(right)) {
            (Type::Tuple(left), Type::Tuple(right)) => {
                let ordering = !matches!(op, Comparison::Eq | Comparison::Ne);
                let mut pairs = left.iter().zip(&right);
                let sized =
                    pairs.any(|(left, right)| Answer::of(left, op, right) != Answer::Python);
                if ordering && sized { Answer::Either } else { Answer::Python }
            }
            (left, right) if common(&left, &right).is_some() => Answer::Numpy,
            _ => Answer::Python,
        }
    }
}

/// One link of a chain, and whether the answer is NumPy's boolean.
fn link(left: &mut Expr, op: Comparison, mut operand: Expr, span: Span) -> Built<(Compared, bool)> {
    *left = plain_throughout(left.clone());
    operand = plain_throughout(operand);
    let Some(domain) = domain(&left.ty, &operand.ty) else {
        return refuse(incomparable(&left.ty, &operand.ty, span));
    };
    let ordering = !matches!(op, Comparison::Eq | Comparison::Ne);
    if ordering && left.ty == Type::None {
        return refuse(incomparable(&left.ty, &operand.ty, span));
    }
    if ordering && (holds_complex(&left.ty) || holds_complex(&operand.ty)) {
        return refuse(incomparable(&left.ty, &operand.ty, span));
    }
    let sized = common(&left.ty, &operand.ty).is_some();
    if domain == CompareDomain::Integers {
        widen(left);
        widen(&mut operand);
    }
    Ok((Compared { op, domain, operand }, sized))
}

/// A chain of comparisons of scalars by Numba's rules.
fn numbas_comparison(values: Vec<Expr>, operators: &[Comparison], span: Span) -> Expr {
    let mut types = values.iter().map(|it| strong(&it.ty).unwrap_or(Scalar::F64));
    let mut left = types.next().unwrap_or(Scalar::F64);
    let mut domains = Vec::new();
    for right in types {
        domains.push(numba::domain(left, right));
        left = right;
    }
    let mut values = values.into_iter();
    let first =
        Box::new(values.next().unwrap_or_else(|| node(ExprKind::Placeholder, Type::Bool, span)));
    let links = operators.iter().zip(domains).zip(values);
    let rest = links.map(|((&op, domain), operand)| Compared { op, domain, operand }).collect();
    node(ExprKind::Compare { first, rest }, Type::Bool, span)
}

/// Whether a value of that type is or has a complex number: those have no order.
fn holds_complex(ty: &Type) -> bool {
    is_complex(ty) || ty.parts().is_some_and(|parts| parts.iter().any(holds_complex))
}

/// Whether a tuple has elements that no single instruction compares: then each pair of elements is
/// compared as any two values are.
fn compared_by_parts(ty: &Type) -> bool {
    fn is_of_its_own(ty: &Type) -> bool {
        match ty {
            Type::SizedComplex(_) | Type::Time(_) | Type::List(_) | Type::Mixed(_) => true,
            Type::Optional(_) | Type::Range => true,
            _ => compared_by_parts(ty),
        }
    }
    match plain_type(ty) {
        Type::Tuple(elements) => elements.iter().any(is_of_its_own),
        _ => false,
    }
}

pub fn incomparable(left: &Type, right: &Type, span: Span) -> Problem {
    let message = format!("{left} and {right} are not compared");
    Problem::new(codes::INCOMPARABLE, span, message).help(match (left, right) {
        (Type::Array(_), _) | (_, Type::Array(_)) => {
            "write a loop over the elements: operations on whole arrays are not compiled yet"
        }
        _ if holds_complex(left) || holds_complex(right) => {
            "complex numbers are equal or not, but have no order; compare real parts or `abs(z)`"
        }
        _ => "compare numbers with numbers, and tuples with tuples of the same length",
    })
}

/// Whether one of the operators is `in` or `not in`.
pub fn has_membership(ast: &ExprCompare) -> bool {
    ast.ops.iter().any(|op| matches!(op, CmpOp::In | CmpOp::NotIn))
}
