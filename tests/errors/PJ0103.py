from functools import cache

from pyjit import jit


@jit
def area(r: float) -> float:
    @cache
    def square(x):
        return x * x
    return 3.0 * square(r)


@jit
def waiting(r: float) -> float:
    async def square(x):
        return x * x
    return r


@jit
def typed(r: float) -> float:
    def square[T](x: T):
        return x * x
    return square(r)
