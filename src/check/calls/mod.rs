//! Calls of kernels: which function is meant, its arguments, and the instance for their types.

pub mod arguments;
pub mod array_likes;
pub mod axes;
pub mod buffers;
pub mod builtins;
pub mod casts;
pub mod classes;
pub mod clip;
pub mod dimensions;
pub mod extremes;
pub mod generators;
pub mod getters;
pub mod joins;
pub mod limits;
pub mod list_methods;
pub mod lists;
pub mod mathematics;
pub mod memory;
pub mod methods;
pub mod numbers;
pub mod numpy;
pub mod outputs;
pub mod parts;
pub mod records;
pub mod shaped;
pub mod signatures;
pub mod table;
pub mod times;
pub mod types;
pub mod ufunc_methods;
pub mod ufuncs;

use std::collections::BTreeMap;

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{as_known, as_number, block, node};
use crate::check::infer::settle_callee;
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::callee_refused;
use crate::check::rules::convert::{
    Misfit, as_library_float, fits_in_a_variable, keeps_its_type, to_declared,
};
use crate::check::rules::join::{strided, thawed};
use crate::check::rules::kinds::{is_mixed, is_numpys};
use crate::check::rules::numba::{self, canonical};
use crate::check::rules::refusals::misfit_problem;
use crate::check::sources::SourceId;
use crate::check::tree::{Expr, ExprKind, InstanceId};
use crate::diagnostics::{Place, codes};
use crate::scan::{Binding, DecoratorKind, KernelId, Signature};
use crate::source::Span;
use crate::types::{Layout, Type};

