from pyjit import jit


@jit
def parse(x: float) -> int:
    return int(x, base=10)
