//! The prelude's modules, each scanned for itself when a kernel first reaches it.
//!
//! They see nothing of the tree, and of each other only functions, by number.

use std::sync::{LazyLock, OnceLock};

use super::kernels::program;
use super::{Binding, Kernel, KernelId, Names, Program};
use crate::prelude::{FILES, FUNCTIONS};
use crate::source::{EmbeddedFile, FileId};

/// A scanned module.
struct Module {
    names: Names<'static>,
    /// Its functions in the order of their numbers.
    kernels: Vec<Kernel<'static>>,
}

/// The files, in the order of [`FILES`]. What they hold is the same for every tree, so it is kept
/// for the process.
static EMBEDDED: LazyLock<Vec<EmbeddedFile>> =
    LazyLock::new(|| FILES.iter().map(|file| EmbeddedFile::new(file.path, file.text)).collect());

/// Their modules, as far as somebody asked for them.
static MODULES: [OnceLock<Module>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The prelude's files as they are added to a tree: none is parsed yet.
pub fn prelude_files() -> &'static [EmbeddedFile] {
    &EMBEDDED
}

/// What the names of the prelude's file with that index mean.
pub fn names(file: usize) -> Option<&'static Names<'static>> {
    module(file).map(|module| &module.names)
}

/// The function of the prelude with that number, which is one of [`FUNCTIONS`].
pub fn kernel(number: u32) -> &'static Kernel<'static> {
    let file = FUNCTIONS[number as usize].file as usize;
    // Every function of the index is in its file: a test says so.
    &MODULES[file].get_or_init(|| scanned(file)).kernels[(number - FILES[file].first) as usize]
}

fn module(file: usize) -> Option<&'static Module> {
    MODULES.get(file).map(|module| module.get_or_init(|| scanned(file)))
}

/// The module of a file, in the numbers of the prelude: a tree of that file alone counts from 0.
fn scanned(file: usize) -> Module {
    let Program { mut names, mut kernels, .. } = program(EMBEDDED[file].tree(), &[]);
    let first = FILES[file].first;
    let id = FileId::embedded(file as u32);
    let mut names = names.pop().unwrap_or_default();
    for binding in names.scope.names.values_mut() {
        if let Binding::Kernel(kernel) = binding
            && kernel.as_prelude().is_none()
        {
            *kernel = KernelId::of_prelude(first + kernel.0);
        }
    }
    names.origins.values_mut().for_each(|(file, _)| *file = id);
    for kernel in &mut kernels {
        kernel.file = id;
        kernel.decorator.home = id;
    }
    Module { names, kernels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::Kind;
    use rustpython_ast::Stmt;
    use rustpython_text_size::Ranged;

    /// Whether the compiler knows a function itself: its body is `...` alone.
    fn is_signature(kernel: &Kernel) -> bool {
        let [Stmt::Expr(only)] = kernel.definition.body.as_slice() else { return false };
        only.value.is_ellipsis_literal_expr()
    }

    #[test]
    fn the_index_lists_what_the_files_define() {
        for (number, function) in (0..).zip(FUNCTIONS) {
            let kernel = kernel(number);
            assert_eq!(kernel.qualified_name, function.name);
            assert_eq!(kernel.file, FileId::embedded(function.file));
            assert!(kernel.refusals.is_empty(), "{}: {:?}", function.name, kernel.refusals);
            assert_eq!(function.compiled, !is_signature(kernel), "{}", function.name);
        }
        for (file, embedded) in FILES.iter().zip(prelude_files()) {
            assert_eq!(embedded.tree().files[0].text, file.text, "{} is not Python", file.path);
        }
    }

    #[test]
    fn the_index_has_the_parameters_of_the_files() {
        for (number, function) in (0..).zip(FUNCTIONS) {
            let kernel = kernel(number);
            let list = kernel.parameters();
            let of_kind = |kind| function.parameters.iter().filter(move |it| it.kind == kind);
            let named = function.parameters.iter().filter(|it| it.kind != Kind::Star);
            let names: Vec<_> =
                named.map(|it| (it.name.to_owned(), it.default.is_some())).collect();
            assert_eq!(names, list.names, "{}", function.name);
            assert_eq!(of_kind(Kind::Positional).count(), list.positional_only);
            assert_eq!(of_kind(Kind::Keyword).count(), list.keyword_only);
            assert_eq!(of_kind(Kind::Star).count(), usize::from(list.star));
            let text = &FILES[function.file as usize].text;
            let defaults = kernel.definition.parameters.iter_non_variadic_params();
            let defaults = defaults.filter_map(|it| it.default()).map(|it| &text[it.range()]);
            let known = function.parameters.iter().filter_map(|it| it.default);
            assert!(defaults.eq(known), "{}", function.name);
        }
    }
}
