from pyjit import jit


@jit
def f(a: int, *rest: int) -> int:
    return a


@jit
def g(a: int, **options: int) -> int:
    return a
