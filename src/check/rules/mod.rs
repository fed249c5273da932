//! Rules about types alone: operators, comparisons, conversions, joins, classes, format
//! specifications.

pub mod arithmetic;
pub mod array_likes;
pub mod classes;
pub mod comparison;
pub mod convert;
pub mod dtypes;
pub mod elements;
pub mod formats;
pub mod join;
pub mod kinds;
pub mod numba;
pub mod refusals;
pub mod times;
