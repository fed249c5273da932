//! The operations that the methods of lists are written in.
//!
//! `pyjit.intrinsics` has, for lists, beside `len`:
//!
//! - `list_like(x)`, a new list without elements of the type of another, and `list_of(v)`, one that
//!   takes such values,
//! - `list_resize(x, n)`: the list has so many elements from now on; new ones are still to be written,
//! - `list_get(x, i)` and `list_put(x, i, v)`, of an index that is inside; what lay there before is not
//!   looked at,
//! - `list_drop(x, i)`: what the element holds is let go of; it is written or cut off next,
//! - `list_move(x, to, from, count)`: moves elements as they are,
//! - `holds_numbers(x)`, whether the elements are what arrays hold (`holds_real_numbers(x)`: but for
//!   complex numbers and times), `holds_nan(v)`, whether a value or a part of it is a NaN, and
//!   `list_array(x)`, an array of these: the list's own memory until that gets another length,
//! - `same_list(x, y)`, whether both are one, `may_read(v, x)`, whether a value, as a function that
//!   carries it, leads to a list, and `same_or_equal(v, w)`, what Python asks of elements.

use crate::check::body::Body;
use crate::check::build::{
    any, behind, boolean, compared, constant, elements_as_array, elements_of, instead_of,
    list_drop, list_element, list_put, new_list, node, of_list, parts_of,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, no_element};
use crate::check::rules::comparison::Identity;
use crate::check::rules::join::Fact;
use crate::check::tree::{CompareDomain, Compared, Expr, ExprKind, ListOperation, Stmt};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, ListLayout, MAX_LISTS, Scalar, Type, list_depth};

