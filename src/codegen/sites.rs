//! Places that raise or call: their constant records, and the cold blocks that leave a function.

use inkwell::values::{BasicValueEnum, IntValue, PointerValue};

use super::builder::{IntOp, IntPredicate, Value};
use super::function::Body;
use super::runtime::Runtime;
use crate::ir::{Failure, Local, Location, Operand};

/// The status of a function that went well.
pub(super) const DONE: i32 = 0;
/// The status when an exception is set.
pub(super) const FAILED: i32 = 1;
/// The status when an exception is set, and another run in Python gives Python's answer.
pub(super) const RERUN: i32 = 2;

/// How many rounds go between two looks at signals.
pub(super) const POLL_PERIOD: i32 = 64;

/// What a site record says, see `PyjitSite` in `templates/runtime/runtime.h`.
pub(super) struct Site<'s> {
    pub failure: i32,
    pub detail: i32,
    pub text: Option<&'s str>,
}

/// The number of a failure in the runtime's enumeration, where it runs in Python again or not, and
/// what else its record says.
fn describe<'s>(failure: Failure, name_of: impl Fn(Local) -> &'s str) -> (Site<'s>, i32) {
    let site = |failure, detail, text| Site { failure, detail, text };
    match failure {
        Failure::Overflow => (site(1, 0, None), RERUN),
        Failure::NegativeExponent => (site(2, 0, None), RERUN),
        Failure::ZeroDivision => (site(3, 0, None), FAILED),
        Failure::ZeroToNegativePower => (site(4, 0, None), FAILED),
        Failure::ComplexPower => (site(5, 0, None), RERUN),
        Failure::FloatOverflow => (site(6, 0, None), FAILED),
        Failure::NegativeShift => (site(7, 0, None), FAILED),
        Failure::Index { axis } => (site(8, axis.into(), None), FAILED),
        Failure::IntegerRange(scalar) => (site(9, 0, Some(scalar.name())), FAILED),
        Failure::NanToInt => (site(10, 0, None), FAILED),
        Failure::InfinityToInt => (site(11, 0, None), FAILED),
        Failure::Unbound(local) => (site(12, 0, Some(name_of(local))), FAILED),
        Failure::ZeroStep => (site(13, 0, None), FAILED),
        Failure::Assertion => (site(14, 0, None), FAILED),
        Failure::ZeroModulus => (site(15, 0, None), FAILED),
        Failure::SizedNegativeExponent => (site(16, 0, None), FAILED),
        Failure::Assumption => (site(18, 0, None), RERUN),
    }
}

/// The record of a stack that is too deep.
const RECURSION: Site<'static> = Site { failure: 17, detail: 0, text: None };

impl<'ctx> Body<'_, '_, 'ctx> {
    /// The address of a site's constant record.
    pub fn site(&self, site: &Site<'_>, line: u32) -> PointerValue<'ctx> {
        let (emitter, build) = (self.emitter, &self.emitter.build);
        let text = match site.text {
            Some(text) => emitter.string(text),
            None => super::types::pointer_type(emitter.context()).const_null(),
        };
        let length = site.text.map_or(0, str::len);
        let fields: [BasicValueEnum<'ctx>; 7] = [
            emitter.string(&self.source.file).into(),
            emitter.string(&self.source.display_name).into(),
            text.into(),
            build.i32(line as i32).into(),
            build.i32(site.failure).into(),
            build.i32(site.detail).into(),
            build.i32(length as i32).into(),
        ];
        emitter.constant("site", emitter.context().const_struct(&fields, false).into())
    }

    /// Raises at a site and leaves the function.
    fn raise(&self, site: &Site<'_>, line: u32, operands: [IntValue<'ctx>; 2], status: i32) {
        let site = self.site(site, line).into();
        let [first, second] = operands.map(|operand| self.widen(operand));
        let status = self.emitter.build.i32(status).into();
        self.leave(self.emitter.call(Runtime::Raise, &[site, status, first, second]));
    }

