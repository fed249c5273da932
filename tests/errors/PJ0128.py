from pyjit import jit


@jit
def same(x: int, y: int) -> bool:
    return x is y
