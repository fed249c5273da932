//! Assignments to what arrays as indices mean: `a[i, j] = x`, `a[mask] = b`, `a[:, places] += c`.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{
    Index, Together, apply, block, boolean, constant, is_place, tuple, unknown_index,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::rules::array_likes::is_array_like;
use crate::check::rules::convert::convert;
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::brackets;
use crate::check::tree::{Expr, ExprKind, Filling, Intrinsic, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, BinaryOp, Constant, Conversion, Scalar, Type};

impl Body<'_> {
    /// `a[indices] = value`; with an operator, the elements are read, changed, and stored.
    pub fn put_by_arrays(
        &mut self,
        ast: &ExprSubscript,
        value: Expr,
        op: Option<BinaryOp>,
    ) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        // An operator looks at the elements before it looks at its operand.
        let value = match op {
            None if !matches!(value.kind, ExprKind::Constant(_)) => self.bind(value, &mut body),
            _ => value,
        };
        let bracket = brackets(ast).pop().unwrap_or_default();
        let array = self.value(&ast.value)?;
        let stays = is_place(&array) && bracket.iter().all(Ast::is_name_expr);
        let array = if stays { array } else { self.bind(array, &mut body) };
        let ty = self.writable(&array, span)?;
        let indices = self.indices_of_view(bracket, &mut body)?;
        let value = match op {
            None => value,
            Some(op) => {
                let elements = self.taken_by_arrays(&array, ty, indices.clone(), span)?;
                let elements = self.bind(elements, &mut body);
                let changed = self.augmented_array(op, elements.clone(), value, span)?;
                body.extend(changed.map(|kind| Stmt { kind, span }));
                elements
            }
        };
        let writable =
            apply(Intrinsic::Writable { is_output: false }, vec![array.clone()], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
        let value = match is_array_like(&value) {
            true => self.array_like_for(value, ty.element, span)?,
            false => value,
        };
        let call = match is_numpys(&value.ty) {
            true => self.put_array(&array, ty, indices, value, span, &mut body)?,
            false => {
                let indexed = self.indexed(&array, ty, indices, span, &mut body)?;
                // NumPy casts its own numbers, as it casts arrays; those of Python must fit.
                let value = match &value.ty {
                    Type::Sized(_) | Type::SizedComplex(_) => {
                        convert(value, &ty.element.sized(), Conversion::Cast)
                    }
                    _ => self.stored(value, ty)?,
                };
                let value = self.bind(value, &mut body);
                let together = self.together(indexed, span, &mut body)?;
                let places = self.places(&together, boolean(false, span), span, &mut body)?;
                let arguments = vec![together.view, places, value];
                self.prelude_kernel("operators_index.put_one", arguments, span)?
            }
        };
        body.push(Stmt { kind: StmtKind::Expr(call), span });
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// `a[indices] = value` of an array.
    pub fn put_array(
        &mut self,
        array: &Expr,
        ty: ArrayType,
        indices: Vec<Index>,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        // A mask of the whole array takes a line of values.
        if let [Index::Array(mask)] = indices.as_slice()
            && let Type::Array(of_mask) = mask.ty
            && of_mask.element == Scalar::Bool
            && of_mask.ndim == ty.ndim
        {
            let mask = mask.clone();
            let indexed = self.indexed(array, ty, indices, span, body)?;
            let places = tuple(indexed.arrays, span);
            let arguments = vec![array.clone(), mask, places, value];
            return self.prelude_kernel("operators_index.put_masked", arguments, span);
        }
        let indexed = self.indexed(array, ty, indices, span, body)?;
        let together = self.together(indexed, span, body)?;
        let (count, ndim) = (together.lengths.len(), together.lengths.len() + together.rest.len());
        if let Type::Array(given) = value.ty
            && usize::from(given.ndim) > ndim
        {
            let from = given.ndim;
            let message =
                format!("an array of dimension {from} is put into one of dimension {ndim}");
            return refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .help("index it first: `b[0]` where it has one row"),
            );
        }
        // The values get the shape of the result first, in an array whose axes are in the order of
        // the loop that stores them.
        let all = together.lengths.iter().chain(&together.rest).cloned().collect();
        let arguments = vec![together.view.clone(), tuple(all, span)];
        let values = self.prelude_kernel("operators_index.room", arguments, span)?;
        let place = together.place;
        let axes: Vec<usize> =
            (count..count + place).chain(0..count).chain(count + place..ndim).collect();
        let shape = axes.iter().map(|axis| match together.lengths.get(*axis) {
            Some(length) => length.clone(),
            None => together.rest[*axis - count].clone(),
        });
        let shape: Vec<Expr> = shape.collect();
        let Type::Array(given) = value.ty else { return refuse(unknown_index(span)) };
        let behind = shape[ndim - usize::from(given.ndim)..].to_vec();
        let arguments = vec![value.clone(), tuple(behind, span), tuple(shape, span)];
        let check = self.prelude_kernel("operators_index.check_values", arguments, span)?;
        body.push(Stmt { kind: StmtKind::Expr(check), span });
        let values = self.bind(values, body);
        let target = self.permuted(values.clone(), &axes, span)?;
        let target = self.bind(target, body);
        let elements = self.elements_as(value.clone(), ty.element, span)?;
        let kind = StmtKind::Fill { array: target, value: elements, filling: Filling::Assignment };
        body.push(Stmt { kind, span });
        let places = self.places(&together, boolean(false, span), span, body)?;
        let place = constant(&Constant::Int(place as i128), span)?;
        let Together { view, arrays, lengths, rest, .. } = together;
        let (arrays, lengths, rest) =
            (tuple(arrays, span), tuple(lengths, span), tuple(rest, span));
        let arguments = vec![view, places, arrays, value, values, lengths, rest, place];
        self.prelude_kernel("operators_index.put", arguments, span)
    }
}
