//! Arrays and tuples: attributes and subscripts.

use rustpython_ast::helpers::any_over_expr;
use rustpython_ast::{Expr as Ast, ExprAttribute, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    apply, behind, constant, instead_of, is_place, is_simple, node, plain, plain_type, tuple, whole,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{described, unsupported_attribute};
use crate::check::rules::convert::to_index;
use crate::check::rules::join::strided;
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::{brackets, flatten};
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Arithmetic, ArrayType, BinaryOp, Constant, Container, Scalar, Type};

impl Body<'_> {
    /// `value.name`: a global, or what is known of an array.
    pub fn attribute(&mut self, ast: &Ast, attribute: &ExprAttribute) -> Built<Expr> {
        let span = attribute.range.into();
        if self.global(ast).is_some() && !self.is_method(ast) {
            return self.global_value(ast, span);
        }
        let name = attribute.attr.as_str();
        if let Some(answer) = self.flag(&attribute.value, name, span)? {
            return Ok(answer);
        }
        let value = self.expr(&attribute.value)?;
        let ty = value.ty.clone();
        let found = match ty {
            Type::Array(array) if name == "dtype" && array.is_numpys() => {
                Some(instead_of(value, self.dtype_object(array.element, span)))
            }
            Type::Array(array) => {
                let mut body = Vec::new();
                let value = self.settle_one(value, &mut body);
                let found = match array_attribute(&value, array, name, span)? {
                    Some(found) => Some(found),
                    None => self.attribute_of_value(value, name, span)?,
                };
                found.map(|found| behind(body, found))
            }
            Type::Records(..) | Type::Record(_) => self.attribute_of_records(value, name, span)?,
            _ => self.attribute_of_value(value, name, span)?,
        };
        found.ok_or_else(|| unsupported_attribute(&ty, name, span).into())
    }

    /// `a.flags.name`: how the memory of an array of NumPy's lies.
    fn flag(&mut self, flags: &Ast, name: &str, span: Span) -> Built<Option<Expr>> {
        let Ast::Attribute(flags) = flags else { return Ok(None) };
        if flags.attr.as_str() != "flags" || self.global(&flags.value).is_some() {
            return Ok(None);
        }
        let array = self.expr(&flags.value)?;
        match is_numpys(&array.ty) {
            true => self.prelude_function(
                Some(format!("attributes_flags.{name}")),
                vec![array],
                &[],
                span,
            ),
            false => Ok(None),
        }
    }

    /// `value[index]` as a value.
    pub fn subscript(&mut self, ast: &ExprSubscript) -> Built<Expr> {
        let span = ast.range.into();
        if let Some(value) = self.subscript_in_sequence(ast)? {
            return Ok(value);
        }
        match self.behind_list(ast).map(|ty| plain_type(&ty)) {
            Some(Type::List(_)) => return self.list_subscript(ast),
            Some(Type::Tuple(_)) => {
                if let Some(index) = indices_in_tuple(ast) {
                    return refuse(index_of_tuple(index.range().into()));
                }
                let value = plain(self.expr(&ast.value)?);
                return self.tuple_element(value, &ast.slice);
            }
            Some(Type::Range) => {
                let value = self.expr(&ast.value)?;
                return self.range_item(value, &[&ast.slice], span);
            }
            _ => {}
        }
        if let Some(grid) = self.subscript_of_grid(ast, span)? {
            return Ok(grid);
        }
        if let Some(of_flat) = self.subscript_of_flat(ast, span)? {
            return Ok(of_flat);
        }
        if let Some(copy) = self.subscript_by_arrays(ast, span)? {
            return Ok(copy);
        }
        if self.is_of_records(ast) {
            return self.value_in_records(ast);
        }
        let (base, indices) = flatten(ast);
        let value = plain(self.expr(base)?);
        match &value.ty {
            Type::Array(_) if self.makes_view(ast) => self.view_subscript(value, ast),
            Type::Array(array) => {
                let array = *array;
                let is_row = indices.len() < usize::from(array.ndim);
                let mut body = Vec::new();
                let stays = is_place(&value) && !(is_row && assigns_array(ast));
                let value = match stays || !is_row && !ast.value.is_subscript_expr() {
                    true => value,
                    false => self.bind(value, &mut body),
                };
                if is_row {
                    if indices.is_empty() && !array.is_numpys() {
                        return refuse(
                            Problem::new(codes::INDEX_COUNT, span, "an index without a number")
                                .help("write one index for each dimension"),
                        );
                    }
                    let row = self.row(value, array, ast, span)?;
                    // `a[()]` is a view like another.
                    let row = match indices.is_empty() {
                        true => whole(row, array, span)?,
                        false => row,
                    };
                    return Ok(behind(body, row));
                }
                let indices = self.indices(&value, array, ast, span)?;
                let kind = ExprKind::Element { array: Box::new(value), indices };
                Ok(behind(body, node(kind, array.element_type(), span)))
            }
            Type::Tuple(_) => {
                if let Some(index) = indices_in_tuple(ast) {
                    return refuse(index_of_tuple(index.range().into()));
                }
                indices.iter().try_fold(value, |value, index| self.tuple_element(value, index))
            }
            Type::Range => match indices_in_tuple(ast) {
                Some(index) => refuse(index_of_tuple(index.range().into())),
                None => self.range_item(value, &indices, span),
            },
            ty => {
                let message = format!("{} has no elements", described(ty));
                refuse(
                    Problem::new(codes::NOT_SUBSCRIPTABLE, span, message)
                        .help("only arrays, tuples and ranges are indexed"),
                )
            }
        }
    }

    /// `a[i]` of an array of more dimensions: a view.
    fn row(
        &mut self,
        value: Expr,
        array: ArrayType,
        ast: &ExprSubscript,
        span: Span,
    ) -> Built<Expr> {
        let (mut row, mut axis) = (value.clone(), 0);
        let mut body = Vec::new();
        for bracket in brackets(ast) {
            let first = axis;
            let assigns = assigns(bracket);
            let mut indices = Vec::new();
            for ast in bracket {
                let index = self.index(ast)?;
                // All of a pair of brackets are evaluated before any is looked at.
                let alone = bracket.len() == 1 || is_simple(&index) && !assigns;
                indices.push(if alone { index } else { self.bind(index, &mut body) });
            }
            for index in indices {
                let index = inside(&value, axis, first, index);
                axis += 1;
                let ty = Type::Array(ArrayType { ndim: array.ndim - axis, ..array });
                let (intrinsic, arguments) = (Intrinsic::Row { axis: 0 }, vec![row, index]);
                row = node(ExprKind::Intrinsic { intrinsic, arguments }, ty, span);
            }
        }
        Ok(behind(body, row))
    }

    /// The indices of an element, one for each dimension. Those of all brackets but the last are
    /// looked at before the next one is evaluated.
    pub fn indices(
        &mut self,
        value: &Expr,
        array: ArrayType,
        ast: &ExprSubscript,
        span: Span,
    ) -> Built<Indices> {
        let mut indices = Indices { exprs: Vec::new(), inside: 0 };
        let brackets = brackets(ast);
        for (position, bracket) in brackets.iter().enumerate() {
            let first = indices.exprs.len();
            for ast in *bracket {
                indices.exprs.push(self.index(ast)?);
            }
            // Of what is no variable, or another one by then, nobody can ask twice.
            if position + 1 < brackets.len()
                && is_place(value)
                && !assigns_array(ast)
                && first < usize::from(array.ndim)
            {
                let first = u8::try_from(first).unwrap_or(u8::MAX);
                let found = indices.exprs.split_off(first.into());
                let axes = (first..).zip(found);
                indices.exprs.extend(axes.map(|(axis, index)| inside(value, axis, first, index)));
                indices.inside = u8::try_from(indices.exprs.len()).unwrap_or(u8::MAX);
            }
        }
        as_many_as_axes(indices, array, span)
    }

    /// The indices of an element in the last pair of brackets, of what those before give.
    pub fn last_indices(
        &mut self,
        array: ArrayType,
        ast: &ExprSubscript,
        span: Span,
    ) -> Built<Indices> {
        let last = brackets(ast).pop().unwrap_or_default();
        let exprs: Built<Vec<Expr>> = last.iter().map(|ast| self.index(ast)).collect();
        as_many_as_axes(Indices { exprs: exprs?, inside: 0 }, array, span)
    }

    /// One index of an element.
    fn index(&mut self, ast: &Ast) -> Built<Expr> {
        if ast.is_slice_expr() {
            return refuse(slice(ast.range().into()));
        }
        let index = self.value(ast)?;
        self.as_index(index)
    }

    /// A value as an index.
    pub fn as_index(&mut self, index: Expr) -> Built<Expr> {
        let (span, ty) = (index.span, index.ty.clone());
        to_index(index).map_or_else(
            || {
                let message = format!("{} is no index", described(&ty));
                refuse(Problem::new(codes::INDEX_TYPE, span, message).help(match ty {
                    Type::Tuple(_) => "write the indices out: `a[i, j]`",
                    _ => "index with an int: `a[int(i)]`",
                }))
            },
            Ok,
        )
    }

    fn tuple_element(&mut self, tuple: Expr, ast: &Ast) -> Built<Expr> {
        let span = Span { start: tuple.span.start, end: ast.range().end().into() };
        let tuple = plain(tuple);
        if let (Ast::Slice(slice), Type::Tuple(_)) = (ast, &tuple.ty) {
            return self.tuple_slice(tuple, slice, span);
        }
        let index = self.value(ast)?;
        let Type::Tuple(types) = &tuple.ty else {
            let message = format!("{} has no elements", described(&tuple.ty));
            return refuse(
                Problem::new(codes::NOT_SUBSCRIPTABLE, span, message)
                    .help("only arrays and tuples are indexed"),
            );
        };
        let position = match index.kind {
            ExprKind::Constant(Constant::Int(position)) => position,
            ExprKind::Constant(Constant::Bool(position)) => i128::from(position),
            _ => return self.tuple_at(tuple, index, span),
        };
        let length = types.len() as i128;
        let from_start = if position < 0 { position + length } else { position };
        let element = usize::try_from(from_start).ok();
        let Some((index, ty)) = element.and_then(|index| Some((index, types.get(index)?.clone())))
        else {
            let message = format!("the tuple has {length} elements");
            return refuse(
                Problem::new(codes::TUPLE_INDEX, index.span, message)
                    .help("Python raises IndexError here"),
            );
        };
        Ok(element_of(tuple, index, ty, span))
    }
}

