//! Subscripts of arrays that lie in lists and tuples: `rows[i][j]`, `pair[0][:, 1] = x`.
//!
//! What the brackets of lists and tuples give is bound to a variable first, and the rest is a
//! subscript of that: a name that no source can write stands for it.

use rustpython_ast::name::Name;
use rustpython_ast::{Expr as Ast, ExprContext, ExprName, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{behind, block, constant, integer, plain, plain_type};
use crate::check::problem::Built;
use crate::check::tree::{Expr, Stmt, StmtKind};
use crate::source::Span;
use crate::types::{Constant, Type};

/// What the names that stand for values begin with.
const MARK: char = '·';

impl Body<'_> {
    /// The part of a subscript that gives an array out of lists and tuples, if another one begins
    /// with such a part.
    fn array_in_sequence<'a>(&mut self, ast: &'a ExprSubscript) -> Option<&'a Ast> {
        let mut chain = Vec::new();
        let mut base: &'a Ast = &ast.value;
        while let Ast::Subscript(inner) = base {
            chain.push((base, &*inner.slice));
            base = &inner.value;
        }
        if chain.is_empty() || !matches!(base, Ast::Name(_) | Ast::Attribute(_) | Ast::Call(_)) {
            return None;
        }
        let mut ty = plain(self.expr(base).ok()?).ty;
        for (whole, index) in chain.into_iter().rev() {
            ty = match (plain_type(&ty), index) {
                (list @ Type::List(_), Ast::Slice(_)) => list,
                (Type::List(Some(element)), _) => *element,
                (Type::Tuple(elements), _) => {
                    let at = integer(&self.expr(index).ok()?)?;
                    let length = elements.len() as i128;
                    let place = if at < 0 { at + length } else { at };
                    elements.get(usize::try_from(place).ok()?)?.clone()
                }
                _ => return None,
            };
            if matches!(ty, Type::Array(_)) {
                return Some(whole);
            }
        }
        None
    }

    /// Whether a subscript is one of an array in a list or a tuple.
    pub fn is_in_sequence(&mut self, ast: &ExprSubscript) -> bool {
        self.array_in_sequence(ast).is_some()
    }

    /// Builds with a subscript of an array in a list or tuple as one of a variable, which `body`
    /// gives its value; `None` where it is no such subscript.
    fn of_stand_in<T>(
        &mut self,
        ast: &ExprSubscript,
        body: &mut Vec<Stmt>,
        build: impl FnOnce(&mut Self, ExprSubscript, &mut Vec<Stmt>) -> Built<T>,
    ) -> Built<Option<T>> {
        let Some(array) = self.array_in_sequence(ast) else { return Ok(None) };
        let value = plain(self.value(array)?);
        let value = self.bind(value, body);
        let id = Name::new(format!("{MARK}{}", self.stand_ins.len()));
        self.stand_ins.push(value);
        let name = ExprName {
            range: array.range(),
            id,
            ctx: ExprContext::Load,
            node_index: Default::default(),
        };
        let built = build(self, instead(ast, array, &name), body);
        self.stand_ins.pop();
        built.map(Some)
    }

    /// What a name stands for.
    pub fn stand_in(&self, name: &ExprName) -> Option<Expr> {
        let number = name.id.strip_prefix(MARK)?.parse().ok();
        number.and_then(|number: usize| self.stand_ins.get(number)).cloned()
    }

    /// `rows[i][j]` as a value.
    pub fn subscript_in_sequence(&mut self, ast: &ExprSubscript) -> Built<Option<Expr>> {
        let mut body = Vec::new();
        let value = self.of_stand_in(ast, &mut body, |this, ast, _| this.subscript(&ast))?;
        Ok(value.map(|value| behind(body, value)))
    }

    /// `rows[i][j] = value`.
    pub fn assign_in_sequence(
        &mut self,
        ast: &ExprSubscript,
        value: &Expr,
    ) -> Built<Option<StmtKind>> {
        if !self.is_in_sequence(ast) {
            return Ok(None);
        }
        let mut body = Vec::new();
        let value = self.evaluated_first(value.clone(), &mut body);
        self.in_sequence(ast, body, |this, target| this.assign_built(&[target], value))
    }

    /// A statement whose target is `rows[i][j]`, behind what stands before it.
    pub fn in_sequence(
        &mut self,
        ast: &ExprSubscript,
        mut body: Vec<Stmt>,
        build: impl FnOnce(&mut Self, Ast) -> Built<Option<StmtKind>>,
    ) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let kind =
            self.of_stand_in(ast, &mut body, |this, ast, _| build(this, Ast::Subscript(ast)))?;
        let Some(kind) = kind else { return Ok(None) };
        body.extend(kind.map(|kind| Stmt { kind, span }));
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }
}

/// The subscript with a name in the place of a part that it begins with.
fn instead(ast: &ExprSubscript, part: &Ast, name: &ExprName) -> ExprSubscript {
    let value = match &*ast.value {
        value if std::ptr::eq(value, part) => Ast::Name(name.clone()),
        Ast::Subscript(inner) => Ast::Subscript(instead(inner, part, name)),
        other => other.clone(),
    };
    ExprSubscript { value: Box::new(value), ..ast.clone() }
}
