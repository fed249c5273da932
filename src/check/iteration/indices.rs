//! Loops over indices, `np.ndindex(…)` and `np.ndenumerate(a)`, and over elements as they lie in memory,
//! `np.nditer(a)`.

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{length, parts_of, plain, tuple};
use crate::check::iteration::plan::{FlatPart, Setup, Source};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Conversion, Type};

impl Body<'_> {
    /// The source that a call of NumPy's iterators of indices means; `None` for anything else.
    pub fn source_of_indices(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Option<Source>> {
        let Ast::Call(call) = ast else { return Ok(None) };
        match self.global(&call.func) {
            Some(Binding::Library(name))
                if matches!(name.as_str(), "numpy.ndindex" | "numba.pndindex") =>
            {
                self.ndindex(call, setup).map(Some)
            }
            Some(Binding::Library(name)) if name == "numpy.ndenumerate" => {
                self.ndenumerate(call, setup).map(Some)
            }
            Some(Binding::Library(name)) if name == "numpy.nditer" => {
                self.nditer(call, setup).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn ndindex(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        if !call.arguments.keywords.is_empty() {
            return refuse(wrong_call("ndindex", "(n, m)", span));
        }
        let mut given = Vec::new();
        for argument in &call.arguments.args {
            let value = plain(self.value(argument)?);
            given.push(self.held(value, setup));
        }
        if let [whole] = given.as_slice()
            && let Type::Tuple(_) = whole.ty
        {
            given = parts_of(whole.clone());
        }
        let mut lengths = Vec::new();
        for value in given {
            let ty = value.ty.clone();
            let index = match ty {
                Type::Bool => Some(convert(value, &Type::Int, Conversion::Numeric)),
                _ => to_index(value),
            };
            let Some(index) = index else {
                let message = format!("`ndindex` of {}", described(&ty));
                let problem = Problem::new(codes::ARGUMENT_TYPE, span, message);
                return refuse(problem.help("give integers, or one tuple of integers"));
            };
            lengths.push(self.held(index, setup));
        }
        self.source_of_lengths(lengths, setup, span)
    }

    fn ndenumerate(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let ([argument], []) = (&*call.arguments.args, &*call.arguments.keywords) else {
            return refuse(wrong_call("ndenumerate", "(a)", span));
        };
        let array = self.value(argument)?;
        let Type::Array(ty) = array.ty else {
            return refuse(no_array("ndenumerate", &array, argument.range().into()));
        };
        if !is_numpys(&array.ty) {
            return refuse(no_array("ndenumerate", &array, argument.range().into()));
        }
        let array = self.held(array, setup);
        let lengths = (0..ty.ndim).map(|axis| length(&array, axis, span)).collect();
        let indices = self.source_of_lengths(lengths, setup, span)?;
        let elements = self.source_of_flat(array, setup)?;
        Ok(Source::Zip { sources: vec![indices, elements], strict: false })
    }

    /// The elements of one array as views without dimensions, in the order in which they lie in memory,
    /// or with `order="C"` in that one; written only with `op_flags=["readwrite"]`.
    fn nditer(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let [argument] = &*call.arguments.args else {
            return refuse(wrong_call("nditer", "(a)", span));
        };
        let (mut in_memory_order, mut written) = (true, false);
        for keyword in &call.arguments.keywords {
            let name = keyword.arg.as_ref().map(|name| name.as_str());
            match (name, one_string(&keyword.value).as_deref()) {
                (Some("order"), Some("K")) => {}
                (Some("order"), Some("C")) => in_memory_order = false,
                (Some("op_flags"), Some("readwrite")) => written = true,
                (Some("op_flags"), Some("readonly")) => {}
                _ => {
                    let example = "(a, order=\"C\", op_flags=[\"readwrite\"])";
                    return refuse(wrong_call("nditer", example, span));
                }
            }
        }
        let array = self.value(argument)?;
        if !is_numpys(&array.ty) {
            return refuse(no_array("nditer", &array, argument.range().into()));
        }
        let name = match (in_memory_order, written) {
            (true, false) => "operators_iterated.as_it_lies",
            (true, true) => "operators_iterated.as_it_lies_to_write",
            (false, false) => "operators_iterated.in_c_order",
            (false, true) => "operators_iterated.in_c_order_to_write",
        };
        let view = self.prelude_kernel(name, vec![array], span)?;
        Ok(Source::Flat(self.held(view, setup), FlatPart::View))
    }

    /// The indices of an array of these lengths, in C order.
    fn source_of_lengths(
        &mut self,
        lengths: Vec<Expr>,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let lengths = tuple(lengths, span);
        let count =
            self.prelude_kernel("operators_index.count_indices", vec![lengths.clone()], span)?;
        let count = self.bind(count, &mut setup.body);
        Ok(Source::Indices(lengths, count))
    }
}

/// The string that an expression is, or that a list of one has.
fn one_string(ast: &Ast) -> Option<String> {
    match ast {
        Ast::List(list) => match &*list.elts {
            [single @ Ast::StringLiteral(_)] => one_string(single),
            _ => None,
        },
        Ast::StringLiteral(text) => Some(text.value.to_str().to_owned()),
        _ => None,
    }
}

fn no_array(name: &str, value: &Expr, span: Span) -> Problem {
    let message = format!("`{name}` of {}", described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, span, message).help("pass an array of NumPy's")
}

fn wrong_call(name: &str, arguments: &str, span: Span) -> Problem {
    let message = format!("`{name}` is called with arguments that cannot be compiled");
    Problem::new(codes::CALL_ARGUMENTS, span, message).help(format!("write `{name}{arguments}`"))
}
