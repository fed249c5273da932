//! Types that Numba spells as calls: `types.Array(types.float64, 2, "C")`, `types.UniTuple(int64, 2)`.

use rustpython_ast::{Expr, ExprCall};

use super::Binding;
use super::spelling::Reader;
use crate::diagnostics::Diagnostic;
use crate::types::{ArrayType, Constant, Container, Layout, Type};

impl Reader<'_> {
    /// The type that a call of one of Numba's types makes; `None` for any other call.
    ///
    /// # Errors
    /// The refusal of what it is a type of.
    pub(super) fn numbas_type(&self, call: &ExprCall) -> Result<Option<Type>, Diagnostic> {
        let Binding::Library(name) = self.resolve(&call.func) else { return Ok(None) };
        let Some(own) = name.strip_prefix("numba.") else { return Ok(None) };
        let own = own.strip_prefix("core.").unwrap_or(own);
        let own = own.strip_prefix("types.").unwrap_or(own);
        Ok(match (own, &*call.arguments.args) {
            ("Array", [element, ndim, layout]) => {
                let Type::Sized(element) = self.sized(element)? else { return Ok(None) };
                let layout = match layout.as_string_literal_expr().map(|it| it.value.to_str()) {
                    Some("C") => Layout::C,
                    Some("A" | "F") => Layout::Strided,
                    _ => return Ok(None),
                };
                let ndim = self.count(ndim).filter(|count| *count <= 32);
                ndim.map(|ndim| {
                    let container = Container::Array;
                    let (element, ndim) = (element.into(), ndim as u8);
                    Type::Array(ArrayType { element, ndim, layout, container })
                })
            }
            ("UniTuple", [element, count]) => {
                let element = self.read_exact(element)?;
                self.count(count).map(|count| Type::Tuple(vec![element; count]))
            }
            ("Tuple", [Expr::Tuple(types)]) => Some(Type::Tuple(self.all(&types.elts)?)),
            ("Tuple", [Expr::List(types)]) => Some(Type::Tuple(self.all(&types.elts)?)),
            ("List" | "ListType", [element]) => {
                Some(Type::List(Some(Box::new(self.read_exact(element)?))))
            }
            ("optional" | "Optional", [inner]) => {
                Some(Type::Optional(Box::new(self.read_exact(inner)?)))
            }
            _ => None,
        })
    }

    fn all(&self, types: &[Expr]) -> Result<Vec<Type>, Diagnostic> {
        types.iter().map(|it| self.read_exact(it)).collect()
    }

    /// What an array holds: Python's names of numbers count as NumPy's.
    fn sized(&self, expression: &Expr) -> Result<Type, Diagnostic> {
        Ok(match self.read_exact(expression)? {
            Type::Bool => Type::Sized(crate::types::Scalar::Bool),
            ty => ty,
        })
    }

    fn count(&self, expression: &Expr) -> Option<usize> {
        match self.program.value_at_definition(self.file, expression) {
            Ok(Constant::Int(count)) => usize::try_from(count).ok().filter(|it| *it <= 1000),
            _ => None,
        }
    }
}
