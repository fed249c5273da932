//! The Cargo workspace beside a Python tree, asked of `cargo` itself.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use serde::Serialize;

use crate::diagnostics::{Diagnostic, Severity, codes};

/// A package of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CargoPackage {
    pub name: String,
    pub version: String,
    /// Its folder, relative to the workspace's root, with `/`; `.` for the root itself.
    pub path: String,
    /// What its library is built as, e.g. `lib`, `cdylib`; empty if it has none.
    pub library: Vec<String>,
}

/// The packages of the Cargo workspace that a Python tree lies in, sorted by name; none if it lies
/// in none. If there is one that cargo cannot read, the diagnostic is a note: a build needs none.
pub fn cargo_packages(root: &Path) -> (Vec<CargoPackage>, Option<Diagnostic>) {
    let Some(manifest) = find_manifest(root) else { return (Vec::new(), None) };
    // Cargo and rustup obey files in the folder they are called in and above it, which can name
    // programs to run. Nothing of the tree is run, so they are called elsewhere.
    let elsewhere = manifest.ancestors().last().unwrap_or(Path::new("/")).to_path_buf();
    let metadata = MetadataCommand::new()
        .manifest_path(&manifest)
        .current_dir(elsewhere)
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec();
    let metadata = match metadata {
        Ok(metadata) => metadata,
        Err(error) => {
            let text = error.to_string();
            let reason = text.lines().map(str::trim).find(|line| !line.is_empty());
            let reason = reason.unwrap_or("cargo failed");
            let message = format!("cargo cannot read {}: {reason}", manifest.display());
            let note = Diagnostic::without_place(codes::CARGO_FAILED, message);
            return (Vec::new(), Some(Diagnostic { severity: Severity::Note, ..note }));
        }
    };
    let mut packages: Vec<_> = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let folder = package.manifest_path.parent().map(|folder| folder.as_std_path());
            let folder = folder.unwrap_or(Path::new("."));
            CargoPackage {
                name: package.name.to_string(),
                version: package.version.to_string(),
                path: relative(metadata.workspace_root.as_std_path(), folder),
                library: library_kinds(package),
            }
        })
        .collect();
    packages.sort_by(|left, right| left.name.cmp(&right.name));
    (packages, None)
}

/// The kinds of the package's library target.
fn library_kinds(package: &cargo_metadata::Package) -> Vec<String> {
    let kinds = |target: &cargo_metadata::Target| -> Vec<String> {
        target.kind.iter().map(ToString::to_string).collect()
    };
    let is_library = |kinds: &Vec<String>| {
        kinds.iter().any(|kind| kind.ends_with("lib") || kind == "proc-macro")
    };
    package.targets.iter().map(kinds).find(is_library).unwrap_or_default()
}

/// The nearest Cargo.toml at or above a folder, not beyond the project's own root.
fn find_manifest(root: &Path) -> Option<PathBuf> {
    for folder in root.canonicalize().ok()?.ancestors() {
        let manifest = folder.join("Cargo.toml");
        if manifest.is_file() {
            return Some(manifest);
        }
        if folder.join(".git").exists() || folder.join("pyproject.toml").exists() {
            return None;
        }
    }
    None
}

fn relative(root: &Path, folder: &Path) -> String {
    let relative = folder.strip_prefix(root).unwrap_or(folder);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_a_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("fast/src")).unwrap();
        std::fs::create_dir_all(root.join("python/pkg")).unwrap();
        std::fs::write(root.join("Cargo.toml"), "[workspace]\nmembers = ['fast']\n").unwrap();
        let manifest = "[package]\nname = 'fast'\nversion = '1.2.3'\n\
            [lib]\ncrate-type = ['cdylib']\n";
        std::fs::write(root.join("fast/Cargo.toml"), manifest).unwrap();
        std::fs::write(root.join("fast/src/lib.rs"), "").unwrap();
        let expected = CargoPackage {
            name: "fast".to_owned(),
            version: "1.2.3".to_owned(),
            path: "fast".to_owned(),
            library: vec!["cdylib".to_owned()],
        };
        assert_eq!(cargo_packages(&root.join("python/pkg")), (vec![expected], None));
    }

    #[test]
    fn no_workspace_and_a_broken_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("pyproject.toml"), "").unwrap();
        assert_eq!(cargo_packages(folder.path()), (Vec::new(), None));
        std::fs::write(folder.path().join("Cargo.toml"), "[nonsense").unwrap();
        let (packages, note) = cargo_packages(folder.path());
        assert_eq!(packages, []);
        assert_eq!(note.map(|note| note.severity), Some(Severity::Note));
    }
}
