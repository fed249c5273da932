//! The arguments of a call, in the order of the parameters.

use rustpython_ast::{ExprCall, Keyword};

use crate::check::body::Body;
use crate::check::build::{assignment, block, constant, constant_of, is_simple, tuple, variable};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::starred;
use crate::check::sources::SourceId;
use crate::check::tree::{Expr, Target};
use crate::diagnostics::{Place, codes};
use crate::scan::{KernelId, ParameterList};
use crate::source::Span;

/// The arguments of a call by what they are for.
pub struct Slots {
    /// One for each parameter; `None` where the default counts.
    pub slots: Vec<Option<Expr>>,
    /// The parameters whose arguments are given, in the order in which these are evaluated.
    pub order: Vec<usize>,
    /// What a `*` takes.
    pub rest: Vec<Expr>,
}

impl Body<'_> {
    /// The arguments of a call in the order of the kernel's parameters, defaults filled in.
    pub fn arguments(&mut self, kernel: KernelId, ast: &ExprCall) -> Built<Vec<Expr>> {
        self.arguments_of(kernel.into(), &[], ast)
    }

    /// The same for any function, whose value holds the captured values given.
    pub fn arguments_of(
        &mut self,
        id: SourceId,
        captured: &[Expr],
        ast: &ExprCall,
    ) -> Built<Vec<Expr>> {
        let given = self.spread(&ast.arguments.args)?;
        self.placed(id, captured, given, &ast.arguments.keywords, ast.range.into())
    }

    /// The same where the positional arguments are built.
    pub fn placed(
        &mut self,
        id: SourceId,
        captured: &[Expr],
        given: Vec<Expr>,
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Vec<Expr>> {
        let Some(callee) = self.sources.get(id) else { return Err(Stop::Unknown(span)) };
        let list = callee.syntax.parameter_list();
        let path = self.program.tree.file(self.program.kernel(callee.kernel).file).path.clone();
        let wrong = |message: String| {
            let place = Place { path: path.clone(), span: callee.syntax.span() };
            let mut problem = Problem::new(codes::CALL_ARGUMENTS, span, message)
                .help("Python raises TypeError here; call it as it is defined");
            problem.related.push((place, "defined here".to_owned()));
            problem
        };
        let name = callee.qualified_name.as_str();
        let Slots { slots, order, rest } =
            self.slots(&list, name, given, (keywords, false), &wrong)?;
        let mut built = Vec::new();
        for (index, slot) in slots.into_iter().enumerate() {
            built.push(match slot {
                Some(argument) => argument,
                None => self.default(id, captured, index, span)?,
            });
        }
        self.evaluate_in(&order, &mut built);
        if list.star {
            built.push(tuple(rest, span));
        }
        Ok(built)
    }

    /// Which argument of a call is for which parameter; lists among those that are named may be rows
    /// of numbers; `wrong` makes the refusal of a call that
    /// Python has a `TypeError` for.
    pub fn slots(
        &mut self,
        list: &ParameterList,
        callee: &str,
        mut given: Vec<Expr>,
        (keywords, takes_rows): (&[Keyword], bool),
        wrong: &dyn Fn(String) -> Problem,
    ) -> Built<Slots> {
        let positional = list.names.len() - list.keyword_only;
        let rest = match list.star {
            true => given.split_off(positional.min(given.len())),
            false => Vec::new(),
        };
        if given.len() > positional {
            let given = given.len();
            return refuse(wrong(format!(
                "`{callee}` takes {positional} positional arguments, but {given} are given"
            )));
        }
        let mut order: Vec<usize> = (0..given.len()).collect();
        let mut slots: Vec<Option<Expr>> = given.into_iter().map(Some).collect();
        slots.resize(list.names.len(), None);
        for keyword in keywords {
            let Some(name) = &keyword.arg else {
                return refuse(starred(keyword.range.into()));
            };
            let known = list.names.iter().position(|(known, _)| known == name.as_str());
            match known.filter(|&index| index >= list.positional_only) {
                Some(index) if slots[index].is_none() => {
                    slots[index] = Some(match takes_rows {
                        true => self.rows(&keyword.value)?,
                        false => self.expr(&keyword.value)?,
                    });
                    order.push(index);
                }
                Some(_) => return refuse(wrong(format!("`{name}` is given twice"))),
                None => {
                    return refuse(wrong(format!("`{callee}` takes no keyword argument `{name}`")));
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
        Ok(Slots { slots, order, rest })
    }

    /// Has arguments in the order of the parameters evaluated in that order, in which they are
    /// written.
    pub fn evaluate_in(&mut self, order: &[usize], built: &mut [Expr]) {
        if !order.is_sorted() && !order.iter().all(|&index| is_simple(&built[index])) {
            self.in_order(order, built);
        }
    }

    /// Has the arguments evaluated in the order in which they are written: the first parameter's
    /// argument becomes a block that puts all of them into variables.
    pub fn in_order(&mut self, order: &[usize], arguments: &mut [Expr]) {
        let mut body = Vec::new();
        for &index in order {
            let Some(argument) = arguments.get_mut(index) else { continue };
            // What is known when compiling stays so, and has no order.
            if index > 0 && constant_of(argument).is_some() {
                continue;
            }
            let (ty, span) = (argument.ty.clone(), argument.span);
            let hidden = self.hide("argument", &ty);
            let value = std::mem::replace(argument, variable(hidden, &ty, span));
            body.push(assignment(Target::Variable(hidden), value, span));
        }
        if let Some(first) = arguments.first_mut() {
            *first = block(body, first.clone(), first.span);
        }
    }

    /// The default of a parameter: what a function inside a kernel has kept, else a value that must
    /// be known when compiling.
    pub fn default(
        &mut self,
        id: SourceId,
        captured: &[Expr],
        index: usize,
        span: Span,
    ) -> Built<Expr> {
        let Some(callee) = self.sources.get(id) else { return Err(Stop::Unknown(span)) };
        if let Some(kept) = callee.defaults.iter().find(|it| it.parameter == index) {
            let position = callee.captures.iter().position(|it| *it == kept.variable);
            let value = position.and_then(|position| captured.get(position));
            return value.cloned().ok_or(Stop::Unknown(span));
        }
        let parameter = callee.syntax.parameters().nth(index);
        let Some((parameter, default)) =
            parameter.and_then(|parameter| Some((parameter, parameter.default()?)))
        else {
            return Err(Stop::Unknown(span));
        };
        let file = self.program.kernel(callee.kernel).file;
        match self.program.value_at_definition(file, default) {
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
}
