//! The order of the stages.

pub mod groups;
