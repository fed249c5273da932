//! Writing a built package: every file complete or not at all, and the source tree never.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use walkdir::{DirEntry, WalkDir};

/// A file that cannot be read or written.
#[derive(Debug)]
pub struct FileError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// What is to be written: contents by their path relative to the output folder, with `/`.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<String, Content>,
    /// Files of earlier builds that must not survive.
    stale: Vec<PathBuf>,
}

#[derive(Debug)]
enum Content {
    Bytes(Vec<u8>),
    /// The same as this file, permissions included.
    CopyOf(PathBuf),
}

impl Output {
    /// Adds a file, in place of one that was there.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), Content::Bytes(bytes));
    }

    /// Adds a copy of a file.
    pub fn copy(&mut self, path: &str, from: PathBuf) {
        self.files.insert(path.to_owned(), Content::CopyOf(from));
    }

    /// Removes every file in a folder of the output whose name begins with `stem` and a dot and
    /// which is not written now: an extension made for another interpreter from an older source.
    pub fn replace_extensions(&mut self, out: &Path, folder: &str, stem: &str) {
        let prefix = format!("{stem}.");
        for entry in fs::read_dir(out.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_extension = name.ends_with(".so") || name.ends_with(".pyd");
            if name.starts_with(&prefix) && is_extension {
                self.stale.push(entry.path());
            }
        }
    }

    /// Writes everything below `out` but nothing below `kept`, wherever links lead. Each file
    /// appears complete under its name, and none appears unless all could be written.
    ///
    /// # Errors
    /// The first file that cannot be written; then the files that were there are as they were.
    pub fn write(self, out: &Path, kept: Option<&Path>) -> Result<(), FileError> {
        let folders: BTreeSet<&str> =
            self.files.keys().map(|path| path.rsplit_once('/').map_or("", |(it, _)| it)).collect();
        if let Some(folder) =
            folders.iter().find(|folder| kept.is_some_and(|kept| contains(kept, &out.join(folder))))
        {
            let error = io::Error::other("this is a folder of the source tree");
            return Err(FileError { path: out.join(folder), error });
        }
        let mut made_folders = Vec::new();
        let mut staged = Vec::new();
        for (path, content) in &self.files {
            let target = out.join(path);
            match stage(&target, content, &mut made_folders) {
                Ok(Some(file)) => staged.push((file, target)),
                Ok(None) => {}
                Err(error) => {
                    drop(staged);
                    // The innermost first; those in which others put files stay.
                    for folder in made_folders.iter().rev() {
                        let _ = fs::remove_dir(folder);
                    }
                    return Err(FileError { path: target, error });
                }
            }
        }
        for path in &self.stale {
            if !self.files.keys().any(|written| out.join(written) == *path) {
                // One that cannot be removed would be loaded with newer sources.
                remove(path)?;
            }
        }
        for (file, target) in staged {
            file.persist(&target)
                .map_err(|error| FileError { path: target, error: error.error })?;
        }
        Ok(())
    }
}

/// Writes one file under a temporary name beside its own; `None` if its content is there already,
/// whose time stamp then stays for those who go by it.
fn stage(
    target: &Path,
    content: &Content,
    made_folders: &mut Vec<PathBuf>,
) -> io::Result<Option<TempPath>> {
    let (bytes, permissions) = match content {
        Content::Bytes(bytes) => (bytes.clone(), None),
        Content::CopyOf(from) => (fs::read(from)?, Some(fs::metadata(from)?.permissions())),
    };
    if fs::symlink_metadata(target).is_ok_and(|metadata| metadata.is_file())
        && fs::read(target).is_ok_and(|existing| existing == bytes)
    {
        return Ok(None);
    }
    if target.is_dir() {
        // Told now, since no file could be renamed to it when others are in their places.
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    make_folders(folder, made_folders)?;
    let mut file = tempfile::Builder::new().prefix(".pyjit-").tempfile_in(folder)?;
    file.write_all(&bytes)?;
    file.as_file().set_permissions(permissions.unwrap_or(new_file_permissions(folder)?))?;
    // Closed, so that a large tree does not run out of open files.
    Ok(Some(file.into_temp_path()))
}

/// Temporary files are private to their owner; what is built has the permissions of any new file.
#[cfg(unix)]
fn new_file_permissions(_folder: &Path) -> io::Result<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn new_file_permissions(folder: &Path) -> io::Result<fs::Permissions> {
    Ok(fs::metadata(folder)?.permissions())
}

fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut missing: Vec<&Path> = folder.ancestors().take_while(|it| !it.exists()).collect();
    missing.reverse();
    for folder in missing.into_iter().filter(|folder| !folder.as_os_str().is_empty()) {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_path_buf()),
            // A parallel build was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(FileError { path: path.to_path_buf(), error })
        }
        _ => Ok(()),
    }
}

