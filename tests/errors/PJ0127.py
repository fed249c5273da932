from pyjit import f64, jit


@jit
def product(a: f64[:], x: float):
    return a @ x


@jit
def of_numbers(x: float, y: float):
    return x @ y


@jit
def in_place(a: f64[:, :], b: f64[:, :]):
    a @= b
