//! `np.finfo(…)`, `np.iinfo(…)` and `np.dtype(…)` of a dtype or a number that is a value of the kernel:
//! `np.finfo(a.dtype).eps`. Those of names that mean a type are known without a look at it.

use rustpython_ast::ExprCall;

use crate::check::body::Body;
use crate::check::build::instead_of;
use crate::check::problem::Built;
use crate::check::rules::dtypes::{dtype_by, element_of};
use crate::check::tree::Expr;
use crate::scan::limits_of;
use crate::types::FunctionId;

impl Body<'_> {
    /// What such a call gives; `None` for any other call, and where NumPy raises.
    pub fn limits_call(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let ([argument], []) = (&*ast.arguments.args, &*ast.arguments.keywords) else {
            return Ok(None);
        };
        if !matches!(name, "numpy.finfo" | "numpy.iinfo" | "numpy.dtype") {
            return Ok(None);
        }
        let value = self.expr(argument)?;
        // Of a number the limits of its type; no dtype is made of one.
        let of_number = if name == "numpy.dtype" { None } else { element_of(&value.ty) };
        let made = dtype_by(&value).or(of_number).and_then(|element| limits_of(name, element));
        Ok(made.map(|made| {
            let id = FunctionId::Library(made.clone());
            instead_of(value, self.global_function(id, made, ast.range.into()))
        }))
    }
}
