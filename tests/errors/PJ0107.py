from pyjit import jit

COUNT = 0


@jit
def step(x: int) -> int:
    global COUNT
    COUNT = COUNT + x
    return COUNT
