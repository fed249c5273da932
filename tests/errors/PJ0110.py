from pyjit import jit


@jit
def area(r: float) -> float:
    square = lambda x: x * x
    return 3.0 * square(r)
