//! Small units made by hand, compiled, linked, and called from Python.

use std::path::Path;
use std::process::Command;

use super::{CodegenError, LineTable, Target, assembly, compile, llvm_text, module_object};
use crate::ir::{
    Bounds, Builder, Entry, Failure, Function, FunctionId, LocalDeclaration, Op, Operand,
    Parameter, StmtKind, Unit, ValueType, take_lines,
};
use crate::link::{Interpreter, Linker, link};
use crate::types::{
    Arithmetic, ArrayType, BinaryOp, Comparison, Container, Element, Layout, Scalar, Type,
};

const INT: ValueType = ValueType::Scalar(Scalar::I64);
const FLOAT: ValueType = ValueType::Scalar(Scalar::F64);

fn parameters(types: &[(&str, ValueType)]) -> Builder {
    let locals =
        types.iter().map(|&(name, ty)| LocalDeclaration { name: name.to_owned(), ty }).collect();
    Builder::new(locals)
}

fn local(index: u32) -> Operand {
    Operand::Local(crate::ir::Local(index))
}

/// A function of one line of Python in `kernels.py`.
fn function(name: &str, parameters: usize, results: &[Scalar], builder: Builder) -> Function {
    Function {
        options: Default::default(),
        name: name.to_owned(),
        display_name: name.to_owned(),
        linkage: Default::default(),
        file: "kernels.py".to_owned(),
        line: builder.location.line,
        parameters,
        locals: builder.locals,
        results: results.iter().copied().map(ValueType::Scalar).collect(),
        owners: Vec::new(),
        body: builder.block,
    }
}

fn entry(name: &str, line: u32, types: &[(&str, Type)], result: Type, variants: &[u32]) -> Entry {
    let parameter = |(name, ty): &(&str, Type)| Parameter {
        name: (*name).to_owned(),
        ty: ty.clone(),
        written: false,
        has_default: false,
    };
    Entry {
        module: "kernels".to_owned(),
        qualified_name: name.to_owned(),
        ordinal: 0,
        first_line: line,
        parameters: types.iter().map(parameter).collect(),
        positional_only: 0,
        keyword_only: 0,
        result,
        variants: variants.iter().copied().map(FunctionId).collect(),
        pure: true,
        frozen: Vec::new(),
        recorded: false,
    }
}

fn array(layout: Layout) -> ValueType {
    ValueType::Array { element: Element::Scalar(Scalar::F64), ndim: 1, layout }
}

fn array_type() -> Type {
    Type::Array(ArrayType {
        element: Element::Scalar(Scalar::F64),
        ndim: 1,
        layout: Layout::Strided,
        // There may be no NumPy.
        container: Container::Memoryview,
    })
}

/// `def double(x: int) -> int: return x + x`, in line 1.
fn double() -> Function {
    let mut b = parameters(&[("x", INT)]);
    let value = b.local("", INT);
    let overflow = b.local("", ValueType::Scalar(Scalar::Bool));
    let op = Op::Overflowing { op: BinaryOp::Add, left: local(0), right: local(0) };
    b.push(StmtKind::Assign { targets: vec![value, overflow], op });
    b.check(Operand::Local(overflow), Failure::Overflow, Vec::new());
    b.push(StmtKind::Return(vec![Operand::Local(value)]));
    function("double", 1, &[Scalar::I64], b)
}

/// `def hypot2(x: float, y: float) -> float: return x * x + y * y`, in line 2.
fn hypot2() -> Function {
    let mut b = parameters(&[("x", FLOAT), ("y", FLOAT)]);
    let mut binary = |op, left, right| {
        let arithmetic = Arithmetic::PythonFloat;
        b.value(Scalar::F64, Op::Binary { op, arithmetic, left, right })
    };
    let left = binary(BinaryOp::Mul, local(0), local(0));
    let right = binary(BinaryOp::Mul, local(1), local(1));
    let sum = binary(BinaryOp::Add, left, right);
    b.push(StmtKind::Return(vec![sum]));
    function("hypot2", 2, &[Scalar::F64], b)
}