impl Body<'_> {
    /// A call of an intrinsic of lists; `None` if it is none.
    pub fn list_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let none = || constant(&Constant::None, span);
        let mut body = Vec::new();
        let value = match (name, given) {
            ("list_like", [like]) => {
                let made = new_list(like.ty.clone(), span);
                instead_of(like.clone(), made)
            }
            ("list_of", [value]) => {
                let ty = self.list_type(&value.ty, span)?;
                instead_of(value.clone(), new_list(ty, span))
            }
            ("list_resize", [list, count]) => {
                let size = layout_of(list, span)?.size;
                let operation = ListOperation::Resize { size };
                of_list(operation, vec![list.clone(), count.clone()], Type::None, span)
            }
            ("list_get", [list, index]) => {
                let [list, index] = self.both(list, index, &mut body);
                list_element(&list, &index, span)?
            }
            ("list_put", [list, index, value]) => {
                let [list, index] = self.both(list, index, &mut body);
                let Some((ty, _)) = elements_of(&list) else { return Err(Stop::Unknown(span)) };
                let value = self.as_element(value.clone(), &ty, span)?;
                let value = self.bind(value, &mut body);
                body.extend(list_put(&list, &index, &value, span)?);
                none()?
            }
            ("list_drop", [list, index]) => {
                let [list, index] = self.both(list, index, &mut body);
                body.extend(list_drop(&list, &index, span)?);
                none()?
            }
            ("list_move", [list, to, from, count]) => {
                let operation = ListOperation::Move { size: layout_of(list, span)?.size };
                let arguments = vec![list.clone(), to.clone(), from.clone(), count.clone()];
                of_list(operation, arguments, Type::None, span)
            }
            ("holds_numbers", [list]) => {
                let are_numbers = elements_as_array(list, span).is_some();
                instead_of(list.clone(), boolean(are_numbers, span))
            }
            ("holds_real_numbers", [list]) => {
                let is_real = matches!(
                    elements_as_array(list, span).map(|array| array.ty),
                    Some(Type::Array(array)) if array.element.scalar().is_some()
                );
                instead_of(list.clone(), boolean(is_real, span))
            }
            ("holds_nan", [value]) => {
                let value = self.settle_one(value.clone(), &mut body);
                let tests = self.nan_tests(&value, span)?;
                any(tests, span)
            }
            ("list_array", [list]) => match elements_as_array(list, span) {
                Some(array) => array,
                None => return Err(Stop::Unknown(span)),
            },
            ("same_or_equal", [left, right]) => {
                let [left, right] = self.both(left, right, &mut body);
                self.equality(left, right, Identity::Counts, span)?
            }
            ("same_list", [left, right]) => are_one(left, right, span),
            ("may_read", [value, list]) => {
                let value = self.settle_one(value.clone(), &mut body);
                any(reading_tests(&value, list, span), span)
            }
            _ => return Ok(None),
        };
        Ok(Some(behind(body, value)))
    }

    /// Whether each part of a value is a NaN, of those that can be.
    fn nan_tests(&mut self, value: &Expr, span: Span) -> Built<Vec<Expr>> {
        Ok(match &value.ty {
            Type::List(Some(_)) => {
                vec![self.prelude_kernel("operators_list.has_nan", vec![value.clone()], span)?]
            }
            Type::List(None) => Vec::new(),
            ty if ty.scalar().is_some_and(Scalar::is_float) => {
                let scalar = ty.scalar().unwrap_or(Scalar::F64);
                let rest = vec![Compared {
                    op: Comparison::Ne,
                    domain: CompareDomain::Floats(scalar),
                    operand: value.clone(),
                }];
                let first = Box::new(value.clone());
                vec![node(ExprKind::Compare { first, rest }, Type::Bool, span)]
            }
            ty if ty.parts().is_some() => {
                let mut tests = Vec::new();
                for part in parts_of(value.clone()) {
                    tests.extend(self.nan_tests(&part, span)?);
                }
                tests
            }
            _ => Vec::new(),
        })
    }

    fn both(&mut self, list: &Expr, index: &Expr, body: &mut Vec<Stmt>) -> [Expr; 2] {
        let settled = self.settled(vec![list.clone(), index.clone()], body);
        <[Expr; 2]>::try_from(settled).unwrap_or_else(|_| [list.clone(), index.clone()])
    }

    /// The type of a list of elements of that type: of arrays it holds any that differ in strides alone.
    pub fn list_type(&self, element: &Type, span: Span) -> Built<Type> {
        let element = &element.with_any_layout();
        if list_depth(element) >= MAX_LISTS {
            let message = format!("more than {MAX_LISTS} lists in each other");
            return refuse(
                Problem::new(codes::LIST, span, message)
                    .help("give what is put into the list another name than the list"),
            );
        }
        match ListLayout::of(element) {
            Some(_) => Ok(Type::List(Some(Box::new(element.clone())))),
            None => {
                let message = format!("a list of {} cannot be compiled", described(element));
                refuse(
                    Problem::new(codes::LIST, span, message).help(
                        "lists hold numbers, strings, arrays, `None`, tuples and lists of these",
                    ),
                )
            }
        }
    }

    /// A value as an element of a list.
    pub fn as_element(&mut self, value: Expr, element: &Type, span: Span) -> Built<Expr> {
        let given = value.ty.clone();
        // One that is none of its types may survive there, but would be another number.
        let together = self.join(&[Fact::of_type(element), Fact::of(&value)]);
        match (together, self.as_joined(value, element)) {
            (Ok(Some(ty)), Ok(value)) if ty == *element => Ok(value),
            _ => refuse(no_element(&given, element, span)),
        }
    }
}

fn are_one(left: &Expr, right: &Expr, span: Span) -> Expr {
    let address =
        |list: &Expr| of_list(ListOperation::Address, vec![list.clone()], Type::Int, span);
    compared(address(left), Comparison::Eq, address(right), span)
}

/// Tests of which one is true if a value leads to a list.
fn reading_tests(value: &Expr, list: &Expr, span: Span) -> Vec<Expr> {
    match &value.ty {
        ty if *ty == list.ty => vec![are_one(value, list, span)],
        // An element of it may be the one.
        Type::List(_) if leads_to(&value.ty, &list.ty) => vec![boolean(true, span)],
        Type::List(_) => Vec::new(),
        ty if ty.holds_list() => {
            parts_of(value.clone()).iter().flat_map(|it| reading_tests(it, list, span)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a value of a type may lead to a list of another.
fn leads_to(ty: &Type, list: &Type) -> bool {
    match ty {
        Type::List(Some(element)) => ty == list || leads_to(element, list),
        _ => ty.parts().is_some_and(|parts| parts.iter().any(|it| leads_to(it, list))),
    }
}

fn layout_of(list: &Expr, span: Span) -> Built<ListLayout> {
    match elements_of(list) {
        Some((_, layout)) => Ok(layout),
        None => Err(Stop::Unknown(span)),
    }
}
