//! The typed tree as text: one statement a line, with the types of variables and conversions.
//!
//! What `pyjit show --stage typed` prints and the golden tests compare.

use std::fmt::Write;

use super::Checked;
use crate::check::rules::comparison::spelled;
use crate::check::tree::{
    Arguments, CompareDomain, Expr, ExprKind, InstanceId, Iterable, Piece, Stmt, StmtKind, Target,
    TypedFunction, Variable, VariableId,
};
use crate::types::{BinaryOp, Constant, KernelOptions, Type, UnaryOp};

/// Every instance, in order.
pub fn print(checked: &Checked) -> String {
    let functions: Vec<String> =
        checked.instances.iter().map(|function| print_function(function, checked)).collect();
    functions.join("\n")
}

/// One instance.
pub fn print_function(function: &TypedFunction, checked: &Checked) -> String {
    let mut printer = Printer { function, checked, text: String::new(), depth: 1 };
    let parameters = function.parameters.iter().map(|id| {
        let ty = function.variables.get(id.0 as usize).map(|variable| variable.ty.to_string());
        format!("{}: {}", printer.variable(*id), ty.unwrap_or_default())
    });
    let parameters: Vec<String> = parameters.collect();
    let parameters = parameters.join(", ");
    let name = format!("{}:{}", function.module, function.qualified_name);
    let head = format!("def {name}({parameters}) -> {}:\n", function.result);
    printer.text.push_str(&head);
    if function.options != KernelOptions::default() {
        printer.line(&format!("# {}", function.options));
    }
    for (index, variable) in function.variables.iter().enumerate() {
        let id = VariableId(index as u32);
        if function.parameters.contains(&id) {
            continue;
        }
        let unbound = if variable.maybe_unbound { "  # maybe unassigned" } else { "" };
        printer.line(&format!("{}: {}{unbound}", printer.variable(id), variable.ty));
    }
    printer.block(&function.body);
    printer.text
}

struct Printer<'a> {
    function: &'a TypedFunction,
    checked: &'a Checked,
    text: String,
    depth: usize,
}

