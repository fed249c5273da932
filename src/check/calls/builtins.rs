//! Calls of builtins and of other libraries' functions.

use rustpython_ast::{Expr as Ast, ExprCall, Keyword};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    apply, as_number, checked_tuple, constant, instead_of, list_length, node, parts_of, plain,
    truth,
};
use crate::check::calls::extremes::{maximum, minimum};
use crate::check::calls::getters::is_getter;
use crate::check::calls::numbers::{self, divmod};
use crate::check::calls::table::Builtin;
use crate::check::calls::{casts, mathematics, numpy, ufuncs};
use crate::check::library;
use crate::check::library::{LibraryKernel, intrinsic, is_combination, is_reduction};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{
    described, kept_iterator, no_none, no_such_function, shown, starred, without_dimensions,
};
use crate::check::rules::classes::is_class;
use crate::check::rules::convert::{as_library_float, convert, to_declared};
use crate::check::rules::dtypes::dtype_by;
use crate::check::rules::kinds::{is_complex, is_mixed, is_numpys};
use crate::check::sources::SourceId;
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::diagnostics::codes;
use crate::scan::{Binding, Program, complex_named, dtype_named, parse_float, scalar_named};
use crate::source::Span;
use crate::types::{
    Arithmetic, Constant, Conversion, FunctionId, FunctionType, Record, Scalar, Type,
};

const BUILTINS: &[Builtin] = &[
    Builtin { name: "builtins.abs", build: absolute },
    Builtin { name: "builtins.bool", build: to_bool },
    Builtin { name: "builtins.complex", build: complex },
    Builtin { name: "builtins.divmod", build: divmod },
    Builtin { name: "builtins.float", build: to_float },
    Builtin { name: "builtins.int", build: to_int },
    Builtin { name: "builtins.len", build: length },
    Builtin { name: "builtins.max", build: maximum },
    Builtin { name: "builtins.min", build: minimum },
    Builtin { name: "builtins.ord", build: of_constants },
    Builtin { name: "builtins.pow", build: numbers::power },
    Builtin { name: "builtins.round", build: numbers::round },
    Builtin { name: "math.ceil", build: mathematics::ceil },
    Builtin { name: "math.comb", build: mathematics::of_integers },
    Builtin { name: "math.dist", build: mathematics::distance },
    Builtin { name: "math.factorial", build: mathematics::of_integers },
    Builtin { name: "math.floor", build: mathematics::floor },
    Builtin { name: "math.gcd", build: mathematics::gcd },
    Builtin { name: "math.hypot", build: mathematics::hypot },
    Builtin { name: "math.isqrt", build: mathematics::of_integers },
    Builtin { name: "math.lcm", build: mathematics::lcm },
    Builtin { name: "math.ldexp", build: mathematics::ldexp },
    Builtin { name: "math.perm", build: mathematics::of_integers },
    Builtin { name: "math.trunc", build: mathematics::trunc },
];

/// The builtin of that canonical name.
fn builtin(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().chain(numpy::FUNCTIONS).find(|builtin| builtin.name == name)
}

/// Whether a library's name is a function that kernels can call.
fn is_library_function(name: &str) -> bool {
    let name = numpy::known_as(name);
    builtin(name).is_some()
        || library::signature(name).is_some()
        || scalar_named(name).is_some()
        || complex_named(name).is_some()
        || is_class(name)
        || Record::of_dtype_name(name).is_some()
        || (name.starts_with("numpy.dtype(") && dtype_named(name).is_some())
        || ufuncs::is_operator(name)
        || is_reduction(name)
}

/// The type of the function that a global name stands for: a kernel, or one of a library.
pub fn type_of_function(program: &Program, binding: &Binding) -> Option<Type> {
    let (function, name) = match binding {
        Binding::Kernel(kernel) => {
            let id = FunctionId::Compiled(SourceId::from(*kernel).into());
            (id, program.kernel(*kernel).qualified_name.clone())
        }
        Binding::Library(name) if is_library_function(name) => {
            (FunctionId::Library(name.clone()), name.clone())
        }
        _ => return None,
    };
    Some(Type::Function(Box::new(FunctionType { function, name, captured: Vec::new() })))
}

