//! Numba's decorators that are called with a function: `fast = njit(f)`, `njit(nogil=True)(f)`.

use std::collections::BTreeMap;

use rustpython_ast::visitor::{Visitor, walk_expr};
use rustpython_ast::{Expr, ExprCall};

use super::definitions::{DefinitionKind, Definitions};
use super::resolve::{Resolver, the_one};
use super::{Binding, DecoratorKind, numba};
use crate::source::{FileId, SourceTree};

/// How a decorator is given a function.
#[derive(Clone, Copy)]
pub struct Application<'tree> {
    pub kind: DecoratorKind,
    /// The file that does it.
    pub file: FileId,
    /// The call that has the options and signatures; the function is no signature of it.
    pub options: &'tree ExprCall,
    /// That call has the function itself as its first argument.
    pub is_direct: bool,
}

/// The functions that are given to Numba's decorators, by the places of their `def`s.
pub fn applications<'tree>(
    tree: &'tree SourceTree,
    definitions: &[Definitions<'tree>],
    resolver: &mut Resolver<'tree, '_>,
) -> BTreeMap<(FileId, u32), Application<'tree>> {
    let mut found = BTreeMap::new();
    if !tree.takes_numba {
        return found;
    }
    for (file, source) in tree.ids() {
        let mut calls = Calls::default();
        source.ast.body.iter().for_each(|statement| calls.visit_stmt(statement));
        for call in calls.0 {
            let Some((decorator, function)) = parts(call) else { continue };
            let Expr::Name(name) = function else { continue };
            let Some(kind) = kind(resolver, file, decorator) else { continue };
            let named = definitions.get(file.0 as usize).and_then(|it| it.names.get(&*name.id));
            let Some(DefinitionKind::Function(definition)) =
                named.and_then(|it| the_one(it)).map(|it| it.kind.clone())
            else {
                continue;
            };
            let (options, is_direct) = match &*call.func {
                Expr::Call(options) => (options, false),
                _ => (call, true),
            };
            let place = (file, definition.range.start().into());
            found.entry(place).or_insert(Application { kind, file, options, is_direct });
        }
    }
    found
}

/// The decorator of a call that gives it a function, and the function.
pub fn parts(call: &ExprCall) -> Option<(&Expr, &Expr)> {
    let [function] = &*call.arguments.args else { return None };
    match &*call.func {
        Expr::Call(options) if call.arguments.keywords.is_empty() => {
            Some((&options.func, function))
        }
        Expr::Call(_) => None,
        decorator => Some((decorator, function)),
    }
}

/// The decorator of Numba's that compiles functions, if an expression is one.
fn kind(resolver: &mut Resolver, file: FileId, decorator: &Expr) -> Option<DecoratorKind> {
    let Binding::Library(name) = resolver.expression(file, decorator) else { return None };
    numba::kind_of(&name).filter(|kind| *kind == DecoratorKind::NumbaJit)
}

#[derive(Default)]
struct Calls<'tree>(Vec<&'tree ExprCall>);

impl<'tree> Visitor<'tree> for Calls<'tree> {
    fn visit_expr(&mut self, expression: &'tree Expr) {
        if let Expr::Call(call) = expression {
            self.0.push(call);
        }
        walk_expr(self, expression);
    }
}
