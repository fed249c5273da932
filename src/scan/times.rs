//! Points and spans of time in annotations: `"datetime64[ns]"`, Numba's `types.NPDatetime("ns")`.

use rustpython_ast::Expr;

use super::Binding;
use super::spelling::Reader;
use crate::types::{Time, TimeKind};

impl Reader<'_> {
    /// The time that an expression spells. In a string the brackets hold the unit as NumPy writes
    /// it (in quotes of its own where it begins with a number), and the name is known without being
    /// imported, as all names of types are.
    pub(super) fn time(&self, expression: &Expr) -> Option<Time> {
        match expression {
            Expr::Call(call) => {
                let Binding::Library(name) = self.resolve(&call.func) else { return None };
                let kind = match name.as_str() {
                    "numba.types.NPDatetime" => TimeKind::Datetime,
                    "numba.types.NPTimedelta" => TimeKind::Timedelta,
                    _ => return None,
                };
                let ([Expr::StringLiteral(unit)], []) =
                    (&*call.arguments.args, &*call.arguments.keywords)
                else {
                    return None;
                };
                let unit = unit.value.to_str();
                if unit.is_empty() {
                    return Time::of_unit(kind, "generic");
                }
                Time::of_unit(kind, unit)
            }
            Expr::Subscript(subscript) if self.is_unevaluated() => {
                let name = match &*subscript.value {
                    Expr::Name(name) => name.id.as_str(),
                    Expr::Attribute(attribute) => attribute.attr.as_str(),
                    _ => return None,
                };
                let known = matches!(name, "datetime64" | "timedelta64");
                let is_ours = match self.resolve(&subscript.value) {
                    Binding::Library(found) => found == format!("numpy.{name}"),
                    Binding::Unknown(_) => subscript.value.is_name_expr(),
                    _ => false,
                };
                let unit = match &*subscript.slice {
                    Expr::StringLiteral(unit) => unit.value.to_str(),
                    other => self.text_of(other),
                };
                (known && is_ours).then(|| Time::named(&format!("{name}[{unit}]"))).flatten()
            }
            _ => None,
        }
    }
}
