//! Arrays without dimensions as arguments of library functions.
//!
//! What NumPy does with the elements of arrays it does with that one, and gives a number. Few other
//! functions are compiled for such arrays: each says here how, so that one that was written for axes
//! is never compiled for none.

use rustpython_ast::Keyword;

use crate::check::body::Body;
use crate::check::build::{apply, element_alone};
use crate::check::calls::ufuncs::is_elementwise;
use crate::check::library;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::{shown, without_dimensions};
use crate::check::tree::{Expr, Intrinsic};
use crate::diagnostics::codes;
use crate::scan::{complex_named, scalar_named};
use crate::source::Span;
use crate::types::{ArrayType, Type};

/// Functions and methods that take the array as it is.
const AS_IT_IS: &[&str] = &[
    "array.astype",
    "array.choose",
    "array.conj",
    "array.conjugate",
    "array.copy",
    "array.fill",
    "array.flatten",
    "array.item",
    "array.put",
    "array.ravel",
    "array.repeat",
    "array.reshape",
    "array.squeeze",
    "array.take",
    "array.transpose",
    "numpy.array",
    "numpy.array_equiv",
    "numpy.asarray",
    "numpy.atleast_1d",
    "numpy.atleast_2d",
    "numpy.atleast_3d",
    "numpy.block",
    "numpy.broadcast_arrays",
    "numpy.broadcast_to",
    "numpy.choose",
    "numpy.copy",
    "numpy.corrcoef",
    "numpy.cov",
    "numpy.cumulative_prod",
    "numpy.cumulative_sum",
    "numpy.delete",
    "numpy.empty_like",
    "numpy.expand_dims",
    "numpy.flip",
    "numpy.full_like",
    "numpy.i0",
    "numpy.insert",
    "numpy.iscomplexobj",
    "numpy.isrealobj",
    "numpy.isscalar",
    "numpy.median",
    "numpy.meshgrid",
    "numpy.nan_to_num",
    "numpy.nanmedian",
    "numpy.nanpercentile",
    "numpy.nanquantile",
    "numpy.ndim",
    "numpy.ones_like",
    "numpy.percentile",
    "numpy.put",
    "numpy.quantile",
    "numpy.ravel",
    "numpy.repeat",
    "numpy.reshape",
    "numpy.resize",
    "numpy.roll",
    "numpy.select",
    "numpy.shape",
    "numpy.size",
    "numpy.squeeze",
    "numpy.take",
    "numpy.tile",
    "numpy.transpose",
    "numpy.where",
    "numpy.zeros_like",
];

/// The distributions of generators and of `numpy.random`, whose parameters may be such arrays.
const DISTRIBUTIONS: &[&str] = &[
    "beta",
    "binomial",
    "chisquare",
    "exponential",
    "f",
    "gamma",
    "geometric",
    "gumbel",
    "hypergeometric",
    "integers",
    "laplace",
    "logistic",
    "lognormal",
    "logseries",
    "multinomial",
    "negative_binomial",
    "noncentral_chisquare",
    "noncentral_f",
    "normal",
    "pareto",
    "poisson",
    "power",
    "randint",
    "rayleigh",
    "standard_t",
    "triangular",
    "uniform",
    "vonmises",
    "wald",
    "weibull",
    "zipf",
];

/// What gives of an array without dimensions what it gives of one that has its element alone along
/// an axis.
const AS_OF_ONE: &[&str] = &[
    "all",
    "amax",
    "amin",
    "any",
    "argmax",
    "argmin",
    "ascontiguousarray",
    "count_nonzero",
    "cumprod",
    "cumsum",
    "flatnonzero",
    "max",
    "mean",
    "min",
    "nancumprod",
    "nancumsum",
    "nanmax",
    "nanmean",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
    "prod",
    "ptp",
    "std",
    "sum",
    "var",
];

/// What takes an array without dimensions as it takes its element.
const AS_ITS_ELEMENT: &[&str] = &[
    "builtins.complex",
    "builtins.float",
    "builtins.int",
    "numpy.arange",
    "numpy.full",
    "numpy.interp",
    "numpy.linspace",
    "numpy.searchsorted",
    "numpy.sinc",
];

/// Keywords that these take so; what keeps an axis or has one to write to is another matter.
const HARMLESS: &[&str] = &["axis", "ddof", "dtype"];

impl Body<'_> {
    /// The arguments of a library function, or of a method behind its value, of a canonical name;
    /// arrays without dimensions as it takes them. So many of them are written without a name.
    ///
    /// # Errors
    /// Those that it does not take.
    pub fn with_dimensions(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        (positional, keywords): (usize, &[Keyword]),
        span: Span,
    ) -> Built<Vec<Expr>> {
        let lacks = |ty: &Type| ty.arrays().iter().any(|array| array.ndim == 0);
        let is_ours = name.starts_with("pyjit.");
        let distribution =
            ["generator.", "numpy.random."].iter().find_map(|it| name.strip_prefix(it));
        let takes = AS_IT_IS.contains(&name)
            || distribution.is_some_and(|own| DISTRIBUTIONS.contains(&own));
        if is_ours || takes || !arguments.iter().any(|it| lacks(&it.ty)) {
            return Ok(arguments);
        }
        // What is said of these where they are called.
        let speaks = ["builtins.abs", "builtins.len"].contains(&name);
        if speaks || is_elementwise(name, library::find(name)) {
            return Ok(arguments);
        }
        let first = arguments.first().is_some_and(|it| lacks(&it.ty));
        // A line of values has none.
        let as_element = AS_ITS_ELEMENT.contains(&name) && !(name == "numpy.searchsorted" && first);
        if as_element || scalar_named(name).is_some() || complex_named(name).is_some() {
            return Ok(arguments.into_iter().map(element_alone).collect());
        }
        let own = name.rsplit('.').next().unwrap_or(name);
        let is_known = name.starts_with("numpy.") || name.starts_with("array.");
        let plain = positional < 3
            && keywords.iter().all(|it| {
                it.arg.as_ref().is_some_and(|name| HARMLESS.contains(&name.as_str()))
                    // Several axes, or none.
                    && !self.expr(&it.value).is_ok_and(|it| matches!(it.ty, Type::Tuple(_)))
            });
        let mut arguments = arguments;
        if let [Expr { ty: Type::Array(ty), .. }, rest @ ..] = arguments.as_slice()
            && ty.ndim == 0
            && is_known
            && AS_OF_ONE.contains(&own)
            && plain
            && !rest.iter().any(|it| matches!(it.ty, Type::Tuple(_)))
            && !rest.iter().any(|it| lacks(&it.ty))
        {
            let line = Type::Array(ArrayType { ndim: 1, ..*ty });
            let array = arguments.remove(0);
            let place = array.span;
            arguments.insert(0, apply(Intrinsic::NewAxis { axis: 0 }, vec![array], line, place));
            return Ok(arguments);
        }
        let what = match name.strip_prefix("array.") {
            Some(method) => format!("`.{method}()` cannot be compiled for"),
            None => format!("`{}` cannot be compiled for", shown(name)),
        };
        refuse(without_dimensions(codes::ARGUMENT_TYPE, &what, span))
    }
}
