from pyjit import f64, i64, jit


@jit
def pick(a: f64[:], x: float) -> float:
    return a[x]


@jit
def at(a: f64[:], i: i64[()]):
    return a[i]