/// An element has one index for each dimension.
fn as_many_as_axes(indices: Indices, array: ArrayType, span: Span) -> Built<Indices> {
    if indices.exprs.len() == usize::from(array.ndim) {
        return Ok(indices);
    }
    let given = match indices.exprs.len() {
        1 => "one index".to_owned(),
        count => format!("{count} indices"),
    };
    let few = indices.exprs.len() < usize::from(array.ndim);
    let message = format!("{given} for an array of dimension {}", array.ndim);
    refuse(Problem::new(codes::INDEX_COUNT, span, message).help(match few {
        true => "assign to its elements, with one index for each dimension",
        false if array.ndim == 0 => "the element of an array without dimensions is `a[()]`",
        false => "write one index for each dimension",
    }))
}

/// An index written `i, j`, which tuples do not take.
fn indices_in_tuple(ast: &ExprSubscript) -> Option<&Ast> {
    match (&*ast.slice, &*ast.value) {
        (Ast::Tuple(_), _) => Some(&ast.slice),
        (_, Ast::Subscript(inner)) => indices_in_tuple(inner),
        _ => None,
    }
}

fn index_of_tuple(span: Span) -> Problem {
    Problem::new(codes::TUPLE_INDEX, span, "a tuple is indexed with a tuple")
        .help("write one index after the other: `t[0][1]`")
}

