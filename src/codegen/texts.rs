//! Strings: constants that the runtime makes when the module is loaded, and comparing.

use inkwell::module::Linkage;
use inkwell::values::PointerValue;

use super::builder::{IntPredicate, Value};
use super::emitter::Emitter;
use super::function::Body;
use super::runtime::Runtime;
use super::types::pointer_type;
use crate::ir::Operand;

/// Where `PyjitText` of `templates/runtime/runtime.h` keeps the object.
const TEXT_OBJECT: i64 = 16;

impl<'ctx> Emitter<'_, 'ctx> {
    /// The string object of a constant: loaded from a record that the runtime has filled.
    pub fn text(&self, text: &str) -> Value<'ctx> {
        let known = self.texts.borrow().get(text).copied();
        let record = known.unwrap_or_else(|| self.text_record(text));
        let place = self.build.offset(record, self.build.i64(TEXT_OBJECT));
        self.build.load_constant(pointer_type(self.context()), place)
    }

    fn text_record(&self, text: &str) -> PointerValue<'ctx> {
        let pointer = pointer_type(self.context());
        let fields = [
            self.string(text).into(),
            self.build.i64(text.len() as i64).into(),
            pointer.const_null().into(),
        ];
        let value = self.context().const_struct(&fields, false);
        let global = self.module.add_global(value.get_type(), None, "text");
        global.set_initializer(&value);
        global.set_linkage(Linkage::Private);
        // What LLVM must take for possible: the runtime reaches it through the entries.
        global.set_externally_initialized(true);
        let record = global.as_pointer_value();
        self.texts.borrow_mut().insert(text.to_owned(), record);
        record
    }

    /// The addresses of the records of the unit's constants so far, and their number.
    pub fn text_table(&self) -> (PointerValue<'ctx>, i32) {
        let records: Vec<PointerValue<'ctx>> = self.texts.borrow().values().copied().collect();
        let pointer = pointer_type(self.context());
        let table = match records.is_empty() {
            true => pointer.const_null(),
            false => self.constant("texts", pointer.const_array(&records).into()),
        };
        (table, records.len() as i32)
    }
}

impl<'ctx> Body<'_, '_, 'ctx> {
    /// Whether two strings are equal: mostly they are the same object, since constants are
    /// interned.
    pub fn text_equal(&self, left: Operand, right: Operand) -> Value<'ctx> {
        let build = &self.emitter.build;
        let [left, right] = [left, right].map(|operand| self.operand(operand));
        let same = build.same_pointer(left.into_pointer_value(), right.into_pointer_value());
        let [other, ready] = ["other", "compared"].map(|name| build.block(self.function, name));
        let Some(before) = build.open_block() else { return same.into() };
        build.branch(same, ready, other);
        build.go_to(other);
        let equal = self.emitter.call(Runtime::TextEqual, &[left, right]).into_int_value();
        let equal = build.icmp(IntPredicate::NE, equal, build.i32(0));
        build.jump(ready);
        build.go_to(ready);
        build.phi(&[(build.bool(true).into(), before), (equal.into(), other)])
    }

    pub fn text_less(&self, left: Operand, right: Operand) -> Value<'ctx> {
        let sides = [left, right].map(|operand| self.operand(operand));
        let less = self.emitter.call(Runtime::TextLess, &sides).into_int_value();
        let build = &self.emitter.build;
        build.icmp(IntPredicate::NE, less, build.i32(0)).into()
    }
}
