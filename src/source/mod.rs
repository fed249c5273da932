//! Source trees: finding the Python files, decoding them, parsing them, and telling places in them.
//!
//! Reads files, executes nothing. A file that cannot be read, decoded or parsed becomes a
//! diagnostic and is left out; the rest of the tree goes on.

use std::path::PathBuf;

use rustpython_ast::ModModule;

/// A range of byte offsets into a file's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// The index of a file in [`SourceTree::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The Python files of a tree, sorted by path.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// The folder that is (or would be) on `sys.path`.
    pub root: PathBuf,
    pub files: Vec<SourceFile>,
}

/// A file that was decoded and parsed.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the root, with `/` on every platform.
    pub path: String,
    /// As a person would name it: what diagnostics print.
    pub display_path: String,
    /// The dotted module name, e.g. `mypkg.kernels`; a package's `__init__.py` has the package's.
    pub module: String,
    /// It is an `__init__.py`.
    pub is_package: bool,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// The bytes on disk; the swapped copy is written in the same encoding.
    pub encoding: Encoding,
    /// The byte offset of the start of each line.
    pub line_starts: Vec<u32>,
    pub ast: ModModule,
}

/// The encoding a file was declared to be in (PEP 263).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// As the WHATWG names it, e.g. `UTF-8`, `windows-1252`.
    pub name: &'static str,
    /// The file begins with a UTF-8 byte order mark.
    pub byte_order_mark: bool,
}

impl SourceFile {
    /// The line and column, both from 1, of a byte offset; columns count characters.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(0, |before| before.chars().count());
        (line as u32, column as u32 + 1)
    }
}

impl From<rustpython_text_size::TextRange> for Span {
    fn from(range: rustpython_text_size::TextRange) -> Span {
        Span { start: range.start().into(), end: range.end().into() }
    }
}
