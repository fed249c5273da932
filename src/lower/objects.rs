//! Python objects that are made where they are needed: exceptions and what is printed.

use super::function::{Lowerer, Value};
use crate::check::tree::{Arguments, Expr, ExprKind, Piece};
use crate::defects;
use crate::ir::{Object, Operand, StmtKind};
use crate::types::{Constant, Conversion, Global, MixedType, Type};

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
                self.python_call(class, arguments, &mut values)
            }
        };
        self.builder.location = location;
        self.builder.push(StmtKind::Raise { exception, suppress_context });
    }

    pub fn print(&mut self, arguments: &Arguments) {
        let location = self.builder.location;
        let mut values = self.evaluated(&arguments.values()).into_iter();
        let object = self.python_call(&Global::builtin("print"), arguments, &mut values);
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

    /// A call of Python, whose leaves have the next of the values.
    fn python_call(
        &mut self,
        callee: &Global,
        given: &Arguments,
        values: &mut dyn Iterator<Item = Value>,
    ) -> Object {
        let positional = given.positional.iter();
        let arguments = positional.map(|value| self.object(value, values)).collect();
        let keywords = given.keywords.iter();
        let keywords =
            keywords.map(|(name, value)| (name.clone(), self.object(value, values))).collect();
        Object::Call { callee: callee.clone(), arguments, keywords }
    }

    /// The object of an expression, whose leaves have the next of the values.
    fn object(&mut self, expr: &Expr, values: &mut dyn Iterator<Item = Value>) -> Object {
        match &expr.kind {
            ExprKind::Format(pieces) => Object::Joined(self.joined(pieces, values)),
            ExprKind::Constant(Constant::Str(text)) => Object::Text(text.clone()),
            _ => self.of_type(&expr.ty, &mut values.next().unwrap_or_default().into_iter()),
        }
    }

    fn joined(&mut self, pieces: &[Piece], values: &mut dyn Iterator<Item = Value>) -> Vec<Object> {
        let mut objects = Vec::new();
        for piece in pieces {
            objects.push(match piece {
                Piece::Text(text) => Object::Text(text.clone()),
                Piece::Plain(value) => self.object(value, values),
                Piece::Call { callee, arguments } => self.python_call(callee, arguments, values),
                Piece::Formatted { value, conversion, format } => {
                    let value = Box::new(self.object(value, values));
                    let format = match format.is_empty() {
                        true => None,
                        false => Some(Box::new(Object::Joined(self.joined(format, values)))),
                    };
                    Object::Formatted { value, conversion: *conversion, format }
                }
            });
        }
        objects
    }

    /// The object of a value of that type.
    fn of_type(&mut self, ty: &Type, operands: &mut dyn Iterator<Item = Operand>) -> Object {
        let mut next = || match operands.next() {
            Some(operand) => operand,
            None => defects::found("an object with fewer values than its type has parts"),
        };
        match ty {
            Type::Bool | Type::Int | Type::Float => Object::Number(next()),
            Type::Sized(scalar) => Object::Sized(*scalar, next()),
            Type::Complex => Object::Complex(None, next(), next()),
            Type::SizedComplex(part) => Object::Complex(Some(*part), next(), next()),
            Type::Range => {
                let arguments = [next(), next(), next()].map(Object::Number).to_vec();
                Object::Call { callee: Global::builtin("range"), arguments, keywords: Vec::new() }
            }
            Type::Str => Object::Str(next()),
            Type::Tuple(elements) => {
                Object::Tuple(elements.iter().map(|ty| self.of_type(ty, operands)).collect())
            }
            Type::Named(named) => {
                let names = vec![named.name.clone()];
                let callee = Global { module: Some(named.module.clone()), names };
                let types = named.types();
                let arguments = types.iter().map(|ty| self.of_type(ty, operands)).collect();
                Object::Call { callee, arguments, keywords: Vec::new() }
            }
            Type::Optional(inner) => {
                let condition = next();
                let then = Box::new(self.of_type(inner, operands));
                Object::Choice { condition, then, otherwise: Box::new(Object::None) }
            }
            Type::Mixed(mixed) => {
                let held = (0..mixed.holder.parts()).map(|_| next()).collect();
                let flags = mixed.alternatives.iter().skip(1).map(|_| next()).collect();
                self.of_mixed(mixed, held, flags)
            }
            // The checker refuses all others.
            _ => Object::None,
        }
    }

    /// The object of a number of several types: of the one that its flags say. Converting to the
    /// others gives values that nobody looks at.
    fn of_mixed(&mut self, mixed: &MixedType, held: Value, flags: Vec<Operand>) -> Object {
        let mut chosen = Object::None;
        let alternatives = std::iter::once(Operand::Bool(true)).chain(flags);
        for (ty, condition) in mixed.alternatives.iter().zip(alternatives) {
            let holder = mixed.holder.sized();
            let value = self.convert(held.clone(), &holder, ty, Conversion::Cast);
            let then = Box::new(self.of_type(ty, &mut value.into_iter()));
            chosen = Object::Choice { condition, then, otherwise: Box::new(chosen) };
        }
        chosen
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
