from ._pyjit_tools import pyjit


@pyjit.jit
def parity(n: int) -> bool:
    return n % 2 == 1
