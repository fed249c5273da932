"""Numbers beside arrays: of several types, in what makes arrays, and functions of two results."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8, u64


@jit
def float_or_numpys(x: f64[:], n: int):
    norm = 0.0
    for _ in range(min(n, 2)):
        norm = norm + np.sqrt(np.sum(x[:3] * x[:3]))
    return x / norm, norm * x, x - norm, norm // x, x > norm, -norm + x, np.maximum(x, norm)


@jit
def float_or_single(x: f32[:], n: int):
    """Of both types, the result is what the array holds."""
    total = 0.0
    for i in range(min(n, len(x))):
        total = total + x[i]
    return x * total, x >= total, np.where(x > total, x, total), np.full(2, total, np.float64)


@jit
def int_or_small(x: u8[:], n: int):
    total = 0
    for i in range(min(n, len(x))):
        total = total + x[i]
    return x + total, x == total, np.where(x < total, x, total), x // (total | 1)


@jit
def int_or_float(x: f64[:], n: int):
    scale = 1
    if n > 2:
        scale = 2.5
    y = x.copy()
    y *= scale
    y[1:] += scale
    x[:] = scale
    return x, y, np.array([scale, 1.5, 2]), np.clip(x, 0, scale)


@jit
def greatest(x: i64[:], n: int):
    m = -1
    for i in range(min(n, len(x))):
        if x[i] > m:
            m = x[i]
    return x[x > m], x % (m | 1), (x == m).sum(), np.array([m, n]), np.full(2, m)


@jit
def spaced_singles(a: f32, b: f32, n: int):
    return np.linspace(a, b, abs(n) % 9), np.linspace(a, b, 5, endpoint=False)


@jit
def spaced_numbers(a: i32, b: f64, n: int):
    return (
        np.linspace(a, b, abs(n) % 9),
        np.linspace(a, a, 4),
        np.linspace(b, a, 3, retstep=True),
        np.linspace(1, b, 4, dtype=np.float32),
    )


@jit
def spaced_integers(n_small: int, m: int):
    """Rounded towards minus infinity."""
    return (
        np.linspace(n_small, m, 7, dtype=np.int64),
        np.linspace(m, n_small, 4, dtype="i4"),
        np.linspace(0, n_small, 3, True, True, np.int16),
    )


@jit
def counted_up(a: i8, b: u8):
    """Of an index's type at least."""
    return np.arange(a), np.arange(0, a), np.arange(a, 9), np.arange(b), np.arange(0, b, 3)


@jit
def counted_up_to_large(b: u64, f: f32):
    small = b % np.uint64(9)
    some = abs(f) % np.float32(7.0) if abs(f) < 1e30 else f * 0
    return np.arange(small), np.arange(0, small, 2), np.arange(some), np.arange(True)


@jit
def both_of_floats(x: f64[:], y: float):
    quotient, rest = np.divmod(x, y)
    fraction, whole = np.modf(x)
    mantissa, exponent = np.frexp(x)
    return quotient, rest, fraction, whole, mantissa, exponent, np.ldexp(mantissa, exponent)


@jit
def both_of_matrices(a: f32[:, :], b: f32[:]):
    return divmod(a, a.T[0, 0] + 1), np.modf(a.T), np.frexp(b[::-1])


@jit
def both_of_integers(x: i64[:], n: int):
    return divmod(x, n), np.divmod(n, x), divmod(x, x[::-1])


@jit
def both_of_small(x: u8[:], n: int):
    """An `int` that does not fit is an error, also beside no elements."""
    return divmod(x, n)


@jit
def scaled(x: f64[:], n_small: int):
    return np.ldexp(x, n_small), np.ldexp(x, np.arange(len(x))), np.ldexp(2.0, np.arange(3))


@jit
def differences(x: i32[:], a: f64[:, :]):
    return (
        np.diff(x, 2),
        np.diff(x, n=3),
        np.diff(x, 0),
        np.diff(a, axis=0),
        np.diff(a, 2, 1),
        np.diff(a > 5, 1, axis=0),
    )


@jit
def items(x: i64[:], a: f64[:, :], n: int):
    return x.item(n), a.item(n), a.item(0, n), a.item((n, 0))


@jit
def clipped_method(x: i64[:], low: int, n: int):
    return x.clip(low, 4), x.clip(max=n), x.clip(min=low), x.clip(x[0], 9)
