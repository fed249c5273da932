//! Swapping: the built copy of a module, whose imports of `pyjit` lead to the module that is put
//! in its place, and those of Numba, where its decorators count, to one that answers for Numba.
//!
//! Import statements are changed and nothing else: every line number, every other byte and the
//! names that the imports bind stay as they are. A variable that happens to be called `pyjit` is
//! its owner's. Imports of submodules of pyjit (the build hook, say) are left alone: they have no
//! counterpart in a built package. Submodules of Numba have.

use rustpython_ast::{Alias, Expr, Identifier, Stmt, StmtImport, statement_visitor};
use rustpython_text_size::Ranged;

use crate::source::{SourceFile, Span};

/// A library whose imports lead elsewhere in a built copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    Pyjit,
    Numba,
}

impl Library {
    /// The name that users import.
    pub fn name(self) -> &'static str {
        match self {
            Library::Pyjit => "pyjit",
            Library::Numba => "numba",
        }
    }

    /// What follows the library's name in the name of a module that is led elsewhere: empty, or
    /// the submodule behind its dot.
    fn below(self, module: &str) -> Option<&str> {
        let below = module.strip_prefix(self.name())?;
        (below.is_empty() || self == Library::Numba && below.starts_with('.')).then_some(below)
    }
}

/// A library, and the module in its place as a `from` of the file names it: `..name` if it is
/// imported relative to the file.
#[derive(Clone, Debug)]
pub struct Replaced {
    pub library: Library,
    pub by: String,
}

/// One change of the text: what stands at a place is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    span: Span,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// Before a statement: in a file that runs as a program, the package of relative imports.
    Program,
    /// Names, keywords and separators of an import.
    Import(String),
}

/// Whether a file imports a library anywhere: then its built copy needs the module in its place.
pub fn imports(file: &SourceFile, library: Library) -> bool {
    let by = String::new();
    !collect(file, &[Replaced { library, by }]).edits.is_empty()
}

/// The places of imports of pyjit's submodules, which stay as they are in the built copy.
pub fn submodule_imports(file: &SourceFile) -> Vec<Span> {
    collect(file, &[]).submodules
}

/// The text of the file with every import of these libraries redirected.
pub fn swap(file: &SourceFile, replaced: &[Replaced]) -> String {
    let is_relative = replaced.iter().any(|it| it.by.starts_with('.'));
    let package = match is_relative && runs_as_program(file) {
        true if file.is_package => file.module.as_str(),
        true => file.module.rsplit_once('.').map_or("", |(package, _)| package),
        false => "",
    };
    let mut text = String::with_capacity(file.text.len() + 64);
    let mut copied = 0;
    for edit in collect(file, replaced).edits {
        let new = match edit.what {
            What::Program if package.is_empty() => continue,
            // Python started with the path of a file knows no package that it lies in.
            What::Program => format!("__package__ = __package__ or \"{package}\"; "),
            What::Import(new) => new,
        };
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        // Spans come from the parser and are in order; a text that they do not fit stays whole.
        let Some(before) = file.text.get(copied..start) else { continue };
        text.push_str(before);
        text.push_str(&new);
        let next = file.text.get(end..).and_then(|rest| rest.chars().next());
        if new.ends_with("import") && next.is_some_and(|it| it == '_' || it.is_alphanumeric()) {
            text.push(' ');
        }
        copied = end;
    }
    text.push_str(file.text.get(copied..).unwrap_or_default());
    text
}

/// Whether a module asks if it is the program, and so may be started by its path: one that imports
/// relatively itself cannot be.
fn runs_as_program(file: &SourceFile) -> bool {
    let relative =
        |statement: &Stmt| statement.as_import_from_stmt().is_some_and(|it| it.level > 0);
    let asks = |statement: &Stmt| {
        let test = statement.as_if_stmt().and_then(|it| it.test.as_compare_expr());
        let sides =
            test.into_iter().flat_map(|it| std::iter::once(&*it.left).chain(&it.comparators));
        sides.into_iter().any(|side| matches!(side, Expr::Name(name) if name.id == "__name__"))
    };
    file.ast.body.iter().any(asks) && !file.ast.body.iter().any(relative)
}