/// The stubs and markers for type checkers below a folder, relative to it with `/`, sorted. Hidden
/// folders and links to folders are skipped, as for Python files.
pub fn typing_files(root: &Path) -> Vec<String> {
    let wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name == "__pycache__")
    };
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted);
    // What cannot be entered was reported when the Python files were looked for.
    let files = entries.flatten().filter(|entry| entry.path().is_file()).filter_map(|entry| {
        let name = entry.file_name().to_str()?;
        let relative = entry.path().strip_prefix(root).ok()?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        (name.ends_with(".pyi") || name == "py.typed").then_some(parts?.join("/"))
    });
    files.collect()
}

/// Whether the second folder is the first one or lies in it, as far as they exist.
pub fn contains(folder: &Path, other: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    let absolute = std::path::absolute(other).unwrap_or_else(|_| other.to_path_buf());
    // The part that does not exist yet cannot lead elsewhere.
    let existing = absolute.ancestors().find_map(|it| it.canonicalize().ok());
    existing.is_some_and(|existing| existing.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out/deep");
        let mut output = Output::default();
        output.add("a/b.py", b"x = 1\n".to_vec());
        output.copy("missing.py", folder.path().join("nothing"));
        let failure = output.write(&out, None).unwrap_err();
        assert_eq!(failure.path, out.join("missing.py"));
        assert!(!folder.path().join("out").exists());
        let mut output = Output::default();
        output.add("a/b.py", b"x = 1\n".to_vec());
        output.write(&out, None).unwrap();
        assert_eq!(fs::read(out.join("a/b.py")).unwrap(), b"x = 1\n");
        assert_eq!(fs::read_dir(out.join("a")).unwrap().count(), 1);
    }

    #[test]
    fn stale_extensions_go() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["_n.cp39.so", "_n.cp311.so", "_n.py", "_nn.so"] {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        let mut output = Output::default();
        output.add("_n.cp311.so", b"new".to_vec());
        output.replace_extensions(folder.path(), "", "_n");
        output.write(folder.path(), None).unwrap();
        assert!(!folder.path().join("_n.cp39.so").exists());
        assert_eq!(fs::read(folder.path().join("_n.cp311.so")).unwrap(), b"new");
        assert!(folder.path().join("_n.py").exists() && folder.path().join("_nn.so").exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_into_the_source() {
        let folder = tempfile::tempdir().unwrap();
        let (source, out) = (folder.path().join("src"), folder.path().join("out"));
        fs::create_dir_all(source.join("pkg")).unwrap();
        fs::create_dir(&out).unwrap();
        std::os::unix::fs::symlink(source.join("pkg"), out.join("pkg")).unwrap();
        let mut output = Output::default();
        output.add("pkg/a.py", Vec::new());
        assert!(output.write(&out, Some(&source)).is_err());
        assert!(!source.join("pkg/a.py").exists());
    }

    #[test]
    fn what_lies_in_what() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("src/pkg")).unwrap();
        assert!(contains(&root.join("src"), &root.join("src")));
        assert!(contains(&root.join("src"), &root.join("src/new/out")));
        assert!(contains(&root.join("src"), &root.join("src/pkg/../out")));
        assert!(!contains(&root.join("src"), &root.join("src-out")));
        assert!(!contains(&root.join("src"), root));
    }
}
