//! pyjit: compiles decorated Python functions to native code when a package is built.
//!
//! This page is the map; a stage imports only from those above it (`source` and `diagnostics`
//! excepted, which all may use).

pub mod cache;
pub mod check;
pub mod codegen;
pub mod config;
pub mod diagnostics;
pub mod ir;
pub mod link;
pub mod lower;
pub mod opt;
pub mod pipeline;
pub mod prelude;
pub mod report;
pub mod scan;
pub mod source;
pub mod swap;
pub mod types;
pub mod workspace;