    /// Adds this function to the traceback and leaves with a status.
    fn trace(&self, status: IntValue<'ctx>, line: u32) {
        let site = self.site(&Site { failure: 0, detail: 0, text: None }, line).into();
        self.leave(self.emitter.call(Runtime::Trace, &[site, status.into()]));
    }

    fn widen(&self, operand: IntValue<'ctx>) -> Value<'ctx> {
        let to = self.emitter.context().i64_type();
        self.emitter.build.resize(operand, to, true).into()
    }

    /// Returns with a status that is not 0; the results are never looked at. The runtime hands the
    /// status through, so that nothing must be kept across its call.
    pub fn leave(&self, status: Value<'ctx>) {
        let ty = super::types::result_type(self.emitter.context(), &self.source.results);
        let result = self.emitter.build.with_field(ty.get_poison(), status, 0);
        self.emitter.build.ret(&result);
    }

    /// KIR's `Check`: goes on where the condition is false.
    pub fn check(
        &self,
        failed: IntValue<'ctx>,
        failure: Failure,
        operands: &[Operand],
        location: Location,
    ) {
        let build = &self.emitter.build;
        let rare = build.block(self.function, "raise");
        let next = build.block(self.function, "checked");
        build.branch_rarely(failed, rare, next);
        build.go_to(rare);
        let (site, status) = describe(failure, |local| self.name_of(local));
        let mut values = [build.i64(0); 2];
        for (slot, operand) in values.iter_mut().zip(operands) {
            if let Value::IntValue(value) = self.operand(*operand) {
                *slot = value;
            }
        }
        self.raise(&site, location.line, values, status);
        build.go_to(next);
    }

    /// Leaves with a callee's status if it is not 0, adding this function to the traceback.
    pub fn pass_on(&self, status: IntValue<'ctx>, location: Location) {
        let build = &self.emitter.build;
        let rare = build.block(self.function, "failed");
        let next = build.block(self.function, "returned");
        let failed = build.icmp(IntPredicate::NE, status, build.i32(DONE));
        build.branch_rarely(failed, rare, next);
        build.go_to(rare);
        self.trace(status, location.line);
        build.go_to(next);
    }

    /// KIR's `Poll`: every so many rounds of all polled loops of a call.
    pub fn poll(&self, location: Location) {
        let build = &self.emitter.build;
        let ty = self.emitter.context().i32_type();
        let slot = self.poll_counter();
        let left = build.load(ty, slot).into_int_value();
        let left = build.int(IntOp::Sub, left, build.i32(1));
        build.store(left.into(), slot);
        let rare = build.block(self.function, "poll");
        let next = build.block(self.function, "polled");
        build.branch_rarely(build.icmp(IntPredicate::EQ, left, build.i32(0)), rare, next);
        build.go_to(rare);
        build.store(build.i32(POLL_PERIOD).into(), slot);
        let raised = self.emitter.call(Runtime::Poll, &[]).into_int_value();
        let leave = build.block(self.function, "interrupted");
        build.branch(build.icmp(IntPredicate::NE, raised, build.i32(0)), leave, next);
        build.go_to(leave);
        self.trace(build.i32(FAILED), location.line);
        build.go_to(next);
    }

    /// Raises `RecursionError` where this function's frame lies below the limit.
    pub fn check_stack(&self, limit: IntValue<'ctx>, marker: PointerValue<'ctx>) {
        let build = &self.emitter.build;
        let rare = build.block(self.function, "too_deep");
        let next = build.block(self.function, "body");
        let address = build.pointer_to_int(marker);
        let deep = build.icmp(IntPredicate::ULT, address, limit);
        build.branch_rarely(deep, rare, next);
        build.go_to(rare);
        self.raise(&RECURSION, self.source.line, [build.i64(0), build.i64(0)], FAILED);
        build.go_to(next);
    }
}
