from pyjit import f64, jit


@jit
def total(n: int) -> int:
    s = 0
    for x in n:
        s += x
    return s


@jit
def elements(a: f64[()]) -> float:
    s = 0.0
    for x in a:
        s += x
    return s


@jit
def backwards(a: f64[:, :]) -> float:
    s = 0.0
    for x in reversed(a.flat):
        s += x
    return s


@jit
def kept(xs: list[int]) -> int:
    pairs = zip(xs, xs)
    return len(list(pairs))


@jit
def asked_later(xs: list[int]) -> int:
    it = iter(xs)
    return next(it)


@jit
def changed_meanwhile(xs: list[int]) -> int:
    k = 1
    for x in (x + k for x in xs):
        k += x
    return k


@jit
def of_unknown_length(xs: list[int]) -> int:
    return len(tuple(x + 1 for x in xs))
