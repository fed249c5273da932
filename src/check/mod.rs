//! Type inference: each kernel at concrete argument types, from the syntax tree to the typed tree.
//!
//! A kernel is a generic function: it is checked once for each set of argument types that an entry
//! or a call asks for, and refused with a diagnostic where it leaves the subset.

mod body;
mod build;
mod calls;
mod expressions;
mod flow;
mod infer;
mod instances;
mod iteration;
mod known;
mod library;
mod names;
mod narrow;
mod print;
mod problem;
mod refusals;
mod rules;
mod sources;
mod statements;
mod syntax;
mod temporaries;
#[cfg(test)]
mod tests;
pub mod traverse;
pub mod tree;
mod unsupported;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, codes};
use crate::scan::{Kernel, KernelId, Program, Signature};
use crate::types::{Layout, Type};
use instances::{MAX_ARGUMENTS, Table, TooMany};
use problem::Problem;
use sources::Sources;
use tree::{ExprKind, InstanceId, TypedFunction};

pub use calls::builtins::type_of_function;
pub use print::{print, print_function};

/// The result of checking a program.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every instance that an accepted kernel needs, callees included.
    pub instances: Vec<TypedFunction>,
    /// One for each kernel of the program, in its order.
    pub kernels: Vec<CheckedKernel>,
}

/// What came of one kernel.
#[derive(Debug)]
pub struct CheckedKernel {
    pub kernel: KernelId,
    /// What Python can call: one for each declared signature. Empty for kernels without types that
    /// only other kernels call, and for refused ones.
    pub entries: Vec<CheckedEntry>,
    /// Why it was refused; empty if it was not. A kernel that calls a refused one is refused too.
    pub refusals: Vec<Diagnostic>,
    /// Where it is not refused: recorded signatures that it has no entry for, and why.
    pub left_out: Vec<LeftOut>,
}

/// A recorded signature that a kernel cannot be compiled for, while it can for others.
#[derive(Clone, Debug)]
pub struct LeftOut {
    pub signature: Signature,
    pub reason: Diagnostic,
}

/// One signature of a kernel that Python can call.
#[derive(Debug)]
pub struct CheckedEntry {
    pub signature: Signature,
    /// The most special first: with all arrays in C order, then with any strides.
    pub variants: Vec<InstanceId>,
}

/// A kernel that Python is to be able to call with arguments of these types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub kernel: KernelId,
    pub signature: Signature,
}

/// What Python can call of one kernel, before it is known whether it can be compiled.
struct Entry {
    kernel: KernelId,
    signature: Signature,
    /// Indices in the table of instances.
    variants: Vec<usize>,
}

/// What a program itself asks for: each kernel with each of its declared signatures.
pub fn declared(program: &Program) -> Vec<Request> {
    let of_kernel = |(kernel, it): (KernelId, &Kernel)| {
        let request = move |signature| Request { kernel, signature };
        it.signatures.clone().into_iter().map(request)
    };
    let has_entry = |(_, it): &(KernelId, &Kernel)| it.decorator.kind.has_entry();
    program.kernel_ids().filter(has_entry).flat_map(of_kernel).collect()
}

/// Checks the kernels that are asked for, in the order of the program's kernels, and what they call
/// for the types of the calls.
pub fn check(program: &Program, requests: &[Request]) -> Checked {
    let sources = Sources::new(program);
    let mut requests = requests.to_vec();
    loop {
        let mut table = Table::default();
        let (entries, too_large) = entries(program, &sources, &mut table, &requests);
        infer::settle(program, &sources, &mut table);
        if fill_lists(&table, &entries, &mut requests) {
            continue;
        }
        infer::conclude(program, &sources, &mut table);
        return assemble(program, &sources, table, entries, too_large);
    }
}

/// Asks for empty lists among the arguments as lists of what the kernels put into them; whether there
/// were any.
fn fill_lists(table: &Table, entries: &[Entry], requests: &mut [Request]) -> bool {
    let mut changed = false;
    for entry in entries {
        let Some(wanted) = entry
            .variants
            .first()
            .and_then(|index| table.instances.get(*index))
            .map(|instance| instance.outcome.wanted.clone())
        else {
            continue;
        };
        let same = |it: &&mut Request| it.kernel == entry.kernel && it.signature == entry.signature;
        let Some(request) = requests.iter_mut().find(same) else { continue };
        for (index, ty) in wanted {
            if let Some(parameter @ Type::List(None)) = request.signature.parameters.get_mut(index)
                && matches!(ty, Type::List(Some(_)))
            {
                *parameter = ty;
                changed = true;
            }
        }
    }
    changed
}

