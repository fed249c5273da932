//! The integration tests: one binary, since each one links LLVM.

mod errors;