impl Body<'_> {
    /// Whether a library's name is a function that kernels can call.
    pub fn is_library_function(&self, name: &str) -> bool {
        is_library_function(name)
    }

    /// A call of a library's function, by its canonical name.
    pub fn call_library(&mut self, name: &str, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let name = numpy::known_as(name);
        if name.starts_with("numba.")
            && let Some(built) = self.numbas_function(name, ast)?
        {
            return Ok(built);
        }
        if self.rules().are_numbas()
            && let Some(built) = self.numbas_mathematics(name, ast)?
        {
            return Ok(built);
        }
        if name == "builtins.isinstance" {
            return self.isinstance(ast);
        }
        if name == "builtins.type" {
            return self.type_of(ast);
        }
        if let Some(value) = self.float_of_string(name, ast) {
            return Ok(value);
        }
        if let Some(reduced) = self.reduction(name, ast)? {
            return Ok(reduced);
        }
        if let Some(list) = self.made_list(name, ast)? {
            return Ok(list);
        }
        if let Some(getter) = self.getter(name, ast)? {
            return Ok(getter);
        }
        if let Some(limits) = self.limits_call(name, ast)? {
            return Ok(limits);
        }
        match name {
            "builtins.range" => return self.range_value(ast),
            "builtins.next" => return self.next_of(ast),
            "builtins.tuple" => return self.made_tuple(ast),
            "functools.reduce" => return self.reduce(ast),
            _ if is_getter(name) => {
                let given = self.spread(&ast.arguments.args)?;
                return self.got(name, given, span);
            }
            _ if is_combination(name).is_some() => return refuse(kept_iterator(name, span)),
            _ => {}
        }
        if name == "numpy.clip"
            && let Some(clipped) = self.clip(ast)?
        {
            return match (self.rules().are_numbas(), &*ast.arguments.args) {
                (true, [array, ..]) => {
                    let of = self.expr(array)?.ty;
                    self.clipped_by_numba(clipped, &of, span)
                }
                _ => Ok(clipped),
            };
        }
        if let Some(built) = self.call_ufunc_method(name, ast)? {
            return Ok(built);
        }
        if let Some(built) = self.call_with_output(name, ast)? {
            return Ok(built);
        }
        let args = &ast.arguments.args;
        let is_plain = name.starts_with("numpy.") && !args.iter().any(Ast::is_starred_expr);
        let mut given = match is_plain && args.iter().any(holds_list) {
            true => ast.arguments.args.iter().map(|it| self.rows(it)).collect::<Built<_>>()?,
            false => self.given(name, ast)?,
        };
        self.before_branches(&mut given, &args.iter().collect::<Vec<_>>());
        self.call_bound(name, given, &ast.arguments.keywords, span)
    }

    /// An argument of a function that makes arrays, which takes lists and tuples alike.
    pub fn rows(&mut self, ast: &Ast) -> Built<Expr> {
        let elements = match ast {
            Ast::List(list) => &list.elts,
            Ast::Tuple(tuple) if holds_list(ast) => &tuple.elts,
            _ => return self.expr(ast),
        };
        if elements.iter().any(Ast::is_starred_expr) {
            return self.expr(ast);
        }
        let rows: Built<Vec<Expr>> = elements.iter().map(|it| self.rows(it)).collect();
        checked_tuple(rows?, ast.range().into())
    }

    /// A call of a library's function with positional arguments that are built.
    pub fn call_library_with(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        let name = numpy::known_as(name);
        if is_getter(name) {
            return self.got(name, arguments, span);
        }
        if let ([value], true) = (arguments.as_slice(), is_reduction(name)) {
            return self.reduction_of_value(name, value.clone(), span);
        }
        self.call_bound(name, arguments, &[], span)
    }

    fn call_bound(
        &mut self,
        name: &str,
        given: Vec<Expr>,
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Expr> {
        // A list that is shuffled is the list itself.
        let takes_arrays = name.starts_with("numpy.") && name != "numpy.random.shuffle";
        let given = match takes_arrays {
            true => self.arrays_of_lists(name, given, keywords, span)?,
            false => given,
        };
        if let Some(time) = self.made_time(name, &given, keywords, span)? {
            return Ok(time);
        }
        if let ("numpy.dtype", [value], []) = (name, given.as_slice(), keywords)
            && let Some(element) = dtype_by(value)
        {
            return Ok(instead_of(value.clone(), self.dtype_object(element, span)));
        }
        if let ("builtins.bool", [value], []) = (name, given.as_slice(), keywords) {
            return self.optional_truth(value.clone());
        }
        let positional = given.len();
        let arguments = match (library::signature(name), keywords) {
            (Some(function), _) => {
                let arguments = self.bound(name, function, given, keywords, span)?;
                self.arrays_of_tuples(name, function, arguments, span)?
            }
            (None, [keyword, ..]) => return refuse(no_keywords(name, keyword)),
            // The prelude's own `axis` may be `None`.
            (None, []) if name.starts_with("pyjit.intrinsics.") => given,
            (None, []) => {
                given.iter().try_for_each(no_none)?;
                given
            }
        };
        // What is given by name may be a list, too.
        let is_named = |it: &Keyword| it.arg.as_ref().is_some_and(|name| name.as_str() != "dtype");
        let arguments = match takes_arrays && keywords.iter().all(is_named) {
            true => self.arrays_of_lists(name, arguments, keywords, span)?,
            false => arguments,
        };
        // Which of them `min` gives is one of them, not its number.
        let arguments: Vec<Expr> = match name {
            "builtins.min" | "builtins.max" => arguments,
            _ => arguments.into_iter().map(as_number).collect(),
        };
        let found = library::signature(name).and_then(|_| library::find(name));
        if let Some(function) = name.strip_prefix("pyjit.intrinsics.") {
            return self.call_intrinsic(function, arguments, span);
        }
        if let Some(built) = self.call_of_times(name, &arguments, span)? {
            return Ok(built);
        }
        if let Some(built) = self.call_of_records(name, &arguments, span)? {
            return Ok(built);
        }
        let of_arrays = arguments.iter().any(|it| is_numpys(&it.ty));
        if of_arrays && matches!(name, "builtins.divmod" | "numpy.divmod") {
            return self.elementwise(arguments, span, &mut |this, parts| {
                this.call_bound("numpy.divmod", parts, &[], span)
            });
        }
        if of_arrays && numpy::is_of_elements(name) {
            return self.elementwise_as_given(arguments, span, &mut |this, parts| {
                this.call_bound(name, parts, &[], span)
            });
        }
        let arguments = self.with_dimensions(name, arguments, (positional, keywords), span)?;
        let arguments = match name.starts_with("numpy.") && self.rules().are_numbas() {
            true => self.as_numba_takes(name, arguments, span)?,
            false => arguments,
        };
        let builtin = builtin(name);
        if arguments.iter().any(is_mixed)
            && let Some(built) = self.call_with_mixed(name, found, arguments.clone(), span)?
        {
            return Ok(built);
        }
        if let Some(builtin) = builtin
            && let Some(built) = self.built_in(builtin, arguments.clone(), span)?
        {
            return Ok(built);
        }
        if let Some(scalar) = scalar_named(name).filter(|_| !name.starts_with("builtins.")) {
            return casts::to_sized(self.rules(), arguments, scalar, span);
        }
        if let Some(part) = complex_named(name) {
            return casts::to_sized_complex(arguments, part, span);
        }
        let of_arrays = found.is_some_and(|found| found.of_arrays);
        if !of_arrays && let Some(built) = self.call_ufunc(name, found, arguments.clone(), span)? {
            return Ok(built);
        }
        let known = builtin.is_some() || ufuncs::is_operator(name);
        let Some(found) = found else {
            let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
            return refuse(no_such_function(name, known, &types, span));
        };
        if found.exact {
            let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
            return refuse(no_such_function(name, true, &types, span));
        }
        let arguments = self.completed(found.kernel, arguments, span)?;
        self.call_generic(name, found, arguments, span)
    }

    /// A call of a function that the compiler knows; `None` if not for these types. Those of NumPy's
    /// have no weak numbers by Numba's rules.
    fn built_in(
        &mut self,
        builtin: &Builtin,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        if !builtin.name.starts_with("numpy.") {
            return (builtin.build)(self, arguments, span);
        }
        let arguments = self.strengthened(arguments);
        self.of_elements(|this| (builtin.build)(this, arguments, span))
    }

    /// A call of a function of the prelude that takes its arguments as they are.
    fn call_generic(
        &mut self,
        name: &str,
        found: LibraryKernel,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        if !found.of_arrays && !numpy::takes(name, &arguments) {
            let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
            return refuse(no_such_function(name, true, &types, span));
        }
        self.call_kernel(found.kernel, arguments, span)
    }

    /// A call with numbers of several types, of a function that asks for the types of its arguments;
    /// `None` if it does not.
    fn call_with_mixed(
        &mut self,
        name: &str,
        found: Option<LibraryKernel>,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        if matches!(name, "builtins.min" | "builtins.max" | "builtins.bool") {
            return Ok(None);
        }
        let builtin = builtin(name);
        let scalar = scalar_named(name).filter(|_| !name.starts_with("builtins."));
        let of_numpy = found.is_some_and(|found| found.exact) || ufuncs::is_operator(name);
        if builtin.is_none() && scalar.is_none() && !of_numpy {
            return Ok(None);
        }
        let built = self.dispatched(arguments, span, &mut |this, arguments| {
            if let Some(builtin) = builtin
                && let Some(built) = (builtin.build)(this, arguments.clone(), span)?
            {
                return Ok(built);
            }
            if let Some(scalar) = scalar {
                return casts::to_sized(this.rules(), arguments, scalar, span);
            }
            if let Some(built) = this.call_ufunc(name, found, arguments.clone(), span)? {
                return Ok(built);
            }
            match found {
                Some(found) if !found.exact => {
                    let arguments = this.completed(found.kernel, arguments, span)?;
                    this.call_kernel(found.kernel, arguments, span)
                }
                _ => {
                    let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
                    refuse(no_such_function(name, true, &types, span))
                }
            }
        });
        built.map(Some)
    }

    /// `float("inf")`, `float("1e5")` and the like.
    fn float_of_string(&self, name: &str, ast: &ExprCall) -> Option<Expr> {
        let [Ast::StringLiteral(text)] = &*ast.arguments.args else { return None };
        if name != "builtins.float" || !ast.arguments.keywords.is_empty() {
            return None;
        }
        let value = parse_float(text.value.to_str())?;
        constant(&Constant::Float(value), ast.range().into()).ok()
    }

    pub fn call_intrinsic(&mut self, name: &str, given: Vec<Expr>, span: Span) -> Built<Expr> {
        if let Some(built) = self.memory_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if let Some(built) = self.list_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if let Some(built) = self.generator_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if let Some(built) = self.axes_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if let Some(built) = self.named_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if let Some(built) = self.joins_intrinsic(name, &given, span)? {
            return Ok(built);
        }
        if name == "power_modulo" && given.iter().all(|argument| argument.ty == Type::Int) {
            return Ok(apply(Intrinsic::PowMod, given, Type::Int, span));
        }
        let found = intrinsic(name).filter(|(_, parameters, _)| parameters.len() == given.len());
        let Some((function, parameters, result)) = found else {
            return refuse(no_such_function(name, false, &[], span));
        };
        let mut arguments = Vec::new();
        let single = Type::Sized(Scalar::F32);
        if function.is_of_floats() && given.iter().all(|it| it.ty == single) {
            return Ok(apply(Intrinsic::Math(function), given, single, span));
        }
        for (argument, ty) in given.into_iter().zip(&parameters) {
            let ty_given = argument.ty.clone();
            match to_declared(as_library_float(argument, ty), ty) {
                Ok(argument) => arguments.push(argument),
                Err(_) => return refuse(wrong_type(name, &ty_given, span)),
            }
        }
        let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::Math(function), arguments };
        Ok(node(kind, result, span))
    }
}

