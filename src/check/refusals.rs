//! Refusals that are made in several places, and the words for types in them.

use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::Expr;
use crate::diagnostics::{Place, codes};
use crate::source::Span;
use crate::types::{FunctionId, MAX_SIZE, Type};

/// The type as a noun with its article.
pub fn described(ty: &Type) -> String {
    match ty {
        Type::None => "None".to_owned(),
        Type::Int => "an int".to_owned(),
        Type::Array(_) => format!("an array, {ty}"),
        Type::Records(..) => format!("an array of records, {ty}"),
        Type::Record(_) => format!("a record, {ty}"),
        Type::Optional(inner) => format!("{} or None", described(inner)),
        Type::Function(function) if matches!(function.function, FunctionId::Member { .. }) => {
            format!("the member `{}`", function.name)
        }
        Type::Function(function) => format!("the function `{}`", function.name),
        Type::Mixed(mixed) => {
            let alternatives: Vec<_> = mixed.alternatives.iter().map(described).collect();
            alternatives.join(" or ")
        }
        // As they are read aloud: an eye eight, an eff thirty-two, a you eight.
        Type::Sized(scalar) if scalar.name().starts_with(['i', 'f']) => format!("an {ty}"),
        _ => format!("a {ty}"),
    }
}

/// The refusal of what a list of other elements does not take.
pub fn no_element(given: &Type, element: &Type, span: Span) -> Problem {
    let list = Type::List(Some(Box::new(element.clone())));
    let message = format!("{} is put into a {list}", described(given));
    Problem::new(codes::LIST, span, message)
        .label("a list has elements of one type")
        .help("convert the value, or make the list of such values")
}

/// The refusal of a list of which it is not known what its elements are.
pub fn unknown_elements(span: Span) -> Problem {
    Problem::new(codes::LIST, span, "what elements this list has is not known")
        .label("nothing is ever put into it here")
        .help("say it where the list is made: `x: list[int] = []`")
}

/// Refuses what is or may be `None`.
pub fn no_none(value: &Expr) -> Built<()> {
    match value.ty {
        Type::None => refuse(
            Problem::new(codes::NO_VALUE, value.span, "`None` is used as a value")
                .label("this is None")
                .help("use a number that stands for nothing, or return early"),
        ),
        Type::Optional(_) => maybe_none(value),
        _ => Ok(()),
    }
}

/// Refuses an array, which has no truth.
pub fn no_array_truth(value: &Expr) -> Built<()> {
    match value.ty {
        Type::Array(_) | Type::Records(..) | Type::Record(_) => refuse(
            Problem::new(codes::ARRAY_TRUTH, value.span, "the truth of an array is asked for")
                .label(format!("this is {}", described(&value.ty)))
                .help("compare its length: `len(a) > 0`"),
        ),
        _ => Ok(()),
    }
}

/// What NumPy does not do with an array without dimensions, or what is not compiled of it.
pub fn without_dimensions(code: codes::Code, what: &str, span: Span) -> Problem {
    Problem::new(code, span, format!("{what} an array without dimensions"))
        .help("its element is `a[()]`, and `a[None]` is an array of one dimension")
}

/// `@` is refused.
pub fn matrix_product(span: Span) -> Problem {
    Problem::new(codes::MATRIX_PRODUCT, span, "`@` cannot be compiled").help("write the loops out")
}

/// A tuple of more elements than are compiled.
pub fn tuple_too_large(span: Span) -> Problem {
    let message = format!("a tuple of more than {MAX_SIZE} elements");
    Problem::new(codes::LARGE_TUPLE, span, message)
        .help("use an array: each element of a tuple becomes a variable of its own")
}

/// An `int` that 64 bits do not hold.
pub fn integer_too_large(span: Span) -> Problem {
    Problem::new(codes::INTEGER_TOO_LARGE, span, "this integer does not fit 64 bits")
        .help("compute with `float`, or with `u64` where it fits that")
}

/// A value that may be `None` stands where one is needed.
pub fn maybe_none<T>(value: &Expr) -> Built<T> {
    refuse(
        Problem::new(codes::MAYBE_NONE, value.span, format!("this is {} here", value.ty))
            .label("may be None")
            .help("test it first: `if x is None: …`, or `x is not None and …`"),
    )
}

/// `**` in a call, and `*` where no tuple is taken apart.
pub fn starred(span: Span) -> Problem {
    Problem::new(codes::STARRED, span, "`*` or `**` cannot be compiled here")
        .help("write the values out one by one; `*` of a tuple is compiled in calls and tuples")
}

/// The refusal of a caller.
pub fn callee_refused(name: &str, span: Span, place: Place) -> Problem {
    let message = format!("it calls `{name}`, which cannot be compiled");
    let mut problem = Problem::new(codes::CALLEE_REFUSED, span, message)
        .help(format!("mend `{name}` first; its own diagnostics say how"));
    problem.related.push((place, "defined here".to_owned()));
    problem
}

