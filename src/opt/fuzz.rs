//! Random programs, run as checked and as optimised: the answers, the failures and the arrays must
//! be the same, and no promise of a `Proved` operation broken (the interpreter looks).
//!
//! `PYJIT_FUZZ=200000 cargo test opt::fuzz` runs that many programs; `PYJIT_FUZZ_SEED=n` begins at
//! program n.

use super::{Options, optimise_with};
use crate::ir::interpret::{Memory, Outcome, Value, interpret};
use crate::ir::{
    Bounds, Builder, Function, Label, Local, Op, Operand, StmtKind, Unit, ValueType, falls_through,
    print_function,
};
use crate::types::{
    Arithmetic, BinaryOp, Comparison, Container, Conversion, Layout, Scalar, UnaryOp,
};

/// A small generator of pseudo-random numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }
}

const ARRAYS: [(Scalar, u8); 3] = [(Scalar::I64, 1), (Scalar::U8, 1), (Scalar::I64, 2)];
const COMPARISONS: [Comparison; 6] = [
    Comparison::Eq,
    Comparison::Ne,
    Comparison::Lt,
    Comparison::Le,
    Comparison::Gt,
    Comparison::Ge,
];

/// Writes one program. The first locals are the arrays, two integer parameters, and integer
/// variables.
struct Generator {
    random: Random,
    builder: Builder,
    variables: Vec<Local>,
    /// The variables of the loops in scope.
    counters: Vec<Local>,
    /// Labels in scope, and whether each is a loop's.
    labels: Vec<(Label, bool)>,
    /// How many statements may still be written.
    budget: usize,
}

fn program(seed: u64) -> Function {
    let mut builder = Builder::new(Vec::new());
    for (element, ndim) in ARRAYS {
        let element = element.into();
        builder.local("a", ValueType::Array { element, ndim, layout: Layout::C });
    }
    let names = ["n", "k", "x", "y", "i", "j"];
    let int = ValueType::Scalar(Scalar::I64);
    let variables: Vec<Local> = names.iter().map(|name| builder.local(name, int)).collect();
    let mut generator = Generator {
        random: Random(seed),
        builder,
        variables,
        counters: Vec::new(),
        labels: Vec::new(),
        budget: 14,
    };
    for index in 2..generator.variables.len() {
        let value = match generator.random.below(2) {
            0 => generator.constant(),
            _ => generator.length(),
        };
        generator.builder.assign(generator.variables[index], Op::Copy(value));
    }
    generator.statements();
    let result = generator.variable();
    if falls_through(&generator.builder.block) {
        generator.builder.push(StmtKind::Return(vec![result]));
    }
    Function {
        options: Default::default(),
        name: format!("m.f{seed}"),
        display_name: "f".to_string(),
        linkage: Default::default(),
        file: "m.py".to_string(),
        line: 1,
        parameters: ARRAYS.len() + 2,
        locals: generator.builder.locals,
        results: vec![ValueType::Scalar(Scalar::I64)],
        owners: Vec::new(),
        body: generator.builder.block,
    }
}

impl Generator {
    fn variable(&mut self) -> Operand {
        Operand::Local(self.random.pick(&self.variables))
    }

    fn binary(&mut self, op: BinaryOp, left: Operand, right: Operand) -> Operand {
        let arithmetic = Arithmetic::PythonInt;
        self.builder.value(Scalar::I64, Op::Binary { op, arithmetic, left, right })
    }

    fn length(&mut self) -> Operand {
        let array = self.random.below(ARRAYS.len());
        let axis = self.random.below(usize::from(ARRAYS[array].1)) as u8;
        let array = Local(array as u32);
        self.builder.value(Scalar::I64, Op::Length { array, axis })
    }

    fn constant(&mut self) -> Operand {
        let value = match self.random.below(60) {
            0 => i64::MAX,
            1 => i64::MIN,
            2 => self.random.pick(&[100, 1 << 40, -(1 << 40), 255, 256, i64::MAX - 1]),
            _ => self.random.below(7) as i64 - 2,
        };
        Operand::i64(value)
    }

