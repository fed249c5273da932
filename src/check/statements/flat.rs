//! `a.flat = x`, `a.flat[i] = x`, `a.flat[i:j] = x` and `a.flat[i] += x`.

use rustpython_ast::{Expr as Ast, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{FlatIndex, block, constant, together};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::element_of;
use crate::check::rules::kinds::{is_mixed, is_numpys};
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, BinaryOp, Constant, Conversion, Scalar, Type};

impl Body<'_> {
    /// Assigns to `a.flat` or to elements of it; `None` if the target is another one. NumPy looks at
    /// whether the array may be written, then at an index of one element, then at the value, which
    /// it looks at before a slice.
    pub fn assign_flat(&mut self, target: &Ast, value: &Expr) -> Built<Option<StmtKind>> {
        let span: Span = target.range().into();
        let (array, subscript) = match target {
            Ast::Subscript(subscript) => (self.in_flat(subscript)?, Some(subscript)),
            target => (self.array_of_flat(target)?, None),
        };
        let Some(array) = array else { return Ok(None) };
        let ty = self.writable(&array, span)?;
        let mut body = Vec::new();
        let value = match value.kind {
            ExprKind::Constant(_) => value.clone(),
            _ => self.bind(value.clone(), &mut body),
        };
        let array = self.bind(array, &mut body);
        match subscript {
            None => {
                let checked = vec![array.clone()];
                self.call_of_flat("check_whole", checked, span, &mut body)?;
                let value = self.values_of_flat(value, ty, &mut body)?;
                self.call_of_flat("put_whole", vec![array, value], span, &mut body)?;
            }
            Some(subscript) => match self.index_of_flat(subscript)? {
                FlatIndex::At(index) => {
                    let index = self.bind(index, &mut body);
                    self.put_in_flat(array, ty, index, value, span, &mut body)?;
                }
                FlatIndex::Slice(bounds) => {
                    let [start, stop, step] = bounds.map(|bound| match bound.kind {
                        ExprKind::Constant(_) => bound,
                        _ => self.bind(bound, &mut body),
                    });
                    let checked = vec![array.clone()];
                    self.call_of_flat("check_writable", checked, span, &mut body)?;
                    let value = self.values_of_flat(value, ty, &mut body)?;
                    let arguments = vec![array, start, stop, step, value];
                    self.call_of_flat("put_part", arguments, span, &mut body)?;
                }
            },
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// `a.flat[i] op= value`; `None` if the target is another one.
    pub fn augmented_flat(
        &mut self,
        target: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let Some(array) = self.in_flat(target)? else { return Ok(None) };
        let ty = self.writable(&array, span)?;
        let mut body = Vec::new();
        let array = self.bind(array, &mut body);
        let index = match self.index_of_flat(target)? {
            FlatIndex::At(index) => self.bind(index, &mut body),
            FlatIndex::Slice(_) => {
                let message = "an operator on a part of `.flat` cannot be compiled";
                return refuse(
                    Problem::new(codes::SLICE, span, message)
                        .help("loop over the places: `a.flat[i] += x`"),
                );
            }
        };
        let given = vec![array.clone(), index.clone()];
        let before = self.prelude_kernel("operators_flat.item", given, span)?;
        let before = self.bind(before, &mut body);
        let value = self.value(value)?;
        let result = self.binary(op, before, value, span)?;
        let result = self.bind(result, &mut body);
        self.put_in_flat(array, ty, index, result, span, &mut body)?;
        Ok(Some(together(body, span)))
    }

    /// One element: whatever the matter is with the value, NumPy raises one and the same error.
    fn put_in_flat(
        &mut self,
        array: Expr,
        ty: ArrayType,
        index: Expr,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        self.call_of_flat("check_writable", vec![array.clone()], span, body)?;
        let is_integer = matches!(&value.ty, Type::Int)
            || matches!(&value.ty, Type::Sized(scalar) if scalar.is_int() && *scalar != Scalar::U64);
        let stored = match is_alone(&value) {
            true => self.stored(value.clone(), ty)?,
            false => return refuse(no_value_of_flat(&value, span)),
        };
        let may_fail = matches!(
            stored.kind,
            ExprKind::Convert { conversion: Conversion::Exact | Conversion::Truncate, .. }
        );
        let function = match (is_integer && ty.element.part().is_int(), may_fail) {
            (true, _) if value.ty == Type::Int || may_fail => {
                let number = convert(value, &Type::Int, Conversion::Numeric);
                return self.call_of_flat("put_integer", vec![array, index, number], span, body);
            }
            (_, false) => "put",
            (_, true) => return refuse(no_value_of_flat(&value, span)),
        };
        self.call_of_flat(function, vec![array, index, stored], span, body)
    }

    /// A value for several elements: an array, or a number as the array takes it.
    fn values_of_flat(&mut self, value: Expr, ty: ArrayType, body: &mut Vec<Stmt>) -> Built<Expr> {
        if matches!(value.ty, Type::Array(_)) && is_numpys(&value.ty) {
            return Ok(value);
        }
        if !is_alone(&value) {
            return refuse(no_value_of_flat(&value, value.span));
        }
        let stored = self.stored(value, ty)?;
        Ok(self.bind(stored, body))
    }

    fn call_of_flat(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let called = self.prelude_kernel(&format!("operators_flat.{function}"), arguments, span)?;
        body.push(Stmt { kind: StmtKind::Expr(called), span });
        Ok(())
    }
}

/// Whether it is a number of one type.
fn is_alone(value: &Expr) -> bool {
    !is_mixed(value) && element_of(&value.ty).is_some()
}

fn no_value_of_flat(value: &Expr, span: Span) -> Problem {
    let message = format!("{} is put into `.flat`", described(&value.ty));
    Problem::new(codes::STORE_TYPE, span, message)
        .label("it may not fit, for which NumPy has an error of its own")
        .help("convert it to the type of the array's elements first")
}
