//! Unpacking: `a, b = value`, `a, *rest = value`.

use rustpython_ast::{Expr as Ast, ExprStarred};

use crate::check::body::Body;
use crate::check::build::{
    behind, constant, doing, is_place, list_element, list_length, node, parts_of, plain, tuple,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, without_dimensions};
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind, Intrinsic, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Conversion, Type};

impl Body<'_> {
    /// The targets of an unpacking, and the value as they take it.
    pub fn tuple_target(
        &mut self,
        targets: &[Ast],
        value: Expr,
        fact: &Fact,
        span: Span,
    ) -> Built<(Target, Expr)> {
        let (value, fact) = match &value.ty {
            Type::Named(_) => {
                let value = plain(value);
                let fact = Fact::of(&value);
                (value, fact)
            }
            Type::Record(_) => {
                let value = self.fields_of_record(value)?;
                let fact = Fact::of(&value);
                (value, fact)
            }
            _ => (value, fact.clone()),
        };
        if let Type::Array(array) = value.ty
            && !targets.iter().any(Ast::is_starred_expr)
        {
            return self.unpacked_array(targets, value, array, span);
        }
        if let Type::List(Some(_)) = value.ty
            && !targets.iter().any(Ast::is_starred_expr)
        {
            return self.unpacked_list(targets, value, span);
        }
        if let Some(star) = targets.iter().position(Ast::is_starred_expr)
            && (matches!(value.ty, Type::List(Some(_))) || is_with_rows(&value.ty))
        {
            return self.unpacked_with_rest(targets, star, value, span);
        }
        let (Type::Tuple(types), Fact::Tuple(facts)) = (&value.ty, &fact) else {
            let message = format!("{} cannot be unpacked", described(&value.ty));
            return refuse(
                Problem::new(codes::UNPACK, span, message).help("unpack tuples, arrays and lists"),
            );
        };
        let star = targets.iter().position(Ast::is_starred_expr);
        let least = targets.len() - usize::from(star.is_some());
        if types.len() < least || (star.is_none() && types.len() > least) {
            let message = format!("{} values for {} targets", types.len(), targets.len());
            return refuse(
                Problem::new(codes::UNPACK, span, message)
                    .help("Python raises ValueError here; write as many targets as values"),
            );
        }
        if let Some(star) = star {
            let count = types.len() - least;
            let mut body = Vec::new();
            let value = self.apart(value, &mut body);
            let mut elements = parts_of(value);
            let rest: Vec<Expr> = elements.drain(star..star + count).collect();
            elements.insert(star, tuple(rest, span));
            let mut facts = facts.clone();
            let rest: Vec<Fact> = facts.drain(star..star + count).collect();
            facts.insert(star, Fact::Tuple(rest));
            let (target, value) = self.each_target(targets, elements, &facts, span)?;
            return Ok((target, behind(body, value)));
        }
        // What is written out is converted before it is assigned.
        if let ExprKind::Aggregate(elements) = value.kind {
            return self.each_target(targets, elements, facts, span);
        }
        let built = self.build_targets(targets, parts_of(value.clone()), facts)?;
        if let Some(target) = converting(built) {
            return Ok((target, value));
        }
        let mut body = Vec::new();
        let value = self.bind(value, &mut body);
        let (target, value) = self.each_target(targets, parts_of(value), facts, span)?;
        Ok((target, behind(body, value)))
    }

    /// The elements or rows of an array, if there are as many as targets. All are taken before the
    /// first is assigned.
    fn unpacked_array(
        &mut self,
        targets: &[Ast],
        value: Expr,
        array: ArrayType,
        span: Span,
    ) -> Built<(Target, Expr)> {
        if array.ndim == 0 {
            let what = "Python raises TypeError for the elements of";
            return refuse(without_dimensions(codes::UNPACK, what, span));
        }
        let mut body = Vec::new();
        let value = match is_place(&value) {
            true => value,
            false => self.bind(value, &mut body),
        };
        let number = |value: usize| constant(&Constant::Int(value as i128), span);
        let kind = ExprKind::Length { array: Box::new(value.clone()), axis: 0 };
        let length = node(kind, Type::Int, span);
        let arguments = vec![length, number(targets.len())?];
        let checked = self.prelude_kernel("operators_unpack.check", arguments, span)?;
        body.push(Stmt { kind: StmtKind::Expr(checked), span });
        let (ty, intrinsic) = match array.ndim {
            1 => (array.element_type(), Intrinsic::ElementInside),
            ndim => {
                (Type::Array(ArrayType { ndim: ndim - 1, ..array }), Intrinsic::Row { axis: 0 })
            }
        };
        let mut elements = Vec::new();
        for position in 0..targets.len() {
            let arguments = vec![value.clone(), number(position)?];
            let element = node(ExprKind::Intrinsic { intrinsic, arguments }, ty.clone(), span);
            elements.push(self.bind(element, &mut body));
        }
        let facts: Vec<Fact> = elements.iter().map(Fact::of).collect();
        let (target, value) = self.each_target(targets, elements, &facts, span)?;
        Ok((target, behind(body, value)))
    }

    /// The elements of a list, if there are as many as targets. All are taken before the first is
    /// assigned.
    fn unpacked_list(&mut self, targets: &[Ast], value: Expr, span: Span) -> Built<(Target, Expr)> {
        let mut body = Vec::new();
        let value = self.bind(value, &mut body);
        let number = |value: usize| constant(&Constant::Int(value as i128), span);
        let arguments = vec![list_length(value.clone(), span), number(targets.len())?];
        let checked = self.prelude_kernel("operators_unpack.check", arguments, span)?;
        body.push(doing(checked, span));
        let mut elements = Vec::new();
        for position in 0..targets.len() {
            let element = list_element(&value, &number(position)?, span)?;
            elements.push(self.bind(element, &mut body));
        }
        let facts: Vec<Fact> = elements.iter().map(Fact::of).collect();
        let (target, value) = self.each_target(targets, elements, &facts, span)?;
        Ok((target, behind(body, value)))
    }

    /// The first and the last elements of a list or an array, and a list of those between them.
    fn unpacked_with_rest(
        &mut self,
        targets: &[Ast],
        star: usize,
        value: Expr,
        span: Span,
    ) -> Built<(Target, Expr)> {
        let mut body = Vec::new();
        let value = self.bind(value, &mut body);
        let number = |value: usize| constant(&Constant::Int(value as i128), span);
        let length = match value.ty {
            Type::List(_) => list_length(value.clone(), span),
            _ => {
                let kind = ExprKind::Length { array: Box::new(value.clone()), axis: 0 };
                node(kind, Type::Int, span)
            }
        };
        let least = number(targets.len() - 1)?;
        let arguments = vec![length, least];
        let checked = self.prelude_kernel("operators_unpack.check_least", arguments, span)?;
        body.push(doing(checked, span));
        let behind_star = targets.len() - 1 - star;
        let mut elements = Vec::new();
        for place in 0..targets.len() {
            let element = if place == star {
                let arguments = vec![value.clone(), number(star)?, number(behind_star)?];
                self.prelude_kernel("operators_unpack.rest", arguments, span)?
            } else {
                // Those behind the star are counted from the end.
                let index = match place < star {
                    true => place as i128,
                    false => place as i128 - targets.len() as i128,
                };
                let index = constant(&Constant::Int(index), span)?;
                self.prelude_kernel("operators_unpack.element", vec![value.clone(), index], span)?
            };
            elements.push(self.bind(element, &mut body));
        }
        let facts: Vec<Fact> = elements.iter().map(Fact::of).collect();
        let (target, value) = self.each_target(targets, elements, &facts, span)?;
        Ok((target, behind(body, value)))
    }

    /// A tuple whose parts are at hand.
    fn apart(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        match value.kind {
            ExprKind::Aggregate(_) => value,
            _ => self.settle_one(value, body),
        }
    }

    fn build_targets(
        &mut self,
        targets: &[Ast],
        elements: Vec<Expr>,
        facts: &[Fact],
    ) -> Built<Vec<(Target, Expr)>> {
        // Each target learns its type before the first stop counts.
        let mut built = Vec::new();
        for ((target, element), fact) in targets.iter().zip(elements).zip(facts) {
            let result = match target {
                Ast::Starred(starred) => self.rest_target(starred, element, fact),
                _ => self.target(target, element, fact),
            };
            built.push(result);
        }
        built.into_iter().collect()
    }

    fn each_target(
        &mut self,
        targets: &[Ast],
        elements: Vec<Expr>,
        facts: &[Fact],
        span: Span,
    ) -> Built<(Target, Expr)> {
        let built = self.build_targets(targets, elements, facts)?;
        let (targets, elements): (Vec<_>, Vec<_>) = built.into_iter().unzip();
        let conversions = vec![None; targets.len()];
        Ok((Target::Tuple { targets, conversions }, tuple(elements, span)))
    }

    /// `*rest`, which is a list in Python: a tuple stands for it where that cannot be seen.
    fn rest_target(
        &mut self,
        starred: &ExprStarred,
        value: Expr,
        fact: &Fact,
    ) -> Built<(Target, Expr)> {
        let Ast::Name(name) = &*starred.value else {
            return self.target(&starred.value, value, fact);
        };
        if let Type::List(_) = value.ty {
            return self.target(&starred.value, value, fact);
        }
        self.rest_of_sequence(&name.id, name.range.into(), value, fact)
    }

    /// A name that gets the rest of a sequence as a list.
    pub fn rest_of_sequence(
        &mut self,
        name: &str,
        span: Span,
        value: Expr,
        fact: &Fact,
    ) -> Built<(Target, Expr)> {
        let Some(&id) = self.webs.stores.get(&span) else { return Err(Stop::Unknown(span)) };
        let captured = self.webs.captured.iter().filter(|(_, (read, _))| *read == Some(id));
        let captured = captured.map(|((place, _), _)| (place, true));
        let loads = self.webs.loads.iter().filter(|(_, read)| **read == id);
        let seen = |place: &Span| !self.webs.as_sequences.contains(place);
        let mut reads = loads.map(|(place, _)| (place, seen(place))).chain(captured).peekable();
        if reads.peek().is_none() {
            let unread = self.hide(name, &value.ty);
            return Ok((Target::Variable(unread), value));
        }
        if reads.any(|(_, seen)| seen) {
            let mut body = Vec::new();
            let value = self.apart(value, &mut body);
            let list = behind(body, self.list_of_values(parts_of(value), None, span)?);
            let fact = Fact::of(&list);
            return self.name_target(span, list, &fact);
        }
        self.name_target(span, value, fact)
    }
}

/// Whether it is an array that can be taken apart.
fn is_with_rows(ty: &Type) -> bool {
    matches!(ty, Type::Array(array) if array.ndim > 0)
}

/// The target that takes a value of which these are the parts, each with its conversion; `None` if
/// one is more than that.
fn converting(built: Vec<(Target, Expr)>) -> Option<Target> {
    let mut targets = Vec::new();
    let mut conversions: Vec<Option<(Conversion, Type)>> = Vec::new();
    for (target, element) in built {
        targets.push(target);
        conversions.push(match element.kind {
            ExprKind::Part { .. } => None,
            ExprKind::Convert { value, conversion }
                if matches!(value.kind, ExprKind::Part { .. }) =>
            {
                Some((conversion, element.ty))
            }
            _ => return None,
        });
    }
    Some(Target::Tuple { targets, conversions })
}
