"""Each function of the prelude, run as plain Python, against the interpreter's own `math`.

`PRELUDE_VALUES` sets how many random arguments each function gets.
"""

import ast
import importlib.util
import itertools
import math
import os
from pathlib import Path

import pytest
from interpreted_prelude import load
from values import FLOATS, INTS, NAN, outcome, random_floats, random_ints, same_outcome

PRELUDE = Path(__file__).resolve().parents[2] / "src" / "prelude"
COUNT = int(os.environ.get("PRELUDE_VALUES", "10000"))
MATH = load("math")
GCD_OF_TWO = load("math", {"_gcd_two"})["_gcd_two"]
NUMPY = load("numpy") if importlib.util.find_spec("numpy") else {}
UNARY = (
    "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs "
    "floor frexp gamma isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh "
    "sqrt tan tanh trunc ulp"
).split()
BINARY = "atan2 copysign fmod nextafter pow remainder".split()
INTEGERS = "factorial isqrt".split()


def check(name, cases, theirs=None):
    """Compares our function with `math`'s over the argument tuples."""
    ours = MATH[name]
    theirs = theirs or getattr(math, name, None)
    if theirs is None:
        pytest.skip(f"math.{name} came with a later Python")
    for args in cases:
        expected, found = outcome(theirs, *args), outcome(ours, *args)
        assert same_outcome(found, expected), f"{name}{args}: {found}, expected {expected}"


def test_what_files_import_of_each_other_is_defined_there():
    """A name that a file only imports itself is not found: what needs it is refused."""
    parsed = {path.stem: ast.parse(path.read_text("utf-8")) for path in PRELUDE.glob("*.py")}
    own = (ast.FunctionDef, ast.ClassDef)
    defined = {
        name: {it.name for it in module.body if isinstance(it, own)}
        | {
            target.id
            for it in module.body
            if isinstance(it, ast.Assign)
            for target in it.targets
            if isinstance(target, ast.Name)
        }
        for name, module in parsed.items()
    }
    imported = 0
    for name, module in parsed.items():
        for it in module.body:
            if isinstance(it, ast.ImportFrom) and (it.module or "").startswith("pyjit.prelude."):
                names = {alias.name for alias in it.names}
                assert names <= defined[it.module.rpartition(".")[2]], (name, it.module)
                imported += len(names)
    assert imported > 100


def test_every_function_of_math_is_there():
    absent = {"dist", "fsum", "prod"}
    public = {name for name, value in vars(math).items() if callable(value)}
    assert {name for name in public if not name.startswith("_")} - set(MATH) <= absent


@pytest.mark.parametrize("name", UNARY)
def test_unary(name):
    check(name, [(x,) for x in FLOATS + random_floats(COUNT, 1)])


@pytest.mark.parametrize("name", BINARY)
def test_binary(name):
    edges = itertools.product(FLOATS, FLOATS)
    check(name, edges)
    check(name, zip(random_floats(COUNT, 2), random_floats(COUNT, 3)))
    check(name, zip(random_floats(COUNT, 4), map(float, range(-COUNT // 2, COUNT // 2))))


def test_fma():
    few = [0.0, -0.0, 1.0, -1.0, 1e308, -1e308, 5e-324, 0.1, math.inf, -math.inf, NAN]
    check("fma", itertools.product(few, few, few))


def test_log_base():
    positive = [abs(x) for x in random_floats(COUNT, 5)]
    cases = [(x, base) for x in FLOATS for base in FLOATS] + list(zip(positive, positive[::-1]))
    check("log", cases, math.log)


def test_ldexp():
    exponents = [*INTS, -1000, 1000, -1074, -1075, -1080, 1023, 1024, 2098]
    check("ldexp", [(x, i) for x in FLOATS for i in exponents])


def test_isclose():
    check("isclose", itertools.product(FLOATS, FLOATS))
    for rel_tol, abs_tol in [(0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (-1.0, 0.0), (0.0, -1.0)]:
        for a, b in [(1.0, 1.05), (1.0, 1.2), (0.0, 0.05), (math.inf, 1.0)]:
            tolerances = {"rel_tol": rel_tol, "abs_tol": abs_tol}
            expected = outcome(math.isclose, a, b, **tolerances)
            assert outcome(MATH["isclose"], a, b, **tolerances) == expected


@pytest.mark.parametrize("name", INTEGERS)
def test_integers(name):
    small = [n for n in INTS + random_ints(COUNT, 6) if name != "factorial" or n < 1000]
    check(name, [(n,) for n in small])


def test_isqrt_of_squares():
    roots = [3037000499, 3037000498, 3037000497, 2**31, *map(abs, random_ints(COUNT, 7))]
    squares = [root * root for root in roots if root <= 3037000499]
    check("isqrt", [(n + d,) for n in squares for d in (-1, 0, 1) if 0 <= n + d < 2**63])


@pytest.mark.parametrize("name", ["comb", "perm"])
def test_comb_and_perm(name):
    cases = [(n, k) for n in range(-2, 70) for k in range(-2, 72)]
    check(name, [*cases, (2**62, 1), (2**62, 0), (2**62, 2), (2**31, 2)])


@pytest.mark.parametrize("name", ["gcd", "lcm"])
def test_gcd_and_lcm(name):
    ints = random_ints(COUNT, 8)
    theirs = getattr(math, name)
    pairs = [*itertools.product(INTS, INTS), *zip(ints, ints[::-1])]
    triples = list(zip(ints, ints[7:], ints[11:]))
    for values in [*pairs, *triples, (), (5,), (-5,)]:
        assert MATH[name](*values) == theirs(*values), values
    for pair in pairs:
        assert name == "lcm" or GCD_OF_TWO(*pair) == math.gcd(*pair)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_hypot(count):
    edges = itertools.product(FLOATS, repeat=count) if count < 3 else []
    columns = [random_floats(COUNT, 9 + column) for column in range(count)]
    near = [tuple(abs(x) % 10 for x in row) for row in zip(*columns)]
    tiny = [tuple(x * 2.0**-1070 for x in row) for row in near]
    for values in itertools.chain(edges, zip(*columns), near, tiny):
        expected = outcome(math.hypot, *values)
        assert same_outcome(outcome(MATH["hypot"], *values), expected), values


NUMPY_UNARY = (
    "absolute ceil conjugate floor isfinite isinf isnan isneginf isposinf negative positive rint "
    "signbit sqrt square trunc"
).split()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NUMPY_UNARY)
def test_numpy_unary(name):
    np = pytest.importorskip("numpy")
    ours, theirs = NUMPY[name], getattr(np, name)
    for x in FLOATS + random_floats(COUNT, 20):
        found, expected = ours(np.float64(x)), theirs(x)
        assert expected.dtype in (np.float64, np.bool_)
        assert same_outcome(("returned", as_python(found)), ("returned", expected.item())), x


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["copysign", "nextafter"])
def test_numpy_binary(name):
    np = pytest.importorskip("numpy")
    for x, y in itertools.product(FLOATS, FLOATS):
        found, expected = NUMPY[name](x, y), getattr(np, name)(x, y)
        assert same_outcome(("returned", found), ("returned", expected.item())), (x, y)


def as_python(value):
    return value.item() if hasattr(value, "item") else value
