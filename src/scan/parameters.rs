//! A kernel's parameters as plain data, for the stages that do not see the syntax tree.

use super::Kernel;

/// The parameters of a kernel, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterList {
    /// The name of each, and whether it has a default.
    pub names: Vec<(String, bool)>,
    /// How many, from the left, are positional-only.
    pub positional_only: usize,
    /// How many, from the right, are keyword-only.
    pub keyword_only: usize,
    /// Behind them all stands a tuple of the positional arguments beyond: `*args`.
    pub star: bool,
}

impl Kernel<'_> {
    /// The parameters but for `**kwargs`, which no kernel that compiles has.
    pub fn parameters(&self) -> ParameterList {
        ParameterList::of(&self.definition.parameters)
    }
}

impl ParameterList {
    /// The parameters of a definition but for `**kwargs`.
    pub fn of(parameters: &rustpython_ast::Parameters) -> ParameterList {
        let names = parameters
            .iter_non_variadic_params()
            .map(|parameter| (parameter.parameter.name.to_string(), parameter.default.is_some()));
        ParameterList {
            names: names.collect(),
            positional_only: parameters.posonlyargs.len(),
            keyword_only: parameters.kwonlyargs.len(),
            star: parameters.vararg.is_some(),
        }
    }
}
