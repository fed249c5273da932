//! Golden trees: each folder here is a small source tree, `src`, and beside it in `expected` what
//! must come of it: the report, what a person reads, the typed form, KIR as lowered and as
//! optimised, and every file of the built package that differs from its source.
//!
//! `UPDATE_GOLDEN=1 cargo test --test main trees` rewrites them, for a person to read the
//! difference before it is committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pyjit::cache::Cache;
use pyjit::codegen::Target;
use pyjit::diagnostics::render;
use pyjit::ir::{Unit, print};
use pyjit::pipeline::recorded::Recorded;
use pyjit::pipeline::{self, Analysis, Options, Sources};
use pyjit::report::Versions;
use pyjit::source::TreeOptions;
use pyjit::{check, lower, opt, report};

use crate::golden;

const NAMES: [&str; 7] = ["aliases", "broken", "flat", "namespace", "own", "package", "refused"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees")
}

#[test]
fn aliases() {
    compare("aliases");
}

#[test]
fn broken() {
    compare("broken");
}

#[test]
fn flat() {
    compare("flat");
}

#[test]
fn namespace() {
    compare("namespace");
}

#[test]
fn own() {
    compare("own");
}

#[test]
fn package() {
    compare("package");
}

#[test]
fn refused() {
    compare("refused");
}

#[test]
fn every_tree_has_its_test() {
    let entries = fs::read_dir(folder()).expect("the trees");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, NAMES);
}

fn compare(name: &str) {
    let root = folder().join(name);
    golden::folder(&root.join("expected"), &made(&root.join("src")));
}

/// What comes of a tree: texts by their path below `expected`.
fn made(source: &Path) -> BTreeMap<String, Vec<u8>> {
    let before = golden::read_folder(source);
    let options = TreeOptions { import_root: true, ..TreeOptions::default() };
    let sources = pipeline::read(source, &options);
    let analysis = pipeline::analyse(&sources.tree, &Recorded::default());
    let mut made = BTreeMap::new();
    let mut add = |name: &str, text: String| {
        let prefix = format!("{}/", source.display());
        if !text.is_empty() {
            made.insert(name.to_owned(), text.replace(&prefix, "").into_bytes());
        }
    };
    let mut scanned = pipeline::report(&sources, &analysis);
    scanned.versions = Versions { pyjit: "*".to_owned(), llvm: "*".to_owned() };
    add("report.json", report::json(std::slice::from_ref(&scanned)));
    add("table.txt", report::table(&scanned.kernels));
    add("diagnostics.txt", diagnostics(&sources, &analysis));
    add("typed.txt", check::print(&analysis.checked));
    let mut units = units(&analysis);
    add("kir.txt", printed(&units));
    units.iter_mut().for_each(opt::optimise);
    add("kir-opt.txt", printed(&units));
    made.extend(built(&sources, &analysis, &before));
    assert_eq!(golden::read_folder(source), before, "the source tree was written");
    made
}

fn diagnostics(sources: &Sources, analysis: &Analysis) -> String {
    let all = sources.diagnostics.iter().chain(analysis.told());
    let texts: Vec<_> = all
        .chain(pipeline::refusals(analysis))
        .map(|diagnostic| render(diagnostic, &sources.tree, false))
        .collect();
    texts.join("\n")
}

fn units(analysis: &Analysis) -> Vec<Unit> {
    let groups = pipeline::groups::groups(&analysis.program, None);
    let units = groups
        .iter()
        .flat_map(|group| lower::lower(&analysis.program, &analysis.checked, &group.kernels));
    units.collect()
}

fn printed(units: &[Unit]) -> String {
    let texts: Vec<_> = units.iter().map(print).collect();
    texts.join("\n")
}

/// The list of the built package's files, and those that are neither as in the source nor the same
/// in every package.
fn built(
    sources: &Sources,
    analysis: &Analysis,
    before: &BTreeMap<String, Vec<u8>>,
) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().expect("a temporary folder");
    let target = Target::host_baseline();
    let passes = pyjit::opt::Options::default();
    let options = Options {
        python: None,
        target,
        cache: Cache::absent(),
        passes,
        strict: false,
        distribution: None,
        stable_abi: false,
    };
    let build = pipeline::build(sources, analysis, out.path(), &options, &|_| {});
    let (build, defects) = build.expect("the tree builds");
    assert!(defects.is_empty(), "{defects:?}");
    let files = golden::read_folder(out.path());
    let suffix = &build.target.extension_suffix;
    let mut list = String::new();
    let mut made = BTreeMap::new();
    for (path, bytes) in files {
        if !suffix.is_empty() && path.ends_with(suffix.as_str()) {
            list.push_str(&format!("{} (extension)\n", path.replace(suffix, "")));
        } else if before.get(&path) == Some(&bytes) {
            list.push_str(&format!("{path}\n"));
        } else if build.replacements.contains(&path) {
            list.push_str(&format!("{path} (replacement)\n"));
        } else {
            list.push_str(&format!("{path} (swapped)\n"));
            made.insert(format!("built/{path}"), bytes);
        }
    }
    made.insert("files.txt".to_owned(), list.into_bytes());
    made
}
