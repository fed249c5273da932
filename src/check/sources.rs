//! Every function that can be compiled: the kernels of a program and of the prelude, and the
//! functions inside them. Those of the prelude are looked at when somebody asks for them.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::check::names::imports::{Imports, imports};
use crate::check::names::scopes::{Captured, Default, Frame, Function, Syntax, functions};
use crate::check::names::webs::{Webs, webs};
use crate::check::problem::Problem;
use crate::check::unsupported::unsupported;
use crate::prelude::FUNCTIONS;
use crate::scan::{Kernel, KernelId, Program, prelude_kernel};
use crate::source::Span;

/// A function in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId {
    /// The kernel that it is, or is inside.
    pub kernel: KernelId,
    /// 0 is the kernel itself; then the functions inside it are counted.
    pub index: u32,
}

/// A function as it is written.
pub struct Source<'p> {
    /// The kernel that it is, or is inside.
    pub kernel: KernelId,
    pub syntax: Syntax<'p>,
    /// `__qualname__`.
    pub qualified_name: String,
    /// The line (from 1) of its `def` or `lambda`.
    pub line: u32,
    /// What its names mean; `None` if it cannot be compiled whatever the types.
    frame: Option<Frame>,
    /// The variables, found when somebody asks for them: a call of one kernel asks for those of few.
    webs: OnceCell<Rc<Webs>>,
    /// The imports inside the kernel that it is; none for the functions inside one.
    pub imports: Imports,
    /// The variables around it that it captures: its first parameters.
    pub captures: Vec<Captured>,
    /// Its defaults that are evaluated where it is defined.
    pub defaults: Vec<Default>,
}

impl Source<'_> {
    /// Whether it cannot be compiled whatever the types.
    pub fn is_hopeless(&self) -> bool {
        self.frame.is_none()
    }

    /// The variables; `None` if it is hopeless.
    pub fn webs(&self) -> Option<&Rc<Webs>> {
        let frame = self.frame.as_ref()?;
        Some(self.webs.get_or_init(|| Rc::new(webs(self.syntax, frame))))
    }
}

/// Every function of a program and of the prelude.
pub struct Sources<'p> {
    program: &'p Program<'p>,
    /// Those of the tree's kernels.
    own: Vec<Functions<'p>>,
    /// Those of the prelude's functions.
    prelude: Vec<OnceCell<Functions<'static>>>,
}

/// A kernel and the functions inside it.
struct Functions<'p> {
    /// The kernel first.
    all: Vec<Source<'p>>,
    /// What makes it impossible to compile whatever the types; `None` where nothing does.
    hopeless: Option<Vec<Problem>>,
}

impl From<KernelId> for SourceId {
    fn from(kernel: KernelId) -> SourceId {
        SourceId { kernel, index: 0 }
    }
}

/// The number that types have for a function.
impl From<SourceId> for u64 {
    fn from(id: SourceId) -> u64 {
        u64::from(id.kernel.0) << 32 | u64::from(id.index)
    }
}

impl From<u64> for SourceId {
    fn from(number: u64) -> SourceId {
        SourceId { kernel: KernelId((number >> 32) as u32), index: number as u32 }
    }
}

impl<'p> Sources<'p> {
    /// The functions of a program and of the prelude.
    pub fn new(program: &'p Program<'p>) -> Sources<'p> {
        let own = program.kernel_ids().map(|(id, kernel)| functions_of(program, id, kernel));
        let prelude = FUNCTIONS.iter().map(|_| OnceCell::new());
        Sources { program, own: own.collect(), prelude: prelude.collect() }
    }

    /// The function of that number.
    pub fn get(&self, id: SourceId) -> Option<&Source<'p>> {
        self.of(id.kernel)?.all.get(id.index as usize)
    }

    /// What makes a kernel impossible to compile whatever the types.
    pub fn hopeless(&self, kernel: KernelId) -> Option<&Vec<Problem>> {
        self.of(kernel)?.hopeless.as_ref()
    }

    /// Whether it is inside a kernel.
    pub fn is_inner(&self, id: SourceId) -> bool {
        id.index > 0
    }

    fn of(&self, kernel: KernelId) -> Option<&Functions<'p>> {
        let Some(number) = kernel.as_prelude() else { return self.own.get(kernel.0 as usize) };
        let cell = self.prelude.get(number as usize)?;
        let new = || functions_of(self.program, kernel, prelude_kernel(number));
        Some(cell.get_or_init(new))
    }
}

/// A kernel and the functions inside it.
fn functions_of<'k>(program: &Program, id: KernelId, kernel: &Kernel<'k>) -> Functions<'k> {
    let mut source = Source {
        kernel: id,
        syntax: Syntax::Def(kernel.definition),
        qualified_name: kernel.qualified_name.clone(),
        line: kernel.line,
        frame: None,
        webs: OnceCell::new(),
        imports: Imports::default(),
        captures: Vec::new(),
        defaults: Vec::new(),
    };
    let (frame, imports, functions) = match parts(program, kernel) {
        Ok(parts) => parts,
        Err(problems) => return Functions { all: vec![source], hopeless: Some(problems) },
    };
    source.frame = Some(frame);
    source.imports = imports;
    let mut all = vec![source];
    for function in functions {
        let inner = inner(program, id, function, &all);
        all.push(inner);
    }
    Functions { all, hopeless: None }
}

/// A function inside a kernel; those before it are known.
fn inner<'p>(
    program: &Program,
    kernel: KernelId,
    function: Function<'p>,
    before: &[Source],
) -> Source<'p> {
    let file = program.tree.file(program.kernel(kernel).file);
    let around = before.get(function.parent.unwrap_or_default());
    let around = around.map_or("", |source| source.qualified_name.as_str());
    let span: Span = function.syntax.span();
    Source {
        kernel,
        syntax: function.syntax,
        qualified_name: format!("{around}.<locals>.{}", function.name),
        line: file.position(span.start).0,
        frame: Some(function.frame),
        webs: OnceCell::new(),
        imports: Imports::default(),
        captures: function.captures,
        defaults: function.defaults,
    }
}

/// What the names of a kernel mean, its imports, and the functions inside it.
fn parts<'k>(
    program: &Program,
    kernel: &Kernel<'k>,
) -> Result<(Frame, Imports, Vec<Function<'k>>), Vec<Problem>> {
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
    Ok((own.frame, imports, functions))
}
