//! Arrays that are computed element by element: the shapes are brought together first, as NumPy does,
//! then one loop computes all elements.
//!
//! Two loops are written where operands may be broadcast: one for operands that all have the shape of
//! the result, with no more to it than a loop that a person writes; and one in which an operand stands
//! still along the axes that it has one position of.

use super::function::{Lowerer, Value};
use super::order::Still;
use crate::check::tree::{Elementwise, Expr, ExprKind, Filling, Shape};
use crate::defects;
use crate::ir::{Bounds, Local, Object, Op, Operand, StmtKind, ValueType};
use crate::source::Span;
use crate::types::{Comparison, Container, Element, Global, Layout, Scalar, Type};

/// An operand that is an array, and where the parts of its element go.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub array: Local,
    pub element: Vec<Local>,
}

/// Where a computed element goes.
#[derive(Clone, Debug)]
pub(super) struct Destination {
    pub array: Local,
    pub lengths: Vec<Operand>,
}

/// The shape of a result, and its strides.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    pub lengths: Vec<Operand>,
    strides: Vec<Operand>,
}

impl Lowerer<'_> {
    /// A new array.
    pub fn elementwise(&mut self, whole: &Elementwise, ty: &Type, span: Span) -> Value {
        let Type::Array(array) = ty else { return Vec::new() };
        let sources = self.evaluated_operands(whole);
        self.place(span);
        let ordered = array.layout == Layout::Strided;
        let Shaped { lengths, strides } = self.shape_of(&whole.shape, &sources, ordered);
        let mut result = self.allocated(array.element, &lengths);
        if ordered {
            // The strides were found for elements of one byte.
            let size = Operand::i64(array.element.size().into());
            let strides: Vec<Operand> =
                strides.into_iter().map(|stride| self.product(stride, size)).collect();
            result = self.relaid(result, &lengths, &strides, false);
        }
        let destination = Destination { array: result, lengths };
        // One array has the shape of the result.
        let exact = sources.iter().flatten().count() < 2;
        if ordered {
            self.filled_by_strides(whole, &sources, &destination, true, span);
        } else {
            self.filled(whole, &sources, &destination, exact, span);
        }
        vec![Operand::Local(result)]
    }

    /// Writes the elements of an expression to an array: straight, or by way of a new array where that
    /// would change what is still to be read.
    pub fn fill(&mut self, array: &Expr, value: &Expr, filling: Filling, span: Span) {
        let (ExprKind::Elementwise(whole), Type::Array(ty)) = (&value.kind, &array.ty) else {
            defects::found("an array is filled with what is no expression of elements");
        };
        let array = self.array(array);
        let sources = self.evaluated_operands(whole);
        self.place(span);
        let is_output = filling != Filling::Assignment;
        let container = if is_output { Container::Frozen } else { Container::Array };
        let bounds = Bounds::Python { container, inside: 0 };
        let writable = Op::Reach { array, indices: Vec::new(), bounds };
        // An operator looks at its output when its operands have their values, before it looks at
        // their shapes; an assignment when the value is there.
        let mut shapes: Vec<Vec<Operand>> = operands_of(&whole.shape)
            .iter()
            .map(|shape| self.shape_of(shape, &sources, false).lengths)
            .collect();
        if !is_output {
            shapes = vec![self.broadcast(&shapes)];
        }
        self.builder.push(StmtKind::Assign { targets: Vec::new(), op: writable });
        let lengths = self.lengths_of(array);
        let named = filling == Filling::InPlace;
        let shape = self.broadcast_into(&shapes, named.then_some(&lengths));
        self.expect_shape(&shape, &lengths, is_output);
        let destination = Destination { array, lengths };
        let mut overlaps = Operand::Bool(false);
        for source in sources.iter().flatten() {
            let op = Op::Overlaps { read: source.array, written: array };
            let one = self.builder.value(Scalar::Bool, op);
            overlaps = self.one_of(overlaps, one);
        }
        let then = self.nested(|this| {
            let result = this.allocated(ty.element, &shape);
            let exact = sources.iter().flatten().count() < 2;
            let made = Destination { array: result, lengths: shape.clone() };
            this.filled(whole, &sources, &made, exact, span);
            let spread = this.spread_over(result, &destination.lengths);
            this.copied(spread, &destination, &mut Vec::new());
        });
        let by_strides = destination.lengths.len() > 1 && !self.is_in_c_order(array);
        let otherwise = self.nested(|this| match by_strides {
            true => this.filled_by_strides(whole, &sources, &destination, false, span),
            false => this.filled(whole, &sources, &destination, false, span),
        });
        self.builder.push(StmtKind::If { condition: overlaps, then, otherwise });
    }

    /// Copies every element of an array of the same shape.
    fn copied(&mut self, from: Local, to: &Destination, indices: &mut Vec<Operand>) {
        let Some(&stop) = to.lengths.get(indices.len()) else {
            let values = self.loaded(from, indices.clone(), Bounds::Proved);
            let (array, indices) = (to.array, indices.clone());
            return self.builder.push(StmtKind::Store { array, indices, values });
        };
        let label = self.builder.label();
        let variable = self.builder.local("", ValueType::Scalar(Scalar::I64));
        indices.push(Operand::Local(variable));
        let body = self.nested(|this| this.copied(from, to, indices));
        indices.pop();
        let (start, step) = (Operand::i64(0), Operand::i64(1));
        self.builder.push(StmtKind::For { label, variable, start, stop, step, body });
    }

    /// Raises as NumPy does where a shape cannot be broadcast to that of what is written, or, of an
    /// output, is another one.
    fn expect_shape(&mut self, shape: &[Operand], wanted: &[Operand], is_output: bool) {
        let mut wrong = Operand::Bool(shape.len() > wanted.len());
        for (length, wanted) in shape.iter().rev().zip(wanted.iter().rev()) {
            let mut differs = self.builder.compare(Comparison::Ne, Scalar::I64, *length, *wanted);
            if !is_output {
                let one = Operand::i64(1);
                let counts = self.builder.compare(Comparison::Ne, Scalar::I64, *length, one);
                differs = self.all_of(&[differs, counts]);
            }
            wrong = self.one_of(wrong, differs);
        }
        let then = self.nested(|this| {
            let [first, second] = match is_output {
                false => ["could not broadcast input array from shape ", " into shape "],
                true => [
                    "non-broadcastable output operand with shape ",
                    " doesn't match the broadcast shape ",
                ],
            };
            let [from, to] = if is_output { [wanted, shape] } else { [shape, wanted] };
            let mut text = vec![Object::Text(first.to_owned())];
            text.extend(shape_text(from));
            text.push(Object::Text(second.to_owned()));
            text.extend(shape_text(to));
            this.raise_text("ValueError", text);
        });
        self.builder.push(StmtKind::If { condition: wrong, then, otherwise: Vec::new() });
    }

    pub(super) fn allocated(&mut self, element: Element, lengths: &[Operand]) -> Local {
        let ndim = lengths.len() as u8;
        let ty = ValueType::Array { element, ndim, layout: Layout::C };
        let result = self.builder.local("", ty);
        let lengths = lengths.to_vec();
        self.builder
            .assign(result, Op::Allocate { element, lengths, zeroed: false, checked: false });
        result
    }

    /// Evaluates the operands: numbers go to their variables, of arrays the place is given. The
    /// element of an array without dimensions is a number, but it is read when all have been
    /// evaluated.
    pub(super) fn evaluated_operands(&mut self, whole: &Elementwise) -> Vec<Option<Source>> {
        let values: Vec<&Expr> = whole.operands.iter().map(|(_, value)| value).collect();
        let evaluated = self.in_order(&values);
        let mut sources = Vec::new();
        for ((variable, value), operands) in whole.operands.iter().zip(evaluated) {
            let slots = self.slots(*variable).locals;
            let source = match (&value.ty, operands.first()) {
                (Type::Array(ty), Some(Operand::Local(array))) if ty.ndim == 0 => {
                    let (array, indices, bounds) = (*array, Vec::new(), Bounds::Proved);
                    let op = Op::Load { array, indices, bounds };
                    self.builder.push(StmtKind::Assign { targets: slots, op });
                    None
                }
                (Type::Array(_), Some(Operand::Local(array))) => {
                    Some(Source { array: *array, element: slots })
                }
                _ => {
                    self.copy(&slots, operands);
                    None
                }
            };
            sources.push(source);
        }
        sources
    }

    /// The lengths of a shape; raises where the shapes in it do not fit. The strides, of elements of
    /// one byte, where they are asked for.
    pub(super) fn shape_of(
        &mut self,
        shape: &Shape,
        sources: &[Option<Source>],
        ordered: bool,
    ) -> Shaped {
        match shape {
            Shape::Operand(index) => {
                let Some(Some(source)) = sources.get(*index) else { return Shaped::default() };
                let lengths = self.lengths_of(source.array);
                let strides = match ordered {
                    true => self.strides_of(source.array, &lengths),
                    false => Vec::new(),
                };
                Shaped { lengths, strides }
            }
            Shape::Like(index) => {
                let Some(Some(source)) = sources.get(*index) else { return Shaped::default() };
                let lengths = self.lengths_of(source.array);
                let strides = match ordered {
                    true => {
                        let stride = |axis| Op::Stride { array: source.array, axis: axis as u8 };
                        let own = (0..lengths.len())
                            .map(|axis| self.builder.value(Scalar::I64, stride(axis)))
                            .collect();
                        self.strides_like(&[own], &lengths, Still::Counts)
                    }
                    false => Vec::new(),
                };
                Shaped { lengths, strides }
            }
            Shape::Of(shapes) => {
                let all: Vec<Shaped> =
                    shapes.iter().map(|shape| self.shape_of(shape, sources, ordered)).collect();
                let lengths: Vec<Vec<Operand>> =
                    all.iter().map(|shaped| shaped.lengths.clone()).collect();
                let lengths = self.broadcast(&lengths);
                let strides = match ordered {
                    true => self.strides_together(&all, &lengths),
                    false => Vec::new(),
                };
                Shaped { lengths, strides }
            }
        }
    }

    /// The strides of a new array that is computed of some.
    fn strides_together(&mut self, all: &[Shaped], lengths: &[Operand]) -> Vec<Operand> {
        let ndim = lengths.len();
        let operands: Vec<Vec<Operand>> = all
            .iter()
            .map(|shaped| {
                let missing = ndim - shaped.strides.len().min(ndim);
                let mut strides = vec![Operand::i64(0); missing];
                for (&length, &stride) in shaped.lengths.iter().zip(&shaped.strides) {
                    strides.push(self.unless_one(length, stride));
                }
                strides
            })
            .collect();
        self.strides_like(&operands, lengths, Still::IsNotAsked)
    }

    /// The strides of an operand, zero along axes with one position.
    fn strides_of(&mut self, array: Local, lengths: &[Operand]) -> Vec<Operand> {
        let mut strides = Vec::new();
        for (axis, &length) in lengths.iter().enumerate() {
            let axis = axis as u8;
            let stride = self.builder.value(Scalar::I64, Op::Stride { array, axis });
            strides.push(self.unless_one(length, stride));
        }
        strides
    }

    /// The stride of an axis, zero where it has one position.
    pub(super) fn unless_one(&mut self, length: Operand, stride: Operand) -> Operand {
        let one = Operand::i64(1);
        let stands = self.builder.compare(Comparison::Eq, Scalar::I64, length, one);
        self.chosen(stands, Operand::i64(0), stride)
    }

    pub(super) fn lengths_of(&mut self, array: Local) -> Vec<Operand> {
        let length = |axis| Op::Length { array, axis };
        (0..self.ndim_of(array)).map(|axis| self.builder.value(Scalar::I64, length(axis))).collect()
    }

    fn ndim_of(&self, array: Local) -> u8 {
        match self.builder.locals.get(array.0 as usize).map(|local| local.ty) {
            Some(ValueType::Array { ndim, .. }) => ndim,
            _ => 0,
        }
    }

    fn is_in_c_order(&self, array: Local) -> bool {
        let ty = self.builder.locals.get(array.0 as usize).map(|local| local.ty);
        matches!(ty, Some(ValueType::Array { layout: Layout::C, .. }))
    }

    /// The shape that several have together.
    fn broadcast(&mut self, shapes: &[Vec<Operand>]) -> Vec<Operand> {
        self.broadcast_into(shapes, None)
    }

    /// The same; where they do not fit, the message names that of the output as well.
    fn broadcast_into(
        &mut self,
        shapes: &[Vec<Operand>],
        output: Option<&Vec<Operand>>,
    ) -> Vec<Operand> {
        let ndim = shapes.iter().map(Vec::len).max().unwrap_or(0);
        let mut lengths = Vec::new();
        for axis in 0..ndim {
            let given: Vec<Operand> = shapes
                .iter()
                .filter_map(|shape| shape.get((axis + shape.len()).checked_sub(ndim)?).copied())
                .collect();
            let [first, others @ ..] = given.as_slice() else { continue };
            if others.is_empty() {
                lengths.push(*first);
                continue;
            }
            let together = self.builder.local("", ValueType::Scalar(Scalar::I64));
            self.builder.assign(together, Op::Copy(*first));
            let length = Operand::Local(together);
            for other in others {
                let one = Operand::i64(1);
                let is_one = self.builder.compare(Comparison::Eq, Scalar::I64, length, one);
                let then = self.nested(|this| this.builder.assign(together, Op::Copy(*other)));
                let otherwise = self.nested(|this| {
                    let differs = this.builder.compare(Comparison::Ne, Scalar::I64, *other, length);
                    let counts = this.builder.compare(Comparison::Ne, Scalar::I64, *other, one);
                    let wrong = this.all_of(&[differs, counts]);
                    let raise = this.nested(|this| this.raise_shapes(shapes.iter().chain(output)));
                    let otherwise = Vec::new();
                    this.builder.push(StmtKind::If { condition: wrong, then: raise, otherwise });
                });
                self.builder.push(StmtKind::If { condition: is_one, then, otherwise });
            }
            lengths.push(length);
        }
        lengths
    }

    /// What NumPy says of shapes that do not fit.
    fn raise_shapes<'s>(&mut self, shapes: impl Iterator<Item = &'s Vec<Operand>>) {
        let mut text =
            vec![Object::Text("operands could not be broadcast together with shapes ".to_owned())];
        for shape in shapes {
            text.extend(shape_text(shape));
            text.push(Object::Text(" ".to_owned()));
        }
        self.raise_text("ValueError", text);
    }

    /// Raises a builtin exception with a message that is made.
    pub fn raise_text(&mut self, class: &str, text: Vec<Object>) {
        let (callee, arguments) = (Global::builtin(class), vec![Object::Joined(text)]);
        let exception = Object::Call { callee, arguments, keywords: Vec::new() };
        self.builder.push(StmtKind::Raise { exception, suppress_context: false });
    }

    /// Computes every element of the destination; `exact` where all operands are known to have its
    /// shape.
    fn filled(
        &mut self,
        whole: &Elementwise,
        sources: &[Option<Source>],
        destination: &Destination,
        exact: bool,
        span: Span,
    ) {
        let sources: Vec<Source> = sources.iter().flatten().cloned().collect();
        let equal = match exact || sources.is_empty() {
            true => Operand::Bool(true),
            false => self.all_have_shape(&sources, &destination.lengths),
        };
        match equal {
            Operand::Bool(true) => {
                return self.plainly_filled(whole, &sources, destination, span);
            }
            Operand::Bool(false) => {
                return self.broadcast_filled(whole, &sources, destination, span);
            }
            _ => {}
        }
        let then = self.nested(|this| this.plainly_filled(whole, &sources, destination, span));
        let otherwise =
            self.nested(|this| this.broadcast_filled(whole, &sources, destination, span));
        self.builder.push(StmtKind::If { condition: equal, then, otherwise });
    }

    /// Whether all operands have that shape.
    pub(super) fn all_have_shape(&mut self, sources: &[Source], shape: &[Operand]) -> Operand {
        if sources.iter().any(|it| usize::from(self.ndim_of(it.array)) != shape.len()) {
            return Operand::Bool(false);
        }
        let mut equal = Operand::Bool(true);
        for source in sources {
            for (length, other) in self.lengths_of(source.array).into_iter().zip(shape) {
                let same = self.builder.compare(Comparison::Eq, Scalar::I64, length, *other);
                equal = self.all_of(&[equal, same]);
            }
        }
        equal
    }

    /// All operands have the shape of the destination.
    fn plainly_filled(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        span: Span,
    ) {
        let arrays = sources.iter().map(|it| it.array).chain([destination.array]);
        let flat = destination.lengths.len() > 1
            && arrays.into_iter().all(|array| self.is_in_c_order(array));
        if !flat {
            return self.loops(whole, sources, destination, span);
        }
        // Rows without gaps are one long row.
        let mut size = Operand::i64(1);
        for &length in &destination.lengths {
            size = self.product(size, length);
        }
        let lengths = vec![size];
        let flat: Vec<Source> = sources
            .iter()
            .map(|it| Source { array: self.relaid(it.array, &lengths, &[], true), ..it.clone() })
            .collect();
        let array = self.relaid(destination.array, &lengths, &[], true);
        self.loops(whole, &flat, &Destination { array, lengths }, span);
    }

    /// Operands stand still along the axes that they do not have, or have one position of.
    pub(super) fn broadcast_filled(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        span: Span,
    ) {
        let spread: Vec<Source> = sources
            .iter()
            .map(|it| Source {
                array: self.spread_over(it.array, &destination.lengths),
                ..it.clone()
            })
            .collect();
        self.loops(whole, &spread, destination, span);
    }

    /// A view of these lengths.
    fn spread_over(&mut self, array: Local, lengths: &[Operand]) -> Local {
        let own = self.lengths_of(array);
        let mut strides = vec![Operand::i64(0); lengths.len() - own.len().min(lengths.len())];
        strides.extend(self.strides_of(array, &own));
        self.relaid(array, lengths, &strides, true)
    }

    pub(super) fn relaid(
        &mut self,
        array: Local,
        lengths: &[Operand],
        strides: &[Operand],
        is_view: bool,
    ) -> Local {
        let element = self.element_of(array);
        let layout = if strides.is_empty() { Layout::C } else { Layout::Strided };
        let ndim = lengths.len() as u8;
        let view = self.builder.local("", ValueType::Array { element, ndim, layout });
        let (lengths, strides) = (lengths.to_vec(), strides.to_vec());
        let op = Op::Relaid { array, element, lengths, strides, is_view, read_only: false };
        self.builder.assign(view, op);
        view
    }

    /// A loop for each axis, the last one innermost.
    pub(super) fn loops(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        span: Span,
    ) {
        self.loop_of_axis(whole, sources, destination, &mut Vec::new(), span);
    }

    fn loop_of_axis(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        indices: &mut Vec<Operand>,
        span: Span,
    ) {
        let Some(&stop) = destination.lengths.get(indices.len()) else {
            return self.element_computed(whole, sources, destination, indices, span);
        };
        let label = self.builder.label();
        let variable = self.builder.local("", ValueType::Scalar(Scalar::I64));
        let location = self.builder.location;
        indices.push(Operand::Local(variable));
        let body =
            self.nested(|this| this.loop_of_axis(whole, sources, destination, indices, span));
        indices.pop();
        let (start, step) = (Operand::i64(0), Operand::i64(1));
        self.builder.location = location;
        self.builder.push(StmtKind::For { label, variable, start, stop, step, body });
    }

    fn element_computed(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        indices: &[Operand],
        span: Span,
    ) {
        for source in sources {
            let op =
                Op::Load { array: source.array, indices: indices.to_vec(), bounds: Bounds::Proved };
            self.builder.push(StmtKind::Assign { targets: source.element.clone(), op });
        }
        let Some(value) = &whole.value else { return };
        let values = self.expr(value);
        self.place(span);
        let (array, indices) = (destination.array, indices.to_vec());
        self.builder.push(StmtKind::Store { array, indices, values });
    }
}

/// A shape as NumPy writes it in messages: `(3,)`, `(2,3)`.
fn shape_text(shape: &[Operand]) -> Vec<Object> {
    let mut text = vec![Object::Text("(".to_owned())];
    for (index, length) in shape.iter().enumerate() {
        if index > 0 {
            text.push(Object::Text(",".to_owned()));
        }
        text.push(Object::Formatted {
            value: Box::new(Object::Number(*length)),
            conversion: None,
            format: None,
        });
    }
    text.push(Object::Text(if shape.len() == 1 { ",)" } else { ")" }.to_owned()));
    text
}

/// The shapes that the last operator of an expression brings together.
fn operands_of(shape: &Shape) -> &[Shape] {
    match shape {
        Shape::Of(shapes) => match shapes.as_slice() {
            // A conversion of the elements.
            [inner @ Shape::Of(_)] => operands_of(inner),
            shapes => shapes,
        },
        operand => std::slice::from_ref(operand),
    }
}
