//! What our decorators ask for: options and signatures.

use rustpython_ast::{Expr, ExprCall, Keyword};

use super::evaluated;
use super::kernels::Candidate;
use super::spelling::Reader;
use super::{Decorator, DecoratorKind, Program, Signature, numba};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::source::{FileId, SourceTree, Span, parse_expression};
use crate::types::{Constant, FastMath, KernelOptions, Type};

/// The decorator that a canonical dotted name stands for; those of Numba where they count.
pub fn kind_of(tree: &SourceTree, name: &str) -> Option<DecoratorKind> {
    match name {
        "pyjit.jit" => Some(DecoratorKind::Jit),
        "pyjit.jit_immediate" => Some(DecoratorKind::JitImmediate),
        _ if tree.takes_numba => numba::kind_of(name),
        _ => None,
    }
}

/// The kind and the place of the first of our decorators.
pub fn plain(candidate: &Candidate) -> (DecoratorKind, Span) {
    match candidate.ours.first() {
        Some(&(index, kind)) => {
            let decorator = candidate.function.decorator_list.get(index);
            (kind, decorator.map(|it| it.range.into()).unwrap_or_default())
        }
        None => match candidate.applied {
            Some(applied) => (applied.kind, candidate.function.name.range.into()),
            None => (DecoratorKind::Jit, Span::default()),
        },
    }
}

/// The first of our decorators with its options, and the signatures that are given to it.
///
/// # Errors
/// The refusal, if an option or a signature cannot be read.
pub fn read(
    program: &Program,
    candidate: &Candidate,
) -> Result<(Decorator, Vec<Signature>), Diagnostic> {
    let (kind, span) = plain(candidate);
    let home = candidate.decorator_home;
    let mut decorator = Decorator::plain(kind, span, home);
    if kind.is_numbas() {
        decorator.options = numba::options(kind);
    }
    if let DecoratorKind::NumbaOther(name) = kind {
        return Err(numba::refused(program, candidate, name, span));
    }
    let Some((file, call)) = candidate.call else { return Ok((decorator, Vec::new())) };
    for keyword in &call.arguments.keywords {
        match kind.is_numbas() {
            true => numba::option(program, file, keyword, &mut decorator)?,
            false => option(program, file, keyword, &mut decorator.options)?,
        }
    }
    let is_direct = candidate.applied.is_some_and(|it| it.is_direct);
    let signatures = match &*call.arguments.args {
        _ if is_direct => Vec::new(),
        [] => Vec::new(),
        [single] => signatures(program, file, candidate, single)?,
        [_, second, ..] => {
            let reader = Reader::of_file(program, file);
            let message = "the decorator takes one signature, or a list of them".to_owned();
            return Err(reader
                .refusal(codes::BAD_SIGNATURE, message, second)
                .with_help("write `@jit([\"f64(f64)\", \"f32(f32)\"])` for several"));
        }
    };
    Ok((decorator, signatures))
}

/// Reads one keyword of the decorator.
fn option(
    program: &Program,
    file: FileId,
    keyword: &Keyword,
    options: &mut KernelOptions,
) -> Result<(), Diagnostic> {
    let place = program.tree.file(file).place(keyword);
    let refusal = |message: String, help: &str| {
        Diagnostic::error(codes::BAD_OPTION, message, place.clone()).with_help(help)
    };
    let known = "the options are `boundscheck` (a boolean), `fastmath` (a boolean, or a set of \
                 LLVM's flags), `overflow` (\"check\" or \"wrap\") and `fallback` (a boolean)";
    let Some(name) = &keyword.arg else {
        return Err(refusal("options cannot be unpacked from a mapping".to_owned(), known));
    };
    let fold = |value: &Expr| {
        program.value_at_definition(file, value).map_err(|reason| {
            let message = format!("the value of the option `{name}` is not known: {reason}");
            refusal(message, "write the value itself")
        })
    };
    if let ("fastmath", Expr::Set(set)) = (name.as_str(), &keyword.value) {
        for element in &set.elts {
            let flag = match fold(element)? {
                Constant::Str(flag) => flag,
                other => format!("{other:?}"),
            };
            options.fastmath = options.fastmath.with(flag_named(&flag, &place)?);
        }
        return Ok(());
    }
    match (name.as_str(), &fold(&keyword.value)?) {
        ("boundscheck", Constant::Bool(checked)) => options.unchecked = !checked,
        ("fastmath", Constant::Bool(true)) => options.fastmath = FastMath::ALL,
        ("fastmath", Constant::Bool(false)) => {}
        ("overflow", Constant::Str(text)) if text == "check" => {}
        // For source that is not built: in a build, what cannot be compiled stays Python anyway.
        ("fallback", Constant::Bool(_)) => {}
        ("overflow", Constant::Str(text)) if text == "wrap" => options.wraps = true,
        ("boundscheck" | "fastmath" | "overflow" | "fallback", _) => {
            return Err(refusal(format!("the option `{name}` cannot have this value"), known));
        }
        _ => return Err(refusal(format!("the option `{name}` is not known"), known)),
    }
    Ok(())
}

