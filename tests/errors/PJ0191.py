from pyjit import jit


@jit
def adder(n: int):
    def add(x):
        return x + n
    return add


@jit
def both(n: int):
    return n, lambda x: x
