from pyjit import jit


@jit
def step(x: float, fast: bool) -> float:
    if fast:
        def move(y):
            return y + 1.0
    else:
        def move(y):
            return y * 2.0
    return move(x)


@jit
def choice(x: float, fast: bool) -> float:
    return ((lambda y: y) if fast else (lambda y: -y))(x)


@jit
def variable(x: float, fast: bool) -> float:
    move = abs
    if fast:
        move = float
    return move(x)