/// One element of a tuple. Where the tuple is written out and its parts do nothing, the part.
fn element_of(tuple: Expr, index: usize, ty: Type, span: Span) -> Expr {
    if let ExprKind::Aggregate(elements) = &tuple.kind
        && elements.iter().all(is_simple)
        && let Some(element) = elements.get(index)
    {
        return element.clone();
    }
    node(ExprKind::Part { value: Box::new(tuple), index }, ty, span)
}

/// An index of an axis that is looked at before what comes behind it is evaluated.
pub fn inside(array: &Expr, axis: u8, first: u8, index: Expr) -> Expr {
    let span = index.span;
    let intrinsic = Intrinsic::Inside { axis, first };
    let kind = ExprKind::Intrinsic { intrinsic, arguments: vec![array.clone(), index] };
    node(kind, Type::Int, span)
}

/// Whether one of several indices assigns a variable, which another one may have read before.
pub fn assigns(indices: &[Ast]) -> bool {
    indices.iter().any(|index| any_over_expr(index, &Ast::is_named_expr))
}

/// Whether an index assigns the variable of the array.
fn assigns_array(ast: &ExprSubscript) -> bool {
    let (base, indices) = flatten(ast);
    let is_array = |target: &Ast| match (target.as_name_expr(), base.as_name_expr()) {
        (Some(target), Some(base)) => target.id == base.id,
        _ => true,
    };
    let assigns = |ast: &Ast| ast.as_named_expr().is_some_and(|named| is_array(&named.target));
    indices.into_iter().any(|index| any_over_expr(index, &assigns))
}

