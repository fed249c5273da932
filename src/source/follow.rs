//! Which imports are followed, and read.

use std::collections::BTreeSet;
use std::path::Path;

use super::SourceFile;

/// Which imports are followed.
pub enum Follow {
    Everything,
    /// Those of modules in the packages or files of these names, which may be among all that is
    /// installed; see [`super::read_modules`].
    FromModules {
        own: BTreeSet<String>,
        installed: bool,
    },
}

impl Follow {
    /// Whether a file is read that is imported.
    pub fn reads(&self, path: &Path) -> bool {
        const LIBRARIES: [&str; 4] = ["numba", "numpy", "pyjit", "scipy"];
        let Follow::FromModules { own, .. } = self else { return true };
        let Some(top) = top_level(path) else { return true };
        let is_package = path.components().count() > 1;
        own.contains(&top) || !is_package || !LIBRARIES.contains(&top.as_str())
    }

    /// Whether what a file imports is read.
    pub fn reads_through(&self, file: &SourceFile) -> bool {
        let Follow::FromModules { own, installed: true } = self else { return true };
        top_level(Path::new(&file.path)).is_some_and(|top| own.contains(&top))
            || file.text.contains("pyjit")
    }
}

/// The folder or file below the root that a path begins with.
pub fn top_level(path: &Path) -> Option<String> {
    path.components().next().map(|top| top.as_os_str().to_string_lossy().into_owned())
}
