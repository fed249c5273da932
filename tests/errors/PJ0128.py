from pyjit import jit


@jit
def small(x: int) -> bool:
    return x in (1, 2)