impl Printer<'_> {
    fn line(&mut self, line: &str) {
        let indentation = "    ".repeat(self.depth);
        let _ = writeln!(self.text, "{indentation}{line}");
    }

    fn block(&mut self, body: &[Stmt]) {
        if body.is_empty() {
            self.line("pass");
        }
        body.iter().for_each(|stmt| self.stmt(stmt));
    }

    /// Statements on one line.
    fn inline(mut self, body: &[Stmt]) -> String {
        self.block(body);
        self.text.trim_end().replace('\n', "; ")
    }

    fn nested(&mut self, head: &str, body: &[Stmt]) {
        self.line(head);
        self.depth += 1;
        self.block(body);
        self.depth -= 1;
    }

    fn orelse(&mut self, body: &[Stmt]) {
        if !body.is_empty() {
            self.nested("else:", body);
        }
    }

    /// The name of a variable; with a number where the function has several of that name.
    fn variable(&self, id: VariableId) -> String {
        let index = id.0 as usize;
        let Some(variable) = self.function.variables.get(index) else {
            return format!("?{index}");
        };
        let same = |other: &&Variable| other.name == variable.name;
        let before = self.function.variables[..index].iter().filter(same).count();
        let all = self.function.variables.iter().filter(same).count();
        let plain = variable.name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let name = if plain { variable.name.as_str() } else { "element" };
        match all {
            1 if plain => name.to_owned(),
            1 => format!("{name}.{index}"),
            _ => format!("{name}.{before}"),
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let targets: Vec<String> =
                    targets.iter().map(|target| format!("{} = ", self.target(target))).collect();
                self.line(&format!("{}{}", targets.concat(), self.expr(value)));
            }
            StmtKind::If { test, body, orelse } => {
                self.nested(&format!("if {}:", self.expr(test)), body);
                self.orelse(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.nested(&format!("while {}:", self.expr(test)), body);
                self.orelse(orelse);
            }
            StmtKind::For { target, iterable, body, orelse } => {
                let head = format!("for {} in {}:", self.target(target), self.iterable(iterable));
                self.nested(&head, body);
                self.orelse(orelse);
            }
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Fill { array, value, .. } => {
                let text = format!("{}[...] = {}", self.expr(array), self.expr(value));
                self.line(&text);
            }
            StmtKind::InParts(parts) => {
                for stmt in &parts.before {
                    self.stmt(stmt);
                }
                let (part, first) = (self.variable(parts.part), self.variable(parts.first));
                let whole = self.expr(&parts.whole);
                let count = self.expr(&parts.count);
                let head = format!("for {part} = {whole}[{first}:][:{count}]:");
                self.nested(&head, &parts.body);
            }
            StmtKind::Delete(id) => self.line(&format!("del {}", self.variable(*id))),
            StmtKind::Return(None) => self.line("return"),
            StmtKind::Return(Some(value)) => self.line(&format!("return {}", self.expr(value))),
            StmtKind::Raise { class, arguments, suppress_context } => {
                let arguments = arguments.as_ref().map(|it| format!("({})", self.arguments(it)));
                let suffix = if *suppress_context { " from None" } else { "" };
                self.line(&format!("raise {class}{}{suffix}", arguments.unwrap_or_default()));
            }
            StmtKind::Assert { test, message } => {
                let message = message.as_ref().map(|text| format!(", {}", self.expr(text)));
                self.line(&format!("assert {}{}", self.expr(test), message.unwrap_or_default()));
            }
            StmtKind::Assume(None) => self.line("assume not reached"),
            StmtKind::Assume(Some((id, some))) => {
                let holds = if *some { "is not None" } else { "is None" };
                self.line(&format!("assume {} {holds}", self.variable(*id)));
            }
            StmtKind::Print(arguments) => {
                self.line(&format!("print({})", self.arguments(arguments)));
            }
            StmtKind::Expr(value) => self.line(&self.expr(value)),
        }
    }

    fn iterable(&self, iterable: &Iterable) -> String {
        let converted = |conversion: Option<String>| conversion.unwrap_or_default();
        match iterable {
            Iterable::Range { start, stop, step } => {
                let bounds = [start, stop, step].map(|bound| self.expr(bound));
                format!("range({})", bounds.join(", "))
            }
            Iterable::Positions { test } => format!("positions while {}", self.expr(test)),
            Iterable::Array { array, conversion } => {
                let suffix = conversion.as_ref().map(|(how, ty)| format!(" as {how:?} {ty}"));
                format!("{}{}", self.expr(array), converted(suffix))
            }
            Iterable::Tuple { tuple, conversions, .. } => {
                let some = conversions.iter().any(Option::is_some);
                let suffix = some.then(|| format!(" as {conversions:?}"));
                format!("{}{}", self.expr(tuple), converted(suffix))
            }
        }
    }

    fn target(&self, target: &Target) -> String {
        match target {
            Target::Variable(id) => self.variable(*id),
            Target::Element { array, indices, stored } => {
                let stored = stored.as_ref().map(|stored| {
                    format!(
                        " as {} of {}",
                        self.expr(&stored.value),
                        self.variable(stored.variable)
                    )
                });
                format!("{}{}", self.element(array, &indices.exprs), stored.unwrap_or_default())
            }
            Target::Tuple { targets, conversions } => {
                let parts = targets.iter().zip(conversions).map(|(target, conversion)| {
                    let conversion = conversion.as_ref();
                    let suffix = conversion.map(|(how, ty)| format!(" as {how:?} {ty}"));
                    format!("{}{}", self.target(target), suffix.unwrap_or_default())
                });
                tuple(parts.collect())
            }
        }
    }

    fn element(&self, array: &Expr, indices: &[Expr]) -> String {
        format!("{}[{}]", self.expr(array), self.list(indices))
    }

    fn list(&self, exprs: &[Expr]) -> String {
        let parts: Vec<String> = exprs.iter().map(|expr| self.expr(expr)).collect();
        parts.join(", ")
    }

    /// An expression; parts of operations in parentheses where they are operations themselves.
    fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Constant(constant) => literal(constant, &expr.ty),
            ExprKind::Global(global) => format!("{global}:{}", expr.ty),
            ExprKind::Variable(id) => self.variable(*id),
            ExprKind::Placeholder => "…".to_owned(),
            ExprKind::Aggregate(elements) => {
                tuple(elements.iter().map(|element| self.expr(element)).collect())
            }
            ExprKind::Convert { value, conversion } => {
                let how = format!("{conversion:?}").to_lowercase();
                format!("{how}[{}]({})", expr.ty, self.expr(value))
            }
            ExprKind::Unary { op, value, .. } => {
                let op = match op {
                    UnaryOp::Neg => "-",
                    UnaryOp::Pos => "+",
                    UnaryOp::Invert => "~",
                };
                format!("{op}{}", self.part(value))
            }
            ExprKind::Binary { op, left, right, .. } => {
                let ty = &expr.ty;
                format!("{} {}:{ty} {}", self.part(left), binary(*op), self.part(right))
            }
            ExprKind::Compare { first, rest } => {
                let mut text = self.part(first);
                for link in rest {
                    let op = spelled(link.op);
                    let domain = domain(link.domain);
                    let _ = write!(text, " {op}:{domain} {}", self.part(&link.operand));
                }
                text
            }
            ExprKind::BoolOp { and, values } => {
                let parts: Vec<String> = values.iter().map(|value| self.part(value)).collect();
                parts.join(if *and { " and " } else { " or " })
            }
            ExprKind::Format(pieces) => format!("f'{}'", self.pieces(pieces)),
            ExprKind::Truth(value) => format!("truth({})", self.expr(value)),
            ExprKind::Not(value) => format!("not {}", self.part(value)),
            ExprKind::IfExpr { test, body, orelse } => {
                let [test, body, orelse] = [test, body, orelse].map(|part| self.part(part));
                format!("{body} if {test} else {orelse}")
            }
            ExprKind::Call { callee, arguments } => {
                format!("{}({})", self.callee(*callee), self.list(arguments))
            }
            ExprKind::Intrinsic { intrinsic, arguments } => {
                format!("{intrinsic:?}({})", self.list(arguments))
            }
            ExprKind::Element { array, indices } => self.element(array, &indices.exprs),
            ExprKind::Part { value, index } => format!("{}[{index}]", self.part(value)),
            // A read that may fail.
            ExprKind::Block { body, value } if body.is_empty() => self.expr(value),
            ExprKind::Block { body, value } => {
                let printer =
                    Printer { text: String::new(), depth: 0, function: self.function, ..*self };
                format!("{{ {}; {} }}", printer.inline(body), self.expr(value))
            }
            ExprKind::Elementwise(whole) => {
                let name = |id: &VariableId| self.variable(*id);
                let operand = |(id, value): &(VariableId, Expr)| {
                    format!("{} in {}", name(id), self.expr(value))
                };
                let operands: Vec<String> = whole.operands.iter().map(operand).collect();
                let value = whole.value.as_ref().map(|it| self.expr(it)).unwrap_or_default();
                format!("[{value} for {}]", operands.join(", "))
            }
            ExprKind::Length { array, axis } => format!("{}.shape[{axis}]", self.expr(array)),
        }
    }

    fn arguments(&self, arguments: &Arguments) -> String {
        let named = |(name, value): &(String, Expr)| format!("{name}={}", self.expr(value));
        let positional = arguments.positional.iter().map(|value| self.expr(value));
        let all: Vec<String> = positional.chain(arguments.keywords.iter().map(named)).collect();
        all.join(", ")
    }

    fn pieces(&self, pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.escape_debug().to_string(),
            Piece::Call { callee, arguments } => {
                format!("{{{callee}({})}}", self.arguments(arguments))
            }
            Piece::Plain(value) => format!("{{+ {}}}", self.expr(value)),
            Piece::Formatted { value, conversion, format } => {
                let conversion = conversion.map(|it| format!("!{it}")).unwrap_or_default();
                let format = match format.is_empty() {
                    true => String::new(),
                    false => format!(":{}", self.pieces(format)),
                };
                format!("{{{}{conversion}{format}}}", self.expr(value))
            }
        };
        pieces.iter().map(piece).collect()
    }

    fn part(&self, expr: &Expr) -> String {
        let operation = matches!(
            expr.kind,
            ExprKind::Unary { .. }
                | ExprKind::Binary { .. }
                | ExprKind::Compare { .. }
                | ExprKind::BoolOp { .. }
                | ExprKind::Not(_)
                | ExprKind::IfExpr { .. }
        );
        let text = self.expr(expr);
        if operation { format!("({text})") } else { text }
    }

    /// The name of an instance, with the types of its arguments.
    fn callee(&self, id: InstanceId) -> String {
        let Some(callee) = self.checked.instances.get(id.0 as usize) else {
            return format!("?{}", id.0);
        };
        let types = callee.parameters.iter().filter_map(|id| {
            callee.variables.get(id.0 as usize).map(|variable| variable.ty.to_string())
        });
        let types: Vec<String> = types.collect();
        format!("{}<{}>", callee.qualified_name, types.join(", "))
    }
}

