import functools

from pyjit import jit


@functools.lru_cache
@jit
def f(n: int) -> int:
    return n
