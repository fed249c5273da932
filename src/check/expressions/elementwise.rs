//! Operators and functions of whole arrays: element by element, with broadcasting.
//!
//! An operator on arrays binds one element of each and follows the rules of scalars for them. What it
//! gives is an [`Elementwise`], which lowering makes an array of with one loop; where it is itself an
//! operand, its own operands and its value take its place, so that an expression is one loop without
//! temporaries. That is done where nobody can tell: nothing that comes behind an operand may fail or
//! have effects, and no element may fail. Everything else is an array before the next operand is
//! looked at, as in NumPy.

use crate::check::body::{Body, Within};
use crate::check::build::{assignment, behind, element_alone, is_simple, node, tuple, variable};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::arithmetic;
use crate::check::rules::convert::{as_floats, convert};
use crate::check::rules::dtypes::{self, result_type};
use crate::check::rules::kinds::{is_mixed, is_numpys};
use crate::check::rules::numba;
use crate::check::rules::times::holds_time;
use crate::check::tree::{
    Elementwise, Expr, ExprKind, Intrinsic, Shape, Stmt, StmtKind, Target, VariableId,
};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    Arithmetic, ArrayType, BinaryOp, Constant, Container, Conversion, Element, Layout, Rules,
    Scalar, Type,
};

/// What an operand gives for one element of the result.
enum Part {
    /// One of an array's, of that shape.
    Of(Shape, Expr),
    /// The same for all.
    Same(Expr),
}

