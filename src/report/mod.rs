//! Reports: what came of each kernel, as data for JSON and as text.
//!
//! Everything is in the order of files and lines; paths are relative to the tree's root, with `/`.

mod collect;
mod text;

pub use collect::kernel_reports;
pub use text::{summary, table};

use serde::Serialize;

use crate::diagnostics::JsonDiagnostic;

/// What came of scanning or building a tree. Keys are only ever added to this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    pub versions: Versions,
    pub counts: Counts,
    pub kernels: Vec<KernelReport>,
    /// Problems that belong to no kernel, such as files that cannot be read.
    pub diagnostics: Vec<JsonDiagnostic>,
    /// What was built; absent when only scanned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<BuildReport>,
}

/// What made the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Versions {
    pub pyjit: String,
    pub llvm: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Python files that were read.
    pub files: usize,
    /// Python files that could not be read.
    pub rejected_files: usize,
    /// With an entry or into their callers.
    pub compiled: usize,
    pub refused: usize,
    pub untyped: usize,
}

/// What came of one kernel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KernelReport {
    /// The dotted name of its module.
    pub module: String,
    /// Its name inside the module, e.g. `Class.method`.
    pub qualified_name: String,
    pub file: String,
    /// The line of its `def`.
    pub line: u32,
    pub status: Status,
    /// Whether Python reaches compiled code by calling it. A kernel without types is compiled only
    /// into those that call it.
    pub entry: bool,
    /// What it is compiled for, e.g. `(a: f64[:], n: int) -> float`.
    pub signatures: Vec<String>,
    pub diagnostics: Vec<JsonDiagnostic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// With an entry, or where there is none, into the kernels that call it.
    Compiled,
    /// It stays Python; a diagnostic says why.
    Refused,
    /// It stays Python: neither annotations nor a signature say its types, and no compiled kernel
    /// calls it, so its body was not looked at.
    Untyped,
}

/// What a build made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BuildReport {
    pub target: TargetReport,
    pub extensions: Vec<ExtensionReport>,
    /// Files whose imports of pyjit were redirected, relative to the output folder.
    pub swapped: Vec<String>,
    /// The modules that were put in place of pyjit, relative to the output folder.
    pub replacements: Vec<String>,
    pub objects: Objects,
}

/// What was compiled for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetReport {
    /// LLVM's name of the platform.
    pub triple: String,
    pub cpu: String,
    /// The suffix of extension modules, e.g. `.cpython-311-x86_64-linux-gnu.so`.
    pub extension_suffix: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExtensionReport {
    /// The dotted module name.
    pub module: String,
    /// Relative to the output folder.
    pub file: String,
    /// The number of kernels in it that Python can call.
    pub kernels: usize,
    /// In bytes.
    pub size: usize,
}

/// Where the machine code came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Objects {
    pub compiled: usize,
    pub cached: usize,
    pub linked: usize,
    pub linked_cached: usize,
}

impl Versions {
    /// Those of this binary.
    pub fn current() -> Versions {
        Versions {
            pyjit: env!("CARGO_PKG_VERSION").to_owned(),
            llvm: env!("PYJIT_LLVM_VERSION").to_owned(),
        }
    }
}

/// Reports as JSON, for programs, with a line feed at its end: one as an object, more as a list.
pub fn json(reports: &[Report]) -> String {
    let json = match reports {
        [report] => serde_json::to_string_pretty(report),
        reports => serde_json::to_string_pretty(reports),
    };
    // Strings, numbers and flags alone have no way to fail.
    json.map_or_else(|error| format!("{{\"error\": \"{error}\"}}\n"), |json| json + "\n")
}
