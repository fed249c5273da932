//! The readable text of KIR, for `pyjit show`, golden tests and the cache key.
//!
//! Deterministic, one statement a line, and complete: two units that print alike compile alike.
//! A local prints as its Python name and its index, `x.3`; one without a name as `.3`.

use std::fmt::Write;

use super::{
    Block, Bounds, Entry, Failure, Function, Linkage, Local, Object, Op, Operand, Parameter, Stmt,
    StmtKind, Unit, ValueType,
};
use crate::types::{
    Arithmetic, BinaryOp, Comparison, Container, Conversion, KernelOptions, Layout, UnaryOp,
};

/// The text of a unit: entries first, then functions.
pub fn print(unit: &Unit) -> String {
    let mut text = String::new();
    for entry in &unit.entries {
        print_entry(&mut text, entry);
    }
    for (index, function) in unit.functions.iter().enumerate() {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = write!(text, "f{index} = ");
        text.push_str(&print_function(function));
    }
    text
}

/// The text of one function.
pub fn print_function(function: &Function) -> String {
    let mut printer = Printer { function, text: String::new() };
    let results: Vec<String> = function.results.iter().copied().map(value_type).collect();
    let options = match function.options == KernelOptions::default() {
        true => String::new(),
        false => format!(" with {}", function.options),
    };
    let linkage = match &function.linkage {
        Linkage::Internal => "",
        Linkage::Exported(_) => "exported ",
        Linkage::Imported(_) => "imported ",
    };
    let _ = writeln!(
        printer.text,
        "{linkage}function {:?} ({}) -> ({}) of {:?}, {}:{}{options}",
        function.name,
        printer.declarations(0..function.parameters),
        results.join(", "),
        function.display_name,
        function.file,
        function.line,
    );
    for index in function.parameters..function.locals.len() {
        let declaration = printer.declarations(index..index + 1);
        let _ = writeln!(printer.text, "    local {declaration}");
    }
    if !function.owners.is_empty() {
        let owners: Vec<String> = function.owners.iter().map(|it| printer.local(*it)).collect();
        let _ = writeln!(printer.text, "    owners {}", owners.join(", "));
    }
    printer.block(&function.body, 1);
    printer.text
}

fn print_entry(text: &mut String, entry: &Entry) {
    let purity = if entry.pure { ", pure" } else { "" };
    let ordinal = match entry.ordinal {
        0 => String::new(),
        other => format!("#{other}"),
    };
    let variants: Vec<String> = entry.variants.iter().map(|id| format!("f{}", id.0)).collect();
    let _ = writeln!(
        text,
        "entry {} {}{ordinal} line {} -> {}: {}{purity}",
        entry.module,
        entry.qualified_name,
        entry.first_line,
        entry.result,
        variants.join(" "),
    );
    let count = entry.parameters.len();
    for (index, Parameter { name, ty, written, has_default }) in entry.parameters.iter().enumerate()
    {
        let kind = if index < entry.positional_only {
            " positional"
        } else if index + entry.keyword_only >= count {
            " keyword"
        } else {
            ""
        };
        let written = if *written { " written" } else { "" };
        let default = if *has_default { " default" } else { "" };
        let _ = writeln!(text, "    {name}: {ty}{kind}{written}{default}");
    }
}

struct Printer<'a> {
    function: &'a Function,
    text: String,
}

