//! Groups: which modules of a tree share one replacement of `pyjit` and one extension.
//!
//! A group is the topmost regular package that holds a module, so that an installed package brings
//! its own; modules outside of packages, and modules directly in a namespace package, form one
//! group for each folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::scan::{KernelId, Program};
use crate::source::{FileId, SourceFile, SourceTree};
use crate::swap::{Library, Replaced, imports};

/// Modules that share a replacement module and an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The folder of the two files, relative to the root with `/`; empty for the root.
    pub folder: String,
    /// The dotted name of the folder; empty for the root.
    pub package: String,
    /// The name, in the package, of the module that takes pyjit's place.
    pub replacement: String,
    /// The files that import pyjit, or Numba where its decorators count.
    pub importing: Vec<FileId>,
    /// Some of them import Numba, so that there is a module in its place.
    pub numba: bool,
    /// The kernels whose decorators come from these imports.
    pub kernels: Vec<KernelId>,
}

impl Group {
    /// The path of the replacement module relative to the root.
    pub fn replacement_file(&self) -> String {
        join(&self.folder, &format!("{}.py", self.replacement))
    }

    /// The paths of the module that answers for Numba, of the one that answers for its decorators
    /// and of the one that answers for its types, relative to the root.
    pub fn numba_files(&self) -> [String; 3] {
        let module = self.numba_module();
        ["", "_functions", "_types"].map(|it| join(&self.folder, &format!("{module}{it}.py")))
    }

    /// The name, in the package, of the module that answers for Numba; see [`Group::native`].
    fn numba_module(&self) -> String {
        format!("{}__numba", self.replacement)
    }

    /// The last part of the extension's module name. No name of a distribution has two underscores
    /// in a row, so that it is no other distribution's replacement module.
    pub fn native(&self) -> String {
        format!("{}__native", self.replacement)
    }

    /// The path of the extension relative to the root.
    pub fn extension_file(&self, suffix: &str) -> String {
        join(&self.folder, &format!("{}{suffix}", self.native()))
    }

    /// The dotted name of the extension.
    pub fn extension_module(&self) -> String {
        let dot = if self.package.is_empty() { "" } else { "." };
        format!("{}{dot}{}", self.package, self.native())
    }

    /// The modules in place of libraries as a file of the group imports them: relative to the file,
    /// so that a package works under any name. A module outside of packages can only import
    /// absolutely.
    pub fn replaced_in(&self, file: &SourceFile) -> Vec<Replaced> {
        let below = file.path.get(self.folder.len()..).filter(|_| !self.folder.is_empty());
        let dots = ".".repeat(below.map_or(0, |below| below.matches('/').count()));
        let mut replaced =
            vec![Replaced { library: Library::Pyjit, by: format!("{dots}{}", self.replacement) }];
        if self.numba {
            let by = format!("{dots}{}", self.numba_module());
            replaced.push(Replaced { library: Library::Numba, by });
        }
        replaced
    }
}

/// The groups of a tree that need a replacement module, in the order of their folders. The name of
/// the distribution that the tree is built for, where it is known, keeps the files of two
/// distributions apart that share a folder.
pub fn groups(program: &Program, distribution: Option<&str>) -> Vec<Group> {
    if has_own_pyjit(program.tree) {
        return Vec::new();
    }
    let packages = package_folders(program.tree);
    let mut importing: BTreeMap<String, (Vec<FileId>, bool)> = BTreeMap::new();
    for (id, file) in program.tree.ids() {
        let numba = needs_numba(program.tree, file);
        if numba || imports(file, Library::Pyjit) {
            let group = importing.entry(group_folder(&packages, &file.path)).or_default();
            group.0.push(id);
            group.1 |= numba;
        }
    }
    let mut kernels: BTreeMap<String, Vec<KernelId>> = BTreeMap::new();
    for (id, kernel) in program.kernel_ids() {
        let home = program.tree.file(kernel.decorator.home);
        if program.tree.file(kernel.file).requested {
            kernels.entry(group_folder(&packages, &home.path)).or_default().push(id);
        }
    }
    let group = |(folder, (importing, numba)): (String, (Vec<FileId>, bool))| {
        let kernels = kernels.get(&folder).cloned().unwrap_or_default();
        let first = importing.first().map_or("", |&id| program.tree.file(id).module.as_str());
        let is_package = packages.contains(folder.as_str());
        let depth = if folder.is_empty() { 0 } else { folder.split('/').count() };
        // Any of its modules begins with the dotted name of the folder.
        let package = first.split('.').take(depth).collect::<Vec<_>>().join(".");
        let replacement = match distribution {
            Some(name) => format!("_pyjit_{}", normalised(name)),
            None if is_package => "_pyjit".to_owned(),
            None => format!("_pyjit_{}", first.rsplit('.').next().unwrap_or(first)),
        };
        Group { folder, package, replacement, importing, numba, kernels }
    };
    importing.into_iter().map(group).collect()
}

/// The group of one file alone: both its files are named for the module. They lie in the folder of
/// its package, or outside of packages.
pub fn single_group(file: &SourceFile, kernels: Vec<KernelId>, in_package: bool) -> Group {
    let (package, name) = file.module.rsplit_once('.').unwrap_or(("", &file.module));
    Group {
        folder: String::new(),
        package: if in_package { package.to_owned() } else { String::new() },
        replacement: format!("_pyjit_{name}"),
        importing: Vec::new(),
        numba: false,
        kernels,
    }
}

/// The name of a distribution as it can stand in a module's: lower case letters, digits and single
/// underscores. The same for all spellings that mean the same distribution.
fn normalised(distribution: &str) -> String {
    let words = distribution.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    words.join("_")
}

