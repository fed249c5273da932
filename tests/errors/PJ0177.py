from pyjit import jit


@jit
def put(b: bytearray, x: float) -> None:
    b[0] = x
