//! What is looped over, and what takes it in: `for`, generator expressions, `sum`, `min` and their kin.

pub mod combined;
pub mod compensation;
pub mod consuming;
pub mod counted;
pub mod drawn;
pub mod drawn_generators;
pub mod extremes;
pub mod generators;
pub mod indices;
pub mod iterables;
pub mod lists;
pub mod plan;
pub mod positions;
pub mod reductions;
pub mod selections;