fn collect<'tree>(file: &'tree SourceFile, replaced: &'tree [Replaced]) -> Collector<'tree> {
    let (edits, submodules) = Default::default();
    let mut collector = Collector { text: &file.text, replaced, edits, submodules, depth: 0 };
    statement_visitor::StatementVisitor::visit_body(&mut collector, &file.ast.body);
    collector.one_program(&file.ast.body);
    collector
}

/// Whether a statement may follow another one on its line, and be the first of a module that does
/// something.
fn is_simple(statement: &Stmt) -> bool {
    match statement {
        Stmt::Import(_)
        | Stmt::Assign(_)
        | Stmt::AugAssign(_)
        | Stmt::AnnAssign(_)
        | Stmt::Assert(_)
        | Stmt::Delete(_)
        | Stmt::Pass(_) => true,
        Stmt::ImportFrom(import) => {
            import.module.as_ref().is_none_or(|module| module.as_str() != "__future__")
        }
        // Docstrings stay where they are.
        Stmt::Expr(statement) => !statement.value.is_string_literal_expr(),
        _ => false,
    }
}

struct Collector<'tree> {
    text: &'tree str,
    replaced: &'tree [Replaced],
    /// In the order of the text.
    edits: Vec<Edit>,
    submodules: Vec<Span>,
    /// How many functions and classes the statement lies in.
    depth: usize,
}

impl Collector<'_> {
    fn edit(&mut self, start: u32, end: u32, what: What) {
        self.edits.push(Edit { span: Span { start, end }, what });
    }

    fn program(&mut self, statement: &impl Ranged) {
        if self.depth == 0 {
            let start = statement.start().into();
            self.edit(start, start, What::Program);
        }
    }

    /// Says which package a program lies in once, before everything else that is done, where a
    /// statement stands there: imports inside functions rest on it, too.
    fn one_program(&mut self, body: &[Stmt]) {
        let Some(first) = body.iter().find(|statement| is_simple(statement)) else { return };
        let start = first.start().into();
        let is_program = |edit: &Edit| edit.what == What::Program;
        let before = self.edits.iter().find(|edit| is_program(edit)).map(|edit| edit.span.start);
        if self.edits.is_empty() || before.is_some_and(|before| before < start) {
            return;
        }
        self.edits.retain(|edit| !is_program(edit));
        let place = self.edits.partition_point(|edit| edit.span.start < start);
        let span = Span { start, end: start };
        self.edits.insert(place, Edit { span, what: What::Program });
    }

    fn submodule(&mut self, name: &Identifier) {
        if name.as_str().starts_with("pyjit.") {
            self.submodules.push(name.range().into());
        }
    }

    /// The module in place of a module of that name.
    fn replacement(&self, module: &str) -> Option<String> {
        self.replaced.iter().find_map(|it| {
            let below = it.library.below(module)?;
            Some(format!("{}{below}", it.by))
        })
    }

    /// The module that a name of `import …` then comes from, and the name that it has there. Each
    /// module that stands in place of a library has itself under the library's name, which is what
    /// `import library.submodule` binds.
    fn redirected(&self, alias: &Alias) -> Option<(String, String)> {
        let dotted = alias.name.as_str();
        let (top, _) = dotted.split_once('.').unwrap_or((dotted, ""));
        self.replacement(dotted)?;
        let (module, name) = match (alias.asname.is_some(), dotted.rsplit_once('.')) {
            (true, Some(parts)) => parts,
            _ => (top, top),
        };
        Some((self.replacement(module)?, name.to_owned()))
    }

    /// `import a, pyjit as p, b` becomes `import a; from … import pyjit as p; import b`.
    fn import(&mut self, import: &StmtImport) {
        let redirected: Vec<_> = import.names.iter().map(|it| self.redirected(it)).collect();
        if redirected.iter().any(Option::is_some) {
            self.program(import);
        }
        if let Some(Some((module, _))) = redirected.first() {
            let start = import.start().into();
            self.edit(start, start, What::Import(format!("from {module} ")));
        }
        for (index, (alias, own)) in import.names.iter().zip(&redirected).enumerate() {
            self.submodule(&alias.name);
            if let Some((_, name)) = own {
                self.rename(&alias.name, name);
            }
            let Some(next) = import.names.get(index + 1) else { continue };
            let new = match (own, redirected.get(index + 1).and_then(Option::as_ref)) {
                (Some((module, _)), Some((next, _))) if module == next => continue,
                (_, Some((module, _))) => format!("; from {module} import"),
                (Some(_), None) => "; import".to_owned(),
                (None, None) => continue,
            };
            let end: u32 = alias.end().into();
            let between = self.text.get(end as usize..usize::from(next.start()));
            if let Some(comma) = between.and_then(|between| between.find(',')) {
                let comma = end + comma as u32;
                self.edit(comma, comma + 1, What::Import(new));
            }
        }
    }

    /// Writes a name in place of a dotted one, on as many lines.
    fn rename(&mut self, dotted: &Identifier, name: &str) {
        if dotted.as_str() != name {
            let span: Span = dotted.range().into();
            let before = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
            let ends = before
                .split_inclusive('\n')
                .filter(|it| it.ends_with('\n'))
                .map(|line| if line.ends_with("\r\n") { "\\\r\n" } else { "\\\n" });
            let new = ends.chain([name]).collect();
            self.edit(span.start, span.end, What::Import(new));
        }
    }
}

