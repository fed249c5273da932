//! What `from module import *` binds.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::Expr;

use super::definitions::{Definition, DefinitionKind, Definitions};
use crate::source::FileId;

/// The exported names of every module of the tree from which some file imports `*`.
pub fn exports<'data>(
    modules: &BTreeMap<String, FileId>,
    definitions: &'data [Definitions],
) -> BTreeMap<FileId, BTreeSet<&'data str>> {
    let stars = definitions.iter().flat_map(|definitions| &definitions.stars);
    let starred: BTreeSet<FileId> =
        stars.filter_map(|star| modules.get(&star.module).copied()).collect();
    let all = starred.into_iter();
    all.map(|module| (module, exported_names(module, modules, definitions))).collect()
}

/// The names in `__all__`, or the public names of the module and of those from which it imports
/// `*` itself.
fn exported_names<'data>(
    module: FileId,
    modules: &BTreeMap<String, FileId>,
    definitions: &'data [Definitions],
) -> BTreeSet<&'data str> {
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut rest = vec![module];
    while let Some(module) = rest.pop() {
        if !seen.insert(module) {
            continue;
        }
        let definitions = &definitions[module.0 as usize];
        if let Some(listed) = definitions.names.get("__all__").and_then(|all| listed_names(all)) {
            names.extend(listed);
            continue;
        }
        let bound = definitions.names.keys().map(String::as_str);
        names.extend(bound.filter(|name| !name.starts_with('_')));
        rest.extend(definitions.stars.iter().filter_map(|star| modules.get(&star.module)));
    }
    names
}

/// The strings of `__all__ = [...]` and `__all__ += [...]`; `None` if they are not all written out.
pub fn listed_names<'tree>(all: &[Definition<'tree>]) -> Option<BTreeSet<&'tree str>> {
    let mut names = BTreeSet::new();
    for definition in all {
        let DefinitionKind::Value(value) = definition.kind else { return None };
        let values = match value {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            _ => return None,
        };
        for value in values {
            names.insert(value.as_string_literal_expr()?.value.to_str());
        }
    }
    Some(names)
}
