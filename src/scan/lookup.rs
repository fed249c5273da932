//! Looking names up in a scanned program.

use rustpython_ast::Expr;

use super::annotations::signature;
use super::fold::fold;
use super::shaped;
use super::spelling::Reader;
use super::type_variables::combinations;
use super::{
    Binding, Kernel, KernelId, Names, Origin, Program, Signature, library, prelude_modules,
};
use crate::diagnostics::Diagnostic;
use crate::source::FileId;
use crate::types::{ArrayType, Constant, Type};

impl<'tree> Program<'tree> {
    /// The kernel of that id.
    pub fn kernel(&self, id: KernelId) -> &Kernel<'tree> {
        match id.as_prelude() {
            Some(number) => prelude_modules::kernel(number),
            None => &self.kernels[id.0 as usize],
        }
    }

    /// Every kernel of the tree with its id.
    pub fn kernel_ids(&self) -> impl Iterator<Item = (KernelId, &Kernel<'tree>)> {
        self.kernels.iter().enumerate().map(|(index, kernel)| (KernelId(index as u32), kernel))
    }

    /// What a global name means in a file: the module's own names first, then the builtins.
    pub fn lookup(&self, file: FileId, name: &str) -> Binding {
        if let Some(view) = self.view(file) {
            return match view.names.get(name) {
                Some(binding) => binding.clone(),
                None => view.read(self.lookup(self.tree.viewed(file), name)),
            };
        }
        let Some(Names { scope, .. }) = self.names(file) else {
            return library::builtin(name);
        };
        if let Some(binding) = scope.names.get(name) {
            return binding.clone();
        }
        let mut stars = scope.stars.iter().rev();
        let starred = stars.find_map(|star| library::star_member(star, name));
        starred.unwrap_or_else(|| library::builtin(name))
    }

    /// Whether a global name is bound for type checkers alone, so that Python does not find it.
    pub(super) fn is_for_type_checkers(&self, file: FileId, name: &str) -> bool {
        if self.view(file).is_some_and(|view| view.names.contains_key(name)) {
            return false;
        }
        self.names(file).is_some_and(|names| names.scope.for_type_checkers.contains(name))
            && !matches!(library::builtin(name), Binding::Library(_))
    }

    /// Whether a file of the tree is the module of that dotted name.
    pub fn has_module(&self, dotted: &str) -> bool {
        self.modules.contains_key(dotted)
    }

    /// What a canonical dotted name of a library stands for.
    pub fn library(&self, dotted: &str) -> Binding {
        library::member(dotted)
    }

    /// What `owner.name` means.
    pub fn attribute(&self, owner: &Binding, name: &str) -> Binding {
        match owner {
            Binding::Module(file) => {
                if let Some(binding) = self.member(*file, name) {
                    return binding;
                }
                let dotted = format!("{}.{name}", self.tree.file(*file).module);
                match self.modules.get(&dotted) {
                    Some(&file) => Binding::Module(file),
                    None => Binding::Unknown(format!("its module does not define `{name}`")),
                }
            }
            Binding::Class { file, name: class } => {
                match self.member(*file, &format!("{class}.{name}")) {
                    Some(binding) => binding,
                    None => Binding::Unknown(format!("it is an attribute of the class `{class}`")),
                }
            }
            Binding::Library(dotted) => {
                let dotted = format!("{dotted}.{name}");
                match self.modules.get(&dotted) {
                    Some(&file) => Binding::Module(file),
                    None => library::member(&dotted),
                }
            }
            Binding::Member(member) => library::attribute_of_member(member, name),
            Binding::Unknown(reason) => Binding::Unknown(reason.clone()),
            other => Binding::Unknown(format!("it is an attribute of {}", other.description())),
        }
    }

    /// What an expression made of names and attributes means at the top level of a file.
    pub fn resolve(&self, file: FileId, expression: &Expr) -> Binding {
        match expression {
            Expr::Name(name) => self.lookup(file, &name.id),
            Expr::Attribute(attribute) => {
                let owner = self.resolve(file, &attribute.value);
                self.attribute(&owner, &attribute.attr)
            }
            Expr::Call(call) => {
                library::limits(call, &mut |expression| self.resolve(file, expression))
            }
            Expr::Subscript(subscript) => {
                shaped::binding(subscript, &mut |expression| self.resolve(file, expression))
            }
            _ => Binding::Unknown(library::NO_NAME.to_owned()),
        }
    }

    /// The value of an expression at the top level of a file, e.g. of a default.
    ///
    /// # Errors
    /// Why it is not known, as a clause like `it is a list`.
    pub fn fold(&self, file: FileId, expression: &Expr) -> Result<Constant, String> {
        fold(expression, &mut |name| self.resolve(file, name))
    }

    /// Whether an annotation in a file is a union of several types, of which a value has one.
    pub fn is_union(&self, file: FileId, expression: &Expr) -> bool {
        Reader::of_file(self, file).alternatives(expression).is_some()
    }

    /// The type that an annotation of a parameter, in a kernel that is compiled for these types of
    /// parameters, names: its type variables are what these say.
    ///
    /// # Errors
    /// The refusal, if it is none that a kernel can work on.
    pub fn annotation_in(
        &self,
        kernel: &Kernel,
        parameters: &[Type],
        expression: &Expr,
    ) -> Result<Type, Diagnostic> {
        let (file, function) = (kernel.file, kernel.definition);
        let combinations = combinations(self, file, function).unwrap_or_default();
        let chosen = combinations.into_iter().find(|bindings| {
            signature(self, file, function, bindings)
                .is_ok_and(|signature| same_but_layout(&signature.parameters, parameters))
        });
        let bindings = chosen.unwrap_or_default();
        let reader = Reader::of_file(self, file).of_function(function, &bindings);
        // The others are a result's, which the signatures were made of.
        reader.of_unevaluated().read_parameter(expression)
    }

    /// The expression that was assigned to a name, through imports: for type aliases.
    pub(super) fn origin(&self, file: FileId, expression: &Expr) -> Option<Origin<'tree>> {
        match expression {
            Expr::Name(name) => {
                let said =
                    self.view(file).is_some_and(|it| it.names.contains_key(name.id.as_str()));
                let origins = &self.names(file)?.origins;
                origins.get(name.id.as_str()).copied().filter(|_| !said)
            }
            Expr::Attribute(attribute) => match self.resolve(file, &attribute.value) {
                Binding::Module(file) => {
                    self.names(file)?.origins.get(attribute.attr.as_str()).copied()
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn member(&self, file: FileId, name: &str) -> Option<Binding> {
        self.names(file)?.scope.names.get(name).cloned()
    }

    pub(super) fn names(&self, file: FileId) -> Option<&Names<'tree>> {
        match file.as_embedded() {
            Some(index) => prelude_modules::names(index),
            None => self.names.get(self.tree.viewed(file).0 as usize),
        }
    }
}

/// Whether these are the types of parameters, but for the memory order of arrays.
fn same_but_layout(declared: &[Type], given: &[Type]) -> bool {
    let same = |(declared, given): (&Type, &Type)| match (declared, given) {
        (Type::Array(declared), Type::Array(given)) => {
            ArrayType { layout: given.layout, ..*declared } == *given
        }
        (Type::Shaped(declared), Type::Shaped(given)) => {
            declared.with_layout(given.array.layout) == **given
        }
        _ => declared == given,
    };
    declared.len() == given.len() && declared.iter().zip(given).all(same)
}

impl Binding {
    /// What it is, as a person would say it.
    pub fn description(&self) -> String {
        match self {
            Binding::Constant(_) => "a constant".to_owned(),
            Binding::Number { ty, .. } => format!("a number of the module, of the type `{ty}`"),
            Binding::Kernel(_) => "a kernel".to_owned(),
            Binding::Module(_) => "a module".to_owned(),
            Binding::Library(name) => name.clone(),
            Binding::Class { name, .. } => format!("the class `{name}`"),
            Binding::Member(member) => format!("the member `{}.{}`", member.class, member.name),
            Binding::PlainFunction => "a function without a decorator of pyjit".to_owned(),
            Binding::Unknown(_) => "a value that is not known".to_owned(),
        }
    }
}

impl std::fmt::Display for Signature {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(")?;
        for (index, parameter) in self.parameters.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}{parameter}")?;
        }
        formatter.write_str(")")?;
        match &self.result {
            Some(result) => write!(formatter, " -> {result}"),
            None => Ok(()),
        }
    }
}
