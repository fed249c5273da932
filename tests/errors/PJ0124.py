from pyjit import jit


class Bad(Exception):
    pass


@jit
def check(x: float) -> float:
    if x < 0.0:
        raise Bad("negative")
    return x
