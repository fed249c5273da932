from pyjit import jit


@jit
def f(n: int):
    for i in range(n):
        yield i
