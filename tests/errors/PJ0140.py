from pyjit import jit

START = int(input())


@jit
def step(x: int, start: int = START) -> int:
    return x + start


@jit
def twice(x: int) -> int:
    return step(step(x))