/// The flag of LLVM's of that name.
///
/// # Errors
/// The refusal, if there is none.
pub fn flag_named(name: &str, place: &Place) -> Result<FastMath, Diagnostic> {
    FastMath::named(name).ok_or_else(|| {
        let message = format!("LLVM has no flag `{name}` of fast mathematics");
        Diagnostic::error(codes::BAD_OPTION, message, place.clone()).with_help(
            "the flags are `nnan`, `ninf`, `nsz`, `arcp`, `contract`, `afn`, `reassoc`, and \
             `fast` for all of them",
        )
    })
}

/// The signatures in the decorator's argument: one, or a list or tuple of them, which may be written
/// elsewhere under a name.
fn signatures(
    program: &Program,
    file: FileId,
    candidate: &Candidate,
    argument: &Expr,
) -> Result<Vec<Signature>, Diagnostic> {
    let mut signatures = Vec::new();
    for (file, expression) in separate(program, file, argument, 0) {
        let signature = signature(program, file, candidate, expression)?;
        if !signatures.contains(&signature) {
            signatures.push(signature);
        }
    }
    Ok(signatures)
}

/// How many names of lists in lists are followed.
const MAX_NAMES: usize = 10;

/// The expressions of the signatures in an argument, and the files that they are in.
fn separate<'a>(
    program: &Program<'a>,
    file: FileId,
    argument: &'a Expr,
    depth: usize,
) -> Vec<(FileId, &'a Expr)> {
    let all = |elements: &'a [Expr]| {
        elements.iter().flat_map(|it| separate(program, file, it, depth + 1)).collect()
    };
    match argument {
        Expr::List(list) => all(&list.elts),
        // A tuple of strings and calls is several signatures; one of types is a single one.
        Expr::Tuple(tuple)
            if !tuple.elts.is_empty()
                && tuple.elts.iter().all(|it| it.is_call_expr() || is_whole_signature(it)) =>
        {
            all(&tuple.elts)
        }
        Expr::Starred(starred) => separate(program, file, &starred.value, depth),
        Expr::Name(_) | Expr::Attribute(_) if depth < MAX_NAMES => {
            match program.origin(file, argument) {
                Some((file, value)) => separate(program, file, value, depth + 1),
                None => vec![(file, argument)],
            }
        }
        _ => vec![(file, argument)],
    }
}

/// Whether it is a string like `"f64(f64)"` or `"(f64, f64)"`.
fn is_whole_signature(expression: &Expr) -> bool {
    expression.as_string_literal_expr().is_some_and(|string| string.value.to_str().contains('('))
}

fn signature(
    program: &Program,
    file: FileId,
    candidate: &Candidate,
    expression: &Expr,
) -> Result<Signature, Diagnostic> {
    let reader = Reader::of_file(program, file);
    let numbas = plain(candidate).0.is_numbas();
    let reader = if numbas { reader.of_numba() } else { reader };
    let bad = |message: String| {
        reader
            .refusal(codes::BAD_SIGNATURE, message, expression)
            .with_help("write `\"f64(f64[:], i64)\"`, or `\"(f64[:], i64)\"` without the result")
    };
    let signature = match expression {
        Expr::StringLiteral(string) => {
            let text = string.value.to_str().trim();
            let parsed = parse_expression(text);
            let parsed = parsed.ok_or_else(|| bad(format!("`{text}` is not a signature")))?;
            let span = program.tree.file(file).place(string).span;
            let reader = reader.of_string(text, span);
            parts(&reader, &parsed, text.starts_with('('))
                .unwrap_or_else(|| Err(bad(format!("`{text}` is not a signature"))))?
        }
        other => parts(&reader, other, false)
            .unwrap_or_else(|| Err(bad("this is not a signature".to_owned())))?,
    };
    let wanted = candidate.function.parameters.iter_non_variadic_params().count();
    let given = signature.parameters.len();
    if given != wanted {
        let name = &candidate.function.name;
        return Err(bad(format!(
            "the signature has {given} parameters, and kernel `{name}` has {wanted}"
        )));
    }
    Ok(signature)
}

/// The signature in `result(parameters)` or `(parameters)`; `None` if it is neither. In a string,
/// `(f64)` is a list of one.
fn parts(
    reader: &Reader,
    expression: &Expr,
    parenthesised: bool,
) -> Option<Result<Signature, Diagnostic>> {
    match expression {
        Expr::Call(call) => Some(call_parts(reader, call)),
        Expr::Tuple(tuple) => Some(parameters(reader, &tuple.elts, None)),
        single if parenthesised => Some(parameters(reader, std::slice::from_ref(single), None)),
        _ => None,
    }
}

fn call_parts(reader: &Reader, call: &ExprCall) -> Result<Signature, Diagnostic> {
    let result = reader.read_parameter(&call.func)?.of_variable();
    if !reader.is_unevaluated() {
        evaluated::check_call(reader, call)?;
    }
    if let Some(keyword) = call.arguments.keywords.first() {
        let message = "a signature has no keywords".to_owned();
        return Err(reader.refusal(codes::BAD_SIGNATURE, message, &keyword.value));
    }
    parameters(reader, &call.arguments.args, Some(result))
}

fn parameters(
    reader: &Reader,
    types: &[Expr],
    result: Option<Type>,
) -> Result<Signature, Diagnostic> {
    let parameters: Result<Vec<_>, _> = types.iter().map(|ty| reader.read_parameter(ty)).collect();
    Ok(Signature { parameters: parameters?, result })
}
