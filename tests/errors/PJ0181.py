from pyjit import jit


@jit
def total(n: int) -> int:
    s = 0
    for x in n:
        s += x
    return s
