//! Swapping: the built copy of a module, whose imports of `pyjit` lead to the module that is put
//! in its place.
//!
//! Only the module's name in an import is replaced, so every line number, every other byte and
//! the names that the import binds stay as they are. Nothing but import statements is looked at:
//! a variable that happens to be called `pyjit` is its owner's. Imports of submodules of pyjit
//! (the build hook, say) are left alone: they have no counterpart in a built package.

use rustpython_ast::{Identifier, Stmt, statement_visitor};
use rustpython_text_size::Ranged;

use crate::source::{SourceFile, Span};

/// The name that users import.
const PYJIT: &str = "pyjit";

/// What is done to one import.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    /// The module's name in the import.
    span: Span,
    /// The name has to be bound again with `as pyjit`, because the import does not say `as`.
    bind: bool,
}

/// Whether a file imports `pyjit` anywhere: then its built copy needs the replacement module.
pub fn imports_pyjit(file: &SourceFile) -> bool {
    !edits(file).is_empty()
}

/// The places of imports of pyjit's submodules, which stay as they are in the built copy.
pub fn submodule_imports(file: &SourceFile) -> Vec<Span> {
    collect(file).submodules
}

/// The text of the file with every import of `pyjit` redirected to the module of that dotted name.
pub fn swap(file: &SourceFile, replacement: &str) -> String {
    let mut text = String::with_capacity(file.text.len() + 64);
    let mut copied = 0;
    for edit in edits(file) {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        // Spans come from the parser and are in order; a text that they do not fit stays whole.
        let Some(before) = file.text.get(copied..start) else { continue };
        text.push_str(before);
        text.push_str(replacement);
        if edit.bind {
            text.push_str(" as ");
            text.push_str(PYJIT);
        }
        copied = end;
    }
    text.push_str(file.text.get(copied..).unwrap_or_default());
    text
}

fn edits(file: &SourceFile) -> Vec<Edit> {
    collect(file).edits
}

fn collect(file: &SourceFile) -> Collector {
    let mut collector = Collector::default();
    statement_visitor::StatementVisitor::visit_body(&mut collector, &file.ast.body);
    collector
}

#[derive(Default)]
struct Collector {
    /// In the order of the text.
    edits: Vec<Edit>,
    submodules: Vec<Span>,
}

impl Collector {
    fn name(&mut self, name: &Identifier, bind: bool) {
        let span = name.range().into();
        if name.as_str() == PYJIT {
            self.edits.push(Edit { span, bind });
        } else if name.as_str().starts_with("pyjit.") {
            self.submodules.push(span);
        }
    }
}

impl<'tree> statement_visitor::StatementVisitor<'tree> for Collector {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.name(&alias.name, alias.asname.is_none());
                }
            }
            Stmt::ImportFrom(import) if import.level == 0 => {
                if let Some(module) = &import.module {
                    self.name(module, false);
                }
            }
            _ => statement_visitor::walk_stmt(self, statement),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceTree;

    fn swapped(text: &str) -> String {
        let tree = SourceTree::from_texts(&[("pkg/a.py", text)]).unwrap();
        swap(&tree.files[0], "pkg._pyjit")
    }

    #[test]
    fn every_form_of_import() {
        for (source, expected) in [
            ("import pyjit\n", "import pkg._pyjit as pyjit\n"),
            ("import pyjit as pj\n", "import pkg._pyjit as pj\n"),
            ("import pyjit as pyjit", "import pkg._pyjit as pyjit"),
            ("import os, pyjit as pj, sys;x=1", "import os, pkg._pyjit as pj, sys;x=1"),
            ("import os, pyjit , sys", "import os, pkg._pyjit as pyjit , sys"),
            ("import pyjit, \\\n  pyjit as p", "import pkg._pyjit as pyjit, \\\n  pkg._pyjit as p"),
            ("from pyjit import jit, f64", "from pkg._pyjit import jit, f64"),
            (
                "from pyjit import (a, # one\r\n  b as c,\r\n)\r\n",
                "from pkg._pyjit import (a, # one\r\n  b as c,\r\n)\r\n",
            ),
            ("from pyjit import *  # all\n", "from pkg._pyjit import *  # all\n"),
            ("from \\\n pyjit\\\n import jit", "from \\\n pkg._pyjit\\\n import jit"),
        ] {
            assert_eq!(swapped(source), expected);
        }
    }

    #[test]
    fn imports_at_any_depth() {
        let source = "\
if TYPE_CHECKING:
    from pyjit import f64
try:
    import pyjit
except ImportError:
    from pyjit import jit
else:
    import pyjit as e
finally:
    import pyjit as f
class C:
    def f(self):
        with x:
            for y in z:
                import pyjit
match x:
    case 1: from pyjit import jit
";
        let text = swapped(source);
        assert_eq!(text.matches("pkg._pyjit").count(), 7);
        assert_eq!(text.lines().count(), source.lines().count());
        let back = text.replace("pkg._pyjit as pyjit", "pyjit").replace("pkg._pyjit", "pyjit");
        assert_eq!(back, source);
    }

    #[test]
    fn what_is_not_ours_stays() {
        for source in [
            "pyjit = 1\ndef f(pyjit): return pyjit.jit\n",
            "from .pyjit import jit\nfrom . import pyjit\n",
            "from os import pyjit\nimport os as pyjit\n",
            "import pyjitter\nfrom pyjitter import jit\n",
            "import pyjit.setuptools\nfrom pyjit.setuptools import hook\n",
            "'import pyjit'\n# import pyjit\n",
        ] {
            assert_eq!(swapped(source), source);
        }
        let tree = SourceTree::from_texts(&[("a.py", "import pyjit.x, pyjit . y as z\n")]).unwrap();
        assert_eq!(submodule_imports(&tree.files[0]).len(), 2);
        assert!(!imports_pyjit(&tree.files[0]));
    }

    #[test]
    fn bytes_between_imports_survive() {
        let source = "# é\r\nimport pyjit\rx = 'ü'\n\x0cfrom pyjit import jit";
        let expected = "# é\r\nimport pkg._pyjit as pyjit\rx = 'ü'\n\x0cfrom pkg._pyjit import jit";
        assert_eq!(swapped(source), expected);
    }
}
