//! Building: a copy of a source tree with its kernels compiled and its imports of pyjit redirected.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::groups::{Group, groups, needs_numba, single_group};
use super::kernels::{self, Code, Defect};
use super::objects::{self, Tools};
use super::output::{FileError, Output, contains, typing_files};
use super::{Analysis, Progress, Sources};
use crate::cache::Cache;
use crate::codegen::{CodegenError, Target};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::ir::Entry;
use crate::link::{Interpreter, LinkError, Linker};
use crate::opt;
use crate::report::{BuildReport, ExtensionReport, Objects, TargetReport};
use crate::source::{FileId, SourceFile, SourceTree, Span};
use crate::swap::swap;

/// The module that takes pyjit's place in a built package; it finds the extension by its own name.
const REPLACEMENT: &str = include_str!("../../templates/pyjit_module.py");

/// The module that stands in place of pyjit.
fn replacement() -> String {
    REPLACEMENT.replace("\"VERSION\"", concat!("\"", env!("CARGO_PKG_VERSION"), "\""))
}

/// The modules that answer for Numba where its imports are redirected, as [`Group::numba_files`].
const NUMBA: [&str; 3] = [
    include_str!("../../templates/numba_module.py"),
    include_str!("../../templates/numba_functions.py"),
    include_str!("../../templates/numba_types.py"),
];

/// How to build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The interpreter to build for; else the one that is found.
    pub python: Option<PathBuf>,
    pub target: Target,
    pub cache: Cache,
    /// The passes over KIR.
    pub passes: opt::Options,
    /// Write nothing if a kernel stays Python for a defect of pyjit.
    pub strict: bool,
    /// The name of the distribution that is built, where it is known.
    pub distribution: Option<String>,
    /// Extensions for CPython's stable ABI: one for 3.12 and everything later.
    pub stable_abi: bool,
}

/// Why nothing was built. Nothing was written either.
#[derive(Debug)]
pub enum BuildError {
    /// The output folder is the source folder or lies in it.
    OutputInSource,
    /// Something in the tree that no copy can be made of.
    Source(Box<Diagnostic>),
    /// A file that cannot be read or written.
    File(FileError),
    Link(LinkError),
    Codegen(CodegenError),
    /// In a strict build, the kernels that defects of pyjit keep from being compiled.
    Defects(Vec<Defect>),
}

