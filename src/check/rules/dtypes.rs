//! What dtypes mean: classes, dtype objects and their names as values.

use crate::check::tree::{Expr, ExprKind};
use crate::scan::{dtype_named, dtype_of_text};
use crate::types::{Constant, FunctionId, KnownValue, Scalar, Type};

/// What an array holds whose `dtype` is given by that value, so far as it is known.
pub fn dtype_by(value: &Expr) -> Option<Scalar> {
    match (&value.ty, &value.kind) {
        (Type::Function(function), _) => match &function.function {
            FunctionId::Library(name) => dtype_named(name),
            _ => None,
        },
        (Type::Known(known), _) => match &**known {
            KnownValue::Str(text) => dtype_of_text(text),
            _ => None,
        },
        (_, ExprKind::Constant(Constant::Str(text))) => dtype_of_text(text),
        _ => None,
    }
}

/// Whether the type is that of the object that `np.dtype` gives.
pub fn is_dtype(ty: &Type) -> bool {
    let Type::Function(function) = ty else { return false };
    matches!(&function.function, FunctionId::Library(name) if name.starts_with("numpy.dtype("))
}
