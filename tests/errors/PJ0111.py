from pyjit import jit


@jit
def total(n: int) -> int:
    return len({i * i % 10 for i in range(n)})
