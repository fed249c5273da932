"""Operators and functions of whole arrays: broadcasting, types, assignments to parts, overlap."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8


@jit
def sums(a: f64[:], b: f64[:]):
    return a + b, a - b, a * b, a / b


@jit
def integers(a: i64[:], b: i64[:]):
    return a + b, a * b, a // b, a % b, a & b, a | b, a ^ b


@jit
def shifts(a: i32[:], n: int):
    return a << 3, a >> 2, a << np.int32(1)


@jit
def small(a: i8[:], b: u8[:]):
    return a + b, a * a, b - b, a / b, b // a, a % b


@jit
def with_scalars(a: f32[:], x: float, n: int):
    return a + x, x - a, a * n, a / 2, 1.0 / a, -a, +a, a * np.float64(2.5)


@jit
def bytes_with_numbers(a: u8[:], n: int):
    return a + n, a * 2


@jit
def too_large_a_number(a: u8[:]):
    return a + 300


@jit
def integers_with_float(a: i32[:], x: float):
    return a * x, a + 0.5, a / 3


@jit
def fused(a: f64[:], b: f64[:], c: float):
    return (a - b) * (a - b) + b * c - a / (b + 3.0)


@jit
def powers(a: f64[:]):
    return a**2, (a * a) ** 0.5


@jit
def power_of_integers(a: i64[:], n: int):
    return a**2, a**n


@jit
def comparisons(a: f64[:], b: f64[:], x: float):
    return a < b, a <= b, a == b, a != x, a > 1, 0 >= b


@jit
def comparisons_of_integers(a: u8[:], b: i8[:], n: int):
    return a < b, a == 300, a != n, b >= a


@jit
def booleans(a: f64[:], b: f64[:]):
    return (a > 0) & (b > 0), (a > 0) | (b < 1), ~(a == b), (a > b) ^ (b > a)


@jit
def functions(a: f64[:], b: f64[:]):
    return np.maximum(a, b), np.minimum(a, 0.5), np.abs(a), np.floor(a), np.copysign(a, b)


@jit
def functions_of_singles(a: f32[:]):
    return np.sqrt(a), np.isnan(a), np.sign(a), np.trunc(a * 2)


@jit
def roots(a: f64[:]):
    return np.sqrt(np.abs(a)), np.square(a), np.add(a, 1), np.multiply(a, a)


@jit
def matrices(a: f64[:, :], b: f64[:, :]):
    return a + b, a * 2 - b


@jit
def matrix_and_row(a: f64[:, :], b: f64[:]):
    return a + b, b - a


@jit
def columns(a: f64[:], b: f64[:]):
    return a[:, None] * b, a[:, None] + b[None, :]


@jit
def of_parts(a: f64[:]):
    return a[1:] - a[:-1], a[::2] * 2, a[::-1] + a, a[:0] + 1.0


@jit
def transposed(a: f64[:, :]):
    return a.T * 2, a + a[::-1, ::-1]


@jit
def stencil(a: f64[:], x: f64[:]) -> None:
    a[1:-1] = (x[:-2] + x[1:-1] + x[2:]) / 3


@jit
def stencil_of_itself(a: f64[:]) -> None:
    a[1:-1] = (a[:-2] + a[1:-1] + a[2:]) / 3


@jit
def moved(a: f64[:]) -> None:
    a[1:] = a[:-1]


@jit
def moved_back(a: f64[:]) -> None:
    a[:-1] = a[1:]


@jit
def turned(a: f64[:]) -> None:
    a[:] = a[::-1]


@jit
def turned_in_place(a: f64[:]) -> None:
    a += a[::-1]


@jit
def transposed_into_itself(a: f64[:, :]) -> None:
    a[:] = a.T


@jit
def in_place(a: f64[:], b: f64[:], x: float):
    a += b
    a *= x
    a -= 1
    b = a
    b /= 2
    return a, b


@jit
def in_place_of_integers(a: i32[:], n: int):
    a += 1
    a *= a
    a //= 3
    a <<= 1
    a |= 4
    return a


@jit
def in_place_of_parts(a: f64[:, :], b: f64[:]):
    a[0] += b
    a[:, 0] *= 2.0
    a[1:] -= a[:-1]
    return a


@jit
def in_place_of_own(n: int):
    a = np.zeros(n)
    b = a
    a += 1.5
    return a, b[:1], b is None


@jit
def assigned_rows(a: f64[:, :], b: f64[:]):
    a[...] = b
    a[1:] = a[0]
    return a


@jit
def assigned_with_cast(a: i32[:], b: f64[:]) -> None:
    a[:] = b


@jit
def assigned_to_bytes(a: u8[:], b: i64[:]) -> None:
    a[:] = b


@jit
def column_into_matrix(a: f64[:, :], b: f64[:]) -> None:
    a[:, :] = b[:, None]


@jit
def through_a_call(a: f64[:], b: f64[:]):
    return twice(a + b) - twice(a)


@jit
def twice(a: f64[:]):
    return a * 2


@jit
def elements_of_expression(a: f64[:], b: f64[:], i: int) -> float:
    return float((a + b)[i])


@jit
def shape_of_expression(a: f64[:, :], b: f64[:]):
    return (a + b).shape, len(b * 2), (a * a).size, (a < 1).dtype == np.bool_


@jit
def loop_over_expression(a: f64[:]) -> float:
    total = 0.0
    for x in a * 2:
        total = total * 0.5 + float(x)
    return total


@jit
def fails_in_the_middle(a: f64[:], b: f64[:], n: int):
    c = a * 2
    d = c[1:] + b
    return c, d


@jit
def absolute(a: f64[:], b: i8[:]):
    return abs(a), abs(b) + 1, abs(a - 3)


@jit
def conditional(a: f64[:], b: f64[:], first: bool):
    c = a + 1 if first else b
    return c


@jit
def many_operands(a: f64[:], b: f64[:], c: f64[:]):
    return a + b + c, (a + b) * (b + c), a * (b + (c - a))


@jit
def of_constant(a: f64[:]):
    return a * WEIGHTS, WEIGHTS + 1


WEIGHTS = np.array([0.25, 0.5, 0.25])


@jit
def of_axes_in_another_order(a: f64[:, :, :]):
    b = a.transpose(2, 0, 1)
    c = b + 1
    d = c * b - b[::-1]
    return c, d, b - b.sum(axis=1, keepdims=True), (b[:1] * c).sum(), b[:, None] + b.sum(axis=0)


@jit
def orders_of_several_types(a: f64[:, :], b: f32[:, :]):
    c = b.T + b.T
    return c, c.astype(np.float64) + c, a.T * 2 > a.T, -c[:, ::-1], np.where(c > 0, c, c * 2.0)


@jit
def into_axes_in_another_order(a: f64[:, :, :]):
    b = a.transpose(1, 2, 0)
    b += 1
    b[...] = b * b
    b[:, ::-1] = b[:, :1] - 3
    b *= b.sum(axis=0)
    return b.copy(), b.max(axis=1) + 0, b.min(axis=2) + 0


@jit
def extremes_of_any_order(a: f64[:, :], b: i64[:, :], c: f32[:, :, :]):
    return (
        a.T.max(axis=0) + 0,
        a.T.min(axis=1) + 0,
        b.T.max(axis=1),
        b.T.prod(axis=0),
        c.transpose(1, 0, 2).max(axis=2) + 0,
        c.T.min(axis=(0, 2)) + 0,
        c.T.max() + 0,
    )


@jit
def raised_in_place(a: i64[:], b: u8[:]):
    a **= b
    a[1:] **= b[0]


@jit
def raised_to_negative(a: i64[:], b: i8[:]):
    """Where an element fails, those before it are written."""
    a **= b
