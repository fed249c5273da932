from pyjit import jit


@jit
def clear(b: bytes) -> None:
    b[0] = 0
