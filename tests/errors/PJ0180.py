from pyjit import f64, jit


@jit
def add() -> int:
    a, b = (1, 2, 3)
    return a + b


@jit
def pair(a: f64[()]) -> float:
    x, y = a
    return x + y
