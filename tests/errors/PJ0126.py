from pyjit import jit


@jit
def tail(a: bytearray) -> int:
    return len(a[1:])


@jit
def clear(a: memoryview) -> None:
    a[1:] = 0
