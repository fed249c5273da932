//! Every diagnostic has a case here: `PJ0020.py` (or a folder `PJ0001/`) and beside it, in
//! `PJ0020.txt`, what a person gets to read. `UPDATE_GOLDEN=1 cargo test` rewrites the texts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pyjit::cache::Cache;
use pyjit::codegen::Target;
use pyjit::diagnostics::{Diagnostic, explain, render, titles};
use pyjit::pipeline::recorded::{self, Recorded};
use pyjit::pipeline::{self, Analysis, BuildError, Options, Sources};
use pyjit::source::{SourceTree, TreeOptions};
use pyjit::{config, workspace};

/// Codes that no source text can bring about, but a machine or a call (`tests/cli` has their cases),
/// and those of sources that do not parse (IPython's commands, `break` outside a loop) or are not
/// known (types that do not settle).
const WITHOUT_CASE: &[&str] = &[
    "PJ0121", "PJ0122", "PJ0159", "PJ0200", "PJ0201", "PJ0202", "PJ0203", "PJ0260", "PJ0261",
    "PJ0262",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

/// The cases, by code.
fn cases() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder()).expect("the folder of the cases");
    let mut cases: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|end| end == "py"))
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), path))
        .collect();
    cases.sort();
    cases
}

/// Every diagnostic of a case, in the order of the stages.
fn diagnostics(path: &Path) -> (SourceTree, Vec<Diagnostic>) {
    let options = TreeOptions { import_root: path.is_dir(), ..TreeOptions::default() };
    let sources = pipeline::read(path, &options);
    let mut found = sources.diagnostics.clone();
    let pyproject = path.join("pyproject.toml");
    if pyproject.is_file() {
        found.extend(config::read(Some(&pyproject), |_| None).err().unwrap_or_default());
    }
    if path.join("Cargo.toml").is_file() {
        found.extend(workspace::cargo_packages(path).1);
    }
    let signatures = path.join(recorded::FILE);
    let recorded =
        if signatures.is_file() { recorded::read(&signatures) } else { Ok(Default::default()) };
    let recorded = recorded.unwrap_or_else(|wrong| {
        found.extend(wrong);
        Recorded::default()
    });
    let analysis = pipeline::analyse(&sources.tree, &recorded);
    found.extend(analysis.told().cloned());
    found.extend(pipeline::refusals(&analysis).cloned());
    if path.is_dir() {
        found.extend(build_problem(&sources, &analysis));
    }
    drop(analysis);
    (sources.tree, found)
}

/// What in the source keeps a copy from being built.
fn build_problem(sources: &Sources, analysis: &Analysis) -> Option<Diagnostic> {
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
    match pipeline::build(sources, analysis, out.path(), &options, &|_| {}) {
        Err(BuildError::Source(diagnostic)) => Some(*diagnostic),
        _ => None,
    }
}

/// What a person reads, with the place of this checkout left out.
fn rendered(path: &Path) -> String {
    let (tree, found) = diagnostics(path);
    let texts: Vec<_> = found.iter().map(|diagnostic| render(diagnostic, &tree, false)).collect();
    let prefix = format!("{}/", folder().display());
    texts.join("\n").replace(&prefix, "")
}

#[test]
fn every_diagnostic_reads_as_agreed() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for (code, path) in cases() {
        let golden = folder().join(format!("{code}.txt"));
        let text = rendered(&path);
        if update {
            fs::write(&golden, &text).expect("the golden text is written");
        }
        let agreed = fs::read_to_string(&golden).unwrap_or_default();
        if text != agreed || !text.contains(&format!("[{code}]")) {
            wrong.push(format!("{code}: got\n{text}\nagreed\n{agreed}"));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_GOLDEN=1 accepts these", wrong.join("\n"));
}

/// Pages whose first example shows what is right, or a part of a source alone.
const WITHOUT_WRONG_EXAMPLE: &[&str] = &["PJ0002", "PJ0023", "PJ0027", "PJ0034", "PJ0252"];

/// The first example of a page, with imports around it.
fn first_example(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("```python\n")?;
    let (example, _) = rest.split_once("```")?;
    let imports = "import math\nimport numpy as np\nimport numpy.typing as npt\n\
                   from pyjit import *\n\n";
    Some(format!("{imports}{example}"))
}

#[test]
fn what_pages_show_is_refused_as_they_say() {
    let mut wrong = Vec::new();
    for (code, _) in titles() {
        let code = code.to_string();
        let example = explain(&code).and_then(first_example);
        let Some(text) = example.filter(|_| !WITHOUT_WRONG_EXAMPLE.contains(&code.as_str())) else {
            continue;
        };
        let file = tempfile::tempdir().expect("a temporary folder");
        let path = file.path().join("example.py");
        fs::write(&path, text).expect("the example is written");
        let found: BTreeSet<_> =
            diagnostics(&path).1.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
        if !found.contains(&code) {
            wrong.push(format!("{code}: its page shows what gives {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let cases: BTreeSet<String> = cases().into_iter().map(|(code, _)| code).collect();
    let codes: BTreeSet<String> = titles().into_iter().map(|(code, _)| code.to_string()).collect();
    let without: BTreeSet<String> = WITHOUT_CASE.iter().map(|&code| code.to_owned()).collect();
    let missing: Vec<_> =
        codes.difference(&cases).filter(|&code| !without.contains(code)).collect();
    assert!(missing.is_empty(), "no case in tests/errors for {missing:?}");
    let unknown: Vec<_> = cases.difference(&codes).collect();
    assert!(unknown.is_empty(), "cases for codes that do not exist: {unknown:?}");
}
