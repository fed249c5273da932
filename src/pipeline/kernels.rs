//! Machine code for kernels, on all cores. What a defect of pyjit keeps from being compiled stays
//! Python, and the others do not notice.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::library::Library;
use super::objects::{self, Object, Tools};
use super::{Analysis, Progress};
use crate::codegen::CodegenError;
use crate::defects::{self, Subject};
use crate::diagnostics::{Diagnostic, Place};
use crate::ir::{Entry, Unit};
use crate::lower::{Plan, lower_unit, plans, share};
use crate::report::Objects;
use crate::scan::KernelId;

/// What a defect of pyjit says of a kernel.
pub type Defect = (KernelId, Diagnostic);

/// The machine code of a group.
#[derive(Default)]
pub struct Code {
    pub entries: Vec<Entry>,
    /// Those of the kernels, then those of the library that they import.
    pub objects: Vec<Object>,
    pub defects: Vec<Defect>,
}

/// What came of the kernels of one plan.
struct Made {
    entries: Vec<Entry>,
    object: Object,
    /// The symbols of the library's functions that the object imports.
    imports: BTreeSet<String>,
}

/// A plan and what came of it.
type Attempt = (Plan, Result<Made, Failure>);

enum Failure {
    /// Nothing can be compiled at all.
    Target(CodegenError),
    Defect(String),
}

/// The plans of several groups of kernels, in their order.
pub fn plans_of<'a>(
    analysis: &Analysis,
    groups: impl Iterator<Item = &'a [KernelId]>,
) -> Vec<Vec<Plan>> {
    groups.map(|kernels| plans(&analysis.checked, kernels)).collect()
}

/// Compiles the plans of all groups at once, so that many small groups keep all threads busy;
/// counts the objects into `counts`.
///
/// # Errors
/// The target is none that code can be made for.
pub fn compile(
    analysis: &Analysis,
    groups: Vec<Vec<Plan>>,
    tools: &Tools,
    counts: &mut Objects,
) -> Result<Vec<Code>, CodegenError> {
    let plans: Vec<(usize, Plan)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, plans)| plans.iter().map(move |plan| (group, plan.clone())))
        .collect();
    (tools.progress)(Progress::Compiling(plans.len()));
    let library = Library::default();
    let made: Vec<(usize, Vec<Attempt>)> = plans
        .into_par_iter()
        // Plans differ much: none waits for those before it.
        .with_max_len(1)
        .map(|(group, plan)| {
            let made = attempts(analysis, plan, tools, &library);
            (tools.progress)(Progress::Compiled);
            (group, made)
        })
        .collect();
    let mut code: Vec<Code> = groups.iter().map(|_| Code::default()).collect();
    let mut imports: Vec<BTreeSet<String>> = vec![BTreeSet::new(); groups.len()];
    for (group, attempts) in made {
        let (Some(code), Some(imports)) = (code.get_mut(group), imports.get_mut(group)) else {
            continue;
        };
        for (plan, made) in attempts {
            match made {
                Ok(made) => {
                    count(&made.object, counts);
                    code.entries.extend(made.entries);
                    code.objects.push(made.object);
                    imports.extend(made.imports);
                }
                Err(Failure::Target(error)) => return Err(error),
                Err(Failure::Defect(what)) => {
                    let told = plan.kernels.iter().map(|&id| (id, told(analysis, id, &what)));
                    code.defects.extend(told);
                }
            }
        }
    }
    let library = library.objects();
    library.values().for_each(|object| count(object, counts));
    for (code, imports) in code.iter_mut().zip(imports) {
        code.objects.extend(imports.iter().filter_map(|symbol| library.get(symbol).cloned()));
    }
    Ok(code)
}

fn count(object: &Object, counts: &mut Objects) {
    *(if object.cached { &mut counts.cached } else { &mut counts.compiled }) += 1;
}

/// Compiles a plan, and where that shows a defect each of its kernels for itself, with a copy of
/// what it calls: the defect is in one of them.
fn attempts(analysis: &Analysis, plan: Plan, tools: &Tools, library: &Library) -> Vec<Attempt> {
    let made = attempt(analysis, &plan, tools, library);
    if plan.kernels.len() < 2 || !matches!(made, Err(Failure::Defect(_))) {
        return vec![(plan, made)];
    }
    let alone = plan.kernels.iter().map(|&kernel| plan.alone(&analysis.checked, kernel));
    alone
        .map(|plan| {
            let made = attempt(analysis, &plan, tools, library);
            (plan, made)
        })
        .collect()
}

fn attempt(
    analysis: &Analysis,
    plan: &Plan,
    tools: &Tools,
    library: &Library,
) -> Result<Made, Failure> {
    let step = |stage: &str| subject(analysis, plan, stage);
    let lowered = defects::contained(step("lower"), || {
        let mut unit = lower_unit(&analysis.program, &analysis.checked, plan);
        let shared = share(&mut unit);
        (unit, shared)
    });
    let (unit, shared): (Unit, BTreeMap<String, Unit>) = lowered.map_err(Failure::Defect)?;
    let entries = unit.entries.clone();
    let imports = shared.keys().cloned().collect();
    for (symbol, unit) in shared {
        library.compile(symbol, unit, tools)?;
    }
    let object = defects::contained(step("compile"), || objects::object(unit, tools));
    let object = object.unwrap_or_else(|what| Err(CodegenError::Defect(what)))?;
    Ok(Made { entries, object, imports })
}

impl From<CodegenError> for Failure {
    fn from(error: CodegenError) -> Failure {
        match error {
            CodegenError::Defect(what) => Failure::Defect(what),
            CodegenError::Target(_) => Failure::Target(error),
        }
    }
}

fn subject(analysis: &Analysis, plan: &Plan, stage: &str) -> Subject {
    let program = &analysis.program;
    let kernels = plan.kernels.iter().map(|&id| program.kernel(id));
    let name = |kernel| -> (&str, &str) {
        let kernel: &crate::scan::Kernel = kernel;
        (&program.tree.file(kernel.file).path, &kernel.qualified_name)
    };
    Subject::new(stage, kernels.map(name))
}

/// What is said of a kernel that stays Python for a defect of pyjit.
fn told(analysis: &Analysis, id: KernelId, what: &str) -> Diagnostic {
    let kernel = analysis.program.kernel(id);
    let path = analysis.program.tree.file(kernel.file).path.clone();
    defects::diagnostic(Place { path, span: kernel.span }, what)
}
