from ._pyjit import pyjit as pj


@pj.jit
def step(x: float, dt: float) -> float:
    return x + dt * (1 - x)
