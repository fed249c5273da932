//! An interpreter of checked KIR, for tests: slow, plain, and strict about what is only promised.
//! A `Proved` operation whose promise is broken panics.

use super::{Block, Failure, Function, Label, Local, Object, Op, Operand, StmtKind, ValueType};
use crate::types::{Arithmetic, BinaryOp, Comparison, Conversion, Scalar, UnaryOp};

/// A value of a local.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not assigned yet.
    Undefined,
    Bool(bool),
    Int(i128),
    /// The bits of a double, so that values compare as they are.
    Float(u64),
    Text(String),
    /// An index into the memory.
    Array(usize),
}

/// An array of integers in C order.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    pub shape: Vec<i64>,
    pub data: Vec<i128>,
    pub read_only: bool,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Returned(Vec<Value>),
    Failed(Failure, Vec<Value>),
    /// An exception, and the values that it is made of.
    Raised(String, Vec<Value>),
    /// It took more steps than allowed.
    TooLong,
}

enum Flow {
    Next,
    Break(Label),
    Continue(Label),
    Done(Outcome),
}

struct Interpreter<'a> {
    function: &'a Function,
    locals: Vec<Value>,
    memory: &'a mut [Memory],
    steps: usize,
}

/// Runs a function on values; arrays are changed in place.
pub fn interpret(
    function: &Function,
    arguments: &[Value],
    memory: &mut [Memory],
    steps: usize,
) -> Outcome {
    let mut locals = vec![Value::Undefined; function.locals.len()];
    locals[..arguments.len()].clone_from_slice(arguments);
    let mut interpreter = Interpreter { function, locals, memory, steps };
    match interpreter.block(&function.body) {
        Flow::Done(outcome) => outcome,
        _ => panic!("a path ended without return"),
    }
}

