"""What holds for every kernel: overflow, tracebacks, metadata, memory, threads."""

import copy
import functools
import gc
import inspect
import os
import pickle
import resource
import sys
import threading
import traceback

import pytest
from discover import KERNELS
from values import MAX_INT


def test_pure_overflow_runs_again_in_python(built):
    integers = built.compiled["integers"]
    assert integers.multiply(MAX_INT, MAX_INT) == MAX_INT * MAX_INT
    assert integers.factorial(30) == 265252859812191058636308480000000
    assert integers.power(3, 100) == 3**100
    assert integers.negate(-(2**63)) == 2**63
    assert built.compiled["calls"].overflow_in_callee(2**62) == 2**62 + 319


def test_impure_overflow_raises(build_source):
    module = build_source(
        "impure",
        "from pyjit import i64, jit\n"
        "@jit\n"
        "def count(data: bytearray, a: int) -> int:\n"
        "    data[0] += 1\n"
        "    return a * a\n",
    )
    data = bytearray(2)
    assert module.count(data, 3) == 9
    with pytest.raises(OverflowError):
        module.count(data, 2**40)
    assert data[0] == 2


def frames(error):
    return [
        (os.path.basename(frame.filename), frame.lineno, frame.name)
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def line_of(module, text):
    lines = (KERNELS / f"{module}.py").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize("version", ["compiled", "interpreted"])
def test_traceback_names_the_line(built, version):
    module = getattr(built, version)["raising"]
    with pytest.raises(ValueError, match="a must not be negative") as raised:
        module.raise_value_error(-1)
    line = line_of("raising", 'raise ValueError("a must not be negative")')
    assert frames(raised.value)[1:] == [("raising.py", line, "raise_value_error")]


def test_traceback_has_each_frame(built):
    with pytest.raises(ZeroDivisionError) as raised:
        built.compiled["raising"].division(1, 0)
    line = line_of("raising", "return a // b + a % b")
    assert frames(raised.value)[1:] == [("raising.py", line, "division")]
    with pytest.raises(ValueError, match="zero") as raised:
        built.compiled["raising"].through_a_call(1)
    outer = line_of("raising", "return helper_checks(a - 1) + 1")
    inner = line_of("raising", 'raise ValueError("zero")')
    expected = [("raising.py", outer, "through_a_call"), ("raising.py", inner, "helper_checks")]
    assert frames(raised.value)[1:] == expected


def test_library_functions_add_no_frame(built):
    with pytest.raises(ValueError) as raised:
        built.compiled["math_functions"].sqrt(-1.0)
    line = line_of("math_functions", "return math.sqrt(x)")
    assert frames(raised.value)[1:] == [("math_functions.py", line, "sqrt")]


def test_messages(built):
    expected = {
        ("integers", "floor_divide", (1, 0)): None,
        ("integers", "modulo", (1, 0)): None,
        ("integers", "shift_left", (1, -1)): "negative shift count",
        ("floats", "divide", (1.0, 0.0)): None,
        ("conversions", "int_of_float", (float("nan"),)): None,
        ("conversions", "int_of_float", (float("inf"),)): None,
        ("raising", "assert_with_message", (float("nan"),)): "x must be a number",
        ("raising", "zero_step", (0,)): "range() arg 3 must not be zero",
        ("unbound", "after_if", (-1,)): None,
    }
    for (module, name, arguments), message in expected.items():
        with pytest.raises(Exception) as interpreted:  # noqa: B017, PT011
            getattr(built.interpreted[module], name)(*arguments)
        with pytest.raises(type(interpreted.value)) as compiled:
            getattr(built.compiled[module], name)(*arguments)
        assert message is None or str(compiled.value) == message


def test_metadata(built):
    function = built.compiled["calls"].inner
    original = built.interpreted["calls"].inner
    assert function.__name__ == function.__qualname__ == "inner"
    assert function.__module__ == "calls"
    assert inspect.signature(function) == inspect.signature(original)
    assert function.__defaults__ == (10, 100)
    assert function.__annotations__ == original.__annotations__
    assert inspect.unwrap(function).__code__.co_name == "inner"
    area = built.compiled["classes"].Geometry.area
    assert area.__qualname__ == "Geometry.area"
    documented = built.compiled["control_flow"].docstring_and_expression
    assert documented.__doc__ == "Says what it does."
    assert inspect.getsource(documented).startswith("@jit")


def test_pickle_copy_and_wraps(built):
    function = built.compiled["calls"].inner
    assert pickle.loads(pickle.dumps(function)) is sys.modules["calls"].inner
    assert copy.copy(function) is function
    assert copy.deepcopy(function) is function

    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    assert wrapper.__name__ == "inner"
    assert hash(function) == hash(function)
    assert functools.partial(function, 1)(2) == 305


def test_source_lines_are_kept(built):
    for path in KERNELS.rglob("*.py"):
        swapped = (built.folder / path.relative_to(KERNELS)).read_text("utf-8")
        assert swapped.count("\n") == path.read_text("utf-8").count("\n")


def failing(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except Exception:
        return


def calls(built):
    """Calls of every kind: right and wrong arguments, exceptions, buffers, running again."""
    integers, floats = built.compiled["integers"], built.compiled["floats"]
    buffers, raising = built.compiled["buffers"], built.compiled["raising"]
    complexes = built.compiled["complex_numbers"]
    data = bytearray(b"hello")
    return [
        lambda: integers.add(1000, 2000),
        lambda: integers.add(a=1000, b=2000),
        lambda: floats.add(1.5, 2.5),
        lambda: integers.multiply(MAX_INT, MAX_INT),
        lambda: integers.divide_and_rest(1000, 7),
        lambda: failing(integers.add, 1000, "x"),
        lambda: failing(integers.add, 1000),
        lambda: failing(integers.add, 1000, c=3),
        lambda: failing(integers.floor_divide, 1000, 0),
        lambda: failing(raising.through_a_call, 1),
        lambda: buffers.sum_of_bytes(b"hello"),
        lambda: buffers.upper(data),
        lambda: failing(buffers.assign_byte, data, 100, 1),
        lambda: failing(buffers.upper, b"read-only"),
        lambda: built.compiled["tuples"].nested_parameter(((1000, 2000), True)),
        lambda: failing(built.compiled["tuples"].nested_parameter, ((1000, 2000), "x")),
        lambda: built.compiled["math_functions"].frexp(1234.5),
        lambda: complexes.swapped((1j, 2.5)),
        lambda: failing(complexes.divide, 1j, 0j),
        lambda: failing(complexes.swapped, (1j, "x")),
    ]


def test_a_million_calls_leak_nothing(built):
    """Peak memory does not grow by more than noise over 17 x 60,000 calls."""
    actions = calls(built)
    rounds = 60_000
    for action in actions:
        for _ in range(1000):
            action()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for action in actions:
        for _ in range(rounds):
            action()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 4000, f"{grown} kB"


def test_references_stay(built):
    argument, other = 10**15 + 1, float("1e17")
    pair = ((10**12 + 3, 10**12 + 5), True)
    data = bytearray(b"hello")
    functions = [
        (built.compiled["integers"].add, (argument, argument)),
        (built.compiled["integers"].multiply, (argument, argument)),
        (built.compiled["integers"].floor_divide, (argument, 0)),
        (built.compiled["integers"].add, (argument, "x")),
        (built.compiled["floats"].add, (other, other)),
        (built.compiled["tuples"].nested_parameter, (pair,)),
        (built.compiled["buffers"].upper, (data,)),
        (built.compiled["buffers"].assign_byte, (data, 50, 1)),
    ]
    for function, arguments in functions:
        failing(function, *arguments)
        watched = [function, function.__wrapped__, argument, other, pair, pair[0], data, None, True]
        before = [sys.getrefcount(value) for value in watched]
        for _ in range(100):
            failing(function, *arguments)
        after = [sys.getrefcount(value) for value in watched]
        assert all(abs(new - old) < 50 for new, old in zip(after, before)), function


def test_threads(built):
    function = built.compiled["integers"].sum_to
    found = []
    threads = [
        threading.Thread(target=lambda: found.append([function(n) for n in range(2000)]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[n * (n - 1) // 2 for n in range(2000)]] * 4


def test_deep_recursion_raises(build_source):
    module = build_source(
        "deep",
        "from pyjit import jit\n"
        "@jit\n"
        "def depth(n: int) -> int:\n"
        "    return 0 if n == 0 else 1 + depth(n - 1)\n",
    )
    assert module.depth(500) == 500
    with pytest.raises(RecursionError):
        module.depth(10**9)
    assert module.depth(500) == 500


def test_several_signatures(build_source):
    module = build_source(
        "several",
        "from pyjit import jit\n"
        '@jit(["i64(i64, i64)", "f64(f64, f64)"])\n'
        "def halves(a, b):\n"
        "    return a // 2 + b\n",
    )
    assert len(module.halves.__pyjit_signatures__) == 2
    assert module.halves(7, 1) == 4
    assert module.halves(7.0, 1.0) == 4.0
    assert type(module.halves(7, 1)) is int
    assert type(module.halves(7.0, 1.0)) is float
    with pytest.raises(TypeError):
        module.halves("7", 1)


def test_real_and_complex_signatures(build_source):
    module = build_source(
        "real_or_complex",
        "from pyjit import jit\n"
        '@jit(["complex(complex)", "float(float)", "int(int)"])\n'
        "def square(z):\n"
        "    return z * z\n",
    )
    for value in (3, 2.5, 1j):
        assert module.square(value) == value * value
        assert type(module.square(value)) is type(value)
    with pytest.raises(TypeError):
        module.square("1j")


def test_the_best_signature_is_chosen(build_source):
    module = build_source(
        "chosen",
        "from pyjit import jit\n"
        '@jit(["f64(f64)", "i64(i64)", "i32(i32)", "i64(f64[:])"])\n'
        "def kind(x):\n"
        "    if isinstance(x, float):\n"
        "        return 1.5\n"
        "    return 64\n",
    )
    assert module.kind(2.0) == 1.5
    assert module.kind(2) == 64
    assert type(module.kind(2)) is int
    np = pytest.importorskip("numpy")
    assert module.kind(np.array([1.0])) == 64
    with pytest.raises(TypeError) as raised:
        module.kind("text")
    signatures = "(f64) -> f64, (i64) -> i64, (i32) -> i32, (f64[:]) -> i64"
    assert str(raised.value) == (f"chosen.kind(): no signature takes (str); there are {signatures}")


def test_lists_by_their_elements(build_source):
    module = build_source(
        "lists_chosen",
        "from pyjit import jit\n"
        '@jit(["(list[int])", "(list[float])", "(int)", "(list[list[int]])",'
        ' "(tuple[list[int], int])"])\n'
        "def doubled(x):\n"
        "    return x * 2\n",
    )
    for value in ([1, 2], 3, [[1], []], [], ([1], 4), [True, 2]):
        assert repr(module.doubled(value)) == repr(value * 2), value
    # What is declared converts, as it does outside of lists.
    for value in ([1.5, 2], [2, 1.5]):
        assert repr(module.doubled(value)) == repr(list(map(float, value)) * 2), value
    for value in (["a"], [[1], ["b"]], [[1.5]], [1, None], (1,), ([1.5], 2)):
        before = repr(value)
        with pytest.raises(TypeError, match="no signature takes"):
            module.doubled(value)
        assert repr(value) == before


def test_signatures_that_take_none(build_source):
    module = build_source(
        "optional_signatures",
        "from typing import Optional, TypeVar\n"
        "from pyjit import jit\n"
        'Number = TypeVar("Number", int, float)\n'
        "@jit\n"
        "def halved(x: Number, y: Optional[Number]) -> Number:\n"
        "    return x // 2 if y is None else x // 2 + y\n",
    )
    assert module.halved(7, None) == 3
    assert module.halved(7.0, None) == 3.0
    assert module.halved(7.0, 2.5) == 5.5


@pytest.mark.parametrize("error", [TypeError, ValueError, KeyError])
def test_errors_of_arguments_are_their_own(build_source, error):
    module = build_source(
        "own_errors",
        "from pyjit import jit\n"
        '@jit(["i64(i64)", "f64(f64)"])\n'
        "def several(x):\n"
        "    return x\n"
        "@jit\n"
        "def single(x: int) -> int:\n"
        "    return x\n",
    )

    class Bad:
        def __index__(self):
            raise error("mine")

    for function in (module.several, module.single):
        with pytest.raises(error, match="mine"):
            function(Bad())
