"""Arrays without dimensions: as arguments, made by kernels, views of others, in expressions."""

from typing import Optional

import numpy as np

from pyjit import c128, f32, f64, i8, i64, jit, u8


@jit
def asked(a: f64[()]):
    return a.shape, a.ndim, a.size, a.itemsize, a.nbytes, a.strides, np.shape(a), np.size(a)


@jit
def element(a: f64[()], b: i8[()], c: c128[()]):
    return a[()], b[()], c[()], a.item(), b.item()


@jit
def views(a: f64[()]):
    return a[...], a[()], a[None], a[None, ...], a[..., None, None], a.T, a.ravel(), a.flatten()


@jit
def itself(a: f64[()]):
    return a, a


@jit
def shared(a: f64[()], x: float):
    b = a[...]
    c = a[None]
    b[()] = x
    c[0] += 1
    return a


@jit
def of_vector(a: f64[:], i: int, x: float):
    b = a[i, ...]
    c = a[..., i]
    before = b[()]
    b[...] = x
    return before, b, c, b[()] + c


@jit
def of_matrix(a: i64[:, :], i: int, j: int):
    b = a[i, j, ...]
    b += 1
    return b, a[i][j, ...], a[i, ..., j]


@jit
def assigned(a: u8[()], value: int):
    a[()] = value
    return a[()]


@jit
def assigned_whole(a: u8[()], value: int):
    a[...] = value
    return a[()]


@jit
def assigned_float(a: i64[()], value: float):
    a[()] = value
    return a


@jit
def assigned_array(a: i8[()], b: f32[()]):
    a[...] = b
    c = np.zeros((), np.float64)
    c[()] = b
    return a, c


@jit
def spread(a: f64[:], b: f64[()]):
    a[:] = b
    return a


@jit
def spread_over_part(a: i64[:, :], b: i8[()]):
    a[1:, 0] = b
    return a


@jit
def filled(a: f64[()], x: float):
    a.fill(x)


@jit
def scalars(a: f64[()], b: f64[()], x: float, n: int):
    return a + b, a - x, n * a, -a, abs(a), a * a + b, a < b, a == x, n >= a, a != b


@jit
def quotients(a: i8[()], b: i64[()]):
    return a // b, a % b, a / b, a & b, ~a, a << b, a + b, a * np.int8(3)


@jit
def beside_numbers(a: u8[()], n: int):
    return a + n


@jit
def powers(a: f64[()], b: i64[()]):
    return a**2, a**0.5, b**2, b**b, np.square(a)


@jit
def of_complex(a: c128[()], z: complex):
    return a + z, z - a, a.conj(), abs(a), a == z, a.real, a.imag


@jit
def functions(a: f64[()], b: i64[()]):
    return np.sqrt(a), np.sin(a), np.maximum(a, b), np.add(a, 1), np.isnan(a), np.logical_not(b)


@jit
def more_functions(a: f64[()], b: i64[()]):
    return np.round(a), np.isclose(a, b), np.nan_to_num(a), np.floor(a), np.sign(b), np.abs(a)


@jit
def beside_vectors(a: f64[:], b: f64[()], c: i8[()]):
    return a + b, b - a, a * b + c, a < b, b**a, np.where(a > b, a, b), (a + c) * (b + c)


@jit
def beside_matrices(a: f32[:, :], b: f64[()], c: f32[()]):
    return a + b, a * c, c - a.T, np.maximum(c, a[::-1])


@jit
def read_late(a: f64[()]):
    # The operand is the array, not the number that it held when it was evaluated.
    return a + doubled(a), np.ones(3) * a + doubled(a)


@jit
def doubled(a):
    a *= 2
    return a[()]


@jit
def in_place(a: f64[()], x: float, b: i8[()]):
    a += x
    a *= b
    a -= a
    return a


@jit
def in_place_narrow(a: u8[()], n: int):
    a += n
    return a


@jit
def in_place_element(a: i8[()], b: i64[()]):
    a[()] += 1
    a[...] *= 2
    b //= a
    return a, b


@jit
def in_place_of_view(a: f64[:], i: int):
    b = a[i, ...]
    b += a[0]
    a += b
    return a


@jit
def truths(a: f64[()], b: i64[()]):
    if a:
        return not b, bool(a), True if b else False
    return not a, bool(b), a > 0 or b > 0


@jit
def to_numbers(a: f64[()], b: i64[()], c: c128[()]):
    return float(a), int(b), float(b), complex(c), complex(a), np.float32(a), np.int64(b)


@jit
def to_int(a: f64[()]):
    return int(a)


