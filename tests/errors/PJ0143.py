from pyjit import jit


@jit
def nest(x, n):
    return nest((x, 1), n - 1) if n > 0 else 0


@jit
def start(n: int) -> int:
    return nest(1, n)
