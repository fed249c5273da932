//! Reading: from a path to the files of its tree, decoded, parsed and named as modules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::decode::{Encoding, decode};
use super::digest::{Digest, digest};
use super::follow::Follow;
use super::parse::{SyntaxProblem, line_starts, parse_module};
use super::walk::{Problem, slashed, walk};
use super::{RejectedFile, SourceFile, SourceTree, Span, imports};
use crate::diagnostics::{Diagnostic, Place, Severity, codes};

/// Spans are 32 bits wide; and no file that a person wrote comes near this.
const MAX_FILE_SIZE: u64 = 1 << 30;

/// What the parser may use for the nesting that `depth` lets through.
const PARSER_STACK: usize = 64 << 20;

/// How to read a tree.
#[derive(Clone, Debug, Default)]
pub struct TreeOptions {
    /// The path is itself the folder that will be on `sys.path`. Otherwise it is a project, a
    /// package or a file, and the folder is found: the one above the topmost package.
    pub import_root: bool,
    /// Patterns of files and folders to leave out, relative to the path that is read.
    pub exclude: Vec<String>,
    /// What messages call a file, by its path relative to the root, where it is a copy of another.
    pub shown_as: BTreeMap<String, String>,
    /// Functions under Numba's decorators are kernels, too.
    pub takes_numba: bool,
}

/// A file that is to be read.
pub struct Request {
    /// Relative to the tree's root.
    pub path: PathBuf,
    /// What the tree calls it; see [`SourceFile::path`].
    pub key: String,
    pub requested: bool,
}

impl Request {
    fn new(path: PathBuf, requested: bool) -> Request {
        Request { key: slashed(&path), path, requested }
    }
}

/// The files that were looked for: a digest of what is in each, or `None` where there is none.
pub type Looked = BTreeMap<PathBuf, Option<Digest>>;

/// Reads the Python files of a folder, or one file, and the files of the same packages that they
/// import from. What cannot be read becomes a diagnostic; the rest of the tree goes on.
pub fn read_tree(path: &Path, options: &TreeOptions) -> (SourceTree, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let is_folder = path.is_dir();
    let folder = if is_folder { path } else { parent_of(path) };
    let root = if options.import_root && is_folder {
        folder.to_path_buf()
    } else {
        import_root_of(folder)
    };
    let mut requests = Vec::new();
    if is_folder {
        let found = walk(path, &options.exclude, options.import_root);
        for (problem_path, problem) in found.problems {
            let display = display_path(path, &problem_path);
            diagnostics.push(walk_diagnostic(&display, &problem));
        }
        for file in found.files {
            requests.push(relative_to(&root, &path.join(file)));
        }
    } else {
        requests.push(relative_to(&root, path));
    }
    let requests = requests.into_iter().map(|path| Request::new(path, true)).collect();
    let (shown_as, import_root) = (options.shown_as.clone(), options.import_root);
    let mut reader = Reader { diagnostics, shown_as, import_root, ..Reader::new(root) };
    reader.read_all(requests, &Follow::Everything);
    let (tree, diagnostics) = reader.finish();
    (SourceTree { takes_numba: options.takes_numba, ..tree }, diagnostics)
}

/// Reads one Python file of the tree with that root.
///
/// # Errors
/// A diagnostic if the file cannot be read, decoded or parsed.
pub fn read_file(root: &Path, path: &Path) -> Result<SourceFile, Diagnostic> {
    let request = Request::new(relative_to(root, path), true);
    let reader = Reader::new(root.to_path_buf());
    reader.read_one(&request).0.map_err(|(diagnostic, _)| diagnostic)
}

/// See [`SourceTree::from_texts`].
pub fn tree_from_texts(texts: &[(&str, &str)]) -> Result<SourceTree, Vec<Diagnostic>> {
    let mut tree = SourceTree::default();
    let mut diagnostics = Vec::new();
    for (path, text) in texts {
        let (module, is_package) = module_name(path, true);
        let named = Named {
            path: (*path).to_owned(),
            display_path: (*path).to_owned(),
            requested: true,
            module,
            is_package,
        };
        match parse_text(named, (*text).to_owned(), Encoding::UTF8) {
            Ok(file) => tree.files.push(file),
            Err((diagnostic, _)) => diagnostics.push(diagnostic),
        }
    }
    tree.files.sort_by(|left, right| left.path.cmp(&right.path));
    if diagnostics.is_empty() { Ok(tree) } else { Err(diagnostics) }
}

