//! The order of the stages: from a path to a report, and from a tree to a built package.
//!
//! Nothing here knows how a stage does its work. [`read`], [`analyse`] and [`report`] are what
//! `scan` needs; [`build::build`] goes on from there.

mod argument_types;
pub mod build;
pub mod call;
pub mod groups;
mod kernels;
mod library;
pub mod live;
mod objects;
mod output;
pub mod recorded;
mod remarks;
pub mod show;
mod spelled;

use std::path::Path;

use crate::check::{self, Checked, CheckedKernel, LeftOut, Request};
use crate::diagnostics::{Diagnostic, Place, Severity, codes, to_json};
use crate::report::{Counts, Report, Status, Versions, kernel_reports};
use crate::scan::{self, Program};
use crate::source::{FileId, SourceTree, TreeOptions, path_matches, read_tree};
use crate::swap::submodule_imports;
use crate::types::Type;
use groups::has_own_pyjit;
use recorded::Recorded;

pub use build::{BuildError, Options, build, compile};
pub use kernels::Defect;

/// What a build or a scan is doing, for those who show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Reading,
    Checking,
    /// So many units are to be compiled.
    Compiling(usize),
    /// One unit is done.
    Compiled,
    Linking,
    Writing,
}

/// A tree with the prelude, and what could not be read.
pub struct Sources {
    pub tree: SourceTree,
    pub diagnostics: Vec<Diagnostic>,
}

/// What scanning and checking found.
pub struct Analysis<'tree> {
    pub program: Program<'tree>,
    pub checked: Checked,
    /// What is worth saying about kernels that compile, and of what was recorded of them.
    pub remarks: Vec<Diagnostic>,
    /// Recorded signatures of the files that were asked for that kernels are not compiled for, while
    /// they are for others; warnings.
    pub left_out: Vec<Diagnostic>,
}

/// Reads a tree, or one file and what it imports from, and adds the prelude.
pub fn read(path: &Path, options: &TreeOptions) -> Sources {
    let (mut tree, mut diagnostics) = read_tree(path, options);
    for file in &tree.files {
        // One for a file says enough.
        diagnostics.extend(submodule_imports(file).into_iter().take(1).map(|span| {
            let place = Place { path: file.path.clone(), span };
            let message = "a built package does not have this module of pyjit";
            Diagnostic {
                severity: Severity::Warning,
                ..Diagnostic::error(codes::SUBMODULE_IMPORT, message, place)
                    .with_label("this import still needs pyjit where the package is installed")
                    .with_help("import from `pyjit` itself, or only where the module is needed")
            }
        }));
    }
    if has_own_pyjit(&tree) {
        // Nothing will be compiled.
        return Sources { tree, diagnostics };
    }
    tree.embedded = scan::prelude_files();
    Sources { tree, diagnostics }
}

/// Leaves the kernels of files that match one of the patterns as Python. Their imports of pyjit are
/// redirected all the same.
pub fn exclude(sources: &mut Sources, patterns: &[String]) {
    for file in &mut sources.tree.files {
        if patterns.iter().any(|pattern| path_matches(pattern, &file.path)) {
            file.requested = false;
        }
    }
}

/// Finds the kernels of a tree and infers their types for the signatures that they declare, or else
/// that were recorded.
pub fn analyse<'tree>(tree: &'tree SourceTree, recorded: &Recorded) -> Analysis<'tree> {
    let mut program = scan::scan(tree);
    for kernel in &mut program.kernels {
        let place = Place { path: tree.file(kernel.file).path.clone(), span: kernel.span };
        kernel.refusals.extend(not_found_by_python(tree, kernel.file, place));
    }
    let told = recorded.apply(&mut program);
    let requests = check::declared(&program);
    let mut analysis = checked(program, &requests);
    let (mut remarks, mut left_out): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|one| one.code == codes::STALE_RECORD);
    remarks.append(&mut analysis.remarks);
    left_out.append(&mut analysis.left_out);
    Analysis { remarks, left_out, ..analysis }
}

