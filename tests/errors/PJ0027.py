from pyjit import jit


@jit("f64(f64")
def f(x):
    return x


@jit("f64(f64, f64)")
def g(x):
    return x
