//! Numba's decorators: which there are, and what their options ask for.

use rustpython_ast::{Expr, Keyword};

use super::decorators::flag_named;
use super::kernels::Candidate;
use super::spelling::Reader;
use super::{Decorator, DecoratorKind, Program};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::source::{FileId, Span};
use crate::types::{Constant, FastMath, KernelOptions, Rules};

/// Decorators of Numba's that are not compiled, by their last names.
const OTHERS: [&str; 5] = ["guvectorize", "stencil", "cfunc", "generated_jit", "overload"];

/// The decorator of Numba's that a canonical dotted name stands for.
pub fn kind_of(name: &str) -> Option<DecoratorKind> {
    let own = name.strip_prefix("numba.")?;
    match own {
        "njit" | "jit" | "core.decorators.njit" | "core.decorators.jit" => {
            Some(DecoratorKind::NumbaJit)
        }
        "vectorize" | "np.ufunc.decorators.vectorize" => Some(DecoratorKind::NumbaVectorize),
        "extending.register_jitable" => Some(DecoratorKind::NumbaJitable),
        _ => {
            let last = own.rsplit('.').next().unwrap_or(own);
            let found = OTHERS.iter().find(|known| **known == last);
            found.map(|known| DecoratorKind::NumbaOther(known))
        }
    }
}

/// What kernels under one of Numba's decorators have without any option: ufuncs do not raise.
pub fn options(kind: DecoratorKind) -> KernelOptions {
    let rules = Rules::Numba { raises: kind != DecoratorKind::NumbaVectorize };
    KernelOptions { wraps: true, rules, ..KernelOptions::default() }
}

/// The refusal of a decorator that is not compiled.
pub fn refused(program: &Program, candidate: &Candidate, name: &str, span: Span) -> Diagnostic {
    let place = Place { path: program.tree.file(candidate.file).path.clone(), span };
    let message = format!("`numba.{name}` is not compiled");
    Diagnostic::error(codes::OTHER_DECORATOR, message, place)
        .with_label("Numba compiles this function where it is installed; else it runs in Python")
        .with_help("write a kernel under `numba.njit` that loops over the elements")
}

/// Options that change nothing of what a kernel computes, or that a build decides otherwise.
const WITHOUT_MEANING: [&str; 15] = [
    "_dbg_extend_lifetimes",
    "_dbg_optnone",
    "_nrt",
    "cache",
    "debug",
    "forceinline",
    "inline",
    "looplift",
    "no_cfunc_wrapper",
    "no_cpython_wrapper",
    "no_rewrites",
    "nogil",
    "parallel",
    "target",
    "identity",
];

/// Reads one keyword of Numba's decorators.
///
/// # Errors
/// The refusal of an option that would change what the kernel computes.
pub fn option(
    program: &Program,
    file: FileId,
    keyword: &Keyword,
    decorator: &mut Decorator,
) -> Result<(), Diagnostic> {
    let options = &mut decorator.options;
    let place = program.tree.file(file).place(keyword);
    let refusal = |message: String, help: &str| {
        Diagnostic::error(codes::BAD_OPTION, message, place.clone()).with_help(help)
    };
    let Some(name) = &keyword.arg else {
        let message = "options cannot be unpacked from a mapping".to_owned();
        return Err(refusal(message, "write them one by one"));
    };
    if WITHOUT_MEANING.contains(&name.as_str()) {
        return Ok(());
    }
    let known = program.value_at_definition(file, &keyword.value);
    match (name.as_str(), &known) {
        ("boundscheck", Ok(Constant::Bool(false))) => options.unchecked = true,
        // Whatever else it says, indices are looked at.
        ("boundscheck", _) => {}
        ("fastmath", Ok(Constant::Bool(true))) => options.fastmath = FastMath::ALL,
        ("fastmath", _) => options.fastmath = flags(program, file, &keyword.value, &place)?,
        ("error_model", Ok(Constant::Str(model))) if model == "numpy" => {
            options.rules = Rules::Numba { raises: false };
        }
        ("error_model", Ok(Constant::Str(model))) if model == "python" => {}
        ("nopython", Ok(Constant::Bool(true) | Constant::None)) => {}
        ("forceobj", Ok(Constant::Bool(false))) => {}
        ("locals", _) if let Some(dict) = keyword.value.as_dict_expr() => {
            let reader = Reader::of_file(program, file).of_numba();
            for item in &dict.items {
                let name = item.key.as_ref().and_then(Expr::as_string_literal_expr);
                let Some(name) = name else {
                    let message = "`locals` has a key that is no string".to_owned();
                    return Err(refusal(message, "write the names of variables: {\"x\": float32}"));
                };
                // Only numbers are brought to a type.
                let ty = reader.read_exact(&item.value)?;
                if ty.scalar().is_some() {
                    decorator.locals.insert(name.value.to_str().to_owned(), ty);
                }
            }
        }
        ("forceobj", _) | ("nopython", _) => {
            let message = "object mode is not compiled".to_owned();
            return Err(refusal(message, "remove the option; what Python runs needs no decorator"));
        }
        ("locals", _) => {
            let message = "the types that `locals` says are not known".to_owned();
            return Err(refusal(message, "write the dictionary itself: {\"x\": numba.float32}"));
        }
        ("error_model", _) => {
            let message = "the value of the option `error_model` is not known".to_owned();
            return Err(refusal(message, "write \"python\" or \"numpy\""));
        }
        _ => {
            let message = format!("the option `{name}` of Numba's is not known");
            return Err(refusal(message, "remove it"));
        }
    }
    Ok(())
}

/// The flags of `fastmath`: a set or a dictionary of them. Where they are not known, none: what is
/// computed strictly is always an answer.
fn flags(
    program: &Program,
    file: FileId,
    value: &Expr,
    place: &Place,
) -> Result<FastMath, Diagnostic> {
    let mut flags = FastMath::default();
    let elements: Vec<(&Expr, bool)> = match value {
        Expr::Set(set) => set.elts.iter().map(|it| (it, true)).collect(),
        Expr::Dict(dict) => {
            let counts =
                |value: &Expr| program.value_at_definition(file, value) == Ok(Constant::Bool(true));
            let items = dict.items.iter();
            items.filter_map(|it| Some((it.key.as_ref()?, counts(&it.value)))).collect()
        }
        _ => Vec::new(),
    };
    for (element, counts) in elements {
        if let (Ok(Constant::Str(name)), true) =
            (program.value_at_definition(file, element), counts)
        {
            flags = flags.with(flag_named(&name, place)?);
        }
    }
    Ok(flags)
}
