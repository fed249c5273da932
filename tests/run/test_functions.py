"""Functions inside kernels: what a traceback shows, and recursion that has an end."""

import os
import threading
import traceback

import pytest
from conftest import import_named

SOURCE = """
from pyjit import jit


@jit
def apply(f, x):
    return f(x)


@jit
def outer(n: int) -> int:
    def inner(x):
        return apply(lambda y: 10 // y, x)

    named = lambda x: inner(x)
    return named(n)


@jit
def deep(n: int, a: int) -> int:
    def up(k):
        return a if k == 0 else down(k - 1) + 1

    def down(k):
        if k == 0:
            return a
        return apply(up, k - 1) + 1

    return up(n)


@jit
def endless(n: int) -> int:
    def left(k):
        return right(k + n)

    def right(k):
        return 0 if k < 0 else left(k)

    return left(0)


@jit
def all_defaults(
    a: int = 1,
    /,
    b: float = -2.5,
    *,
    c: bool = True,
    d: str = "text",
    e: int | None = None,
    f: tuple[int, float] = (1, 2.0),
    g: complex = 1 + 2j,
) -> float:
    return a + b * c + len(d) + (0 if e is None else e) + f[0] * f[1] + g.imag


@jit
def calls_defaults(n: int) -> float:
    x = all_defaults() + all_defaults(n, c=False) + all_defaults(n, 3.5, d="long text", e=n)
    return x + all_defaults(f=(n, 0.5), g=complex(0, n))
"""

FUTURE = "from __future__ import annotations\n"


@pytest.fixture
def both(build_source, request):
    name = f"inner_{request.node.name.split('[')[0]}"
    compiled = build_source(name, FUTURE + SOURCE)
    folder = os.path.dirname(compiled.__file__)
    return compiled, import_named(folder, name, disabled=True)


def frames(error):
    return [(frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]


def test_traceback_has_every_function(both):
    found = []
    for module in both:
        assert module.outer(3) == 3
        with pytest.raises(ZeroDivisionError) as raised:
            module.outer(0)
        found.append(frames(raised.value))
    assert found[0] == found[1]
    assert [name for _, name in found[0][1:]] == ["outer", "<lambda>", "inner", "apply", "<lambda>"]


def test_deep_recursion_raises(both):
    compiled, interpreted = both
    for depth in (0, 1, 2, 77, 200):
        assert compiled.deep(depth, 5) == interpreted.deep(depth, 5)
    for function in (compiled.deep, compiled.endless):
        with pytest.raises(RecursionError):
            function(10**8, 1) if function is compiled.deep else function(1)


def test_deep_recursion_on_small_stacks(both):
    compiled, _ = both
    found = []

    def work():
        for _ in range(3):
            try:
                compiled.deep(10**8, 1)
            except RecursionError:
                found.append(compiled.deep(50, 1))

    before = threading.stack_size(256 * 1024)
    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        threading.stack_size(before)
    assert found == [51] * 12


def test_defaults_of_every_kind(both):
    compiled, interpreted = both
    calls = [
        lambda f: f(),
        lambda f: f(5),
        lambda f: f(5, 1.5, c=False),
        lambda f: f(e=7, d=""),
        lambda f: f(2, g=1j, f=(3, 0.25), b=1.0),
    ]
    for call in calls:
        assert call(compiled.all_defaults) == call(interpreted.all_defaults)
    for n in (0, 3, -8):
        assert compiled.calls_defaults(n) == interpreted.calls_defaults(n)
    for wrong in (lambda f: f(a=1), lambda f: f(1, 2.0, True), lambda f: f(h=1)):
        for function in (compiled.all_defaults, interpreted.all_defaults):
            with pytest.raises(TypeError):
                wrong(function)
