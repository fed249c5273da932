from pyjit import jit, u8


@jit
def larger(a: u8[:], n: int):
    return a[0] if n else n
