//! KIR to KIR: places the checks that operations declare, then proves away what it can.

pub mod checks;
pub mod copies;
pub mod dead;
#[cfg(test)]
mod fuzz;
pub mod ownership;
pub mod polls;
pub mod purity;
pub mod ranges;
#[cfg(test)]
mod tests;
pub mod versioning;

use crate::ir::{Stage, Unit, verify};

/// What to leave out, for tests that compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Prove checks away by ranges of values.
    pub ranges: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { ranges: true }
    }
}

/// Runs every pass on a unit as lowered.
pub fn optimise(unit: &mut Unit) {
    optimise_with(unit, Options::default());
}

/// The same with passes left out.
pub fn optimise_with(unit: &mut Unit, options: Options) {
    must_be_valid(unit, Stage::Lowered, "lower");
    // First, since every other pass works on explicit checks.
    checks::place(unit);
    expect_valid(unit, Stage::Checked, "checks");
    if options.ranges {
        // On explicit checks, since each one that passed is knowledge for those after it.
        unit.functions.iter_mut().for_each(ranges::prove);
        expect_valid(unit, Stage::Checked, "ranges");
        // On what the first round left: a loop that needs no checks needs no second version.
        let versioned: Vec<_> = unit
            .functions
            .iter_mut()
            .filter_map(|it| versioning::version(it).then_some(it))
            .collect();
        // Again, since the test before a versioned loop is what its fast version rests on.
        versioned.into_iter().for_each(ranges::prove);
        expect_valid(unit, Stage::Checked, "versioning");
        // After `ranges`, which leaves behind the lengths and flags of the checks it removed.
        dead::remove(unit);
        expect_valid(unit, Stage::Checked, "dead");
        // After the flags between an operation and the copy of its result are gone.
        copies::propagate(unit);
        expect_valid(unit, Stage::Checked, "copies");
        dead::remove(unit);
        expect_valid(unit, Stage::Checked, "dead");
    }
    // After `ranges`, to which a poll would tell nothing.
    polls::place(unit);
    expect_valid(unit, Stage::Checked, "polls");
    // Looks only at stores and calls; late, since another pass may find some unreachable.
    purity::find(unit);
    expect_valid(unit, Stage::Checked, "purity");
    // Last: until here a local is a plain value.
    ownership::count(unit);
    must_be_valid(unit, Stage::Counted, "ownership");
}

/// A unit that breaks the invariants is a defect of ours: found where it was made, not in LLVM. What
/// comes in and what goes out is looked at in every build (the kernel is refused then), what each
/// pass leaves only in those with debug assertions.
fn expect_valid(unit: &Unit, stage: Stage, pass: &str) {
    if cfg!(debug_assertions) {
        must_be_valid(unit, stage, pass);
    }
}

fn must_be_valid(unit: &Unit, stage: Stage, pass: &str) {
    if let Err(errors) = verify(unit, stage) {
        panic!("{pass} left invalid KIR:\n{errors}\n{}", crate::ir::print(unit));
    }
}
