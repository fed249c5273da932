//! Methods of NumPy's ufuncs: `np.add.reduce(a)`, `np.multiply.outer(a, b)`.

use rustpython_ast::ExprCall;

use crate::check::body::Body;
use crate::check::build::{behind, constant};
use crate::check::calls::{numpy, ufuncs};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::shown;
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::Constant;

/// The methods that `ufunc.py` of the prelude has.
const METHODS: [&str; 3] = ["accumulate", "at", "reduce"];

impl Body<'_> {
    /// A call of a method of a ufunc, by its dotted name; `None` if it is none.
    pub fn call_ufunc_method(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        let Some((function, method)) = name.rsplit_once('.') else { return Ok(None) };
        let function = numpy::known_as(function);
        let Some(own) = function.strip_prefix("numpy.") else { return Ok(None) };
        if !ufuncs::is_ufunc(function) {
            return Ok(None);
        }
        let keywords = &ast.arguments.keywords;
        if method == "outer" && keywords.is_empty() {
            let given = self.spread(&ast.arguments.args)?;
            return match <[Expr; 2]>::try_from(given) {
                Ok(pair) => self.outer(function, pair, span).map(Some),
                Err(_) => refuse(no_method(name, span)),
            };
        }
        if !METHODS.contains(&method) {
            return refuse(no_method(name, span));
        }
        let mut arguments = vec![constant(&Constant::Str(own.to_owned()), span)?];
        for argument in &ast.arguments.args {
            arguments.push(match method {
                // Lists stand for arrays of positions.
                "at" => self.index_value(argument)?,
                _ => self.expr(argument)?,
            });
        }
        let library = Some(format!("ufunc.{method}"));
        match self.prelude_function(library, arguments, keywords, span)? {
            Some(built) => Ok(Some(built)),
            None => refuse(no_method(name, span)),
        }
    }

    /// The function of every element of one array with every element of another.
    fn outer(&mut self, name: &str, pair: [Expr; 2], span: Span) -> Built<Expr> {
        let [left, right] = pair;
        if !is_numpys(&left.ty) || !is_numpys(&right.ty) {
            return self.call_library_with(name, vec![left, right], span);
        }
        let mut body = Vec::new();
        let left = self.bind(left, &mut body);
        let right = self.bind(right, &mut body);
        let both = vec![left, right.clone()];
        let left = self.prelude_kernel("ufunc._with_axes_of", both, span)?;
        let whole = self.call_library_with(name, vec![left, right], span)?;
        Ok(behind(body, whole))
    }
}

fn no_method(name: &str, span: Span) -> Problem {
    let message = format!("`{}` cannot be compiled with these arguments", shown(name));
    Problem::new(codes::LIBRARY_FUNCTION, span, message)
        .help("of ufuncs `reduce`, `accumulate`, `outer` and `at` are compiled")
}
