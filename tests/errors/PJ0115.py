from pyjit import jit


@jit
def first(i: int) -> int:
    table = b"abc"
    return table[i]