/// The instances that are asked for, and what is wrong with kernels whose types are too large for
/// any.
fn entries(
    program: &Program,
    sources: &Sources,
    table: &mut Table,
    requests: &[Request],
) -> (Vec<Entry>, BTreeMap<KernelId, Vec<Problem>>) {
    let mut entries = Vec::new();
    let mut too_large_ones: BTreeMap<KernelId, Vec<Problem>> = BTreeMap::new();
    for Request { kernel: id, signature } in requests {
        let source = sources.get((*id).into()).filter(|source| !source.is_hopeless());
        let Some(source) = source else { continue };
        let mut variants = Vec::new();
        for parameters in variants_of(&signature.parameters) {
            let declared = signature.result.clone();
            match table.instance((*id).into(), source, parameters, declared) {
                Ok(variant) => variants.push(variant),
                Err(TooMany) => {
                    let problem = too_large(program.kernel(*id));
                    too_large_ones.entry(*id).or_default().push(problem);
                }
            }
        }
        entries.push(Entry { kernel: *id, signature: signature.clone(), variants });
    }
    (entries, too_large_ones)
}

/// What is said of a kernel with a signature that no instance is made for.
fn too_large(kernel: &Kernel) -> Problem {
    let message = "its parameters hold more values than a compiled function takes";
    Problem::new(codes::LARGE_TUPLE, kernel.span, message)
        .label(format!("at most {MAX_ARGUMENTS} in all, with the elements of tuples"))
        .help("pass arrays in place of tuples")
}

/// The parameter types to compile a signature for: with contiguous arrays first, if it leaves the
/// layout of some open.
fn variants_of(parameters: &[Type]) -> Vec<Vec<Type>> {
    let contiguous: Vec<Type> = parameters.iter().map(contiguous).collect();
    match contiguous == parameters {
        true => vec![contiguous],
        false => vec![contiguous, parameters.to_vec()],
    }
}

fn contiguous(ty: &Type) -> Type {
    match ty {
        Type::Array(array) => Type::Array(crate::types::ArrayType { layout: Layout::C, ..*array }),
        Type::Shaped(shaped) => Type::Shaped(Box::new(shaped.with_layout(Layout::C))),
        Type::Optional(inner) => Type::Optional(Box::new(contiguous(inner))),
        _ => ty.clone(),
    }
}

/// Takes what was accepted out of the table.
fn assemble(
    program: &Program,
    sources: &Sources,
    mut table: Table,
    mut entries: Vec<Entry>,
    mut too_large: BTreeMap<KernelId, Vec<Problem>>,
) -> Checked {
    let mut kernels = Vec::new();
    for (id, kernel) in program.kernel_ids() {
        let hopeless = sources.hopeless(id).cloned();
        let path = &program.tree.file(kernel.file).path;
        let left_out = left_out(&table, &entries, kernel, id, path);
        entries.retain(|it| {
            it.kernel != id || !left_out.iter().any(|out| out.signature == it.signature)
        });
        let problems = match too_large.remove(&id).or(hopeless) {
            Some(problems) => problems,
            None => problems_of(sources, &table, &entries, id),
        };
        let called = table.instances.iter().any(|instance| instance.source == id.into());
        let uncalled = kernel.uncalled.clone().filter(|_| !called);
        kernels.push(CheckedKernel {
            kernel: id,
            entries: Vec::new(),
            refusals: refusals(program, kernel, problems).into_iter().chain(uncalled).collect(),
            left_out,
        });
    }
    let accepted = |entry: &&Entry| kernels[entry.kernel.0 as usize].refusals.is_empty();
    let entries: Vec<&Entry> = entries.iter().filter(accepted).collect();
    let roots = entries.iter().flat_map(|entry| entry.variants.iter().copied());
    let numbers = reachable(&table, roots);
    for entry in entries {
        let variants = entry.variants.iter().filter_map(|index| numbers.get(index)).copied();
        kernels[entry.kernel.0 as usize].entries.push(CheckedEntry {
            signature: entry.signature.clone(),
            variants: variants.collect(),
        });
    }
    let mut instances = Vec::new();
    for index in numbers.keys() {
        if let Some(mut function) = table.instances[*index].outcome.function.take() {
            traverse::each_expr_mut(&mut function.body, &mut |expr| {
                if let ExprKind::Call { callee, .. } = &mut expr.kind
                    && let Some(number) = numbers.get(&(callee.0 as usize))
                {
                    *callee = *number;
                }
            });
            instances.push(function);
        }
    }
    Checked { instances, kernels }
}

