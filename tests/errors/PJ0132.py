from pyjit import f64, jit


@jit
def find(a: f64[:]) -> int:
    best = None
    for i in range(len(a)):
        if a[i] > 0.0:
            best = i
    return best
