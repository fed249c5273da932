//! `a.flat`: the elements of an array of any layout, in C order.
//!
//! It is no value of its own: its elements and parts are read (`a.flat[i]`, a copy of `a.flat[i:j]`),
//! counted, looped over and assigned (`statements/flat.rs`). Each is a function of the prelude
//! (`operators_flat.py`) that takes the array.

use rustpython_ast::{Expr as Ast, ExprCall, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{FlatIndex, apply, behind};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::brackets;
use crate::check::tree::{Expr, Intrinsic, Stmt};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::Type;

impl Body<'_> {
    /// The array whose elements an expression `a.flat` means; `None` if it is another expression.
    pub fn array_of_flat(&mut self, ast: &Ast) -> Built<Option<Expr>> {
        let Ast::Attribute(attribute) = ast else { return Ok(None) };
        if attribute.attr.as_str() != "flat" || self.global(&attribute.value).is_some() {
            return Ok(None);
        }
        let array = self.expr(&attribute.value)?;
        Ok(Some(array).filter(|it| is_numpys(&it.ty) && matches!(it.ty, Type::Array(_))))
    }

    /// `a.flat[…]`: the array, and the brackets; `None` if it is another expression.
    ///
    /// # Errors
    /// Those of the array, and more than one pair of brackets.
    pub fn in_flat(&mut self, ast: &ExprSubscript) -> Built<Option<Expr>> {
        let mut base = &*ast.value;
        while let Ast::Subscript(inner) = base {
            base = &inner.value;
        }
        let Some(array) = self.array_of_flat(base)? else { return Ok(None) };
        if brackets(ast).len() > 1 {
            let message = "an index of a part of `.flat` cannot be compiled";
            return refuse(
                Problem::new(codes::SLICE, ast.range.into(), message)
                    .help("the part is a copy: give it a name, and index that"),
            );
        }
        Ok(Some(array))
    }

    /// The index of `a.flat[…]`.
    pub fn index_of_flat(&mut self, ast: &ExprSubscript) -> Built<FlatIndex> {
        if let Ast::Slice(slice) = &*ast.slice {
            return Ok(FlatIndex::Slice(self.slice_bounds(slice)?));
        }
        // A truth value is a mask here, not the number that it is: it is no index.
        let index = self.expr(&ast.slice)?;
        if index.ty.scalar().is_none() {
            let message = format!("{} is an index of `.flat`", described(&index.ty));
            return refuse(
                Problem::new(codes::INDEX_TYPE, index.span, message)
                    .help("index it with an integer or a slice; a copy takes others: `a.ravel()`"),
            );
        }
        Ok(FlatIndex::At(self.as_index(index)?))
    }

    /// `a.flat[…]` as a value; `None` if it is another expression.
    pub fn subscript_of_flat(&mut self, ast: &ExprSubscript, span: Span) -> Built<Option<Expr>> {
        let Some(array) = self.in_flat(ast)? else { return Ok(None) };
        let mut body: Vec<Stmt> = Vec::new();
        let array = self.bind(array, &mut body);
        let value = match self.index_of_flat(ast)? {
            FlatIndex::At(index) => {
                self.prelude_kernel("operators_flat.item", vec![array, index], span)?
            }
            FlatIndex::Slice([start, stop, step]) => {
                let arguments = vec![array, start, stop, step];
                self.prelude_kernel("operators_flat.part", arguments, span)?
            }
        };
        Ok(Some(behind(body, value)))
    }

    /// `len(a.flat)`; `None` if it is another call.
    pub fn length_of_flat(&mut self, ast: &ExprCall) -> Built<Option<Expr>> {
        let ([flat], []) = (&*ast.arguments.args, &*ast.arguments.keywords) else {
            return Ok(None);
        };
        match self.global(&ast.func) {
            Some(Binding::Library(name)) if name == "builtins.len" => {}
            _ => return Ok(None),
        }
        let array = self.array_of_flat(flat)?;
        let span = flat.range().into();
        Ok(array.map(|array| apply(Intrinsic::ArraySize, vec![array], Type::Int, span)))
    }
}
