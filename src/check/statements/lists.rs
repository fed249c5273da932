//! What changes lists: assignments to elements and slices, `+=`, `*=`, `del`.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{behind, doing, new_list, together};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, kept_as, no_element};
use crate::check::rules::convert::convert;
use crate::check::rules::join::Fact;
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{BinaryOp, Conversion, Type};

impl Body<'_> {
    /// What a value that is assigned to a target should be of, where it makes something new.
    pub fn expected_by(&mut self, target: &Ast) -> Option<Type> {
        match target {
            Ast::Name(name) => {
                let span: Span = name.range.into();
                let id = *self.webs.stores.get(&span)?;
                self.cell(id).filter(|ty| ty.holds_list()).cloned()
            }
            Ast::Tuple(tuple) => {
                let types: Vec<Option<Type>> =
                    tuple.elts.iter().map(|element| self.expected_by(element)).collect();
                types.iter().any(Option::is_some).then(|| {
                    Type::Tuple(types.into_iter().map(|ty| ty.unwrap_or(Type::None)).collect())
                })
            }
            Ast::Subscript(subscript) if self.is_of_list(subscript) => {
                let list = self.expr(&subscript.value).ok()?.ty;
                match (list, &*subscript.slice) {
                    (list, Ast::Slice(_)) => Some(list),
                    (Type::List(Some(element)), _) => Some(*element),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A list that a name or an element of a list stands for, as one of another type: it is made so
    /// where it is made.
    pub fn shared(&mut self, value: Expr, ast: &Ast, to: &Type, place: Span) -> Built<Expr> {
        if let Ok(joined) = self.as_joined(value.clone(), to) {
            return Ok(joined);
        }
        let cannot = |given: &Type| kept_as(given, to, place);
        if !matches!(value.ty, Type::List(_)) {
            return Err(Stop::Unknown(place));
        }
        match ast {
            Ast::Name(_) | Ast::Subscript(_) | Ast::If(_) if !self.makes_new_list(ast) => {
                self.becomes(ast, to, place)?;
                // The next look has it so, unless it cannot be.
                refuse(cannot(&value.ty))
            }
            _ if self.makes_new_list(ast) && value.ty != Type::List(None) => {
                let mut body = Vec::new();
                let value = self.bind(value, &mut body);
                let copy = self.bind(new_list(to.clone(), place), &mut body);
                body.extend(self.extended(&copy, value, place)?);
                Ok(behind(body, copy))
            }
            _ => refuse(cannot(&value.ty)),
        }
    }

    /// `list[index] = value` and `list[start:stop:step] = value`; the value is built.
    pub fn assign_in_list(
        &mut self,
        ast: &ExprSubscript,
        value: Expr,
        value_ast: Option<&Ast>,
    ) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        };
        if let Ast::Slice(_) = &*ast.slice {
            for fact in self.facts_of_elements(&value, span)? {
                self.takes(&ast.value, &fact, span)?;
            }
            let list = self.value(&ast.value)?;
            let [start, stop, step] = self.slice_of_list(&ast.slice, span)?;
            if !matches!(list.ty, Type::List(Some(_))) {
                return Err(Stop::Unknown(span));
            }
            let value = match value.ty == list.ty {
                true => value,
                false => {
                    let copy = self.bind(new_list(list.ty.clone(), span), &mut body);
                    if value.ty != Type::List(None) {
                        body.extend(self.extended(&copy, value, span)?);
                    }
                    copy
                }
            };
            let arguments = vec![list, start, stop, step, value];
            body.push(doing(self.list_kernel("set_slice", arguments, span)?, span));
            return Ok(Some(together(body, span)));
        }
        self.takes(&ast.value, &Fact::of(&value), span)?;
        let list = self.value(&ast.value)?;
        let Type::List(Some(element)) = list.ty.clone() else { return Err(Stop::Unknown(span)) };
        let index = self.list_index(&ast.slice, span)?;
        let value = match value_ast {
            Some(ast) if element.holds_list() => self.shared(value, ast, &element, span)?,
            _ => self.as_element(value, &element, span)?,
        };
        body.push(doing(self.list_kernel("set_item", vec![list, index, value], span)?, span));
        Ok(Some(together(body, span)))
    }

    /// What is known of the elements of a value that is put into a list as a whole.
    pub fn facts_of_elements(&mut self, value: &Expr, span: Span) -> Built<Vec<Fact>> {
        Ok(match &value.ty {
            Type::List(element) => element.iter().map(|it| Fact::of_type(it)).collect(),
            Type::Tuple(elements) => elements.iter().map(Fact::of_type).collect(),
            Type::Range => vec![Fact::of_type(&Type::Int)],
            Type::Array(array) if array.ndim == 1 => vec![Fact::of_type(&array.element_type())],
            other => {
                let message = format!("the elements of {} are put into a list", described(other));
                return refuse(
                    Problem::new(codes::LIST, span, message)
                        .help("lists, tuples, ranges and one-dimensional arrays are taken"),
                );
            }
        })
    }

    /// `target op= value` where the target is a list, or an element of one; `None` where it is
    /// neither.
    pub fn augmented_list(
        &mut self,
        target: &Ast,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let is_list = |this: &mut Self| match target {
            Ast::Name(_) | Ast::Subscript(_) | Ast::Attribute(_) => {
                this.expr(target).is_ok_and(|it| matches!(it.ty, Type::List(_)))
            }
            _ => false,
        };
        let of_list = match target {
            Ast::Subscript(subscript) if !matches!(&*subscript.slice, Ast::Slice(_)) => {
                self.is_of_list(subscript).then_some(subscript)
            }
            _ => None,
        };
        match (op, target) {
            (BinaryOp::Add | BinaryOp::Mul, Ast::Name(_)) if is_list(self) => {
                let mut body = Vec::new();
                let list = self.value(target)?;
                let list = self.bind(list, &mut body);
                body.extend(self.changed_in_place(list.clone(), op, target, value, span)?);
                body.extend(self.still(target, list, span)?);
                Ok(Some(together(body, span)))
            }
            (BinaryOp::Add | BinaryOp::Mul, Ast::Subscript(subscript)) if is_list(self) => {
                self.augmented_there(subscript, op, value, span)
            }
            (BinaryOp::Add | BinaryOp::Mul, Ast::Attribute(_)) if is_list(self) => {
                refuse(no_target("a list in a named tuple is assigned to", span))
            }
            _ => match of_list {
                Some(subscript) => self.augmented_in_list(subscript, op, value, span),
                None => Ok(None),
            },
        }
    }

    /// `list[index] op= value` and `list[start:stop:step] op= value` where that is a list, too: what
    /// was read is changed, and assigned in its place.
    fn augmented_there(
        &mut self,
        ast: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        if !self.is_of_list(ast) {
            return refuse(no_target("an element of a tuple is assigned to", span));
        }
        let mut body = Vec::new();
        let outer = self.value(&ast.value)?;
        let outer = self.bind(outer, &mut body);
        if let Ast::Slice(_) = &*ast.slice {
            let bounds = self.slice_of_list(&ast.slice, span)?;
            if !matches!(outer.ty, Type::List(Some(_))) {
                return Err(Stop::Unknown(span));
            }
            let mut arguments = vec![outer];
            for bound in bounds {
                arguments.push(self.read_now(bound, &mut body));
            }
            let part = self.list_kernel("sliced", arguments.clone(), span)?;
            let part = self.bind(part, &mut body);
            body.extend(self.changed_in_place(part.clone(), op, &ast.value, value, span)?);
            arguments.push(part);
            body.push(doing(self.list_kernel("set_slice", arguments, span)?, span));
            return Ok(Some(together(body, span)));
        }
        let index = self.list_index(&ast.slice, span)?;
        if !matches!(outer.ty, Type::List(Some(_))) {
            return Err(Stop::Unknown(span));
        }
        let index = self.read_now(index, &mut body);
        let list = self.list_kernel("item", vec![outer.clone(), index.clone()], span)?;
        let list = self.bind(list, &mut body);
        let named = Ast::Subscript(ast.clone());
        body.extend(self.changed_in_place(list.clone(), op, &named, value, span)?);
        body.push(doing(self.list_kernel("set_item", vec![outer, index, list], span)?, span));
        Ok(Some(together(body, span)))
    }

    /// A value that is not read again when what comes behind has assigned its variable.
    fn read_now(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, body),
        }
    }

    /// `list += value` and `list *= value` of a list that can be read again; `named` is an expression
    /// for it, or for one that has the same elements.
    fn changed_in_place(
        &mut self,
        list: Expr,
        op: BinaryOp,
        named: &Ast,
        value: &Ast,
        span: Span,
    ) -> Built<Vec<Stmt>> {
        if op == BinaryOp::Add {
            return self.extend_by(list, named, value, true, span);
        }
        let times = self.value(value)?;
        let times = match times.ty {
            Type::Bool => convert(times, &Type::Int, Conversion::Numeric),
            Type::Int => times,
            _ => return refuse(no_element(&times.ty, &list.ty, span)),
        };
        Ok(match list.ty == Type::List(None) {
            true => vec![doing(times, span)],
            false => {
                let arguments = vec![list, times];
                vec![doing(self.list_kernel("repeat_in_place", arguments, span)?, span)]
            }
        })
    }

    /// A name that is assigned means the same list still.
    fn still(&mut self, target: &Ast, list: Expr, span: Span) -> Built<Option<Stmt>> {
        let Ast::Name(_) = target else { return Ok(None) };
        let same = self.assign_value(std::slice::from_ref(target), list, false)?;
        Ok(same.map(|kind| Stmt { kind, span }))
    }

    /// `list[index] op= value`: the element is read before the value is evaluated.
    fn augmented_in_list(
        &mut self,
        ast: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let mut body = Vec::new();
        let list = self.value(&ast.value)?;
        let list = self.bind(list, &mut body);
        let index = self.list_index(&ast.slice, span)?;
        let index = self.bind(index, &mut body);
        if !matches!(list.ty, Type::List(Some(_))) {
            return Err(Stop::Unknown(span));
        }
        let element = self.list_kernel("item", vec![list.clone(), index.clone()], span)?;
        let element = self.bind(element, &mut body);
        let value = self.value(value)?;
        let result = match is_numpys(&element.ty) {
            true => {
                let kind = self.augmented_array(op, element.clone(), value, span)?;
                body.extend(kind.map(|kind| Stmt { kind, span }));
                element
            }
            false => {
                let result = self.binary(op, element, value, span)?;
                self.bind(result, &mut body)
            }
        };
        self.takes(&ast.value, &Fact::of(&result), span)?;
        let Type::List(Some(element)) = list.ty.clone() else { return Err(Stop::Unknown(span)) };
        let result = self.as_element(result, &element, span)?;
        body.push(doing(self.list_kernel("set_item", vec![list, index, result], span)?, span));
        Ok(Some(together(body, span)))
    }

    /// Appends what an expression yields to a list that can be read again, and that another expression
    /// names: `list += values`, if that is the operator, or `list.extend(values)`.
    pub fn extend_by(
        &mut self,
        list: Expr,
        named: &Ast,
        values: &Ast,
        is_operator: bool,
        span: Span,
    ) -> Built<Vec<Stmt>> {
        if let Ast::Generator(_) | Ast::Call(_) = values
            && let Some(statements) = self.extend_one_by_one(&list, named, values, span)?
        {
            return Ok(statements);
        }
        let mut body = Vec::new();
        let value = self.expecting(Some(list.ty.clone()), |this| this.value(values))?;
        if is_operator && is_numpys(&value.ty) {
            let message = "an array is added to a list";
            return refuse(
                Problem::new(codes::LIST, span, message)
                    .label("NumPy adds the elements, and the name means an array then")
                    .help("write `x.extend(a)` to append them"),
            );
        }
        let value = self.bind(value, &mut body);
        for fact in self.facts_of_elements(&value, span)? {
            self.takes(named, &fact, span)?;
        }
        if value.ty == Type::List(None) {
            return Ok(body);
        }
        if !matches!(list.ty, Type::List(Some(_))) {
            return Err(Stop::Unknown(span));
        }
        body.extend(self.extended(&list, value, span)?);
        Ok(body)
    }

    /// `del list[index]`, `del list[start:stop:step]`.
    pub fn delete_in_list(&mut self, ast: &ExprSubscript) -> Built<StmtKind> {
        let span: Span = ast.range.into();
        let list = self.value(&ast.value)?;
        let known = matches!(list.ty, Type::List(Some(_)));
        let call = match &*ast.slice {
            Ast::Slice(_) => {
                let [start, stop, step] = self.slice_of_list(&ast.slice, span)?;
                if !known {
                    return Err(Stop::Unknown(span));
                }
                self.list_kernel("delete_slice", vec![list, start, stop, step], span)?
            }
            index => {
                let index = self.list_index(index, span)?;
                if !known {
                    return Err(Stop::Unknown(span));
                }
                self.list_kernel("delete", vec![list, index], span)?
            }
        };
        Ok(StmtKind::Expr(call))
    }

    /// Whether what an expression gives, a list, is known by no other name.
    pub fn makes_new_list(&self, ast: &Ast) -> bool {
        match ast {
            Ast::List(_) | Ast::ListComp(_) | Ast::BinOp(_) => true,
            Ast::Subscript(subscript) => matches!(&*subscript.slice, Ast::Slice(_)),
            Ast::Call(call) => match (&*call.func, self.meaning(&call.func)) {
                (_, Some(Binding::Library(name))) => {
                    matches!(name.as_str(), "builtins.list" | "builtins.sorted")
                }
                (Ast::Attribute(attribute), _) => {
                    attribute.attr.as_str() == "copy" && self.is_method(&call.func)
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// Python changes the list, and raises then.
fn no_target(message: &str, span: Span) -> Problem {
    Problem::new(codes::TARGET, span, message)
        .help("Python raises an exception here, when the list is changed: write `x.extend(…)`")
}