impl Body<'_> {
    /// `left op right` where at least one is an array of NumPy's.
    pub fn binary_of_arrays(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Expr> {
        if [&left, &right].into_iter().any(is_mixed) {
            return self.beside_arrays(vec![left, right], span, &mut |this, operands| {
                match <[Expr; 2]>::try_from(operands) {
                    Ok([left, right]) => this.binary_of_arrays(op, left, right, span),
                    Err(_) => Err(Stop::Unknown(span)),
                }
            });
        }
        // What array elements are is certain, unlike what a variable holds.
        let is_boolean = |it: &Expr| {
            element_of(&it.ty).unwrap_or_else(|| it.ty.clone()) == Type::Sized(Scalar::Bool)
        };
        let op = match op {
            BinaryOp::Add if is_boolean(&left) && is_boolean(&right) => BinaryOp::BitOr,
            op => op,
        };
        let is_quick = op == BinaryOp::Pow && is_float_array(&left.ty) && !is_numpys(&right.ty);
        let operands = match op {
            // A span of time is divided by an integer as by that.
            BinaryOp::TrueDiv if !holds_time(&left.ty) && self.kernel_rules() == Rules::Python => {
                as_floats(vec![left, right])
            }
            _ => vec![left, right],
        };
        let divides = op == BinaryOp::TrueDiv && self.kernel_rules().are_numbas();
        self.elementwise(operands, span, &mut |this, parts| {
            let parts = match divides && this.rules() == Rules::Python {
                true => numba::as_in_loop(parts, true),
                false => parts,
            };
            match <[Expr; 2]>::try_from(parts) {
                Ok([left, right]) if is_quick && left.ty == right.ty => {
                    let both = vec![left, right];
                    this.prelude_kernel("operators_arrays.power", both, span)
                }
                Ok([left, right]) => this.binary(op, left, right, span),
                Err(_) => Err(Stop::Unknown(span)),
            }
        })
    }

    /// An array of what `build` gives for the elements of the operands, of which at least one is an
    /// array. Python's numbers are brought to the type that they have beside the arrays first.
    pub fn elementwise(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        let operands = self.strengthened(operands);
        if operands.iter().any(is_mixed) {
            return self.beside_arrays(operands, span, &mut |this, operands| {
                this.elementwise(operands, span, build)
            });
        }
        let elements: Vec<Type> = operands.iter().filter_map(|it| element_of(&it.ty)).collect();
        let mut before = Vec::new();
        let operands = self.before_misfits(operands, &elements, &mut before);
        let operands = operands.into_iter().map(|it| weakened(it, &elements)).collect();
        let numbas = self.kernel_rules().are_numbas();
        let whole = self.elementwise_by(operands, span, numbas, &mut |this, parts| {
            let in_loop = numbas && this.rules() == Rules::Python;
            build(this, if in_loop { numba::as_in_loop(parts, false) } else { parts })
        })?;
        Ok(behind(before, whole))
    }

    /// Numbers as arrays and ufuncs see them: by Numba's rules none is weak.
    pub fn strengthened(&self, operands: Vec<Expr>) -> Vec<Expr> {
        match self.rules() {
            Rules::Python => operands,
            Rules::Numba { .. } => operands.into_iter().map(numba::strengthened).collect(),
        }
    }

    /// What `build` makes of operands of which some are numbers of several types: mostly one number,
    /// since whichever it is, it is the same beside the arrays; else one version for each.
    pub fn beside_arrays(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        let elements: Vec<Type> = operands.iter().filter_map(|it| element_of(&it.ty)).collect();
        let operands = operands.into_iter().map(|it| same_in_any_case(it, &elements)).collect();
        self.dispatched(operands, span, &mut |this, operands| build(this, operands))
    }

    /// The operands, evaluated already where one of them is a number that may not fit the type beside
    /// the arrays: that is found when all of them have been evaluated.
    fn before_misfits(
        &mut self,
        operands: Vec<Expr>,
        elements: &[Type],
        before: &mut Vec<Stmt>,
    ) -> Vec<Expr> {
        let may_not_fit = |operand: &Expr| {
            operand.ty == Type::Int && can_fail(&weakened(operand.clone(), elements))
        };
        let Some(first) = operands.iter().position(may_not_fit) else { return operands };
        let harmful = operands.iter().rposition(|operand| !self.is_harmless(operand));
        if harmful.is_none_or(|last| last <= first) {
            return operands;
        }
        let mut evaluated = Vec::new();
        for operand in operands {
            evaluated.push(match operand.kind {
                ExprKind::Constant(_) => operand,
                _ => self.bind(operand, before),
            });
        }
        evaluated
    }

    /// A new array like another, with what `build` gives for each element.
    pub fn like(
        &mut self,
        array: Expr,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Expr) -> Built<Expr>,
    ) -> Built<Expr> {
        let mut before = Vec::new();
        let array = match array.kind {
            ExprKind::Elementwise(_) => self.bind(array, &mut before),
            _ => array,
        };
        let mut made = self.array_as_given(vec![array], span, &mut |this, parts| {
            build(this, parts.into_iter().next().ok_or(Stop::Unknown(span))?)
        })?;
        if let ExprKind::Elementwise(whole) = &mut made.kind {
            whole.shape = Shape::Like(0);
        }
        Ok(behind(before, made))
    }

    /// The same with Python's numbers as they are. Of arrays without dimensions alone it is one of
    /// NumPy's scalars.
    pub fn elementwise_as_given(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        self.elementwise_by(operands, span, false, build)
    }

    /// The same; `by_scalars` where it is a part of an expression that Numba computes as one of
    /// scalars.
    pub fn elementwise_by(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        by_scalars: bool,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        let operands = self.strengthened(operands);
        if operands.iter().any(is_mixed) {
            return self.beside_arrays(operands, span, &mut |this, operands| {
                this.elementwise_by(operands, span, by_scalars, build)
            });
        }
        let given = operands.clone();
        let mut count = None;
        let computed = self.computed(operands, span, by_scalars, &mut count, build);
        if let Some(count) = count {
            return self.several_elementwise(given, count, span, build);
        }
        let (before, whole, ty) = computed?;
        let value = match ty.ndim {
            0 => self.only_element(whole, span)?,
            _ => node(ExprKind::Elementwise(Box::new(whole)), Type::Array(ty), span),
        };
        Ok(behind(before, value))
    }

    /// The same where an array is made whatever its dimensions.
    pub fn array_as_given(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        let (before, whole, ty) = self.computed(operands, span, false, &mut None, build)?;
        let kind = ExprKind::Elementwise(Box::new(whole));
        Ok(behind(before, node(kind, Type::Array(ty), span)))
    }

    /// The element of an expression whose arrays have one each, which are read when all operands
    /// have been evaluated.
    fn only_element(&mut self, whole: Elementwise, span: Span) -> Built<Expr> {
        let (mut body, mut elements) = (Vec::new(), Vec::new());
        for (element, operand) in whole.operands {
            if is_numpys(&operand.ty) {
                let array = self.bind(operand, &mut body);
                elements.push(assignment(Target::Variable(element), element_alone(array), span));
            } else {
                body.push(assignment(Target::Variable(element), operand, span));
            }
        }
        body.extend(elements);
        let value = whole.value.ok_or(Stop::Unknown(span))?;
        Ok(behind(body, Expr { span, ..value }))
    }

    /// The operands' statements, the expression of elements, and the array that it gives. `count` is
    /// set where `build` gives a tuple of so many numbers.
    fn computed(
        &mut self,
        operands: Vec<Expr>,
        span: Span,
        by_scalars: bool,
        count: &mut Option<usize>,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<(Vec<Stmt>, Elementwise, ArrayType)> {
        let mut before = Vec::new();
        let (operands, narrow) = match by_scalars {
            true => widened(operands),
            false => (operands, Vec::new()),
        };
        let operands = self.fused_or_bound(operands, &mut before);
        let mut whole = Elementwise {
            operands: Vec::new(),
            shape: Shape::Of(Vec::new()),
            value: None,
            wide: None,
        };
        let mut shapes = Vec::new();
        let mut parts = Vec::new();
        // Of three operands, those of `where` and `clip`, NumPy names the numbers, too, where shapes do
        // not fit. What has more of them, as `isclose`, it computes in steps of two.
        let are_named = operands.len() == 3;
        for operand in operands {
            let part = self.part_of_operand(operand, &mut whole)?;
            match part {
                Part::Of(shape, value) => {
                    shapes.push(shape);
                    parts.push(value);
                }
                Part::Same(value) => {
                    if are_named {
                        shapes.push(Shape::Of(Vec::new()));
                    }
                    parts.push(value);
                }
            }
        }
        let scalars = by_scalars.then(|| parts.clone());
        for (part, narrow) in parts.iter_mut().zip(&narrow) {
            if let Some(narrow) = narrow {
                *part = numba::cast(part.clone(), narrow);
            }
        }
        let mut value = self.of_elements(|this| build(this, parts))?;
        if let Some(scalars) = scalars.filter(|it| it.iter().all(|it| it.ty.scalar().is_some()))
            && value.ty.scalar().is_some()
        {
            let scalars = scalars.into_iter().map(|it| self.canonical(it));
            let scalars = scalars.collect::<Built<Vec<Expr>>>()?;
            let wide = self.inside(Within::Scalars, |this| build(this, scalars))?;
            let own = numba::strengthened(value).ty;
            value = numba::cast(wide.clone(), &own);
            whole.wide = (wide.ty != value.ty).then(|| numba::strengthened(wide));
        }
        if let Type::Tuple(types) = &value.ty {
            *count = Some(types.len());
        }
        let Some(element) = dtypes::element_of(&value.ty) else {
            let message = format!("{} cannot be an element of an array", described(&value.ty));
            return refuse(
                Problem::new(codes::OPERAND_TYPES, span, message)
                    .help("compute it in a loop over the elements"),
            );
        };
        let ndim = shapes.iter().map(|shape| shape.ndim(&whole)).max().unwrap_or(0);
        whole.shape = Shape::Of(shapes);
        whole.value = Some(convert(value, &element.sized(), Conversion::Numeric));
        // Of arrays in C order NumPy makes others in C order.
        let is_ordered = |(_, value): &(VariableId, Expr)| match value.ty {
            Type::Array(array) => array.layout == Layout::C || array.ndim < 2,
            _ => true,
        };
        let layout = match ndim < 2 || whole.operands.iter().all(is_ordered) {
            true => Layout::C,
            false => Layout::Strided,
        };
        let container = Container::Array;
        Ok((before, whole, ArrayType { element, ndim, layout, container }))
    }

    /// A tuple of arrays, where `build` gives a tuple of so many numbers for each element.
    fn several_elementwise(
        &mut self,
        operands: Vec<Expr>,
        count: usize,
        span: Span,
        build: &mut dyn FnMut(&mut Self, Vec<Expr>) -> Built<Expr>,
    ) -> Built<Expr> {
        let mut before = Vec::new();
        let operands = self.settled(operands, &mut before);
        let mut arrays = Vec::new();
        for index in 0..count {
            let array = self.elementwise_as_given(operands.clone(), span, &mut |this, parts| {
                let whole = build(this, parts)?;
                let types = whole.ty.parts().unwrap_or_default();
                let (first, mut parts) = this.taken_apart(whole, &types);
                match index < parts.len() {
                    true => Ok(behind(first.into_iter().collect(), parts.swap_remove(index))),
                    false => Err(Stop::Unknown(span)),
                }
            })?;
            // Each is an array before the next one is begun.
            arrays.push(self.bind(array, &mut before));
        }
        Ok(behind(before, tuple(arrays, span)))
    }

    /// The operands as they can be taken apart: what has to be an array first, is bound.
    fn fused_or_bound(&mut self, operands: Vec<Expr>, before: &mut Vec<Stmt>) -> Vec<Expr> {
        let harmful = operands.iter().rposition(|operand| !self.is_harmless(operand));
        let mut fused = Vec::new();
        for (index, operand) in operands.into_iter().enumerate() {
            let is_last = harmful.is_none_or(|last| index >= last);
            let stays = match &operand.kind {
                ExprKind::Elementwise(inner) => {
                    is_last && inner.value.as_ref().is_some_and(|it| !can_fail(it))
                }
                ExprKind::Constant(_) => true,
                // What is evaluated before something else that matters.
                _ => is_last || is_simple(&operand),
            };
            fused.push(if stays { operand } else { self.bind(operand, before) });
        }
        fused
    }

    fn part_of_operand(&mut self, operand: Expr, whole: &mut Elementwise) -> Built<Part> {
        let span = operand.span;
        if let ExprKind::Elementwise(inner) = operand.kind {
            let first = whole.operands.len();
            whole.operands.extend(inner.operands);
            let value = inner.value.ok_or(Stop::Unknown(span))?;
            return Ok(Part::Of(inner.shape.moved(first), value));
        }
        if let Type::Array(array) = operand.ty
            && array.is_numpys()
        {
            let ty = array.element_type();
            let element = self.hide("element", &ty);
            whole.operands.push((element, operand));
            let shape = Shape::Operand(whole.operands.len() - 1);
            return Ok(Part::Of(shape, variable(element, &ty, span)));
        }
        if matches!(operand.kind, ExprKind::Constant(_)) || matches!(operand.ty, Type::Known(_)) {
            return Ok(Part::Same(operand));
        }
        if dtypes::element_of(&operand.ty).is_none() {
            let message = format!("{} beside an array", described(&operand.ty));
            return refuse(
                Problem::new(codes::OPERAND_TYPES, span, message)
                    .help("only numbers and arrays of NumPy's are computed with arrays"),
            );
        }
        let ty = operand.ty.clone();
        let element = self.hide("element", &ty);
        whole.operands.push((element, operand));
        Ok(Part::Same(variable(element, &ty, span)))
    }

    /// Whether it is an array that is computed element by element, of which one may fail.
    pub fn may_fail_midway(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Elementwise(whole) => whole.value.as_ref().is_some_and(can_fail),
            _ => false,
        }
    }

    /// Whether evaluating it neither fails nor has effects, so that it may be done before what comes
    /// before it has failed.
    pub fn is_harmless(&self, expr: &Expr) -> bool {
        let all = |exprs: &[Expr]| exprs.iter().all(|it| self.is_harmless(it));
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Placeholder => true,
            ExprKind::Variable(id) => !self.may_be_unassigned(*id),
            ExprKind::Part { value, .. } | ExprKind::Length { array: value, .. } => {
                self.is_harmless(value)
            }
            ExprKind::Convert { value, conversion: Conversion::Numeric | Conversion::Cast } => {
                self.is_harmless(value)
            }
            ExprKind::Aggregate(values) => all(values),
            // Shapes that do not fit are found in their order, when all operands are evaluated; where
            // there is no memory, nobody minds the order.
            ExprKind::Elementwise(inner) => {
                inner.operands.iter().all(|(_, value)| self.is_harmless(value))
                    && inner.value.as_ref().is_some_and(|value| !can_fail(value))
            }
            ExprKind::Intrinsic { intrinsic, arguments } => {
                let is_view = matches!(
                    intrinsic,
                    Intrinsic::Slice { .. } | Intrinsic::NewAxis { .. } | Intrinsic::Transpose
                );
                is_view && all(arguments)
            }
            ExprKind::Binary { arithmetic: Arithmetic::Sized(_), left, right, op } => {
                *op != BinaryOp::Pow && self.is_harmless(left) && self.is_harmless(right)
            }
            ExprKind::Block { body, value } => self.are_harmless(body) && self.is_harmless(value),
            // Bounds of slices are brought inside; only a step can be wrong.
            ExprKind::Call { callee, arguments } => {
                let name = self.sources_name(*callee);
                let known_step = match arguments.get(2).map(|step| &step.kind) {
                    Some(ExprKind::Constant(Constant::Int(step))) => *step != 0,
                    _ => false,
                };
                name == "window" && known_step && all(arguments)
            }
            _ => false,
        }
    }

    /// The same of statements.
    pub fn are_harmless(&self, body: &[Stmt]) -> bool {
        let is_harmless = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let hidden = |target: &Target| match target {
                    Target::Variable(id) => self.is_hidden(*id),
                    _ => false,
                };
                targets.iter().all(hidden) && self.is_harmless(value)
            }
            _ => false,
        };
        body.iter().all(is_harmless)
    }

    fn is_hidden(&self, id: VariableId) -> bool {
        id.0 as usize >= self.webs.variables.len()
    }

    fn may_be_unassigned(&self, id: VariableId) -> bool {
        self.webs.variables.get(id.0 as usize).is_some_and(|(_, unbound)| *unbound)
    }

    /// The name of a function of the prelude that an instance is of; empty for others.
    fn sources_name(&self, callee: crate::check::tree::InstanceId) -> &str {
        let instance = self.table.instances.get(callee.0 as usize);
        let instance = instance.filter(|it| it.kernel.as_prelude().is_some());
        let source = instance.and_then(|it| self.sources.get(it.source));
        source.map_or("", |source| source.qualified_name.as_str())
    }
}

