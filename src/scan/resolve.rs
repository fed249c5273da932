//! What the top-level names of every module mean: imports, re-exports and aliases followed, values
//! folded.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::{Expr, Stmt, StmtClassDef};

use super::definitions::{Branch, Definition, DefinitionKind, Definitions, Star};
use super::exports::{self, listed_names};
use super::fold::{fold_sequence, fold_with_doubt};
use super::result_types::{self, annotated, type_of};
use super::{Binding, DecoratorKind, KernelId, Origin, Scope};
use super::{applied, library, numba, shaped};
use crate::prelude;
use crate::source::{FileId, SourceTree};
use crate::types::{Constant, Type};

/// Names imported from names imported from names …: beyond this nobody follows.
const MAX_CHAIN: usize = 500;

/// The kernels by the place of their `def`.
pub type KernelPlaces = BTreeMap<(FileId, u32), KernelId>;

/// Resolves names, remembering what it found.
pub struct Resolver<'tree, 'data> {
    pub modules: &'data BTreeMap<String, FileId>,
    definitions: &'data [Definitions<'tree>],
    kernels: &'data KernelPlaces,
    /// Attributes of modules and classes that something in the tree assigns.
    written: BTreeSet<(FileId, String)>,
    /// What `from … import *` binds, for the modules of which something does that.
    exports: BTreeMap<FileId, BTreeSet<&'data str>>,
    known: BTreeMap<(FileId, &'data str), Resolved<'tree>>,
    /// Which blocks of `if` run, as far as that is known.
    pub conditions: BTreeMap<(FileId, usize), Option<bool>>,
    /// What is known when compiling, but for its elements, which something changes.
    changed: BTreeSet<(FileId, String)>,
    /// The names that are being resolved, to end circles.
    open: BTreeSet<(FileId, &'data str)>,
}

/// What a name means, and where its value is written.
#[derive(Clone)]
struct Resolved<'tree> {
    binding: Binding,
    origin: Option<Origin<'tree>>,
    /// The file whose import brought it into the tree, if it comes from a library.
    home: Option<FileId>,
}

/// The files of a tree by module name; a package goes before a module of the same name.
pub fn modules_of(tree: &SourceTree) -> BTreeMap<String, FileId> {
    let mut modules = BTreeMap::new();
    for (id, file) in tree.ids() {
        // The decorators' own module is what we know it to be, also in its own source tree.
        if file.module == "pyjit" || file.module.starts_with("pyjit.") {
            continue;
        }
        if file.is_package || !modules.contains_key(&file.module) {
            modules.insert(file.module.clone(), id);
        }
    }
    modules
}

