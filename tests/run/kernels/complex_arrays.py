"""NumPy's complex numbers: as elements, as scalars beside Python's numbers, and whole arrays of them.

Products of whole arrays, and functions that are not exact, are in `test_complex_arrays`.
"""

import numpy as np

from pyjit import c64, c128, f32, f64, i16, i64, jit


@jit
def element(a: c128[:], n: int):
    return a[n]


@jit
def element_of_single(a: c64[:], n: int):
    return a[n]


@jit
def filled(a: c128[:], z: complex):
    for i in range(len(a)):
        a[i] = z


@jit
def filled_with_float(a: c64[:], x: float):
    a[:] = x


@jit
def filled_with_int(a: c128[:], n: int):
    for i in range(len(a)):
        a[i] = n


@jit
def operators(a: c128[:], z: complex):
    w = a[0]
    return w + z, w - z, w * z, w / z, z / w, -w, +w


@jit
def operators_of_single(a: c64[:], b: c64[:]):
    return a[0] + b[0], a[0] - b[0], a[0] * b[0], a[0] / b[0]


@jit
def with_numbers(a: c64[:], n: int, x: float):
    z = a[0]
    return z + n, z * x, x - z, z / 2, 2.0 / z, z + True


@jit
def with_sized(a: c64[:], x: f64, y: f32, k: i16, n: i64):
    z = a[0]
    return z + x, z * y, z - k, z + n, x * 1j, y * 1j, n + 1j, k - 2j


@jit
def small_powers(a: c128[:]):
    z = a[0]
    return z**0, z**1, z**2, z**3, z**5, z**-1, z**-4


@jit
def parts(a: c64[:], b: c128[:]):
    return a[0].real, a[0].imag, b[0].real, b[0].imag, a[0].conjugate(), b[0].conj()


@jit
def compared(a: c128[:], b: c64[:], z: complex):
    return a[0] == b[0], a[0] != z, b[0] == z, a[0] == 1, b[0] != 0.5, bool(a[0])


@jit
def decided(a: c128[:]):
    count = 0
    for z in a:
        if z:
            count += 1
        if z == 4 or not z:
            count += 10
    return count


@jit
def summed(a: c128[:]):
    total = 0j
    for z in a:
        total += z
    return total


@jit
def summed_from_int(a: c64[:]):
    total = 0
    for z in a:
        total += z
    return total


@jit
def summed_from_float(a: c128[:]):
    total = 0.0
    for i in range(len(a)):
        total += a[i].real
        total = total - a[i]
    return total, total == 0, -total


@jit
def python_numbers(n: int, z: complex):
    total = 0
    for _ in range(n):
        total += z
    return total, total + 1, total == 0


@jit
def constructed(x: float, n: int, z: complex):
    return np.complex128(x), np.complex64(z), np.complex128(n) * 2, np.complex64(0.5) + z


@jit
def back_to_python(a: c128[:], b: c64[:]):
    return complex(a[0]), complex(b[0]), complex(b[0].real, 2), a[0].item()


@jit
def scalar(z: c128, w: c64):
    return z + w, z * 2, w.real


@jit
def optional(a: c128[:], n: int):
    if n < len(a) and n >= 0:
        return a[n]
    return None


@jit
def in_tuples(a: c128[:]):
    z, w = a[0], -a[0]
    pair = (z, 2, w)
    return pair, pair[2] + pair[1]


@jit
def kinds(a: c64[:], b: c128[:]):
    return (
        isinstance(a[0], complex),
        isinstance(b[0], complex),
        isinstance(a[0], np.complexfloating),
        isinstance(b[0], np.floating),
        isinstance(a[0], np.number),
        a.dtype == np.complex64,
        b.dtype.itemsize,
        a.dtype.kind,
        b.itemsize,
        a.nbytes,
    )


@jit
def sums(a: c128[:], b: c128[:]):
    return a + b, a - b, -a, a + 1, 2 - a, a + 1j


@jit
def sums_of_single(a: c64[:], b: f32[:], c: f64[:], d: i16[:]):
    return a + b, a - c, a + d, b + 1j, d - 1j


@jit
def quotients(a: c128[:], z: complex):
    return a / 2.5, a / z, z / a


@jit
def array_comparisons(a: c128[:], b: c64[:], z: complex):
    return a == b, a != z, b == 0, b != b


@jit
def exact_functions(a: c128[:], b: c64[:]):
    return np.conj(a), np.conjugate(b), np.isnan(a), np.isinf(b), np.isfinite(a), np.negative(b)


@jit
def functions_of_scalars(z: complex):
    return abs(np.complex128(z)), np.abs(z), np.conj(z), np.isnan(z), np.isfinite(z), np.angle(z)


@jit
def made(n: int):
    a = np.zeros((n % 4, 2), dtype=complex)
    b = np.ones(n % 3, np.complex64)
    c = np.full(3, 2 - 1j)
    d = np.array([1j, 2.0, 3])
    e = np.array([[1, 2j], [3.5, 4]], dtype="c8")
    return a, b, c, d, e, np.zeros_like(e), np.full_like(a, 1j), np.array((1, 2j))


