from pyjit import jit


@jit
def add(a, b):
    return a + b
