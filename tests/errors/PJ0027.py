from pyjit import jit


@jit("f64(f64")
def f(x):
    return x


@jit("f64(f64, f64)")
def g(x):
    return x


@jit(float(x for x in ""))
def h(x):
    return x


@jit(float(int))
def i(x):
    return x
