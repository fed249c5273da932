//! The object that makes an extension module of many units: `PyInit_<name>`, the table of entries
//! and the lines of their code.

use inkwell::GlobalVisibility;
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::values::PointerValue;

use super::LineTable;
use super::builder::Builder;
use super::descriptors::entry_symbol;
use super::emitter::mark;
use super::runtime::Runtime;
use super::target::Machine;
use super::types::pointer_type;
use crate::ir::Entry;

/// The module with the table and the function that CPython calls on import.
pub(super) fn emit_table<'ctx>(
    context: &'ctx Context,
    name: &str,
    package: &str,
    entries: &[&Entry],
    lines: &[LineTable],
    machine: &Machine,
) -> Module<'ctx> {
    let module = context.create_module("table");
    machine.describe(&module);
    let pointer = pointer_type(context);
    let records: Vec<PointerValue<'ctx>> = entries
        .iter()
        .map(|entry| {
            let record = module.add_global(context.i8_type(), None, &entry_symbol(entry));
            record.set_visibility(GlobalVisibility::Hidden);
            record.as_pointer_value()
        })
        .collect();
    for table in lines.iter().filter(|table| !table.symbol.is_empty()) {
        let number = context.i32_type();
        let numbers: Vec<_> =
            table.lines.iter().map(|&line| number.const_int(line.into(), false)).collect();
        let value = number.const_array(&numbers);
        let global = module.add_global(value.get_type(), None, &table.symbol);
        global.set_initializer(&value);
        global.set_constant(true);
        global.set_visibility(GlobalVisibility::Hidden);
    }
    let constant = |name: &str, value: inkwell::values::BasicValueEnum<'ctx>| {
        let global = module.add_global(value.get_type(), None, name);
        global.set_initializer(&value);
        global.set_constant(true);
        global.set_linkage(Linkage::Private);
        global.as_pointer_value()
    };
    let names = constant("name", context.const_string(name.as_bytes(), true).into());
    let package = constant("package", context.const_string(package.as_bytes(), true).into());
    let list = constant("entries", pointer.const_array(&records).into());
    let count = context.i64_type().const_int(entries.len() as u64, false);
    let make_recorded = match entries.iter().any(|entry| entry.recorded) {
        true => Runtime::RecordedNew.declare(&module).as_global_value().as_pointer_value(),
        false => pointer.const_null(),
    };
    let fields = [names.into(), package.into(), list.into(), count.into(), make_recorded.into()];
    let table = constant("table", context.const_struct(&fields, false).into());

    let init = module.add_function(&init_symbol(name), pointer.fn_type(&[], false), None);
    mark(&module, init, "nounwind");
    let build = Builder::new(context);
    build.go_to(build.block(init, "entry"));
    let result = build.call(Runtime::ModuleInit.declare(&module), &[table.into()]).0;
    build.ret(&result.unwrap_or_else(|| pointer.const_null().into()));
    module
}

/// The symbol that CPython looks for: `PyInit_name`, or PEP 489's spelling of names beyond ASCII.
fn init_symbol(name: &str) -> String {
    if name.is_ascii() {
        format!("PyInit_{name}")
    } else {
        format!("PyInitU_{}", punycode(name).replace('-', "_"))
    }
}

/// Punycode (RFC 3492) of a name.
fn punycode(name: &str) -> String {
    let code_points: Vec<u32> = name.chars().map(u32::from).collect();
    let mut output: String = name.chars().filter(char::is_ascii).collect();
    let basic = output.len() as u32;
    if basic > 0 {
        output.push('-');
    }
    let (mut current, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while let Some(next) = code_points.iter().copied().filter(|&point| point >= current).min() {
        delta += (next - current) * (handled + 1);
        current = next;
        for &point in &code_points {
            if point < current {
                delta += 1;
            } else if point == current {
                push_variable_length(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        current += 1;
    }
    output
}

fn push_variable_length(output: &mut String, mut rest: u32, bias: u32) {
    let digit = |value: u32| char::from(if value < 26 { b'a' } else { b'0' - 26 } + value as u8);
    for k in (36..).step_by(36) {
        let threshold = (k as u32).saturating_sub(bias).clamp(1, 26);
        if rest < threshold {
            break;
        }
        output.push(digit(threshold + (rest - threshold) % (36 - threshold)));
        rest = (rest - threshold) / (36 - threshold);
    }
    output.push(digit(rest));
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::init_symbol;

    #[test]
    fn names_beyond_ascii_are_spelt_in_punycode() {
        assert_eq!(init_symbol("_pyjit_native"), "PyInit__pyjit_native");
        assert_eq!(init_symbol("bücher"), "PyInitU_bcher_kva");
        assert_eq!(init_symbol("他们为什么不说中文"), "PyInitU_ihqwcrb4cv8a8dqg056pqjye");
    }
}
