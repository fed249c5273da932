//! The instances of kernels: each a kernel at concrete argument types, and what is known of it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::join::Fact;
use super::problem::Problem;
use super::tree::{TypedFunction, VariableId};
use super::webs::Webs;
use crate::scan::KernelId;
use crate::source::Span;
use crate::types::{MAX_SIZE, Type};

/// More instances of one kernel than this are taken for a recursion whose types grow for ever.
const MAX_PER_KERNEL: usize = 100;
/// More instances than this in a program are refused.
const MAX_INSTANCES: usize = 20_000;

/// A kernel at concrete argument types.
pub struct Instance {
    pub kernel: KernelId,
    pub arguments: Vec<Type>,
    /// The declared result, if there is one.
    pub declared: Option<Type>,
    pub webs: Rc<Webs>,
    /// The type of each variable, as far as it is known.
    pub cells: Vec<Option<Type>>,
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
}

/// Every instance so far.
#[derive(Default)]
pub struct Table {
    pub instances: Vec<Instance>,
    /// The variables of each kernel that has a chance.
    sources: BTreeMap<KernelId, Rc<Webs>>,
    index: BTreeMap<(KernelId, Vec<Type>), usize>,
    count: BTreeMap<KernelId, usize>,
}

/// There are too many instances.
#[derive(Clone, Copy, Debug)]
pub struct TooMany;

impl Table {
    /// Adds a kernel whose syntax is inside the subset.
    pub fn add_source(&mut self, kernel: KernelId, webs: Rc<Webs>) {
        self.sources.insert(kernel, webs);
    }

    /// The variables of a kernel; `None` if it cannot be compiled whatever the types.
    pub fn webs(&self, kernel: KernelId) -> Option<Rc<Webs>> {
        self.sources.get(&kernel).cloned()
    }

    /// The instance of a kernel at those types, made if it does not exist yet.
    pub fn instance(
        &mut self,
        kernel: KernelId,
        arguments: Vec<Type>,
        declared: Option<Type>,
        webs: &Rc<Webs>,
    ) -> Result<usize, TooMany> {
        let key = (kernel, arguments);
        if let Some(&known) = self.index.get(&key) {
            return Ok(known);
        }
        let count = self.count.entry(kernel).or_default();
        if key.1.iter().map(Type::size).sum::<usize>() > 4 * MAX_SIZE {
            return Err(TooMany);
        }
        if *count == MAX_PER_KERNEL || self.instances.len() == MAX_INSTANCES {
            return Err(TooMany);
        }
        *count += 1;
        self.instances.push(Instance {
            kernel,
            arguments: key.1.clone(),
            result: declared.clone(),
            declared,
            webs: Rc::clone(webs),
            cells: vec![None; webs.variables.len()],
            callers: BTreeSet::new(),
            looks: 0,
            outcome: Outcome::default(),
        });
        self.index.insert(key, self.instances.len() - 1);
        Ok(self.instances.len() - 1)
    }
}
