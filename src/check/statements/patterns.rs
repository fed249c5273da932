//! Patterns of `match`: what each asks of the subject, and what it captures.
//!
//! The types decide a good part: a sequence pattern never matches a number.

use rustpython_ast::{
    Expr as Ast, Identifier, Pattern, PatternMatchClass, PatternMatchOr, PatternMatchSequence,
    Singleton,
};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{all, any, decided, negated, node, parts_of, payload, tuple};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::classes::is_instance;
use crate::check::rules::comparison::Identity;
use crate::check::rules::convert::{convert, held};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::scan::{Binding, NamedTupleDefinition};
use crate::source::Span;
use crate::types::{Constant, Container, Conversion, Type};

/// What came of a pattern and a subject.
pub struct Matched<'a> {
    /// A `Bool`, constant where the types decide; evaluating it has no effect.
    pub test: Expr,
    /// The captured names, in order, each with its value where the test is true.
    pub captures: Vec<Capture<'a>>,
}

/// A name that a pattern captures.
pub struct Capture<'a> {
    pub name: &'a Identifier,
    pub value: Expr,
    /// It is a list in Python: `*name`.
    pub is_list: bool,
}

impl Body<'_> {
    /// What the pattern asks of a subject that can be evaluated several times.
    pub fn pattern<'a>(&mut self, subject: &Expr, pattern: &'a Pattern) -> Built<Matched<'a>> {
        let span: Span = pattern.range().into();
        match pattern {
            Pattern::MatchAs(pattern) => {
                let mut matched = match &pattern.pattern {
                    Some(inner) => self.pattern(subject, inner)?,
                    None => always(span),
                };
                if let Some(name) = &pattern.name {
                    let value = subject.clone();
                    matched.captures.push(Capture { name, value, is_list: false });
                }
                Ok(matched)
            }
            Pattern::MatchValue(pattern) => {
                let value = self.expr(&pattern.value)?;
                only(self.equality(subject.clone(), value, Identity::Ignored, span))
            }
            Pattern::MatchSingleton(pattern) => match pattern.value {
                Singleton::None => only(self.is_none(subject.clone())),
                Singleton::True => Ok(is_boolean(subject, true, span)),
                Singleton::False => Ok(is_boolean(subject, false, span)),
            },
            Pattern::MatchOr(pattern) => self.alternatives(subject, pattern),
            _ => {
                if let Type::Optional(inner) = &subject.ty {
                    let some = ExprKind::Part { value: Box::new(subject.clone()), index: 0 };
                    let some = node(some, Type::Bool, span);
                    let value = payload(subject.clone(), inner);
                    let mut matched = self.pattern(&value, pattern)?;
                    matched.test = all(vec![some, matched.test], span);
                    return Ok(matched);
                }
                match pattern {
                    Pattern::MatchSequence(pattern) => self.sequence(subject, pattern),
                    Pattern::MatchClass(pattern) => self.class(subject, pattern),
                    // Nothing that is compiled is a mapping.
                    Pattern::MatchMapping(_) => Ok(never(span)),
                    _ => refuse(unsupported(span)),
                }
            }
        }
    }

    fn sequence<'a>(
        &mut self,
        subject: &Expr,
        pattern: &'a PatternMatchSequence,
    ) -> Built<Matched<'a>> {
        let span: Span = pattern.range.into();
        match &subject.ty {
            Type::Tuple(_) | Type::Named(_) => {}
            Type::Array(array)
                if matches!(array.container, Container::Bytes | Container::Bytearray) =>
            {
                return Ok(never(span));
            }
            ty if held(ty).is_some() || matches!(ty, Type::None | Type::Complex | Type::Str) => {
                return Ok(never(span));
            }
            _ => return refuse(unsupported(span)),
        }
        let mut elements = parts_of(subject.clone());
        let star = pattern.patterns.iter().position(Pattern::is_match_star);
        let least = pattern.patterns.len() - usize::from(star.is_some());
        if elements.len() < least || (star.is_none() && elements.len() > least) {
            return Ok(never(span));
        }
        if let Some(star) = star {
            let rest = elements.drain(star..star + elements.len() - least).collect();
            elements.insert(star, tuple(rest, span));
        }
        let mut whole = always(span);
        let mut tests = Vec::new();
        for (element, pattern) in elements.into_iter().zip(&pattern.patterns) {
            if let Pattern::MatchStar(star) = pattern {
                let capture = |name| Capture { name, value: element, is_list: true };
                whole.captures.extend(star.name.as_ref().map(capture));
                continue;
            }
            let mut matched = self.pattern(&element, pattern)?;
            tests.push(matched.test);
            whole.captures.append(&mut matched.captures);
        }
        whole.test = all(tests, span);
        Ok(whole)
    }

    /// `pattern | pattern | …`: all capture the same names.
    fn alternatives<'a>(
        &mut self,
        subject: &Expr,
        pattern: &'a PatternMatchOr,
    ) -> Built<Matched<'a>> {
        let span: Span = pattern.range.into();
        let mut possible = Vec::new();
        for alternative in &pattern.patterns {
            let matched = self.pattern(subject, alternative)?;
            match decided(&matched.test) {
                Some(false) => {}
                Some(true) => {
                    possible.push(matched);
                    break;
                }
                None => possible.push(matched),
            }
        }
        let Some(last) = possible.pop() else { return Ok(never(span)) };
        let mut tests: Vec<Expr> = possible.iter().map(|matched| matched.test.clone()).collect();
        tests.push(last.test.clone());
        let mut captures = Vec::new();
        for capture in last.captures {
            let mut values = vec![capture.value];
            for other in &possible {
                let same = other.captures.iter().find(|other| other.name.id == capture.name.id);
                // The parser has seen to it that there is one.
                let Some(same) = same else { return Err(Stop::Unknown(span)) };
                values.push(same.value.clone());
            }
            let (values, ty) = self.joined(values, span)?;
            let mut values = values.into_iter();
            let Some(mut value) = values.next() else { return Err(Stop::Unknown(span)) };
            for (matched, body) in possible.iter().zip(values).rev() {
                let (test, body) = (Box::new(matched.test.clone()), Box::new(body));
                let kind = ExprKind::IfExpr { test, body, orelse: Box::new(value) };
                value = node(kind, ty.clone(), span);
            }
            captures.push(Capture { name: capture.name, value, is_list: capture.is_list });
        }
        Ok(Matched { test: any(tests, span), captures })
    }

    /// `int()`, `float(x)` …: decided by the type.
    fn class<'a>(&mut self, subject: &Expr, pattern: &'a PatternMatchClass) -> Built<Matched<'a>> {
        let span: Span = pattern.range.into();
        if self.global(&pattern.cls).is_some()
            && let Some(definition) = self.program.named_tuple(self.file, &pattern.cls)
        {
            return self.named_class(subject, &definition, pattern);
        }
        let class = match self.global(&pattern.cls) {
            Some(Binding::Library(name)) => name,
            _ => return refuse(unknown_class(&pattern.cls)),
        };
        let Some(answer) = is_instance(&subject.ty, &class) else {
            return refuse(unknown_class(&pattern.cls));
        };
        let (patterns, keywords) = (&pattern.arguments.patterns, &pattern.arguments.keywords);
        if patterns.len() > 1 || !keywords.is_empty() {
            return refuse(unsupported(span));
        }
        // Only these take themselves for their only part.
        let whole = ["bool", "bytearray", "bytes", "float", "int", "str", "tuple"];
        let whole = class.strip_prefix("builtins.").is_some_and(|name| whole.contains(&name));
        if !patterns.is_empty() && !whole {
            return refuse(unsupported(span));
        }
        match (answer, &**patterns) {
            (false, _) => Ok(never(span)),
            (true, [inner]) => self.pattern(subject, inner),
            (true, _) => Ok(always(span)),
        }
    }
}

