from _pyjit_script import jit

from company.tools import parity


@jit
def flip(n: int) -> int:
    return n + 1 if parity(n) else n - 1
