"""`sum` of elements and from starts of every kind: what CPython makes up for, and when.

It depends on the version: floats since 3.12, beside them integers, and complex numbers, since 3.14.
"""

from __future__ import annotations

from pyjit import f32, f64, i16, i64, jit, u8


@jit
def of_int_or_float(n: int):
    return sum(1 / k if k % 2 else 0 for k in range(1, n))


@jit
def of_int_or_float_is_one_of_both(m: int):
    return sum(k if k < 5 else 0.1 * k for k in range(m))


@jit
def from_float(n: int, x: float):
    return sum((1 / k if k % 3 else k for k in range(1, n)), x)


@jit
def from_int(n: int, a: int):
    return sum((1 / k if k % 3 else k for k in range(1, n)), a)


@jit
def from_bool(n: int, b: bool):
    return sum((0.1 * k for k in range(n)), b)


@jit
def from_bool_with_ints(n: int, b: bool):
    return sum((0.1 * k if k % 3 else k for k in range(n)), b)


@jit
def from_bool_or_float(n: int, b: bool):
    return sum((0.1 * k for k in range(n)), 0.1 if b else True)


@jit
def from_int_or_float(n: int, b: bool):
    return sum((0.1 * k if k % 4 else k for k in range(n)), 0.1 if b else 1)


@jit
def from_f64(n: int, x: f64):
    return sum((0.1 * k for k in range(n)), x)


@jit
def from_f32(n: int, x: f32):
    return sum((0.1 * k if k % 3 else k for k in range(n)), x)


@jit
def from_i64(n: int, a: i64):
    return sum((0.1 * k for k in range(n)), a)


@jit
def ints_from_float(n: int, x: float):
    return sum(range(n), x) + sum((k * 3 for k in range(n)), 1e16)


@jit
def bools_from_float(n: int, x: float):
    return sum((k % 3 == 1 for k in range(n)), x)


@jit
def of_f64_or_float(n: int, x: f64, s: float):
    return sum((0.1 * k if k % 5 else x for k in range(n)), s)


@jit
def of_float_then_f64(n: int, x: f64, s: float):
    return sum((0.1 * k if k < 7 else x for k in range(n)), s)


@jit
def of_float_then_f32(n: int, x: f32):
    return sum((0.1 * k if k < 7 else x for k in range(n)), 0.1)


@jit
def of_float_then_i16(n: int, a: i16):
    return sum(0.1 * k if k < 7 else a for k in range(n))


@jit
def of_int_float_or_f64(n: int, x: f64):
    return sum((0.1 * k if k % 3 == 0 else k if k % 3 == 1 else x) for k in range(n))


@jit
def of_array(a: f64[:], x: float):
    return sum(a), sum(a, x), sum((float(v) for v in a), x), sum(float(v) for v in a)


@jit
def of_bytes(a: u8[:], x: float):
    return sum(int(v) for v in a), sum((int(v) for v in a), x), sum(a), sum(a, 0.5)


@jit
def of_numbers_and_zeros(a: f64[:]):
    return sum(float(v) if v > 0 else 0 for v in a), sum(float(v) if v == v else 0 for v in a)


@jit
def of_tuple(x: float, y: float, b: bool):
    return sum((x, 0.1, 1 if b else 0.3, y, 0.3, 3, 0.1)), sum((1, x, 2, y, 0.1, -x), 0.1)


@jit
def of_tuple_from_bool(x: float, y: float, b: bool):
    return sum((x, 0.1, y, 0.3, -x), b), sum((x, 0.1, y), True), sum((b, x, y, True, 0.1))


@jit
def of_tuple_with_sized(x: float, y: f64, a: i16):
    return sum((x, 0.1, 0.2, y, 0.3)), sum((0.1, 0.2, x, a, 0.3)), sum((a, x, 0.1), 0.1)


@jit
def of_no_elements(x: float, a: int, b: bool):
    return sum((), x), sum((), a), sum((), b), sum((0.1 for _ in range(0)), a), sum(range(0), x)


@jit
def of_negative_zeros(n: int):
    return sum((-0.0 for _ in range(n)), -0.0), sum(-0.0 for _ in range(n)), sum((-0.0,), -0.0)


@jit
def of_infinities(n: int, x: float):
    return sum((x for _ in range(n)), 0.1), sum((x, 0.1, 1e308, 1e308, 1)), sum((0.1, -x, x, 1))


@jit
def of_complexes(n: int, z: complex):
    return sum(z * k for k in range(n))


@jit
def of_complexes_from_complex(n: int, z: complex):
    return sum((z * k for k in range(n)), z)


@jit
def of_complexes_from_float(n: int, z: complex, x: float):
    return sum((z + 0.1 * k for k in range(n)), x)


@jit
def of_reals_from_complex(n: int, z: complex):
    return sum((0.1 * k for k in range(n)), z), sum((0.1 if k % 2 else k for k in range(n)), 0.1j)


@jit
def of_complexes_in_tuples(z: complex, x: float):
    return sum((z, x, 0.1, z, 1, True)), sum((0.1, 0.2, x, z, 0.3)), sum((x, 1), z), sum((z,), 0.5)
