from pyjit import i32, jit


@jit
def power(a: i32[:], n: i32) -> int:
    return int(a[0] ** n)
