from pyjit import jit


@jit
def total(x: float) -> float:
    parts = [x, 2 * x]
    return parts[0] + parts[1]
