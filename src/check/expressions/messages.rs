//! Values of which Python objects are made, and strings that are put together for them: what is
//! raised and printed.

use rustpython_ast::{
    Arguments as AstArguments, ConversionFlag, Expr as Ast, ExprCall, ExprFString, ExprName,
    FStringPart, InterpolatedElement, InterpolatedStringElement, Operator, Stmt as AstStmt,
};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{is_simple, length, literal, node, parts_of, tuple};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, starred, string_operation, surrogate};
use crate::check::rules::formats::surely_formats;
use crate::check::tree::{Arguments, Expr, ExprKind, Piece};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Global, Type};

impl Body<'_> {
    /// The arguments of a call that Python makes, behind others.
    pub fn object_arguments(
        &mut self,
        arguments: &AstArguments,
        first: &[&Ast],
        known: &dyn Fn(&str) -> bool,
    ) -> Built<Arguments> {
        let mut asts: Vec<&Ast> = first.iter().copied().chain(&arguments.args).collect();
        let count = asts.len();
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            match keyword.arg.as_deref() {
                Some(name) if known(name) => names.push(name.to_owned()),
                Some(_) => return refuse(print_form(keyword.range.into())),
                None => return refuse(starred(keyword.range.into())),
            }
            asts.push(&keyword.value);
        }
        let mut positional = self.objects(&asts)?;
        let values = positional.split_off(count);
        Ok(Arguments { positional, keywords: names.into_iter().zip(values).collect() })
    }

    /// Expressions of which objects are made after all of them are evaluated. Python makes each
    /// string before it evaluates the next expression: where that could be told apart, it is
    /// refused.
    pub fn objects(&mut self, asts: &[&Ast]) -> Built<Vec<Expr>> {
        let objects: Built<Vec<Expr>> = asts.iter().map(|ast| self.object(ast)).collect();
        let objects = objects?;
        let mut doubtful = false;
        for object in &objects {
            in_order(object, &mut doubtful)?;
        }
        Ok(objects)
    }

    /// An expression of which an object is made: a string that is put together, or any value that
    /// has one.
    fn object(&mut self, ast: &Ast) -> Built<Expr> {
        let span: Span = ast.range().into();
        match ast {
            Ast::FString(text) => {
                let pieces = self.pieces(text)?;
                Ok(made(pieces, span))
            }
            Ast::Name(name) if self.message(name).is_some() => match self.message(name) {
                Some(message) => self.object(&message),
                None => Err(Stop::Unknown(span)),
            },
            Ast::BinOp(sum) if sum.op == Operator::Add && self.is_text(ast) => {
                let (left, right) = (self.object(&sum.left)?, self.object(&sum.right)?);
                if let Some(other) = [&left, &right].into_iter().find(|it| it.ty != Type::Str) {
                    return refuse(string_operation(&format!("`+` of {}", other.ty), span));
                }
                Ok(made(vec![Piece::Plain(left), Piece::Plain(right)], span))
            }
            Ast::BinOp(operation) if operation.op == Operator::Mod && self.is_text(ast) => {
                let positional = self.objects(&[&operation.left, &operation.right])?;
                let arguments = Arguments { positional, ..Arguments::default() };
                Ok(made(vec![Piece::Call { callee: method("__mod__"), arguments }], span))
            }
            Ast::Call(call) if format_call(call).is_some() => {
                let text = format_call(call).unwrap_or(ast);
                let arguments = self.object_arguments(&call.arguments, &[text], &|_| true)?;
                Ok(made(vec![Piece::Call { callee: method("format"), arguments }], span))
            }
            Ast::Call(call) if self.is_shape_text(call) => {
                let Some(argument) = call.arguments.args.first() else {
                    return literal("", span);
                };
                let value = self.expr(argument)?;
                let mut pieces = Vec::new();
                shape_text(&value, span, &mut pieces)?;
                Ok(made(pieces, span))
            }
            Ast::Call(call) if self.conversion_of(call).is_some() => {
                let conversion = self.conversion_of(call);
                let Some(argument) = call.arguments.args.first() else {
                    return literal("", span);
                };
                let value = self.object(argument)?;
                Ok(made(vec![Piece::Formatted { value, conversion, format: Vec::new() }], span))
            }
            _ => {
                let value = self.expr(ast)?;
                match has_object(&value.ty) {
                    true => Ok(value),
                    false => refuse(no_object(&value)),
                }
            }
        }
    }

    /// Whether an expression is plainly a string.
    fn is_text(&self, ast: &Ast) -> bool {
        match ast {
            Ast::FString(_) | Ast::StringLiteral(_) => true,
            Ast::BinOp(sum) if sum.op == Operator::Add => {
                self.is_text(&sum.left) || self.is_text(&sum.right)
            }
            Ast::BinOp(operation) if operation.op == Operator::Mod => self.is_text(&operation.left),
            Ast::Call(call) => format_call(call).is_some() || self.conversion_of(call).is_some(),
            _ => false,
        }
    }

    /// Takes note of a variable that only names a message for the next statement, as in
    /// `text = f"…"; raise ValueError(text)`: the message is then made where it is read.
    pub fn is_message(&mut self, stmt: &AstStmt, next: Option<&AstStmt>) -> bool {
        let (AstStmt::Assign(assign), Some(next)) = (stmt, next) else { return false };
        let reads = match next {
            AstStmt::Raise(_) => true,
            AstStmt::Expr(stmt) => stmt.value.is_call_expr(),
            _ => false,
        };
        let [Ast::Name(target)] = assign.targets.as_slice() else { return false };
        if !reads || assign.value.is_string_literal_expr() || !self.is_text(&assign.value) {
            return false;
        }
        let Some(&id) = self.webs.stores.get(&target.range.into()) else { return false };
        let stores = self.webs.stores.values().filter(|&&other| other == id).count();
        let next: Span = next.range().into();
        let loads: Vec<&Span> = self
            .webs
            .loads
            .iter()
            .filter(|&(_, &other)| other == id)
            .map(|(span, _)| span)
            .collect();
        let once =
            matches!(loads.as_slice(), [load] if next.start <= load.start && load.end <= next.end);
        if once && stores == 1 {
            self.messages.insert(id, (*assign.value).clone());
        }
        once && stores == 1
    }

    /// The message that a variable names.
    fn message(&self, name: &ExprName) -> Option<Ast> {
        let id = self.webs.loads.get(&name.range.into())?;
        self.messages.get(id).cloned()
    }

    /// The conversion that a call of `str`, `repr` or `ascii` makes.
    fn conversion_of(&self, call: &ExprCall) -> Option<char> {
        if !call.arguments.keywords.is_empty() || call.arguments.args.len() != 1 {
            return None;
        }
        match self.global(&call.func)? {
            Binding::Library(name) => match name.as_str() {
                "builtins.str" => Some('s'),
                "builtins.repr" => Some('r'),
                "builtins.ascii" => Some('a'),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is `shape_text(…)` of the prelude: a shape, or the shapes of several arrays, as
    /// NumPy's messages have them.
    fn is_shape_text(&self, call: &ExprCall) -> bool {
        let name = Some(Binding::Library("pyjit.intrinsics.shape_text".to_owned()));
        self.global(&call.func) == name
    }

    fn pieces(&mut self, text: &ExprFString) -> Built<Vec<Piece>> {
        let mut pieces = Vec::new();
        for part in &text.value {
            match part {
                FStringPart::Literal(literal) => {
                    push_text(&literal.value, literal.range.into(), &mut pieces)?;
                }
                FStringPart::FString(text) => {
                    for element in &text.elements {
                        self.piece(element, &mut pieces)?;
                    }
                }
            }
        }
        Ok(pieces)
    }

    fn piece(&mut self, element: &InterpolatedStringElement, pieces: &mut Vec<Piece>) -> Built<()> {
        match element {
            InterpolatedStringElement::Literal(literal) => {
                push_text(&literal.value, literal.range.into(), pieces)
            }
            InterpolatedStringElement::Interpolation(element) => {
                self.interpolation(element, pieces)
            }
        }
    }

    /// `{value!r:format}`, or `{value=}`, which prints its own source too.
    fn interpolation(
        &mut self,
        element: &InterpolatedElement,
        pieces: &mut Vec<Piece>,
    ) -> Built<()> {
        let span: Span = element.expression.range().into();
        if let Some(debug) = &element.debug_text {
            let text = format!("{}{}{}", debug.leading, self.text(span), debug.trailing);
            push_text(&text, span, pieces)?;
        }
        let value = self.object(&element.expression)?;
        let mut format = Vec::new();
        for element in element.format_spec.iter().flat_map(|spec| &spec.elements) {
            self.piece(element, &mut format)?;
        }
        let conversion = match element.conversion {
            ConversionFlag::Str => Some('s'),
            ConversionFlag::Repr => Some('r'),
            ConversionFlag::Ascii => Some('a'),
            ConversionFlag::None if element.debug_text.is_none() => None,
            ConversionFlag::None if element.format_spec.is_some() => None,
            ConversionFlag::None => Some('r'),
        };
        let plain = format.is_empty() && matches!(conversion, None | Some('s'));
        match &value.kind {
            ExprKind::Constant(Constant::Str(text)) if plain => push_text(text, span, pieces),
            ExprKind::Constant(Constant::Int(number)) if plain && value.ty == Type::Int => {
                push_text(&number.to_string(), span, pieces)
            }
            _ => {
                pieces.push(Piece::Formatted { value, conversion, format });
                Ok(())
            }
        }
    }
}

/// Adds a constant text to the pieces before it.
fn push_text(text: &str, span: Span, pieces: &mut Vec<Piece>) -> Built<()> {
    let Some(text) = crate::scan::string(text) else { return refuse(surrogate(span)) };
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(&text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text)),
    }
    Ok(())
}

