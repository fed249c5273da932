from pyjit import jit


@jit
def mask(x: int) -> int:
    return x & 0xFFFF_FFFF_FFFF_FFFF
