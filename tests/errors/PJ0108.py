from pyjit import jit


@jit
def double(x: float) -> float:
    type Number = float
    return x * 2
