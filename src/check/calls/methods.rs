//! Methods and attributes of values: `n.bit_length()`, `x.real`.
//!
//! The type of the value says in which files of the prelude its methods and its attributes are
//! functions: a method takes the value and then the arguments of the call, an attribute takes the
//! value alone. What needs the compiler's own knowledge is left to the modules for those types.

use rustpython_ast::{Expr as Ast, ExprAttribute, ExprCall, Keyword};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    all_bytes, as_number, behind, bytes_of, complex_part, constant, field, instead_of, node,
    record_of, records_of_new,
};
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{no_such_method, starred, unsupported_attribute};
use crate::check::rules::dtypes::{dtype_by, is_dtype, limits_object};
use crate::check::rules::kinds::{is_complex, is_mixed, is_numpys};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{FunctionId, MAX_NDIM, Scalar, Type};

/// The prelude's files of the methods of a type and of its attributes, as library names.
struct Home {
    methods: &'static str,
    attributes: &'static str,
}

fn home(ty: &Type) -> Option<Home> {
    let (methods, attributes) = match ty {
        Type::Bool | Type::Int => ("int", "attributes_int"),
        Type::Float => ("float", "attributes_float"),
        Type::Range => ("range", "attributes_range"),
        Type::Complex => ("complex", "attributes_complex"),
        Type::SizedComplex(_) => ("sizedcomplex", "attributes_sizedcomplex"),
        Type::Time(_) => ("time", "attributes_time"),
        Type::Sized(Scalar::Bool) => ("sizedbool", "attributes_sizedbool"),
        Type::Sized(scalar) if scalar.is_float() => ("sizedfloat", "attributes_sizedfloat"),
        Type::Sized(_) => ("sizedint", "attributes_sizedint"),
        Type::Array(array) if array.is_numpys() => ("array", "attributes_array"),
        Type::Generator => ("generator", "attributes_generator"),
        Type::Tuple(_) => ("tuple", "attributes_tuple"),
        _ => return None,
    };
    Some(Home { methods, attributes })
}

