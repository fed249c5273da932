//! Signatures that were recorded from use: `pyjit.signatures.toml`.
//!
//! `pyjit record` writes the file (`setuptools-plugin/pyjit/_record_file.py`), a person may edit it,
//! and a build compiles kernels that declare no types for what it says.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::argument_types::ArgumentType;
use super::spelled;
use crate::diagnostics::{Code, Diagnostic, Place, Severity, codes};
use crate::scan::{KernelId, Program, Signature};
use crate::source::{SourceFile, SourceTree};
use crate::types::Type;

/// What the file is called where nothing else is said.
pub const FILE: &str = "pyjit.signatures.toml";

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// As messages call it.
    path: String,
    kernels: Vec<Entry>,
}

/// What it says of one kernel.
#[derive(Clone, Debug)]
struct Entry {
    /// The kernel's module and its qualified name there, with a dot between.
    name: String,
    line: usize,
    signatures: Vec<(String, Vec<ArgumentType>)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    kernels: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// For people.
    #[serde(default, rename = "refused")]
    _refused: BTreeMap<String, Vec<String>>,
}

/// Reads a file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(path: &Path) -> Result<Recorded, Vec<Diagnostic>> {
    let shown = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => read_text(&text, shown),
        Err(error) => {
            let message = format!("{shown} cannot be read: {error}");
            Err(vec![Diagnostic::without_place(codes::BAD_RECORD, message)])
        }
    }
}

fn read_text(text: &str, path: String) -> Result<Recorded, Vec<Diagnostic>> {
    let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    // The file is not one of the source tree, so the message itself says where.
    let wrong = |at: usize, what: &str| {
        let message = format!("{path}:{}: {what}", line(at));
        Diagnostic::without_place(codes::BAD_RECORD, message)
            .with_help("mend the line, or remove it and record again")
    };
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            return Err(vec![wrong(error.span().map_or(0, |span| span.start), error.message())]);
        }
    };
    let (mut kernels, mut problems) = (Vec::new(), Vec::new());
    for (name, spellings) in &file.kernels {
        let mut signatures = Vec::new();
        for spelling in spellings {
            match spelled::parse(spelling.get_ref()) {
                Ok(types) => signatures.push((spelling.get_ref().clone(), types)),
                Err(what) => problems.push(wrong(spelling.span().start, &what)),
            }
        }
        let (name, line) = (name.get_ref().clone(), line(name.span().start));
        kernels.push(Entry { name, line, signatures });
    }
    if problems.is_empty() { Ok(Recorded { path, kernels }) } else { Err(problems) }
}

impl Recorded {
    /// Gives the kernels of a program that declare no types those that were recorded. Says what is
    /// recorded of functions that are no kernels any more, or have other parameters.
    pub fn apply(&self, program: &mut Program) -> Vec<Diagnostic> {
        let mut remarks = Vec::new();
        for entry in &self.kernels {
            let found = kernels_of(program, &entry.name);
            if found.is_empty() {
                remarks.extend(self.stale(program, entry));
            }
            for kernel in found {
                self.apply_to(program, kernel, entry, &mut remarks);
            }
        }
        remarks
    }

    fn apply_to(
        &self,
        program: &mut Program,
        kernel: KernelId,
        entry: &Entry,
        remarks: &mut Vec<Diagnostic>,
    ) {
        let known = program.kernel(kernel);
        let parameters = &known.definition.parameters;
        // What is declared goes before; what no types help says so.
        if !known.signatures.is_empty() || !known.refusals.is_empty() || parameters.vararg.is_some()
        {
            return;
        }
        let wanted = parameters.iter_non_variadic_params().count();
        let place = Place { path: program.tree.file(known.file).path.clone(), span: known.span };
        let is_asked = program.tree.file(known.file).requested;
        let mut told = Vec::new();
        let mut signatures: Vec<Signature> = Vec::new();
        for (spelling, types) in &entry.signatures {
            let types: Result<Vec<Type>, String> = types.iter().map(|it| it.ty(program)).collect();
            match types {
                Ok(parameters) if parameters.len() == wanted => {
                    let signature = Signature { parameters, result: None };
                    if !signatures.contains(&signature) {
                        signatures.push(signature);
                    }
                }
                Ok(_) => told.push(self.outdated(entry, spelling, wanted, place.clone())),
                Err(reason) => {
                    let name = &known.qualified_name;
                    let message = format!("`{name}` is not compiled for {spelling}: {reason}");
                    told.push(warning(codes::ARGUMENT_TYPES, message, place.clone()));
                }
            }
        }
        remarks.extend(told.into_iter().filter(|_| is_asked));
        if let Some(kernel) = program.kernels.get_mut(kernel.0 as usize)
            && !signatures.is_empty()
        {
            kernel.signatures = signatures;
            kernel.recorded = true;
            kernel.uncalled = None;
        }
    }

    /// What is said of a signature that has another number of types than the kernel has parameters.
    fn outdated(&self, entry: &Entry, spelling: &str, wanted: usize, place: Place) -> Diagnostic {
        let Entry { name, line, .. } = entry;
        let message = format!(
            "{}:{line}: `{name}` has {wanted} parameters now, and was recorded with {spelling}",
            self.path
        );
        warning(codes::STALE_RECORD, message, place).with_help("remove the entry, and record again")
    }

    /// What is said of a name that is no kernel, if it is one of this tree's.
    fn stale(&self, program: &Program, entry: &Entry) -> Option<Diagnostic> {
        let Entry { name, line, .. } = entry;
        if !is_of_tree(program.tree, name) {
            return None;
        }
        let message = format!("{}:{line}: there is no kernel `{name}`", self.path);
        Some(Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::without_place(codes::STALE_RECORD, message).with_help(
                "if it was renamed, write its new name; else remove the entry, or record again",
            )
        })
    }
}

fn warning(code: Code, message: String, place: Place) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message, place) }
}

/// Whether a name would be one of a file that was read, or of none that there is. A script's, another
/// package's, and that of a file that was left out are not told.
fn is_of_tree(tree: &SourceTree, name: &str) -> bool {
    let was_read = |module: &str| tree.files.iter().any(|file| file.module == module);
    let (mut folder, mut package) = (tree.root.clone(), String::new());
    for part in name.split('.') {
        let dot = if package.is_empty() { "" } else { "." };
        let module = format!("{package}{dot}{part}");
        if folder.join(format!("{part}.py")).is_file() {
            return was_read(&module);
        }
        folder.push(part);
        if !folder.is_dir() {
            // Something of the package itself, or of a module that is gone.
            return was_read(&package);
        }
        package = module;
    }
    false
}

/// The kernels of that name; several definitions may have one.
fn kernels_of(program: &Program, name: &str) -> Vec<KernelId> {
    let is_named = |file: &SourceFile, qualified: &str| {
        let rest = match file.module.as_str() {
            "" => Some(name),
            module => name.strip_prefix(module).and_then(|rest| rest.strip_prefix('.')),
        };
        rest == Some(qualified)
    };
    let kernels = program
        .kernel_ids()
        .filter(|(_, kernel)| is_named(program.tree.file(kernel.file), &kernel.qualified_name));
    kernels.map(|(id, _)| id).collect()
}
