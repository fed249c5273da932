from pyjit import i32, jit


@jit
def inverse(a: i32[:]) -> float:
    return a[0] ** -1