impl Body<'_> {
    /// Whether a called expression is a method of a value: `value.name` where `value` is no module,
    /// class or function.
    pub fn is_method(&self, function: &Ast) -> bool {
        let Ast::Attribute(attribute) = function else { return false };
        match self.global(&attribute.value) {
            None => true,
            Some(binding) => matches!(binding, Binding::Constant(_)),
        }
    }

    /// A call of a method: the value is evaluated first, then the arguments.
    pub fn call_method(&mut self, attribute: &ExprAttribute, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let value = self.value(&attribute.value)?;
        let name = attribute.attr.as_str();
        if let Type::List(_) = value.ty {
            return self.list_method(value, attribute, ast);
        }
        if is_dtype(&value.ty)
            && let Some(function) = self.attribute_of_value(value.clone(), name, span)?
            && let Type::Function(class) = &function.ty
            && let FunctionId::Library(class) = &class.function
        {
            let call = self.call_library(class, ast)?;
            return Ok(instead_of(value, call));
        }
        if let (Type::Named(named), "_replace") = (value.ty.clone(), name) {
            return self.replaced(value, &named, ast);
        }
        if let (Some((record, ndim)), "copy") = (record_of(&value.ty), name)
            && ast.arguments.is_empty()
            && ndim.is_none_or(|it| usize::from(it) < MAX_NDIM && it > 0)
        {
            let mut body = Vec::new();
            let value = self.settle_one(value, &mut body);
            let Some((bytes, _)) = bytes_of(&value) else { return Err(Stop::Unknown(span)) };
            let all = all_bytes(&bytes, record.size, span)?;
            let copy = self.copied_records(all, value.ty, span, &mut body)?;
            return Ok(behind(body, copy));
        }
        if let (Type::Records(record, ndim), "flatten" | "ravel" | "transpose") =
            (value.ty.clone(), name)
            && ast.arguments.is_empty()
            && (1..MAX_NDIM).contains(&usize::from(ndim))
        {
            if name == "transpose" {
                let turned = self.attribute_of_records(value, "T", span)?;
                return turned.ok_or(Stop::Unknown(span));
            }
            let mut body = Vec::new();
            let value = self.settle_one(value, &mut body);
            let Some((bytes, _)) = bytes_of(&value) else { return Err(Stop::Unknown(span)) };
            let all = all_bytes(&bytes, record.size, span)?;
            let function = match name {
                "ravel" => "operators_records.ravelled",
                _ => "operators_records.flattened",
            };
            let made = self.prelude_kernel(function, vec![all], span)?;
            let made = self.bind(made, &mut body);
            return Ok(behind(body, records_of_new(&made, Type::Records(record, 1), span)));
        }
        let keywords = &ast.arguments.keywords;
        if let Some(keyword) = keywords.first().filter(|it| it.arg.is_none() || is_mixed(&value)) {
            if keyword.arg.is_none() {
                return refuse(starred(keyword.range.into()));
            }
            let message = format!("keyword arguments of `.{name}()` cannot be compiled");
            let problem = Problem::new(codes::LIBRARY_KEYWORD, keyword.range.into(), message);
            return refuse(problem.help("pass positional arguments, if the method takes them so"));
        }
        let mut arguments = vec![value];
        for argument in &ast.arguments.args {
            // Which parameters may be `None`, its signature says.
            let argument = match is_numpys(&arguments[0].ty) {
                true => self.rows(argument)?,
                false => self.expr(argument)?,
            };
            arguments.push(as_number(argument));
        }
        if self.rules().are_numbas() && is_numpys(&arguments[0].ty) {
            arguments = self.as_numba_takes(name, arguments, span)?;
        }
        let place = attribute.range().into();
        self.dispatched(arguments, span, &mut |this, arguments| {
            let ty = arguments.first().map_or(Type::None, |value| value.ty.clone());
            let library = home(&ty).map(|home| format!("{}.{name}", home.methods));
            let arguments = match &library {
                Some(library) => {
                    let written = (arguments.len(), keywords.as_ref());
                    this.with_dimensions(library, arguments, written, span)?
                }
                None => arguments,
            };
            match this.prelude_function(library, arguments, keywords, span)? {
                Some(built) => Ok(built),
                None => refuse(no_such_method(&ty, name, place)),
            }
        })
    }

    /// `value.name` of a value that is no array; `None` if it is not known.
    pub fn attribute_of_value(
        &mut self,
        value: Expr,
        name: &str,
        span: Span,
    ) -> Built<Option<Expr>> {
        if value.ty == Type::Range
            && let Some(index) = ["start", "stop", "step"].iter().position(|part| *part == name)
        {
            let kind = ExprKind::Part { value: Box::new(value), index };
            return Ok(Some(node(kind, Type::Int, span)));
        }
        if is_complex(&value.ty)
            && let Some(part) = complex_part(&value, name, span)
        {
            return Ok(Some(part));
        }
        if let Some(field) = field(&value, name, span) {
            return Ok(Some(field));
        }
        if let Some(element) = dtype_by(&value).filter(|_| is_dtype(&value.ty)) {
            let owner = format!("numpy.dtype({element})");
            return self.attribute_of_library(value, &owner, name, span);
        }
        if let Some(owner) = limits_object(&value.ty).map(str::to_owned) {
            return self.attribute_of_library(value, &owner, name, span);
        }
        if is_mixed(&value) {
            let ty = value.ty.clone();
            let built = self.dispatched(vec![value], span, &mut |this, values| {
                let value = values.into_iter().next().ok_or(Stop::Unknown(span))?;
                let found = this.attribute_of_value(value, name, span)?;
                found.ok_or_else(|| unsupported_attribute(&ty, name, span).into())
            });
            return built.map(Some);
        }
        let library = home(&value.ty).map(|home| format!("{}.{name}", home.attributes));
        self.prelude_function(library, vec![value], &[], span)
    }

    /// What is known of a dtype or of the limits of one: `a.dtype.itemsize`, `a.dtype.type`,
    /// `np.finfo(a.dtype).eps`.
    fn attribute_of_library(
        &mut self,
        value: Expr,
        owner: &str,
        name: &str,
        span: Span,
    ) -> Built<Option<Expr>> {
        let dotted = format!("{owner}.{name}");
        let known = match self.program.library(&dotted) {
            Binding::Constant(value) => constant(&value, span)?,
            Binding::Library(found) if found != dotted => {
                self.global_function(FunctionId::Library(found.clone()), found, span)
            }
            _ => return Ok(None),
        };
        Ok(Some(instead_of(value, known)))
    }

    /// A call of the prelude's function of that library name, if there is one.
    pub fn prelude_function(
        &mut self,
        library: Option<String>,
        arguments: Vec<Expr>,
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some(name) = library else { return Ok(None) };
        let (Some(function), Some(found)) = (library::method(&name), library::find(&name)) else {
            return Ok(None);
        };
        let arguments = self.bound(&name, function, arguments, keywords, span)?;
        if let Some(built) = self.call_of_times(&name, &arguments, span)? {
            return Ok(Some(built));
        }
        let arguments = self.completed(found.kernel, arguments, span)?;
        self.call_kernel(found.kernel, arguments, span).map(Some)
    }
}
