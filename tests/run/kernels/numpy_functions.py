"""NumPy's scalar functions that the prelude has, on Python's numbers and on elements."""

import numpy as np

from pyjit import f32, f64, i16, i32, i64, jit, u8


@jit
def of_float(x: float):
    return np.sqrt(x), np.floor(x), np.ceil(x), np.trunc(x), np.rint(x), np.abs(x)


@jit
def questions(x: float):
    return np.isnan(x), np.isinf(x), np.isfinite(x), np.signbit(x)


@jit
def of_two(x: float, y: f64):
    return np.copysign(x, y), np.nextafter(x, y)


@jit
def of_ints(a: i32, b: i32):
    return np.minimum(a, b), np.maximum(a, b), np.absolute(a), np.square(b)


@jit
def divides_as_numpy(x: float):
    return 1.0 / np.floor(x)


@jit
def of_python_int(a: int):
    return np.sqrt(a), np.abs(a)


@jit
def of_elements(values: f64[:], others: u8[:]):
    total = 0.0
    greatest = u8(0)
    for value in values:
        if not np.isnan(value):
            total += np.sqrt(np.abs(value))
    for other in others:
        greatest = np.maximum(greatest, other)
    return total, greatest


@jit
def casts(a: int, x: float):
    return np.int32(a & 255), np.float64(a), np.float32(x), np.uint8(a & 7), np.int64(a)


@jit
def constants(x: float):
    return x * np.pi, np.inf, np.e


@jit
def annotated(a: np.int64, x: np.float64):
    return a * 2, x / 0.5


@jit
def sum_of_cubes(values: i64[:]):
    total = np.int64(0)
    for value in values:
        total += value**3
    return total


@jit
def parts_of_complex(z: complex):
    return np.real(z), np.imag(z), np.angle(z), np.angle(z, deg=True)


@jit
def parts_of_float(x: float):
    return np.real(x), np.imag(x), np.angle(x), np.angle(x, True), np.nan_to_num(x)


@jit
def parts_of_f32(x: f32):
    return np.real(x), np.imag(x), np.angle(x), np.angle(x, True), np.nan_to_num(x)


@jit
def parts_of_int(a: int):
    return np.real(a), np.imag(a), np.angle(a), np.nan_to_num(a)


@jit
def parts_of_i16(a: i16, flag: bool):
    return np.real(a), np.imag(a), np.angle(a, deg=flag), np.nan_to_num(a), np.real(flag)


@jit
def numbers_for_nan(x: float, y: f32, fill: float):
    return (
        np.nan_to_num(x, nan=fill, posinf=2.0),
        np.nan_to_num(y, nan=fill, neginf=-1.5),
        np.nan_to_num(y, nan=1),
    )


@jit
def close_floats(x: float, y: float, flag: bool):
    return (
        np.isclose(x, y),
        np.isclose(x, y, 0.1),
        np.isclose(x, y, atol=0.5, equal_nan=True),
        np.isclose(x, y, rtol=x, equal_nan=flag),
    )


@jit
def close_singles(x: f32, y: f32, z: float):
    return np.isclose(x, y), np.isclose(x, z), np.isclose(z, y, equal_nan=True)


@jit
def close_ints(a: int, b: int, x: float):
    return np.isclose(a, b), np.isclose(a, x), np.isclose(x, b), np.isclose(a, b, 1)


@jit
def close_sized(a: i64, b: u8, x: f64, y: f32):
    return np.isclose(a, b), np.isclose(a, x), np.isclose(b, y), np.isclose(y, x), np.isclose(x, a)


@jit
def close_to_truth(a: bool, b: i32, c: np.bool_):
    return np.isclose(a, b), np.isclose(b, a), np.isclose(c, b), np.isclose(b, c), np.isclose(c, 1)


@jit
def of_several_types(flag: bool, n: int, x: float):
    number = n if flag else x
    return np.isclose(number, x), np.nan_to_num(number), np.real(number)


@jit
def without_copy(x: float, flag: bool):
    return np.nan_to_num(x, flag)
