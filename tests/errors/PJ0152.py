from pyjit import i64, jit, u64


@jit
def larger(a: u64[:], n: i64):
    return a[0] if n else n
