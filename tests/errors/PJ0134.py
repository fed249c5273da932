from pyjit import jit


def square(x):
    return x * x


@jit
def area(r: float) -> float:
    return 3.0 * square(r)
