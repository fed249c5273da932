"""The prelude's functions of complex numbers, run as plain Python, against the interpreter's own.

`PRELUDE_VALUES` sets how many random arguments each function gets.
"""

import cmath
import itertools
import operator
import os

import pytest
from interpreted_prelude import load
from values import FLOATS, NAN, PARTS, complexes, outcome, random_floats, same_outcome

COUNT = int(os.environ.get("PRELUDE_VALUES", "10000"))
CMATH = load("cmath")
OPERATORS = load("operators_complex")
UNARY = (
    "acos acosh asin asinh atan atanh cos cosh exp isfinite isinf isnan log log10 phase polar sin "
    "sinh sqrt tan tanh"
).split()
# Every pair of these is met by every operator.
FEW = complexes([0.0, -0.0, 1.0, -2.5, 1e-170, 1e300, 5e-324, float("inf"), -float("inf"), NAN])


def random_complexes(seed):
    return list(map(complex, random_floats(COUNT, seed), random_floats(COUNT, -seed)))


def check(ours, theirs, cases):
    for args in cases:
        expected, found = outcome(theirs, *args), outcome(ours, *args)
        assert same_outcome(found, expected), f"{ours.__name__}{args}: {found}, not {expected}"


def test_every_function_of_cmath_is_there():
    public = {name for name, value in vars(cmath).items() if callable(value)}
    assert {name for name in public if not name.startswith("_")} <= set(CMATH)


@pytest.mark.parametrize("name", UNARY)
def test_unary(name):
    values = complexes(FLOATS + PARTS) + random_complexes(1)
    check(CMATH[name], getattr(cmath, name), [(z,) for z in values])


def test_near_the_unit_circle():
    angles = random_floats(COUNT, 2)
    close = [1.0, -1.0, 1 + 2**-52, 1 - 2**-53, 0.71, 0.7071067811865476, 1e-8, 1e-160, 0.0]
    values = complexes(close) + [cmath.rect(1.0, x) for x in angles if x - x == 0.0]
    for name in UNARY:
        check(CMATH[name], getattr(cmath, name), [(z,) for z in values])


def test_log_with_base():
    check(CMATH["log"], cmath.log, itertools.product(FEW, FEW))
    check(CMATH["log"], cmath.log, zip(random_complexes(3), random_complexes(4)))


def test_rect():
    check(CMATH["rect"], cmath.rect, itertools.product(FLOATS, FLOATS))
    check(CMATH["rect"], cmath.rect, zip(random_floats(COUNT, 5), random_floats(COUNT, 6)))


def test_isclose():
    check(CMATH["isclose"], cmath.isclose, itertools.product(FEW, FEW))
    near = [(z, z * (1 + delta)) for z in random_complexes(7) for delta in (1e-10, 1e-9, 1e-8)]
    check(CMATH["isclose"], cmath.isclose, near)
    for tolerances in [(0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (-1.0, 0.0), (0.0, -1.0), (NAN, 1.0)]:
        keywords = dict(zip(("rel_tol", "abs_tol"), tolerances))
        for a, b in [(1.0, 1.05j), (1 + 1j, 1.05 + 1j), (0j, 0.05j), (1e308 + 1e308j, -1e308j)]:
            expected = outcome(cmath.isclose, a, b, **keywords)
            assert outcome(CMATH["isclose"], a, b, **keywords) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("add", operator.add),
        ("subtract", operator.sub),
        ("multiply", operator.mul),
        ("divide", operator.truediv),
        ("power", operator.pow),
        ("compose", complex),
    ],
)
def test_operators(ours, theirs):
    check(OPERATORS[ours], theirs, itertools.product(FEW, FEW))
    check(OPERATORS[ours], theirs, zip(random_complexes(8), random_complexes(9)))


def test_powers():
    small = [complex(count) for count in range(-105, 106)]
    check(OPERATORS["power"], operator.pow, itertools.product(random_complexes(10)[:300], small))
    check(OPERATORS["power"], operator.pow, itertools.product(FEW, small))
    moderate = [complex(z.real % 10, z.imag % 10) for z in random_complexes(11) if z - z == 0]
    check(OPERATORS["power"], operator.pow, zip(moderate, moderate[1:]))


def test_absolute():
    # Of a NaN, CPython reports whatever error the C library met last.
    values = [z for z in complexes(PARTS) + random_complexes(12) if z == z]
    check(OPERATORS["absolute"], abs, [(z,) for z in values])
