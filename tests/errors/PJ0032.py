from pyjit import jit


@jit
def f[T](a: T) -> T:
    return a
