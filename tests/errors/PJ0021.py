from pyjit import jit


def make(scale):
    @jit
    def scaled(a: int) -> int:
        return a * scale

    return scaled
