//! Lists: displays, elements and slices, `+`, `*` and `==`.
//!
//! The type of a list says what its elements are. A variable that a list is assigned to, and what is
//! put into it later, decide that together, as with other variables; a display is made for all of
//! them. What is no display is the list that it is, and cannot become one of other elements.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{
    behind, compared, constant, doing, instead_of, integer, list_length, list_put, negated,
    new_list, of_list, plain, plain_type,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, no_element, unknown_elements};
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::join::Fact;
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, ExprKind, ListOperation, Stmt, VariableId};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Constant, Conversion, ListLayout, Type};

impl Body<'_> {
    /// `[x, y, *z]`, of elements that may have to be of a wider type.
    pub fn list_display(&mut self, asts: &[Ast], wanted: Option<Type>, span: Span) -> Built<Expr> {
        if asts.iter().any(Ast::is_starred_expr) {
            return self.starred_display(asts, wanted, span);
        }
        let known = self.known.clone();
        let mut body = Vec::new();
        let mut values = Vec::new();
        for ast in asts {
            let value = self.expecting(wanted.clone(), |this| this.expr(ast))?;
            values.push(match value.kind {
                ExprKind::Constant(_) => value,
                _ => self.bind(value, &mut body),
            });
        }
        let facts: Vec<Fact> = values.iter().map(Fact::of).collect();
        // Lists in it are made for what all of them have.
        if let (None, Ok(Some(element))) = (&wanted, self.join(&facts))
            && element.holds_list()
            && values.iter().any(|value| value.ty != element)
        {
            self.known = known;
            return self.list_display(asts, Some(element), span);
        }
        let made = self.list_of_values(values, wanted, span)?;
        Ok(behind(body, made))
    }

    /// A display with `*z` in it: what it yields is appended before what follows is evaluated, which
    /// may change it.
    fn starred_display(&mut self, asts: &[Ast], wanted: Option<Type>, span: Span) -> Built<Expr> {
        let mut parts = Vec::new();
        for ast in asts {
            let mut body = Vec::new();
            let value = match ast {
                Ast::Starred(starred) if self.is_iterator(&starred.value) => {
                    self.list_of_iterator(&starred.value, span)?
                }
                Ast::Starred(starred) => plain(self.value(&starred.value)?),
                _ => self.expecting(wanted.clone(), |this| this.expr(ast))?,
            };
            let value = match value.kind {
                ExprKind::Constant(_) => value,
                _ => self.bind(value, &mut body),
            };
            parts.push((ast.is_starred_expr(), body, value));
        }
        let mut facts: Vec<Fact> = wanted.iter().map(Fact::of_type).collect();
        for (is_starred, _, value) in &parts {
            match (is_starred, &value.ty) {
                (false, _) => facts.push(Fact::of(value)),
                (true, Type::List(elements)) => {
                    facts.extend(elements.iter().map(|it| Fact::of_type(it)));
                }
                (true, Type::Tuple(elements)) => facts.extend(elements.iter().map(Fact::of_type)),
                (true, Type::Range) => facts.push(Fact::of_type(&Type::Int)),
                (true, Type::Array(array)) if array.ndim == 1 => {
                    facts.push(Fact::of_type(&array.element_type()));
                }
                (true, other) => {
                    let message = format!("`*` of {} in a list", described(other));
                    let problem = Problem::new(codes::LIST, span, message);
                    return refuse(problem.help("write a loop that appends its elements"));
                }
            }
        }
        let ty = match self.join(&facts) {
            Ok(Some(element)) => self.list_type(&element, span)?,
            Ok(None) => Type::List(None),
            Err(clash) => return refuse(clash_of_values(&clash, span)),
        };
        let mut body = Vec::new();
        let made = self.bind(new_list(ty, span), &mut body);
        for (is_starred, evaluation, value) in parts {
            body.extend(evaluation);
            body.extend(match (is_starred, &value.ty) {
                (true, Type::List(None)) => Vec::new(),
                (true, _) => self.extended(&made, value, span)?,
                (false, _) => self.append(&made, value, span)?,
            });
        }
        Ok(behind(body, made))
    }

    /// A new list of values that can be read again.
    pub fn list_of_values(
        &mut self,
        values: Vec<Expr>,
        wanted: Option<Type>,
        span: Span,
    ) -> Built<Expr> {
        let facts: Vec<Fact> =
            wanted.iter().map(Fact::of_type).chain(values.iter().map(Fact::of)).collect();
        let element = match self.join(&facts) {
            Ok(Some(element)) => element,
            Ok(None) => return Ok(new_list(Type::List(None), span)),
            Err(clash) => return refuse(clash_of_values(&clash, span)),
        };
        let ty = self.list_type(&element, span)?;
        let element = element.with_any_layout();
        let Some(layout) = ListLayout::of(&element) else { return Err(Stop::Unknown(span)) };
        let mut body = Vec::new();
        let made = self.bind(new_list(ty, span), &mut body);
        if values.is_empty() {
            return Ok(behind(body, made));
        }
        let count = constant(&Constant::Int(values.len() as i128), span)?;
        // Converted first: what fails leaves no element unwritten.
        let mut elements = Vec::new();
        for value in values {
            let value = self.as_element(value, &element, span)?;
            elements.push(self.settle_one(value, &mut body));
        }
        let operation = ListOperation::Resize { size: layout.size };
        let resize = of_list(operation, vec![made.clone(), count], Type::None, span);
        body.push(doing(resize, span));
        for (index, value) in elements.into_iter().enumerate() {
            let index = constant(&Constant::Int(index as i128), span)?;
            body.extend(list_put(&made, &index, &value, span)?);
        }
        Ok(behind(body, made))
    }

    /// Appends a value to a list that takes it.
    pub fn append(&mut self, list: &Expr, value: Expr, span: Span) -> Built<Vec<Stmt>> {
        let Type::List(Some(element)) = &list.ty else { return Err(Stop::Unknown(span)) };
        let value = self.as_element(value, element, span)?;
        let call = self.list_kernel("append", vec![list.clone(), value], span)?;
        Ok(vec![doing(call, span)])
    }

    /// A call of a function of `operators_list.py`.
    pub fn list_kernel(&mut self, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Expr> {
        self.prelude_kernel(&format!("operators_list.{name}"), arguments, span)
    }

    /// Whether a subscript is one of a list; asks for types alone.
    pub fn is_of_list(&mut self, ast: &ExprSubscript) -> bool {
        matches!(self.behind_list(ast), Some(Type::List(_)))
    }

    /// The type of what a subscript is of, where that is a list or found in one.
    pub fn behind_list(&mut self, ast: &ExprSubscript) -> Option<Type> {
        let mut chain = Vec::new();
        let mut base: &Ast = &ast.value;
        while let Ast::Subscript(inner) = base {
            chain.push(&*inner.slice);
            base = &inner.value;
        }
        if !base.is_call_expr() && !self.may_be_list(base) {
            return None;
        }
        let mut ty = plain(self.expr(base).ok()?).ty;
        let mut is_in_list = matches!(ty, Type::List(_));
        for index in chain.into_iter().rev() {
            ty = match (plain_type(&ty), index) {
                (list @ Type::List(_), Ast::Slice(_)) => list,
                (Type::List(Some(element)), _) => *element,
                (Type::Tuple(elements), Ast::NumberLiteral(_)) => {
                    let at = integer(&self.expr(index).ok()?)?;
                    elements.get(usize::try_from(at).ok()?)?.clone()
                }
                _ => return None,
            };
            is_in_list |= matches!(ty, Type::List(_));
        }
        is_in_list.then_some(ty)
    }

    /// Whether an expression may be a list, told without a look at all that is in it: nested
    /// subscripts would take time without end.
    fn may_be_list(&mut self, ast: &Ast) -> bool {
        match ast {
            Ast::List(_) | Ast::ListComp(_) => true,
            Ast::Name(_) | Ast::Attribute(_) => self.expr(ast).is_ok_and(|it| it.ty.holds_list()),
            Ast::BinOp(binary) => self.may_be_list(&binary.left) || self.may_be_list(&binary.right),
            Ast::If(conditional) => {
                self.may_be_list(&conditional.body) || self.may_be_list(&conditional.orelse)
            }
            Ast::BoolOp(operation) => operation.values.iter().any(|it| self.may_be_list(it)),
            Ast::Named(named) => self.may_be_list(&named.value),
            Ast::Subscript(subscript) => self.may_be_list(&subscript.value),
            Ast::Call(_) => self.makes_new_list(ast),
            _ => false,
        }
    }

    /// `list[index]` and `list[start:stop:step]` as values.
    pub fn list_subscript(&mut self, ast: &ExprSubscript) -> Built<Expr> {
        let span: Span = ast.range.into();
        let list = self.value(&ast.value)?;
        let known = matches!(list.ty, Type::List(Some(_)));
        if let Ast::Slice(_) = &*ast.slice {
            let [start, stop, step] = self.slice_of_list(&ast.slice, span)?;
            return match known {
                true => self.list_kernel("sliced", vec![list, start, stop, step], span),
                false => Err(Stop::Unknown(span)),
            };
        }
        let index = self.list_index(&ast.slice, span)?;
        match known {
            true => self.list_kernel("item", vec![list, index], span),
            false => refuse(unknown_elements(span)),
        }
    }

    /// An index of a list, an `Int`.
    pub fn list_index(&mut self, ast: &Ast, span: Span) -> Built<Expr> {
        let index = self.value(ast)?;
        index_of_list(index, "indexed", span)
    }

    /// The parts of a slice, each an `Int` or `None`.
    pub fn slice_of_list(&mut self, ast: &Ast, span: Span) -> Built<[Expr; 3]> {
        let Ast::Slice(slice) = ast else { return Err(Stop::Unknown(span)) };
        let mut parts = Vec::new();
        for part in [&slice.lower, &slice.upper, &slice.step] {
            parts.push(match part.as_deref() {
                None => constant(&Constant::None, span)?,
                Some(part) => {
                    let value = self.expr(part)?;
                    match value.ty {
                        Type::None | Type::Optional(_) => value,
                        _ => index_of_list(value, "sliced", span)?,
                    }
                }
            });
        }
        <[Expr; 3]>::try_from(parts).map_err(|_| Stop::Unknown(span))
    }

    /// `left op right` where one is a list; `None` where Python has no such operator.
    pub fn list_binary(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Option<Expr>> {
        let is_list = |it: &Expr| matches!(it.ty, Type::List(_));
        Ok(match (op, is_list(&left), is_list(&right)) {
            (BinaryOp::Add, true, true) => {
                let mut body = Vec::new();
                let [left, right] = self.two(left, right, &mut body);
                let facts = [Fact::of(&left), Fact::of(&right)];
                let ty = match self.join(&facts) {
                    Ok(Some(ty)) => ty,
                    _ => return refuse(no_element(&right.ty, &left.ty, span)),
                };
                if ty == Type::List(None) {
                    return Ok(Some(behind(body, new_list(ty, span))));
                }
                let made = self.bind(new_list(ty, span), &mut body);
                for side in [left, right] {
                    if side.ty != Type::List(None) {
                        body.extend(self.extended(&made, side, span)?);
                    }
                }
                Some(behind(body, made))
            }
            (BinaryOp::Mul, true, false) => self.list_times(left, right, false, span)?,
            (BinaryOp::Mul, false, true) => self.list_times(right, left, true, span)?,
            _ => None,
        })
    }

    /// `left op right` where one is a list.
    pub fn list_comparison(
        &mut self,
        [left, right]: [Expr; 2],
        op: Comparison,
        span: Span,
    ) -> Built<Expr> {
        let mut body = Vec::new();
        let [left, right] = self.two(left, right, &mut body);
        let known = |it: &Expr| matches!(it.ty, Type::List(Some(_)));
        let lists = matches!((&left.ty, &right.ty), (Type::List(_), Type::List(_)));
        let (kernel, first, second, negates) = match op {
            Comparison::Eq => ("equal", left, right, false),
            Comparison::Ne => ("equal", left, right, true),
            Comparison::Lt => ("less", left, right, false),
            Comparison::Le => ("less_or_equal", left, right, false),
            Comparison::Gt => ("less", right, left, false),
            Comparison::Ge => ("less_or_equal", right, left, false),
        };
        let answer = match (lists, kernel) {
            (false, "equal") => {
                let never = constant(&Constant::Bool(false), span)?;
                instead_of(first, instead_of(second, never))
            }
            (false, _) => {
                let message =
                    format!("{} is compared with {}", described(&first.ty), described(&second.ty));
                return refuse(
                    Problem::new(codes::INCOMPARABLE, span, message)
                        .help("Python raises TypeError here; compare lists with lists"),
                );
            }
            // One has no elements.
            (true, _) if !known(&first) || !known(&second) => {
                let [first, second] = [first, second].map(|it| list_length(it, span));
                let op = match kernel {
                    "equal" => Comparison::Eq,
                    "less" => Comparison::Lt,
                    _ => Comparison::Le,
                };
                compared(first, op, second, span)
            }
            (true, kernel) => self.list_kernel(kernel, vec![first, second], span)?,
        };
        Ok(behind(body, if negates { negated(answer) } else { answer }))
    }

    fn list_times(
        &mut self,
        list: Expr,
        times: Expr,
        is_second: bool,
        span: Span,
    ) -> Built<Option<Expr>> {
        let times = match times.ty {
            Type::Bool => Some(convert(times, &Type::Int, Conversion::Numeric)),
            // NumPy's numbers make an array of the list.
            Type::Int => Some(times),
            _ => None,
        };
        let Some(times) = times else { return Ok(None) };
        if list.ty == Type::List(None) {
            return Err(Stop::Unknown(span));
        }
        let mut body = Vec::new();
        let arguments = match is_second {
            // Evaluated in the order in which they are written.
            true => {
                let times = self.settle_one(times, &mut body);
                vec![list, times]
            }
            false => vec![list, times],
        };
        let repeated = self.list_kernel("repeated", arguments, span)?;
        Ok(Some(behind(body, repeated)))
    }

    fn two(&mut self, left: Expr, right: Expr, body: &mut Vec<Stmt>) -> [Expr; 2] {
        let settled = self.settled(vec![left.clone(), right.clone()], body);
        <[Expr; 2]>::try_from(settled).unwrap_or([left, right])
    }

    /// What flows into a list, as an element of it: the object that an expression names takes such
    /// elements from now on. Whether it does already.
    pub fn takes(&mut self, list: &Ast, element: &Fact, place: Span) -> Built<bool> {
        let ty = self.expr(list)?.ty;
        let Type::List(known) = ty else { return Ok(true) };
        let mut facts: Vec<Fact> = known.iter().map(|it| Fact::of_type(it)).collect();
        facts.push(element.clone());
        let joined = match self.join(&facts) {
            Ok(Some(joined)) => joined,
            Ok(None) => return Ok(true),
            Err(clash) => {
                return refuse(no_element(&element.ty(), &clash.first, place));
            }
        };
        if known.as_deref() == Some(&joined) {
            return Ok(true);
        }
        let ty = self.list_type(&joined, place)?;
        self.becomes(list, &ty, place)
    }

    /// Has the object that an expression names be of that type; whether it is already.
    pub fn becomes(&mut self, object: &Ast, ty: &Type, place: Span) -> Built<bool> {
        match object {
            Ast::Name(name) => {
                let span: Span = name.range.into();
                let Some(&id) = self.webs.loads.get(&span) else { return Ok(false) };
                let key = Span { start: place.start, end: span.end.max(place.end) };
                Ok(self.variable_becomes(id, ty, key))
            }
            Ast::If(conditional) => {
                let sides = [&conditional.body, &conditional.orelse];
                let are = sides.map(|side| self.becomes(side, ty, place));
                Ok(are.into_iter().collect::<Built<Vec<bool>>>()?.into_iter().all(|it| it))
            }
            Ast::Subscript(subscript) if self.is_of_list(subscript) => {
                let outer = match &*subscript.slice {
                    Ast::Slice(_) => return Ok(false),
                    _ => Type::List(Some(Box::new(ty.clone()))),
                };
                self.becomes(&subscript.value, &outer, place)
            }
            _ => Ok(false),
        }
    }

    /// Has the list that a variable holds be of that type; whether it is already. An argument is what
    /// the caller made it.
    pub fn variable_becomes(&mut self, id: VariableId, ty: &Type, place: Span) -> bool {
        let Some(index) = self.webs.parameters.iter().position(|it| *it == id) else {
            self.flows_into(id, place, &Fact::of_type(ty));
            return self.cell(id) == Some(ty);
        };
        let before = self.outcome.wanted.get(&index).map(Fact::of_type);
        let facts: Vec<Fact> = before.into_iter().chain([Fact::of_type(ty)]).collect();
        if let Ok(Some(joined)) = self.join(&facts) {
            self.outcome.wanted.insert(index, joined);
        }
        self.cell(id) == Some(ty)
    }

    /// Builds an expression that is to be of a type, if it makes something new.
    pub fn expecting<T>(&mut self, ty: Option<Type>, build: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.expected, ty);
        let built = build(self);
        self.expected = before;
        built
    }
}

/// A number as an `Int` that a list is indexed, or sliced, by.
fn index_of_list(value: Expr, verb: &str, span: Span) -> Built<Expr> {
    let ty = value.ty.clone();
    let index = match ty {
        Type::Bool => Some(convert(value, &Type::Int, Conversion::Numeric)),
        _ => to_index(value),
    };
    let message = format!("a list is {verb} by {}", described(&ty));
    let wrong = Problem::new(codes::INDEX_TYPE, span, message);
    Ok(index.ok_or(wrong.help("Python raises TypeError here; write `int(x)`"))?)
}

/// What elements are wanted of a list that is wanted to be of that type.
pub fn wanted_elements(expected: Option<Type>) -> Option<Type> {
    match expected {
        Some(Type::List(Some(element))) => Some(*element),
        Some(Type::Optional(value)) => wanted_elements(Some(*value)),
        _ => None,
    }
}
