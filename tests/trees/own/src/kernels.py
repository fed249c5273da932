from pyjit import jit


@jit
def same(n: int) -> int:
    return n