/// Reads the files below one root.
pub struct Reader {
    pub root: PathBuf,
    pub tree: SourceTree,
    pub diagnostics: Vec<Diagnostic>,
    /// As in [`TreeOptions`].
    pub shown_as: BTreeMap<String, String>,
    /// As in [`TreeOptions`].
    pub import_root: bool,
    /// What stands in files that need not exist, by what the tree calls them.
    pub texts: BTreeMap<String, String>,
    /// The dotted names of modules that are read as if one of the files imported them.
    pub names: BTreeSet<String>,
    /// What was looked for, if somebody wants to know.
    pub looked: Option<Looked>,
}

impl Reader {
    /// A reader of nothing so far.
    pub fn new(root: PathBuf) -> Reader {
        Reader {
            root,
            tree: SourceTree::default(),
            diagnostics: Vec::new(),
            shown_as: BTreeMap::new(),
            import_root: false,
            texts: BTreeMap::new(),
            names: BTreeSet::new(),
            looked: None,
        }
    }

    /// Reads the files that are asked for, and what they import from.
    pub fn read_all(&mut self, requests: Vec<Request>, follow: &Follow) {
        let mut seen: BTreeSet<String> = requests.iter().map(|it| it.key.clone()).collect();
        let mut imported = BTreeSet::new();
        let mut newest = self.read(requests);
        let mut named = imports::named_files(&self.root, self.names.iter().map(String::as_str));
        // What a kernel imports may lie outside of what was asked for. Rounds, not recursion: each
        // reads what the last one's files import.
        while newest > 0 {
            let from = self.tree.files.len() - newest;
            let mut next = BTreeSet::new();
            let files = self.tree.files[from..].iter().filter(|file| follow.reads_through(file));
            let found = files.map(|file| imports::imported_files(&self.root, file));
            for found in found.chain([std::mem::take(&mut named)]) {
                next.extend(found.files.into_iter().filter(|path| follow.reads(path)));
                if let Some(looked) = &mut self.looked {
                    let absent = found.absent.into_iter().filter(|path| follow.reads(path));
                    looked.extend(absent.map(|path| (absolute(&self.root, &path), None)));
                }
            }
            imported.extend(next.iter().map(|path| slashed(path)));
            let requests = next.into_iter().map(|path| Request::new(path, false));
            let requests = requests.filter(|it| seen.insert(it.key.clone())).collect();
            newest = self.read(requests);
        }
        for file in &mut self.tree.files {
            file.imported = imported.contains(&file.path);
        }
    }