/// NumPy compares each element of an array, with `None` too.
pub fn of_an_array(span: Span) -> Problem {
    Problem::new(codes::INCOMPARABLE, span, "an array is compared").help("compare its elements")
}

/// A literal that the parser does not give as it is written.
pub fn surrogate(span: Span) -> Problem {
    let message = "a string that may hold half of a surrogate pair, or U+FFFD";
    Problem::new(codes::SURROGATE, span, message)
        .help("pass it as an argument, or leave that character out")
}

/// An f-string in any place but those where the runtime makes its object.
pub fn made_string(span: Span) -> Problem {
    Problem::new(codes::STRING, span, "a string would have to be made here").help(
        "f-strings are compiled in the arguments of exceptions and `print` only; let Python code \
         around the kernel make this one",
    )
}

/// An operation on strings other than those that flags need.
pub fn string_operation(what: &str, span: Span) -> Problem {
    let message = format!("{what} on strings cannot be compiled");
    Problem::new(codes::STRING_OPERATION, span, message).help(
        "kernels compare and order strings, test them and hand them on; compute with \
         them in Python code around the kernel",
    )
}

/// `is` of anything but `None`.
pub fn identity(op: &str, span: Span) -> Problem {
    let message = format!("`{op}` cannot be compiled");
    Problem::new(codes::IDENTITY_OR_MEMBERSHIP, span, message)
        .help("compare numbers with `==` and `!=`")
}

/// A function of a library that is not compiled, or not for these types.
pub fn no_such_function(name: &str, known: bool, types: &[String], span: Span) -> Problem {
    let message = match known {
        true => format!("`{}` of ({}) cannot be compiled", shown(name), types.join(", ")),
        false => format!("`{}` cannot be compiled", shown(name)),
    };
    Problem::new(codes::LIBRARY_FUNCTION, span, message).help(way_out(name))
}

/// What to write in the place of a function of a library that is not compiled.
fn way_out(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("squeeze") => {
            "name the axis, `squeeze(axis=0)`: the lengths are not known when compiling"
        }
        _ => "compute it in a decorated function of your own, or pass the result as an argument",
    }
}

/// An axis that an array has not.
pub fn no_such_axis(axis: i128, ndim: usize, span: Span) -> Problem {
    let message = format!("axis {axis} is out of bounds for array of dimension {ndim}");
    Problem::new(codes::AXIS, span, message)
        .label("NumPy raises AxisError here")
        .help("count axes from 0, or from the last one with -1")
}

/// A library's name as people write it.
pub fn shown(name: &str) -> &str {
    name.strip_prefix("builtins.").unwrap_or(name)
}

/// An attribute that is not compiled.
pub fn unsupported_attribute(ty: &Type, name: &str, span: Span) -> Problem {
    let message = format!("`.{name}` of {} cannot be compiled", described(ty));
    Problem::new(codes::ATTRIBUTE, span, message).help(match ty {
        Type::Array(_) if name == "flat" => {
            "index it, loop over it, assign to it or count it; elsewhere write `a.ravel()`"
        }
        Type::Array(_) => "of an array, `shape`, `ndim`, `size`, `nbytes`, `strides`, `dtype` and `T` are compiled",
        _ => "compute it in a decorated function of your own, or pass it as an argument",
    })
}

/// A `*` of what has no known number of elements.
pub fn star_of_other(value: &Expr) -> Problem {
    let message = format!("`*` of {} cannot be compiled", described(&value.ty));
    Problem::new(codes::STARRED, value.span, message)
        .help("how many there are must be known when compiling: unpack tuples")
}

/// An iterator that is not asked for its elements where it is made.
pub fn kept_iterator(name: &str, span: Span) -> Problem {
    let message = format!("`{}` makes an iterator that is kept", shown(name));
    Problem::new(codes::ITERABLE, span, message)
        .label("not compiled")
        .help("loop over it where it is made, or make a list of it: `list(…)`")
}

/// A generator expression that no reduction consumes at once.
pub fn stray_generator(span: Span) -> Problem {
    Problem::new(
        codes::GENERATOR_EXPRESSION,
        span,
        "a generator expression cannot be compiled here",
    )
    .help("loop over it where it stands, or give it to `sum`, `max`, `list`, `next` or their kin")
}

/// A method that is not compiled for these arguments.
pub fn no_such_method(ty: &Type, name: &str, span: Span) -> Problem {
    let message =
        format!("`.{name}()` of {} cannot be compiled with these arguments", described(ty));
    Problem::new(codes::METHOD_OF_VALUE, span, message).help(way_out(name))
}

/// A list would have to be of other elements than it was made for.
pub fn kept_as(given: &Type, to: &Type, place: Span) -> Problem {
    let message = format!("{} is kept as {}", described(given), described(to));
    Problem::new(codes::LIST, place, message)
        .label("a list has elements of one type, wherever it is known by another name")
        .help("make it for such elements: `x: list[float] = []`, or copy it in a loop")
}
