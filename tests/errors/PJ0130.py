from pyjit import jit

LIMIT = int(input())


@jit
def clip(x: int) -> int:
    return x if x < LIMIT else LIMIT
