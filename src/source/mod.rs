//! Source trees: finding the Python files, decoding them, parsing them, and telling places in them.
//!
//! Reads files, executes nothing. A file that cannot be read, decoded or parsed becomes a
//! diagnostic and is left out; the rest of the tree goes on.

mod decode;
mod depth;
mod digest;
mod follow;
mod imports;
mod loaded;
mod parse;
mod read;
mod walk;

pub use decode::Encoding;
pub use digest::{Digest, digest, hexadecimal};
pub use imports::imported_module;
pub use loaded::{Loaded, LoadedModule, read_modules};
use parse::line_starts;
pub use parse::{parse_expression, parse_string_annotation};
pub use read::{Looked, TreeOptions, read_file, read_tree};
pub use walk::matches as path_matches;

use std::path::PathBuf;
use std::sync::OnceLock;

use rustpython_ast::ModModule;

use crate::diagnostics::{Diagnostic, Place};

/// A range of byte offsets into a file's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// The index of a file in [`SourceTree::files`], behind those of a view of one (see
/// [`SourceTree::views`]), or an embedded one (see [`FileId::embedded`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// Where the ids of embedded files begin: behind those of any tree.
    const EMBEDDED: u32 = 1 << 31;

    /// The id of the embedded file with that index.
    pub fn embedded(index: u32) -> FileId {
        FileId(FileId::EMBEDDED | index)
    }

    /// The index of an embedded file.
    pub fn as_embedded(self) -> Option<usize> {
        self.0.checked_sub(FileId::EMBEDDED).map(|index| index as usize)
    }
}

/// The Python files of a tree, sorted by path.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// The folder that is (or would be) on `sys.path`.
    pub root: PathBuf,
    pub files: Vec<SourceFile>,
    /// Files once more, each as one function sees it whose names have meanings of their own.
    pub views: Vec<FileId>,
    /// The Python files that were left out, sorted by path; each has its diagnostic.
    pub rejected: Vec<RejectedFile>,
    /// Functions under Numba's decorators are kernels, too.
    pub takes_numba: bool,
    /// What is not of the tree but known everywhere.
    pub embedded: &'static [EmbeddedFile],
}

/// A file that the program brings along; it is parsed when somebody asks for it.
#[derive(Debug)]
pub struct EmbeddedFile {
    path: &'static str,
    text: &'static str,
    /// A tree of that file alone.
    parsed: OnceLock<SourceTree>,
}

impl EmbeddedFile {
    /// The file with a path as in [`SourceFile`].
    pub fn new(path: &'static str, text: &'static str) -> EmbeddedFile {
        EmbeddedFile { path, text, parsed: OnceLock::new() }
    }

    /// A tree of this file alone.
    pub fn tree(&self) -> &SourceTree {
        self.parsed.get_or_init(|| {
            // That it is Python is tested; else it is as if it were empty.
            let parsed = SourceTree::from_texts(&[(self.path, self.text)]);
            let parsed = parsed.or_else(|_| SourceTree::from_texts(&[(self.path, "")]));
            parsed.unwrap_or_default()
        })
    }
}

/// A Python file that could not be read, decoded or parsed.
#[derive(Debug)]
pub struct RejectedFile {
    /// As in [`SourceFile`].
    pub path: String,
    /// As in [`SourceFile`].
    pub display_path: String,
    /// As in [`SourceFile`].
    pub requested: bool,
    /// The text, if it could be decoded: diagnostics show it.
    pub text: Option<String>,
}

/// A file that was decoded and parsed.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the root, with `/` on every platform; no other file of the tree has the same.
    pub path: String,
    /// As a person would name it: what diagnostics print.
    pub display_path: String,
    /// The dotted module name, e.g. `mypkg.kernels`; a package's `__init__.py` has the package's.
    pub module: String,
    /// It was asked for; else it is here because a file that was asked for imports from it.
    pub requested: bool,
    /// Another file of the tree imports from it.
    pub imported: bool,
    /// It is an `__init__.py`.
    pub is_package: bool,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// What the bytes on disk were; the swapped copy is written in the same encoding.
    pub encoding: Encoding,
    /// The byte offset of the start of each line.
    pub line_starts: Vec<u32>,
    pub ast: ModModule,
}

impl SourceFile {
    /// The place of a node of this file.
    pub fn place(&self, node: &impl rustpython_text_size::Ranged) -> Place {
        Place { path: self.path.clone(), span: node.range().into() }
    }

    /// The line and column, both from 1, of a byte offset; columns count characters.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        position(&self.text, &self.line_starts, offset)
    }
}

fn position(text: &str, line_starts: &[u32], offset: u32) -> (u32, u32) {
    let line = line_starts.partition_point(|&start| start <= offset).max(1);
    let start = line_starts.get(line - 1).copied().unwrap_or(0) as usize;
    let end = text.floor_char_boundary((offset as usize).min(text.len())).max(start);
    let column = text.get(start..end).map_or(0, |before| before.chars().count());
    (line as u32, column as u32 + 1)
}

impl SourceTree {
    /// The tree of these files, given as path and text, without touching a disk; the root is the
    /// import root. For tests and for what is embedded in the binary.
    ///
    /// # Errors
    /// The diagnostics of the files that are not Python.
    pub fn from_texts(texts: &[(&str, &str)]) -> Result<SourceTree, Vec<Diagnostic>> {
        read::tree_from_texts(texts)
    }

    /// The file of that id. Ids come from the tree itself, so there is one.
    pub fn file(&self, id: FileId) -> &SourceFile {
        match id.as_embedded() {
            Some(index) => &self.embedded[index].tree().files[0],
            None => &self.files[self.viewed(id).0 as usize],
        }
    }

    /// The id of the view of that number.
    pub fn view(&self, number: usize) -> FileId {
        FileId((self.files.len() + number) as u32)
    }

    /// The number of a view.
    pub fn as_view(&self, id: FileId) -> Option<usize> {
        let number = (id.0 as usize).checked_sub(self.files.len())?;
        (id.as_embedded().is_none() && number < self.views.len()).then_some(number)
    }

    /// The file that a view is of; others are themselves.
    pub fn viewed(&self, id: FileId) -> FileId {
        self.as_view(id).map_or(id, |number| self.views[number])
    }

    /// The file with that path, embedded ones included.
    pub fn file_at(&self, path: &str) -> Option<&SourceFile> {
        let embedded = || self.embedded.iter().find(|it| it.path == path)?.tree().files.first();
        self.files.iter().find(|file| file.path == path).or_else(embedded)
    }

    /// Every file with its id, but for the embedded ones.
    pub fn ids(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The line and column, both from 1, of a byte offset in the file with that `path`; those of
    /// its start, if its text is not known.
    pub fn position(&self, path: &str, offset: u32) -> (u32, u32) {
        if let Some(file) = self.file_at(path) {
            return file.position(offset);
        }
        match self.text_of(path) {
            Some((_, text)) => position(text, &line_starts(text), offset),
            None => (1, 1),
        }
    }

    /// What a person calls the file with that `path`, and its text, if the tree knows it.
    pub fn text_of(&self, path: &str) -> Option<(&str, &str)> {
        if let Some(file) = self.file_at(path) {
            return Some((&file.display_path, &file.text));
        }
        let rejected = self.rejected.iter().find(|file| file.path == path)?;
        Some((&rejected.display_path, rejected.text.as_deref()?))
    }
}

impl From<rustpython_text_size::TextRange> for Span {
    fn from(range: rustpython_text_size::TextRange) -> Span {
        Span { start: range.start().into(), end: range.end().into() }
    }
}
