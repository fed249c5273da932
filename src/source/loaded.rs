//! Modules that a process has loaded, from wherever it has found them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::follow::{Follow, top_level};
use super::read::{Looked, Reader, Request};
use super::walk::slashed;
use super::{FileId, SourceTree};
use crate::diagnostics::Diagnostic;

/// A module that a process has loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedModule {
    /// The folder that it was found from: its dotted name leads from there to its file.
    pub root: PathBuf,
    /// Relative to the root.
    pub path: PathBuf,
    /// What the process runs, where no file holds it.
    pub text: Option<String>,
    /// What messages call the file, where it has another name.
    pub shown_as: Option<String>,
    /// The dotted names of modules that it has, whether or not its text imports them.
    pub imports: Vec<String>,
}

/// Modules of a process and what they import from.
pub struct Loaded {
    pub tree: SourceTree,
    pub diagnostics: Vec<Diagnostic>,
    /// The file of each module, as far as it could be read.
    pub files: Vec<Option<FileId>>,
    /// What was looked for on the way, but for texts that were given.
    pub looked: Looked,
}

/// Reads modules and the modules below the same roots that they import from. Where those are all
/// that is installed, packages that do not speak of pyjit are not read through; and the libraries
/// that pyjit knows by name stay libraries.
///
/// The files below the first module's root have paths relative to it, the others whole ones. Of
/// several texts for one path, as cells of a notebook are, each is a file, and the first one is what
/// imports find.
pub fn read_modules(modules: &[LoadedModule]) -> Loaded {
    let mut loaded = Loaded {
        tree: SourceTree::default(),
        diagnostics: Vec::new(),
        files: Vec::new(),
        looked: Looked::new(),
    };
    let mut paths: Vec<String> = vec![String::new(); modules.len()];
    let mut roots: Vec<&Path> = Vec::new();
    for module in modules {
        if !roots.contains(&module.root.as_path()) {
            roots.push(&module.root);
        }
    }
    for root in &roots {
        let below = modules.iter().enumerate().filter(|(_, module)| module.root == **root);
        let (mut part, keys) = read_below(root, below);
        let is_first = *root == roots[0];
        let outer = |path: &str| match is_first {
            true => path.to_owned(),
            false => format!("{}/{path}", slashed(root)),
        };
        for (index, key) in keys {
            paths[index] = outer(&key);
        }
        loaded.looked.extend(part.looked.take().unwrap_or_default());
        let (mut tree, mut diagnostics) = part.finish();
        tree.files.iter_mut().for_each(|file| file.path = outer(&file.path));
        tree.rejected.iter_mut().for_each(|file| file.path = outer(&file.path));
        for place in diagnostics.iter_mut().filter_map(|it| it.place.as_mut()) {
            place.path = outer(&place.path);
        }
        loaded.tree.files.append(&mut tree.files);
        loaded.tree.rejected.append(&mut tree.rejected);
        loaded.diagnostics.append(&mut diagnostics);
    }
    loaded.tree.root = roots.first().map(|root| root.to_path_buf()).unwrap_or_default();
    loaded.tree.files.sort_by(|left, right| left.path.cmp(&right.path));
    loaded.tree.rejected.sort_by(|left, right| left.path.cmp(&right.path));
    let files = &loaded.tree.files;
    let place = |path: &String| files.binary_search_by(|file| file.path.cmp(path)).ok();
    let ids = paths.iter().map(|path| place(path).map(|index| FileId(index as u32)));
    loaded.files = ids.collect();
    loaded
}

