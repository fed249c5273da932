from pyjit import jit


@jit
def check(x: int) -> int:
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x
