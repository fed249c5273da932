from pyjit import jit

COUNT = 0


@jit
def step(x: int) -> int:
    global COUNT
    COUNT = COUNT + x
    return COUNT


@jit
def total(n: int) -> int:
    count = 0
    def add(x):
        nonlocal count
        count += x
    add(n)
    return count