/// `(2,3)` of the lengths in a tuple, `(2,3) (4,) ` of the arrays in one.
fn shape_text(value: &Expr, span: Span, pieces: &mut Vec<Piece>) -> Built<()> {
    let mut lengths = Vec::new();
    for part in parts_of(value.clone()) {
        let Type::Array(array) = part.ty else {
            lengths.push(part);
            continue;
        };
        let own = (0..array.ndim).map(|axis| length(&part, axis, span)).collect();
        shape_text(&tuple(own, span), span, pieces)?;
        push_text(" ", span, pieces)?;
    }
    let count = lengths.len();
    for (index, value) in lengths.into_iter().enumerate() {
        push_text(if index == 0 { "(" } else { "," }, span, pieces)?;
        pieces.push(Piece::Formatted { value, conversion: None, format: Vec::new() });
    }
    match count {
        0 => Ok(()),
        1 => push_text(",)", span, pieces),
        _ => push_text(")", span, pieces),
    }
}

/// A string that is made of pieces.
fn made(pieces: Vec<Piece>, span: Span) -> Expr {
    node(ExprKind::Format(pieces), Type::Str, span)
}

/// A method of `str` as a function.
fn method(name: &str) -> Global {
    Global { module: None, names: vec!["str".to_owned(), name.to_owned()] }
}

