"""Variables that are real on one path and complex on another."""

from pyjit import jit




@jit
def one_or_other(n: int, x: float, z: complex):
    t = n
    if n > 2:
        t = x
    elif n < 0:
        t = z
    return t


@jit
def operators(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return t + 1, 2 - t, t * x, t * z, -t, +t


@jit
def of_two(n: int, m: int, x: float, z: complex):
    t = x if n > 2 else z
    u = m if m > 1 else z
    return t + u, t * u, u - t


@jit
def divided(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return t / 4, z / t


@jit
def power(n: int, x_small: int, z: complex):
    t = x_small if n > 2 else z
    return t**2


@jit
def questions(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return t == 1, t != x, t == z, bool(t), not t, isinstance(t, float), isinstance(t, complex)


@jit
def size(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return abs(t)


@jit
def parts(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return t.real, t.imag, t.conjugate()


@jit
def shown(n: int, x: float, z: complex):
    t = x if n > 2 else z
    if n == 1:
        raise ValueError(f"no {t}, {t!r}")
    return n


@jit
def escapes(x: float, y: float, n: int):
    c = complex(x, y)
    z = 0
    for i in range(n):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return n


@jit
def horner(z: complex, n: int):
    total = 0
    for k in range(n):
        total = total * z + k
    return total


@jit
def _double(z):
    return z + z


@jit
def passed_on(n: int, x: float, z: complex):
    t = x if n > 2 else z
    return _double(t)


@jit
def in_tuples(n: int, x: float, z: complex):
    t = x if n > 2 else z
    pair = (t, n)
    return pair, pair[0] + 1


@jit
def none_or(n: int, x: float, z: complex):
    t = None
    if n > 2:
        t = x
    elif n > 0:
        t = z
    return t


@jit
def swapped(n: int, x: float, z: complex):
    a, b = x, z
    for _ in range(n):
        a, b = b, a
    return a, b