    /// An integer.
    fn value(&mut self, depth: usize) -> Operand {
        let kind = self.random.below(if depth == 0 { 8 } else { 26 });
        match kind {
            0..=3 => self.variable(),
            4..=5 => self.constant(),
            6..=7 => self.length(),
            8..=15 => {
                let (left, right) = (self.value(depth - 1), self.value(depth - 1));
                let op = self.random.pick(&[
                    BinaryOp::Add,
                    BinaryOp::Add,
                    BinaryOp::Sub,
                    BinaryOp::Sub,
                    BinaryOp::Add,
                    BinaryOp::Sub,
                    BinaryOp::Mul,
                    BinaryOp::FloorDiv,
                    BinaryOp::Mod,
                    BinaryOp::BitAnd,
                    BinaryOp::BitOr,
                    BinaryOp::BitXor,
                    BinaryOp::RShift,
                    BinaryOp::LShift,
                ]);
                self.binary(op, left, right)
            }
            16..=18 => {
                let left = self.variable();
                let op = self.random.pick(&[BinaryOp::Add, BinaryOp::Sub]);
                self.binary(op, left, Operand::i64(1))
            }
            19 => {
                let value = self.value(depth - 1);
                let op = self.random.pick(&[UnaryOp::Neg, UnaryOp::Invert]);
                let arithmetic = Arithmetic::PythonInt;
                self.builder.value(Scalar::I64, Op::Unary { op, arithmetic, value })
            }
            20 => {
                let value = self.value(depth - 1);
                let arithmetic = Arithmetic::PythonInt;
                self.builder.value(Scalar::I64, Op::Abs { arithmetic, value })
            }
            21..=22 => self.load(depth - 1),
            23 => self.sized(depth - 1),
            _ => {
                let condition = self.condition();
                let (then, otherwise) = (self.value(depth - 1), self.value(depth - 1));
                self.builder.value(
                    Scalar::I64,
                    Op::Select { condition, then, otherwise, unpredictable: false },
                )
            }
        }
    }

    /// Wrapping arithmetic, narrow or wide.
    fn sized(&mut self, depth: usize) -> Operand {
        let scalar = self.random.pick(&[Scalar::U8, Scalar::I32, Scalar::I64, Scalar::I8]);
        let conversion = Conversion::Cast;
        let operands = [0, 1].map(|_| {
            let (value, from) = (self.value(depth), Scalar::I64);
            self.builder.value(scalar, Op::Convert { value, from, to: scalar, conversion })
        });
        let op = self.random.pick(&[BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::BitAnd]);
        let (arithmetic, [left, right]) = (Arithmetic::Sized(scalar), operands);
        let value = self.builder.value(scalar, Op::Binary { op, arithmetic, left, right });
        let conversion = Conversion::Numeric;
        self.builder
            .value(Scalar::I64, Op::Convert { value, from: scalar, to: Scalar::I64, conversion })
    }

    fn access(&mut self, depth: usize) -> (Local, Scalar, Vec<Operand>) {
        let index = self.random.below(ARRAYS.len());
        let (element, ndim) = ARRAYS[index];
        let array = Local(index as u32);
        let indices = (0..ndim).map(|axis| self.index(array, axis, depth)).collect();
        (array, element, indices)
    }

    /// An index that is often inside: a loop's variable, with a small offset or a remainder.
    fn index(&mut self, array: Local, axis: u8, depth: usize) -> Operand {
        let counter = match self.counters.len() {
            0 => self.variable(),
            count => Operand::Local(self.counters[self.random.below(count)]),
        };
        let small = Operand::i64(self.random.below(3) as i64);
        match self.random.below(16) {
            0..=4 => counter,
            5..=6 => self.binary(BinaryOp::Add, counter, small),
            7..=8 => self.binary(BinaryOp::Sub, counter, small),
            9 => {
                let length = self.builder.value(Scalar::I64, Op::Length { array, axis });
                let value = self.value(1);
                self.binary(BinaryOp::Mod, value, length)
            }
            10 => {
                let length = self.builder.value(Scalar::I64, Op::Length { array, axis });
                self.binary(BinaryOp::Sub, length, small)
            }
            11 => {
                let length = self.builder.value(Scalar::I64, Op::Length { array, axis });
                let last = self.binary(BinaryOp::Sub, length, small);
                self.binary(BinaryOp::Sub, last, counter)
            }
            12 => {
                let both = self.value(0);
                let sum = self.binary(BinaryOp::Add, counter, both);
                self.binary(BinaryOp::FloorDiv, sum, Operand::i64(2))
            }
            13 => small,
            _ => self.value(depth),
        }
    }

    /// An end of a range that suits some array.
    fn end(&mut self) -> Operand {
        match self.random.below(8) {
            0..=2 => self.length(),
            3..=4 => {
                let length = self.length();
                let offset = self.random.below(4) as i64 - 1;
                self.binary(BinaryOp::Sub, length, Operand::i64(offset))
            }
            5 => self.variable(),
            6 => Operand::i64(self.random.below(5) as i64 - 1),
            _ => self.value(1),
        }
    }

