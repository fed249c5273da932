//! What names mean: the functions inside a kernel and what they capture, and which uses of a name are
//! one variable.

pub mod imports;
pub mod scopes;
pub mod webs;
