//! Assignments to parts of arrays: `a[1:] = 0`, `m[i, :] = x`, `m[i] = x`. Every element of the part
//! takes the value.

use rustpython_ast::{Expr as Ast, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{apply, assignment, block, constant, node, together, variable, whole};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::array_likes::is_array_like;
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::{element_of, is_of_same_kind};
use crate::check::rules::kinds::is_numpys;
use crate::check::rules::times::is_time;
use crate::check::syntax::flatten;
use crate::check::tree::{
    Expr, ExprKind, Filling, Indices, Intrinsic, Iterable, Stmt, StmtKind, Target,
};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, BinaryOp, Constant, Conversion, Element, Type};

impl Body<'_> {
    /// Whether a subscript means a part of an array, or an element of a part, so far as its form
    /// tells and the type of a variable that it begins with.
    pub fn is_part(&mut self, ast: &ExprSubscript) -> bool {
        if self.makes_view(ast) {
            return true;
        }
        let (base, indices) = flatten(ast);
        let Ast::Name(_) = base else { return false };
        match self.expr(base) {
            Ok(Expr { ty: Type::Array(array), .. }) => {
                indices.len() < usize::from(array.ndim) || array.ndim == 0 && indices.is_empty()
            }
            _ => false,
        }
    }

    /// `array[…] = value` of a part: NumPy looks at whether the array may be written first, then at
    /// the indices, then at the value.
    pub fn assign_part(&mut self, ast: &ExprSubscript, value: Expr) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        let mut place = Vec::new();
        let array = self.value(&ast.value)?;
        let array = self.bind(array, &mut place);
        let bound = place.len();
        let ty = self.writable(&array, span)?;
        if !ty.is_numpys() {
            return refuse(
                Problem::new(codes::SLICE, span, format!("a part of a `{}` is assigned", array.ty))
                    .help("assign its elements in a loop"),
            );
        }
        let part = self.part(&array, ty, ast, span, &mut place)?;
        // An expression is computed where it goes if nothing can tell.
        let stays =
            self.is_harmless(&value) && self.are_harmless(&place) && self.is_harmless(&part);
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            ExprKind::Elementwise(_) if stays => value,
            _ if is_array_like(&value) => self.settle_one(value, &mut body),
            _ => self.bind(value, &mut body),
        };
        if !stays || !is_numpys(&value.ty) {
            let writable = apply(
                Intrinsic::Writable { is_output: false },
                vec![array.clone()],
                Type::None,
                span,
            );
            place.insert(bound, Stmt { kind: StmtKind::Expr(writable), span });
        }
        body.append(&mut place);
        if is_array_like(&value) && matches!(part.ty, Type::Array(_)) {
            return self.assign_sequence(part, value, span, body);
        }
        if is_numpys(&value.ty) {
            let part = match part.ty {
                Type::Array(_) => part,
                // `a[()] = b`.
                _ if ty.ndim == 0 => whole(array, ty, span)?,
                _ => return refuse(array_as_element(span)),
            };
            let Type::Array(ty) = part.ty else { return Err(Stop::Unknown(span)) };
            expect_dimensions(&value, ty, span)?;
            let part = self.bind(part, &mut body);
            let value = self.elements_as(value, ty.element, span)?;
            body.push(Stmt {
                kind: StmtKind::Fill { array: part, value, filling: Filling::Assignment },
                span,
            });
            return Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))));
        }
        if let ExprKind::Element { array, indices } = part.kind {
            // An element of a view.
            let (stored, value) = self.stored_later(value, ty)?;
            body.push(assignment(Target::Element { array: *array, indices, stored }, value, span));
        } else {
            let part = self.bind(part, &mut body);
            let element = self.stored(value, ty)?;
            let element = self.bind(element, &mut body);
            body.extend(self.filled(part, &element, span)?);
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// Whether a target is the real or the imaginary part of a complex array.
    pub fn is_complex_part(&mut self, target: &Ast) -> bool {
        let Ast::Attribute(attribute) = target else { return false };
        // Building it says what it is, and does nothing else.
        matches!(attribute.attr.as_str(), "real" | "imag")
            && self.expr(&attribute.value).is_ok_and(|it| match it.ty {
                Type::Array(array) => array.is_numpys() && array.element.is_complex(),
                _ => false,
            })
    }

    /// `array.real = value`: NumPy casts numbers as it casts arrays.
    pub fn assign_complex_part(&mut self, target: &Ast, value: Expr) -> Built<Option<StmtKind>> {
        let span: Span = target.range().into();
        let mut body = Vec::new();
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        };
        let part = self.expr(target)?;
        let part = self.bind(part, &mut body);
        let ty = self.writable(&part, span)?;
        let given = match &value.ty {
            Type::Array(array) if array.is_numpys() => Some(array.element),
            ty => element_of(ty),
        };
        if given.is_none_or(Element::is_complex) {
            let message = format!("{} is put into a part of complex numbers", described(&value.ty));
            return refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .help("assign a number or an array that is not complex"),
            );
        }
        if is_numpys(&value.ty) {
            expect_dimensions(&value, ty, span)?;
            let value = self.elements_as(value, ty.element, span)?;
            let filling = Filling::Assignment;
            body.push(Stmt { kind: StmtKind::Fill { array: part, value, filling }, span });
        } else {
            let intrinsic = Intrinsic::Writable { is_output: false };
            let writable = apply(intrinsic, vec![part.clone()], Type::None, span);
            body.push(Stmt { kind: StmtKind::Expr(writable), span });
            let element = convert(value, &ty.element_type(), Conversion::Cast);
            let element = self.bind(element, &mut body);
            body.extend(self.filled(part, &element, span)?);
        }
        Ok(Some(together(body, span)))
    }

    /// The elements of an array as those of another type, as assignments convert them.
    pub fn elements_as(&mut self, value: Expr, element: Element, span: Span) -> Built<Expr> {
        self.array_as_given(vec![value], span, &mut |this, parts| {
            let part = parts.into_iter().next().ok_or(Stop::Unknown(span))?;
            if is_time(&part) || matches!(element, Element::Time(_)) {
                return this.time_cast(part, element, span);
            }
            Ok(convert(part, &element.sized(), Conversion::Cast))
        })
    }

    /// `array op= value` of an array in a variable, and of a part of an array: in place.
    pub fn augmented_array(
        &mut self,
        op: BinaryOp,
        array: Expr,
        value: Expr,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let mut body = Vec::new();
        let ty = self.writable(&array, span)?;
        let array = self.settle_one(array, &mut body);
        let value = match (&value.ty, &value.kind) {
            (Type::Int, ExprKind::Constant(_)) => value,
            (Type::Int, _) => self.bind(value, &mut body),
            _ => value,
        };
        if value.ty == Type::Int {
            // NumPy looks at the output before it finds that a number does not fit.
            let intrinsic = Intrinsic::Writable { is_output: true };
            let writable = apply(intrinsic, vec![array.clone()], Type::None, span);
            body.push(Stmt { kind: StmtKind::Expr(writable), span });
        }
        if ty.ndim == 0 && !matches!(value.ty, Type::Array(given) if given.ndim > 0) {
            return self.augmented_alone(op, (array, ty), value, body, span).map(Some);
        }
        let value = self.binary(op, array.clone(), value, span)?;
        let Type::Array(given) = value.ty else { return Err(Stop::Unknown(span)) };
        expect_dimensions(&value, ty, span)?;
        expect_same_kind(op, given.element, ty.element, span)?;
        // Where an element fails, those before it are written.
        let value = match given.element == ty.element && self.may_fail_midway(&value) {
            true => value,
            false => self.elements_as(value, ty.element, span)?,
        };
        body.push(Stmt { kind: StmtKind::Fill { array, value, filling: Filling::InPlace }, span });
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// The same of an array without dimensions: its element is read and written when the operand has
    /// its value and the array was found to be writable.
    fn augmented_alone(
        &mut self,
        op: BinaryOp,
        (array, ty): (Expr, ArrayType),
        value: Expr,
        mut body: Vec<Stmt>,
        span: Span,
    ) -> Built<StmtKind> {
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        };
        let intrinsic = Intrinsic::Writable { is_output: true };
        let writable = apply(intrinsic, vec![array.clone()], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
        let value = self.binary(op, array.clone(), value, span)?;
        let Some(given) = element_of(&value.ty) else { return Err(Stop::Unknown(span)) };
        expect_same_kind(op, given, ty.element, span)?;
        let value = convert(value, &ty.element.sized(), Conversion::Cast);
        let indices = Indices { exprs: Vec::new(), inside: 0 };
        body.push(assignment(Target::Element { array, indices, stored: None }, value, span));
        Ok(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span)))
    }

    /// Loops that store a value, which is an element already, in every element of an array.
    pub fn filled(&mut self, array: Expr, element: &Expr, span: Span) -> Built<Vec<Stmt>> {
        let Type::Array(ty) = array.ty else { return Ok(Vec::new()) };
        if ty.ndim == 0 {
            let indices = Indices { exprs: Vec::new(), inside: 0 };
            let target = Target::Element { array, indices, stored: None };
            return Ok(vec![assignment(target, element.clone(), span)]);
        }
        let counter = self.hide("position", &Type::Int);
        let position = variable(counter, &Type::Int, span);
        let body = match ty.ndim {
            1 => {
                let indices = Indices { exprs: vec![position], inside: 0 };
                let target = Target::Element { array: array.clone(), indices, stored: None };
                vec![assignment(target, element.clone(), span)]
            }
            ndim => {
                let row = Type::Array(ArrayType { ndim: ndim - 1, ..ty });
                let row =
                    apply(Intrinsic::Row { axis: 0 }, vec![array.clone(), position], row, span);
                let mut body = Vec::new();
                let row = self.bind(row, &mut body);
                body.extend(self.filled(row, element, span)?);
                body
            }
        };
        let length = node(ExprKind::Length { array: Box::new(array), axis: 0 }, Type::Int, span);
        let number = |value| constant(&Constant::Int(value), span);
        let iterable = Iterable::Range { start: number(0)?, stop: length, step: number(1)? };
        let (target, orelse) = (Target::Variable(counter), Vec::new());
        let kind = StmtKind::For { target, iterable: Box::new(iterable), body, orelse };
        Ok(vec![Stmt { kind: together(vec![Stmt { kind, span }], span), span }])
    }
}

pub fn array_as_element(span: Span) -> Problem {
    Problem::new(codes::STORE_TYPE, span, "an array is assigned to an element")
        .help("assign a number, or to a slice: `a[i:j]`")
}

/// Refuses an array that has more dimensions than what it is put into.
pub fn expect_dimensions(value: &Expr, into: ArrayType, span: Span) -> Built<()> {
    match value.ty {
        Type::Array(array) if array.ndim > into.ndim => {
            let (from, to) = (array.ndim, into.ndim);
            let message = format!("an array of dimension {from} is put into one of dimension {to}");
            refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .help("index it first: `b[0]` where it has one row"),
            )
        }
        _ => Ok(()),
    }
}

fn expect_same_kind(op: BinaryOp, from: Element, to: Element, span: Span) -> Built<()> {
    if is_of_same_kind(from, to) {
        return Ok(());
    }
    let message = format!("`{}=` cannot put {from} into {to}", op.symbol());
    refuse(
        Problem::new(codes::STORE_TYPE, span, message)
            .label("NumPy raises UFuncTypeError here")
            .help("convert the operand, or write `a = a …`"),
    )
}
