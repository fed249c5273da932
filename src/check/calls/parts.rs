//! Reductions of expressions of arrays: `((a - b) ** 2).sum()`. The elements are computed some at a
//! time, and go into the result in the order that NumPy adds those of the array in, so that there is
//! no such array. What is done with each part, `operators_parts.py` of the prelude says.

use crate::check::body::Body;
use crate::check::build::{assignment, behind, block, constant, variable};
use crate::check::library;
use crate::check::problem::{Built, Stop};
use crate::check::rules::convert::convert;
use crate::check::tree::{Expr, ExprKind, InParts, Stmt, StmtKind, Target};
use crate::scan::KernelId;
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Conversion, Element, KnownValue, Layout, Scalar, Type,
};

/// The functions and methods of arrays that are computed so where all other arguments are defaults,
/// and what the prelude calls them.
const REDUCTIONS: &[(&str, &str)] = &[
    ("all", "all"),
    ("amax", "maximum"),
    ("amin", "minimum"),
    ("any", "any"),
    ("count_nonzero", "count"),
    ("max", "maximum"),
    ("mean", "mean"),
    ("min", "minimum"),
    ("prod", "product"),
    ("sum", "sum"),
];

impl Body<'_> {
    /// A reduction of all elements of an expression to one number; `None` for any other call.
    pub fn reduced_in_parts(
        &mut self,
        kernel: KernelId,
        arguments: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let [array, others @ ..] = arguments else { return Ok(None) };
        let Some(name) = reduction(kernel) else { return Ok(None) };
        if !others.iter().all(is_absent) {
            return Ok(None);
        }
        let (before, array) = match &array.kind {
            ExprKind::Block { body, value } => (body.clone(), &**value),
            _ => (Vec::new(), array),
        };
        let (ExprKind::Elementwise(_), Type::Array(ty)) = (&array.kind, &array.ty) else {
            return Ok(None);
        };
        if ty.layout != Layout::C || matches!(ty.element, Element::Complex(_)) {
            return Ok(None);
        }
        let reduced = self.in_parts(name, array.clone(), *ty, span)?;
        Ok(Some(behind(before, reduced)))
    }

    fn in_parts(&mut self, name: &str, mut whole: Expr, ty: ArrayType, span: Span) -> Built<Expr> {
        // NumPy takes the mean of integers in a buffer of doubles.
        let (name, element) = match name {
            "mean" if !ty.element.is_float() => ("mean_of_integers", Element::Scalar(Scalar::F64)),
            name => (name, ty.element),
        };
        if let ExprKind::Elementwise(inner) = &mut whole.kind
            && let Some(value) = inner.value.take()
        {
            inner.value = Some(convert(value, &element.sized(), Conversion::Cast));
        }
        whole.ty = Type::Array(ArrayType { element, ..ty });
        let (ndim, layout, container) = (1, Layout::C, Container::Array);
        let part_ty = Type::Array(ArrayType { element, ndim, layout, container });
        let [size, first] = ["size", "first"].map(|name| self.hide(name, &Type::Int));
        let part = self.hide("part", &part_ty);
        let known = constant(&Constant::Str(name.to_owned()), span)?;
        let dtype = self.dtype_object(element, span);
        let [size_of, first_of] = [size, first].map(|it| variable(it, &Type::Int, span));
        let begun = vec![known.clone(), dtype, size_of.clone()];
        let begun = self.prelude_kernel("operators_parts.begun", begun, span)?;
        let state_ty = begun.ty.clone();
        let state = self.hide("state", &state_ty);
        let state_of = variable(state, &state_ty, span);
        let before = vec![assignment(Target::Variable(state), begun, span)];
        let room = self.prelude_kernel("operators_parts.room", vec![size_of.clone()], span)?;
        let asked = vec![known.clone(), state_of.clone(), first_of.clone(), size_of.clone()];
        let count = self.prelude_kernel("operators_parts.count", asked, span)?;
        let part_of = variable(part, &part_ty, span);
        let given =
            vec![known.clone(), state_of.clone(), part_of, first_of.clone(), size_of.clone()];
        let added = self.prelude_kernel("operators_parts.added", given, span)?;
        if added.ty != state_ty {
            return Err(Stop::Unknown(span));
        }
        let body = vec![assignment(Target::Variable(state), added, span)];
        let parts = InParts { whole, size, before, room, first, count, part, body };
        let kind = StmtKind::InParts(Box::new(parts));
        let result =
            self.prelude_kernel("operators_parts.ended", vec![known, state_of, size_of], span)?;
        Ok(block(vec![Stmt { kind, span }], result, span))
    }
}

/// What the prelude calls the reduction that a function of it is.
fn reduction(kernel: KernelId) -> Option<&'static str> {
    let own =
        library::method_of(kernel).or_else(|| library::name_of(kernel)?.strip_prefix("numpy."))?;
    REDUCTIONS.iter().find(|(name, _)| *name == own).map(|(_, reduction)| *reduction)
}

/// Whether an argument is the default that means nothing: `None`, or `False`.
fn is_absent(argument: &Expr) -> bool {
    match &argument.ty {
        Type::None => true,
        Type::Known(known) => **known == KnownValue::Bool(false),
        _ => matches!(argument.kind, ExprKind::Constant(Constant::Bool(false))),
    }
}