/// The recorded signatures that a kernel cannot be compiled for; none where it can be for no other.
fn left_out(
    table: &Table,
    entries: &[Entry],
    kernel: &Kernel,
    id: KernelId,
    path: &str,
) -> Vec<LeftOut> {
    let own = || entries.iter().filter(|entry| kernel.recorded && entry.kernel == id);
    let problem = |entry: &Entry| {
        let mut variants = entry.variants.iter().rev();
        variants.find_map(|index| table.instances[*index].outcome.problems.first())
    };
    if own().all(|entry| problem(entry).is_some()) {
        return Vec::new();
    }
    let left = own().filter_map(|entry| {
        let reason = problem(entry)?.clone().diagnostic(path);
        Some(LeftOut { signature: entry.signature.clone(), reason })
    });
    left.collect()
}

/// The problems of a kernel: of the instances that Python can call, or, where there are none, of
/// those that calls have asked for, if all of them failed.
fn problems_of(
    sources: &Sources,
    table: &Table,
    entries: &[Entry],
    kernel: KernelId,
) -> Vec<Problem> {
    let mut called = entries.iter().filter(|entry| entry.kernel == kernel).peekable();
    if called.peek().is_some() {
        // The last one first: it has the types as they are declared, the others special layouts.
        let variants = called.flat_map(|entry| entry.variants.iter().rev().copied());
        let variants: Vec<usize> = variants.collect();
        let refused = |index: &&usize| !table.instances[**index].outcome.problems.is_empty();
        let refused: Vec<usize> = variants.iter().filter(refused).copied().collect();
        // With what is wrong in functions inside the kernel that another kernel calls.
        let inside = reachable(table, refused.iter().copied()).into_keys().filter(|index| {
            let instance = &table.instances[*index];
            instance.kernel == kernel && sources.is_inner(instance.source)
        });
        let outcomes = refused.iter().copied().chain(inside);
        return outcomes
            .flat_map(|index| table.instances[index].outcome.problems.clone())
            .collect();
    }
    let own = table.instances.iter().filter(|instance| instance.source == kernel.into());
    let own: Vec<_> = own.map(|instance| &instance.outcome.problems).collect();
    match own.iter().any(|problems| problems.is_empty()) {
        true => Vec::new(),
        false => own.into_iter().flatten().cloned().collect(),
    }
}

fn refusals(program: &Program, kernel: &Kernel, problems: Vec<Problem>) -> Vec<Diagnostic> {
    let path = &program.tree.file(kernel.file).path;
    let mut refusals = kernel.refusals.clone();
    for problem in problems {
        let diagnostic = problem.diagnostic(path);
        // One problem shows in every instance.
        let known = refusals
            .iter()
            .any(|other| other.code == diagnostic.code && other.place == diagnostic.place);
        if !known {
            refusals.push(diagnostic);
        }
    }
    refusals.sort_by_key(|refusal| refusal.place.as_ref().map(|place| place.span));
    refusals
}

/// The instances that the roots need, with their new numbers.
fn reachable(table: &Table, roots: impl Iterator<Item = usize>) -> BTreeMap<usize, InstanceId> {
    let mut open: Vec<usize> = roots.collect();
    let mut found = BTreeSet::new();
    while let Some(index) = open.pop() {
        if found.insert(index) {
            open.extend(table.instances[index].outcome.calls.keys());
        }
    }
    let numbers = found.into_iter().enumerate();
    numbers.map(|(number, index)| (index, InstanceId(number as u32))).collect()
}