    fn load(&mut self, depth: usize) -> Operand {
        let (array, element, indices) = self.access(depth);
        let bounds = Bounds::Python { container: Container::Array, inside: 0 };
        let value = self.builder.value(element, Op::Load { array, indices, bounds });
        if element == Scalar::I64 {
            return value;
        }
        let conversion = Conversion::Numeric;
        self.builder
            .value(Scalar::I64, Op::Convert { value, from: element, to: Scalar::I64, conversion })
    }

    fn condition(&mut self) -> Operand {
        let (left, right) = (self.value(1), self.value(1));
        let op = self.random.pick(&COMPARISONS);
        let condition = self.builder.compare(op, Scalar::I64, left, right);
        match self.random.below(6) {
            0 => self.builder.value(Scalar::Bool, Op::Not(condition)),
            1 => {
                let other = self.builder.compare(op, Scalar::I64, right, Operand::i64(2));
                let op = self.random.pick(&[BinaryOp::BitAnd, BinaryOp::BitOr]);
                let arithmetic = Arithmetic::Sized(Scalar::Bool);
                let (left, right) = (condition, other);
                self.builder.value(Scalar::Bool, Op::Binary { op, arithmetic, left, right })
            }
            _ => condition,
        }
    }

    fn statements(&mut self) {
        let count = 1 + self.random.below(4);
        for _ in 0..count {
            if self.budget == 0 || !falls_through(&self.builder.block) {
                return;
            }
            self.budget -= 1;
            self.statement();
        }
    }

    fn statement(&mut self) {
        match self.random.below(20) {
            0..=4 => {
                let value = self.value(2);
                let target = self.random.pick(&self.variables);
                self.builder.assign(target, Op::Copy(value));
            }
            5..=6 => self.store(),
            7..=8 => {
                let value = self.load(1);
                let target = self.random.pick(&self.variables);
                self.builder.assign(target, Op::Copy(value));
            }
            9..=11 => {
                let condition = self.condition();
                let then = self.nested();
                let otherwise = if self.random.below(2) == 0 { self.nested() } else { Vec::new() };
                self.builder.push(StmtKind::If { condition, then, otherwise });
            }
            12..=14 => self.range_loop(),
            15..=16 => self.while_loop(),
            17 => {
                let label = self.builder.label();
                self.labels.push((label, false));
                let body = self.nested();
                self.labels.pop();
                self.builder.push(StmtKind::Labelled { label, body });
            }
            18 => self.jump(),
            _ => {
                let result = self.variable();
                if self.random.below(4) == 0 {
                    self.builder.push(StmtKind::Return(vec![result]));
                }
            }
        }
    }

    fn nested(&mut self) -> Vec<crate::ir::Stmt> {
        let outer = std::mem::take(&mut self.builder.block);
        self.statements();
        std::mem::replace(&mut self.builder.block, outer)
    }

    fn store(&mut self) {
        let (array, element, indices) = self.access(1);
        let value = self.value(1);
        let conversion = Conversion::Cast;
        let value = match element {
            Scalar::I64 => value,
            to => self.builder.value(to, Op::Convert { value, from: Scalar::I64, to, conversion }),
        };
        let bounds = Bounds::Python { container: Container::Array, inside: 0 };
        let i64 = ValueType::Scalar(Scalar::I64);
        let reached: Vec<_> = indices.iter().map(|_| self.builder.local("", i64)).collect();
        let op = Op::Reach { array, indices, bounds };
        self.builder.push(StmtKind::Assign { targets: reached.clone(), op });
        let indices = reached.into_iter().map(Operand::Local).collect();
        self.builder.push(StmtKind::Store { array, indices, values: vec![value] });
    }

    fn range_loop(&mut self) {
        let label = self.builder.label();
        let step = match self.random.below(12) {
            0 => self.variable(),
            1..=2 => Operand::i64(-1),
            3 => Operand::i64(2),
            4 => Operand::i64(self.random.pick(&[-2, 3, i64::MAX])),
            _ => Operand::i64(1),
        };
        let small = Operand::i64(self.random.below(4) as i64 - 1);
        let (mut start, mut stop) = (small, self.end());
        if matches!(step, Operand::Int(_, step) if step < 0) {
            (start, stop) = (stop, start);
        }
        if self.random.below(6) == 0 {
            start = self.value(1);
        }
        let variable = self.random.pick(&self.variables);
        self.labels.push((label, true));
        self.counters.push(variable);
        let body = self.nested();
        self.counters.pop();
        self.labels.pop();
        self.builder.push(StmtKind::For { label, variable, start, stop, step, body });
    }

