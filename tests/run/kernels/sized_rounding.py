"""`round` of NumPy's floats."""

from pyjit import f32, f64, jit


@jit
def of_f64(x: f64, digits: int):
    return round(x, digits), round(x, 2), round(x, -2), round(x, 0)


@jit
def of_f32(x: f32, digits: int):
    return round(x, digits), round(x, 2), round(x, -2), round(x, 0)
