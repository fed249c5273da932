//! Functions of a running process: what their names stand for there, beside what the text says.
//!
//! Each function that is asked for looks names up in a view of its file: first what its
//! surroundings say, the variables of the functions around it and the values that its module's names
//! have by now, then the file.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::Expr;

use super::named::Field;
use super::result_types::of_constant;
use super::{Binding, KernelId, Program};
use crate::prelude;
use crate::source::FileId;
use crate::types::Constant;

/// A function that a process asks for, or that one it asks for may call.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The file that defines it.
    pub file: FileId,
    /// `__qualname__`.
    pub qualified_name: String,
    /// `co_firstlineno`.
    pub line: u32,
    /// Its globals are those of the module of that name in the process.
    pub by_name: bool,
    /// What names in it stand for.
    pub live: BTreeMap<String, Live>,
}

/// What a name stands for in a process.
#[derive(Clone, Debug)]
pub enum Live {
    Value(Constant),
    /// The function of that number among those that are asked for.
    Function(usize),
    /// The class of that name in that file.
    Class(FileId, String),
    /// Something of a library, by its dotted name there; or a module.
    Library(String),
    /// What no kernel can hold, and why.
    Unknown(String),
}

/// A file as one function sees it.
#[derive(Debug, Default)]
pub struct View {
    /// What its surroundings say, before the names of the file.
    pub names: BTreeMap<String, Binding>,
    /// The variables of the functions around it.
    pub captured: BTreeSet<String>,
    /// The names whose values are those of now, and perhaps were others when it was defined.
    pub changing: BTreeSet<String>,
    /// Who runs a kernel cannot find the names of its module by the module's name.
    pub unreachable: bool,
}

/// The views of the functions that are asked for, given the variables of the functions around each;
/// see [`super::around::variables`].
pub fn views(program: &Program, asked: &[Asked], around: &[BTreeMap<String, String>]) -> Vec<View> {
    let first = asked.first().map(|first| first.file);
    let each = asked.iter().zip(around).map(|(asked, around)| {
        let file = program.tree.file(asked.file);
        let own = first.is_some_and(|first| program.tree.file(first).module == file.module);
        let unreachable = !own && !file.imported && !asked.by_name;
        let mut view = View { unreachable, ..View::default() };
        for (name, function) in around {
            let reason = format!(
                "it is a variable of the function around it, `{function}`, whose value is not \
                 captured"
            );
            view.captured.insert(name.clone());
            view.names.insert(name.clone(), Binding::Unknown(reason));
        }
        for (name, live) in &asked.live {
            let live = binding(program, live);
            let binding = match view.captured.contains(name) {
                true => live,
                false => merged(program, program.lookup(asked.file, name), live, view.unreachable),
            };
            view.names.insert(name.clone(), binding);
        }
        for (name, binding) in &view.names {
            if matches!(binding, Binding::Constant(_))
                && !matches!(program.lookup(asked.file, name), Binding::Constant(text)
                    if matches!(binding, Binding::Constant(live) if same(&text, live)))
            {
                view.changing.insert(name.clone());
            }
        }
        view
    });
    each.collect()
}

impl View {
    /// What a name of the file means here: what cannot be compared when the kernel runs is not taken
    /// for what the text says.
    pub fn read(&self, text: Binding) -> Binding {
        match text {
            Binding::Library(_) | Binding::Module(_) | Binding::Unknown(_) => text,
            _ if self.unreachable => Binding::Unknown("its value is not captured".to_owned()),
            _ => text,
        }
    }
}

fn binding(program: &Program, live: &Live) -> Binding {
    match live {
        Live::Value(value) => Binding::Constant(value.clone()),
        Live::Function(index) => match program.asked.get(*index).copied().flatten() {
            Some(kernel) => Binding::Kernel(kernel),
            None => {
                Binding::Unknown("the text of the function that it is was not found".to_owned())
            }
        },
        Live::Class(file, name) => Binding::Class { file: *file, name: name.clone() },
        Live::Library(dotted) => of_library(program, dotted),
        Live::Unknown(reason) => Binding::Unknown(reason.clone()),
    }
}

/// What a library has under a dotted name, or a module of the tree.
pub fn of_library(program: &Program, dotted: &str) -> Binding {
    let mut parts = dotted.split('.');
    let first = parts.next().unwrap_or_default();
    let first = match program.modules.get(first) {
        Some(&file) => Binding::Module(file),
        None => Binding::Library(first.to_owned()),
    };
    parts.fold(first, |owner, name| program.attribute(&owner, name))
}

/// What a global name means that stands for something in the process. What both say is the text's:
/// of a number whose type it tells no more than that is compiled.
fn merged(program: &Program, text: Binding, live: Binding, unreachable: bool) -> Binding {
    let agree = match (&text, &live) {
        (Binding::Class { file, name }, Binding::Class { file: other, name: live }) => {
            name == live && program.is_class_like(*file, *other, name)
        }
        (Binding::Constant(text), Binding::Constant(live)) => same(text, live),
        (Binding::Member(member), Binding::Constant(live)) => same(&member.value, live),
        // Which of several assignments it is of is not known before the module has run to its end,
        // and a program never has.
        (Binding::Number { ty, once, .. }, Binding::Constant(live)) => {
            *once && !unreachable && of_constant(live).as_ref() == Some(ty)
        }
        (Binding::Library(text), Binding::Library(live)) => may_be_one(text, live),
        // Where no value is known, that of the text is compared with the object when it runs.
        (Binding::Unknown(_), Binding::Unknown(_)) => false,
        (
            Binding::Constant(_) | Binding::Number { .. } | Binding::Member(_),
            Binding::Unknown(_),
        ) => !unreachable,
        (_, Binding::Unknown(_)) => true,
        _ => false,
    };
    if agree { text } else { live }
}

