from pyjit import jit


@jit
def f(a: int, a: int) -> int:
    return a
