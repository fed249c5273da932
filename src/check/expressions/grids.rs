//! `np.mgrid[…]`, `np.ogrid[…]`, `np.r_[…]` and `np.c_[…]`: functions that are written as an index.
//!
//! Each is a function of the prelude (`operators_grids.py`) that takes a tuple: a slice is the tuple
//! of its three bounds, inside a tuple of its own, so that nothing else looks like it.

use rustpython_ast::{Expr as Ast, ExprSlice, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{constant, tuple};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Type};

impl Body<'_> {
    /// The value of such an index; `None` if it is another one.
    ///
    /// # Errors
    /// Those of what stands in the brackets, and what the function does not take.
    pub fn subscript_of_grid(&mut self, ast: &ExprSubscript, span: Span) -> Built<Option<Expr>> {
        let Some(Binding::Library(name)) = self.global(&ast.value) else { return Ok(None) };
        let Some(own) = name.strip_prefix("numpy.") else { return Ok(None) };
        let is_grid = match own {
            "mgrid" | "ogrid" => true,
            "r_" | "c_" => false,
            _ => return Ok(None),
        };
        let parts = match &*ast.slice {
            Ast::Tuple(tuple) => tuple.elts.iter().collect(),
            one => vec![one],
        };
        let mut given = Vec::new();
        for part in &parts {
            given.push(match part {
                Ast::Slice(slice) => self.bounds_of_grid(slice)?,
                Ast::List(_) if !is_grid => self.rows(part)?,
                other if !is_grid => {
                    let value = self.expr(other)?;
                    match &value.ty {
                        Type::List(_) => self.array_like(value, span)?,
                        _ => value,
                    }
                }
                other => return refuse(no_slice(own, other.range().into())),
            });
        }
        let kernel = match (own, &*ast.slice) {
            ("mgrid" | "ogrid", Ast::Slice(_)) => "line",
            ("r_", _) => "joined",
            ("c_", _) => "columns",
            (grid, _) => grid,
        };
        let arguments = vec![tuple(given, span)];
        self.prelude_kernel(&format!("operators_grids.{kernel}"), arguments, span).map(Some)
    }

    /// The bounds of a slice, of any numbers.
    fn bounds_of_grid(&mut self, slice: &ExprSlice) -> Built<Expr> {
        let span: Span = slice.range.into();
        let mut bounds = Vec::new();
        for bound in [&slice.lower, &slice.upper, &slice.step] {
            bounds.push(match bound {
                Some(bound) => self.expr(bound)?,
                None => constant(&Constant::None, span)?,
            });
        }
        Ok(tuple(vec![tuple(bounds, span)], span))
    }
}

fn no_slice(name: &str, span: Span) -> Problem {
    Problem::new(codes::SLICE, span, format!("`np.{name}` takes slices"))
        .label("this is none")
        .help(format!("write an axis as `0:n`, `a:b:step` or `a:b:5j`: `np.{name}[0:n, 0:m]`"))
}