/// Reads the modules below one root; with what the tree calls each, by its number.
fn read_below<'m>(
    root: &Path,
    modules: impl Iterator<Item = (usize, &'m LoadedModule)>,
) -> (Reader, Vec<(usize, String)>) {
    let mut reader = Reader::new(root.to_path_buf());
    reader.import_root = true;
    reader.looked = Some(Looked::new());
    let mut requests: Vec<Request> = Vec::new();
    let mut keys = Vec::new();
    let mut own = BTreeSet::new();
    let mut different: Vec<(&LoadedModule, String)> = Vec::new();
    for (index, module) in modules {
        reader.names.extend(module.imports.iter().cloned());
        let same =
            |it: &&(&LoadedModule, String)| it.0.path == module.path && it.0.text == module.text;
        if let Some((_, key)) = different.iter().find(same) {
            keys.push((index, key.clone()));
            continue;
        }
        let before = different.iter().filter(|(other, _)| other.path == module.path).count();
        let key = match before {
            0 => slashed(&module.path),
            // No path of a module ends so.
            _ => format!("{} ({})", slashed(&module.path), before + 1),
        };
        own.extend([top_level(&module.path), top_level(Path::new(&key))].into_iter().flatten());
        reader.texts.extend(module.text.iter().map(|text| (key.clone(), text.clone())));
        reader.shown_as.extend(module.shown_as.iter().map(|shown| (key.clone(), shown.clone())));
        requests.push(Request { path: module.path.clone(), key: key.clone(), requested: true });
        keys.push((index, key.clone()));
        different.push((module, key));
    }
    let folders = ["site-packages", "dist-packages"].map(OsStr::new);
    let installed = root.file_name().is_some_and(|name| folders.contains(&name));
    reader.read_all(requests, &Follow::FromModules { own, installed });
    (reader, keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn modules(tree: &SourceTree) -> Vec<(&str, bool)> {
        tree.files.iter().map(|file| (file.module.as_str(), file.requested)).collect()
    }

    fn module(root: &Path, path: &str, text: Option<&str>) -> LoadedModule {
        let text = text.map(str::to_owned);
        let (root, path, imports) = (root.to_owned(), path.into(), Vec::new());
        LoadedModule { root, path, text, shown_as: None, imports }
    }

    #[test]
    fn of_a_module_what_is_installed_is_not_read_through() {
        let folder = tempfile::tempdir().unwrap();
        for root in ["lib", "lib/site-packages"].map(|root| folder.path().join(root)) {
            write(&root, "own/__init__.py", "");
            write(&root, "own/k.py", "import numpy\nimport other, friend\nfrom . import b\n");
            write(&root, "own/b.py", "import own.c\n");
            write(&root, "own/c.py", "");
            write(&root, "other.py", "import deep\n");
            write(&root, "friend.py", "import pyjit, deeper\n");
            write(&root, "deep.py", "");
            write(&root, "deeper.py", "");
            write(&root, "numpy/__init__.py", "");
            let (path, text, shown_as) = ("own/k.py".into(), None, None);
            let module =
                LoadedModule { root: root.clone(), path, text, shown_as, imports: Vec::new() };
            let Loaded { tree, diagnostics, .. } = read_modules(&[module]);
            assert_eq!(diagnostics, []);
            let mut expected = vec!["deeper", "friend", "other", "own", "own.b", "own.c", "own.k"];
            if root.ends_with("lib") {
                expected.insert(0, "deep");
            }
            let found: Vec<_> = modules(&tree).into_iter().map(|(module, _)| module).collect();
            assert_eq!(found, expected);
            assert_eq!(tree.files.iter().filter(|file| file.requested).count(), 1);
        }
    }

    #[test]
    fn cells_and_modules_of_several_roots() {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        write(&here, "k.py", "import helper, missing\n");
        write(&here, "helper.py", "");
        write(&there, "pkg/k.py", "from . import other\n");
        write(&there, "pkg/other.py", "");
        let cells = [Some("a = 1\n"), Some("b = 1\n"), Some("a = 1\n")];
        let mut asked: Vec<_> = cells.map(|text| module(&here, "__main__.py", text)).into();
        asked.extend([module(&there, "pkg/k.py", None), module(&here, "k.py", None)]);
        let loaded = read_modules(&asked);
        assert_eq!(loaded.diagnostics, []);
        let file = |index: usize| loaded.tree.file(loaded.files[index].unwrap());
        assert_eq!(file(0).text, "a = 1\n");
        assert_eq!((file(1).text.as_str(), file(1).path.as_str()), ("b = 1\n", "__main__.py (2)"));
        assert_eq!((file(1).module.as_str(), loaded.files[2]), ("__main__", loaded.files[0]));
        assert_eq!((file(3).module.as_str(), file(4).path.as_str()), ("pkg.k", "k.py"));
        assert_eq!(file(3).path, slashed(&there.join("pkg/k.py")));
        assert_eq!(loaded.tree.files.len(), 6);
        let known = |root: &Path, path: &str| loaded.looked[&root.join(path)].is_some();
        assert!(known(&here, "helper.py") && known(&there, "pkg/other.py"));
        assert!(!known(&here, "helper/__init__.py") && !known(&here, "missing.py"));
        assert!(!loaded.looked.contains_key(&here.join("__main__.py")));
    }
    #[test]
    fn modules_that_no_text_imports() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "pkg/sub.py", "import pkg.other\n");
        write(folder.path(), "pkg/other.py", "");
        let mut cell = module(folder.path(), "__main__.py", Some("pkg.sub.f()\n"));
        cell.imports = ["pkg.sub.f", "math.sqrt", "numpy", "", "a..b"].map(str::to_owned).into();
        let loaded = read_modules(&[cell]);
        let expected = [("__main__", true), ("pkg.other", false), ("pkg.sub", false)];
        assert_eq!(modules(&loaded.tree), expected);
        assert!(loaded.looked.contains_key(&folder.path().join("math.py")));
    }
}
