from pyjit import jit


@jit
def step(x: int) -> int:
    y = total + x
    total = y
    return total
