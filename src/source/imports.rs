//! Which files of its own import root a file imports from.

use std::path::{Path, PathBuf};

use rustpython_ast::{Stmt, StmtImportFrom, statement_visitor};

use super::SourceFile;

/// What looking for the modules gave that a file imports from; unsorted.
#[derive(Debug, Default)]
pub struct Found {
    /// Their files, relative to the root.
    pub files: Vec<PathBuf>,
    /// Where they might have been and are not, relative to the root.
    pub absent: Vec<PathBuf>,
}

/// Looks for the files below `root` that the imports of a file name.
pub fn imported_files(root: &Path, file: &SourceFile) -> Found {
    let mut collector = Collector { file, modules: Vec::new() };
    statement_visitor::StatementVisitor::visit_body(&mut collector, &file.ast.body);
    let mut found = Found::default();
    for module in collector.modules {
        look_for(root, &source_folder(file), &module, &mut found);
    }
    found
}

/// Looks for modules by their dotted names.
pub fn named_files<'n>(root: &Path, names: impl Iterator<Item = &'n str>) -> Found {
    let mut found = Found::default();
    names.for_each(|name| look_for(root, Path::new(""), name, &mut found));
    found
}

/// The absolute name of the module that a `from … import` names; `None` if it leads above the
/// topmost package.
pub fn imported_module(file: &SourceFile, import: &StmtImportFrom) -> Option<String> {
    let named = import.module.as_ref().map_or("", |module| module.as_str());
    if import.level == 0 {
        return Some(named.to_owned());
    }
    let mut parts: Vec<&str> = file.module.split('.').collect();
    let above = import.level as usize - usize::from(file.is_package);
    if above >= parts.len() && above != 0 {
        return None;
    }
    parts.truncate(parts.len() - above);
    if !named.is_empty() {
        parts.push(named);
    }
    Some(parts.join("."))
}

struct Collector<'tree> {
    file: &'tree SourceFile,
    /// Dotted names; of a name imported from a module both the module and the dotted name.
    modules: Vec<String>,
}

impl<'tree> statement_visitor::StatementVisitor<'tree> for Collector<'tree> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::Import(import) => {
                self.modules.extend(import.names.iter().map(|alias| alias.name.to_string()));
            }
            Stmt::ImportFrom(import) => {
                let Some(module) = imported_module(self.file, import) else { return };
                for alias in &import.names {
                    self.modules.push(format!("{module}.{}", alias.name));
                }
                self.modules.push(module);
            }
            _ => statement_visitor::walk_stmt(self, statement),
        }
    }
}

/// The part of the path that is above the module's dotted name: empty, or `src`.
fn source_folder(file: &SourceFile) -> PathBuf {
    let depth = file.module.split('.').count() + usize::from(file.is_package);
    let parts: Vec<_> = file.path.split('/').collect();
    parts.iter().take(parts.len().saturating_sub(depth)).collect()
}

/// Looks for the module's file, and for the `__init__.py` of each package above it.
fn look_for(root: &Path, source: &Path, module: &str, found: &mut Found) {
    let mut folder = source.to_path_buf();
    for part in module.split('.') {
        if part.is_empty() {
            continue;
        }
        folder.push(part);
        // Not `with_extension`: nothing of the name is to be replaced.
        let plain = folder.with_file_name(format!("{part}.py"));
        for path in [folder.join("__init__.py"), plain] {
            if root.join(&path).is_file() {
                found.files.push(path);
                break;
            }
            found.absent.push(path);
        }
    }
}
