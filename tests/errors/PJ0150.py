from pyjit import i64, jit, u64


@jit
def last(a: u64[:], n: i64) -> int:
    best = n
    for x in a:
        best = x
    return best


@jit
def escapes(c: complex) -> int:
    z = 0
    for i in range(100):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return 100
