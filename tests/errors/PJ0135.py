from pyjit import jit


@jit
def pair(x):
    return {x, x}


@jit
def first(x: float) -> float:
    return len(pair(x))
