from pyjit import jit


@jit
def half(x: int) -> int:
    return x / 2
