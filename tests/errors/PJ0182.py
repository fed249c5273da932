from pyjit import jit


@jit
def scaled(x: float, factor: float | None = None) -> float:
    return x * factor
