from pyjit import f64, jit


@jit
def turn(x: f64):
    return x * 1j
