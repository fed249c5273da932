//! The stable codes of diagnostics.
//!
//! Numbers are grouped by stage: 1–19 source, 20–49 scan, 50–69 config, 100–199 check, 200–249 code
//! generation and link, 250–299 swap and build. A code is never given another meaning.

use std::fmt;

/// A diagnostic's code, printed as `PJ0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PJ{:04}", self.0)
    }
}

/// A file cannot be read.
pub const UNREADABLE_FILE: Code = Code(1);
/// A file is not in the encoding it declares.
pub const UNDECODABLE_FILE: Code = Code(2);
/// A file is not Python.
pub const SYNTAX_ERROR: Code = Code(3);
/// A file nests so deeply that working on it is not safe.
pub const TOO_DEEP: Code = Code(4);
/// A symbolic link to a folder is not followed.
pub const FOLDER_LINK: Code = Code(5);
