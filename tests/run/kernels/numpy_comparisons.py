"""NumPy's comparisons, logic and `clip`, on scalars of every type."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8, u16, u64


@jit
def truth_bool(a: bool):
    return (
        np.bitwise_count(a),
        np.signbit(a),
        np.isneginf(a),
        np.isposinf(a),
        np.isnan(a),
        np.isinf(a),
        np.isfinite(a),
        np.invert(a),
        np.bitwise_not(a),
        np.logical_not(a),
        np.absolute(a),
    )


@jit
def truth_np(a: np.bool_):
    return (
        np.bitwise_count(a),
        np.signbit(a),
        np.isneginf(a),
        np.isposinf(a),
        np.isnan(a),
        np.isinf(a),
        np.isfinite(a),
        np.invert(a),
        np.bitwise_not(a),
        np.logical_not(a),
        np.absolute(a),
    )


@jit
def compared_int_int(a: int, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_int_float(a: int, b: float):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_float_int(a: float, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_bool_int(a: bool, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_float_float(a: float, b: float):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_i64_float(a: i64, b: float):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_u64_i64(a: u64, b: i64):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_u64_int(a: u64, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_u8_int(a: u8, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_f32_float(a: f32, b: float):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_f32_int(a: f32, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_f32_f64(a: f32, b: f64):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_np_int(a: np.bool_, b: int):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_i8_u16(a: i8, b: u16):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def compared_int_f64(a: int, b: f64):
    return (
        np.less(a, b),
        np.less_equal(a, b),
        np.greater(a, b),
        np.greater_equal(a, b),
        np.equal(a, b),
        np.not_equal(a, b),
        np.logical_and(a, b),
        np.logical_or(a, b),
        np.logical_xor(a, b),
    )


@jit
def out_of_range(a: u8):
    return np.less(a, 300), np.equal(-1, a), np.greater(a, -(2**40)), np.logical_and(a, 300)


@jit
def clipped_float_float_float(a: float, b: float, c: float):
    return np.clip(a, b, c)


@jit
def clipped_f32_f32_f32(a: f32, b: f32, c: f32):
    return np.clip(a, b, c)


@jit
def clipped_int_int_int(a: int, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_u8_int_int(a: u8, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_i8_int_int(a: i8, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_u64_int_int(a: u64, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_i64_i64_i64(a: i64, b: i64, c: i64):
    return np.clip(a, b, c)


@jit
def clipped_f32_float_int(a: f32, b: float, c: int):
    return np.clip(a, b, c)


@jit
def clipped_float_int_int(a: float, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_u8_u16_int(a: u8, b: u16, c: int):
    return np.clip(a, b, c)


@jit
def clipped_i8_int_u8(a: i8, b: int, c: u8):
    return np.clip(a, b, c)


@jit
def clipped_bool_int_int(a: bool, b: int, c: int):
    return np.clip(a, b, c)


@jit
def clipped_bool_bool_bool(a: bool, b: bool, c: bool):
    return np.clip(a, b, c)


@jit
def clipped_int_float_float(a: int, b: float, c: float):
    return np.clip(a, b, c)


@jit
def clipped_i32_f32_f32(a: i32, b: f32, c: f32):
    return np.clip(a, b, c)


@jit
def clipped_f64_f32_f64(a: f64, b: f32, c: f64):
    return np.clip(a, b, c)


@jit
def clipped_once_float_float(a: float, b: float):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_int_int(a: int, b: int):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_u8_int(a: u8, b: int):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_i8_int(a: i8, b: int):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_f32_float(a: f32, b: float):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_i64_i8(a: i64, b: i8):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_u64_int(a: u64, b: int):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_once_bool_bool(a: bool, b: bool):
    return (
        np.clip(a, b, None),
        np.clip(a, None, b),
        np.clip(a, min=b),
        np.clip(a, max=b),
        np.clip(max=b, a=a),
        np.clip(a, a_max=b, a_min=None),
    )


@jit
def clipped_constants(a: int, b: u8, c: float):
    return (
        np.clip(a, 0, 1.5),
        np.clip(b, -1, 300),
        np.clip(b, 3, 2**70),
        np.clip(b, -(2**70), 7),
        np.clip(c, 0, 1),
        np.clip(c, -0.0, 0.0),
        np.clip(b, -5, 2.5),
        np.clip(b, -5, 1000),
        np.clip(a, None, 5),
    )


@jit
def of_complex(z: complex):
    return (
        np.abs(z),
        np.absolute(z),
        np.isnan(z),
        np.isinf(z),
        np.isfinite(z),
        np.logical_not(z),
        np.logical_and(z, 1),
    )


@jit
def of_mixed(flag: bool, n: int, x: float):
    return (
        np.negative(n if flag else x),
        np.less(n if flag else x, 2),
        np.round(n if flag else x),
        np.clip(n if flag else x, 0, 2),
        np.logical_not(n if flag else x),
    )


@jit
def counted(n: int):
    count = 0
    values = (0.5, 2.5)
    low = np.clip(values[(count := count + 1) - 1], (count := count * 2), (count := count + 5))
    return low, np.less((count := count - 1), (count := count * 2)), count


@jit
def clipped_to_a_tuple(x: float, a: u8):
    bounds = (1, 300)
    return np.clip(x, *bounds), np.clip(*(a, 2, None)), np.clip(*(x,), max=2)
