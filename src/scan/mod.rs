//! Scanning: which functions are kernels, what their decorators ask for, and what the names in
//! them mean. Nothing is executed; imports and aliases are followed in the text.

mod annotations;
mod applied;
mod arithmetic;
mod around;
mod calls;
mod classes;
mod complexes;
mod decorators;
mod definitions;
mod evaluated;
mod exports;
mod fold;
#[cfg(test)]
mod hostile;
mod iterated;
mod kernels;
mod library;
mod live;
mod lookup;
mod named;
mod numba;
mod numba_types;
mod parameters;
mod prelude_modules;
mod rank;
mod records;
mod refuse;
mod resolve;
mod result_types;
mod sequences;
mod settle;
mod shaped;
mod sized;
mod spelling;
mod tables;
#[cfg(test)]
mod tests;
mod times;
mod type_names;
mod type_variables;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::Expr;

use crate::diagnostics::Diagnostic;
#[cfg(doc)]
use crate::prelude;
use crate::source::{FileId, SourceTree, Span};
use crate::types::{Constant, KernelOptions, Type};

pub use arithmetic::{
    binary as fold_binary, compare as fold_comparison, truth as fold_truth, unary as fold_unary,
};
pub use calls::call as fold_call;
pub use classes::Member;
pub use fold::{comparison_of, operator, parse_float, string};
pub use library::{dtype as dtype_named, dtype_of_text};
pub use library::{limits, limits_of};
pub use live::{Asked, Live, of_library};
pub use named::NamedTupleDefinition;
pub use parameters::ParameterList;
pub use prelude_modules::{kernel as prelude_kernel, prelude_files};
pub use shaped::named as shaped_type;
pub use spelling::says_too_little;
pub use tables::{at as element_of_table, fits, table};
pub use type_names::{
    complex as complex_named, element as element_of_name, scalar as scalar_named,
};

/// How deeply expressions and blocks may nest where code recurses along them.
const MAX_DEPTH: usize = 200;

/// What scanning and dropping may use for the nesting that `source` lets through.
const STACK: usize = 256 << 20;

/// A scanned tree: the kernels, and what every module-level name means.
pub struct Program<'tree> {
    pub tree: &'tree SourceTree,
    /// Every decorated function of the tree, in the order of files and lines.
    pub kernels: Vec<Kernel<'tree>>,
    /// What the names of each file of the tree mean.
    names: Vec<Names<'tree>>,
    /// The files of the tree by the dotted names of their modules.
    modules: BTreeMap<String, FileId>,
    /// What is to be known of the tree's views of files.
    views: Vec<live::View>,
    /// The kernels of the functions that are asked for.
    asked: Vec<Option<KernelId>>,
}

/// What the names of one file mean.
#[derive(Default)]
struct Names<'tree> {
    scope: Scope,
    /// Where the values of names are written, for those that are no constants: type aliases.
    origins: BTreeMap<String, Origin<'tree>>,
}

/// An expression and the file it is in.
type Origin<'tree> = (FileId, &'tree Expr);

/// Finds the kernels of a tree and what the names in its files mean.
pub fn scan(tree: &SourceTree) -> Program<'_> {
    scan_asked(tree, &[])
}

/// The same with functions that a process asks for, each a kernel of its own whose file is the
/// tree's view of the same number; see [`Program::asked`].
pub fn scan_asked<'tree>(tree: &'tree SourceTree, asked: &[Asked]) -> Program<'tree> {
    // The functions below recurse as deeply as expressions nest and imports chain.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, || kernels::program(tree, asked)) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => kernels::program(tree, asked),
        }
    })
}

/// The index of a kernel in [`Program::kernels`], or a function of the prelude (see
/// [`KernelId::of_prelude`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KernelId(pub u32);

impl KernelId {
    /// Where the numbers of the prelude's functions begin: behind those of any tree.
    const PRELUDE: u32 = 1 << 31;

    /// The id of the function of the prelude with that number in [`prelude::FUNCTIONS`].
    pub fn of_prelude(number: u32) -> KernelId {
        KernelId(KernelId::PRELUDE | number)
    }

    /// The number of a function of the prelude.
    pub fn as_prelude(self) -> Option<u32> {
        self.0.checked_sub(KernelId::PRELUDE)
    }
}

