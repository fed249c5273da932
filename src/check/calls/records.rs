//! Functions of NumPy's that take arrays of records: few, each by its name.

use crate::check::body::Body;
use crate::check::build::{all_bytes, behind, bytes_of, constant_of, length, tuple};
use crate::check::problem::Built;
use crate::check::tree::Expr;
use crate::source::Span;
use crate::types::{Constant, Type};

impl Body<'_> {
    /// A call with an array of records of one dimension, whose order in memory is C's; `None` where
    /// there is none, or for another function.
    pub fn call_of_records(
        &mut self,
        name: &str,
        arguments: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some((records, rest)) = arguments.split_first() else { return Ok(None) };
        let Type::Records(record, 1) = records.ty.clone() else { return Ok(None) };
        let says_nothing = |it: &Expr| {
            it.ty == Type::None || constant_of(it) == Some(Constant::Str("K".to_owned()))
        };
        if !rest.iter().all(says_nothing) {
            return Ok(None);
        }
        let mut body = Vec::new();
        let records = self.settle_one(records.clone(), &mut body);
        let Some((bytes, _)) = bytes_of(&records) else { return Ok(None) };
        let made = match name {
            "numpy.copy" => {
                let all = all_bytes(&bytes, record.size, span)?;
                self.copied_records(all, records.ty, span, &mut body)?
            }
            "numpy.zeros_like" | "numpy.empty_like" => {
                let lengths = tuple(vec![length(&bytes, 0, span)], span);
                let zeroed = name == "numpy.zeros_like";
                self.allocated_records((*record).clone(), &lengths, zeroed, span)?
            }
            _ => return Ok(None),
        };
        Ok(Some(behind(body, made)))
    }
}
