"""NumPy's functions of floats that are not exact, as we compute them, against exact values.

`MATHEMATICS_VALUES` sets how many random arguments each function gets.
"""

import itertools
import math
import os
import random

import pytest
from mathematics import ours as mathematics
from mathematics.tolerance import BINARY, OF_COMPLEX, RELATIVE_TO_TERMS, UNARY, ulps
from values import FLOATS, PARTS, complexes, random_floats, same

np = pytest.importorskip("numpy")
pytest.importorskip("mpmath", reason="exact values come from it")
from mathematics.exact import distance, exact  # noqa: E402

COUNT = int(os.environ.get("MATHEMATICS_VALUES", "100"))
SCALARS = {"f64": np.float64, "f32": np.float32}


def chosen(seed, count):
    """Arguments of every size, dense where functions are hard: around 0, 1, and multiples of pi."""
    source = random.Random(seed)
    result = random_floats(count, seed)
    for _ in range(count // 4):
        result.append(source.uniform(-1, 1))
        result.append(source.uniform(1, 2.5))
        result.append(source.choice([1, -1]) * 10 ** source.uniform(-12, 4))
        result.append(source.randrange(1, 2000) * math.pi / 2 + source.uniform(-1e-9, 1e-9))
    return result


def as_given(argument, scalar):
    """An argument in the precision of the function."""
    return argument if isinstance(argument, complex) else float(SCALARS[scalar](argument))


def check(name, function, scalar, cases):
    """Holds the function against the exact value; where there is none, against NumPy's limit, in
    double precision: that of single precision takes the root of powers of 0.5."""
    theirs, wrong = mathematics.numpys(name), []
    for case in cases:
        arguments = [as_given(argument, scalar) for argument in case]
        found, value = function(*arguments), exact(name, arguments)
        if value is None:
            expected = float(SCALARS[scalar](theirs(*arguments)))
            if not same(found, expected):
                wrong.append((arguments, found, expected))
            continue
        largest = max(arguments) if name in RELATIVE_TO_TERMS else 0
        scale = max(abs(largest), abs(value - largest))
        off = distance(found, value, scalar, scale)
        if off > ulps(name):
            wrong.append((arguments, found, f"{off:.2f} units"))
    assert not wrong, f"{len(wrong)} are too far: {wrong[:8]}"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("name", UNARY)
def test_of_one(our_mathematics, name, scalar):
    function = getattr(our_mathematics, f"{name}_{scalar}")
    check(name, function, scalar, [(x,) for x in FLOATS + chosen(name, COUNT)])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("name", BINARY)
def test_of_two(our_mathematics, name, scalar):
    if (name, scalar) == ("float_power", "f32"):
        pytest.skip("it is always of double precision")
    function = getattr(our_mathematics, f"{name}_{scalar}")
    edges = list(itertools.product(FLOATS[::5] + FLOATS[-3:], repeat=2))
    firsts, seconds = chosen(name, COUNT), chosen(name + "2", COUNT)
    random.Random(name).shuffle(seconds)
    positive = [(abs(x), y) for x, y in zip(firsts, seconds)]
    check(name, function, scalar, [*edges, *zip(firsts, seconds), *positive])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OF_COMPLEX)
def test_of_complex(our_mathematics, name):
    function = getattr(our_mathematics, f"{name}_of_complex")
    check(name, function, "f64", [(z,) for z in complexes(PARTS)])


FIRST_ZEROS = """
import numpy as np
from pyjit import f32, f64, jit


@jit
def of_f64(x: f64, y: f64):
    return np.maximum(x, y), np.minimum(x, y), np.fmax(x, y), np.fmin(x, y)


@jit
def of_f32(x: f32, y: f32):
    return np.maximum(x, y), np.minimum(x, y), np.fmax(x, y), np.fmin(x, y)
"""


def test_extremes_of_two(build_source):
    """As NumPy gives them, but for the sign of a zero, which is the first's."""
    built = build_source("first_zeros", FIRST_ZEROS)
    names = ("maximum", "minimum", "fmax", "fmin")
    for function, kind in ((built.of_f64, np.float64), (built.of_f32, np.float32)):
        assert function.__pyjit_signatures__
        values = [
            float(kind(x))
            for x in (0.0, -0.0, 1.5, -1e300, 1e-320, 1e-44, math.inf, -math.inf, math.nan)
        ]
        for x, y in itertools.product(values, repeat=2):
            theirs = [float(mathematics.numpys(name)(kind(x), kind(y))) for name in names]
            theirs = [x if x == 0 == value else value for value in theirs]
            assert all(map(same, function(x, y), theirs)), (x, y)


ZEROS = """
import numpy as np
from pyjit import jit


@jit
def of_zero(x: float):
    return np.tanh(x), np.sinh(x), np.sin(x), np.arctan(x), np.expm1(x), np.cbrt(x)
"""


def test_zeros_keep_their_sign(build_source):
    built = build_source("zeros", ZEROS)
    assert built.of_zero.__pyjit_signatures__
    for zero in (0.0, -0.0):
        assert same(built.of_zero(zero), (zero,) * 6)


ALONE = """
import numpy as np
from pyjit import f32, f64, jit


@jit
def of_f64(x: f64, y: f64):
    return np.exp(x), np.power(x, y), np.floor(x), np.maximum(x, y)


@jit
def of_f32(x: f32, z: complex):
    return np.exp(x), np.log10(x), np.sign(x), np.abs(z)
"""


def test_numpy_is_not_asked(build_source, monkeypatch):
    """Whatever stands in NumPy's namespace while the kernels run for the first time."""
    built = build_source("alone", ALONE)
    for name in ("exp", "power", "floor", "maximum", "log10", "sign", "abs", "absolute", "ufunc"):
        monkeypatch.setattr(np, name, None)
    assert same(built.of_f64(2.0, 3.0), (math.exp(2.0), 8.0, 2.0, 3.0))
    assert same(built.of_f32(100.0, 3 + 4j)[1:], (2.0, 1.0, 5.0))


@pytest.mark.filterwarnings("ignore")
def test_too_far_is_noticed(our_mathematics):
    with pytest.raises(AssertionError, match="too far"):
        check("exp", lambda x: math.exp(x) * (1 + 2**-51), "f64", [(1.0,), (2.0,)])
    with pytest.raises(AssertionError, match="too far"):
        check("log", lambda x: 1.0, "f64", [(0.0,)])


@pytest.mark.filterwarnings("ignore")
def test_the_replaced_are_ours_in_numpys_types(built, our_mathematics):
    """What kernels that run as Python call: see `mathematics.ours`."""
    ours = our_mathematics
    assert same(float(np.exp(2.5)), ours.exp_f64(2.5))
    assert type(np.exp(2.5)) is np.float64
    assert type(np.exp(np.float32(2.5))) is np.float32
    assert same(float(np.exp(np.int16(3))), ours.exp_f32(3.0))
    assert type(np.exp(np.float16(3))) is np.float16
    assert type(np.power(2, 3)) is np.int64
    assert type(np.exp(np.ones(3))) is np.ndarray
    assert np.pow is np.power
    assert isinstance(np.exp, mathematics.Replaced)
    with pytest.raises(TypeError):
        np.exp("text")
