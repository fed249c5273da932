//! What is known of a module's names before their values are: which statements that bind them run,
//! and whose elements something changes.

use std::collections::BTreeSet;

use rustpython_ast::Expr;

use super::Binding;
use super::arithmetic::truth;
use super::definitions::{Branch, Definition, DefinitionKind};
use super::fold::fold;
use super::resolve::{Resolver, the_one};
use crate::source::FileId;

/// Imports of imports beyond this are not followed.
const MAX_CHAIN: usize = 50;

impl<'tree> Resolver<'tree, '_> {
    /// The definitions whose conditions are not known to be false; those whose conditions are known to
    /// be true always run.
    pub fn settled(
        &mut self,
        file: FileId,
        definitions: &[Definition<'tree>],
    ) -> Vec<Definition<'tree>> {
        let mut settled = Vec::new();
        for definition in definitions {
            let branch = match self.runs(file, definition.branch, 0) {
                Some(true) => Branch::Always,
                Some(false) => continue,
                None => definition.branch,
            };
            settled.push(Definition { branch, ..definition.clone() });
        }
        settled
    }

    /// Whether what stands in a branch runs, if that is known.
    fn runs(&mut self, file: FileId, branch: Branch, depth: usize) -> Option<bool> {
        let index = match branch {
            Branch::Always => return Some(true),
            Branch::Tested(index) if depth < MAX_CHAIN => index,
            _ => return None,
        };
        if let Some(known) = self.conditions.get(&(file, index)) {
            return *known;
        }
        let condition = self.definitions(file).conditions.get(index)?.clone();
        let around = self.runs(file, condition.around, depth + 1);
        let mut all = around;
        for (test, wanted) in condition.tests {
            match fold(test, &mut |name| self.expression(file, name)) {
                Ok(value) if truth(&value) == wanted => {}
                Ok(_) => {
                    all = Some(false);
                    break;
                }
                // Another test may still say that it does not run.
                Err(_) if all == Some(false) => {}
                Err(_) => all = None,
            }
        }
        self.conditions.insert((file, index), all);
        all
    }

    /// The names whose elements something in the tree changes, by where they are defined.
    pub fn changed_names(&mut self, files: usize) -> BTreeSet<(FileId, String)> {
        let mut changed = BTreeSet::new();
        for index in 0..files {
            let file = FileId(index as u32);
            for expression in self.definitions(file).changed.clone() {
                changed.extend(self.home_of(file, expression, 0));
            }
        }
        changed
    }

    /// The file and the name of what an expression means that begins with a name of the tree.
    fn home_of(
        &mut self,
        file: FileId,
        expression: &Expr,
        depth: usize,
    ) -> Option<(FileId, String)> {
        match expression {
            Expr::Subscript(subscript) if depth < MAX_CHAIN => {
                self.home_of(file, &subscript.value, depth + 1)
            }
            Expr::Name(name) => Some(self.home_of_name(file, &name.id, 0)),
            Expr::Attribute(attribute) => match self.expression(file, &attribute.value) {
                Binding::Module(file) => Some(self.home_of_name(file, &attribute.attr, 0)),
                Binding::Class { file, name } => Some((file, format!("{name}.{}", attribute.attr))),
                _ => None,
            },
            _ => None,
        }
    }

    fn home_of_name(&self, file: FileId, name: &str, depth: usize) -> (FileId, String) {
        let here = (file, name.to_owned());
        if depth == MAX_CHAIN {
            return here;
        }
        let definitions = self.definitions(file);
        match definitions.names.get(name).and_then(|found| the_one(found)) {
            Some(Definition { kind: DefinitionKind::Member { module, member }, .. }) => {
                match self.modules.get(module) {
                    Some(&file) => self.home_of_name(file, member, depth + 1),
                    None => here,
                }
            }
            // Another name for the same list or array.
            Some(Definition { kind: DefinitionKind::Value(Expr::Name(value)), .. }) => {
                self.home_of_name(file, &value.id, depth + 1)
            }
            Some(_) => here,
            None => {
                let mut stars =
                    definitions.stars.iter().filter_map(|it| self.modules.get(&it.module));
                match stars.find(|module| self.exports(**module, name)) {
                    Some(&module) if module != file => self.home_of_name(module, name, depth + 1),
                    _ => here,
                }
            }
        }
    }
}
