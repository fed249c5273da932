from pyjit import jit


@jit
def real(x: float) -> float:
    return x.real
