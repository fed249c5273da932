from pyjit import jit


@jit
def pick(i: int) -> float:
    weights = (1, (2.5, 3))
    return weights[i]
