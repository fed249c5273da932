from pyjit import f64, jit


@jit
def f(a: f64[:, :, :, :, :, :, :, :, :]) -> int:
    return 1


@jit
def g(a: f64[:, ::1, :]) -> int:
    return 1


@jit
def h(a: f64[::1, ::1]) -> int:
    return 1
