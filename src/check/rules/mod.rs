//! Rules about types alone: operators, conversions, joins, format specifications.

pub mod arithmetic;
pub mod convert;
pub mod formats;
pub mod join;