/// `def total(a: f64[:]) -> float: …`, in line 3: the sum of the elements.
fn total(layout: Layout) -> Function {
    let mut b = parameters(&[("a", array(layout))]);
    let sum = b.local("sum", FLOAT);
    b.assign(sum, Op::Copy(Operand::Float(Scalar::F64, 0)));
    let array = crate::ir::Local(0);
    let length = b.value(Scalar::I64, Op::Length { array, axis: 0 });
    let (variable, label) = (b.local("i", INT), b.label());
    let body = b.nested(|b| {
        let indices = vec![Operand::Local(variable)];
        let bounds = Bounds::Proved;
        let element = b.value(Scalar::F64, Op::Load { array, indices, bounds });
        let arithmetic = Arithmetic::PythonFloat;
        let (op, left) = (BinaryOp::Add, Operand::Local(sum));
        b.assign(sum, Op::Binary { op, arithmetic, left, right: element });
    });
    let (start, stop, step) = (Operand::i64(0), length, Operand::i64(1));
    b.push(StmtKind::For { label, variable, start, stop, step, body });
    b.push(StmtKind::Return(vec![Operand::Local(sum)]));
    function(if layout == Layout::C { "total_c" } else { "total" }, 1, &[Scalar::F64], b)
}

/// `def fib(n: int) -> int: return n if n < 2 else fib(n - 1) + fib(n - 2)`, in line 4.
fn fib(id: u32) -> Function {
    let mut b = parameters(&[("n", INT)]);
    let small = b.compare(Comparison::Lt, Scalar::I64, local(0), Operand::i64(2));
    let then = b.nested(|b| b.push(StmtKind::Return(vec![local(0)])));
    b.push(StmtKind::If { condition: small, then, otherwise: Vec::new() });
    let mut call = |less| {
        let arithmetic = Arithmetic::Proved;
        let (op, left, right) = (BinaryOp::Sub, local(0), Operand::i64(less));
        let n = b.value(Scalar::I64, Op::Binary { op, arithmetic, left, right });
        b.value(Scalar::I64, Op::Call { function: FunctionId(id), arguments: vec![n] })
    };
    let (left, right) = (call(1), call(2));
    let value = b.local("", INT);
    let overflow = b.local("", ValueType::Scalar(Scalar::Bool));
    let op = Op::Overflowing { op: BinaryOp::Add, left, right };
    b.push(StmtKind::Assign { targets: vec![value, overflow], op });
    b.check(Operand::Local(overflow), Failure::Overflow, Vec::new());
    b.push(StmtKind::Return(vec![Operand::Local(value)]));
    function("fib", 1, &[Scalar::I64], b)
}

fn sample() -> Unit {
    Unit {
        functions: vec![double(), hypot2(), total(Layout::C), total(Layout::Strided), fib(4)],
        entries: vec![
            entry("double", 1, &[("x", Type::Int)], Type::Int, &[0]),
            entry("hypot2", 2, &[("x", Type::Float), ("y", Type::Float)], Type::Float, &[1]),
            entry("total", 3, &[("a", array_type())], Type::Float, &[2, 3]),
            entry("fib", 4, &[("n", Type::Int)], Type::Int, &[4]),
        ],
    }
}

