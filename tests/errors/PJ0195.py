import sys

from pyjit import jit


@jit
def trace(x: float) -> float:
    print(x, file=sys.stderr)
    return x
