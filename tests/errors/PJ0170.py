from pyjit import f64, jit


@jit
def some(a: f64[:]) -> bool:
    return not a


@jit
def chained(t: "datetime64[s]", a: "datetime64[s][:]") -> bool:
    return t == a != t
