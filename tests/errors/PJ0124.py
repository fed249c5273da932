from pyjit import jit


def error(text):
    return ValueError(text)


@jit
def caused(x: float) -> float:
    if x < 0.0:
        raise ValueError("negative") from ArithmeticError("cause")
    return x


@jit
def made(x: float) -> float:
    if x < 0.0:
        raise error("negative")
    return x


@jit
def again(x: float) -> float:
    if x < 0.0:
        raise
    return x
