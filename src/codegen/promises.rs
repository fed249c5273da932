//! What LLVM may take for granted of the functions that a unit calls but does not hold: one table,
//! with the reason for each promise. A promise that is not kept is a wrong answer somewhere.
//!
//! Of every function: `nounwind`, since C code does not throw, and errors of CPython are results.

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::module::Module;
use inkwell::values::FunctionValue;

use super::runtime::Runtime;

/// The kinds of functions outside, by what may be taken for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: it may read, write, run Python, or never come back.
    Unknown,
    /// The same; reached only when something went wrong.
    Cold,
    /// Reads memory that no code of LLVM's reads or writes and that does not change during a call
    /// from Python, and computes.
    ReadsHidden,
    /// Its result depends on its arguments alone, which may be any.
    Computes,
}

/// The kind of a function of the runtime or of CPython.
pub(super) fn kind(function: Runtime) -> Kind {
    match function {
        // They leave the kernel, or look at signals, which is done seldom.
        Runtime::Fail
        | Runtime::Raise
        | Runtime::Pass
        | Runtime::Settle
        | Runtime::RunPython
        | Runtime::Poll => Kind::Cold,
        // A string does not change, but it is memory; and a pointer to one that was never assigned
        // must not be followed, so nothing here may be called ahead of time.
        Runtime::TextEqual | Runtime::TextLess | Runtime::TextLength => Kind::ReadsHidden,
        // A variable that is set once, when the extension is loaded.
        Runtime::PythonVersion => Kind::ReadsHidden,
        // Integer arithmetic in `arithmetic.c`, which bears a zero divisor and any exponent;
        // `frexp` sets no `errno`.
        Runtime::FrexpExponent | Runtime::FrexpFraction | Runtime::Power | Runtime::PowerModulo => {
            Kind::Computes
        }
        // They may set `errno`: see `LIBM`. `snprintf` and `strtod` of `decimals.c` look at the
        // locale, but one reads what the other wrote, so that the result does not depend on it.
        Runtime::Ldexp | Runtime::RoundDecimal | Runtime::TrueDivide => LIBM,
        _ => Kind::Unknown,
    }
}

/// The functions of C's mathematics library. They may set `errno` and the flags of the floating-point
/// unit, neither of which any code of LLVM's reads, as with clang's `-fno-math-errno`; the rounding
/// mode that they read is nearest, as LLVM itself assumes. Any argument has a result.
pub(super) const LIBM: Kind = Kind::Computes;

/// Gives a declaration the attributes of its kind.
pub(super) fn promise(module: &Module<'_>, function: FunctionValue<'_>, kind: Kind) {
    let mark = |name, value| {
        function.add_attribute(AttributeLoc::Function, attribute(module, name, value));
    };
    mark("nounwind", 0);
    // It takes no lock and waits for no thread, frees nothing, calls nothing of the unit, and has an
    // end.
    const QUIET: [&str; 4] = ["nosync", "nofree", "nocallback", "willreturn"];
    match kind {
        Kind::Unknown => {}
        Kind::Cold => mark("cold", 0),
        Kind::ReadsHidden => {
            QUIET.into_iter().for_each(|name| mark(name, 0));
            mark("memory", READS_INACCESSIBLE);
        }
        Kind::Computes => {
            QUIET.into_iter().for_each(|name| mark(name, 0));
            mark("memory", 0);
            // It may be called where its result is not needed, with whatever is there.
            mark("speculatable", 0);
        }
    }
}

/// LLVM's `memory(inaccessiblemem: read)`: two bits for each kind of memory, that one is the second.
const READS_INACCESSIBLE: u64 = 0b0100;

/// An attribute by its name in LLVM's text.
pub(super) fn attribute(module: &Module<'_>, name: &str, value: u64) -> Attribute {
    module.get_context().create_enum_attribute(Attribute::get_named_enum_kind_id(name), value)
}

#[cfg(test)]
mod tests {
    use inkwell::context::Context;

    use super::*;

    /// The attributes of a function's declaration, as LLVM writes them.
    fn attributes(function: Runtime) -> String {
        let context = Context::create();
        let module = context.create_module("m");
        function.declare(&module);
        let text = module.print_to_string().to_string();
        let group = text.lines().find_map(|line| line.strip_prefix("attributes #0 = "));
        group.unwrap_or_default().to_owned()
    }

    #[test]
    fn what_reads_memory_is_neither_without_memory_nor_called_ahead_of_time() {
        for function in [Runtime::TextEqual, Runtime::TextLength, Runtime::PythonVersion] {
            let text = attributes(function);
            assert!(text.contains("memory(inaccessiblemem: read)"), "{function:?} {text}");
            assert!(!text.contains("speculatable"), "{function:?} {text}");
        }
    }

    #[test]
    fn what_follows_pointers_promises_nothing() {
        for function in [
            Runtime::ArgumentArray,
            Runtime::ArgumentInt,
            Runtime::ArgumentText,
            Runtime::PowerChecked,
            Runtime::Fail,
            Runtime::Pass,
            Runtime::Raise,
            Runtime::Run,
            Runtime::RunPython,
            Runtime::Settle,
            Runtime::BufferRelease,
            Runtime::DecRef,
            Runtime::FloatAsDouble,
            Runtime::FloatFromDouble,
            Runtime::IncRef,
            Runtime::LongFromLongLong,
            Runtime::TupleGetItem,
            Runtime::TupleSetItem,
            Runtime::Poll,
            Runtime::InPython,
            Runtime::FailedInPython,
            Runtime::StackLimit,
        ] {
            let text = attributes(function);
            assert!(text.contains("nounwind"), "{function:?} {text}");
            for promise in ["memory", "speculatable", "willreturn", "nocallback", "nosync"] {
                assert!(!text.contains(promise), "{function:?} {text}");
            }
        }
    }

    #[test]
    fn what_only_computes_has_no_memory() {
        for function in [Runtime::Power, Runtime::PowerModulo, Runtime::Ldexp] {
            let text = attributes(function);
            assert!(text.contains("memory(none)") && text.contains("speculatable"), "{text}");
        }
    }
}