/// Whether computing an element may fail.
fn can_fail(value: &Expr) -> bool {
    let mut fails = false;
    crate::check::traverse::each_expr_of(value, &mut |expr| {
        fails |= match &expr.kind {
            ExprKind::Convert { conversion, .. } => {
                matches!(conversion, Conversion::Exact | Conversion::Truncate)
            }
            ExprKind::Binary { op: BinaryOp::Pow, arithmetic, right, .. } => {
                let counted = matches!(right.kind, ExprKind::Constant(Constant::Int(n)) if n >= 0);
                !counted && !matches!(arithmetic, Arithmetic::Sized(scalar) if scalar.is_float())
            }
            ExprKind::Binary { arithmetic, .. } | ExprKind::Unary { arithmetic, .. } => {
                !matches!(arithmetic, Arithmetic::Sized(_))
            }
            _ => false,
        };
    });
    fails
}

/// The operands as Numba computes an expression of them: what is an expression itself goes on in the
/// types of its scalars. The types of their elements beside them, where they are others.
fn widened(operands: Vec<Expr>) -> (Vec<Expr>, Vec<Option<Type>>) {
    let one = |mut operand: Expr| {
        let ExprKind::Elementwise(whole) = &mut operand.kind else { return (operand, None) };
        let (Some(wide), Type::Array(array)) = (whole.wide.take(), &mut operand.ty) else {
            return (operand, None);
        };
        let narrow = array.element_type();
        if let Some(element) = dtypes::element_of(&wide.ty) {
            array.element = element;
            whole.value = Some(wide);
        }
        (operand, Some(narrow))
    };
    operands.into_iter().map(one).unzip()
}