impl Printer<'_> {
    fn declarations(&self, range: std::ops::Range<usize>) -> String {
        let locals = self.function.locals.iter().enumerate();
        let texts: Vec<String> = locals
            .skip(range.start)
            .take(range.len())
            .map(|(index, declaration)| {
                format!("{}: {}", self.local(Local(index as u32)), value_type(declaration.ty))
            })
            .collect();
        texts.join(", ")
    }

    fn block(&mut self, block: &Block, depth: usize) {
        if block.is_empty() {
            let _ = writeln!(self.text, "{:1$}pass", "", depth * 4);
        }
        for stmt in block {
            self.stmt(stmt, depth);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, depth: usize) {
        let place = format!("{}:{}", stmt.location.line, stmt.location.column);
        let (head, blocks): (String, Vec<(&str, &Block)>) = match &stmt.kind {
            StmtKind::If { condition, then, otherwise } => {
                let mut blocks = vec![("", then)];
                if !otherwise.is_empty() {
                    blocks.push(("else", otherwise));
                }
                (format!("if {}:", self.operand(condition)), blocks)
            }
            StmtKind::For { label, variable, start, stop, step, body } => (
                format!(
                    "for L{} {} in range({}, {}, {}):",
                    label.0,
                    self.local(*variable),
                    self.operand(start),
                    self.operand(stop),
                    self.operand(step)
                ),
                vec![("", body)],
            ),
            StmtKind::Loop { label, body } => (format!("loop L{}:", label.0), vec![("", body)]),
            StmtKind::Labelled { label, body } => {
                (format!("block L{}:", label.0), vec![("", body)])
            }
            simple => (self.simple(simple), Vec::new()),
        };
        let _ = writeln!(self.text, "{:indent$}{head}  @{place}", "", indent = depth * 4);
        for (title, block) in blocks {
            if !title.is_empty() {
                let _ = writeln!(self.text, "{:indent$}{title}:", "", indent = depth * 4);
            }
            self.block(block, depth + 1);
        }
    }

    /// A statement without blocks.
    fn simple(&self, kind: &StmtKind) -> String {
        match kind {
            StmtKind::Assign { targets, op } => {
                let targets: Vec<String> = targets.iter().map(|&local| self.local(local)).collect();
                let op = self.op(op);
                if targets.is_empty() { op } else { format!("{} = {op}", targets.join(", ")) }
            }
            StmtKind::Store { array, indices, values } => format!(
                "store {}[{}] = {}",
                self.local(*array),
                self.operands(indices),
                self.operands(values)
            ),
            StmtKind::Check { failed, failure, operands } => {
                let failure = match failure {
                    Failure::Unbound(flag) => format!("Unbound({})", self.local(*flag)),
                    Failure::ZeroDivision { .. } => "ZeroDivision".to_string(),
                    Failure::Index { axis, container: Container::Array, .. } => {
                        format!("Index {{ axis: {axis} }}")
                    }
                    other => format!("{other:?}"),
                };
                let separator = if operands.is_empty() { "" } else { ", " };
                format!(
                    "check not {} else {failure}{separator}{}",
                    self.operand(failed),
                    self.operands(operands)
                )
            }
            StmtKind::ReadBound(flag) => format!("read-bound {}", self.local(*flag)),
            StmtKind::Assume(holds) => format!("assume {}", self.operand(holds)),
            StmtKind::Poll => "poll".to_string(),
            StmtKind::Retain(array) => format!("retain {}", self.local(*array)),
            StmtKind::Release(array) => format!("release {}", self.local(*array)),
            StmtKind::Forget(array) => format!("forget {}", self.local(*array)),
            StmtKind::Break(label) => format!("break L{}", label.0),
            StmtKind::Continue(label) => format!("continue L{}", label.0),
            StmtKind::Return(operands) => format!("return {}", self.operands(operands)),
            StmtKind::Raise { exception, suppress_context } => {
                let suffix = if *suppress_context { " from None" } else { "" };
                format!("raise {}{suffix}", self.object(exception))
            }
            StmtKind::Run(object) => format!("run {}", self.object(object)),
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::Loop { .. }
            | StmtKind::Labelled { .. } => String::new(),
        }
    }

    fn op(&self, op: &Op) -> String {
        match op {
            Op::Copy(value) => self.operand(value),
            Op::Unary { op, arithmetic, value } => {
                format!(
                    "{} {} {}",
                    unary_name(*op),
                    arithmetic_name(*arithmetic),
                    self.operand(value)
                )
            }
            Op::Abs { arithmetic, value } => {
                format!("abs {} {}", arithmetic_name(*arithmetic), self.operand(value))
            }
            Op::Binary { op, arithmetic, left, right } => format!(
                "{} {} {}",
                binary_name(*op),
                arithmetic_name(*arithmetic),
                self.operands(&[*left, *right])
            ),
            Op::Overflowing { op, left, right } => {
                format!("{} overflowing {}", binary_name(*op), self.operands(&[*left, *right]))
            }
            Op::Compare { op, scalar, left, right } => {
                format!("{} {scalar} {}", comparison_name(*op), self.operands(&[*left, *right]))
            }
            Op::CompareIntFloat { op, left, right } => {
                format!("{} int-float {}", comparison_name(*op), self.operands(&[*left, *right]))
            }
            Op::CompareSignedUnsigned { op, left, right } => {
                format!("{} i64-u64 {}", comparison_name(*op), self.operands(&[*left, *right]))
            }
            Op::Not(value) => format!("not {}", self.operand(value)),
            Op::Select { condition, then, otherwise, unpredictable } => {
                let how = if *unpredictable { "unpredictable " } else { "" };
                format!("select {how}{}", self.operands(&[*condition, *then, *otherwise]))
            }
            Op::Convert { value, from, to, conversion } => format!(
                "convert {} {from} to {to} {}",
                conversion_name(*conversion),
                self.operand(value)
            ),
            Op::ConvertFails { value, from, to, conversion } => format!(
                "convert-fails {} {from} to {to} {}",
                conversion_name(*conversion),
                self.operand(value)
            ),
            Op::RoundToInt(value) => format!("round-to-int {}", self.operand(value)),
            Op::Load { array, indices, bounds } => self.element("load", *array, indices, *bounds),
            Op::Inside { array, axis, first, index, .. } => {
                let (array, index) = (self.local(*array), self.operand(index));
                format!("inside {array} {axis} from {first} [{index}]")
            }
            Op::Reach { array, indices, bounds } => self.element("reach", *array, indices, *bounds),
            Op::Byte { value, from, array, index, container } => format!(
                "byte {} {from} {} for {}[{}]",
                format!("{container:?}").to_lowercase(),
                self.operand(value),
                self.local(*array),
                self.operand(index)
            ),
            Op::NormalizeIndex { index, length } => {
                format!("normalize-index {}", self.operands(&[*index, *length]))
            }
            Op::DivMod { arithmetic, left, right } => format!(
                "divmod {} {}, {}",
                arithmetic_name(*arithmetic),
                self.operand(left),
                self.operand(right)
            ),
            Op::PowMod { arithmetic, base, exponent, modulus } => format!(
                "pow-mod {} {}",
                arithmetic_name(*arithmetic),
                self.operands(&[*base, *exponent, *modulus])
            ),
            Op::Text(text) => format!("text {text:?}"),
            Op::Global { global, scalar } => format!("global {scalar} {global}"),
            Op::Table(table) => format!("table {} {:?}", table.ty, table.shape),
            Op::Row { array, axis: 0, index } => {
                format!("row {}, {}", self.local(*array), self.operand(index))
            }
            Op::Row { array, axis, index } => {
                format!("row {}, axis {axis}, {}", self.local(*array), self.operand(index))
            }
            Op::Slice { array, axis, start, count, step } => {
                let operands = self.operands(&[*start, *count, *step]);
                format!("slice {}, axis {axis}, {operands}", self.local(*array))
            }
            Op::Transpose { array } => format!("transpose {}", self.local(*array)),
            Op::NewAxis { array, axis } => format!("new-axis {}, {axis}", self.local(*array)),
            Op::Allocate { element, lengths, zeroed, .. } => {
                let filled = if *zeroed { " of zeros" } else { "" };
                format!("allocate {element}{filled}, {}", self.operands(lengths))
            }
            Op::Missing(array) => format!("missing {}", self.local(*array)),
            Op::Relaid { array, element, lengths, strides, is_view, read_only } => {
                let kind = match (is_view, read_only) {
                    (true, false) => "view",
                    (true, true) => "read-only view",
                    (false, false) => "array",
                    (false, true) => "read-only array",
                };
                let (lengths, strides) = (self.operands(lengths), self.operands(strides));
                format!("{kind} of {} as {element}[{lengths}; {strides}]", self.local(*array))
            }
            Op::Overlaps { read, written } => {
                format!("overlaps {}, {}", self.local(*read), self.local(*written))
            }
            Op::Draw { generator, draw } => format!("{} {}", draw.name(), self.local(*generator)),
            Op::GlobalGenerator { .. } => "generator of np.random".to_owned(),
            Op::NewGenerator { seed, .. } => format!("new generator {}", self.operand(seed)),
            Op::Seed(value) => format!("seed {}", self.operand(value)),
            Op::NewList { .. } => "new list".to_owned(),
            Op::ListAddress(list) => format!("list-address {}", self.local(*list)),
            Op::ListLength(list) => format!("list-length {}", self.local(*list)),
            Op::ListResize { list, count, size, .. } => {
                let (list, count) = (self.local(*list), self.operand(count));
                format!("list-resize {list}, {count}, {size} bytes each")
            }
            Op::ListAt { list, index, offset, .. } => {
                format!("part at {offset} of {}[{}]", self.local(*list), self.operand(index))
            }
            Op::ListPut { list, index, offset, value, .. } => {
                let (list, index) = (self.local(*list), self.operand(index));
                format!("put part at {offset} of {list}[{index}], {}", self.local(*value))
            }
            Op::ListDrop { list, index, offset, .. } => {
                format!("drop part at {offset} of {}[{}]", self.local(*list), self.operand(index))
            }
            Op::ListMove { list, to, from, count, .. } => {
                format!("list-move {}, {}", self.local(*list), self.operands(&[*to, *from, *count]))
            }
            Op::ListElements { list, element, offset, size } => {
                format!("elements {element} at {offset} of {size} bytes of {}", self.local(*list))
            }
            Op::Stride { array, axis } => format!("stride {}, {axis}", self.local(*array)),
            Op::TextEqual { left, right } => {
                format!("eq str {}", self.operands(&[*left, *right]))
            }
            Op::TextLess { left, right } => {
                format!("lt str {}", self.operands(&[*left, *right]))
            }
            Op::TextLength(value) => format!("length {}", self.operand(value)),
            Op::ReadOnly(array) => format!("read-only {}", self.local(*array)),
            Op::Length { array, axis } => format!("length {}, {axis}", self.local(*array)),
            Op::Math { function, arguments } => {
                format!("math {function:?} {}", self.operands(arguments))
            }
            Op::Call { function, arguments } => {
                format!("call f{} ({})", function.0, self.operands(arguments))
            }
        }
    }

    fn object(&self, object: &Object) -> String {
        match object {
            Object::None => "None".to_string(),
            Object::Number(operand) => self.operand(operand),
            Object::Sized(scalar, operand) => format!("np.{scalar}({})", self.operand(operand)),
            Object::Complex(part, re, im) => {
                let class = part.map_or("complex".to_owned(), |it| format!("np.complex.{it}"));
                format!("{class}({})", self.operands(&[*re, *im]))
            }
            Object::Text(text) => format!("{text:?}"),
            Object::Str(operand) => self.operand(operand),
            Object::Tuple(parts) => format!("tuple({})", self.objects(parts)),
            Object::Choice { condition, then, otherwise } => {
                let [then, otherwise] = [then, otherwise].map(|side| self.object(side));
                format!("choice({}, {then}, {otherwise})", self.operand(condition))
            }
            Object::Joined(parts) => format!("joined({})", self.objects(parts)),
            Object::Formatted { value, conversion, format } => {
                let conversion = conversion.map(|it| format!("!{it}")).unwrap_or_default();
                let format = format.as_ref().map(|it| format!(", {}", self.object(it)));
                let value = self.object(value);
                format!("format({value}{conversion}{})", format.unwrap_or_default())
            }
            Object::Global(global) => global.to_string(),
            Object::Call { callee, arguments, keywords } => {
                let keywords = keywords.iter().map(|(name, value)| (Some(name), value));
                let arguments = arguments.iter().map(|value| (None, value)).chain(keywords);
                let texts: Vec<String> = arguments
                    .map(|(name, value)| match name {
                        Some(name) => format!("{name}={}", self.object(value)),
                        None => self.object(value),
                    })
                    .collect();
                format!("{callee}({})", texts.join(", "))
            }
        }
    }

    fn objects(&self, objects: &[Object]) -> String {
        let texts: Vec<String> = objects.iter().map(|object| self.object(object)).collect();
        texts.join(", ")
    }

    fn element(&self, verb: &str, array: Local, indices: &[Operand], bounds: Bounds) -> String {
        let how = match bounds {
            Bounds::Python { .. } => "python",
            Bounds::Proved => "proved",
        };
        format!("{verb} {how} {}[{}]", self.local(array), self.operands(indices))
    }

    fn local(&self, local: Local) -> String {
        let name = self.function.locals.get(local.0 as usize).map_or("?", |local| &local.name);
        format!("{name}.{}", local.0)
    }

    fn operands(&self, operands: &[Operand]) -> String {
        let texts: Vec<String> = operands.iter().map(|operand| self.operand(operand)).collect();
        texts.join(", ")
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Local(local) => self.local(*local),
            Operand::Bool(value) => value.to_string(),
            Operand::Int(scalar, value) => format!("{value}{scalar}"),
            // The shortest text that reads back as the same double, but for NaN's many bits.
            Operand::Float(scalar, bits) => match f64::from_bits(*bits) {
                value if value.is_nan() => format!("nan:{bits:#x}{scalar}"),
                value => format!("{value:?}{scalar}"),
            },
        }
    }
}

