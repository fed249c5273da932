//! Python objects that are made where they are needed: exceptions and what is printed.

use super::function::{Lowerer, Value};
use crate::check::tree::{Arguments, Expr, ExprKind, Piece};
use crate::ir::{Object, Operand, StmtKind};
use crate::types::{Constant, Global, Type};

impl Lowerer<'_> {
    /// Raises a builtin exception with a constant message.
    pub fn raise_builtin(&mut self, class: &str, message: &str) {
        let (callee, arguments) = (Global::builtin(class), vec![Object::Text(message.to_string())]);
        let exception = Object::Call { callee, arguments, keywords: Vec::new() };
        self.builder.push(StmtKind::Raise { exception, suppress_context: false });
    }

    /// Raises a class or, where there are arguments, what calling it gives.
    pub fn raise(&mut self, class: &Global, arguments: Option<&Arguments>, suppress_context: bool) {
        let location = self.builder.location;
        let exception = match arguments {
            None => Object::Global(class.clone()),
            Some(arguments) => {
                let mut values = self.evaluated(&arguments.values()).into_iter();
                call(class, arguments, &mut values)
            }
        };
        self.builder.location = location;
        self.builder.push(StmtKind::Raise { exception, suppress_context });
    }

    pub fn print(&mut self, arguments: &Arguments) {
        let location = self.builder.location;
        let mut values = self.evaluated(&arguments.values()).into_iter();
        let object = call(&Global::builtin("print"), arguments, &mut values);
        self.builder.location = location;
        self.builder.push(StmtKind::Run(object));
    }

    /// The values of everything in the expressions that is evaluated before objects are made, from
    /// left to right.
    fn evaluated(&mut self, exprs: &[&Expr]) -> Vec<Value> {
        let leaves: Vec<&Expr> = exprs.iter().flat_map(|expr| leaves(expr)).collect();
        let mut values = Vec::new();
        for (index, leaf) in leaves.iter().enumerate() {
            values.push(self.expr_before(leaf, leaves.get(index + 1..).unwrap_or_default()));
        }
        values
    }
}

/// What of an expression is evaluated before its object is made.
fn leaves(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Format(pieces) => Piece::values(pieces).into_iter().flat_map(leaves).collect(),
        ExprKind::Constant(Constant::Str(_)) => Vec::new(),
        _ => vec![expr],
    }
}

/// A call of Python, whose leaves have the next of the values.
fn call(callee: &Global, given: &Arguments, values: &mut dyn Iterator<Item = Value>) -> Object {
    let arguments = given.positional.iter().map(|value| object(value, values)).collect();
    let keywords = given.keywords.iter();
    let keywords = keywords.map(|(name, value)| (name.clone(), object(value, values))).collect();
    Object::Call { callee: callee.clone(), arguments, keywords }
}

/// The object of an expression, whose leaves have the next of the values.
fn object(expr: &Expr, values: &mut dyn Iterator<Item = Value>) -> Object {
    match &expr.kind {
        ExprKind::Format(pieces) => Object::Joined(joined(pieces, values)),
        ExprKind::Constant(Constant::Str(text)) => Object::Text(text.clone()),
        _ => of_type(&expr.ty, &mut values.next().unwrap_or_default().into_iter()),
    }
}

fn joined(pieces: &[Piece], values: &mut dyn Iterator<Item = Value>) -> Vec<Object> {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => Object::Text(text.clone()),
        Piece::Plain(value) => object(value, values),
        Piece::Call { callee, arguments } => call(callee, arguments, values),
        Piece::Formatted { value, conversion, format } => {
            let value = Box::new(object(value, values));
            let format =
                (!format.is_empty()).then(|| Box::new(Object::Joined(joined(format, values))));
            Object::Formatted { value, conversion: *conversion, format }
        }
    };
    pieces.iter().map(piece).collect()
}

/// The object of a value of that type.
fn of_type(ty: &Type, operands: &mut dyn Iterator<Item = Operand>) -> Object {
    // The checker gives a value for each part of a type.
    let mut next = || operands.next().unwrap_or(Operand::Bool(false));
    match ty {
        Type::Bool | Type::Int | Type::Float => Object::Number(next()),
        Type::Sized(scalar) => Object::Sized(*scalar, next()),
        Type::Complex => Object::Complex(next(), next()),
        Type::Range => {
            let arguments = [next(), next(), next()].map(Object::Number).to_vec();
            Object::Call { callee: Global::builtin("range"), arguments, keywords: Vec::new() }
        }
        Type::Str => Object::Str(next()),
        Type::Tuple(elements) => {
            Object::Tuple(elements.iter().map(|element| of_type(element, operands)).collect())
        }
        Type::Named(named) => {
            let names = vec![named.name.clone()];
            let callee = Global { module: Some(named.module.clone()), names };
            let types = named.types();
            let arguments = types.iter().map(|ty| of_type(ty, operands)).collect();
            Object::Call { callee, arguments, keywords: Vec::new() }
        }
        Type::Optional(inner) => {
            let condition = next();
            let then = Box::new(of_type(inner, operands));
            Object::Choice { condition, then, otherwise: Box::new(Object::None) }
        }
        // The checker refuses all others.
        _ => Object::None,
    }
}
