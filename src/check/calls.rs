//! Calls of kernels: which function is meant, its arguments, and the instance for their types.

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use super::arrays::is_simple;
use super::binding::block;
use super::body::{Body, node};
use super::convert::{Misfit, as_library_float, to_declared};
use super::expressions::{constant, described};
use super::join::strided;
use super::library::is_prelude;
use super::problem::{Built, Problem, Stop, refuse};
use super::statements::{assignment, variable};
use super::tree::{Expr, ExprKind, InstanceId, Target};
use crate::diagnostics::{Place, codes};
use crate::scan::{Binding, KernelId, Signature};
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
        let Some(binding) = self.global(&ast.func) else {
            let message = format!("`{spelled}` cannot be called");
            return refuse(
                Problem::new(codes::NOT_CALLABLE, function, message).help(
                    "only kernels, functions of a library and methods of values can be called",
                ),
            );
        };
        match binding {
            Binding::Kernel(kernel) => {
                let arguments = self.arguments(kernel, ast)?;
                self.call_kernel(kernel, arguments, span)
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

    /// The arguments of a call in the order of the kernel's parameters, defaults filled in.
    pub fn arguments(&mut self, kernel: KernelId, ast: &ExprCall) -> Built<Vec<Expr>> {
        let span = ast.range.into();
        let callee = self.program.kernel(kernel);
        let list = callee.parameters();
        let place = self.place_of(kernel);
        let wrong = |message: String| {
            let place = place.clone();
            let mut problem = Problem::new(codes::CALL_ARGUMENTS, span, message)
                .help("Python raises TypeError here; call it as it is defined");
            problem.related.push((place, "defined here".to_owned()));
            problem
        };
        let positional = list.names.len() - list.keyword_only;
        let given = self.spread(&ast.arguments.args)?;
        if given.len() > positional {
            let given = given.len();
            return refuse(wrong(format!(
                "`{}` takes {positional} positional arguments, but {given} are given",
                callee.qualified_name
            )));
        }
        let mut order: Vec<usize> = (0..given.len()).collect();
        let mut slots: Vec<Option<Expr>> = given.into_iter().map(Some).collect();
        slots.resize(list.names.len(), None);
        for keyword in &ast.arguments.keywords {
            let Some(name) = &keyword.arg else {
                return refuse(starred(keyword.range.into()));
            };
            let known = list.names.iter().position(|(known, _)| known == name.as_str());
            match known.filter(|&index| index >= list.positional_only) {
                Some(index) if slots[index].is_none() => {
                    slots[index] = Some(self.expr(&keyword.value)?);
                    order.push(index);
                }
                Some(_) => return refuse(wrong(format!("`{name}` is given twice"))),
                None => {
                    return refuse(wrong(format!(
                        "`{}` takes no keyword argument `{name}`",
                        callee.qualified_name
                    )));
                }
            }
        }
        let missing = slots
            .iter()
            .zip(&list.names)
            .find(|(slot, (_, has_default))| slot.is_none() && !has_default);
        if let Some((_, (name, _))) = missing {
            return refuse(wrong(format!("the argument `{name}` is missing")));
        }
        let mut built = Vec::new();
        for (index, slot) in slots.into_iter().enumerate() {
            built.push(match slot {
                Some(argument) => argument,
                None => self.default(kernel, index, span)?,
            });
        }
        if !order.is_sorted() && !order.iter().all(|&index| is_simple(&built[index])) {
            self.in_order(&order, &mut built);
        }
        Ok(built)
    }

    /// Has the arguments evaluated in the order in which they are written: the first parameter's
    /// argument becomes a block that puts all of them into variables.
    fn in_order(&mut self, order: &[usize], arguments: &mut [Expr]) {
        let mut body = Vec::new();
        for &index in order {
            let Some(argument) = arguments.get_mut(index) else { continue };
            let (ty, span) = (argument.ty.clone(), argument.span);
            let hidden = self.hide("argument", &ty);
            let value = std::mem::replace(argument, variable(hidden, &ty, span));
            body.push(assignment(Target::Variable(hidden), value, span));
        }
        if let Some(first) = arguments.first_mut() {
            *first = block(body, first.clone(), first.span);
        }
    }

    /// The default of a parameter, which must be known when compiling.
    fn default(&mut self, kernel: KernelId, index: usize, span: Span) -> Built<Expr> {
        let callee = self.program.kernel(kernel);
        let parameter = callee.definition.parameters.iter_non_variadic_params().nth(index);
        let Some((parameter, default)) =
            parameter.and_then(|parameter| Some((parameter, parameter.default()?)))
        else {
            return Err(Stop::Unknown(span));
        };
        match self.program.fold(callee.file, default) {
            Ok(value) => constant(&value, span),
            Err(reason) => {
                let name = &parameter.parameter.name;
                let message = format!("the default of `{name}` is not known: {reason}");
                refuse(
                    Problem::new(codes::DEFAULT_UNKNOWN, span, message)
                        .help(format!("pass `{name}`, or make its default a constant")),
                )
            }
        }
    }

    /// A call of a kernel with complete arguments.
    pub fn call_kernel(
        &mut self,
        kernel: KernelId,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        let callee = self.program.kernel(kernel);
        let Some(webs) = self.table.webs(kernel) else {
            return refuse(self.callee_refused(kernel, span));
        };
        let (arguments, declared) = match callee.signatures.as_slice() {
            [] => {
                let returns = callee.definition.returns.as_deref();
                let annotation = returns.map(|it| self.program.annotation(callee.file, it));
                (arguments, annotation.and_then(Result::ok))
            }
            signatures => self.declared_arguments(kernel, signatures, arguments, span)?,
        };
        let types = arguments.iter().map(|argument| argument.ty.clone()).collect();
        let Ok(instance) = self.table.instance(kernel, types, declared, &webs) else {
            return refuse(too_many_instances(&callee.qualified_name, span));
        };
        self.outcome.calls.entry(instance).or_insert(span);
        let callee = &mut self.table.instances[instance];
        callee.callers.insert(self.instance);
        let Some(ty) = callee.result.clone() else {
            return Err(Stop::Unknown(span));
        };
        let callee = InstanceId(instance as u32);
        Ok(node(ExprKind::Call { callee, arguments }, ty, span))
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
        let matching = signatures.iter().filter(|signature| {
            let types = arguments.iter().zip(&signature.parameters);
            types.into_iter().all(|(argument, ty)| same_but_layout(&argument.ty, ty))
        });
        let mut failure = None;
        for signature in matching.chain(signatures) {
            match self.converted(kernel, signature, &arguments) {
                Ok(converted) => return Ok((converted, signature.result.clone())),
                Err(problem) => failure = failure.or(Some(problem)),
            }
        }
        Err(failure.map_or(Stop::Unknown(span), Stop::from))
    }

    fn converted(
        &self,
        kernel: KernelId,
        signature: &Signature,
        arguments: &[Expr],
    ) -> Result<Vec<Expr>, Problem> {
        let names = self.program.kernel(kernel).parameters().names;
        let mut converted = Vec::new();
        for ((argument, ty), (name, _)) in arguments.iter().zip(&signature.parameters).zip(names) {
            // A view keeps the layout that is known of it.
            let wanted = match (&argument.ty, ty) {
                (Type::Array(have), Type::Array(want))
                    if want.layout == Layout::Strided && strided(*have) == *want =>
                {
                    &argument.ty
                }
                _ => ty,
            };
            let mut given = argument.clone();
            if is_prelude(&self.program.tree.file(self.program.kernel(kernel).file).module) {
                given = as_library_float(given, wanted);
            }
            let built = to_declared(given, wanted);
            converted.push(built.map_err(|misfit| {
                let mut problem = misfit_problem(misfit, argument, ty, &format!("`{name}`"));
                problem.related.push((self.place_of(kernel), "defined here".to_owned()));
                problem
            })?);
        }
        Ok(converted)
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

/// The refusal of a caller.
pub fn callee_refused(name: &str, span: Span, place: Place) -> Problem {
    let message = format!("it calls `{name}`, which cannot be compiled");
    let mut problem = Problem::new(codes::CALLEE_REFUSED, span, message)
        .help(format!("mend `{name}` first; its own diagnostics say how"));
    problem.related.push((place, "defined here".to_owned()));
    problem
}

fn same_but_layout(have: &Type, want: &Type) -> bool {
    match (have, want) {
        (Type::Array(have), Type::Array(want)) => strided(*have) == strided(*want),
        _ => have == want,
    }
}

/// A value that does not become what is declared for `what`.
pub fn misfit_problem(misfit: Misfit, value: &Expr, ty: &Type, what: &str) -> Problem {
    let message = format!("{what} is declared {ty}, but this is {}", described(&value.ty));
    let problem = Problem::new(codes::DECLARED_TYPE, value.span, message);
    match misfit {
        Misfit::Lossy => problem.help(format!("convert it where a loss is wanted, e.g. `{ty}(x)`")),
        Misfit::Never => problem.help("change the annotation or the value"),
    }
}

/// `**` in a call, and `*` where no tuple is taken apart.
pub fn starred(span: Span) -> Problem {
    Problem::new(codes::STARRED, span, "`*` or `**` cannot be compiled here")
        .help("write the values out one by one; `*` of a tuple is compiled in calls and tuples")
}

fn too_many_instances(name: &str, span: Span) -> Problem {
    let message = format!("`{name}` would have to be compiled for too many types");
    Problem::new(codes::TOO_MANY_INSTANCES, span, message)
        .help("annotate its parameters, or do not let its types grow from call to call")
}
