//! The functions that make iterators of others: `map`, `filter`, and those of `itertools`.

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    boolean, compared, constant, list_element, list_length, new_list, node, not, parts_of, plain,
    tuple,
};
use crate::check::iteration::drawn::{branch, forever, of_nothing, stop};
use crate::check::iteration::plan::{Drawn, Setup, Source};
use crate::check::iteration::positions::next_position;
use crate::check::iteration::reductions::assign;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, star_of_other};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

/// The arguments of a call by the function's parameters.
pub type Given<'a> = Vec<Option<&'a Ast>>;

impl Body<'_> {
    /// A call of one of these functions, by its canonical name.
    pub fn combined(&mut self, name: &str, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let own = name.rsplit('.').next().unwrap_or(name);
        let several = &*call.arguments.args;
        match own {
            "map" => match several {
                [function, rest @ ..] if call.arguments.keywords.is_empty() => {
                    self.map(function, rest, setup, span)
                }
                _ => refuse(wrong_call(own, span)),
            },
            "chain" if call.arguments.keywords.is_empty() => {
                let sources = self.sources(several, setup)?;
                self.chained(sources, setup, span)
            }
            "zip_longest" => self.zip_longest(call, setup),
            "product" => self.product_of(call, setup),
            "combinations" | "combinations_with_replacement" | "permutations" => {
                self.selections(own, call, setup)
            }
            "islice" => self.islice(call, setup),
            "count" | "repeat" => self.endless(own, call, setup),
            "filter" | "filterfalse" => {
                let [test, source] = self.two_of(own, call)?;
                let test = self.test_of(test, setup)?;
                let source = self.source(source, setup)?;
                if self.is_nothing(&source)? {
                    return Ok(source);
                }
                self.filtered(test, own == "filter", source, setup, span)
            }
            "takewhile" | "dropwhile" => {
                let [test, source] = self.two_of(own, call)?;
                let test = self.callable(test, setup)?;
                let source = self.source(source, setup)?;
                if self.is_nothing(&source)? {
                    return Ok(source);
                }
                self.while_(test, own == "takewhile", source, setup, span)
            }
            "starmap" => {
                let [function, source] = self.two_of(own, call)?;
                let function = self.callable(function, setup)?;
                let source = Box::new(self.source(source, setup)?);
                Ok(Source::Mapped { function, source, spread: true })
            }
            "compress" => {
                let given = by_name(own, call, &["data", "selectors"], 2)?;
                let [Some(data), Some(selectors)] = given.as_slice() else {
                    return refuse(wrong_call(own, span));
                };
                let data = self.source(data, setup)?;
                let selectors = self.source(selectors, setup)?;
                self.compressed(data, selectors, setup, span)
            }
            "iter" => match several {
                [source] if call.arguments.keywords.is_empty() => self.source(source, setup),
                _ => refuse(wrong_call(own, span)),
            },
            "from_iterable" | "pairwise" | "cycle" => {
                let ([source], []) = (several, &*call.arguments.keywords) else {
                    return refuse(wrong_call(own, span));
                };
                let source = self.source(source, setup)?;
                if self.is_nothing(&source)? {
                    return Ok(Source::Elements(Vec::new()));
                }
                match own {
                    "from_iterable" => self.flattened(source, setup, span),
                    "pairwise" => self.pairs(source, setup, span),
                    _ => self.cycled(source, setup, span),
                }
            }
            "accumulate" => self.accumulate(call, setup),
            _ => refuse(wrong_call(own, span)),
        }
    }

    fn two_of<'a>(&self, name: &str, call: &'a ExprCall) -> Built<[&'a Ast; 2]> {
        match (&*call.arguments.args, &*call.arguments.keywords) {
            ([first, second], []) if !first.is_starred_expr() && !second.is_starred_expr() => {
                Ok([first, second])
            }
            _ => refuse(wrong_call(name, call.range.into())),
        }
    }

    /// A function that is called for elements: it can be called any number of times.
    pub fn callable(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Expr> {
        let value = self.expr(ast)?;
        let (span, ty) = (value.span, value.ty.clone());
        let Type::Function(function) = &ty else {
            let message = format!("a function is needed here, not {}", described(&ty));
            return refuse(
                Problem::new(codes::ITERABLE, span, message)
                    .help("give it a lambda, a decorated function or a function of a library"),
            );
        };
        let (first, parts) = self.taken_apart(value, &function.captured);
        setup.body.extend(first);
        // In a loop it is kept, and what it uses stays the same.
        let stored = self.stored_in(setup.place);
        let changes =
            !self.keeps_functions && stored.iter().any(|it| !self.webs.inner.contains(it));
        if !parts.is_empty() && changes {
            return refuse(
                Problem::new(codes::ITERABLE, span, "`:=` beside a function that uses variables")
                    .help("assign the variable before"),
            );
        }
        let parts = parts.into_iter().map(|part| self.held(part, setup)).collect();
        Ok(node(ExprKind::Aggregate(parts), ty, span))
    }

    /// The same, or `None` for what asks for the truth of elements.
    fn test_of(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Option<Expr>> {
        match ast.is_none_literal_expr() {
            true => Ok(None),
            false => self.callable(ast, setup).map(Some),
        }
    }

    fn map(
        &mut self,
        function: &Ast,
        rest: &[Ast],
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        if function.is_starred_expr() {
            return refuse(wrong_call("map", span));
        }
        let function = self.callable(function, setup)?;
        let mut sources = self.sources(rest, setup)?;
        let (source, spread) = match (sources.pop(), sources.is_empty()) {
            (None, _) => return refuse(wrong_call("map", span)),
            (Some(alone), true) => (alone, false),
            (Some(last), false) => {
                sources.push(last);
                (Source::Zip { sources, strict: false }, true)
            }
        };
        Ok(Source::Mapped { function, source: Box::new(source), spread })
    }

    /// The sources among the arguments of a call; `*` is of a tuple.
    pub fn sources(&mut self, asts: &[Ast], setup: &mut Setup) -> Built<Vec<Source>> {
        let mut sources = Vec::new();
        for ast in asts {
            let Ast::Starred(starred) = ast else {
                sources.push(self.source(ast, setup)?);
                continue;
            };
            let span: Span = starred.range.into();
            let value = match self.is_iterator(&starred.value) {
                true => self.tuple_of(&starred.value, span)?,
                false => plain(self.value(&starred.value)?),
            };
            if !matches!(value.ty, Type::Tuple(_)) {
                return refuse(star_of_other(&value));
            }
            let value = self.held(value, setup);
            for part in parts_of(value) {
                sources.push(self.source_of_value(plain(part), setup)?);
            }
        }
        Ok(sources)
    }

    /// Whether a source has no elements whatever happens.
    pub fn is_nothing(&mut self, source: &Source) -> Built<bool> {
        Ok(self.unrolled(source)?.is_some_and(|elements| elements.is_empty()))
    }

    /// Whether a test holds of an element, which can be read again.
    fn holds(&mut self, test: Option<&Expr>, element: &Expr, span: Span) -> Built<Expr> {
        let value = match test {
            Some(test) => self.call_function(test.clone(), vec![element.clone()], span)?,
            None => element.clone(),
        };
        self.optional_truth(value)
    }

    fn filtered(
        &mut self,
        test: Option<Expr>,
        keeps: bool,
        source: Source,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let drawn = self.drawn(source, setup)?;
        let holds = self.holds(test.as_ref(), &drawn.element, span)?;
        let test = if keeps { holds } else { not(holds) };
        Ok(self.searching(drawn, test, setup, span))
    }

    /// The elements of which a test holds.
    fn searching(&mut self, drawn: Drawn, test: Expr, setup: &mut Setup, span: Span) -> Source {
        let Drawn { advance: mut search, found: more, element } = drawn;
        let found = self.state("found", boolean(false, span), setup);
        let take = vec![assign(&found, boolean(true, span), span), stop(span)];
        search.push(branch(&not(more), vec![stop(span)], Vec::new(), span));
        search.push(branch(&test, take, Vec::new(), span));
        let advance = vec![assign(&found, boolean(false, span), span), forever(search, span)];
        Source::Drawn(Box::new(Drawn { advance, found, element }))
    }

    fn compressed(
        &mut self,
        data: Source,
        selectors: Source,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let both = Source::Zip { sources: vec![data, selectors], strict: false };
        if self.is_nothing(&both)? {
            return Ok(Source::Elements(Vec::new()));
        }
        let Drawn { advance, found, element } = self.drawn(both, setup)?;
        let mut parts = parts_of(element);
        let (Some(selector), Some(datum)) = (parts.pop(), parts.pop()) else {
            return Err(Stop::Unknown(span));
        };
        let test = self.optional_truth(selector)?;
        let drawn = Drawn { advance, found, element: datum };
        Ok(self.searching(drawn, test, setup, span))
    }

    /// `takewhile` and `dropwhile`.
    fn while_(
        &mut self,
        test: Expr,
        takes: bool,
        source: Source,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let drawn = self.drawn(source, setup)?;
        let holds = self.holds(Some(&test), &drawn.element, span)?;
        let found = self.state("found", boolean(false, span), setup);
        let ended = self.state("ended", boolean(false, span), setup);
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        let Drawn { advance: mut ask, found: more, element } = drawn;
        let advance = match takes {
            true => {
                let test = branch(&holds, vec![set(&found, true)], vec![set(&ended, true)], span);
                ask.push(branch(&more, vec![test], Vec::new(), span));
                vec![set(&found, false), branch(&not(ended), ask, Vec::new(), span)]
            }
            false => {
                let take = vec![set(&ended, true), set(&found, true), stop(span)];
                let test = branch(&not(holds), take.clone(), Vec::new(), span);
                let test = branch(&ended, take, vec![test], span);
                ask.push(branch(&not(more), vec![stop(span)], Vec::new(), span));
                ask.push(test);
                vec![set(&found, false), forever(ask, span)]
            }
        };
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }

    /// One source behind the other.
    pub fn chained(
        &mut self,
        sources: Vec<Source>,
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let mut unrolled = Vec::new();
        for source in &sources {
            unrolled.push(self.unrolled(source)?);
        }
        if unrolled.iter().all(Option::is_some) {
            return Ok(Source::Elements(unrolled.into_iter().flatten().flatten().collect()));
        }
        let mut drawn = Vec::new();
        for (source, unrolled) in sources.into_iter().zip(unrolled) {
            if !unrolled.is_some_and(|elements| elements.is_empty()) {
                drawn.push(self.drawn(source, setup)?);
            }
        }
        let elements = drawn.iter().map(|it| it.element.clone()).collect();
        let (elements, ty) = self.joined(elements, span)?;
        let which = self.state("which", constant(&Constant::Int(0), span)?, setup);
        let found = self.state("found", boolean(false, span), setup);
        let element = self.slot("element", &ty, setup, span);
        let mut advance = vec![assign(&found, boolean(false, span), span)];
        for (index, (one, value)) in drawn.into_iter().zip(elements).enumerate() {
            let number = constant(&Constant::Int(index as i128), span)?;
            let test = compared(which.clone(), Comparison::Eq, number, span);
            let take =
                vec![assign(&element, value, span), assign(&found, boolean(true, span), span)];
            let next = vec![assign(&which, next_position(&which), span)];
            let mut ask = one.advance;
            ask.push(branch(&one.found, take, next, span));
            advance.push(branch(&test, ask, Vec::new(), span));
        }
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }

    /// The elements of the elements.
    fn flattened(&mut self, source: Source, setup: &mut Setup, span: Span) -> Built<Source> {
        if let Some(elements) = self.unrolled(&source)? {
            let mut sources = Vec::new();
            for element in elements {
                sources.push(self.source_of_value(element, setup)?);
            }
            return self.chained(sources, setup, span);
        }
        let outer = self.drawn(source, setup)?;
        let mut inner = Setup { place: setup.place, body: Vec::new() };
        let value = self.bind(outer.element.clone(), &mut inner.body);
        let source = self.source_of_value(plain(value), &mut inner)?;
        let drawn = self.drawn(source, &mut inner)?;
        let active = self.state("active", boolean(false, span), setup);
        let found = self.state("found", boolean(false, span), setup);
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        let mut ask = drawn.advance;
        let take = vec![set(&found, true), stop(span)];
        ask.push(branch(&drawn.found, take, vec![set(&active, false)], span));
        let mut begin = inner.body;
        begin.push(set(&active, true));
        let mut next = outer.advance;
        next.push(branch(&outer.found, begin, vec![stop(span)], span));
        let body = vec![branch(&active, ask, next, span)];
        let advance = vec![set(&found, false), forever(body, span)];
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element: drawn.element })))
    }

    fn zip_longest(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let sources = self.sources(&call.arguments.args, setup)?;
        let fill = match &*call.arguments.keywords {
            [] => constant(&Constant::None, span)?,
            [given] if given.arg.as_ref().is_some_and(|it| it.as_str() == "fillvalue") => {
                let value = self.expr(&given.value)?;
                match value.kind {
                    ExprKind::Constant(_) => value,
                    _ => self.bind(value, &mut setup.body),
                }
            }
            _ => return refuse(wrong_call("zip_longest", span)),
        };
        if sources.is_empty() {
            return refuse(of_nothing(span));
        }
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        let found = self.state("found", boolean(false, span), setup);
        let mut advance = vec![set(&found, false)];
        let mut elements = Vec::new();
        for source in sources {
            let drawn = self.drawn(source, setup)?;
            let active = self.state("active", boolean(true, span), setup);
            let (values, ty) = self.joined(vec![drawn.element, fill.clone()], span)?;
            let Ok([value, fill]) = <[Expr; 2]>::try_from(values) else {
                return Err(Stop::Unknown(span));
            };
            let element = self.slot("element", &ty, setup, span);
            let mut ask = drawn.advance;
            let take = vec![assign(&element, value, span), set(&found, true)];
            ask.push(branch(&drawn.found, take, vec![set(&active, false)], span));
            advance.push(branch(&active, ask, Vec::new(), span));
            advance.push(branch(
                &not(active),
                vec![assign(&element, fill, span)],
                Vec::new(),
                span,
            ));
            elements.push(element);
        }
        let element = tuple(elements, span);
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }

    fn pairs(&mut self, source: Source, setup: &mut Setup, span: Span) -> Built<Source> {
        let Drawn { advance: ask, found: more, element: value } = self.drawn(source, setup)?;
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        let found = self.state("found", boolean(false, span), setup);
        let begun = self.state("begun", boolean(false, span), setup);
        let last = self.slot("last", &value.ty, setup, span);
        let [first, second] =
            ["first", "second"].map(|name| self.slot(name, &value.ty, setup, span));
        let mut begin = ask.clone();
        let note = vec![assign(&last, value.clone(), span), set(&begun, true)];
        begin.push(branch(&more, note, Vec::new(), span));
        let mut next = ask;
        let take = vec![
            assign(&first, last.clone(), span),
            assign(&second, value, span),
            assign(&last, second.clone(), span),
            set(&found, true),
        ];
        next.push(branch(&more, take, Vec::new(), span));
        let advance = vec![
            set(&found, false),
            branch(&not(begun.clone()), begin, Vec::new(), span),
            branch(&begun, next, Vec::new(), span),
        ];
        let element = tuple(vec![first, second], span);
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }

    /// Python keeps what the iterator gives the first time.
    fn cycled(&mut self, source: Source, setup: &mut Setup, span: Span) -> Built<Source> {
        let Drawn { advance: mut ask, found: more, element: value } = self.drawn(source, setup)?;
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        let found = self.state("found", boolean(false, span), setup);
        let again = self.state("again", boolean(false, span), setup);
        let ty = self.list_type(&value.ty, span)?;
        let kept = self.state("kept", new_list(ty, span), setup);
        let place = self.state("place", constant(&Constant::Int(0), span)?, setup);
        let element = self.slot("element", &value.ty, setup, span);
        let mut take = vec![assign(&element, value.clone(), span), set(&found, true)];
        take.extend(self.append(&kept, value, span)?);
        ask.push(branch(&more, take, vec![set(&again, true)], span));
        let count = list_length(kept.clone(), span);
        let zero = constant(&Constant::Int(0), span)?;
        let is_end = compared(place.clone(), Comparison::Ge, count.clone(), span);
        let some = compared(count, Comparison::Gt, zero.clone(), span);
        let from_kept = vec![
            assign(&element, list_element(&kept, &place, span)?, span),
            set(&found, true),
            assign(&place, next_position(&place), span),
            branch(&is_end, vec![assign(&place, zero, span)], Vec::new(), span),
        ];
        let repeat = vec![branch(&some, from_kept, Vec::new(), span)];
        let advance = vec![
            set(&found, false),
            branch(&not(again.clone()), ask, Vec::new(), span),
            branch(&again, repeat, Vec::new(), span),
        ];
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element })))
    }
}