impl<'tree, 'data> Resolver<'tree, 'data> {
    /// A resolver over the definitions of every file.
    pub fn new(
        modules: &'data BTreeMap<String, FileId>,
        definitions: &'data [Definitions<'tree>],
        kernels: &'data KernelPlaces,
    ) -> Resolver<'tree, 'data> {
        let exports = exports::exports(modules, definitions);
        let fresh = |written, changed| Resolver {
            modules,
            definitions,
            kernels,
            written,
            exports: exports.clone(),
            known: BTreeMap::new(),
            conditions: BTreeMap::new(),
            changed,
            open: BTreeSet::new(),
        };
        // Which modules are written to must be known before any value is.
        let mut scout = fresh(BTreeSet::new(), BTreeSet::new());
        let mut written = BTreeSet::new();
        for (index, definitions) in definitions.iter().enumerate() {
            for (owner, attribute) in &definitions.attribute_writes {
                match scout.expression(FileId(index as u32), owner) {
                    Binding::Module(file) => {
                        written.insert((file, (*attribute).to_owned()));
                    }
                    Binding::Class { file, name } => {
                        written.insert((file, format!("{name}.{attribute}")));
                    }
                    _ => {}
                }
            }
        }
        let changed = scout.changed_names(definitions.len());
        fresh(written, changed)
    }

    /// What a file binds.
    pub fn definitions(&self, file: FileId) -> &'data Definitions<'tree> {
        &self.definitions[file.0 as usize]
    }

    /// What the names of a file mean, and the origins of their values.
    pub fn scope(&mut self, file: FileId) -> (Scope, BTreeMap<String, Origin<'tree>>) {
        let mut scope = Scope::default();
        let mut origins = BTreeMap::new();
        let definitions = &self.definitions[file.0 as usize];
        let mut names: BTreeSet<&'data str> =
            definitions.names.keys().map(String::as_str).collect();
        for star in &definitions.stars {
            match self.modules.get(&star.module) {
                Some(module) => names.extend(self.exports.get(module).into_iter().flatten()),
                None => scope.stars.push(star.module.clone()),
            }
        }
        for name in names {
            let own = definitions.names.get(name).filter(|_| definitions.stars.is_empty());
            let typing = |it: &Definition| it.branch == Branch::TypeChecking;
            if own.is_some_and(|own| own.iter().all(typing)) {
                scope.for_type_checkers.insert(name.to_owned());
            }
            let Some(resolved) = self.member(file, name) else { continue };
            if let Some(origin) = resolved.origin {
                origins.insert(name.to_owned(), origin);
            }
            scope.names.insert(name.to_owned(), resolved.binding);
        }
        self.add_methods(file, &mut scope);
        (scope, origins)
    }

    /// What an expression of names and attributes stands for at the top level of a file.
    pub fn expression(&mut self, file: FileId, expression: &Expr) -> Binding {
        self.locate(file, expression).0
    }

    /// The same, and the file whose import brought it into the tree if it comes from a library.
    pub fn locate(&mut self, file: FileId, expression: &Expr) -> (Binding, Option<FileId>) {
        match expression {
            Expr::Name(name) => match self.find_name(file, &name.id) {
                Some(resolved) => (resolved.binding, resolved.home),
                None => (self.outer(file, &name.id), Some(file)),
            },
            Expr::Attribute(attribute) => {
                let (owner, home) = self.locate(file, &attribute.value);
                match owner {
                    Binding::Module(module) => match self.find_name(module, &attribute.attr) {
                        Some(resolved) => (resolved.binding, resolved.home),
                        None => (self.submodule(module, &attribute.attr), Some(module)),
                    },
                    owner => (self.attribute(&owner, &attribute.attr), home),
                }
            }
            Expr::Call(call) => {
                let limits = library::limits(call, &mut |inner| self.expression(file, inner));
                (limits, Some(file))
            }
            Expr::Subscript(subscript) => {
                let home = self.locate(file, &subscript.value).1;
                (shaped::binding(subscript, &mut |inner| self.expression(file, inner)), home)
            }
            _ => (Binding::Unknown(library::NO_NAME.to_owned()), None),
        }
    }

    /// Where the value of a name is written.
    pub fn origin(&mut self, file: FileId, expression: &Expr) -> Option<Origin<'tree>> {
        match expression {
            Expr::Name(name) => self.find_name(file, &name.id)?.origin,
            Expr::Attribute(attribute) => match self.expression(file, &attribute.value) {
                Binding::Module(module) => self.find_name(module, &attribute.attr)?.origin,
                _ => None,
            },
            _ => None,
        }
    }

    /// A member of what is no module of the tree.
    fn attribute(&mut self, owner: &Binding, name: &str) -> Binding {
        match owner {
            Binding::Library(dotted) => self.library_member(&format!("{dotted}.{name}")),
            Binding::Class { file, name: class } => self.attribute_of_class(*file, class, name),
            Binding::Member(member) => library::attribute_of_member(member, name),
            Binding::Unknown(reason) => Binding::Unknown(reason.clone()),
            other => Binding::Unknown(format!("it is an attribute of {}", other.description())),
        }
    }

    /// What is known of a class's attribute before all names are.
    fn attribute_of_class(&mut self, file: FileId, class: &str, name: &str) -> Binding {
        let unknown = || Binding::Unknown(format!("it is an attribute of the class `{class}`"));
        if self.written.contains(&(file, format!("{class}.{name}"))) {
            return unknown();
        }
        let definitions = &self.definitions[file.0 as usize];
        let found = definitions.names.get(class).and_then(|found| the_one(found));
        let Some(Definition { kind: DefinitionKind::Class(class), .. }) = found else {
            return unknown();
        };
        let constants = self.constants_of_class(file, class);
        let found = constants.into_iter().find(|(known, _)| known == name);
        found.map_or_else(unknown, |(_, binding)| binding)
    }

    /// The same as [`Resolver::member`] for a name that need not live as long as the data.
    fn find_name(&mut self, file: FileId, name: &str) -> Option<Resolved<'tree>> {
        let definitions = &self.definitions[file.0 as usize];
        if let Some((name, _)) = definitions.names.get_key_value(name) {
            return self.member(file, name);
        }
        let modules = definitions.stars.iter().filter_map(|star| self.modules.get(&star.module));
        let mut exports = modules.filter_map(|module| self.exports.get(module));
        let name = exports.find_map(|names| names.get(name).copied())?;
        self.member(file, name)
    }

    /// What a name at the top level of a file means; `None` if nothing there binds it.
    fn member(&mut self, file: FileId, name: &'data str) -> Option<Resolved<'tree>> {
        let key = (file, name);
        if let Some(known) = self.known.get(&key) {
            return Some(known.clone());
        }
        let unknown = |reason: &str| Resolved {
            binding: Binding::Unknown(reason.to_owned()),
            origin: None,
            home: None,
        };
        if self.open.contains(&key) {
            return Some(unknown("it is defined by itself, through a circle of imports"));
        }
        if self.open.len() >= MAX_CHAIN {
            return Some(unknown("it is imported through too many modules"));
        }
        self.open.insert(key);
        let definitions = &self.definitions[file.0 as usize];
        let resolved = match definitions.names.get(name) {
            _ if self.written.contains(&(file, name.to_owned())) => {
                Some(unknown("it is assigned from outside its module"))
            }
            Some(found) => {
                let found = self.settled(file, found);
                Some(match self.replaced(file, name, &found) {
                    Some(reason) => unknown(&reason),
                    None => match self.resolve(file, &found) {
                        Resolved { binding: Binding::Constant(Constant::Table(_)), .. }
                            if self.changed.contains(&(file, name.to_owned())) =>
                        {
                            unknown("its elements are changed")
                        }
                        resolved => resolved,
                    },
                })
            }
            None => self.star(file, name),
        };
        self.open.remove(&key);
        let resolved = resolved?;
        self.known.insert(key, resolved.clone());
        Some(resolved)
    }

    /// Why a name that the module binds may be bound to something else afterwards.
    fn replaced(&self, file: FileId, name: &str, found: &[Definition<'tree>]) -> Option<String> {
        let definitions = &self.definitions[file.0 as usize];
        let imported = found.iter().all(|definition| is_import(definition));
        if definitions.dynamic && !imported {
            return Some("its module assigns names through `globals()` or `exec`".to_owned());
        }
        let certain = found.iter().any(|definition| definition.branch == Branch::Always);
        if !certain && matches!(library::builtin(name), Binding::Library(_)) {
            return Some("it is bound under a condition, and a builtin otherwise".to_owned());
        }
        // What is bound under a condition only leaves standing what was imported before.
        let last = found.iter().map(|definition| definition.position).max()?;
        let mut later =
            definitions.stars.iter().filter(|star| star.position > last || !certain && !imported);
        let star = later.find(|star| match self.modules.get(&star.module) {
            Some(&module) => module != file && self.exports(module, name),
            // What a library exports is mostly not known; that it exports the names of other
            // imports is not likely enough to give those up.
            None => match library::star_member(&star.module, name) {
                Some(Binding::Unknown(_)) => !imported,
                known => known.is_some(),
            },
        })?;
        Some(format!("`from {} import *` may replace it", star.module))
    }

    /// What a name means that `from … import *` binds.
    fn star(&mut self, file: FileId, name: &'data str) -> Option<Resolved<'tree>> {
        let definitions: &'data Definitions<'tree> = &self.definitions[file.0 as usize];
        let mut binding: Vec<&Star> = Vec::new();
        for star in &definitions.stars {
            let binds = match self.modules.get(&star.module) {
                Some(&module) => module != file && self.exports(module, name),
                None => library::star_member(&star.module, name).is_some(),
            };
            if binds {
                binding.push(star);
            }
        }
        // As with other imports, one that is tried first is taken to succeed.
        if binding.iter().any(|star| star.branch != Branch::Handler) {
            binding.retain(|star| star.branch != Branch::Handler);
        }
        // The last import wins.
        let star = binding.last()?;
        let unknown = |reason: String| {
            Some(Resolved { binding: Binding::Unknown(reason), origin: None, home: None })
        };
        if binding.len() > 1 && star.branch != Branch::Always {
            return unknown("it is bound by more than one `import *`".to_owned());
        }
        let Some(&module) = self.modules.get(&star.module) else {
            let binding = library::star_member(&star.module, name)?;
            return Some(Resolved { binding, origin: None, home: Some(file) });
        };
        let all = self.definitions[module.0 as usize].names.get("__all__");
        if all.is_some_and(|all| listed_names(all).is_none()) {
            return unknown(format!("`__all__` of {} is not known", star.module));
        }
        match self.member(module, name) {
            Some(resolved) => Some(resolved),
            None => {
                let binding = self.submodule(module, name);
                Some(Resolved { binding, origin: None, home: Some(module) })
            }
        }
    }

    /// Whether `from module import *` binds the name.
    pub fn exports(&self, module: FileId, name: &str) -> bool {
        self.exports.get(&module).is_some_and(|names| names.contains(name))
    }

    fn resolve(&mut self, file: FileId, definitions: &[Definition<'tree>]) -> Resolved<'tree> {
        let plain = |binding| Resolved { binding, origin: None, home: Some(file) };
        let Some(definition) = the_one(definitions) else {
            if let Some(ty) = self.type_of_all(file, definitions) {
                return plain(Binding::Number { ty, once: false, estimate: None });
            }
            let never = definitions.is_empty().then_some("it is assigned under a condition");
            if let Some(never) = never {
                return plain(Binding::Unknown(never.to_owned()));
            }
            let reason = definitions.iter().find_map(|definition| match definition.kind {
                DefinitionKind::Other(reason) => Some(reason),
                _ => None,
            });
            let reason = reason.unwrap_or("it is assigned more than once");
            return plain(Binding::Unknown(reason.to_owned()));
        };
        match &definition.kind {
            DefinitionKind::Module(dotted) => plain(self.module(dotted)),
            DefinitionKind::Member { module, member } => self.imported(file, module, member),
            DefinitionKind::Function(function) => {
                let place = (file, function.range.start().into());
                plain(match self.kernels.get(&place) {
                    Some(&kernel) => Binding::Kernel(kernel),
                    None => Binding::PlainFunction,
                })
            }
            DefinitionKind::Class(class) => {
                plain(Binding::Class { file, name: class.name.to_string() })
            }
            DefinitionKind::Value(value) => {
                let origin = Some((file, *value));
                let is_call = value.is_call_expr();
                let (value, home) = self.value(file, value);
                let certain = definition.branch == Branch::Always;
                let binding = match value {
                    Binding::Library(_) if is_call && !certain => {
                        Binding::Unknown("it is assigned under a condition".to_owned())
                    }
                    Binding::Constant(value) if !certain => {
                        match result_types::of_constant(&value) {
                            Some(ty) => Binding::Number { ty, once: true, estimate: None },
                            None => Binding::Unknown("it is assigned under a condition".to_owned()),
                        }
                    }
                    Binding::Unknown(reason) => match self.type_of(file, definition) {
                        Some(ty) => Binding::Number { ty, once: true, estimate: None },
                        None => Binding::Unknown(reason),
                    },
                    value => value,
                };
                Resolved { binding, origin, home }
            }
            DefinitionKind::Element { value, index, count } => {
                let values = fold_sequence(value, &mut |name| self.expression(file, name));
                let values = values.map(|values| (values.len() == *count).then_some(values));
                plain(match values {
                    _ if definition.branch != Branch::Always => {
                        Binding::Unknown("it is assigned under a condition".to_owned())
                    }
                    Ok(values) => match values.and_then(|values| values.get(*index).cloned()) {
                        Some(value) => Binding::Constant(value),
                        None => Binding::Unknown("it is assigned by unpacking".to_owned()),
                    },
                    Err(reason) => Binding::Unknown(reason),
                })
            }
            DefinitionKind::Other(reason) => plain(Binding::Unknown((*reason).to_owned())),
        }
    }

    /// The type of a number that is assigned in several places, of which a run takes some: by a
    /// `try`, by an `if` whose test is not known.
    fn type_of_all(&mut self, file: FileId, definitions: &[Definition<'tree>]) -> Option<Type> {
        let types = definitions.iter().map(|definition| self.type_of(file, definition));
        result_types::common(types.collect::<Option<Vec<Type>>>()?)
    }

    /// The type of the number that a statement assigns, as far as the text says it.
    fn type_of(&mut self, file: FileId, definition: &Definition<'tree>) -> Option<Type> {
        let DefinitionKind::Value(value) = &definition.kind else { return None };
        let mut resolve = |name: &Expr| self.expression(file, name);
        let annotation = definition.annotation.and_then(|it| annotated(it, &mut resolve));
        annotation.or_else(|| type_of(value, &mut resolve, 0))
    }

    /// What a name is that this expression is assigned to.
    fn value(&mut self, file: FileId, value: &Expr) -> (Binding, Option<FileId>) {
        // What Numba makes of a kernel is the kernel.
        if let Expr::Call(call) = value
            && let Some((decorator, function)) = applied::parts(call)
            && let Binding::Library(name) = self.expression(file, decorator)
            && numba::kind_of(&name) == Some(DecoratorKind::NumbaJit)
            && let Binding::Kernel(kernel) = self.expression(file, function)
        {
            return (Binding::Kernel(kernel), Some(file));
        }
        if matches!(value, Expr::Name(_) | Expr::Attribute(_)) {
            return self.locate(file, value);
        }
        if let Expr::Call(_) | Expr::Subscript(_) = value
            && let (known @ Binding::Library(_), home) = self.locate(file, value)
        {
            return (known, home);
        }
        match fold_with_doubt(value, &mut |name| self.expression(file, name)) {
            // The running program has the number itself.
            Ok((Constant::Float(value), true)) => {
                (Binding::Number { ty: Type::Float, once: true, estimate: Some(value) }, None)
            }
            Ok((value, _)) => (Binding::Constant(value), None),
            Err(reason) => (Binding::Unknown(reason), None),
        }
    }

    fn module(&self, dotted: &str) -> Binding {
        match self.modules.get(dotted) {
            Some(&file) => Binding::Module(file),
            None => Binding::Library(dotted.to_owned()),
        }
    }

    fn imported(&mut self, importer: FileId, module: &str, member: &str) -> Resolved<'tree> {
        let Some(&file) = self.modules.get(module) else {
            let binding = match prelude::function_in(module, member) {
                Some(number) => Binding::Kernel(KernelId::of_prelude(number)),
                None => self.library_member(&format!("{module}.{member}")),
            };
            return Resolved { binding, origin: None, home: Some(importer) };
        };
        // A package that imports its own module by its name has no other meaning for that.
        let own = (importer == file).then(|| self.submodule(file, member));
        if let Some(module @ Binding::Module(_)) = own {
            return Resolved { binding: module, origin: None, home: Some(file) };
        }
        if let Some(resolved) = self.find_name(file, member) {
            return resolved;
        }
        let binding = match self.submodule(file, member) {
            // The name may come from a library's `*`.
            Binding::Unknown(reason) => {
                self.star_of_library(file, member).unwrap_or(Binding::Unknown(reason))
            }
            found => found,
        };
        Resolved { binding, origin: None, home: Some(file) }
    }

    /// A member of what is not a module of the tree: perhaps of a namespace package of the tree.
    fn library_member(&self, dotted: &str) -> Binding {
        match self.modules.get(dotted) {
            Some(&file) => Binding::Module(file),
            None => library::member(dotted),
        }
    }

    fn submodule(&self, package: FileId, name: &str) -> Binding {
        let found = self.modules.iter().find(|(_, file)| **file == package);
        let dotted = found.map(|(module, _)| format!("{module}.{name}"));
        match dotted.and_then(|dotted| self.modules.get(&dotted)) {
            Some(&file) => Binding::Module(file),
            None => Binding::Unknown(format!("its module does not define `{name}`")),
        }
    }

    /// What a name means that no statement of the module binds.
    fn outer(&self, file: FileId, name: &str) -> Binding {
        self.star_of_library(file, name).unwrap_or_else(|| library::builtin(name))
    }

    fn star_of_library(&self, file: FileId, name: &str) -> Option<Binding> {
        let stars = self.definitions[file.0 as usize].stars.iter().rev();
        let mut libraries = stars.filter(|star| !self.modules.contains_key(&star.module));
        libraries.find_map(|star| library::star_member(&star.module, name))
    }

    /// Puts the static methods of the file's classes into its scope, under their qualified names.
    fn add_methods(&mut self, file: FileId, scope: &mut Scope) {
        let definitions = &self.definitions[file.0 as usize];
        for found in definitions.names.values() {
            let Some(Definition { kind: DefinitionKind::Class(class), .. }) = the_one(found) else {
                continue;
            };
            for (name, constant) in self.constants_of_class(file, class) {
                let name = format!("{}.{name}", class.name);
                let place = (file, name);
                if !self.written.contains(&place) && !self.changed.contains(&place) {
                    scope.names.insert(place.1, constant);
                }
            }
            for (name, kernel) in self.kernels_of_class(file, class) {
                let name = format!("{}.{name}", class.name);
                if !self.written.contains(&(file, name.clone())) {
                    scope.names.insert(name, Binding::Kernel(kernel));
                }
            }
        }
    }

    /// The kernels directly in a class, if nothing else can change what their names mean.
    fn kernels_of_class(&self, file: FileId, class: &StmtClassDef) -> Vec<(String, KernelId)> {
        let mut plain = class.decorator_list.is_empty()
            && class.arguments.as_ref().is_none_or(|arguments| arguments.keywords.is_empty());
        let mut methods: BTreeMap<&str, Option<KernelId>> = BTreeMap::new();
        for statement in &class.body {
            if let Stmt::FunctionDef(function) = statement {
                let kernel = self.kernels.get(&(file, function.range.start().into())).copied();
                let twice = methods.contains_key(function.name.as_str());
                methods.insert(&function.name, kernel.filter(|_| !twice));
            } else if let Stmt::Assign(assign) = statement {
                let names = assign.targets.iter().filter_map(Expr::as_name_expr);
                methods.extend(names.map(|name| (name.id.as_str(), None)));
                plain &= assign.targets.iter().all(Expr::is_name_expr);
            } else if !matches!(statement, Stmt::Expr(_) | Stmt::AnnAssign(_) | Stmt::Pass(_)) {
                // A condition, a class, an import …: it may bind any name.
                plain = false;
            }
        }
        let kernels = methods.into_iter().filter(|_| plain);
        kernels.filter_map(|(name, kernel)| Some((name.to_owned(), kernel?))).collect()
    }
}

/// The definition that counts when the program runs normally, if there is one.
pub fn the_one<'list, 'tree>(
    definitions: &'list [Definition<'tree>],
) -> Option<&'list Definition<'tree>> {
    let mut left: Vec<&Definition> = definitions.iter().collect();
    // What only the type checker sees counts if nothing else binds the name.
    if left.iter().any(|definition| definition.branch != Branch::TypeChecking) {
        left.retain(|definition| definition.branch != Branch::TypeChecking);
    }
    // An import that is tried first is taken to succeed, and so is what it is given another name.
    let tried = |it: &&&Definition| it.branch != Branch::Handler;
    let is_alias = |it: &Definition| {
        it.branch == Branch::Conditional
            && matches!(it.kind, DefinitionKind::Value(Expr::Attribute(_)))
    };
    if left.iter().any(|it| tried(&it))
        && left.iter().filter(tried).all(|it| is_import(it) || is_alias(it))
    {
        left.retain(|definition| definition.branch != Branch::Handler);
    }
    let (first, rest) = left.split_first()?;
    let same = |other: &&Definition| match (&first.kind, &other.kind) {
        (DefinitionKind::Module(a), DefinitionKind::Module(b)) => a == b,
        (
            DefinitionKind::Member { module: a, member: x },
            DefinitionKind::Member { module: b, member: y },
        ) => a == b && x == y,
        _ => false,
    };
    rest.iter().all(same).then_some(*first)
}

fn is_import(definition: &Definition) -> bool {
    matches!(definition.kind, DefinitionKind::Module(_) | DefinitionKind::Member { .. })
}
