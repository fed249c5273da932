//! Every function that can be compiled: the kernels of a program, and the functions inside them.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::check::names::imports::{Imports, imports};
use crate::check::names::scopes::{Captured, Default, Function, Syntax, functions};
use crate::check::names::webs::{Webs, webs};
use crate::check::problem::Problem;
use crate::check::unsupported::unsupported;
use crate::scan::{KernelId, Program};
use crate::source::Span;

/// The number of a function in [`Sources`]; that of a kernel is its [`KernelId`]'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A function as it is written.
pub struct Source<'p> {
    /// The kernel that it is, or is inside.
    pub kernel: KernelId,
    pub syntax: Syntax<'p>,
    /// `__qualname__`.
    pub qualified_name: String,
    /// The line (from 1) of its `def` or `lambda`.
    pub line: u32,
    /// The variables; `None` if it cannot be compiled whatever the types.
    pub webs: Option<Rc<Webs>>,
    /// The imports inside the kernel that it is; none for the functions inside one.
    pub imports: Imports,
    /// The variables around it that it captures: its first parameters.
    pub captures: Vec<Captured>,
    /// Its defaults that are evaluated where it is defined.
    pub defaults: Vec<Default>,
}

/// Every function of a program.
pub struct Sources<'p> {
    all: Vec<Source<'p>>,
    /// Where the functions inside a kernel begin.
    inner: BTreeMap<KernelId, usize>,
}

impl From<KernelId> for SourceId {
    fn from(kernel: KernelId) -> SourceId {
        SourceId(kernel.0)
    }
}

impl<'p> Sources<'p> {
    /// The functions of a program, and what makes kernels impossible to compile whatever the types.
    pub fn new(program: &'p Program<'p>) -> (Sources<'p>, BTreeMap<KernelId, Vec<Problem>>) {
        let mut sources = Sources { all: Vec::new(), inner: BTreeMap::new() };
        let mut hopeless = BTreeMap::new();
        let mut inner = Vec::new();
        for (id, kernel) in program.kernel_ids() {
            let mut source = Source {
                kernel: id,
                syntax: Syntax::Def(kernel.definition),
                qualified_name: kernel.qualified_name.clone(),
                line: kernel.line,
                webs: None,
                imports: Imports::default(),
                captures: Vec::new(),
                defaults: Vec::new(),
            };
            match parts(program, id) {
                Ok((webs, imports, functions)) => {
                    source.webs = Some(Rc::new(webs));
                    source.imports = imports;
                    inner.push((id, functions));
                }
                Err(problems) => {
                    hopeless.insert(id, problems);
                }
            }
            sources.all.push(source);
        }
        for (kernel, functions) in inner {
            sources.inner.insert(kernel, sources.all.len());
            functions.into_iter().for_each(|function| sources.add(program, kernel, function));
        }
        (sources, hopeless)
    }

    fn add(&mut self, program: &Program, kernel: KernelId, function: Function<'p>) {
        let file = program.tree.file(program.kernel(kernel).file);
        let around = match function.parent {
            Some(parent) => self.get(self.inside(kernel, parent)),
            None => self.get(kernel.into()),
        };
        let around = around.map_or("", |source| source.qualified_name.as_str());
        let span: Span = function.syntax.span();
        self.all.push(Source {
            kernel,
            syntax: function.syntax,
            qualified_name: format!("{around}.<locals>.{}", function.name),
            line: file.position(span.start).0,
            webs: Some(Rc::new(webs(function.syntax, &function.frame))),
            imports: Imports::default(),
            captures: function.captures,
            defaults: function.defaults,
        });
    }

    /// The function of that number.
    pub fn get(&self, id: SourceId) -> Option<&Source<'p>> {
        self.all.get(id.0 as usize)
    }

    /// The function of a kernel with that index among the kernel's functions.
    pub fn inside(&self, kernel: KernelId, index: usize) -> SourceId {
        let first = self.inner.get(&kernel).copied().unwrap_or_default();
        match index {
            0 => kernel.into(),
            _ => SourceId((first + index - 1) as u32),
        }
    }

    /// Whether it is inside a kernel.
    pub fn is_inner(&self, id: SourceId) -> bool {
        self.get(id).is_some_and(|source| SourceId::from(source.kernel) != id)
    }
}

/// The variables and imports of a kernel, and the functions inside it.
fn parts<'p>(
    program: &'p Program<'p>,
    id: KernelId,
) -> Result<(Webs, Imports, Vec<Function<'p>>), Vec<Problem>> {
    let kernel = program.kernel(id);
    if !kernel.refusals.is_empty() {
        return Err(Vec::new());
    }
    let mut problems = unsupported(kernel.definition);
    let (imports, wrong) = imports(kernel.definition, &|module| program.has_module(module));
    problems.extend(wrong);
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut functions, problems) = functions(kernel.definition);
    if !problems.is_empty() {
        return Err(problems);
    }
    let own = functions.remove(0);
    Ok((webs(own.syntax, &own.frame), imports, functions))
}
