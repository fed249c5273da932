from typing import TypeVar

from pyjit import jit

Any = TypeVar("Any")
Small = TypeVar("Small", bound=float)
Many = TypeVar("Many", int, float, bool)


@jit
def f[T](a: T) -> T:
    return a


@jit
def g(a: Any, b: int) -> Any:
    return a


@jit
def h[T: float](a: T) -> T:
    return a


@jit
def several[*Ts](a: int) -> int:
    return a


@jit
def combinations[A: (int, float), B: (int, float), C: (int, float), D: (int, float)](
    a: A, b: B, c: C, d: D, e: Many, f: Many
) -> int:
    return 1


@jit
def product[A: (int, float), B: (int, float, bool), C: (int, float, bool), D: (int, float, bool, complex)](
    a: A, b: B, c: C, d: D
) -> int:
    return 1


@jit
def called(a: Small) -> Small:
    return a


@jit
def caller(x: float) -> float:
    return called(x)