impl Interpreter<'_> {
    fn block(&mut self, block: &Block) -> Flow {
        for stmt in block {
            if self.steps == 0 {
                return Flow::Done(Outcome::TooLong);
            }
            self.steps -= 1;
            match self.stmt(&stmt.kind) {
                Flow::Next => {}
                leaving => return leaving,
            }
        }
        Flow::Next
    }

    fn stmt(&mut self, kind: &StmtKind) -> Flow {
        match kind {
            StmtKind::Assign { targets, op } => {
                let results = self.op(op);
                for (target, result) in targets.iter().zip(results) {
                    self.set(*target, result);
                }
            }
            StmtKind::Store { array, indices, values } => {
                let [value] = values.as_slice() else { panic!("an element of several parts") };
                let value = self.int(value);
                let (array, offset) = self.locate(*array, indices);
                assert!(!self.memory[array].read_only, "a store to read-only memory");
                self.memory[array].data[offset] = value;
            }
            StmtKind::Check { failed, failure, operands } => {
                if self.bool(failed) {
                    let operands = operands.iter().map(|operand| self.get(operand)).collect();
                    return Flow::Done(Outcome::Failed(*failure, operands));
                }
            }
            StmtKind::Poll | StmtKind::Retain(_) | StmtKind::Release(_) | StmtKind::Forget(_) => {}
            StmtKind::ReadBound(_) => panic!("a read of a flag after checks"),
            StmtKind::Assume(_) => panic!("an assumption after checks"),
            StmtKind::If { condition, then, otherwise } => {
                let block = if self.bool(condition) { then } else { otherwise };
                return self.block(block);
            }
            StmtKind::For { label, variable, start, stop, step, body } => {
                let [start, stop, step] = [start, stop, step].map(|operand| self.int(operand));
                assert_ne!(step, 0, "a range with step zero");
                let mut at = start;
                while if step > 0 { at < stop } else { at > stop } {
                    self.set(*variable, Value::Int(at));
                    match self.round(*label, body) {
                        Flow::Next => {}
                        Flow::Break(target) if target == *label => return Flow::Next,
                        leaving => return leaving,
                    }
                    at += step;
                }
            }
            StmtKind::Loop { label, body } => loop {
                match self.round(*label, body) {
                    Flow::Next => {}
                    Flow::Break(target) if target == *label => return Flow::Next,
                    leaving => return leaving,
                }
            },
            StmtKind::Labelled { label, body } => match self.block(body) {
                Flow::Break(target) if target == *label => {}
                other => return other,
            },
            StmtKind::Break(label) => return Flow::Break(*label),
            StmtKind::Continue(label) => return Flow::Continue(*label),
            StmtKind::Return(operands) => {
                let values = operands.iter().map(|operand| self.get(operand)).collect();
                return Flow::Done(Outcome::Returned(values));
            }
            StmtKind::Raise { exception, .. } => {
                let values = exception.operands().iter().map(|operand| self.get(operand)).collect();
                let name = match exception {
                    Object::Global(class) | Object::Call { callee: class, .. } => class.to_string(),
                    other => format!("{other:?}"),
                };
                return Flow::Done(Outcome::Raised(name, values));
            }
            StmtKind::Run(_) => {}
        }
        Flow::Next
    }

    /// One round of a loop; costs a step, so that an empty one ends too.
    fn round(&mut self, label: Label, body: &Block) -> Flow {
        if self.steps == 0 {
            return Flow::Done(Outcome::TooLong);
        }
        self.steps -= 1;
        match self.block(body) {
            Flow::Continue(target) if target == label => Flow::Next,
            other => other,
        }
    }

    fn set(&mut self, local: Local, value: Value) {
        let ty = self.function.locals[local.0 as usize].ty;
        let ok = match (&value, ty) {
            (Value::Int(value), ValueType::Scalar(scalar)) => super::fits(scalar, *value),
            _ => true,
        };
        assert!(ok, "{value:?} in a local of {ty:?}");
        self.locals[local.0 as usize] = value;
    }

    fn get(&self, operand: &Operand) -> Value {
        match operand {
            Operand::Local(local) => self.locals[local.0 as usize].clone(),
            Operand::Bool(value) => Value::Bool(*value),
            Operand::Int(_, value) => Value::Int(*value),
            Operand::Float(_, bits) => Value::Float(*bits),
        }
    }

    fn int(&self, operand: &Operand) -> i128 {
        match self.get(operand) {
            Value::Int(value) => value,
            other => panic!("{other:?} is no integer"),
        }
    }

    fn float(&self, operand: &Operand) -> f64 {
        match self.get(operand) {
            Value::Float(bits) => f64::from_bits(bits),
            other => panic!("{other:?} is no float"),
        }
    }

    fn bool(&self, operand: &Operand) -> bool {
        match self.get(operand) {
            Value::Bool(value) => value,
            other => panic!("{other:?} is no boolean"),
        }
    }

    fn array(&self, array: Local) -> usize {
        match self.locals[array.0 as usize] {
            Value::Array(index) => index,
            ref other => panic!("{other:?} is no array"),
        }
    }

    /// The array and the offset of an element that must be inside.
    fn locate(&self, array: Local, indices: &[Operand]) -> (usize, usize) {
        let array = self.array(array);
        let mut offset = 0;
        for (operand, &length) in indices.iter().zip(&self.memory[array].shape) {
            let index = self.int(operand);
            let inside = (0..i128::from(length)).contains(&index);
            assert!(inside, "a proved index {index} is outside {length}");
            offset = offset * length as usize + index as usize;
        }
        (array, offset)
    }

    fn op(&mut self, op: &Op) -> Vec<Value> {
        let value = match op {
            Op::Copy(value) => self.get(value),
            Op::Unary { op, arithmetic, value } => {
                let value = self.int(value);
                let exact = match op {
                    UnaryOp::Neg => -value,
                    UnaryOp::Pos => value,
                    UnaryOp::Invert => !value,
                };
                Value::Int(settle(*arithmetic, exact))
            }
            Op::Abs { arithmetic, value } => Value::Int(settle(*arithmetic, self.int(value).abs())),
            Op::Binary { op, arithmetic: Arithmetic::Sized(Scalar::Bool), left, right } => {
                let (left, right) = (self.bool(left), self.bool(right));
                Value::Bool(match op {
                    BinaryOp::BitAnd => left & right,
                    BinaryOp::BitOr => left | right,
                    _ => left ^ right,
                })
            }
            Op::Binary { op, arithmetic, left, right } => {
                let (left, right) = (self.int(left), self.int(right));
                Value::Int(settle(*arithmetic, exact(*op, left, right)))
            }
            Op::Overflowing { op, left, right } => {
                let (left, right) = (self.int(left), self.int(right));
                let exact = exact(*op, left, right);
                let wrapped = i128::from(exact as i64);
                return vec![Value::Int(wrapped), Value::Bool(wrapped != exact)];
            }
            Op::Compare { op, scalar, left, right } if scalar.is_float() => {
                let (left, right) = (self.float(left), self.float(right));
                Value::Bool(left.partial_cmp(&right).map_or(*op == Comparison::Ne, |o| op.holds(o)))
            }
            Op::Compare { op, scalar: Scalar::Bool, left, right } => {
                Value::Bool(op.holds(self.bool(left).cmp(&self.bool(right))))
            }
            Op::Compare { op, scalar, left, right } => {
                let [left, right] = [left, right].map(|operand| wrap(*scalar, self.int(operand)));
                Value::Bool(op.holds(left.cmp(&right)))
            }
            Op::Not(value) => Value::Bool(!self.bool(value)),
            Op::Select { condition, then, otherwise, .. } => {
                self.get(if self.bool(condition) { then } else { otherwise })
            }
            Op::Convert { value, to, conversion, .. } => {
                assert!(matches!(conversion, Conversion::Numeric | Conversion::Cast));
                match self.get(value) {
                    Value::Int(value) => Value::Int(wrap(*to, value)),
                    Value::Bool(value) => Value::Int(i128::from(value)),
                    other => panic!("conversion of {other:?}"),
                }
            }
            Op::Load { array, indices, .. } => {
                let (array, offset) = self.locate(*array, indices);
                Value::Int(self.memory[array].data[offset])
            }
            Op::NormalizeIndex { index, length } => {
                let (index, length) = (self.int(index), self.int(length));
                Value::Int(if index < 0 { index + length } else { index })
            }
            Op::Global { scalar: Scalar::Bool, .. } => Value::Bool(true),
            Op::Global { scalar, .. } if scalar.is_int() => Value::Int(1),
            Op::Global { .. } => Value::Float(1f64.to_bits()),
            Op::Text(text) => Value::Text(text.clone()),
            Op::TextEqual { left, right } => Value::Bool(self.get(left) == self.get(right)),
            Op::TextLess { left, right } => match (self.get(left), self.get(right)) {
                (Value::Text(left), Value::Text(right)) => Value::Bool(left < right),
                other => panic!("{other:?} are no strings"),
            },
            Op::TextLength(value) => match self.get(value) {
                Value::Text(text) => Value::Int(text.chars().count() as i128),
                other => panic!("{other:?} is no string"),
            },
            Op::ReadOnly(array) => Value::Bool(self.memory[self.array(*array)].read_only),
            Op::Length { array, axis } => {
                let array = self.array(*array);
                Value::Int(i128::from(self.memory[array].shape[usize::from(*axis)]))
            }
            other => panic!("not interpreted: {other:?}"),
        };
        vec![value]
    }
}

