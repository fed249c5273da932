from pyjit import jit


@jit
def f(a: int, b) -> int:
    return a + b
