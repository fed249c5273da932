from pyjit import f64, jit


@jit
def total(n: int) -> int:
    s = 0
    for x in n:
        s += x
    return s


@jit
def elements(a: f64[()]) -> float:
    s = 0.0
    for x in a:
        s += x
    return s


@jit
def backwards(a: f64[:, :]) -> float:
    s = 0.0
    for x in reversed(a.flat):
        s += x
    return s
