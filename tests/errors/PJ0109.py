from pyjit import jit


@jit
def double(x: float) -> float:
    return (await x) * 2
