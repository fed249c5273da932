//! `product`, `permutations` and `combinations`: of what they select from, Python keeps a copy.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{
    all, boolean, compared, constant, integer, list_element, parts_of, tuple,
};
use crate::check::iteration::combined::{by_name, wrong_call};
use crate::check::iteration::drawn::{branch, of_nothing};
use crate::check::iteration::generators::Over;
use crate::check::iteration::lists::Origin;
use crate::check::iteration::plan::{Drawn, Setup, Source};
use crate::check::iteration::reductions::assign;
use crate::check::problem::{Built, Stop, refuse};
use crate::check::tree::{Expr, Stmt};
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

/// The greatest number of elements in a tuple of these.
const MOST: usize = 32;

impl Body<'_> {
    /// What is selected from, as it is now.
    fn pool(&mut self, source: Source, setup: &mut Setup, span: Span) -> Built<Source> {
        let list = match source {
            source @ (Source::Range(_) | Source::Tuple(_)) => return self.alike(source),
            Source::List(list) => self.list_kernel("copied", vec![list], span)?,
            source => {
                let over = match self.unrolled(&source)? {
                    Some(elements) => Over::Elements(elements),
                    None => {
                        let inner = Setup { place: setup.place, body: Vec::new() };
                        let mut plan = self.positions(source, inner)?;
                        setup.body.append(&mut plan.setup);
                        Over::Loop(Box::new(plan))
                    }
                };
                self.list_from(Origin::Over(over), None, span)?
            }
        };
        if list.ty == Type::List(None) {
            return refuse(of_nothing(span));
        }
        Ok(Source::List(self.bind(list, &mut setup.body)))
    }

    /// `product(x, y, repeat=n)`.
    pub fn product_of(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let times = match &*call.arguments.keywords {
            [] => 1,
            [given] if given.arg.as_ref().is_some_and(|it| it.as_str() == "repeat") => {
                self.number_of(&given.value)?
            }
            _ => return refuse(wrong_call("product", span)),
        };
        let mut pools = Vec::new();
        for source in self.sources(&call.arguments.args, setup)? {
            pools.push(self.pool(source, setup, span)?);
        }
        let count = pools.len() * times;
        if count == 0 || count > MOST {
            return refuse(wrong_call("product", span));
        }
        let mut lengths = Vec::new();
        for pool in &pools {
            let length = self.source_length(pool, span)?;
            lengths.push(self.held(length, setup));
        }
        let zero = constant(&Constant::Int(0), span)?;
        let some = lengths.iter();
        let some = some.map(|it| compared(it.clone(), Comparison::Gt, zero.clone(), span));
        let begins = all(some.collect(), span);
        let lengths = lengths.iter().cycle().take(count).cloned().collect();
        let list = self.list_of_values(lengths, None, span)?;
        let list = self.bind(list, &mut setup.body);
        let positions = self.selection("zeros", vec![length_of(count, span)?], setup, span)?;
        let pools = pools.iter().cycle().take(count).cloned().collect();
        let arguments = vec![positions.clone(), list];
        self.selected(pools, positions, begins, ("next_product", arguments), setup, span)
    }

    /// `permutations` and `combinations`.
    pub fn selections(&mut self, own: &str, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let required = if own == "permutations" { 1 } else { 2 };
        let given = by_name(own, call, &["iterable", "r"], required)?;
        let [Some(source), taken] = given.as_slice() else {
            return refuse(wrong_call(own, span));
        };
        let source = self.source(source, setup)?;
        let pool = self.pool(source, setup, span)?;
        let taken = match (taken.filter(|it| !it.is_none_literal_expr()), &pool) {
            (Some(taken), _) => self.number_of(taken)?,
            (None, Source::Tuple(value)) if own == "permutations" => parts_of(value.clone()).len(),
            _ => return refuse(wrong_call(own, span)),
        };
        if taken == 0 || taken > MOST {
            return refuse(wrong_call(own, span));
        }
        let length = self.source_length(&pool, span)?;
        let length = self.held(length, setup);
        let number = length_of(taken, span)?;
        let fits = compared(number.clone(), Comparison::Le, length.clone(), span);
        let (positions, begins, next) = match own {
            "combinations" => {
                let positions = self.selection("begun", vec![number], setup, span)?;
                (positions.clone(), fits, ("next_combination", vec![positions, length]))
            }
            "permutations" => {
                let positions = self.selection("begun", vec![length.clone()], setup, span)?;
                let left = self.selection("cycles", vec![length, number], setup, span)?;
                (positions.clone(), fits, ("next_permutation", vec![positions, left]))
            }
            _ => {
                let zero = constant(&Constant::Int(0), span)?;
                let some = compared(length.clone(), Comparison::Gt, zero, span);
                let positions = self.selection("zeros", vec![number], setup, span)?;
                (positions.clone(), some, ("next_repeating", vec![positions, length]))
            }
        };
        self.selected(vec![pool; taken], positions, begins, next, setup, span)
    }

    /// A number that is known when compiling.
    fn number_of(&mut self, ast: &Ast) -> Built<usize> {
        let value = self.value(ast)?;
        match integer(&value).and_then(|number| usize::try_from(number).ok()) {
            Some(number) => Ok(number),
            None => refuse(wrong_call("product", value.span)),
        }
    }

    /// A list that a function of `operators_selections.py` makes.
    fn selection(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Expr> {
        let name = format!("operators_selections.{function}");
        let list = self.prelude_kernel(&name, arguments, span)?;
        Ok(self.bind(list, &mut setup.body))
    }

    /// Tuples of an element of each pool, at positions that a function changes in place.
    fn selected(
        &mut self,
        pools: Vec<Source>,
        positions: Expr,
        begins: Expr,
        (function, arguments): (&str, Vec<Expr>),
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let begun = self.state("begun", boolean(false, span), setup);
        let found = self.state("found", boolean(false, span), setup);
        let name = format!("operators_selections.{function}");
        let next = self.prelude_kernel(&name, arguments, span)?;
        let first = vec![assign(&begun, boolean(true, span), span), assign(&found, begins, span)];
        let mut body: Vec<Stmt> = Vec::new();
        let mut elements = Vec::new();
        for (index, pool) in pools.iter().enumerate() {
            let index = length_of(index, span)?;
            let place = list_element(&positions, &index, span)?;
            let place = self.bind(place, &mut body);
            if place.ty != Type::Int {
                return Err(Stop::Unknown(span));
            }
            let value = self.element(pool, place, span)?;
            let element = self.slot("element", &value.ty, setup, span);
            body.push(assign(&element, value, span));
            elements.push(element);
        }
        let advance = vec![
            branch(&begun, vec![assign(&found, next, span)], first, span),
            branch(&found, body, Vec::new(), span),
        ];
        let element = tuple(elements, span);
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }
}

fn length_of(count: usize, span: Span) -> Built<Expr> {
    constant(&Constant::Int(count as i128), span)
}