/// Infers the types of the kernels that are asked for.
fn checked<'tree>(program: Program<'tree>, requests: &[Request]) -> Analysis<'tree> {
    let checked = check::check(&program, requests);
    let remarks = remarks::negative_exponents(&program, &checked);
    let left_out = left_out(&program, &checked);
    Analysis { program, checked, remarks, left_out }
}

/// What is said of recorded signatures that kernels are not compiled for, in files that were asked
/// for.
fn left_out(program: &Program, checked: &Checked) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for one in &checked.kernels {
        let kernel = program.kernel(one.kernel);
        if !program.tree.file(kernel.file).requested {
            continue;
        }
        for LeftOut { signature, reason } in &one.left_out {
            let types: Vec<String> = signature.parameters.iter().map(Type::to_string).collect();
            let name = &kernel.qualified_name;
            let message =
                format!("`{name}` is not compiled for ({}): {}", types.join(", "), reason.message);
            remarks.push(Diagnostic { severity: Severity::Warning, message, ..reason.clone() });
        }
    }
    remarks
}

/// Why Python would not find the kernels of a file at run time.
fn not_found_by_python(tree: &SourceTree, file: FileId, place: Place) -> Option<Diagnostic> {
    if has_own_pyjit(tree) {
        let message = "the tree has a module `pyjit` of its own, so this is its decorator";
        return Some(Diagnostic::error(codes::OWN_PYJIT, message, place));
    }
    not_importable(tree, file).map(|(message, help)| {
        Diagnostic::error(codes::NOT_IMPORTABLE, message, place).with_help(help)
    })
}

impl Analysis<'_> {
    /// What is worth saying of kernels that are compiled.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.remarks.iter().chain(&self.left_out)
    }

    /// Takes note of what defects of pyjit keep from being compiled.
    pub fn refuse(&mut self, defects: Vec<Defect>) {
        for (id, refusal) in defects {
            if let Some(kernel) = self.checked.kernels.get_mut(id.0 as usize) {
                kernel.entries.clear();
                kernel.refusals.push(refusal);
            }
        }
    }
}

/// Why kernels of the files that were asked for stay Python, in the program's order.
pub fn refusals<'a>(analysis: &'a Analysis) -> impl Iterator<Item = &'a Diagnostic> {
    let asked = |kernel: &&CheckedKernel| {
        let program = &analysis.program;
        let file = program.kernels.get(kernel.kernel.0 as usize).map(|kernel| kernel.file);
        file.is_some_and(|file| program.tree.file(file).requested)
    };
    analysis.checked.kernels.iter().filter(asked).flat_map(|kernel| &kernel.refusals)
}

/// The report of a scan.
pub fn report(sources: &Sources, analysis: &Analysis) -> Report {
    let kernels = kernel_reports(&analysis.program, &analysis.checked);
    let count = |status| kernels.iter().filter(|kernel| kernel.status == status).count();
    let diagnostics = sources.diagnostics.iter().chain(analysis.told());
    Report {
        versions: Versions::current(),
        counts: Counts {
            files: sources.tree.files.iter().filter(|file| file.requested).count(),
            rejected_files: sources.tree.rejected.iter().filter(|file| file.requested).count(),
            compiled: count(Status::Compiled),
            refused: count(Status::Refused),
            untyped: count(Status::Untyped),
        },
        kernels,
        diagnostics: diagnostics.map(|one| to_json(one, &sources.tree)).collect(),
        build: None,
    }
}

/// Why Python would not import the module in a file under its dotted name, and what helps. At run
/// time a kernel is found by this name, so two files must not share one.
fn not_importable(tree: &SourceTree, id: FileId) -> Option<(String, String)> {
    let file = tree.file(id);
    let stem = file.path.strip_suffix(".py").unwrap_or(&file.path);
    if stem.contains('.') {
        let message = format!("{} cannot be imported: its path contains a dot", file.display_path);
        return Some((message, "rename the file or the folder".to_owned()));
    }
    let package = format!("{stem}/__init__.py");
    let hidden = tree.files.iter().any(|other| other.path == package)
        || tree.rejected.iter().any(|other| other.path == package);
    hidden.then(|| {
        let message = format!("{} is hidden by the package of the same name", file.display_path);
        (message, "rename the file or the package".to_owned())
    })
}