/// A decorated function.
#[derive(Debug)]
pub struct Kernel<'tree> {
    pub file: FileId,
    /// The qualified name inside its module, e.g. `Class.method`.
    pub qualified_name: String,
    /// The line (from 1) of its first decorator: Python's `co_firstlineno`.
    pub first_line: u32,
    /// The line (from 1) of the `def`.
    pub line: u32,
    /// The place of the function's name.
    pub span: Span,
    pub decorator: Decorator,
    /// The declared signatures: one from the annotations, or those of the decorator. Empty where
    /// nothing is declared: then other kernels' calls decide.
    pub signatures: Vec<Signature>,
    /// These are not declared, but what the kernel was called with when types were recorded.
    pub recorded: bool,
    /// What is to be said if no other kernel calls it, though its types seem to be written.
    pub uncalled: Option<Diagnostic>,
    /// Why it cannot be compiled, if that is known already: a method with `self`, a generator, an
    /// unknown decorator beside ours, an annotation that is no type …
    pub refusals: Vec<Diagnostic>,
    pub definition: &'tree rustpython_ast::StmtFunctionDef,
}

/// Which of our decorators stands on a function, and its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Decorator {
    pub kind: DecoratorKind,
    pub options: KernelOptions,
    /// The types of local variables that Numba's option `locals` says; empty without.
    pub locals: BTreeMap<String, Type>,
    pub span: Span,
    /// The file whose import of pyjit it comes from, through whatever re-exports.
    pub home: FileId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecoratorKind {
    Jit,
    JitImmediate,
    /// `numba.njit`, `numba.jit`: the kernel gives Numba's answers.
    NumbaJit,
    /// `numba.extending.register_jitable`: the same, but only kernels call it so.
    NumbaJitable,
    /// `numba.vectorize`: a ufunc of a function of scalars; kernels call it for elements.
    NumbaVectorize,
    /// Another decorator of Numba's, by its name.
    NumbaOther(&'static str),
}

impl Decorator {
    /// The decorator without any option.
    pub fn plain(kind: DecoratorKind, span: Span, home: FileId) -> Decorator {
        let options = KernelOptions::default();
        Decorator { kind, options, locals: BTreeMap::new(), span, home }
    }
}

impl DecoratorKind {
    /// Whether Python calls such a kernel as it is: not what it becomes a ufunc of, nor what Python
    /// has as a function.
    pub fn has_entry(self) -> bool {
        !matches!(self, DecoratorKind::NumbaJitable | DecoratorKind::NumbaVectorize)
    }

    /// Whether it is one of Numba's.
    pub fn is_numbas(self) -> bool {
        !matches!(self, DecoratorKind::Jit | DecoratorKind::JitImmediate)
    }
}

/// Declared types of the parameters (all of them) and perhaps of the result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    pub parameters: Vec<Type>,
    /// `None` where it is to be inferred.
    pub result: Option<Type>,
}

/// What the names of one module mean.
#[derive(Debug, Default)]
pub struct Scope {
    /// The names bound at the top level; the static methods of a class are under their qualified
    /// names, `Class.method`.
    pub names: BTreeMap<String, Binding>,
    /// The modules of which `from … import *` binds names, as far as they are not in the tree.
    pub stars: Vec<String>,
    /// The names that are bound under `TYPE_CHECKING` alone.
    pub for_type_checkers: BTreeSet<String>,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// A value that is known without running anything.
    Constant(Constant),
    /// A number that only a run of the module finds, of a type that is clear from the text: the
    /// extension reads it at the first call (`result_types`).
    Number {
        ty: Type,
        /// One statement alone assigns it.
        once: bool,
        /// A float as the C library of the build gives it; perhaps not that of the run.
        estimate: Option<f64>,
    },
    /// A kernel of the tree.
    Kernel(KernelId),
    /// A module of the tree.
    Module(FileId),
    /// Something of a library, by its canonical dotted name whatever the alias: `math.sqrt`,
    /// `numpy`, `numpy.int32`, `pyjit.f64`, `builtins.len`.
    Library(String),
    /// A class of the tree; its kernels are attributes (see [`Program::attribute`]).
    Class { file: FileId, name: String },
    /// A member of an enumeration of the tree.
    Member(Box<Member>),
    /// A function of the tree without one of our decorators.
    PlainFunction,
    /// Anything else; says why it is not known, for the diagnostic.
    Unknown(String),
}