/// The result as the arithmetic leaves it.
fn settle(arithmetic: Arithmetic, exact: i128) -> i128 {
    match arithmetic {
        Arithmetic::Sized(scalar) => wrap(scalar, exact),
        _ => {
            assert!(super::fits(Scalar::I64, exact), "proved arithmetic gave {exact}");
            exact
        }
    }
}

fn wrap(scalar: Scalar, value: i128) -> i128 {
    let bits = scalar.bits();
    let low = value & ((1 << bits) - 1);
    if scalar.is_signed() && low >> (bits - 1) == 1 { low - (1 << bits) } else { low }
}

fn exact(op: BinaryOp, left: i128, right: i128) -> i128 {
    match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::FloorDiv | BinaryOp::Mod => {
            assert_ne!(right, 0, "a proved division by zero");
            assert!(right != -1 || left != i128::from(i64::MIN), "a proved division that traps");
            let remainder = left.rem_euclid(right.abs());
            let remainder = if right < 0 && remainder != 0 { remainder + right } else { remainder };
            if op == BinaryOp::Mod { remainder } else { (left - remainder) / right }
        }
        BinaryOp::LShift if left == 0 => 0,
        // Beyond 64 bits every bit is lost, and the least result that cannot fit stands for all.
        BinaryOp::LShift => {
            assert!(right >= 0, "a proved negative shift");
            left << right.min(63) << if right > 63 { 1 } else { 0 }
        }
        BinaryOp::RShift => {
            assert!((0..64).contains(&right), "a proved shift by {right}");
            left >> right
        }
        BinaryOp::BitAnd => left & right,
        BinaryOp::BitOr => left | right,
        BinaryOp::BitXor => left ^ right,
        BinaryOp::TrueDiv | BinaryOp::Pow => panic!("not interpreted: {op:?}"),
    }
}
