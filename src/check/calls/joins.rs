//! What arrays that are put together have in common: the operations that `np.concatenate` is written
//! in.
//!
//! `pyjit.intrinsics` has, for a tuple or a list of arrays:
//!
//! - `joined_dtype(arrays, dtype)`: the type that NumPy promotes theirs to, or the one that is asked
//!   for, which they must be castable to,
//! - `are_c_order(arrays)`: whether the types of all say so.

use crate::check::body::Body;
use crate::check::build::{boolean, instead_of};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::rules::dtypes::{dtype_by, is_of_same_kind, promoted};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Layout, Type};

impl Body<'_> {
    /// A call of an intrinsic of tuples of arrays; `None` if it is none.
    pub fn joins_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some((whole, rest)) = given.split_first() else { return Ok(None) };
        let Some(arrays) = arrays_of(&whole.ty) else { return Ok(None) };
        let answer = match (name, rest) {
            ("joined_dtype", [dtype]) => {
                let elements = arrays.iter().map(|array| Some(array.element));
                let together = elements.reduce(|one, other| promoted(one?, other?)).flatten();
                let Some(together) = together else { return Ok(None) };
                let element = match dtype_by(dtype) {
                    Some(asked) if is_of_same_kind(together, asked) => asked,
                    Some(asked) => {
                        let message = format!(
                            "Cannot cast array data from dtype('{}') to dtype('{}') according to \
                             the rule 'same_kind'",
                            together.numpy_name(),
                            asked.numpy_name()
                        );
                        return refuse(
                            Problem::new(codes::STORE_TYPE, span, message)
                                .label("NumPy raises TypeError here")
                                .help("convert the arrays: `a.astype(…)`"),
                        );
                    }
                    None if dtype.ty == Type::None => together,
                    None => return Ok(None),
                };
                self.dtype_object(element, span)
            }
            ("are_c_order", []) => {
                let all = arrays.iter().all(|array| array.layout == Layout::C || array.ndim == 1);
                boolean(all, span)
            }
            _ => return Ok(None),
        };
        Ok(Some(instead_of(whole.clone(), answer)))
    }
}

/// The types of the arrays of a tuple or a list that holds nothing else.
fn arrays_of(ty: &Type) -> Option<Vec<ArrayType>> {
    let elements = match ty {
        Type::Tuple(elements) => elements.as_slice(),
        Type::List(Some(element)) => std::slice::from_ref(element.as_ref()),
        _ => return None,
    };
    let array = |ty: &Type| match ty {
        Type::Array(array) => Some(*array),
        _ => None,
    };
    elements.iter().map(array).collect()
}
