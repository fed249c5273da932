//! Places that raise or call: their constant records, and the cold blocks that leave a function.

use inkwell::values::{BasicValueEnum, IntValue, PointerValue};

use super::builder::{IntOp, IntPredicate, Value};
use super::contexts::STACK_LIMIT;
use super::function::Body;
use super::runtime::Runtime;
use crate::ir::{Failure, Local, Location, Operand};
use crate::types::Container;

/// The status of a function that went well.
pub(super) const DONE: i32 = 0;
/// The status of a function that failed: the call context says how. Of an entry's conversions, that
/// an exception is set.
pub(super) const FAILED: i32 = 1;
/// The outcome of a conversion, or of a call, that another run in Python gives Python's answer.
pub(super) const RERUN: i32 = 2;

/// How many rounds go between two looks at signals.
pub(super) const POLL_PERIOD: i32 = 64;

/// What a site record says, see `PyjitSite` in `templates/runtime/runtime.h`; without a failure that
/// an exception is set or made of an object.
#[derive(Default)]
pub(super) struct Site {
    pub failure: u16,
    pub detail: u16,
    pub text: Option<String>,
}

/// The number of a failure in the runtime's enumeration, and what else its record says. Where Python
/// raises the same, the record has a statement that does so: the exception's class, its arguments and
/// its attributes are those of the running version.
fn describe<'s>(failure: Failure, name_of: impl Fn(Local) -> &'s str) -> Site {
    let site = |failure, detail| Site { failure, detail, text: None };
    match failure {
        Failure::Overflow => site(1, 0),
        Failure::NegativeExponent => site(2, 0),
        Failure::ComplexPower => site(3, 0),
        Failure::Index { axis, container: Container::Array, .. } => site(4, axis.into()),
        Failure::IntegerRange { to, unsigned } => {
            Site { failure: 5, detail: unsigned.into(), text: Some(to.numpy_name()) }
        }
        Failure::Assertion => site(6, 0),
        Failure::SizedNegativeExponent => site(7, 0),
        Failure::Assumption => site(10, 0),
        other => Site { failure: 9, detail: 0, text: Some(statement(other, name_of)) },
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
        Failure::Memory => "raise MemoryError('unable to allocate an array')",
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
        // No constant is written: so operators say it that assign.
        Failure::ReadOnly(Container::Frozen) => "raise ValueError('output array is read-only')",
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
        let null = super::types::pointer_type(emitter.context()).const_null();
        let small = |number: u16| emitter.context().i16_type().const_int(number.into(), false);
        let fields: [BasicValueEnum<'ctx>; 5] = [
            if self.source.is_library() { null } else { self.record_of_function() }.into(),
            site.text.as_ref().map_or(null, |text| emitter.string(text)).into(),
            build.i32(line as i32).into(),
            small(site.failure).into(),
            small(site.detail).into(),
        ];
        emitter.constant("site", emitter.context().const_struct(&fields, false).into())
    }

    /// The address of the constant record that names the function in tracebacks.
    fn record_of_function(&self) -> PointerValue<'ctx> {
        let emitter = self.emitter;
        let names = [&self.source.file, &self.source.display_name];
        let [file, name] = names.map(|name| emitter.string(name));
        let fields = [file, name, emitter.lines()].map(BasicValueEnum::from);
        self.record.get().unwrap_or_else(|| {
            let value = emitter.context().const_struct(&fields, false);
            let record = emitter.constant("function", value.into());
            self.record.set(Some(record));
            record
        })
    }

    /// Records a failure and leaves the function.
    fn fail(&self, site: &Site, line: u32, operands: [IntValue<'ctx>; 2]) {
        let [first, second] = operands.map(|operand| self.widen(operand));
        let arguments = [self.context().into(), self.site(site, line).into(), first, second];
        self.emitter.call_void(Runtime::Fail, &arguments);
        self.leave();
    }

    fn widen(&self, operand: IntValue<'ctx>) -> Value<'ctx> {
        let to = self.emitter.context().i64_type();
        self.emitter.build.resize(operand, to, true).into()
    }

    /// Leaves if a status is not 0, after what `record` writes.
    pub fn leave_if_failed(&self, status: IntValue<'ctx>, record: impl FnOnce()) {
        let build = &self.emitter.build;
        let [rare, next] = ["failed", "done"].map(|name| build.block(self.function, name));
        build.branch_rarely(build.icmp(IntPredicate::NE, status, build.i32(DONE)), rare, next);
        build.go_to(rare);
        record();
        self.leave();
        build.go_to(next);
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
        let site = describe(failure, |local| self.name_of(local));
        let mut values = [build.i64(0); 2];
        for (slot, operand) in values.iter_mut().zip(operands) {
            if let Value::IntValue(value) = self.operand(*operand) {
                *slot = value;
            }
        }
        self.fail(&site, location.line, values);
        build.go_to(next);
    }

    /// Leaves if a callee failed, adding this function to the record's frames.
    pub fn pass_on(&self, status: IntValue<'ctx>, location: Location) {
        self.leave_if_failed(status, || {
            if !self.source.is_library() {
                let site = self.site(&Site::default(), location.line);
                let arguments = [self.context().into(), site.into()];
                self.emitter.call_void(Runtime::Pass, &arguments);
            }
        });
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
        let site = self.site(&Site::default(), location.line);
        let raised = self.emitter.call(Runtime::Poll, &[self.context().into(), site.into()]);
        self.leave_if_failed(raised.into_int_value(), || {});
        build.jump(next);
        build.go_to(next);
    }

    /// Fails with `RecursionError` where this function's frame lies below the limit.
    pub fn check_stack(&self, marker: PointerValue<'ctx>) {
        let build = &self.emitter.build;
        let rare = build.block(self.function, "too_deep");
        let next = build.block(self.function, "body");
        let address = build.pointer_to_int(marker);
        let limit = self.in_context(STACK_LIMIT);
        let limit = build.load(self.emitter.context().i64_type(), limit).into_int_value();
        let deep = build.icmp(IntPredicate::ULT, address, limit);
        build.branch_rarely(deep, rare, next);
        build.go_to(rare);
        self.fail(&RECURSION, self.source.line, [build.i64(0), build.i64(0)]);
        build.go_to(next);
    }
}