@jit
def reductions(a: f64[()], b: i8[()]):
    return a.sum(), b.sum(), np.prod(b), a.mean(), np.var(a), b.std(), a.max(), np.min(b)


@jit
def more_reductions(a: f64[()], b: i8[()]):
    return a.argmax(), a.any(), np.all(b), np.count_nonzero(b), a.cumsum(), np.ptp(b), a.sum(axis=0)


@jit
def copies(a: f64[()], b: i8[()]):
    return a.copy(), np.copy(b), a.astype(np.int8), b.astype(np.float64), np.array(a), np.asarray(a)


@jit
def likes(a: f64[()], b: i8[()], n: int):
    c = np.empty_like(b)
    c[()] = 7
    return np.zeros_like(a), np.ones_like(b), np.full_like(a, n), np.zeros_like(b, np.float64), c


@jit
def made(x: float, n: int, z: complex):
    a = np.empty(())
    a[...] = x
    b = np.zeros((), np.int8)
    return a, b, np.ones(()), np.full((), n), np.full((), z), np.array(x), np.asarray(n), np.array(z)


@jit
def made_of_type(x: float, y: f64, n: int):
    return np.array(n, dtype=np.float32), np.asarray(x, np.float32), np.array(y, np.int8)


@jit
def made_narrow(n: int):
    return np.array(n, dtype=np.uint8), np.array(True), np.array(np.float32(1.5))


@jit
def made_of_float(x: float):
    return np.array(x, dtype=np.int64)


@jit
def made_in_order(n: int):
    return np.full((), n, order="F"), np.zeros((), order="C")


@jit
def shapes(a: f64[()]):
    return a.reshape(1, 1), a.reshape(1), np.reshape(a, (1, -1)), a.reshape(()), a.transpose()


@jit
def without(a: f64[:], b: f64[:, :]):
    return a.reshape(()), b.reshape(()), np.reshape(b, ())


@jit
def shapes_that_fail(a: f64[()], n: int):
    return a.reshape(n, 2)


@jit
def expanded(a: f64[()]):
    return np.expand_dims(a, 0), np.expand_dims(a, axis=-1), np.ravel(a), np.transpose(a)


@jit
def chosen(a: f64[()], b: i64[()], c: f64[:]):
    return np.where(a > b, a, b), np.where(a, 1, 2), np.where(c > a, c, b), np.where(a > 0, c, 0.0)


@jit
def chosen_of_numbers(flag: bool, x: float, n: int):
    return np.where(flag, x, n), np.where(x > n, 1, 2)


@jit
def clipped_alone(a: f64[()], b: i8[()]):
    return np.clip(a, -1, 1), np.clip(b, b, 5)


@jit
def in_tuples(t: tuple[f64[()], i64[()]]):
    a, b = t
    return (a, (b[()], a[...])), a + b


@jit
def maybe(a: Optional[f64[()]]):
    if a is None:
        return None
    return a[...]


@jit
def of_calls(a: f64[()], b: f64[:]):
    return total(a), total(b), total(a[None])


@jit
def total(a):
    if a.ndim == 0:
        return a[()]
    return a.sum()


@jit
def joined(a: f64[()], b: f64[:], flag: bool):
    if flag:
        c = a
    else:
        c = b[0, ...]
    return c


@jit
def until(a: i64[()], limit_small: int):
    count = 0
    a[()] = 0
    while a < limit_small:
        a += 1
        count += 1
    return count


@jit
def spelled(a: np.ndarray[tuple[()], np.dtype[np.float64]]) -> f64[()]:
    return a


@jit
def flags(a: f64[()]):
    return a.dtype.itemsize, a.dtype == np.float64, isinstance(a, np.ndarray)


@jit
def without_nan(a: f64[()]):
    return np.nansum(a), np.nanprod(a), np.nancumsum(a), np.nancumprod(a)


@jit
def extremes_without_nan(a: f64[()]):
    if np.isnan(a):
        # NumPy warns there.
        return None
    return np.nanmin(a), np.nanmax(a), np.nanmean(a), np.nanvar(a), np.nanstd(a)


@jit
def as_a_line(a: f64[()]):
    return np.ascontiguousarray(a)


@jit
def as_numbers(a: f64[()], b: i64[()], c: f64[:]):
    return np.full(2, a), np.full((2, 2), b), np.searchsorted(np.sort(c), a)


@jit
def between(a: f64[()]):
    if abs(a) < 100:
        return np.linspace(a, 3, 4), np.linspace(0, a, 3), np.arange(a), np.arange(a, 5)
    return None