fn tuple(parts: Vec<String>) -> String {
    match parts.as_slice() {
        [single] => format!("({single},)"),
        _ => format!("({})", parts.join(", ")),
    }
}

fn literal(constant: &Constant, ty: &Type) -> String {
    let value = match constant {
        Constant::None => "None".to_owned(),
        Constant::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) | Constant::Sized(_, value) => format!("{value:?}"),
        Constant::Complex(real, imag) => format!("({real:?}, {imag:?})"),
        Constant::Str(value) => format!("{value:?}"),
        Constant::SizedInt(_, value) => value.to_string(),
        Constant::Tuple(values) => format!("{values:?}"),
        Constant::Table(table) => format!("constant {} {:?}", table.ty, table.shape),
    };
    match ty {
        Type::Sized(_) => format!("{ty}({value})"),
        _ => value,
    }
}

fn binary(op: BinaryOp) -> &'static str {
    op.symbol()
}

fn domain(domain: CompareDomain) -> String {
    match domain {
        CompareDomain::Integers => "integers".to_owned(),
        CompareDomain::Floats(scalar) => scalar.to_string(),
        CompareDomain::IntWithFloat => "exact".to_owned(),
        CompareDomain::Complexes => "complexes".to_owned(),
        CompareDomain::Tuples => "tuples".to_owned(),
        CompareDomain::Texts => "strings".to_owned(),
    }
}
