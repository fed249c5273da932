"""NumPy's functions of integers, booleans and complex numbers that they are seldom asked for."""

import numpy as np

from pyjit import c64, c128, f32, i8, i16, i32, i64, jit, u8, u16, u32, u64


@jit
def rounded_integers(a: i32[:], b: u8[:, :], n: int):
    c = a > 1
    return np.floor(a), np.ceil(b), np.trunc(c), np.fix(a), np.rint(b * 1.0), np.floor(c)


@jit
def rounded_scalars(a: i8, b: u64, c: bool, n: int):
    return np.floor(a), np.ceil(b), np.trunc(n), np.floor(c), np.fix(n)


@jit
def reciprocals(a: i8[:], b: u16[:], c: i32[:], d: i64[:], e: u64[:]):
    return np.reciprocal(a), np.reciprocal(b), np.reciprocal(c), np.reciprocal(d), np.reciprocal(e)


@jit
def reciprocals_of_scalars(a: i16, b: i64, c: bool, n: int):
    return np.reciprocal(a), np.reciprocal(b), np.reciprocal(c), np.reciprocal(n)


@jit
def of_booleans(a: i32[:]):
    c = a > 1
    return np.reciprocal(c), np.square(c), np.conjugate(c), np.fmod(c, c), np.fmax(c, c), c.conj()


@jit
def remainders(a: i8[:], b: u8[:], c: i64[:], d: u64[:], n: int):
    return (
        np.fmod(a, a[::-1]),
        np.fmod(b, b[::-1]),
        np.fmod(c, c[::-1]),
        np.fmod(d, d[::-1]),
        np.fmod(c, n),
        np.fmod(a, 3),
    )


@jit
def remainders_of_scalars(a: i32, b: i32, c: u16, n: int, m: int):
    return np.fmod(a, b), np.fmod(c, c), np.fmod(n, m), np.fmod(b, 7)


@jit
def greater_ones(a: i32[:], b: u8[:], n: int):
    return np.fmax(a, a[::-1]), np.fmin(b, b[::-1]), np.fmax(a, n), np.fmin(3, b)


@jit
def signed_beside_unsigned(a: u16[:], b: i8[:], c: i32[:], d: f32[:]):
    """Each is brought to the type of the loop: the two fit single precision."""
    k = min(len(a), len(b))
    return np.copysign(a[:k], b[:k]), np.nextafter(b[:k], a[:k]), np.heaviside(b[:k], a[:k])


@jit
def numbers_beside_small_integers(a: i16[:], b: u16[:], n: int):
    return np.copysign(a, -1), np.copysign(2, b), np.nextafter(a, n), np.heaviside(a, 0)


@jit
def into_outputs(a: i32[:], b: i64[:]):
    d = np.zeros(a.shape)
    e = np.fmod(b, 3, out=b)
    np.reciprocal(a, out=a, where=a > 1)
    return np.floor(a, out=d), e, a, np.trunc(b, dtype=np.float64)


@jit
def complex_functions(a: c128[:], z: complex):
    return np.sign(a), np.sign(z)


@jit
def complex_signs(a: c64[:, :]):
    return np.sign(a.T)


@jit
def kept_keywords(a: i32[:, :], b: f32[:, :], n: int):
    return (
        np.array(a, copy=True),
        np.array(a, ndmin=4),
        np.array(b, np.int64, order="F", ndmin=1),
        np.array(a.T, order="A"),
        np.array(a[::-1, ::-1].T, order="A"),
        np.array(n, ndmin=2),
        np.array([1, 2], ndmin=2),
        np.array([[1, 2], [3, n]], order="F"),
        np.asarray(a, order="F"),
        np.asarray(b, np.float64, order="C"),
        np.asarray(a, copy=True),
        np.asanyarray(a),
    )


@jit
def no_copies(a: i32[:, :]):
    return np.array(a, copy=False), np.array(a[:, ::-1][:, ::-1], order="F", copy=False)


@jit
def no_copy_of_another_type(a: i32[:]):
    return np.asarray(a, np.float64, copy=False)


@jit
def like_others(a: i32[:, :], b: f32[:]):
    return (
        np.zeros_like(a, order="F"),
        np.ones_like(a.T, order="C"),
        np.zeros_like(a.T, order="A"),
        np.full_like(a, 3, order="K"),
        np.zeros_like(a, shape=3),
        np.zeros_like(a.T, shape=(2, 3)),
        np.ones_like(b, shape=(2, 3), order="F"),
        np.full_like(b, 2.5, dtype=np.int8, shape=()),
        np.empty_like(a, order="F").shape,
        np.full((2, len(b)), b),
        np.full(len(b), b, dtype=np.int16),
    )


@jit
def cast(a: i32[:, :], b: f32[:]):
    return (
        a.astype(np.float64, order="F"),
        a.T.astype(np.int8, "C"),
        a.astype(np.int32, copy=False),
        b.astype("f4", copy=True),
        b.astype(np.float64, casting="unsafe"),
        a.T.astype(np.int32, order="C", copy=False),
    )


@jit
def made(n: int):
    return (
        np.eye(2, 3, 1, np.int8, "F"),
        np.arange(1, 6, 2, dtype=np.float32),
        np.arange(n, dtype="f4"),
        np.linspace(0, 1, 5, axis=-1),
        np.linspace(1, 3, num=4, endpoint=False, retstep=True, axis=0),
    )


@jit
def finite(a: f32[:, :], b: c128[:], c: i32[:], x: float):
    return np.nan_to_num(a, nan=2), np.nan_to_num(b, posinf=1.5), np.nan_to_num(c), a


@jit
def made_finite(a: f32[:, :], b: c128[:], c: i32[:]):
    return (
        np.nan_to_num(a, copy=False, nan=-1.0, posinf=2, neginf=-2),
        np.nan_to_num(b, False),
        np.nan_to_num(c, copy=False),
    )


@jit
def masked_into_outputs(a: i64[:, :], b: f32[:, :]):
    c, d, e = np.zeros(a.shape[1], np.int64), np.ones(len(b), np.float32), np.zeros((1, 1))
    np.sum(a, axis=0, out=c, where=a > 1)
    np.max(b, axis=1, out=d, initial=1, where=b > 2)
    return c, d, np.all(a, axis=0, where=a > 1, out=np.zeros(a.shape[1], np.bool_))


@jit
def without_nan(a: f32[:, :]):
    return (
        np.nansum(a, where=a > 1),
        np.nanprod(a, axis=0, where=a < 2, initial=2),
        np.nanmax(a, axis=1, initial=2, where=a > 1),
        np.nanmin(a, initial=0, where=a > 1, keepdims=True),
    )


@jit
def corrected(a: f32[:, :]):
    if a.size > 1:
        return np.std(a, correction=1), np.var(a, axis=0, correction=0)
    return None


@jit
def corrected_twice(a: f32[:]):
    return np.var(a, ddof=1, correction=1)


@jit
def counted_in_small_integers(n: int, m: int):
    return np.arange(n - 2, 5, 3, dtype=np.uint8), np.arange(0, 3 * m, 200, dtype=np.int8)
