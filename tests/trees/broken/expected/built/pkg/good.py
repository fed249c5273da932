from ._pyjit import jit


@jit
def good(n: int) -> int:
    return -n
