from pyjit import jit


@jit
def area(r: float) -> float:
    class Circle:
        pass
    return r