/// Whether a tree has a module `pyjit` of its own, which its imports then mean.
pub fn has_own_pyjit(tree: &SourceTree) -> bool {
    has_own(tree, Library::Pyjit)
}

fn has_own(tree: &SourceTree, library: Library) -> bool {
    let top = |module: &str| module.split('.').next() == Some(library.name());
    tree.files.iter().any(|file| top(&file.module))
}

/// Whether a file of the tree imports Numba, and its imports are redirected.
pub fn needs_numba(tree: &SourceTree, file: &SourceFile) -> bool {
    tree.takes_numba && imports(file, Library::Numba) && !has_own(tree, Library::Numba)
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
        found_for(texts, None)
    }

    fn found_for(
        texts: &[(&str, &str)],
        distribution: Option<&str>,
    ) -> Vec<(String, String, usize, usize)> {
        let tree = SourceTree::from_texts(texts).unwrap();
        let program = scan(&tree);
        let describe = |group: Group| {
            let (importing, kernels) = (group.importing.len(), group.kernels.len());
            (group.replacement_file(), group.extension_module(), importing, kernels)
        };
        groups(&program, distribution).into_iter().map(describe).collect()
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
            row("_pyjit_b.py", "_pyjit_b__native", 2, 2),
            row("ns/_pyjit_tools.py", "ns._pyjit_tools__native", 1, 1),
            row("ns/deep/pkg/_pyjit.py", "ns.deep.pkg._pyjit__native", 2, 2),
            row("pkg/_pyjit.py", "pkg._pyjit__native", 1, 1),
        ];
        assert_eq!(found(&texts), expected);
    }

    #[test]
    fn the_distribution_names_its_files() {
        let texts = [("k.py", KERNEL), ("ns/__init__.py", ""), ("ns/k.py", KERNEL)];
        let expected = [
            row("_pyjit_my_pkg.py", "_pyjit_my_pkg__native", 1, 1),
            row("ns/_pyjit_my_pkg.py", "ns._pyjit_my_pkg__native", 1, 1),
        ];
        for name in ["my-pkg", "My.Pkg", "my__pkg", "my-_.pkg"] {
            assert_eq!(found_for(&texts, Some(name)), expected, "{name}");
        }
    }

    #[test]
    fn imports_are_relative_to_the_group() {
        let texts = [
            ("k.py", KERNEL),
            ("ns/k.py", KERNEL),
            ("p/__init__.py", KERNEL),
            ("p/k.py", KERNEL),
            ("p/q/__init__.py", KERNEL),
            ("p/q/k.py", KERNEL),
        ];
        let tree = SourceTree::from_texts(&texts).unwrap();
        let program = scan(&tree);
        let of_group = |group: Group| {
            let from = |&id: &FileId| {
                let file = tree.file(id);
                (file.path.clone(), group.replaced_in(file).swap_remove(0).by)
            };
            group.importing.iter().map(from).collect::<Vec<_>>()
        };
        let found: Vec<_> = groups(&program, None).into_iter().flat_map(of_group).collect();
        let expected = [
            ("k.py", "_pyjit_k"),
            ("ns/k.py", "._pyjit_k"),
            ("p/__init__.py", "._pyjit"),
            ("p/k.py", "._pyjit"),
            ("p/q/__init__.py", ".._pyjit"),
            ("p/q/k.py", ".._pyjit"),
        ];
        assert_eq!(found, expected.map(|(path, from)| (path.to_owned(), from.to_owned())));
    }

    #[test]
    fn a_kernel_belongs_where_its_decorator_was_imported() {
        let texts = [
            ("base/__init__.py", ""),
            ("base/compat.py", "from pyjit import jit\n"),
            ("user/__init__.py", ""),
            ("user/k.py", "from base.compat import jit\n@jit\ndef f(x: int) -> int: return x\n"),
        ];
        assert_eq!(found(&texts), [row("base/_pyjit.py", "base._pyjit__native", 1, 1)]);
    }

    #[test]
    fn where_numba_counts_its_imports_make_groups() {
        let texts = [
            ("a/__init__.py", "if x:\n    import numba.typed\n"),
            ("b/__init__.py", ""),
            ("b/c/k.py", KERNEL),
            ("b/d.py", "from numba import njit\n@njit('f8(f8)')\ndef f(x): return x\n"),
        ];
        let mut tree = SourceTree::from_texts(&texts).unwrap();
        assert_eq!(groups(&scan(&tree), None).len(), 1);
        tree.takes_numba = true;
        let program = scan(&tree);
        let groups = groups(&program, Some("My"));
        let found: Vec<_> = groups
            .iter()
            .map(|it| (it.numba_files()[0].clone(), it.importing.len(), it.numba))
            .collect();
        let expected = [("a/_pyjit_my__numba.py", 1, true), ("b/_pyjit_my__numba.py", 2, true)];
        assert_eq!(found, expected.map(|(file, count, numba)| (file.to_owned(), count, numba)));
        let replaced = groups[1].replaced_in(&tree.files[2]);
        let by: Vec<_> = replaced.iter().map(|it| it.by.as_str()).collect();
        assert_eq!(by, [".._pyjit_my", ".._pyjit_my__numba"]);
        let mut own = SourceTree::from_texts(&[("numba.py", ""), texts[0]]).unwrap();
        own.takes_numba = true;
        assert!(super::groups(&scan(&own), None).is_empty());
    }

    #[test]
    fn a_tree_with_its_own_pyjit_has_none() {
        assert_eq!(found(&[("pyjit.py", "jit = 1\n"), ("k.py", KERNEL)]), []);
        assert_eq!(found(&[("pyjit/__init__.py", ""), ("k.py", KERNEL)]), []);
    }
}
