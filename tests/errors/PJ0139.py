from pyjit import jit


@jit
def ratio(a: float, b: float) -> float:
    return a / b


@jit
def half(x: float) -> float:
    return ratio(b=1.0 / x, a=2.0 / x)