/// The arguments of a call by the names of the parameters, in whose order they are evaluated.
pub fn by_name<'a>(
    function: &str,
    call: &'a ExprCall,
    names: &[&str],
    required: usize,
) -> Built<Given<'a>> {
    let span: Span = call.range.into();
    let args = &*call.arguments.args;
    if args.len() > names.len() || args.iter().any(Ast::is_starred_expr) {
        return refuse(wrong_call(function, span));
    }
    let mut given: Given = args.iter().map(Some).collect();
    let mut last = given.len();
    given.resize(names.len(), None);
    for keyword in &*call.arguments.keywords {
        let name = keyword.arg.as_ref().map(|name| name.as_str());
        let place = names.iter().position(|known| Some(*known) == name);
        match place.filter(|place| *place >= last) {
            Some(place) => {
                given[place] = Some(&keyword.value);
                last = place + 1;
            }
            None => return refuse(wrong_call(function, keyword.value.range().into())),
        }
    }
    match given.iter().take(required).all(Option::is_some) {
        true => Ok(given),
        false => refuse(wrong_call(function, span)),
    }
}

pub fn wrong_call(name: &str, span: Span) -> Problem {
    let message = format!("`{name}` is called with arguments that cannot be compiled");
    Problem::new(codes::CALL_ARGUMENTS, span, message).help(match name {
        "map" => "write `map(f, x)` or `map(f, x, y)`",
        "iter" => "write `iter(x)`",
        "product" => "write `product(x, y)` or `product(x, repeat=2)`, with a number",
        "combinations" | "combinations_with_replacement" => "write `combinations(x, 2)`",
        "permutations" => "write `permutations(x, 2)`",
        _ => "give it the arguments that Python's has, in their order and without `*`",
    })
}
