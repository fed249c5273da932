from pyjit import jit


@jit
def area(r: float) -> float:
    def square(x):
        return x * x
    return 3.0 * square(r)
