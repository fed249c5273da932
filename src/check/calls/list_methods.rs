//! Methods of lists, `list(…)`, `sorted(…)`.

use rustpython_ast::{Expr as Ast, ExprAttribute, ExprCall};

use crate::check::body::Body;
use crate::check::build::{behind, boolean, constant, doing, instead_of, new_list};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{no_such_method, unknown_elements};
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, Stmt};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, Type};

impl Body<'_> {
    /// A call of a method of a list: the list is built.
    pub fn list_method(
        &mut self,
        list: Expr,
        attribute: &ExprAttribute,
        ast: &ExprCall,
    ) -> Built<Expr> {
        let span: Span = ast.range.into();
        let name = attribute.attr.as_str();
        let object = &*attribute.value;
        let given = &*ast.arguments.args;
        if let Some(keyword) = ast.arguments.keywords.first()
            && name != "sort"
        {
            let message = format!("`list.{name}` takes no keyword arguments");
            return refuse(
                Problem::new(codes::LIBRARY_KEYWORD, keyword.range.into(), message)
                    .help("Python raises TypeError here; pass positional arguments"),
            );
        }
        let element = match &list.ty {
            Type::List(element) => element.as_deref().cloned(),
            _ => None,
        };
        let mut body = Vec::new();
        match (name, given) {
            ("append", [value]) => {
                let list = self.bind(list, &mut body);
                let value = self.new_element(object, element, value, span)?;
                body.extend(self.append(&list, value, span)?);
                Ok(behind(body, constant(&Constant::None, span)?))
            }
            ("insert", [index, value]) => {
                let list = self.bind(list, &mut body);
                let index = self.list_index(index, span)?;
                let index = self.bind(index, &mut body);
                let value = self.new_element(object, element, value, span)?;
                let Type::List(Some(element)) = &list.ty else { return Err(Stop::Unknown(span)) };
                let value = self.as_element(value, element, span)?;
                let call = self.list_call("insert", vec![list, index, value], span)?;
                Ok(behind(body, call))
            }
            ("extend", [values]) => {
                let list = self.bind(list, &mut body);
                body.extend(self.extend_by(list, object, values, false, span)?);
                Ok(behind(body, constant(&Constant::None, span)?))
            }
            ("clear" | "reverse", []) if element.is_none() => {
                Ok(instead_of(list, constant(&Constant::None, span)?))
            }
            ("copy", []) if element.is_none() => {
                let copy = new_list(list.ty.clone(), span);
                Ok(instead_of(list, copy))
            }
            ("pop", []) => {
                self.known_list(&list, span)?;
                let last = constant(&Constant::Int(-1), span)?;
                self.list_call("pop", vec![list, last], span)
            }
            ("pop", [index]) => {
                self.known_list(&list, span)?;
                let index = self.list_index(index, span)?;
                self.list_call("pop", vec![list, index], span)
            }
            ("clear" | "copy" | "reverse", []) => self.list_call(name, vec![list], span),
            ("remove" | "index" | "count", [value]) => {
                self.known_list(&list, span)?;
                let value = self.expr(value)?;
                self.list_call(name, vec![list, value], span)
            }
            ("index", [value, bounds @ ..]) if bounds.len() <= 2 => {
                self.known_list(&list, span)?;
                let mut arguments = vec![list, self.expr(value)?];
                for bound in bounds {
                    arguments.push(self.list_index(bound, span)?);
                }
                if bounds.len() == 1 {
                    arguments.push(constant(&Constant::Int(i64::MAX.into()), span)?);
                }
                self.list_call("index_between", arguments, span)
            }
            ("sort", []) => {
                let list = self.bind(list, &mut body);
                let order = self.order(ast, &mut body)?;
                let sorted = self.sorted_in_place(list, order, "sort_by", span)?;
                Ok(behind(body, sorted))
            }
            _ => refuse(no_such_method(&list.ty, name, attribute.range.into())),
        }
    }

    /// A value that is put into a list which an expression names.
    fn new_element(
        &mut self,
        object: &Ast,
        element: Option<Type>,
        value: &Ast,
        span: Span,
    ) -> Built<Expr> {
        let built = self.expecting(element, |this| this.expr(value))?;
        self.takes(object, &Fact::of(&built), span)?;
        let wanted = match self.expr(object)?.ty {
            Type::List(Some(element)) => *element,
            _ => return Err(Stop::Unknown(span)),
        };
        match built.ty.holds_list() {
            true => self.shared(built, value, &wanted, span),
            false => Ok(built),
        }
    }

    fn known_list(&self, list: &Expr, span: Span) -> Built<()> {
        match list.ty {
            Type::List(None) => refuse(unknown_elements(span)),
            _ => Ok(()),
        }
    }

    /// A call of a function of `list.py`.
    fn list_call(&mut self, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Expr> {
        self.prelude_kernel(&format!("list.{name}"), arguments, span)
    }

    /// What the keywords of `sort` and `sorted` say, evaluated as they are written.
    fn order(&mut self, ast: &ExprCall, body: &mut Vec<Stmt>) -> Built<Order> {
        let mut order = Order { key: None, reverse: boolean(false, ast.range.into()) };
        for keyword in &ast.arguments.keywords {
            match keyword.arg.as_ref().map(|name| name.as_str()) {
                Some("reverse") => {
                    let value = self.value(&keyword.value)?;
                    let reverse = self.optional_truth(value)?;
                    order.reverse = self.settle_one(reverse, body);
                }
                Some("key") if keyword.value.is_none_literal_expr() => {}
                Some("key") => order.key = Some(self.using(|this| this.expr(&keyword.value))?),
                _ => {
                    let message = "`list.sort` takes `key` and `reverse`";
                    let place = keyword.range.into();
                    return refuse(
                        Problem::new(codes::LIBRARY_KEYWORD, place, message)
                            .help("Python raises TypeError here"),
                    );
                }
            }
        }
        Ok(order)
    }

    /// Sorts a list that can be read again; `by_key` is the function of `list.py` for a key.
    fn sorted_in_place(
        &mut self,
        list: Expr,
        order: Order,
        by_key: &str,
        span: Span,
    ) -> Built<Expr> {
        let Order { key, reverse } = order;
        match (&list.ty, key) {
            (Type::List(None), key) => {
                let nothing = constant(&Constant::None, span)?;
                Ok(key.into_iter().fold(nothing, |nothing, key| instead_of(key, nothing)))
            }
            (_, None) => self.list_call("sort", vec![list, reverse], span),
            (_, Some(key)) => self.list_call(by_key, vec![list, key, reverse], span),
        }
    }

    /// `list(…)` and `sorted(…)`; `None` if it is neither.
    pub fn made_list(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        match (name, &*ast.arguments.args) {
            ("builtins.list", []) if ast.arguments.keywords.is_empty() => {
                Ok(Some(new_list(Type::List(None), span)))
            }
            ("builtins.list", [source]) if ast.arguments.keywords.is_empty() => {
                let (body, origin) = self.origin(source, span)?;
                let list = self.list_from(origin, None, span)?;
                Ok(Some(behind(body, list)))
            }
            ("builtins.sorted", [source]) => {
                let (mut body, origin) = self.origin(source, span)?;
                let order = self.order(ast, &mut body)?;
                let list = self.list_from(origin, None, span)?;
                let list = self.bind(list, &mut body);
                let sorted = self.sorted_in_place(list.clone(), order, "sort_new_by", span)?;
                body.push(doing(sorted, span));
                Ok(Some(behind(body, list)))
            }
            _ => Ok(None),
        }
    }

    /// A new list, sorted.
    pub fn sorted_list(&mut self, list: Expr, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let list = self.bind(list, &mut body);
        let order = Order { key: None, reverse: boolean(false, span) };
        let sorted = self.sorted_in_place(list.clone(), order, "sort_new_by", span)?;
        body.push(doing(sorted, span));
        Ok(behind(body, list))
    }
}

/// How a list is to be sorted.
struct Order {
    /// A function of an element, if there is one.
    key: Option<Expr>,
    reverse: Expr,
}
