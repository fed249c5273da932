//! Assignments to parts of arrays: `a[1:] = 0`, `m[i, :] = x`, `m[i] = x`. Every element of the part
//! takes the value.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{apply, assignment, block, constant, node, together, variable};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::syntax::flatten;
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic, Iterable, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Type};

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
            Ok(Expr { ty: Type::Array(array), .. }) => indices.len() < usize::from(array.ndim),
            _ => false,
        }
    }

    /// `array[…] = value` of a part: NumPy looks at whether the array may be written first, then at
    /// the indices, then at the value.
    pub fn assign_part(&mut self, ast: &ExprSubscript, value: Expr) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        if let Type::Array(_) = value.ty {
            return refuse(
                Problem::new(codes::SLICE, span, "an array is assigned to a part of an array")
                    .help("assign its elements in a loop; one value for all is compiled"),
            );
        }
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        };
        let array = self.value(&ast.value)?;
        let array = self.bind(array, &mut body);
        let ty = self.writable(&array, span)?;
        if !ty.is_numpys() {
            return refuse(
                Problem::new(codes::SLICE, span, format!("a part of a `{}` is assigned", array.ty))
                    .help("assign its elements in a loop"),
            );
        }
        let part = self.part(&array, ty, ast, span, &mut body)?;
        let writable = apply(Intrinsic::Writable, vec![array], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
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

    /// Loops that store a value, which is an element already, in every element of an array.
    fn filled(&mut self, array: Expr, element: &Expr, span: Span) -> Built<Vec<Stmt>> {
        let Type::Array(ty) = array.ty else { return Ok(Vec::new()) };
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
