//! Which files of its own import root a file imports from.

use std::path::{Path, PathBuf};

use rustpython_ast::{Stmt, StmtImportFrom, statement_visitor};

use super::SourceFile;

/// The files below `root` that the imports of a file name, relative to `root`; unsorted. Only
/// files that exist.
pub fn imported_files(root: &Path, file: &SourceFile) -> Vec<PathBuf> {
    let mut collector = Collector { file, modules: Vec::new() };
    statement_visitor::StatementVisitor::visit_body(&mut collector, &file.ast.body);
    let mut files = Vec::new();
    for module in collector.modules {
        files.extend(files_of(root, &source_folder(file), &module));
    }
    files
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

/// The module's file, and the `__init__.py` of each package above it.
fn files_of(root: &Path, source: &Path, module: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folder = source.to_path_buf();
    for part in module.split('.') {
        if part.is_empty() {
            continue;
        }
        folder.push(part);
        let package = folder.join("__init__.py");
        let plain = folder.with_extension("py");
        files.extend([package, plain].into_iter().find(|path| root.join(path).is_file()));
    }
    files
}
