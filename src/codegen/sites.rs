//! Places that raise or call: their constant records, and the cold blocks that leave a function.

use inkwell::values::{BasicValueEnum, IntValue, PointerValue};

use super::builder::{IntOp, IntPredicate, Value};
use super::function::Body;
use super::runtime::Runtime;
use crate::ir::{Failure, Local, Location, Operand};
use crate::types::Container;

/// The status of a function that went well.
pub(super) const DONE: i32 = 0;
/// The status when an exception is set.
pub(super) const FAILED: i32 = 1;
/// The status when an exception is set, and another run in Python gives Python's answer.
pub(super) const RERUN: i32 = 2;

/// How many rounds go between two looks at signals.
pub(super) const POLL_PERIOD: i32 = 64;

/// What a site record says, see `PyjitSite` in `templates/runtime/runtime.h`.
pub(super) struct Site {
    pub failure: i32,
    pub detail: i32,
    pub text: Option<String>,
}

/// The number of a failure in the runtime's enumeration, whether it runs in Python again or not, and
/// what else its record says. Where Python raises the same, the record has a statement that does so:
/// the exception's class, its arguments and its attributes are those of the running version.
fn describe<'s>(failure: Failure, name_of: impl Fn(Local) -> &'s str) -> (Site, i32) {
    let site = |failure, detail| Site { failure, detail, text: None };
    match failure {
        Failure::Overflow => (site(1, 0), RERUN),
        Failure::NegativeExponent => (site(2, 0), RERUN),
        Failure::ComplexPower => (site(3, 0), RERUN),
        Failure::Index { axis, container: Container::Array, .. } => (site(4, axis.into()), FAILED),
        Failure::IntegerRange { to, unsigned } => {
            (Site { failure: 5, detail: unsigned.into(), text: Some(to.numpy_name()) }, FAILED)
        }
        Failure::Assertion => (site(6, 0), FAILED),
        Failure::SizedNegativeExponent => (site(7, 0), FAILED),
        Failure::Assumption => (site(10, 0), RERUN),
        other => (Site { failure: 9, detail: 0, text: Some(statement(other, name_of)) }, FAILED),
    }
}

/// A statement of Python that fails so. `a` and `b` are the operands of the check.
fn statement<'s>(failure: Failure, name_of: impl Fn(Local) -> &'s str) -> String {
    let text = match failure {
        Failure::ZeroDivision { op, float } => {
            let zero = if float { "0.0" } else { "0" };
            return match op {
                Some(op) => format!("{zero} {} {zero}", op.symbol()),
                None => format!("divmod({zero}, {zero})"),
            };
        }
        Failure::ZeroToNegativePower => "0.0 ** -1.0",
        Failure::FloatOverflow => "1e300 ** 2.0",
        Failure::NegativeShift => "1 << -1",
        Failure::NanToInt => "int(float('nan'))",
        Failure::InfinityToInt => "int(float('inf'))",
        Failure::ZeroStep => "range(0, 0, 0)",
        Failure::ZeroModulus => "pow(1, 1, 0)",
        Failure::Unbound(local) => {
            let name = name_of(local);
            return format!("def f():\n    {name}\n    {name} = 0\nf()");
        }
        Failure::Index { container, written, .. } => {
            let value = if written { " = 0" } else { "" };
            return format!("{}[0]{value}", empty(container));
        }
        Failure::ReadOnly(Container::Memoryview) => "memoryview(b'a')[0] = 0",
        Failure::ReadOnly(_) => "raise ValueError('assignment destination is read-only')",
        // What is outside is so in an empty one as well.
        Failure::Byte(Container::Memoryview) => "memoryview(bytearray(1 - b))[0] = a",
        Failure::Byte(_) => "bytearray(1 - b)[0] = a",
        // Those that Python does not know.
        _ => "raise RuntimeError",
    };
    text.to_owned()
}

/// A container without elements.
fn empty(container: Container) -> &'static str {
    match container {
        Container::Array | Container::Frozen | Container::Bytes => "b''",
        Container::List => "[]",
        Container::Tuple => "()",
        Container::Bytearray => "bytearray()",
        Container::Memoryview => "memoryview(bytearray())",
        Container::ArrayArray => "__import__('array').array('q')",
    }
}

/// The record of a stack that is too deep.
const RECURSION: Site = Site { failure: 8, detail: 0, text: None };

impl<'ctx> Body<'_, '_, 'ctx> {
    /// The address of a site's constant record.
    pub fn site(&self, site: &Site, line: u32) -> PointerValue<'ctx> {
        let (emitter, build) = (self.emitter, &self.emitter.build);
        let text = match &site.text {
            Some(text) => emitter.string(text),
            None => super::types::pointer_type(emitter.context()).const_null(),
        };
        let length = site.text.as_ref().map_or(0, String::len);
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
    fn raise(&self, site: &Site, line: u32, operands: [IntValue<'ctx>; 2], status: i32) {
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
