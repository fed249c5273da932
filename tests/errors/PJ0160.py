from pyjit import jit


@jit
def pair(n: int):
    return n, n


@jit
def choose(n: int):
    return pair(n) if n else (1.5, 2.5)