/// Whether two names may be those of one thing: libraries have several names for some.
fn may_be_one(text: &str, live: &str) -> bool {
    let top = |name: &str| name.split('.').next().map(str::to_owned);
    match prelude::find(live) {
        Some(known) => prelude::find(text) == Some(known),
        None => top(text) == top(live),
    }
}

/// Whether two values cannot be told apart.
fn same(left: &Constant, right: &Constant) -> bool {
    let bits = |left: &f64, right: &f64| {
        left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
    };
    match (left, right) {
        (Constant::Float(left), Constant::Float(right)) => bits(left, right),
        (Constant::Complex(a, b), Constant::Complex(c, d)) => bits(a, c) && bits(b, d),
        (Constant::Sized(one, left), Constant::Sized(other, right)) => {
            one == other && bits(left, right)
        }
        (Constant::Tuple(left), Constant::Tuple(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        _ => left == right,
    }
}

impl Program<'_> {
    /// Whether kernels may know the same of a class of the text and of the one that the process has
    /// under its name: the fields with their defaults, the constants and members.
    fn is_class_like(&self, text: FileId, live: FileId, name: &str) -> bool {
        type Known = Vec<(String, Option<Constant>)>;
        let fields = |file: FileId| -> Option<Known> {
            let definition = self.named_class(file, name)?;
            let field = |field: &Field| {
                let default = field.default.map(|default| self.fold(file, default));
                default.transpose().ok().map(|default| (field.name.clone(), default))
            };
            definition.fields.iter().map(field).collect()
        };
        let constants = |file: FileId| -> Known {
            let all = self.names(file).map(|names| &names.scope.names).into_iter().flatten();
            let attributes = all.filter_map(|(qualified, binding)| {
                let attribute = qualified.strip_prefix(name)?.strip_prefix('.')?.to_owned();
                Some(match binding {
                    Binding::Constant(value) => (attribute, Some(value.clone())),
                    Binding::Member(member) => (attribute, Some(member.value.clone())),
                    _ => (attribute, None),
                })
            });
            attributes.collect()
        };
        let alike = |(one, left): &(String, Option<Constant>),
                     (other, right): &(String, Option<Constant>)| {
            let values = match (left, right) {
                (Some(left), Some(right)) => same(left, right),
                (left, right) => left.is_none() && right.is_none(),
            };
            one == other && values
        };
        let same_fields = match (fields(text), fields(live)) {
            (Some(text), Some(live)) => {
                text.len() == live.len() && text.iter().zip(&live).all(|(one, it)| alike(one, it))
            }
            (text, live) => text.is_none() && live.is_none(),
        };
        let of_text = constants(text);
        same_fields && constants(live).iter().all(|it| of_text.iter().any(|one| alike(one, it)))
    }

    /// The kernel of each function that was asked for, where its text has one.
    pub fn asked(&self) -> &[Option<KernelId>] {
        &self.asked
    }

    /// The view that an id is of.
    pub(super) fn view(&self, file: FileId) -> Option<&View> {
        self.views.get(self.tree.as_view(file)?)
    }

    /// Whether a name that a function uses, whose kernel is of that file, is a global that whoever
    /// runs the kernel finds by the names of its module and its own.
    pub fn is_found_by_name(&self, file: FileId, name: &str) -> bool {
        self.view(file).is_none_or(|view| !view.unreachable && !view.captured.contains(name))
    }

    /// The value that an expression had when a function was defined, as a default or an option of its
    /// decorator: what names stand for by now does not tell it.
    ///
    /// # Errors
    /// Why it is not known, as a clause like `it is a list`.
    pub fn value_at_definition(&self, file: FileId, expression: &Expr) -> Result<Constant, String> {
        super::fold::fold(expression, &mut |name| {
            let first = first_name(name);
            let changes = |name| {
                self.view(file).is_some_and(|view| {
                    view.changing.contains(name) || view.captured.contains(name)
                })
            };
            match first.is_some_and(changes) {
                true => Binding::Unknown(
                    "what it was when the function was defined is not known".to_owned(),
                ),
                false => self.resolve(file, name),
            }
        })
    }
}

/// The name that an expression of names and attributes begins with.
fn first_name(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Name(name) => Some(&name.id),
        Expr::Attribute(attribute) => first_name(&attribute.value),
        Expr::Call(call) => first_name(&call.func),
        _ => None,
    }
}

/// The library's name that an expression of names and attributes has by what names stand for.
pub fn library_name(live: &BTreeMap<String, Live>, expression: &Expr) -> Option<String> {
    match expression {
        Expr::Name(name) => match live.get(name.id.as_str())? {
            Live::Library(dotted) => Some(dotted.clone()),
            _ => None,
        },
        Expr::Attribute(attribute) => {
            let owner = library_name(live, &attribute.value)?;
            Some(format!("{owner}.{}", attribute.attr))
        }
        _ => None,
    }
}