/// The type of an operand's element; `None` for what is no array.
fn element_of(ty: &Type) -> Option<Type> {
    match ty {
        Type::Array(array) => Some(array.element_type()),
        _ => None,
    }
}

fn is_float_array(ty: &Type) -> bool {
    matches!(ty, Type::Array(array) if array.element.is_float())
}

/// A number of several types as a number of one, if NumPy computes with the same whichever it is, and
/// it is held as that.
fn same_in_any_case(operand: Expr, elements: &[Type]) -> Expr {
    let Type::Mixed(mixed) = &operand.ty else { return operand };
    let held = mixed.holder.sized();
    let is_held = |ty: &Type| {
        let of_type = node(ExprKind::Placeholder, ty.clone(), operand.span);
        let together = elements.iter().try_fold(weakened(of_type, elements).ty, |known, ty| {
            result_type(&known, ty).map(Element::sized)
        });
        together.as_ref() == Some(&held)
    };
    match mixed.alternatives.iter().all(is_held) {
        true => convert(operand, &held, Conversion::Cast),
        false => operand,
    }
}

/// A number of Python's as NumPy takes it beside arrays: it is converted once, whatever they hold.
fn weakened(operand: Expr, elements: &[Type]) -> Expr {
    if !matches!(operand.ty, Type::Bool | Type::Int | Type::Float | Type::Complex) {
        return operand;
    }
    let together = elements.iter().fold(None, |known: Option<Type>, ty| match known {
        Some(known) => result_type(&known, ty).map(Element::sized),
        None => Some(ty.clone()),
    });
    match together.and_then(|ty| result_type(&ty, &operand.ty)) {
        Some(Element::Scalar(Scalar::Bool)) | None => operand,
        Some(element) => arithmetic::operand(operand, &element.sized()),
    }
}
