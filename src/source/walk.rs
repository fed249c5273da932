//! Finding the Python files below a folder, in a fixed order.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// What a walk came to.
#[derive(Debug, Default)]
pub struct Walk {
    /// The Python files, relative to the folder, sorted.
    pub files: Vec<PathBuf>,
    /// What could not be entered or was not followed: the path relative to the folder, and why.
    pub problems: Vec<(PathBuf, Problem)>,
}

/// Why something was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The operating system's reason.
    Unreadable(String),
    /// A symbolic link to a folder. Following them could lead out of the tree, round in circles or
    /// through the same files once for each order of the links.
    FolderLink,
}

/// The Python files below `root`, hidden and generated folders left out.
///
/// `exclude` holds patterns over paths relative to `root` with `/` (see [`matches`]). With
/// `import_root` false, the folder is taken for a project, whose `build` and `dist` are outputs.
pub fn walk(root: &Path, exclude: &[String], import_root: bool) -> Walk {
    let mut walk = Walk::default();
    let mut problems = Vec::new();
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| {
        entry.depth() == 0 || wanted(root, entry, exclude, import_root, &mut problems)
    });
    for entry in entries {
        match entry {
            Ok(entry) => {
                if is_python_file(&entry) {
                    walk.files.push(relative(root, entry.path()));
                }
            }
            Err(error) => {
                let path = error.path().map(|path| relative(root, path)).unwrap_or_default();
                let reason = match error.io_error() {
                    Some(error) => error.to_string(),
                    None => error.to_string(),
                };
                walk.problems.push((path, Problem::Unreadable(reason)));
            }
        }
    }
    walk.problems.append(&mut problems);
    walk.files.sort();
    walk.problems.sort_by(|left, right| left.0.cmp(&right.0));
    walk
}

/// Whether to enter a folder or look at a file.
fn wanted(
    root: &Path,
    entry: &DirEntry,
    exclude: &[String],
    import_root: bool,
    problems: &mut Vec<(PathBuf, Problem)>,
) -> bool {
    let path = relative(root, entry.path());
    let Some(name) = entry.file_name().to_str() else { return true };
    if name.starts_with('.') || exclude.iter().any(|pattern| matches(pattern, &slashed(&path))) {
        return false;
    }
    if entry.path_is_symlink() && entry.path().is_dir() {
        problems.push((path, Problem::FolderLink));
        return false;
    }
    if !entry.file_type().is_dir() {
        return true;
    }
    let holds = |file: &str| entry.path().join(file).exists();
    if matches!(name, "__pycache__" | "node_modules")
        || holds("pyvenv.cfg")
        || holds("CACHEDIR.TAG")
    {
        return false;
    }
    let output = !import_root && entry.depth() == 1 && matches!(name, "build" | "dist");
    !output || holds("__init__.py")
}

/// Pipes and devices that are named like Python files would block the reader. A link to nowhere is
/// taken, so that reading it reports it.
fn is_python_file(entry: &DirEntry) -> bool {
    let path = entry.path();
    path.extension().is_some_and(|extension| extension == "py")
        && (path.is_file() || entry.path_is_symlink() && !path.exists())
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_path_buf()
}

/// The path with `/` between its parts on every platform.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Whether a pattern matches a path or a folder above it. `*` and `?` stand for characters other
/// than `/`, `**` for any; a pattern without `/` matches a name at any depth.
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern).trim_end_matches('/');
    if pattern.is_empty() {
        return false;
    }
    if !pattern.contains('/') {
        return path.split('/').any(|part| glob(pattern.as_bytes(), part.as_bytes()));
    }
    let pattern = pattern.trim_start_matches('/').as_bytes();
    let ends = path.match_indices('/').map(|(index, _)| index).chain([path.len()]);
    ends.into_iter().any(|end| glob(pattern, &path.as_bytes()[..end]))
}

/// Matches a whole text, in time proportional to the product of the lengths.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    // `reached[i]`: the pattern up to here matches the first `i` bytes.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut rest = pattern;
    while let Some(&first) = rest.first() {
        let deep = rest.starts_with(b"**");
        // `**/` also stands for no folder at all.
        let taken = if rest.starts_with(b"**/") { 3 } else { 1 + usize::from(deep) };
        let mut next = vec![false; text.len() + 1];
        for index in 0..=text.len() {
            let previous = index.checked_sub(1).map(|previous| text[previous]);
            next[index] = match (first, previous) {
                (b'*', _) if taken == 3 => {
                    reached[index] || previous == Some(b'/') && reached[..index].contains(&true)
                }
                (b'*', Some(byte)) => reached[index] || (deep || byte != b'/') && next[index - 1],
                (b'*', None) => reached[index],
                (_, None) => false,
                (b'?', Some(byte)) => byte != b'/' && reached[index - 1],
                (wanted, Some(byte)) => byte == wanted && reached[index - 1],
            };
        }
        reached = next;
        rest = &rest[taken..];
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("tests", "a/tests/b.py", true),
            ("tests", "a/tests_b.py", false),
            ("test_*.py", "a/test_b.py", true),
            ("a/*", "a/b/c.py", true),
            ("a/*.py", "a/b/c.py", false),
            ("a/**/c.py", "a/c.py", true),
            ("a/**/c.py", "a/x/y/c.py", true),
            ("**/c.py", "abc.py", false),
            ("./a/b/", "a/b/c.py", true),
            ("a/b", "a/bc.py", false),
            ("a/?.py", "a/b.py", true),
            ("", "a.py", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_generated_folders() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["pkg", ".git", "venv", "pkg/__pycache__", "build", "pkg/build"] {
            std::fs::create_dir(root.join(path)).unwrap();
            std::fs::write(root.join(path).join("m.py"), "").unwrap();
        }
        std::fs::write(root.join("venv/pyvenv.cfg"), "").unwrap();
        std::os::unix::fs::symlink(root, root.join("pkg/loop")).unwrap();
        std::os::unix::fs::symlink("m.py", root.join("pkg/link.py")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("zero.py")).unwrap();
        let walk = walk(root, &[], false);
        let files: Vec<_> = walk.files.iter().map(|path| slashed(path)).collect();
        assert_eq!(files, ["pkg/build/m.py", "pkg/link.py", "pkg/m.py"]);
        assert_eq!(walk.problems, [(PathBuf::from("pkg/loop"), Problem::FolderLink)]);
    }
}
