from pyjit import f64, i64, jit


@jit
def start(n: int, a: f64[:], b: i64[:]) -> None:
    a[0] = b[0] = n + 1