    /// `while x < y: …; x += 1`, more or less.
    fn while_loop(&mut self) {
        let label = self.builder.label();
        self.labels.push((label, true));
        let counter = self.random.pick(&self.variables);
        let outer = std::mem::take(&mut self.builder.block);
        let (op, right) = (self.random.pick(&COMPARISONS), self.end());
        self.counters.push(counter);
        let left = Operand::Local(counter);
        let condition = self.builder.compare(op, Scalar::I64, left, right);
        let leave = self.builder.nested(|builder| builder.push(StmtKind::Break(label)));
        let (then, otherwise) = (Vec::new(), leave);
        self.builder.push(StmtKind::If { condition, then, otherwise });
        self.statements();
        if falls_through(&self.builder.block) {
            let op = self.random.pick(&[BinaryOp::Add, BinaryOp::Sub]);
            let step = Operand::i64(1 + self.random.below(2) as i64);
            let next = self.binary(op, left, step);
            self.builder.assign(counter, Op::Copy(next));
        }
        let body = std::mem::replace(&mut self.builder.block, outer);
        self.counters.pop();
        self.labels.pop();
        self.builder.push(StmtKind::Loop { label, body });
    }

    /// `if condition: break` or `continue`.
    fn jump(&mut self) {
        let Some(&(label, is_loop)) = self.labels.get(self.random.below(self.labels.len().max(1)))
        else {
            return;
        };
        let kind = if is_loop && self.random.below(2) == 0 {
            StmtKind::Continue(label)
        } else {
            StmtKind::Break(label)
        };
        if self.random.below(6) == 0 {
            return self.builder.push(kind);
        }
        let condition = self.condition();
        let then = self.builder.nested(|builder| builder.push(kind));
        self.builder.push(StmtKind::If { condition, then, otherwise: Vec::new() });
    }
}

fn input(random: &mut Random) -> (Vec<Value>, Vec<Memory>) {
    let mut memory = Vec::new();
    for (element, ndim) in ARRAYS {
        let least = random.below(4);
        let shape: Vec<i64> = (0..ndim).map(|_| (least + random.below(5)) as i64).collect();
        let size = shape.iter().product::<i64>();
        let data = (0..size).map(|_| match element {
            Scalar::U8 => i128::from(random.next() as u8 >> random.below(8)),
            _ if random.below(3) == 0 => i128::from(integer(random)),
            _ => random.below(4) as i128,
        });
        let data = data.collect();
        let read_only = random.below(6) == 0;
        memory.push(Memory { shape, data, read_only });
    }
    let mut arguments: Vec<Value> = (0..ARRAYS.len()).map(Value::Array).collect();
    for _ in 0..2 {
        arguments.push(Value::Int(i128::from(integer(random))));
    }
    (arguments, memory)
}

fn integer(random: &mut Random) -> i64 {
    match random.below(30) {
        0 => i64::MAX,
        1 => i64::MIN,
        2 => random.next() as i64 >> random.below(60),
        _ => random.below(7) as i64 - 1,
    }
}

const STEPS: usize = 3000;

/// Runs one program both ways.
fn compare(seed: u64) {
    let function = program(seed);
    let mut checked = Unit { functions: vec![function], entries: Vec::new() };
    let mut optimised = checked.clone();
    let lowered = print_function(&checked.functions[0]);
    optimise_with(&mut checked, Options { ranges: false });
    optimise_with(&mut optimised, Options::default());
    let mut random = Random(seed ^ 0x5555);
    for _ in 0..8 {
        let (arguments, memory) = input(&mut random);
        let mut expected_memory = memory.clone();
        let expected = interpret(&checked.functions[0], &arguments, &mut expected_memory, STEPS);
        if expected == Outcome::TooLong {
            continue;
        }
        let mut given_memory = memory.clone();
        let function = &optimised.functions[0];
        let run = std::panic::AssertUnwindSafe(|| {
            interpret(function, &arguments, &mut given_memory, 3 * STEPS)
        });
        let given = std::panic::catch_unwind(run);
        let same = given.as_ref().is_ok_and(|given| *given == expected);
        assert!(
            same && given_memory == expected_memory,
            "program {seed} on {arguments:?} {memory:?}:\nexpected {expected:?} {expected_memory:?}\n\
             given {given:?} {given_memory:?}\n{lowered}\n{}",
            print_function(function),
        );
    }
}

#[test]
fn optimised_programs_do_what_checked_ones_do() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let first = number("PYJIT_FUZZ_SEED", 0);
    for seed in first..first + number("PYJIT_FUZZ", 50) {
        compare(seed);
    }
}
