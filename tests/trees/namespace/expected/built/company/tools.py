import company._pyjit_tools as pyjit


@pyjit.jit
def parity(n: int) -> bool:
    return n % 2 == 1