    /// Reads files in parallel and appends them in the order given; how many were good.
    fn read(&mut self, requests: Vec<Request>) -> usize {
        if requests.is_empty() {
            return 0;
        }
        let read = |request: &Request| self.read_one(request);
        // 0 means one for each processor.
        let threads = usize::from(requests.len() == 1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(PARSER_STACK);
        let pool = pool.build();
        let results: Vec<_> = match pool {
            Ok(pool) => pool.install(|| requests.par_iter().map(read).collect()),
            // Without threads to be had, the current one must do.
            Err(_) => requests.iter().map(read).collect(),
        };
        let mut good = 0;
        for (request, (result, digest)) in requests.iter().zip(results) {
            if let (Some(looked), Some(digest)) = (&mut self.looked, digest) {
                looked.insert(absolute(&self.root, &request.path), Some(digest));
            }
            match result {
                Ok(file) => {
                    self.tree.files.push(file);
                    good += 1;
                }
                // What is merely imported from is not the concern of who asked for other files.
                Err(_) if !request.requested => {}
                Err((diagnostic, rejected)) => {
                    self.diagnostics.push(diagnostic);
                    self.tree.rejected.push(rejected);
                }
            }
        }
        good
    }

    /// Reads one file; with a digest of its bytes, where these were read and somebody wants to know.
    fn read_one(&self, request: &Request) -> (Result<SourceFile, Rejection>, Option<Digest>) {
        let path = request.key.clone();
        let shown = self.shown_as.get(&path).cloned();
        let (module, is_package) = module_name(&slashed(&request.path), self.import_root);
        let named = Named {
            display_path: shown.unwrap_or_else(|| display_path(&self.root, &request.path)),
            path,
            requested: request.requested,
            module,
            is_package,
        };
        let unreadable = |reason: String| {
            let place = Place { path: named.path.clone(), span: Span::default() };
            let message = format!("{} cannot be read: {reason}", named.display_path);
            let diagnostic = Diagnostic::error(codes::UNREADABLE_FILE, message, place)
                .with_help("make the file readable, or leave it out with `exclude`");
            (diagnostic, rejected(&named, None))
        };
        if request.path.to_str().is_none() {
            return (Err(unreadable("its name is not Unicode".to_owned())), None);
        }
        if let Some(text) = self.texts.get(&named.path) {
            return (parse_text(named, text.clone(), Encoding::UTF8), None);
        }
        let bytes = match bytes_of(&self.root.join(&request.path)) {
            Ok(bytes) => bytes,
            Err(reason) => return (Err(unreadable(reason)), None),
        };
        let digest = self.looked.as_ref().map(|_| digest(&bytes));
        (decoded(named, &bytes), digest)
    }

    /// What was read, in order.
    pub fn finish(mut self) -> (SourceTree, Vec<Diagnostic>) {
        self.tree.root = self.root;
        self.tree.files.sort_by(|left, right| left.path.cmp(&right.path));
        self.tree.rejected.sort_by(|left, right| left.path.cmp(&right.path));
        (self.tree, self.diagnostics)
    }
}

/// How a file is called.
struct Named {
    path: String,
    display_path: String,
    requested: bool,
    module: String,
    is_package: bool,
}

type Rejection = (Diagnostic, RejectedFile);

/// The content of a file.
///
/// # Errors
/// Why it cannot be read.
fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err("it is larger than 1 GiB".to_owned());
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

fn decoded(named: Named, bytes: &[u8]) -> Result<SourceFile, Rejection> {
    match decode(bytes) {
        Ok((text, encoding)) => parse_text(named, text, encoding),
        Err(error) => {
            let place = Place { path: named.path.clone(), span: Span::default() };
            let message = format!("{} cannot be decoded: {}", named.display_path, error.message);
            let diagnostic = Diagnostic::error(codes::UNDECODABLE_FILE, message, place).with_help(
                "save the file as UTF-8, or declare its encoding in a comment on the first line",
            );
            Err((diagnostic, rejected(&named, None)))
        }
    }
}

fn parse_text(named: Named, text: String, encoding: Encoding) -> Result<SourceFile, Rejection> {
    let ast = match parse_module(&text) {
        Ok(ast) => ast,
        Err(problem) => {
            let diagnostic = syntax_diagnostic(&named, &problem);
            return Err((diagnostic, rejected(&named, Some(text))));
        }
    };
    Ok(SourceFile {
        line_starts: line_starts(&text),
        path: named.path,
        display_path: named.display_path,
        module: named.module,
        requested: named.requested,
        imported: false,
        is_package: named.is_package,
        text,
        encoding,
        ast,
    })
}

fn rejected(named: &Named, text: Option<String>) -> RejectedFile {
    RejectedFile {
        path: named.path.clone(),
        display_path: named.display_path.clone(),
        requested: named.requested,
        text,
    }
}

fn syntax_diagnostic(named: &Named, problem: &SyntaxProblem) -> Diagnostic {
    let place = Place { path: named.path.clone(), span: problem.span };
    if problem.too_deep {
        let message = format!("{} nests too deeply to be read", named.display_path);
        return Diagnostic::error(codes::TOO_DEEP, message, place)
            .with_label(problem.message.clone())
            .with_help("split the expression or the blocks into smaller ones");
    }
    let message = format!("{} is not Python", named.display_path);
    Diagnostic::error(codes::SYNTAX_ERROR, message, place).with_label(problem.message.clone())
}

fn walk_diagnostic(display: &str, problem: &Problem) -> Diagnostic {
    let (code, severity, message) = match problem {
        Problem::Unreadable(reason) => {
            let message = format!("{display} cannot be read: {reason}");
            (codes::UNREADABLE_FILE, Severity::Error, message)
        }
        Problem::FolderLink => {
            let message = format!("{display} is a link to a folder and is not followed");
            (codes::FOLDER_LINK, Severity::Note, message)
        }
    };
    Diagnostic { severity, ..Diagnostic::without_place(code, message) }
}

/// The dotted name of the module in a file, and whether it is a package.
fn module_name(path: &str, import_root: bool) -> (String, bool) {
    let path = path.strip_suffix(".py").unwrap_or(path);
    let mut parts: Vec<&str> = path.split('/').collect();
    let is_package = parts.last() == Some(&"__init__");
    if is_package && parts.len() > 1 {
        parts.pop();
    }
    // In a project that keeps its packages in `src`, that folder is the one on `sys.path`.
    if !import_root && parts.len() > 1 && parts[0] == "src" {
        parts.remove(0);
    }
    (parts.join("."), is_package)
}

/// The folder above the topmost package that `folder` lies in; `folder` itself if in none.
fn import_root_of(folder: &Path) -> PathBuf {
    let mut root = folder.to_path_buf();
    while root.join("__init__.py").is_file() {
        // A relative path like `.` or `pkg` may have no parent to be named.
        let above = match root.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            Some(_) if root.file_name().is_some() => PathBuf::from("."),
            _ => match root.canonicalize().ok().and_then(|full| full.parent().map(Into::into)) {
                Some(parent) => parent,
                None => break,
            },
        };
        root = above;
    }
    root
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The path relative to the root, whether or not one is absolute.
fn relative_to(root: &Path, path: &Path) -> PathBuf {
    if let Ok(relative) = path.strip_prefix(root) {
        return relative.to_path_buf();
    }
    // The name is not resolved: it may be a link, and the link's name is the module's.
    let full_parent = parent_of(path).canonicalize();
    match (root.canonicalize(), full_parent, path.file_name()) {
        (Ok(root), Ok(parent), Some(name)) => {
            let full = parent.join(name);
            full.strip_prefix(&root).map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
        }
        _ => path.to_path_buf(),
    }
}

/// The path from the root of all.
fn absolute(root: &Path, path: &Path) -> PathBuf {
    let path = root.join(path);
    std::path::absolute(&path).unwrap_or(path)
}

/// What a person would call it: relative to where they are, if they said so.
fn display_path(root: &Path, path: &Path) -> String {
    let joined = root.join(path);
    slashed(joined.strip_prefix(".").unwrap_or(&joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn modules(tree: &SourceTree) -> Vec<(&str, bool)> {
        tree.files.iter().map(|file| (file.module.as_str(), file.requested)).collect()
    }

    #[test]
    fn a_package_is_named_from_its_topmost_package() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "pkg/__init__.py", "");
        write(root, "pkg/sub/__init__.py", "");
        write(root, "pkg/sub/kernels.py", "from ..compat import jit\nfrom . import other\n");
        write(root, "pkg/sub/other.py", "");
        write(root, "pkg/compat.py", "from pyjit import jit\n");
        write(root, "pkg/unrelated.py", "");
        let file = root.join("pkg/sub/kernels.py");
        let (tree, diagnostics) = read_tree(&file, &TreeOptions::default());
        assert_eq!(diagnostics, []);
        let expected = [
            ("pkg", false),
            ("pkg.compat", false),
            ("pkg.sub", false),
            ("pkg.sub.kernels", true),
            ("pkg.sub.other", false),
        ];
        assert_eq!(modules(&tree), expected);
        assert_eq!(tree.root, root);
        let (tree, _) = read_tree(&root.join("pkg/sub"), &TreeOptions::default());
        assert_eq!(tree.files.iter().filter(|file| file.requested).count(), 3);
        let as_root = TreeOptions { import_root: true, ..TreeOptions::default() };
        let (tree, _) = read_tree(&root.join("pkg"), &as_root);
        assert_eq!(modules(&tree)[0], ("__init__", true));
        assert_eq!(modules(&tree)[2], ("sub", true));
    }

    #[test]
    fn src_is_an_import_root_in_a_project() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "src/pkg/a.py", "import pkg.b\n");
        write(folder.path(), "src/pkg/b.py", "");
        let (tree, _) = read_tree(folder.path(), &TreeOptions::default());
        assert_eq!(modules(&tree), [("pkg.a", true), ("pkg.b", true)]);
        let (tree, _) = read_tree(&folder.path().join("src/pkg"), &TreeOptions::default());
        assert_eq!(modules(&tree), [("a", true), ("b", true)]);
    }

    #[test]
    fn bad_files_are_told_and_left_out() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "bad.py", "def f(:\n");
        write(folder.path(), "deep.py", "(".repeat(10_000));
        write(folder.path(), "good.py", "x = 1\n");
        write(folder.path(), "latin.py", b"x = '\xe9'\n");
        write(folder.path(), "null.py", b"x = '\0'\n");
        let (tree, diagnostics) = read_tree(folder.path(), &TreeOptions::default());
        assert_eq!(modules(&tree), [("good", true)]);
        let found: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(
            found,
            [codes::SYNTAX_ERROR, codes::TOO_DEEP, codes::UNDECODABLE_FILE, codes::SYNTAX_ERROR]
        );
        assert_eq!(tree.rejected.len(), 4);
        let (_, missing) = read_tree(&folder.path().join("none.py"), &TreeOptions::default());
        assert_eq!(missing[0].code, codes::UNREADABLE_FILE);
    }
}