impl<'tree> statement_visitor::StatementVisitor<'tree> for Collector<'_> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) if import.level == 0 => {
                let Some(module) = &import.module else { return };
                self.submodule(module);
                if let Some(replacement) = self.replacement(module) {
                    self.program(import);
                    let span: Span = module.range().into();
                    self.edit(span.start, span.end, What::Import(replacement));
                }
            }
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                self.depth += 1;
                statement_visitor::walk_stmt(self, statement);
                self.depth -= 1;
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
        swapped_to(text, ".._pyjit")
    }

    fn swapped_to(text: &str, replacement: &str) -> String {
        let tree = SourceTree::from_texts(&[("pkg/sub/a.py", text)]).unwrap();
        let pyjit = Replaced { library: Library::Pyjit, by: replacement.to_owned() };
        swap(&tree.files[0], &[pyjit])
    }

    fn with_numba(text: &str) -> String {
        let tree = SourceTree::from_texts(&[("pkg/sub/a.py", text)]).unwrap();
        let pyjit = Replaced { library: Library::Pyjit, by: ".._pyjit".to_owned() };
        let numba = Replaced { library: Library::Numba, by: ".._pyjit__numba".to_owned() };
        swap(&tree.files[0], &[pyjit, numba])
    }

    #[test]
    fn every_form_of_import() {
        for (source, expected) in [
            ("import pyjit\n", "from .._pyjit import pyjit\n"),
            ("import pyjit as pj\n", "from .._pyjit import pyjit as pj\n"),
            ("import pyjit as pyjit", "from .._pyjit import pyjit as pyjit"),
            (
                "import os, pyjit as pj, sys;x=1",
                "import os; from .._pyjit import pyjit as pj; import sys;x=1",
            ),
            (
                "import os as o , \\\n pyjit , sys, re",
                "import os as o ; from .._pyjit import \\\n pyjit ; import sys, re",
            ),
            (
                "import pyjit, \\\n  pyjit as p,_a,pyjit",
                "from .._pyjit import pyjit, \\\n  pyjit as p; import _a; from .._pyjit import pyjit",
            ),
            ("import\\\n pyjit", "from .._pyjit import\\\n pyjit"),
            ("if 1: import os, pyjit", "if 1: import os; from .._pyjit import pyjit"),
            (
                "import pyjit.setuptools, pyjit, os",
                "import pyjit.setuptools; from .._pyjit import pyjit; import os",
            ),
            ("from pyjit import jit, f64", "from .._pyjit import jit, f64"),
            (
                "from pyjit import (a, # one\r\n  b as c,\r\n)\r\n",
                "from .._pyjit import (a, # one\r\n  b as c,\r\n)\r\n",
            ),
            ("from pyjit import *  # all\n", "from .._pyjit import *  # all\n"),
            ("from \\\n pyjit\\\n import jit", "from \\\n .._pyjit\\\n import jit"),
        ] {
            let text = swapped(source);
            assert_eq!(text, expected);
            assert!(SourceTree::from_texts(&[("a.py", &text)]).is_ok(), "{text}");
        }
        assert_eq!(swapped_to("import pyjit as p", "_pyjit_a"), "from _pyjit_a import pyjit as p");
        assert_eq!(swapped_to("from pyjit import jit", "_pyjit_a"), "from _pyjit_a import jit");
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
        assert_eq!(text.matches(".._pyjit").count(), 7);
        assert_eq!(text.lines().count(), source.lines().count());
        let back = text.replace("from .._pyjit import pyjit", "import pyjit");
        assert_eq!(back.replace(".._pyjit", "pyjit"), source);
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
        assert!(!imports(&tree.files[0], Library::Pyjit));
    }

    #[test]
    fn imports_of_numba() {
        const F: &str = ".._pyjit__numba";
        for (source, expected) in [
            ("import numba", "from F import numba"),
            ("import numba as nb, os", "from F import numba as nb; import os"),
            ("import numba.typed", "from F import numba"),
            ("import numba.core.types as t", "from F.core import types as t"),
            ("import numba.cuda as numba", "from F import cuda as numba"),
            (
                "import os, numba, numba.core.types, numba.typed as t, numba.core.types as n, sys",
                "import os; from F import numba, numba, typed as t; from F.core import types as n; \
                 import sys",
            ),
            (
                "import pyjit, numba as nb,pyjit as p",
                "from .._pyjit import pyjit; from F import numba as nb; from .._pyjit import \
                 pyjit as p",
            ),
            ("import numba . \\\n core as c\nx", "from F import \\\ncore as c\nx"),
            ("import numba.\\\r\ncore.\\\r\ntypes", "from F import \\\r\n\\\r\nnumba"),
            ("from numba import njit, prange as p", "from F import njit, prange as p"),
            ("from numba.core import (types,\n  errors)", "from F.core import (types,\n  errors)"),
            ("from numba import *", "from F import *"),
            (
                "try: import numba\nexcept ImportError: numba = None",
                "try: from F import numba\nexcept ImportError: numba = None",
            ),
            (
                "class C:\n def f(self):\n  from numba.np.ufunc import parallel",
                "class C:\n def f(self):\n  from F.np.ufunc import parallel",
            ),
            (
                "if __name__ == '__main__': import numba",
                "if __name__ == '__main__': __package__ = __package__ or \"pkg.sub\"; from F \
                 import numba",
            ),
        ] {
            let text = with_numba(source);
            assert_eq!(text, expected.replace('F', F));
            assert!(SourceTree::from_texts(&[("a.py", &text)]).is_ok(), "{text}");
            assert_eq!(text.lines().count(), source.lines().count());
        }
        for source in [
            "import numbax, numba_\nfrom numbax import y\nfrom .numba import x\nfrom . import numba",
            "numba = 1\n'import numba'\nfrom x import numba\nimport x.numba",
        ] {
            assert_eq!(with_numba(source), source);
        }
        let tree = SourceTree::from_texts(&[("a.py", "import numba.cuda\n")]).unwrap();
        assert!(imports(&tree.files[0], Library::Numba));
        assert!(!imports(&tree.files[0], Library::Pyjit));
    }

    #[test]
    fn a_program_can_be_started_by_its_path() {
        let asks = "if __name__ == '__main__': main()\n";
        let source = format!("if x: import pyjit\nclass C:\n    from pyjit import jit\n{asks}");
        let package = "__package__ = __package__ or \"pkg.sub\"; ";
        let expected = source
            .replace("from pyjit", "from .._pyjit")
            .replace("import pyjit", &format!("{package}from .._pyjit import pyjit"));
        assert_eq!(swapped(&source), expected);
        assert!(!swapped_to(&source, "_pyjit_a").contains("__package__"));
        // Before everything else that is done, for imports inside functions too.
        let inside = "\"doc\"\nfrom __future__ import annotations\ndef f():\n    import pyjit\n";
        let source = format!("{inside}import os\nfrom pyjit import jit\n{asks}");
        let expected = source
            .replace("import os", &format!("{package}import os"))
            .replace("    import pyjit", "    from .._pyjit import pyjit")
            .replace("from pyjit", "from .._pyjit");
        assert_eq!(swapped(&source), expected);
        let relative = format!("from . import other\n{source}");
        assert!(!swapped(&relative).contains("__package__"));
    }

    #[test]
    fn bytes_between_imports_survive() {
        let source = "# é\r\nimport pyjit\rx = 'ü'\n\x0cfrom pyjit import jit";
        let expected = "# é\r\nfrom .._pyjit import pyjit\rx = 'ü'\n\x0cfrom .._pyjit import jit";
        assert_eq!(swapped(source), expected);
    }
}