/// Whether an expression is a list, or a tuple that holds one.
fn holds_list(ast: &Ast) -> bool {
    match ast {
        Ast::List(_) => true,
        Ast::Tuple(tuple) => tuple.elts.iter().any(holds_list),
        _ => false,
    }
}

fn no_keywords(name: &str, keyword: &Keyword) -> Problem {
    let span = keyword.range.into();
    if keyword.arg.is_none() {
        return starred(span);
    }
    let message = format!("keyword arguments of `{}` cannot be compiled", shown(name));
    Problem::new(codes::LIBRARY_KEYWORD, span, message)
        .help("pass positional arguments, if the function takes them so")
}

fn wrong_type(name: &str, ty: &Type, span: Span) -> Problem {
    let message = format!("`{}` does not work on {}", shown(name), described(ty));
    Problem::new(codes::ARGUMENT_TYPE, span, message).help("convert the argument")
}

/// Takes the arguments out of their vector; the table has checked their number.
fn one(arguments: Vec<Expr>) -> Option<Expr> {
    arguments.into_iter().next()
}

fn absolute(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Some(value) = one(arguments) else { return Ok(None) };
    if value.ty == Type::Complex {
        return body.complex_kernel("absolute", vec![value], span).map(Some);
    }
    if is_numpys(&value.ty) || is_complex(&value.ty) {
        let found = library::find("numpy.absolute");
        return body.call_ufunc("numpy.absolute", found, vec![value], span);
    }
    let arithmetic = match value.ty {
        Type::Bool | Type::Int => Arithmetic::PythonInt,
        Type::Float => Arithmetic::PythonFloat,
        Type::Sized(Scalar::Bool) => return Ok(Some(value)),
        Type::Sized(scalar) if !scalar.is_signed() && !scalar.is_float() => return Ok(Some(value)),
        Type::Sized(scalar) => Arithmetic::Sized(scalar),
        _ => return Ok(None),
    };
    let value = match value.ty {
        Type::Bool => convert(value, &Type::Int, Conversion::Numeric),
        _ => value,
    };
    let ty = value.ty.clone();
    Ok(Some(apply(Intrinsic::Abs(arithmetic), vec![value], ty, span)))
}

