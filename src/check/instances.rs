//! The instances of kernels: each a kernel at concrete argument types, and what is known of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use crate::check::names::webs::Webs;
use crate::check::problem::Problem;
use crate::check::rules::join::Fact;
use crate::check::sources::{Source, SourceId};
use crate::check::tree::{TypedFunction, VariableId};
use crate::scan::KernelId;
use crate::source::Span;
use crate::types::{MAX_SIZE, Type};

/// More instances of one kernel than this are taken for a recursion whose types grow for ever.
const MAX_PER_KERNEL: usize = 1000;
/// Arguments whose types nest more deeply than this are taken for the same.
const MAX_NESTING: usize = 50;
/// Arguments that hold more values than this, counting the elements of tuples, are taken for the
/// same.
pub const MAX_ARGUMENTS: usize = 4 * MAX_SIZE;
/// More instances than this of a program's own functions are refused. What they use of the library is
/// not counted: it is shared, and each of its functions has the bound of a kernel.
const MAX_INSTANCES: usize = 20_000;

/// A function at concrete argument types.
pub struct Instance {
    pub source: SourceId,
    /// The kernel that it is, or is inside.
    pub kernel: KernelId,
    /// The types of what it captured, then of the arguments.
    pub arguments: Vec<Type>,
    /// The declared result, if there is one.
    pub declared: Option<Type>,
    pub webs: Rc<Webs>,
    /// The type of each variable, as far as it is known.
    pub cells: Vec<Option<Type>>,
    /// What a variable holds that rounds of a loop were seen to change: by the place of the loop.
    /// Grows from look to look.
    pub unsure: BTreeMap<Span, BTreeSet<VariableId>>,
    /// The type of the result, if it is known.
    pub result: Option<Type>,
    /// The instances that call this one.
    pub callers: BTreeSet<usize>,
    /// How often it was looked at.
    pub looks: usize,
    /// What the last look at it gave.
    pub outcome: Outcome,
}

/// What a look at a function gave.
#[derive(Default)]
pub struct Outcome {
    /// Present where nothing stopped.
    pub function: Option<TypedFunction>,
    pub problems: Vec<Problem>,
    /// The first place whose type was not known, if there was one.
    pub unknown: Option<Span>,
    /// The instances it calls, with a place of each.
    pub calls: BTreeMap<usize, Span>,
    /// What flows into each variable, by the place that assigns it.
    pub facts: BTreeMap<(VariableId, Span), Fact>,
    /// What flows into the result.
    pub returns: BTreeMap<Span, Fact>,
    /// What lists among the arguments, by their place, would have to be for what is put into them: who
    /// calls may make them so.
    pub wanted: BTreeMap<usize, Type>,
}

/// Every instance so far.
#[derive(Default)]
pub struct Table {
    pub instances: Vec<Instance>,
    /// Those to look at.
    pub queue: Queue,
    /// How many callees are being settled, each inside of the one before.
    pub depth: usize,
    index: BTreeMap<(SourceId, Vec<Type>), usize>,
    count: BTreeMap<SourceId, usize>,
    /// How many instances are of the program's own functions.
    own: usize,
}

/// The instances to look at, each once, first come first served.
#[derive(Default)]
pub struct Queue {
    order: VecDeque<usize>,
    waiting: BTreeSet<usize>,
}

impl Queue {
    /// Adds those that do not wait already.
    pub fn extend(&mut self, indices: impl IntoIterator<Item = usize>) {
        for index in indices {
            if self.waiting.insert(index) {
                self.order.push_back(index);
            }
        }
    }

    /// The next one.
    pub fn pop(&mut self) -> Option<usize> {
        let index = self.order.pop_front()?;
        self.waiting.remove(&index);
        Some(index)
    }
}

/// There are too many instances.
#[derive(Clone, Copy, Debug)]
pub struct TooMany;

impl Table {
    /// The instance of a function at those types, made if it does not exist yet.
    pub fn instance(
        &mut self,
        id: SourceId,
        source: &Source,
        arguments: Vec<Type>,
        declared: Option<Type>,
    ) -> Result<usize, TooMany> {
        let webs = source.webs().ok_or(TooMany)?;
        let key = (id, arguments);
        if let Some(&known) = self.index.get(&key) {
            return Ok(known);
        }
        let count = self.count.entry(id).or_default();
        if key.1.iter().map(Type::size).sum::<usize>() > MAX_ARGUMENTS {
            return Err(TooMany);
        }
        if key.1.iter().any(|ty| nests(ty, MAX_NESTING)) {
            return Err(TooMany);
        }
        let is_own = source.kernel.as_prelude().is_none();
        if *count == MAX_PER_KERNEL || (is_own && self.own == MAX_INSTANCES) {
            return Err(TooMany);
        }
        *count += 1;
        self.own += usize::from(is_own);
        // Tests of their types are decided from the first look on.
        let mut cells = vec![None; webs.variables.len()];
        for (id, ty) in webs.parameters.iter().zip(&key.1) {
            if let Some(cell) = cells.get_mut(id.0 as usize) {
                *cell = Some(ty.of_variable());
            }
        }
        self.instances.push(Instance {
            source: id,
            kernel: source.kernel,
            arguments: key.1.clone(),
            result: declared.clone(),
            declared,
            webs: Rc::clone(webs),
            cells,
            unsure: BTreeMap::new(),
            callers: BTreeSet::new(),
            looks: 0,
            outcome: Outcome::default(),
        });
        self.index.insert(key, self.instances.len() - 1);
        Ok(self.instances.len() - 1)
    }
}

/// Whether a type nests more deeply than that.
fn nests(ty: &Type, depth: usize) -> bool {
    match (ty.parts(), depth) {
        (None, _) => false,
        (Some(_), 0) => true,
        (Some(parts), _) => parts.iter().any(|part| nests(part, depth - 1)),
    }
}
