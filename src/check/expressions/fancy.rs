//! Arrays as indices: `a[a > 0]`, `a[i, j]`, `a[:, places]`.
//!
//! As in NumPy, a mask stands for the places where it is true, one array of integers for each of its
//! axes, and a number beside arrays is looked at as in a view. What the other indices leave is a view,
//! whose axes are put in order: those that arrays index come first. The arrays are brought to one
//! shape; its axes come first in the result, or where the arrays stand if they stand side by side.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{
    Index, Indexed, Together, behind, boolean, checked_tuple, constant, is_place, length, node,
    tuple, unknown_index,
};
use crate::check::expressions::views::{too_many_indices, view_of_too_many};
use crate::check::problem::{Built, refuse};
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::brackets;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::source::Span;
use crate::types::{ArrayType, Constant, Layout, MAX_NDIM, Scalar, Type};

impl Body<'_> {
    /// Whether there are arrays among the indices in the last pair of brackets.
    pub fn is_indexed_by_arrays(&mut self, ast: &ExprSubscript) -> bool {
        let pairs = brackets(ast);
        let Some(bracket) = pairs.last() else { return false };
        let alone = bracket.len() == 1;
        bracket.iter().any(|index| {
            let may_be = matches!(
                index,
                Ast::Name(_)
                    | Ast::Compare(_)
                    | Ast::BinOp(_)
                    | Ast::UnaryOp(_)
                    | Ast::Call(_)
                    | Ast::Subscript(_)
                    | Ast::Attribute(_)
                    | Ast::List(_)
                    | Ast::ListComp(_)
            );
            // Names of fields, which make no copy.
            let is_of_names = matches!(index, Ast::List(list)
                if !list.elts.is_empty() && list.elts.iter().all(Ast::is_string_literal_expr));
            // Building it says what it is, and does nothing else.
            may_be
                && !is_of_names
                && self.index_value(index).is_ok_and(|index| match &index.ty {
                    Type::Tuple(types) => alone && types.iter().any(is_numpys),
                    ty => is_numpys(ty),
                })
        })
    }

    /// An index; a list among them stands for an array, of integers where it is empty.
    pub fn index_value(&mut self, ast: &Ast) -> Built<Expr> {
        match ast {
            Ast::List(list) => {
                let mut arguments = vec![self.rows(ast)?];
                if list.elts.is_empty() {
                    arguments.push(self.dtype_object(Scalar::I64.into(), list.range.into()));
                }
                self.call_library_with("numpy.array", arguments, list.range.into())
            }
            Ast::Tuple(tuple) if tuple.elts.iter().any(Ast::is_list_expr) => {
                let elements: Built<Vec<Expr>> =
                    tuple.elts.iter().map(|it| self.index_value(it)).collect();
                checked_tuple(elements?, tuple.range.into())
            }
            _ => {
                let index = self.expr(ast)?;
                match &index.ty {
                    Type::List(element) => self.index_by_list(index.clone(), element.as_deref()),
                    _ => Ok(index),
                }
            }
        }
    }

    /// A list as an index: without elements it stands for integers. Of truth values NumPy makes a
    /// mask only if there are some.
    fn index_by_list(&mut self, list: Expr, element: Option<&Type>) -> Built<Expr> {
        let span = list.span;
        match element {
            Some(Type::Bool | Type::Sized(Scalar::Bool)) => self.array_like(list, span),
            Some(ty) if ty.scalar().is_some_and(|scalar| !scalar.is_float()) => {
                self.list_kernel("as_array_of_dtype", vec![list], span)
            }
            _ => Ok(list),
        }
    }

    /// `a[…]` where a pair of brackets has arrays among its indices, which make a copy; `None` if none
    /// has.
    pub fn subscript_by_arrays(&mut self, ast: &ExprSubscript, span: Span) -> Built<Option<Expr>> {
        let is_last = self.is_indexed_by_arrays(ast);
        let mut inner = &*ast.value;
        let mut is_before = false;
        while let (Ast::Subscript(subscript), false) = (inner, is_last || is_before) {
            is_before = self.is_indexed_by_arrays(subscript);
            inner = &subscript.value;
        }
        if !is_last && !is_before {
            return Ok(None);
        }
        let array = self.value(&ast.value)?;
        let Type::Array(ty) = array.ty else { return Ok(None) };
        if !ty.is_numpys() {
            return Ok(None);
        }
        let mut body = Vec::new();
        let bracket = brackets(ast).pop().unwrap_or_default();
        let stays = is_place(&array) && bracket.iter().all(Ast::is_name_expr);
        let array = if stays { array } else { self.bind(array, &mut body) };
        let result = match is_last {
            true => {
                let indices = self.indices_of_view(bracket, &mut body)?;
                self.taken_by_arrays(&array, ty, indices, span)?
            }
            false => self.part(&array, ty, ast, span, &mut body)?,
        };
        Ok(Some(behind(body, result)))
    }

    /// `a[indices]`: a copy.
    pub fn taken_by_arrays(
        &mut self,
        array: &Expr,
        ty: ArrayType,
        indices: Vec<Index>,
        span: Span,
    ) -> Built<Expr> {
        let mut body = Vec::new();
        let indexed = self.indexed(array, ty, indices, span, &mut body)?;
        let together = self.together(indexed, span, &mut body)?;
        let is_read = boolean(true, span);
        let places = self.places(&together, is_read, span, &mut body)?;
        let Together { view, arrays, lengths, rest, place, is_ordered, .. } = together;
        let count = lengths.len();
        let is_line = |array: &Expr| match array.ty {
            Type::Array(ty) => ty.ndim < 2 || ty.layout == Layout::C,
            _ => false,
        };
        let in_order = boolean(arrays.iter().all(is_line), span);
        let keeps_order = boolean(is_ordered, span);
        let (lengths, rest) = (tuple(lengths, span), tuple(rest, span));
        let arrays = tuple(arrays, span);
        let arguments = vec![view, places, arrays, lengths, rest, in_order, keeps_order];
        let taken = self.prelude_kernel("operators_index.taken", arguments, span)?;
        let Type::Array(found) = taken.ty else { return Ok(taken) };
        // The axes of the arrays go to where they stand.
        let ndim = usize::from(found.ndim);
        let axes: Vec<usize> =
            (count..count + place).chain(0..count).chain(count + place..ndim).collect();
        let moved = self.permuted(taken, &axes, span)?;
        Ok(behind(body, moved))
    }

    /// Looks at all indices but the elements of arrays, in NumPy's order: whether masks fit, then
    /// numbers and slices.
    pub fn indexed(
        &mut self,
        array: &Expr,
        ty: ArrayType,
        indices: Vec<Index>,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Indexed> {
        let ndim = usize::from(ty.ndim);
        let mut counts = Vec::new();
        for index in &indices {
            counts.push(axes_of(index, span)?);
        }
        let taken: usize = counts.iter().sum();
        if taken > ndim {
            return refuse(too_many_indices(taken, ndim, span));
        }
        if !ty.is_numpys() {
            return refuse(unknown_index(span));
        }
        let mut arrays = Vec::new();
        let mut axes = Vec::new();
        // Of the view: which of its axes arrays index, and how many it has.
        let (mut indexed, mut axis, mut to) = (Vec::new(), 0, 0);
        let mut place = Place::default();
        let mut others = Vec::new();
        let masks = indices.iter().filter(|index| is_mask(index)).count();
        let of_one_mask = masks == 1
            && indices.iter().filter(|index| matches!(index, Index::Array(_))).count() == 1;
        for (index, count) in indices.into_iter().zip(counts) {
            place.see(&index, to - indexed.len());
            match index {
                Index::Array(index) if is_boolean(&index) => {
                    let first = constant(&Constant::Int(axis as i128), span)?;
                    let arguments = vec![array.clone(), index.clone(), first];
                    let check =
                        self.prelude_kernel("operators_index.check_mask", arguments, span)?;
                    body.push(Stmt { kind: StmtKind::Expr(check), span });
                    let places = self.prelude_kernel("numpy.nonzero", vec![index], span)?;
                    let places = self.bind(places, body);
                    for part in 0..count {
                        let ty = places.ty.parts().and_then(|parts| parts.get(part).cloned());
                        let Some(ty) = ty else { return refuse(unknown_index(span)) };
                        let value = Box::new(places.clone());
                        arrays.push(node(ExprKind::Part { value, index: part }, ty, span));
                    }
                }
                Index::Array(index) => arrays.push(index),
                index => {
                    axis += if matches!(index, Index::Rest) { ndim - taken } else { count };
                    to += match &index {
                        Index::At(_) => 0,
                        Index::Rest => ndim - taken,
                        _ => 1,
                    };
                    others.push(index);
                    continue;
                }
            }
            for _ in 0..count {
                axes.push(axis as u8);
                indexed.push(to);
                others.push(Index::whole(span)?);
                axis += 1;
                to += 1;
            }
        }
        let is_whole = others.iter().all(Index::is_whole);
        let view = match is_whole {
            true => array.clone(),
            false => self.view(array.clone(), ty, others, span)?,
        };
        let Type::Array(of_view) = view.ty else { return refuse(unknown_index(span)) };
        let rest = (0..usize::from(of_view.ndim)).filter(|axis| !indexed.contains(axis));
        let order: Vec<usize> = indexed.iter().copied().chain(rest).collect();
        let view = match is_place(&view) {
            true => view,
            false => self.bind(view, body),
        };
        let view = self.permuted(view, &order, span)?;
        let view = match is_place(&view) {
            true => view,
            false => self.bind(view, body),
        };
        let is_ordered = ty.layout == Layout::C || order.len() - indexed.len() < 2;
        let place = place.axis();
        Ok(Indexed { view, arrays, axes, of_one_mask, place, is_ordered })
    }

    /// Brings the index arrays to one shape.
    pub fn together(
        &mut self,
        indexed: Indexed,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Together> {
        let Indexed { view, arrays, axes, of_one_mask, place, is_ordered } = indexed;
        let ndim_of = |array: &Expr| match array.ty {
            Type::Array(ty) => usize::from(ty.ndim),
            _ => 0,
        };
        // The places of one mask are of one length.
        let shaped = if of_one_mask { &arrays[..1] } else { &arrays };
        let ndim = shaped.iter().map(ndim_of).max().unwrap_or(0);
        let mut lengths = Vec::new();
        for axis in 0..ndim {
            let of_axis = shaped.iter().filter_map(|array| {
                let own = (axis + ndim_of(array)).checked_sub(ndim)?;
                Some(length(array, own as u8, span))
            });
            let mut of_axis: Vec<Expr> = of_axis.collect();
            of_axis.reverse();
            let mut all = match of_axis.pop() {
                Some(first) => first,
                None => return refuse(unknown_index(span)),
            };
            while let Some(next) = of_axis.pop() {
                all =
                    self.prelude_kernel("operators_index.length_of_both", vec![all, next], span)?;
            }
            lengths.push(if is_place(&all) { all } else { self.bind(all, body) });
        }
        if arrays.len() > 1 && !of_one_mask {
            let arguments = vec![tuple(lengths.clone(), span), tuple(arrays.clone(), span)];
            let check = self.prelude_kernel("operators_index.check_together", arguments, span)?;
            body.push(Stmt { kind: StmtKind::Expr(check), span });
        }
        let Type::Array(of_view) = view.ty else { return refuse(unknown_index(span)) };
        let rest = (arrays.len() as u8..of_view.ndim).map(|axis| length(&view, axis, span));
        let rest: Vec<Expr> = rest.collect();
        if lengths.len() + rest.len() > MAX_NDIM {
            return refuse(view_of_too_many(lengths.len() + rest.len(), span));
        }
        Ok(Together { view, arrays, lengths, rest, axes, of_one_mask, place, is_ordered })
    }

    /// The places that index arrays mean, one after the other, when all of them have been looked at.
    pub fn places(
        &mut self,
        together: &Together,
        is_read: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        if together.of_one_mask {
            return Ok(tuple(together.arrays.clone(), span));
        }
        let lengths = tuple(together.lengths.clone(), span);
        let rest = tuple(together.rest.clone(), span);
        let is_alone = boolean(together.arrays.len() == 1, span);
        let mut lines = Vec::new();
        for (number, (array, axis)) in together.arrays.iter().zip(&together.axes).enumerate() {
            let axis = constant(&Constant::Int(i128::from(*axis)), span)?;
            let count = length(&together.view, number as u8, span);
            let arguments = vec![
                array.clone(),
                count,
                axis,
                lengths.clone(),
                rest.clone(),
                is_read.clone(),
                is_alone.clone(),
            ];
            let line = self.prelude_kernel("operators_index.places", arguments, span)?;
            lines.push(self.bind(line, body));
        }
        Ok(tuple(lines, span))
    }
}

/// Where the axes of index arrays stand in the result (`mapiter_fill_info` of NumPy's `mapping.c`).
#[derive(Debug, Default)]
struct Place {
    first: Option<usize>,
    is_over: bool,
    is_apart: bool,
}

impl Place {
    /// The next index, with so many axes of the result before it.
    fn see(&mut self, index: &Index, axis: usize) {
        match (index, self.first) {
            // A number goes with the arrays.
            (Index::Array(_) | Index::At(_), None) => self.first = Some(axis),
            (Index::Array(_) | Index::At(_), Some(_)) => self.is_apart |= self.is_over,
            (_, first) => self.is_over |= first.is_some(),
        }
    }

    fn axis(&self) -> usize {
        if self.is_apart { 0 } else { self.first.unwrap_or(0) }
    }
}

/// The number of axes that an index is for.
fn axes_of(index: &Index, span: Span) -> Built<usize> {
    Ok(match index {
        Index::At(_) | Index::Slice(_) => 1,
        Index::Rest | Index::New => 0,
        Index::Array(array) => match array.ty {
            Type::Array(ty) if ty.element == Scalar::Bool => usize::from(ty.ndim),
            Type::Array(ty) if ty.element.is_int() => 1,
            _ => return refuse(unknown_index(span)),
        },
    })
}

fn is_mask(index: &Index) -> bool {
    matches!(index, Index::Array(array) if is_boolean(array))
}

fn is_boolean(array: &Expr) -> bool {
    matches!(array.ty, Type::Array(ty) if ty.element == Scalar::Bool)
}
