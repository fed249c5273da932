//! The variables of the functions around a function: names that mean these, and nothing of the
//! module.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::visitor::{Visitor, walk_except_handler, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{
    Comprehension, ExceptHandler, Expr, Identifier, Pattern, Stmt, StmtFunctionDef, TypeParams,
};

/// Each name that means a variable of a function around, with the name of that function. The
/// functions are given from the outermost one on.
pub fn variables(around: &[&StmtFunctionDef]) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    for function in around {
        let scope = scope_of(function);
        for name in scope.bound.difference(&scope.elsewhere) {
            variables.insert(name.clone(), function.name.to_string());
        }
        // Where it says `global`, so it is for the functions inside.
        scope.globals.iter().for_each(|name| {
            variables.remove(name);
        });
    }
    variables
}

/// What a function does with names.
#[derive(Default)]
struct Scope {
    bound: BTreeSet<String>,
    /// Those that it binds, but that are none of its own: `global` and `nonlocal`.
    elsewhere: BTreeSet<String>,
    globals: BTreeSet<String>,
}

fn scope_of(function: &StmtFunctionDef) -> Scope {
    let mut scope = Scope::default();
    for parameter in function.parameters.iter() {
        scope.bind(parameter.name());
    }
    scope.type_params(function.type_params.as_deref());
    scope.visit_body(&function.body);
    scope
}

impl Scope {
    fn bind(&mut self, name: &Identifier) {
        self.bound.insert(name.to_string());
    }

    fn type_params(&mut self, list: Option<&TypeParams>) {
        list.into_iter().flat_map(|list| &list.type_params).for_each(|it| self.bind(it.name()));
    }

    /// Of what is bound in a comprehension only `:=` is the function's.
    fn comprehension(&mut self, generators: &[Comprehension], elements: &[&Expr]) {
        for generator in generators {
            self.visit_expr(&generator.iter);
            generator.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        elements.iter().for_each(|element| self.visit_expr(element));
    }
}

impl<'tree> Visitor<'tree> for Scope {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name);
                function.decorator_list.iter().for_each(|it| self.visit_decorator(it));
                let parameters = function.parameters.iter_non_variadic_params();
                parameters.filter_map(|it| it.default()).for_each(|it| self.visit_expr(it));
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name);
                class.decorator_list.iter().for_each(|it| self.visit_decorator(it));
                class.arguments.iter().for_each(|it| self.visit_arguments(it));
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let first = alias.name.split('.').next().unwrap_or_default();
                    let name = alias.asname.as_ref().map_or(first, |name| name.as_str());
                    self.bound.insert(name.to_owned());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::Global(statement) => {
                let names = statement.names.iter().map(ToString::to_string);
                self.globals.extend(names.clone());
                self.elsewhere.extend(names);
            }
            Stmt::Nonlocal(statement) => {
                self.elsewhere.extend(statement.names.iter().map(ToString::to_string));
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'tree Expr) {
        match expression {
            Expr::Name(name) => {
                if !name.ctx.is_load() {
                    self.bound.insert(name.id.to_string());
                }
            }
            Expr::Lambda(lambda) => {
                let parameters =
                    lambda.parameters.iter().flat_map(|it| it.iter_non_variadic_params());
                parameters.filter_map(|it| it.default()).for_each(|it| self.visit_expr(it));
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::Generator(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::DictComp(comp) => {
                self.comprehension(&comp.generators, &[&comp.key, &comp.value]);
            }
            _ => walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'tree ExceptHandler) {
        let ExceptHandler::ExceptHandler(caught) = handler;
        caught.name.iter().for_each(|name| self.bind(name));
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'tree Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        name.into_iter().for_each(|name| self.bind(name));
        walk_pattern(self, pattern);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceTree;

    /// The functions on the way to the innermost one.
    fn chain(body: &[Stmt]) -> Vec<&StmtFunctionDef> {
        let function = body.iter().filter_map(Stmt::as_function_def_stmt).next_back();
        function.map_or(Vec::new(), |it| [vec![it], chain(&it.body)].concat())
    }

    fn found(text: &str) -> String {
        let tree = SourceTree::from_texts(&[("k.py", text)]).unwrap();
        let chain = chain(&tree.files[0].ast.body);
        let variables = variables(&chain[..chain.len() - 1]);
        let each = variables.iter().map(|(name, function)| format!("{name}@{function}"));
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_way_to_bind_a_name() {
        let text = "def make(p, *q, r=(w := 1), **s):\n  import a.b, c as d\n  from e import f as g\n  \
                    x, (y, *z) = t = 1\n  u: int\n  for i in j: pass\n  with k as l: pass\n  \
                    try: pass\n  except E as m: pass\n  [n for n in (o := h)]\n  lambda v: (aa := v)\n  \
                    match p:\n    case [bb, *cc] | {'k': bb, **cc}: pass\n  class C: inside = 1\n  \
                    del dd\n  def kernel(own): return own\n";
        let expected = "C a bb cc d dd g i kernel l m o p q r s t u x y z";
        let expected: Vec<_> = expected.split(' ').map(|name| format!("{name}@make")).collect();
        assert_eq!(found(text), expected.join(" "));
    }

    #[test]
    fn the_nearest_function_counts() {
        let text = "def a(x, y, z):\n  def b(y):\n    global x\n    nonlocal z\n    z = 1\n    \
                    def c(x): pass\n";
        assert_eq!(found(text), "b@a c@b y@b z@a");
    }
}