@jit
def converted(a: c128[:], b: f64[:], c: i64[:]):
    return a.astype(np.complex64), b.astype(complex), c.astype(np.complex64), a.astype("D")


@jit
def views(a: c128[:, :], n: int):
    return a[0], a[:, 1:], a.T, a[::-1, ::2], a[n:, :]


@jit
def stored_rows(a: c128[:, :], z: complex):
    a[0] = z
    a[:, -1] = a[:, 0]
    a[-1, 0] += 1j
    a[0, 0] -= 2


@jit
def augmented(a: c128[:], b: c64[:]):
    a += b
    b -= 1
    a[1:] += 2j


@jit
def real_into_complex(a: c128[:], b: f64[:]):
    a[: len(b)] = b
    a[0] = b[0]


@jit
def chosen(a: c128[:], b: c128[:]):
    return np.where(a == b, a, 1j), np.where(b != 0, b, a)


@jit
def copies(a: c64[:], b: c128[:, :]):
    return a.copy(), b.copy(), np.ascontiguousarray(b), a[::-1].copy(), np.asarray(a)


@jit
def masked(a: c128[:], b: i64[:]):
    a[a == 0] = 1 - 1j
    return a[a != 1], a[b % 2]


@jit
def ordered(a: c128[:], b: c64[:], z: complex):
    return a < z, a >= z, b <= 1, b > z, 1.5 < a, np.less(a, z), np.greater_equal(b, 0)


@jit
def ordered_scalars(a: c128[:], b: c64[:], z: complex, x: float):
    v, w = a[0], b[0]
    return v < z, v <= w, z > w, w >= x, w < 1, np.less(v, z), 2 < v < z


@jit
def sorted_numbers(a: c128[:], b: c64[:]):
    return np.sort(a), np.argsort(b[:16]), np.sort(b[::-1])


@jit
def extreme_numbers(a: c128[:], b: c64[:]):
    return a.max(), b.min(), np.argmax(a), b.argmin(), np.ptp(b), np.nanmax(a), np.nanmin(b)


@jit
def extremes_of_rows(a: c128[:, :]):
    return a.max(axis=0), a.min(1), np.argmax(a, axis=1), a.argmin(0), np.fmax.reduce(a)


@jit
def extremes_of_pairs(a: c128[:], b: c64[:], z: complex):
    return np.maximum(a, z), np.minimum(b, 1), np.fmax(a, z), np.fmin(b, z), np.maximum(a[0], z)


@jit
def close(a: c128[:], b: c64[:], z: complex):
    return (
        np.isclose(a, z),
        np.isclose(b, z, equal_nan=True),
        np.allclose(a, z),
        np.array_equal(a, a, equal_nan=True),
        np.isclose(z, a[0]),
    )


@jit
def numbers_for_nan(a: c128[:], b: c64[:], z: complex):
    return np.nan_to_num(a), np.nan_to_num(b, nan=1.5, posinf=2.0), np.nan_to_num(z)


@jit
def rounded(a: c128[:], b: c64[:], z: complex, digits: int):
    return np.round(a, 2), np.around(b), np.rint(a), np.round(z, 1), np.round(a[0], 1)


@jit
def clipped(a: c128[:], b: c64[:], z: complex):
    return (
        np.clip(a, 0, 1 + 1j),
        np.clip(b, z, z),
        np.clip(a, None, z),
        np.clip(b, 1, None),
        np.clip(a[0], z, 5),
    )


@jit
def parts_assigned(a: c128[:], b: c64[:], c: f64[:], x: float):
    a.real = x
    b.imag = 1
    a.imag = c
    a[1:].real = 7
    b.real += 2
    return a.imag


@jit
def parts_of_rows_assigned(a: c128[:, :], b: f64[:]):
    a.imag = b
    a.T.real = 3
    a.real *= 2


@jit
def in_tuples_of_numbers(a: c128[:], b: c64[:], z: complex, x: float):
    v, w = a[0], b[0]
    return v in (z, 1, x), w not in (v, 2j), (v, w) == (z, w), (v, 1) != (v, 1), (w, (x, v)) == (z, (1, v))


@jit
def told(a: c128[:], b: c64[:], n: int):
    if n > 0:
        raise ValueError(f"{a[0]} and {b[0]!r}, {b[0]:.2f}")
    raise ValueError(a[0], b[0], (a[0], 1))


@jit
def powers_of_zero(x: float, y: float):
    """Zero where the exponent's real part is positive, whatever the imaginary one is."""
    w = np.complex128(complex(x, y))
    zeros = np.zeros(2, np.complex64)
    return np.complex128(0) ** w, zeros ** np.complex64(w), np.power(zeros.astype(complex), w)


@jit
def powers_in_doubles(z: c64[:]):
    return np.float_power(z, 2), np.float_power(z, np.float32(1))