/// Links units to an extension in `folder` and runs a script that finds it as `native`, with the
/// Python functions of `kernels.py` bound to their kernels.
pub(super) fn run(units: &[Unit], source: &str, script: &str) -> Result<(), String> {
    let Ok(interpreter) = Interpreter::find(None) else {
        return Ok(()); // no Python on this machine
    };
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    build(units, folder.path(), &interpreter)?;
    let prelude = format!(
        "import sys, types\nsys.path.insert(0, {folder:?})\nimport native\n\
         source = {source:?}\nkernels = types.ModuleType('kernels')\n\
         sys.modules['kernels'] = kernels\n\
         exec(compile(source, {file:?}, 'exec'), kernels.__dict__)\n\
         python = types.SimpleNamespace(**vars(kernels))\n\
         for name, value in list(vars(kernels).items()):\n    \
             if isinstance(value, types.FunctionType):\n        \
                 kernel = native.bind(value, 'kernels')\n        \
                 assert kernel is not None, name\n        \
                 setattr(kernels, name, kernel)\n",
        folder = folder.path().to_string_lossy(),
        file = folder.path().join("kernels.py").to_string_lossy(),
    );
    let file = folder.path().join("script.py");
    std::fs::write(&file, prelude + script).map_err(|error| error.to_string())?;
    let output = Command::new(&interpreter.executable)
        .arg(&file)
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

fn build(units: &[Unit], folder: &Path, interpreter: &Interpreter) -> Result<(), String> {
    let target = Target::host_baseline();
    let (mut objects, mut lines) = (Vec::new(), Vec::new());
    for (index, unit) in units.iter().enumerate() {
        let mut unit = unit.clone();
        let taken = take_lines(&mut unit);
        lines.push(LineTable::new(&unit, taken));
        let object = compile(&unit, &target).map_err(|error| error.to_string())?;
        objects.push((format!("unit{index}"), object));
    }
    let entries: Vec<&Entry> = units.iter().flat_map(|unit| &unit.entries).collect();
    let table = module_object("native", "", &entries, &lines, &target)
        .map_err(|error| error.to_string())?;
    objects.push(("table".to_owned(), table));
    let output = folder.join(format!("native{}", interpreter.extension_suffix));
    let linker = Linker::choose().map_err(|error| format!("{error:?}"))?;
    link(&objects, &output, interpreter, linker).map_err(|error| format!("{error:?}"))
}

const SOURCE: &str = "\
def double(x): return x + x
def hypot2(x, y): return x * x + y * y
def total(a): return sum(a)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
";

#[test]
fn kernels_are_called_from_python() {
    let script = "
import array
assert kernels.double(21) == 42 and kernels.double(x=-3) == -6
assert kernels.double(2**62) == 2**63, 'runs again in Python'
assert kernels.double(2**70) == 2**71
assert kernels.hypot2(3.0, 4.0) == 25.0 and kernels.hypot2(3, y=4) == 25.0
assert kernels.total(memoryview(array.array('d', [1.0, 2.5]))) == 3.5
assert kernels.total(memoryview(array.array('d', [1.0, 2.5, 4.0]))[::2]) == 5.0
assert kernels.fib(20) == 6765
for call, kind, words in [
    (lambda: kernels.double('a'), TypeError, \"kernels.double(): parameter 'x': expected int, got str\"),
    (lambda: kernels.double(), TypeError, \"double() missing 1 required positional argument: 'x'\"),
    (lambda: kernels.double(1, 2), TypeError, 'double() takes 1 positional argument but 2 were given'),
    (lambda: kernels.double(y=2), TypeError, \"double() got an unexpected keyword argument 'y'\"),
    (lambda: kernels.total(b'12345678'), TypeError, \"kernels.total(): parameter 'a': expected memoryview, got bytes\"),
]:
    try:
        call()
    except kind as error:
        assert str(error) == words, str(error)
    else:
        raise AssertionError(words)
";
    assert_eq!(run(&[sample()], SOURCE, script), Ok(()));
}

#[test]
fn the_same_unit_gives_the_same_bytes() {
    let target = Target::host_baseline();
    assert_eq!(compile(&sample(), &target), compile(&sample(), &target));
}

#[test]
fn texts_show_the_functions() {
    let target = Target::host_baseline();
    for text in [
        llvm_text(&sample(), &target, false),
        llvm_text(&sample(), &target, true),
        assembly(&sample(), &target),
    ] {
        assert!(text.is_ok_and(|text| text.contains("fib")));
    }
}

#[test]
fn unchecked_operations_are_defects() {
    let mut b = parameters(&[("x", INT)]);
    let arithmetic = Arithmetic::PythonInt;
    let op = Op::Binary { op: BinaryOp::Add, arithmetic, left: local(0), right: local(0) };
    let value = b.value(Scalar::I64, op);
    b.push(StmtKind::Return(vec![value]));
    let entries = vec![entry("f", 1, &[("x", Type::Int)], Type::Int, &[0])];
    let unit = Unit { functions: vec![function("f", 1, &[Scalar::I64], b)], entries };
    let result = compile(&unit, &Target::host_baseline());
    assert!(matches!(result, Err(CodegenError::Defect(_))));
}

/// `def pick(a: f64[:], i: int) -> float: return a[i]`, line 1, and a caller of it in line 2.
fn traceback_unit() -> Unit {
    let mut b = parameters(&[("a", array(Layout::Strided)), ("i", INT)]);
    let length = b.value(Scalar::I64, Op::Length { array: crate::ir::Local(0), axis: 0 });
    let outside = b.compare(Comparison::Ge, Scalar::U64, local(1), length);
    let (axis, container, written) = (0, Container::Array, false);
    b.check(outside, Failure::Index { axis, container, written }, vec![local(1), length]);
    let (array, indices, bounds) = (crate::ir::Local(0), vec![local(1)], Bounds::Proved);
    let element = b.value(Scalar::F64, Op::Load { array, indices, bounds });
    b.push(StmtKind::Return(vec![element]));
    let pick = function("pick", 2, &[Scalar::F64], b);

    let mut b = parameters(&[("a", self::array(Layout::Strided)), ("i", INT)]);
    b.location.line = 2;
    let arguments = vec![local(0), local(1)];
    let value = b.value(Scalar::F64, Op::Call { function: FunctionId(0), arguments });
    b.push(StmtKind::Return(vec![value]));
    let caller = function("caller", 2, &[Scalar::F64], b);
    let types = [("a", array_type()), ("i", Type::Int)];
    Unit {
        functions: vec![pick, caller],
        entries: vec![
            entry("pick", 1, &types, Type::Float, &[0]),
            entry("caller", 2, &types, Type::Float, &[1]),
        ],
    }
}

#[test]
fn tracebacks_show_every_kernel_on_the_way() {
    let source = "def pick(a, i): return a[i]\ndef caller(a, i): return pick(a, i)\n";
    let script = "
import array, traceback
try:
    kernels.caller(memoryview(array.array('d', [1.0, 2.0])), 7)
except IndexError as error:
    assert str(error) == 'index 7 is out of bounds for axis 0 with size 2', str(error)
    frames = traceback.extract_tb(error.__traceback__)[1:]
    assert [frame.name for frame in frames] == ['caller', 'pick'], frames
    assert [frame.lineno for frame in frames] == [2, 1], frames
    assert all(frame.filename == kernels.caller.__code__.co_filename for frame in frames) \
        if hasattr(kernels.caller, '__code__') else True
    assert all(frame.filename.endswith('kernels.py') for frame in frames), frames
else:
    raise AssertionError('no error')
";
    assert_eq!(run(&[traceback_unit()], source, script), Ok(()));
}

/// `def twice(x)` for `int` and for `float`.
fn overloaded_unit() -> Unit {
    let mut b = parameters(&[("x", FLOAT)]);
    let arithmetic = Arithmetic::PythonFloat;
    let op = Op::Binary { op: BinaryOp::Add, arithmetic, left: local(0), right: local(0) };
    let value = b.value(Scalar::F64, op);
    b.push(StmtKind::Return(vec![value]));
    let float = function("double_float", 1, &[Scalar::F64], b);
    Unit {
        functions: vec![double(), float],
        entries: vec![
            entry("twice", 1, &[("x", Type::Int)], Type::Int, &[0]),
            entry("twice", 1, &[("x", Type::Float)], Type::Float, &[1]),
        ],
    }
}

#[test]
fn a_kernel_with_several_signatures_takes_the_one_that_fits() {
    let script = "
assert kernels.twice.__pyjit_signatures__ == ('(int) -> int', '(float) -> float')
for value in (3, 1.5, 2**62, 2**80, True):
    result = kernels.twice(value)
    assert result == value + value and type(result) is type(value + value), (value, result)
try:
    kernels.twice('a')
except TypeError as error:
    assert 'no signature takes (str)' in str(error)
else:
    raise AssertionError('no error')
";
    let source = "def twice(x): return x + x\n";
    assert_eq!(run(&[overloaded_unit()], source, script), Ok(()));
}

#[test]
fn extensions_do_not_depend_on_where_they_are_made() {
    let Ok(interpreter) = Interpreter::find(None) else {
        return; // no Python on this machine
    };
    let made: Vec<Vec<u8>> = ["here", "somewhere-else"]
        .iter()
        .filter_map(|name| {
            let root = tempfile::tempdir().ok()?;
            let folder = root.path().join(name);
            build(&[sample()], &folder, &interpreter).ok()?;
            let file = format!("native{}", interpreter.extension_suffix);
            std::fs::read(folder.join(file)).ok()
        })
        .collect();
    assert_eq!(made.len(), 2);
    assert!(made[0] == made[1]);
}

#[test]
fn unknown_processors_are_refused() {
    let target = Target::host_baseline().with_cpu("no-such-cpu");
    assert!(matches!(compile(&sample(), &target), Err(CodegenError::Target(_))));
    let native = Target::host_baseline().with_cpu("native");
    assert!(compile(&sample(), &native).is_ok());
}

#[test]
fn code_is_made_for_other_platforms() {
    let target = Target {
        triple: "aarch64-unknown-linux-gnu".to_owned(),
        cpu: "generic".to_owned(),
        features: String::new(),
        ..Target::host_baseline()
    };
    assert!(compile(&sample(), &target).is_ok_and(|object| object.starts_with(b"\x7fELF")));
}

#[test]
fn names_of_llvm_are_free_for_kernels() {
    let mut unit = sample();
    unit.functions[0].name = "llvm.sqrt.f64".to_owned();
    unit.functions[1].name = "sqrt".to_owned();
    assert!(compile(&unit, &Target::host_baseline()).is_ok());
}
