//! The integration tests: one binary, since each one links LLVM.

mod cli;
mod errors;
mod golden;
mod trees;
