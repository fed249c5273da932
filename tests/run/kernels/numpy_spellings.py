"""NumPy's spellings of arithmetic and of functions of `math`, on scalars of every type."""

import numpy as np

from pyjit import f32, f64, i8, i16, i32, i64, jit, u8, u16, u32, u64


@jit
def integer_int(a: int):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_i8(a: i8):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_i16(a: i16):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_i32(a: i32):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_i64(a: i64):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_u8(a: u8):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_u16(a: u16):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_u32(a: u32):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def integer_u64(a: u64):
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
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, 2),
        np.round(a, decimals=-1),
        np.round(a, -2),
    )


@jit
def float_float(a: float):
    return (
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, decimals=3),
        np.round(a, -1),
        np.fix(a),
        np.isneginf(a),
        np.isposinf(a),
        np.signbit(a),
        np.isfinite(a),
        np.isinf(a),
        np.isnan(a),
        np.logical_not(a),
        np.frexp(a),
        np.modf(a),
        np.spacing(a),
        np.acos(a),
        np.atan(a),
    )


@jit
def digits_float(a: float, digits: int):
    return np.round(a, digits)


@jit
def float_f64(a: f64):
    return (
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, decimals=3),
        np.round(a, -1),
        np.fix(a),
        np.isneginf(a),
        np.isposinf(a),
        np.signbit(a),
        np.isfinite(a),
        np.isinf(a),
        np.isnan(a),
        np.logical_not(a),
        np.frexp(a),
        np.modf(a),
        np.spacing(a),
        np.acos(a),
        np.atan(a),
    )


@jit
def digits_f64(a: f64, digits: int):
    return np.round(a, digits)


@jit
def float_f32(a: f32):
    return (
        np.negative(a),
        np.positive(a),
        np.conjugate(a),
        np.conj(a),
        np.round(a),
        np.around(a, decimals=3),
        np.round(a, -1),
        np.fix(a),
        np.isneginf(a),
        np.isposinf(a),
        np.signbit(a),
        np.isfinite(a),
        np.isinf(a),
        np.isnan(a),
        np.logical_not(a),
        np.frexp(a),
        np.modf(a),
        np.spacing(a),
        np.acos(a),
        np.atan(a),
    )


@jit
def digits_f32(a: f32, digits: int):
    return np.round(a, digits)


@jit
def digits_of_int(a: int, places: int):
    return np.round(a, places)


@jit
def digits_of_u8(a: u8, places: int):
    return np.round(a, places)


@jit
def floats_of_i16(a: i16):
    return np.frexp(a), np.modf(a), np.spacing(a)


@jit
def floats_of_int(a: int):
    return np.frexp(a), np.modf(a), np.spacing(a)


@jit
def divisors_int_int(a: int, b: int):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_i8_i8(a: i8, b: i8):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_i8_int(a: i8, b: int):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_u8_i8(a: u8, b: i8):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_i64_i64(a: i64, b: i64):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_u64_u64(a: u64, b: u64):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_bool_int(a: bool, b: int):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_i16_bool(a: i16, b: bool):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def divisors_u32_i32(a: u32, b: i32):
    return np.gcd(a, b), np.lcm(a, b)


@jit
def quotients_int_int(a: int, b: int):
    return np.divmod(a, b)


@jit
def quotients_bool_bool(a: bool, b: bool):
    return np.divmod(a, b)


@jit
def quotients_i8_i8(a: i8, b: i8):
    return np.divmod(a, b)


@jit
def quotients_u8_int(a: u8, b: int):
    return np.divmod(a, b)


@jit
def quotients_u64_u64(a: u64, b: u64):
    return np.divmod(a, b)


@jit
def quotients_i16_u16(a: i16, b: u16):
    return np.divmod(a, b)


@jit
def quotients_float_int(a: float, b: int):
    return np.divmod(a, b)


@jit
def quotients_float_float(a: float, b: float):
    return np.divmod(a, b)


@jit
def quotients_f32_f32(a: f32, b: f32):
    return np.divmod(a, b)


@jit
def quotients_i32_f64(a: i32, b: f64):
    return np.divmod(a, b)


@jit
def scaled_float_int(a: float, b: int):
    return np.ldexp(a, b)


@jit
def scaled_f64_int(a: f64, b: int):
    return np.ldexp(a, b)


@jit
def scaled_f32_int(a: f32, b: int):
    return np.ldexp(a, b)


@jit
def scaled_int_int(a: int, b: int):
    return np.ldexp(a, b)


@jit
def scaled_f64_i64(a: f64, b: i64):
    return np.ldexp(a, b)


@jit
def scaled_f32_i8(a: f32, b: i8):
    return np.ldexp(a, b)


@jit
def scaled_float_i32(a: float, b: i32):
    return np.ldexp(a, b)


@jit
def scaled_i16_i64(a: i16, b: i64):
    return np.ldexp(a, b)


@jit
def scaled_float_bool(a: float, b: bool):
    return np.ldexp(a, b)


@jit
def scaled_i32_int(a: i32, b: int):
    return np.ldexp(a, b)


@jit
def float_power_float_float(a: float, b: float):
    return np.float_power(a, b)


@jit
def float_power_int_int(a: int, b: int):
    return np.float_power(a, b)


@jit
def float_power_f32_f32(a: f32, b: f32):
    return np.float_power(a, b)


@jit
def float_power_f32_float(a: f32, b: float):
    return np.float_power(a, b)


@jit
def float_power_u8_int(a: u8, b: int):
    return np.float_power(a, b)


@jit
def float_power_f64_i32(a: f64, b: i32):
    return np.float_power(a, b)