fn complex(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    body.construct_complex(arguments, span)
}

fn to_bool(_: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    match one(arguments) {
        Some(value) => truth(value).map(Some),
        None => constant(&Constant::Bool(false), span).map(Some),
    }
}

/// `ord("0")`: only of what is known when compiling.
fn of_constants(_: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let known = fold_known("builtins.ord", &arguments);
    known.map(|value| constant(&value, span)).transpose()
}

/// The value of a call whose arguments are constants.
fn fold_known(name: &str, arguments: &[Expr]) -> Option<Constant> {
    let known = arguments.iter().map(|argument| match &argument.kind {
        ExprKind::Constant(value) => Some(value.clone()),
        _ => None,
    });
    crate::scan::fold_call(name, &known.collect::<Option<Vec<Constant>>>()?)
}

fn to_int(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    if arguments.first().is_some_and(|it| it.ty == Type::Str) {
        let known = fold_known("builtins.int", &arguments);
        return known.map(|value| constant(&value, span)).transpose();
    }
    if arguments.len() > 1 {
        return Ok(None);
    }
    match one(arguments) {
        // An integer of Numba's keeps its width.
        Some(value)
            if body.rules().are_numbas() && matches!(value.ty, Type::Sized(it) if it.is_int()) =>
        {
            Ok(Some(value))
        }
        Some(value) => Ok(casts::to_int(value, span)),
        None => constant(&Constant::Int(0), span).map(Some),
    }
}