impl Body<'_> {
    /// `Point(x, y)`, `Point(x=0)`.
    fn named_class<'a>(
        &mut self,
        subject: &Expr,
        definition: &NamedTupleDefinition,
        pattern: &'a PatternMatchClass,
    ) -> Built<Matched<'a>> {
        let span: Span = pattern.range.into();
        let module = &self.program.tree.file(definition.file).module;
        let same = match &subject.ty {
            Type::Named(named) => named.module == *module && named.name == definition.name,
            _ => false,
        };
        if !same {
            return Ok(never(span));
        }
        let arguments = &pattern.arguments;
        let positional = arguments.patterns.iter().enumerate();
        let mut tried: Vec<(usize, &Pattern)> = positional.collect();
        for keyword in &arguments.keywords {
            let fields = &definition.fields;
            let index = fields.iter().position(|field| field.name == keyword.attr.as_str());
            let Some(index) = index.filter(|index| *index >= arguments.patterns.len()) else {
                return refuse(unsupported(span));
            };
            tried.push((index, &keyword.pattern));
        }
        let parts = parts_of(subject.clone());
        let mut whole = always(span);
        let mut tests = Vec::new();
        for (index, pattern) in tried {
            let Some(part) = parts.get(index) else { return refuse(unsupported(span)) };
            let mut matched = self.pattern(part, pattern)?;
            tests.push(matched.test);
            whole.captures.append(&mut matched.captures);
        }
        whole.test = all(tests, span);
        Ok(whole)
    }
}

/// `True` and `False` match by identity.
fn is_boolean(subject: &Expr, truth: bool, span: Span) -> Matched<'static> {
    let part = |index| {
        let kind = ExprKind::Part { value: Box::new(subject.clone()), index };
        node(kind, Type::Bool, span)
    };
    let mut tests = match &subject.ty {
        Type::Optional(_) => vec![part(0)],
        Type::Mixed(mixed) => (1..mixed.alternatives.len()).map(|at| negated(part(at))).collect(),
        _ => Vec::new(),
    };
    let value = match &subject.ty {
        Type::Bool => subject.clone(),
        Type::Optional(inner) => {
            let matched = is_boolean(&payload(subject.clone(), inner), truth, span);
            tests.push(matched.test);
            return Matched { test: all(tests, span), captures: Vec::new() };
        }
        Type::Mixed(mixed) if mixed.alternatives.first() == Some(&Type::Bool) => {
            convert(subject.clone(), &Type::Bool, Conversion::Cast)
        }
        _ => return never(span),
    };
    tests.push(if truth { value } else { negated(value) });
    Matched { test: all(tests, span), captures: Vec::new() }
}

fn only<'a>(test: Built<Expr>) -> Built<Matched<'a>> {
    Ok(Matched { test: test?, captures: Vec::new() })
}

fn always(span: Span) -> Matched<'static> {
    let test = node(ExprKind::Constant(Constant::Bool(true)), Type::Bool, span);
    Matched { test, captures: Vec::new() }
}

fn never(span: Span) -> Matched<'static> {
    let test = node(ExprKind::Constant(Constant::Bool(false)), Type::Bool, span);
    Matched { test, captures: Vec::new() }
}

fn unsupported(span: Span) -> Problem {
    Problem::new(codes::MATCH, span, "this pattern cannot be compiled for this subject")
        .help("match numbers and tuples; of other values, test what is needed with `if`")
}

fn unknown_class(class: &Ast) -> Problem {
    Problem::new(codes::MATCH, class.range().into(), "patterns of this class cannot be compiled")
        .help("match by `int()`, `float()`, `bool()`, `str()` or `tuple()`, or by values")
}
