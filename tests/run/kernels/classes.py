"""Static methods, nested classes, decorators with options and under other names."""

import pyjit
import pyjit as pj
from pyjit import jit as fast
from pyjit import jit_immediate


class Geometry:
    """Kernels in a class."""

    @staticmethod
    @fast
    def area(x: float, y: float) -> float:
        return x * y

    class Inner:
        @staticmethod
        @pj.jit
        def twice(a: int) -> int:
            return a * 2


@pyjit.jit
def by_attribute(a: int) -> int:
    return a + 1


@fast()
def called_decorator(a: int) -> int:
    return a + 2


@jit_immediate
def immediate(a: int) -> int:
    return a + 3


@fast("int(int, float)")
def by_signature(a, x):
    return a + int(x)


@fast("(f64, i64)")
def by_signature_without_result(x, a):
    return x * a
