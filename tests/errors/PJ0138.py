from pyjit import jit


@jit
def area(w: float, h: float) -> float:
    return w * h


@jit
def square(side: float) -> float:
    return area(side)