fn to_float(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    match one(arguments) {
        Some(value) if body.rules().are_numbas() && value.ty == Type::Sized(Scalar::F32) => {
            Ok(Some(value))
        }
        Some(value) if value.ty.scalar().is_some() => {
            Ok(Some(convert(value, &Type::Float, Conversion::Numeric)))
        }
        Some(_) => Ok(None),
        None => constant(&Constant::Float(0.0), span).map(Some),
    }
}

fn length(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Some(value) = one(arguments).map(plain) else { return Ok(None) };
    match &value.ty {
        Type::Array(ty) if ty.ndim == 0 => {
            let what = "Python raises TypeError for the length of";
            refuse(without_dimensions(codes::ARGUMENT_TYPE, what, span))
        }
        Type::Array(_) => {
            let kind = ExprKind::Length { array: Box::new(value), axis: 0 };
            Ok(Some(node(kind, Type::Int, span)))
        }
        Type::Records(_, ndim) if *ndim > 0 => {
            let array = parts_of(value).pop();
            let length = array.map(|array| {
                node(ExprKind::Length { array: Box::new(array), axis: 0 }, Type::Int, span)
            });
            Ok(length)
        }
        Type::List(_) => Ok(Some(list_length(value, span))),
        Type::Record(record) => {
            let length = constant(&Constant::Int(record.fields.len() as i128), span)?;
            Ok(Some(instead_of(value, length)))
        }
        Type::Range => body.range_kernel("length", vec![value], span).map(Some),
        Type::Str => Ok(Some(apply(Intrinsic::TextLength, vec![value], Type::Int, span))),
        Type::Tuple(elements) => {
            let length = constant(&Constant::Int(elements.len() as i128), span)?;
            Ok(Some(instead_of(value, length)))
        }
        _ => Ok(None),
    }
}
