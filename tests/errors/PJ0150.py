from pyjit import i32, jit


@jit
def last(a: i32[:], n: int) -> int:
    best = n
    for x in a:
        best = x
    return best
