from pyjit import i64, jit, u64


@jit
def last(a: u64[:], n: i64) -> int:
    best = n
    for x in a:
        best = x
    return best
