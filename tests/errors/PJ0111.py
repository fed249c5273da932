from pyjit import jit


@jit
def total(n: int) -> int:
    return sum([i * i for i in range(n)])