/// The string of `"…".format(…)`.
fn format_call(call: &ExprCall) -> Option<&Ast> {
    match &*call.func {
        Ast::Attribute(method) if method.attr.as_str() == "format" => {
            Some(&*method.value).filter(|text| text.is_string_literal_expr())
        }
        _ => None,
    }
}

/// Whether a value of that type has an object that can be made.
fn has_object(ty: &Type) -> bool {
    match ty {
        Type::None | Type::Bool | Type::Int | Type::Float | Type::Sized(_) | Type::Str => true,
        Type::Complex | Type::SizedComplex(_) | Type::Range | Type::Mixed(_) => true,
        Type::Tuple(_) | Type::Named(_) | Type::Optional(_) => {
            ty.parts().is_some_and(|parts| parts.iter().all(has_object))
        }
        _ => false,
    }
}

/// Refuses what is evaluated behind a string whose making may fail. `doubtful` says whether one came
/// before.
fn in_order(object: &Expr, doubtful: &mut bool) -> Built<()> {
    let ExprKind::Format(pieces) = &object.kind else {
        return match *doubtful && !is_simple(object) {
            true => refuse(order(object.span)),
            false => Ok(()),
        };
    };
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Plain(value) => in_order(value, doubtful)?,
            Piece::Formatted { value, conversion, format } => {
                in_order(value, doubtful)?;
                for value in Piece::values(format) {
                    in_order(value, doubtful)?;
                }
                *doubtful |= !surely_formats(&value.ty, *conversion, format);
            }
            Piece::Call { arguments, .. } => {
                for value in arguments.values() {
                    in_order(value, doubtful)?;
                }
                *doubtful = true;
            }
        }
    }
    Ok(())
}

fn no_object(value: &Expr) -> Problem {
    let message = format!("{} cannot be part of a message", described(&value.ty));
    Problem::new(codes::MESSAGE, value.span, message)
        .help("use numbers, strings and tuples of them, such as the array's length")
}

fn order(span: Span) -> Problem {
    let message = "this is evaluated behind a format that may be wrong for its value";
    Problem::new(codes::MESSAGE, span, message)
        .help("assign it to a variable in a line before, or use a constant format that fits")
}

fn print_form(span: Span) -> Problem {
    Problem::new(codes::PRINT_FORM, span, "this argument of `print` cannot be compiled")
        .help("`sep`, `end` and `flush` are; print to other files in Python code")
}
