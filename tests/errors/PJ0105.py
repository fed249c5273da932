from pyjit import jit


@jit
def root(x: float, real: bool) -> float:
    if real:
        import math
    return math.sqrt(x)


@jit
def scaled(x: float) -> float:
    from helpers import scale

    return scale(x)


@jit
def twice(math: float) -> float:
    import math

    return math.pi
