from pyjit import jit


@jit
def weight(x: int) -> int:
    weights = {1: 10, 2: 20}
    return weights[x]
