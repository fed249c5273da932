from pyjit import f64, jit


@jit
def clear(a: f64[:]) -> None:
    a[1:] = 0.0


@jit
def tail(a: bytearray) -> int:
    return len(a[1:])