fn array_attribute(value: &Expr, array: ArrayType, name: &str, span: Span) -> Built<Option<Expr>> {
    if !array.is_numpys() && array.container != Container::Memoryview {
        return Ok(None);
    }
    let length = |axis| {
        let array = Box::new(value.clone());
        node(ExprKind::Length { array, axis }, Type::Int, span)
    };
    Ok(match (name, array.is_numpys()) {
        ("shape", _) => {
            let lengths = (0..array.ndim).map(length).collect();
            let ty = Type::Tuple(vec![Type::Int; usize::from(array.ndim)]);
            Some(node(ExprKind::Aggregate(lengths), ty, span))
        }
        ("ndim", _) => {
            let ndim = Constant::Int(i128::from(array.ndim));
            let ndim = node(ExprKind::Constant(ndim), Type::Int, span);
            Some(instead_of(value.clone(), ndim))
        }
        ("T", true) if array.ndim < 2 && is_place(value) => {
            Some(whole(value.clone(), array, span)?)
        }
        ("T", true) => {
            let ty = Type::Array(strided(array));
            Some(apply(Intrinsic::Transpose, vec![value.clone()], ty, span))
        }
        ("itemsize", true) => {
            let size = Constant::Int(i128::from(array.element.size()));
            let size = node(ExprKind::Constant(size), Type::Int, span);
            Some(instead_of(value.clone(), size))
        }
        ("nbytes", true) => {
            let intrinsic = Intrinsic::ArraySize;
            let size = apply(intrinsic, vec![value.clone()], Type::Int, span);
            let element = constant(&Constant::Int(i128::from(array.element.size())), span)?;
            // It is the size of something that lies in memory.
            let arithmetic = Arithmetic::Sized(Scalar::I64);
            let (left, right) = (Box::new(size), Box::new(element));
            let kind = ExprKind::Binary { op: BinaryOp::Mul, arithmetic, left, right };
            Some(node(kind, Type::Int, span))
        }
        ("strides", true) if is_place(value) => {
            let stride =
                |axis| apply(Intrinsic::Stride { axis }, vec![value.clone()], Type::Int, span);
            Some(tuple((0..array.ndim).map(stride).collect(), span))
        }
        ("size", true) => {
            let kind = ExprKind::Intrinsic {
                intrinsic: Intrinsic::ArraySize,
                arguments: vec![value.clone()],
            };
            Some(node(kind, Type::Int, span))
        }
        _ => None,
    })
}

/// What slices are refused for: operators that assign, and what is no index.
pub fn slice(span: Span) -> Problem {
    Problem::new(codes::SLICE, span, "an operator on a slice cannot be compiled yet")
        .help("loop over the elements: `for i in range(start, stop): a[i] += x`")
}
