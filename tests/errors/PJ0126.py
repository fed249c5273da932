from pyjit import f64, jit


@jit
def shift(a: f64[:], b: f64[:]) -> None:
    a[1:] = b[:-1]


@jit
def scale(a: f64[:]) -> None:
    a[1:] *= 2.0


@jit
def tail(a: bytearray) -> int:
    return len(a[1:])
