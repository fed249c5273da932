//! Groups: which modules of a tree share one replacement of `pyjit` and one extension.
//!
//! A group is the topmost regular package that holds a module, so that an installed package brings
//! its own; modules outside of packages, and modules directly in a namespace package, form one
//! group for each folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::prelude;
use crate::scan::{KernelId, Program};
use crate::source::{FileId, SourceFile, SourceTree};
use crate::swap::imports_pyjit;

/// Modules that share a replacement module and an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The folder of the two files, relative to the root with `/`; empty for the root.
    pub folder: String,
    /// The dotted name of the module that takes pyjit's place.
    pub replacement: String,
    /// The last part of the extension's module name.
    pub native: String,
    /// The files that import pyjit.
    pub importing: Vec<FileId>,
    /// The kernels whose decorators come from these imports.
    pub kernels: Vec<KernelId>,
}

impl Group {
    /// The path of the replacement module relative to the root.
    pub fn replacement_file(&self) -> String {
        let name = self.replacement.rsplit('.').next().unwrap_or(&self.replacement);
        join(&self.folder, &format!("{name}.py"))
    }

    /// The path of the extension relative to the root.
    pub fn extension_file(&self, suffix: &str) -> String {
        join(&self.folder, &format!("{}{suffix}", self.native))
    }

    /// The dotted name of the extension.
    pub fn extension_module(&self) -> String {
        match self.replacement.rsplit_once('.') {
            Some((package, _)) => format!("{package}.{}", self.native),
            None => self.native.clone(),
        }
    }
}

/// The groups of a tree that need a replacement module, in the order of their folders.
pub fn groups(program: &Program) -> Vec<Group> {
    if has_own_pyjit(program.tree) {
        return Vec::new();
    }
    let packages = package_folders(program.tree);
    let mut importing: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
    for (id, file) in program.tree.ids() {
        if !is_prelude(&file.path) && imports_pyjit(file) {
            importing.entry(group_folder(&packages, &file.path)).or_default().push(id);
        }
    }
    let mut kernels: BTreeMap<String, Vec<KernelId>> = BTreeMap::new();
    for (id, kernel) in program.kernel_ids() {
        let home = program.tree.file(kernel.decorator.home);
        if program.tree.file(kernel.file).requested {
            kernels.entry(group_folder(&packages, &home.path)).or_default().push(id);
        }
    }
    let group = |(folder, importing): (String, Vec<FileId>)| {
        let kernels = kernels.get(&folder).cloned().unwrap_or_default();
        group(program.tree, &packages, folder, importing, kernels)
    };
    importing.into_iter().map(group).collect()
}

/// The group of one file alone: both its files are named for the module and lie in one folder.
pub fn single_group(file: &SourceFile, kernels: Vec<KernelId>) -> Group {
    let (package, name) = file.module.rsplit_once('.').unwrap_or(("", &file.module));
    let dot = if package.is_empty() { "" } else { "." };
    Group {
        folder: String::new(),
        replacement: format!("{package}{dot}_pyjit_{name}"),
        native: format!("_pyjit_{name}_native"),
        importing: Vec::new(),
        kernels,
    }
}

/// Whether a tree has a module `pyjit` of its own, which its imports then mean.
pub fn has_own_pyjit(tree: &SourceTree) -> bool {
    let own = tree.files.iter().filter(|file| !is_prelude(&file.path));
    own.into_iter().any(|file| file.module == "pyjit" || file.module.starts_with("pyjit."))
}

/// Whether a path is that of a file of the prelude, as they are added to every tree.
pub fn is_prelude(path: &str) -> bool {
    prelude::FILES.iter().any(|(of_prelude, _)| *of_prelude == path)
}