impl Body<'_> {
    /// Any call.
    pub fn call(&mut self, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let function: Span = ast.func.range().into();
        let spelled = self.text(function).to_owned();
        if let Ast::Attribute(attribute) = &*ast.func
            && self.is_method(&ast.func)
        {
            return self.call_method(attribute, ast);
        }
        if let Some(array) = self.array_of_declared_type(ast)? {
            return Ok(array);
        }
        if let Some(length) = self.length_of_flat(ast)? {
            return Ok(length);
        }
        let Some(binding) = self.global(&ast.func) else {
            return self.using(|this| this.call_value(ast));
        };
        if matches!(binding, Binding::Class { .. } | Binding::Unknown(_))
            && let Some(definition) = self.program.named_tuple(self.file, &ast.func)
        {
            return self.named_tuple(&definition, ast);
        }
        match binding {
            Binding::Kernel(kernel) => {
                let arguments = self.using(|this| this.arguments(kernel, ast))?;
                let is_ufunc =
                    self.program.kernel(kernel).decorator.kind == DecoratorKind::NumbaVectorize;
                match is_ufunc && arguments.iter().any(|it| is_numpys(&it.ty)) {
                    true => self.call_numbas_ufunc(kernel, arguments, span),
                    false => self.call_kernel(kernel, arguments, span),
                }
            }
            Binding::Library(name) if name == "builtins.print" => self.print(ast),
            Binding::Library(name) => self.call_library(&name, ast),
            Binding::PlainFunction => {
                let message = format!("`{spelled}` is not compiled");
                refuse(
                    Problem::new(codes::PLAIN_FUNCTION, function, message)
                        .label("a function without a decorator of pyjit")
                        .help("decorate it with `@jit` too"),
                )
            }
            Binding::Unknown(reason) => {
                let message = format!("`{spelled}` is not known when compiling: {reason}");
                refuse(
                    Problem::new(codes::UNKNOWN_NAME, function, message)
                        .help("call a decorated function of the tree, or a function of `math`"),
                )
            }
            other => {
                let message = format!("{} cannot be called in a kernel", other.description());
                refuse(
                    Problem::new(codes::NOT_CALLABLE, function, message)
                        .help("call a decorated function of the tree, or a function of `math`"),
                )
            }
        }
    }

    /// A call of a function of the prelude that the compiler itself asks for, by file and name.
    pub fn prelude_kernel(&mut self, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Expr> {
        match library::find(name) {
            Some(found) => self.call_kernel(found.kernel, arguments, span),
            None => Err(Stop::Unknown(span)),
        }
    }

    /// A call of a kernel with complete arguments.
    pub fn call_kernel(
        &mut self,
        kernel: KernelId,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        if let Some(reduced) = self.reduced_in_parts(kernel, &arguments, span)? {
            return Ok(reduced);
        }
        let callee = self.program.kernel(kernel);
        // Which signature is meant depends on the types.
        if callee.signatures.len() > 1 && arguments.iter().any(is_mixed) {
            return self.dispatched(arguments, span, &mut |this, arguments| {
                this.call_kernel(kernel, arguments, span)
            });
        }
        if self.sources.get(kernel.into()).is_none_or(|source| source.is_hopeless()) {
            return refuse(self.callee_refused(kernel, span));
        }
        let numbas = callee.decorator.options.rules.are_numbas();
        let (arguments, declared) = match callee.signatures.as_slice() {
            // To Numba annotations say nothing, and it has a version for each types.
            [] if numbas => (self.as_numbas(arguments)?, None),
            _ if numbas && callee.recorded => (self.as_numbas(arguments)?, None),
            [] => {
                let returns = callee.definition.returns.as_deref();
                let annotation = returns.map(|it| self.program.annotation_in(callee, &[], it));
                let arguments = self.annotated_arguments(kernel, arguments)?;
                (arguments, annotation.and_then(Result::ok).map(|ty| ty.of_variable()))
            }
            signatures => self.declared_arguments(kernel, signatures, arguments, span)?,
        };
        self.call_instance(kernel.into(), arguments, declared, span)
    }

    /// A call of any function: the values that it captured, then the arguments.
    pub fn call_source(
        &mut self,
        id: SourceId,
        mut captured: Vec<Expr>,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        if !self.sources.is_inner(id) {
            return self.call_kernel(id.kernel, arguments, span);
        }
        captured.extend(arguments);
        self.call_instance(id, captured, None, span)
    }

    /// The arguments of a kernel that gives Numba's answers.
    fn as_numbas(&mut self, arguments: Vec<Expr>) -> Built<Vec<Expr>> {
        arguments.into_iter().map(|argument| self.canonical(argument)).collect()
    }

    /// A call with everything that the function takes.
    fn call_instance(
        &mut self,
        id: SourceId,
        arguments: Vec<Expr>,
        declared: Option<Type>,
        span: Span,
    ) -> Built<Expr> {
        let Some(source) = self.sources.get(id) else { return Err(Stop::Unknown(span)) };
        let types = arguments.iter().map(|argument| argument.ty.clone()).collect();
        let known = self.table.instances.len();
        let Ok(instance) = self.table.instance(id, source, types, declared) else {
            return refuse(too_many_instances(&source.qualified_name, span));
        };
        self.outcome.calls.entry(instance).or_insert(span);
        // Those that are being looked at have begun.
        let new = instance == known;
        if new {
            settle_callee(self.program, self.sources, self.table, instance);
        }
        let callee = &mut self.table.instances[instance];
        callee.callers.insert(self.instance);
        let wanted = callee.outcome.wanted.clone();
        if self.lists_become(&arguments, wanted, span) {
            return Err(Stop::Unknown(span));
        }
        let callee = &self.table.instances[instance];
        let Some(ty) = callee.result.clone() else {
            return Err(Stop::Unknown(span));
        };
        let callee = InstanceId(instance as u32);
        Ok(node(ExprKind::Call { callee, arguments }, ty, span))
    }

    /// Has the lists among the arguments be made for what the function puts into them; whether one of
    /// them will be another then.
    fn lists_become(
        &mut self,
        arguments: &[Expr],
        wanted: BTreeMap<usize, Type>,
        span: Span,
    ) -> bool {
        let mut changed = false;
        for (index, ty) in wanted {
            if let Some(ExprKind::Variable(id)) = arguments.get(index).map(|it| &it.kind)
                && (id.0 as usize) < self.webs.variables.len()
            {
                changed |= !self.variable_becomes(*id, &ty, span);
            }
        }
        changed
    }

    /// The arguments of a kernel without an entry, converted where a parameter has a type: one that
    /// takes functions can have types for its other parameters.
    fn annotated_arguments(&mut self, kernel: KernelId, arguments: Vec<Expr>) -> Built<Vec<Expr>> {
        let callee = self.program.kernel(kernel);
        // What is behind them is for a `*`.
        let mut parameters = callee.definition.parameters.iter_non_variadic_params();
        let mut converted = Vec::new();
        for argument in arguments {
            let parameter = parameters.next().map(|it| &it.parameter);
            let annotation = parameter.and_then(|it| it.annotation.as_deref());
            let of_star = match parameter {
                Some(_) => None,
                None => callee.definition.parameters.vararg.as_deref(),
            };
            let asking = annotation.or(of_star.and_then(|it| it.annotation.as_deref()));
            if asking.is_some_and(|it| self.program.is_known(callee.file, it)) {
                converted.push(as_known(argument));
                continue;
            }
            let declared = annotation.map(|it| self.program.annotation_in(callee, &[], it));
            converted.push(match (parameter, declared) {
                (Some(parameter), Some(Ok(ty))) => {
                    self.converted_argument(kernel, &argument, &ty, &parameter.name)?
                }
                _ => argument,
            });
        }
        Ok(converted)
    }

    /// The arguments converted to a declared signature: the one that they match, else the first
    /// that they can be converted to.
    fn declared_arguments(
        &mut self,
        kernel: KernelId,
        signatures: &[Signature],
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<(Vec<Expr>, Option<Type>)> {
        let decorator = &self.program.kernel(kernel).decorator;
        let numbas = decorator.options.rules.are_numbas();
        if decorator.kind == DecoratorKind::NumbaVectorize {
            let types: Vec<Type> = arguments.iter().map(|it| it.ty.clone()).collect();
            let mut viable =
                signatures.iter().filter(|it| numba::is_viable(&types, &it.parameters));
            if let Some(signature) = viable.next() {
                let converted = self.converted(kernel, signature, &arguments)?;
                return Ok((converted, signature.result.clone()));
            }
        }
        let matching = signatures.iter().filter(|signature| {
            let types = arguments.iter().zip(&signature.parameters);
            types.into_iter().all(|(argument, ty)| match numbas {
                true => same_but_layout(&canonical(&argument.ty), &canonical(ty)),
                false => same_but_layout(&argument.ty, ty),
            })
        });
        // Which one an entry takes depends on what the arrays are in the call.
        let has_shape = |signature: &Signature| {
            signature.parameters.iter().any(|ty| matches!(ty, Type::Shaped(_)))
        };
        if matching.clone().count() > 1 && matching.clone().any(has_shape) {
            let name = &self.program.kernel(kernel).qualified_name;
            let message =
                format!("which signature of `{name}` is meant is not known when compiling");
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, message)
                    .label("they differ in the lengths or the order of arrays alone")
                    .help("call a kernel that declares one of them"),
            );
        }
        let mut failure = None;
        for signature in matching.chain(signatures) {
            match self.converted(kernel, signature, &arguments) {
                Ok(converted) => {
                    // Where an argument goes on as NumPy's, so may the result.
                    let types = converted.iter().zip(&signature.parameters);
                    let kept = types.into_iter().any(|(it, ty)| keeps_its_type(&it.ty, ty));
                    return Ok((converted, signature.result.clone().filter(|_| !kept)));
                }
                Err(problem) => failure = failure.or(Some(problem)),
            }
        }
        Err(failure.map_or(Stop::Unknown(span), Stop::from))
    }

    fn converted(
        &mut self,
        kernel: KernelId,
        signature: &Signature,
        arguments: &[Expr],
    ) -> Result<Vec<Expr>, Problem> {
        let names = self.program.kernel(kernel).parameters().names;
        let mut converted = Vec::new();
        for ((argument, ty), (name, _)) in arguments.iter().zip(&signature.parameters).zip(names) {
            converted.push(self.converted_argument(kernel, argument, ty, &name)?);
        }
        Ok(converted)
    }

    /// An argument as the declared type of a parameter.
    fn converted_argument(
        &mut self,
        kernel: KernelId,
        argument: &Expr,
        ty: &Type,
        name: &str,
    ) -> Result<Expr, Problem> {
        if let Type::Shaped(shaped) = ty {
            return self.shaped_argument(kernel, argument, shaped, name);
        }
        // A view keeps the layout that is known of it.
        let wanted = match (&argument.ty, ty) {
            (Type::Array(have), Type::Array(want))
                if want.layout == Layout::Strided && strided(thawed(*have)) == *want =>
            {
                &argument.ty
            }
            (Type::Array(have), Type::Array(want)) if thawed(*have) == *want => &argument.ty,
            _ => ty,
        };
        let mut given = match wanted.scalar() {
            Some(_) => as_number(argument.clone()),
            None => argument.clone(),
        };
        let numbas = self.program.kernel(kernel).decorator.options.rules.are_numbas();
        if numbas && [&given.ty, wanted].iter().all(|it| it.scalar().is_some()) {
            return Ok(numba::cast(given, wanted));
        }
        let ours = kernel.as_prelude().is_some();
        if ours {
            given = as_library_float(given, wanted);
        }
        let keeps = !ours && keeps_its_type(&given.ty, wanted);
        let converted = self.declared(given.clone(), wanted).map_err(|misfit| {
            let mut problem = misfit_problem(misfit, argument, ty, &format!("`{name}`"));
            problem.related.push((self.place_of(kernel), "defined here".to_owned()));
            problem
        })?;
        Ok(if keeps { given } else { converted })
    }

    /// A value as the declared type of a parameter, result or variable.
    pub fn declared(&mut self, value: Expr, to: &Type) -> Result<Expr, Misfit> {
        let span = value.span;
        match to_declared(value.clone(), to) {
            Err(Misfit::Never) if fits_in_a_variable(&value, to) => {
                let mut body = Vec::new();
                let bound = self.bind(value, &mut body);
                to_declared(bound, to).map(|value| block(body, value, span))
            }
            other => other,
        }
    }

    /// The place of a kernel's name.
    pub fn place_of(&self, kernel: KernelId) -> Place {
        let callee = self.program.kernel(kernel);
        Place { path: self.program.tree.file(callee.file).path.clone(), span: callee.span }
    }

    fn callee_refused(&self, kernel: KernelId, span: Span) -> Problem {
        callee_refused(&self.program.kernel(kernel).qualified_name, span, self.place_of(kernel))
    }
}

fn same_but_layout(have: &Type, want: &Type) -> bool {
    match (have, want) {
        (Type::Array(have), Type::Array(want)) => strided(thawed(*have)) == strided(*want),
        (Type::Array(_), Type::Shaped(want)) => same_but_layout(have, &Type::Array(want.array)),
        _ => have == want,
    }
}

fn too_many_instances(name: &str, span: Span) -> Problem {
    let message = format!("`{name}` would have to be compiled for too many types");
    Problem::new(codes::TOO_MANY_INSTANCES, span, message)
        .help("annotate its parameters, or do not let its types grow from call to call")
}
