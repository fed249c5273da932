from pyjit import jit


@jit
def name(x: int):
    return "odd" if x % 2 else "even"
