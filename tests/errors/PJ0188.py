from pyjit import jit


@jit
def total(n: int) -> int:
    s = 0
    for square in (i * i for i in range(n)):
        s += square
    return s
