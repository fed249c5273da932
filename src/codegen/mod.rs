//! (contract in ARCHITECTURE.md)