/// Builds a package: the tree at `sources.tree.root`, which must be the folder on `sys.path`,
/// copied to `out` with its kernels in extensions. Gives besides what was made the kernels that
/// stay Python for a defect of pyjit.
///
/// # Errors
/// Then the output folder is as it was.
pub fn build(
    sources: &Sources,
    analysis: &Analysis,
    out: &Path,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(BuildReport, Vec<Defect>), BuildError> {
    let tree = &sources.tree;
    if contains(&tree.root, out) {
        return Err(BuildError::OutputInSource);
    }
    let groups = groups(&analysis.program, options.distribution.as_deref());
    let plans = kernels::plans_of(analysis, groups.iter().map(|it| it.kernels.as_slice()));
    let tools = tools(options, progress);
    let mut output = Output::default();
    copy_files(sources, &mut output);
    let mut report = empty_report(options);
    for group in &groups {
        swap_group(sources, group, &mut output, &mut report)?;
        output.replace_extensions(out, &group.folder, &group.native());
    }
    let mut defects = Vec::new();
    if plans.iter().any(|plans| !plans.is_empty()) {
        // Before anything is compiled, since it is the more likely to be missing.
        let interpreter = interpreter(options)?;
        let compiled = kernels::compile(analysis, plans, &tools, &mut report.objects)?;
        for (group, mut code) in groups.iter().zip(compiled) {
            defects.append(&mut code.defects);
            if !code.entries.is_empty() {
                add_extension(group, &code, &interpreter, &tools, &mut output, &mut report)?;
            }
        }
        report.target.extension_suffix = interpreter.extension_suffix;
    }
    if options.strict && !defects.is_empty() {
        return Err(BuildError::Defects(defects));
    }
    progress(Progress::Writing);
    output.write(out, Some(&tree.root))?;
    if report.objects.compiled + report.objects.linked > 0 {
        options.cache.evict();
    }
    Ok((report, defects))
}

/// Compiles the kernels of the file that was asked for into an extension in `folder`, with a
/// replacement module beside it; says the names of the files, none if there are no kernels, and
/// which kernels defects of pyjit kept from being compiled.
///
/// # Errors
/// Then the folder is as it was.
pub fn compile(
    analysis: &Analysis,
    folder: &Path,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<String>, Vec<Defect>), BuildError> {
    let program = &analysis.program;
    let asked = |file: FileId| program.tree.file(file).requested;
    let kernels = program.kernel_ids().filter(|(_, kernel)| asked(kernel.file));
    let kernels: Vec<_> = kernels.map(|(id, _)| id).collect();
    let plans = kernels::plans_of(analysis, [kernels.as_slice()].into_iter());
    let Some(source) = program.tree.files.iter().find(|file| file.requested) else {
        return Ok(Default::default());
    };
    if plans.iter().all(Vec::is_empty) {
        return Ok(Default::default());
    }
    let interpreter = interpreter(options)?;
    let source_folder = program.tree.root.join(&source.path);
    let beside = source_folder.parent().is_some_and(|it| same_folder(it, folder));
    let numba = needs_numba(program.tree, source);
    let group = Group { numba, ..single_group(source, kernels, beside) };
    let tools = tools(options, progress);
    let mut output = Output::default();
    let mut report = empty_report(options);
    let mut code = kernels::compile(analysis, plans, &tools, &mut report.objects)?;
    let Some(code) = code.pop() else { return Ok(Default::default()) };
    if code.entries.is_empty() {
        return Ok((Vec::new(), code.defects));
    }
    let file = add_extension(&group, &code, &interpreter, &tools, &mut output, &mut report)?;
    let mut files = vec![file];
    for (path, text) in stand_ins(&group) {
        output.add(&path, text.into());
        files.push(path);
    }
    output.replace_extensions(folder, "", &group.native());
    progress(Progress::Writing);
    output.write(folder, None)?;
    Ok((files, code.defects))
}

fn interpreter(options: &Options) -> Result<Interpreter, LinkError> {
    let interpreter = Interpreter::find(options.python.as_deref())?;
    Ok(if options.stable_abi { interpreter.with_stable_abi() } else { interpreter })
}

fn same_folder(one: &Path, other: &Path) -> bool {
    contains(one, other) && contains(other, one)
}

fn tools<'a>(options: &'a Options, progress: &'a (dyn Fn(Progress) + Sync)) -> Tools<'a> {
    Tools { target: &options.target, cache: &options.cache, passes: options.passes, progress }
}

fn empty_report(options: &Options) -> BuildReport {
    BuildReport {
        target: TargetReport {
            triple: options.target.triple.clone(),
            cpu: options.target.cpu.clone(),
            extension_suffix: String::new(),
        },
        extensions: Vec::new(),
        swapped: Vec::new(),
        replacements: Vec::new(),
        objects: Objects::default(),
    }
}

/// Every file of the tree as it is; those that are swapped are put in their place later.
fn copy_files(sources: &Sources, output: &mut Output) {
    let tree = &sources.tree;
    let own = tree.files.iter();
    let paths = own.map(|file| &file.path).chain(tree.rejected.iter().map(|file| &file.path));
    for path in paths {
        output.copy(path, tree.root.join(path));
    }
    for path in typing_files(&tree.root) {
        let from = tree.root.join(&path);
        output.copy(&path, from);
    }
}

/// The modules that stand in place of libraries in a group, with their paths.
fn stand_ins(group: &Group) -> Vec<(String, String)> {
    let mut modules = vec![(group.replacement_file(), replacement())];
    if group.numba {
        modules.extend(group.numba_files().into_iter().zip(NUMBA.map(str::to_owned)));
    }
    modules
}

/// Adds the replacement modules of a group and the swapped copies of its files.
fn swap_group(
    sources: &Sources,
    group: &Group,
    output: &mut Output,
    report: &mut BuildReport,
) -> Result<(), BuildError> {
    let tree = &sources.tree;
    for (path, text) in stand_ins(group) {
        check_place(tree, &path, &text)?;
        output.add(&path, text.into());
        report.replacements.push(path);
    }
    for &id in &group.importing {
        let file = tree.file(id);
        output.add(&file.path, swapped(file, group)?);
        report.swapped.push(file.path.clone());
    }
    Ok(())
}

/// That no module of the tree stands where one of ours is to be.
fn check_place(tree: &SourceTree, path: &str, text: &str) -> Result<(), BuildError> {
    let taken: BTreeSet<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
    let package = path.strip_suffix(".py").map(|stem| format!("{stem}/__init__.py"));
    let taker = [Some(path), package.as_deref()];
    let Some(taker) = taker.into_iter().flatten().find(|path| taken.contains(path)) else {
        return Ok(());
    };
    let place = Place { path: taker.to_owned(), span: Span::default() };
    let message = format!("a built package has a module of pyjit at {path}");
    let own = text.lines().next().unwrap_or_default();
    let left_behind = tree.files.iter().any(|it| it.path == *taker && it.text.starts_with(own));
    let diagnostic = Diagnostic::error(codes::NAME_TAKEN, message, place)
        .with_label("this module stands in its place")
        .with_help(match left_behind {
            true => "remove it, and the extension beside it: another command of pyjit made it",
            false => "rename the module",
        });
    Err(BuildError::Source(Box::new(diagnostic)))
}

fn swapped(file: &SourceFile, group: &Group) -> Result<Vec<u8>, BuildError> {
    let replaced = group.replaced_in(file);
    let text = swap(file, &replaced);
    file.encoding.encode(&text).map_err(|character| {
        let place = Place { path: file.path.clone(), span: Span::default() };
        let from = replaced.first().map_or("", |it| it.by.as_str());
        let message = format!(
            "the imports of pyjit must be led to `{}`, but {} has no `{character}`",
            from,
            file.encoding.name(),
        );
        let diagnostic = Diagnostic::error(codes::UNENCODABLE_NAME, message, place)
            .with_help("save the file as UTF-8");
        BuildError::Source(Box::new(diagnostic))
    })
}

/// Links the code of a group and adds the extension to the output; gives its path there.
fn add_extension(
    group: &Group,
    code: &Code,
    interpreter: &Interpreter,
    tools: &Tools,
    output: &mut Output,
    report: &mut BuildReport,
) -> Result<String, BuildError> {
    (tools.progress)(Progress::Linking);
    let Code { entries, objects, .. } = code;
    let with = (interpreter, Linker::choose()?);
    let bytes = objects::link(group, entries, objects, with, tools, &mut report.objects)?;
    let file = group.extension_file(&interpreter.extension_suffix);
    let kernels: BTreeSet<_> = entries.iter().map(entry_name).collect();
    report.extensions.push(ExtensionReport {
        module: group.extension_module(),
        file: file.clone(),
        kernels: kernels.len(),
        size: bytes.len(),
    });
    output.add(&file, bytes);
    Ok(file)
}

/// What a kernel is found by at run time.
fn entry_name(entry: &Entry) -> (&str, &str, u32) {
    (&entry.module, &entry.qualified_name, entry.first_line)
}

impl BuildError {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, error: io::Error) -> BuildError {
        BuildError::File(FileError { path: path.to_path_buf(), error })
    }
}

impl From<FileError> for BuildError {
    fn from(error: FileError) -> BuildError {
        BuildError::File(error)
    }
}

impl From<LinkError> for BuildError {
    fn from(error: LinkError) -> BuildError {
        BuildError::Link(error)
    }
}

impl From<CodegenError> for BuildError {
    fn from(error: CodegenError) -> BuildError {
        BuildError::Codegen(error)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::OutputInSource => formatter
                .write_str("the output folder lies in the source tree, which is not written"),
            BuildError::Source(diagnostic) => formatter.write_str(&diagnostic.message),
            BuildError::File(FileError { path, error }) => {
                write!(formatter, "{}: {error}", path.display())
            }
            BuildError::Link(error) => formatter.write_str(&error.diagnostic().message),
            BuildError::Codegen(error) => write!(formatter, "{error}"),
            BuildError::Defects(defects) => match defects.first() {
                Some((_, first)) => formatter.write_str(&first.message),
                None => Ok(()),
            },
        }
    }
}

impl std::error::Error for BuildError {}