fn value_type(ty: ValueType) -> String {
    match ty {
        ValueType::Scalar(scalar) => scalar.name().to_string(),
        ValueType::Str => "str".to_string(),
        ValueType::Array { element, ndim, layout } => {
            let layout = match layout {
                Layout::C => "c",
                Layout::Strided => "strided",
            };
            format!("{element}[{ndim} {layout}]")
        }
    }
}

fn arithmetic_name(arithmetic: Arithmetic) -> String {
    match arithmetic {
        Arithmetic::PythonInt => "int".to_string(),
        Arithmetic::PythonFloat => "float".to_string(),
        Arithmetic::Sized(scalar) => scalar.name().to_string(),
        Arithmetic::Raising(scalar) => format!("{} raising", scalar.name()),
        Arithmetic::Proved => "proved".to_string(),
    }
}

fn conversion_name(conversion: Conversion) -> &'static str {
    match conversion {
        Conversion::Numeric => "numeric",
        Conversion::Exact => "exact",
        Conversion::Truncate => "truncate",
        Conversion::Cast => "cast",
    }
}

fn unary_name(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "neg",
        UnaryOp::Pos => "pos",
        UnaryOp::Invert => "invert",
    }
}

fn comparison_name(op: Comparison) -> &'static str {
    match op {
        Comparison::Eq => "eq",
        Comparison::Ne => "ne",
        Comparison::Lt => "lt",
        Comparison::Le => "le",
        Comparison::Gt => "gt",
        Comparison::Ge => "ge",
    }
}

fn binary_name(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "add",
        BinaryOp::Sub => "sub",
        BinaryOp::Mul => "mul",
        BinaryOp::TrueDiv => "truediv",
        BinaryOp::FloorDiv => "floordiv",
        BinaryOp::Mod => "mod",
        BinaryOp::Pow => "pow",
        BinaryOp::LShift => "lshift",
        BinaryOp::RShift => "rshift",
        BinaryOp::BitAnd => "and",
        BinaryOp::BitOr => "or",
        BinaryOp::BitXor => "xor",
    }
}
