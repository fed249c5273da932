"""Functions as arguments of kernels that are compiled when they are called."""

import gc
import math

import pytest
from arguments import np
from test_development import PLUGIN, CompilationError, define  # noqa: F401
from test_source import modules  # noqa: F401

KERNELS = """
import math

@jit
def double(x): return x * 2

@jit
def half(x): return x / 2

@jit
def apply(f, x): return f(x)

@jit
def composed(pair, x): return pair[0](pair[1](x))

@jit
def area(f, low, high, steps):
    width = (high - low) / steps
    total = 0.0
    for i in range(steps):
        total += f(low + (i + 0.5) * width)
    return total * width

@jit
def same(f, g): return f is g

@jit
def fails(f, x):
    if x < 0: raise ValueError(x)
    return f(x)

@jit
def given_back(f): return f

@jit
def large(f, x): return f(x) * x

def adding(n):
    @jit
    def add(x): return x + n
    return add

def plain(x): return x
"""


def outcome(function, *arguments):
    try:
        result = function(*arguments)
        return type(result), repr(result)
    except Exception as error:
        return type(error), error.args


@pytest.fixture
def kernels(define):  # noqa: F811
    return define(KERNELS)


def test_kernels(kernels):
    for f in (kernels.double, kernels.half, kernels.adding(3), kernels.adding(2.5)):
        for x in (0, -1, 2**63 - 1, 1.5, math.nan, -0.0, True):
            for call in (kernels.apply, kernels.fails, kernels.large):
                assert outcome(call, f, x) == outcome(call.__wrapped__, f.__wrapped__, x)
    functions = (kernels.double, kernels.half)
    assert kernels.composed(functions, 3) == 3.0
    assert kernels.composed(functions[::-1], 3) == 3.0
    assert kernels.composed((kernels.double, math.sqrt), 9.0) == 6.0
    assert kernels.same(kernels.double, kernels.half) is False
    assert kernels.same(kernels.half, kernels.half) is True
    assert kernels.apply.signatures[0] == "(function double, int) -> int"


def test_functions_of_libraries(kernels):
    assert kernels.apply(math.sqrt, 2.0) == math.sqrt(2.0)
    assert kernels.apply(abs, -3) == 3
    assert kernels.apply(len, b"abc") == 3
    assert outcome(kernels.apply, math.sqrt, -1.0) == outcome(math.sqrt, -1.0)
    assert kernels.area(math.sin, 0.0, 1.0, 100) == kernels.area.__wrapped__(
        math.sin, 0.0, 1.0, 100
    )


@pytest.mark.skipif(np is None, reason="it is about NumPy's functions")
def test_functions_of_numpy(kernels):
    assert kernels.apply(np.sqrt, 2.25) == 1.5
    assert kernels.apply(np.floor, np.float32(2.5)) == 2.0
    assert kernels.apply(np.abs, -3) == 3
    with pytest.raises(CompilationError, match="numpy.busday_count"):
        kernels.apply(np.busday_count, 1)


def test_versions_are_told_apart_by_the_function(kernels):
    results = []
    for n in range(20):
        results.append(kernels.apply(kernels.adding(n), 1))
        gc.collect()  # an address may be used again
    assert results == list(range(1, 21))


def test_values_of_the_function_s_surroundings(define):  # noqa: F811
    module = define("N = 3\n@jit\ndef f(x): return x + N\n@jit\ndef g(h, x): return h(x)\n")
    assert module.g(module.f, 1) == 4
    module.N = 5
    module.f.recompile()
    assert module.g(module.f, 1) == 6


def test_what_is_refused(kernels):
    for f in (kernels.plain, lambda x: x, "abc".upper, print.__call__, int.bit_length):
        with pytest.raises(TypeError, match="parameter 'f'"):
            kernels.apply(f, 3)
    for f in (eval, input, hash):
        with pytest.raises(CompilationError):
            kernels.apply(f, 3)
    with pytest.raises(CompilationError, match="function"):
        kernels.given_back(kernels.double)
    # And again, without asking the compiler.
    with pytest.raises(CompilationError, match="function"):
        kernels.given_back(kernels.double)
