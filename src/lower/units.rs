//! Which functions are compiled together.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::callees_of;
use crate::check::Checked;
use crate::check::tree::InstanceId;
use crate::ir::Function;
use crate::scan::KernelId;

/// What goes into one unit, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub kernels: Vec<KernelId>,
    pub instances: Vec<InstanceId>,
}

impl Plan {
    /// The plan for one of its kernels and what that calls.
    pub fn alone(&self, checked: &Checked, kernel: KernelId) -> Plan {
        let entries = checked.kernels.iter().filter(|it| it.kernel == kernel);
        let variants = entries.flat_map(|it| &it.entries).flat_map(|it| it.variants.clone());
        let instances = reachable(checked, variants.collect()).into_iter().collect();
        Plan { kernels: vec![kernel], instances }
    }
}

/// Groups the kernels that have entries and were accepted: two are together if one reaches an
/// entry of the other.
pub fn plan(checked: &Checked, kernels: &[KernelId]) -> Vec<Plan> {
    let wanted: BTreeSet<KernelId> = kernels.iter().copied().collect();
    let reached: BTreeMap<KernelId, BTreeSet<InstanceId>> = checked
        .kernels
        .iter()
        .filter(|kernel| wanted.contains(&kernel.kernel) && kernel.refusals.is_empty())
        .filter(|kernel| !kernel.entries.is_empty())
        .map(|kernel| {
            let variants = kernel.entries.iter().flat_map(|entry| entry.variants.iter().copied());
            (kernel.kernel, reachable(checked, variants.collect()))
        })
        .collect();
    let mut entry_of: BTreeMap<InstanceId, KernelId> = BTreeMap::new();
    for kernel in checked.kernels.iter().filter(|kernel| reached.contains_key(&kernel.kernel)) {
        for variant in kernel.entries.iter().flat_map(|entry| &entry.variants) {
            entry_of.insert(*variant, kernel.kernel);
        }
    }
    let mut plans: Vec<Plan> = Vec::new();
    for (&kernel, instances) in &reached {
        let mut own: BTreeSet<KernelId> = BTreeSet::from([kernel]);
        own.extend(instances.iter().filter_map(|instance| entry_of.get(instance)));
        let mut instances = instances.clone();
        // Merge with every group that shares a kernel.
        let (sharing, others) = plans
            .into_iter()
            .partition(|plan: &Plan| plan.kernels.iter().any(|one| own.contains(one)));
        plans = others;
        let sharing: Vec<Plan> = sharing;
        for plan in sharing {
            own.extend(plan.kernels);
            instances.extend(plan.instances);
        }
        let kernels = own.into_iter().collect();
        plans.push(Plan { kernels, instances: instances.into_iter().collect() });
    }
    plans.sort_by(|left, right| left.kernels.cmp(&right.kernels));
    plans
}

/// The instances and all that they call, at any remove.
pub fn reachable(checked: &Checked, mut open: Vec<InstanceId>) -> BTreeSet<InstanceId> {
    let mut seen = BTreeSet::new();
    while let Some(instance) = open.pop() {
        if !seen.insert(instance) {
            continue;
        }
        if let Some(function) = checked.instances.get(instance.0 as usize) {
            open.extend(callees_of(function));
        }
    }
    seen
}

/// Functions that share a name (one defined again under the same name) are told apart by number.
pub fn make_names_unique(functions: &mut [Function]) {
    let mut uses: BTreeMap<String, u32> = BTreeMap::new();
    for function in functions {
        let count = uses.entry(function.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            function.name = format!("{}#{count}", function.name);
        }
    }
}
