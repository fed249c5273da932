from pyjit import jit


@jit
def total(n: int) -> int:
    squares = (i * i for i in range(n))
    s = 0
    for square in squares:
        s += square
    return s