fn group(
    tree: &SourceTree,
    packages: &BTreeSet<&str>,
    folder: String,
    importing: Vec<FileId>,
    kernels: Vec<KernelId>,
) -> Group {
    let first = importing.first().map_or("", |&id| tree.file(id).module.as_str());
    let (package, base) = if packages.contains(folder.as_str()) {
        // Any of its modules begins with the package's dotted name.
        let depth = folder.split('/').count();
        let package: Vec<_> = first.split('.').take(depth).collect();
        (package.join("."), "_pyjit".to_owned())
    } else {
        let (package, name) = first.rsplit_once('.').unwrap_or(("", first));
        (package.to_owned(), format!("_pyjit_{name}"))
    };
    let dot = if package.is_empty() { "" } else { "." };
    Group {
        folder,
        replacement: format!("{package}{dot}{base}"),
        native: format!("{base}_native"),
        importing,
        kernels,
    }
}

/// The folders that are regular packages.
fn package_folders(tree: &SourceTree) -> BTreeSet<&str> {
    // A package whose `__init__.py` is broken is one all the same.
    let paths = tree.files.iter().map(|file| file.path.as_str());
    let paths = paths.chain(tree.rejected.iter().map(|file| file.path.as_str()));
    paths.filter_map(|path| path.strip_suffix("/__init__.py")).collect()
}

/// The topmost package above a file, else its folder.
fn group_folder(packages: &BTreeSet<&str>, path: &str) -> String {
    let mut folders = path.match_indices('/').map(|(index, _)| &path[..index]);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folders.find(|folder| packages.contains(folder)).unwrap_or(folder).to_owned()
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::scan;

    const KERNEL: &str = "from pyjit import jit\n@jit\ndef f(x: int) -> int: return x\n";

    fn found(texts: &[(&str, &str)]) -> Vec<(String, String, usize, usize)> {
        let tree = SourceTree::from_texts(texts).unwrap();
        let program = scan(&tree);
        let describe = |group: Group| {
            let (importing, kernels) = (group.importing.len(), group.kernels.len());
            (group.replacement_file(), group.extension_module(), importing, kernels)
        };
        groups(&program).into_iter().map(describe).collect()
    }

    fn row(
        file: &str,
        module: &str,
        files: usize,
        kernels: usize,
    ) -> (String, String, usize, usize) {
        (file.to_owned(), module.to_owned(), files, kernels)
    }

    #[test]
    fn packages_modules_and_namespaces() {
        let texts = [
            ("a.py", "import math\n"),
            ("b.py", KERNEL),
            ("c.py", KERNEL),
            ("ns/deep/pkg/__init__.py", ""),
            ("ns/deep/pkg/inner/__init__.py", ""),
            ("ns/deep/pkg/inner/k.py", KERNEL),
            ("ns/deep/pkg/spaced/k.py", KERNEL),
            ("ns/tools.py", KERNEL),
            ("pkg/__init__.py", KERNEL),
            ("plain/__init__.py", "x = 1\n"),
        ];
        let expected = [
            row("_pyjit_b.py", "_pyjit_b_native", 2, 2),
            row("ns/_pyjit_tools.py", "ns._pyjit_tools_native", 1, 1),
            row("ns/deep/pkg/_pyjit.py", "ns.deep.pkg._pyjit_native", 2, 2),
            row("pkg/_pyjit.py", "pkg._pyjit_native", 1, 1),
        ];
        assert_eq!(found(&texts), expected);
    }

    #[test]
    fn a_kernel_belongs_where_its_decorator_was_imported() {
        let texts = [
            ("base/__init__.py", ""),
            ("base/compat.py", "from pyjit import jit\n"),
            ("user/__init__.py", ""),
            ("user/k.py", "from base.compat import jit\n@jit\ndef f(x: int) -> int: return x\n"),
        ];
        assert_eq!(found(&texts), [row("base/_pyjit.py", "base._pyjit_native", 1, 1)]);
    }

    #[test]
    fn a_tree_with_its_own_pyjit_has_none() {
        assert_eq!(found(&[("pyjit.py", "jit = 1\n"), ("k.py", KERNEL)]), []);
        assert_eq!(found(&[("pyjit/__init__.py", ""), ("k.py", KERNEL)]), []);
    }
}
