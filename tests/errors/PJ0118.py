from pyjit import f64, jit


@jit
def area(w: float, h: float) -> float:
    return w * h


@jit
def square(sides: f64[:]) -> float:
    return area(*sides)
