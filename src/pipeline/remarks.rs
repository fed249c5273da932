//! What is worth saying about kernels that compile, but shows only when their checks are proved
//! away: a power of `int`s whose exponent may be negative. Python's answer is a `float` then, which
//! a variable of type `int` cannot hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checked;
use crate::check::traverse::each_expr;
use crate::check::tree::{ExprKind, TypedFunction};
use crate::defects::{self, Subject};
use crate::diagnostics::{Diagnostic, Place, Severity, codes};
use crate::ir::{self, Failure, FunctionId, Location, Op, Operand, Unit};
use crate::lower::{Plan, lower_unit, plans};
use crate::opt;
use crate::scan::{KernelId, Program};
use crate::source::{SourceFile, Span};
use crate::types::{Arithmetic, BinaryOp, MathFunction};

/// Where powers stand in the source, and what they are of.
type Powers = BTreeMap<(String, Location), Power>;

/// The places of a base and its exponent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Power {
    exponent: Span,
    base: Span,
}

/// Longer texts are not written out in a help.
const LONGEST: usize = 40;

/// A remark for each power of `int`s, in the files that were asked for, whose exponent is not known
/// to be 0 or more. Sorted by place.
pub fn negative_exponents(program: &Program, checked: &Checked) -> Vec<Diagnostic> {
    let asked = |file: &&SourceFile| file.requested;
    let files: BTreeMap<&str, &SourceFile> =
        program.tree.files.iter().filter(asked).map(|file| (file.path.as_str(), file)).collect();
    let powers: Powers = checked
        .instances
        .iter()
        .filter_map(|function| Some((function, *files.get(function.file.as_str())?)))
        .flat_map(|(function, file)| powers(function, file))
        .collect();
    if powers.is_empty() {
        return Vec::new();
    }
    let kernels: Vec<KernelId> = program.kernel_ids().map(|(id, _)| id).collect();
    // Whether a place lies on the way from a kernel that cannot be run again.
    let mut found: BTreeMap<(&str, Power), bool> = BTreeMap::new();
    let has_power = |plan: &Plan| {
        let functions = plan.instances.iter().filter_map(|id| checked.instances.get(id.0 as usize));
        functions.into_iter().any(|one| powers.keys().any(|(file, _)| *file == one.file))
    };
    for plan in plans(checked, &kernels).into_iter().filter(has_power) {
        let names = plan.kernels.iter().map(|&id| program.kernel(id));
        let names = names.map(|it| (program.tree.file(it.file).path.as_str(), &*it.qualified_name));
        let optimised = defects::contained(Subject::new("remarks", names), || {
            let mut unit = lower_unit(program, checked, &plan);
            for function in &mut unit.functions {
                with_assertions(&mut function.body);
            }
            opt::optimise(&mut unit);
            unit
        });
        // A defect shows again when the kernel is compiled, and is told then.
        let Ok(unit) = optimised else { continue };
        let impure = called_by_impure(&unit);
        for (index, function) in unit.functions.iter().enumerate() {
            let impure = impure.contains(&FunctionId(index as u32));
            unproved(&function.body, &mut |location| {
                let key = (function.file.clone(), location);
                if let Some(((file, _), power)) = powers.get_key_value(&key) {
                    *found.entry((file, *power)).or_default() |= impure;
                }
            });
        }
    }
    let remarks = found
        .into_iter()
        .filter_map(|((path, power), impure)| Some(remark(files.get(path)?, power, impure)));
    remarks.collect()
}

fn remark(file: &SourceFile, power: Power, impure: bool) -> Diagnostic {
    let place = Place { path: file.path.clone(), span: power.exponent };
    let (severity, then) = match impure {
        true => (
            Severity::Warning,
            "the kernel then raises OverflowError, since it writes to arrays or prints and cannot \
             be run again in Python",
        ),
        false => (Severity::Note, "the call is then run again in Python, with Python's answer"),
    };
    let message = "this exponent may be negative, and then the power of an `int` is a float";
    let text = |span: Span, otherwise| {
        let text = file.text.get(span.start as usize..span.end as usize);
        text.filter(|text| text.len() <= LONGEST && !text.contains('\n')).unwrap_or(otherwise)
    };
    let (base, exponent) = (text(power.base, "base"), text(power.exponent, "exponent"));
    // Anything else would need parentheses here or there.
    let is_name = |text: &str| text.chars().all(|it| it.is_alphanumeric() || it == '_');
    let exponent = if is_name(exponent) { exponent.to_owned() } else { format!("({exponent})") };
    let help = format!(
        "{then}; write `float({base}) ** {exponent}` for a float in any case, or say that it is \
         not negative: `assert {exponent} >= 0`"
    );
    let label = "not known to be 0 or more";
    let error = Diagnostic::error(codes::MAYBE_NEGATIVE_POWER, message, place);
    Diagnostic { severity, ..error.with_label(label).with_help(help) }
}

/// The powers of `int`s in a function whose exponents are not constant, as lowering places them.
fn powers(function: &TypedFunction, file: &SourceFile) -> Vec<((String, Location), Power)> {
    let mut powers = Vec::new();
    each_expr(&function.body, &mut |expr| {
        let ExprKind::Binary { op, arithmetic, left, right } = &expr.kind else { return };
        let is_power = *op == BinaryOp::Pow && *arithmetic == Arithmetic::PythonInt;
        if is_power && !matches!(right.kind, ExprKind::Constant(_)) {
            let (line, column) = file.position(expr.span.start);
            let power = Power { exponent: right.span, base: left.span };
            powers.push(((file.path.clone(), Location { line, column }), power));
        }
    });
    powers
}

/// Makes the code that runs without `-O`: what an assertion says counts.
fn with_assertions(block: &mut ir::Block) {
    for stmt in block {
        if let ir::StmtKind::Assign { op, .. } = &mut stmt.kind
            && matches!(op, Op::Math { function: MathFunction::Debug, .. })
        {
            *op = Op::Copy(Operand::i64(1));
        }
        stmt.kind.blocks_mut().into_iter().for_each(with_assertions);
    }
}

/// Calls `visit` with the place of every check for a negative exponent that is left.
fn unproved(block: &ir::Block, visit: &mut dyn FnMut(Location)) {
    for stmt in block {
        if let ir::StmtKind::Check { failure: Failure::NegativeExponent, .. } = stmt.kind {
            visit(stmt.location);
        }
        stmt.kind.blocks().into_iter().for_each(|block| unproved(block, visit));
    }
}

/// The functions that an entry which is not pure reaches.
fn called_by_impure(unit: &Unit) -> BTreeSet<FunctionId> {
    let entries = unit.entries.iter().filter(|entry| !entry.pure);
    let mut open: Vec<FunctionId> = entries.flat_map(|entry| entry.variants.clone()).collect();
    let mut reached = BTreeSet::new();
    while let Some(function) = open.pop() {
        if reached.insert(function) {
            let body = unit.functions.get(function.0 as usize).map(|function| &function.body);
            open.extend(body.into_iter().flat_map(|body| ir::callees(body)));
        }
    }
    reached
}
