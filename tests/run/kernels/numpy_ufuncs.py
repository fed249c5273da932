"""NumPy's functions of scalars, on every float and on integers that become floats."""

import numpy as np

from pyjit import f32, f64, i16, i32, jit


@jit
def unary_0_of_float(x: float):
    return (
        np.arccos(x),
        np.arccosh(x),
        np.arcsin(x),
        np.arcsinh(x),
        np.arctan(x),
        np.arctanh(x),
        np.cbrt(x),
        np.ceil(x),
    )


@jit
def unary_0_of_f32(x: f32):
    return (
        np.arccos(x),
        np.arccosh(x),
        np.arcsin(x),
        np.arcsinh(x),
        np.arctan(x),
        np.arctanh(x),
        np.cbrt(x),
        np.ceil(x),
    )


@jit
def unary_0_of_int(a: int):
    return (
        np.arccos(a),
        np.arccosh(a),
        np.arcsin(a),
        np.arcsinh(a),
        np.arctan(a),
        np.arctanh(a),
        np.cbrt(a),
    )


@jit
def unary_0_of_i16(a: i16):
    return (
        np.arccos(a),
        np.arccosh(a),
        np.arcsin(a),
        np.arcsinh(a),
        np.arctan(a),
        np.arctanh(a),
        np.cbrt(a),
    )


@jit
def unary_1_of_float(x: float):
    return (
        np.cos(x),
        np.cosh(x),
        np.deg2rad(x),
        np.degrees(x),
        np.exp(x),
        np.exp2(x),
        np.expm1(x),
        np.fabs(x),
    )


@jit
def unary_1_of_f32(x: f32):
    return (
        np.cos(x),
        np.cosh(x),
        np.deg2rad(x),
        np.degrees(x),
        np.exp(x),
        np.exp2(x),
        np.expm1(x),
        np.fabs(x),
    )


@jit
def unary_1_of_int(a: int):
    return (
        np.cos(a),
        np.cosh(a),
        np.deg2rad(a),
        np.degrees(a),
        np.exp(a),
        np.exp2(a),
        np.expm1(a),
        np.fabs(a),
    )


@jit
def unary_1_of_i16(a: i16):
    return (
        np.cos(a),
        np.cosh(a),
        np.deg2rad(a),
        np.degrees(a),
        np.exp(a),
        np.exp2(a),
        np.expm1(a),
        np.fabs(a),
    )


@jit
def unary_2_of_float(x: float):
    return (
        np.floor(x),
        np.log(x),
        np.log10(x),
        np.log1p(x),
        np.log2(x),
        np.rad2deg(x),
        np.radians(x),
        np.reciprocal(x),
    )


@jit
def unary_2_of_f32(x: f32):
    return (
        np.floor(x),
        np.log(x),
        np.log10(x),
        np.log1p(x),
        np.log2(x),
        np.rad2deg(x),
        np.radians(x),
        np.reciprocal(x),
    )


@jit
def unary_2_of_int(a: int):
    return (
        np.log(a),
        np.log10(a),
        np.log1p(a),
        np.log2(a),
        np.rad2deg(a),
        np.radians(a),
    )


@jit
def unary_2_of_i16(a: i16):
    return (
        np.log(a),
        np.log10(a),
        np.log1p(a),
        np.log2(a),
        np.rad2deg(a),
        np.radians(a),
    )


@jit
def unary_3_of_float(x: float):
    return (
        np.rint(x),
        np.sign(x),
        np.sin(x),
        np.sinh(x),
        np.sqrt(x),
        np.square(x),
        np.tan(x),
        np.tanh(x),
    )


@jit
def unary_3_of_f32(x: f32):
    return (
        np.rint(x),
        np.sign(x),
        np.sin(x),
        np.sinh(x),
        np.sqrt(x),
        np.square(x),
        np.tan(x),
        np.tanh(x),
    )


@jit
def unary_3_of_int(a: int):
    return (
        np.rint(a),
        np.sign(a),
        np.sin(a),
        np.sinh(a),
        np.sqrt(a),
        np.square(a),
        np.tan(a),
        np.tanh(a),
    )


@jit
def unary_3_of_i16(a: i16):
    return (
        np.rint(a),
        np.sign(a),
        np.sin(a),
        np.sinh(a),
        np.sqrt(a),
        np.square(a),
        np.tan(a),
        np.tanh(a),
    )


@jit
def unary_4_of_float(x: float):
    return (
        np.trunc(x),
        np.absolute(x),
        np.isnan(x),
        np.isinf(x),
        np.isfinite(x),
        np.signbit(x),
    )


@jit
def unary_4_of_f32(x: f32):
    return (
        np.trunc(x),
        np.absolute(x),
        np.isnan(x),
        np.isinf(x),
        np.isfinite(x),
        np.signbit(x),
    )


@jit
def unary_4_of_int(a: int):
    return (
        np.absolute(a),
        np.isnan(a),
        np.isinf(a),
        np.isfinite(a),
    )


@jit
def unary_4_of_i16(a: i16):
    return (
        np.absolute(a),
        np.isnan(a),
        np.isinf(a),
        np.isfinite(a),
    )


@jit
def binary_0_of_floats(x: float, y: float):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_0_of_f32(x: f32, y: f32):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_0_of_weak(x: float, y: f32):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_0_of_mixed(x: f32, y: f64):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_0_of_int(x: float, y: int):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_0_of_i16(x: i16, y: f32):
    return (
        np.arctan2(x, y),
        np.copysign(x, y),
        np.fmax(x, y),
        np.fmin(x, y),
        np.fmod(x, y),
        np.heaviside(x, y),
        np.hypot(x, y),
    )


@jit
def binary_1_of_floats(x: float, y: float):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_1_of_f32(x: f32, y: f32):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_1_of_weak(x: float, y: f32):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_1_of_mixed(x: f32, y: f64):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_1_of_int(x: float, y: int):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_1_of_i16(x: i16, y: f32):
    return (
        np.logaddexp(x, y),
        np.logaddexp2(x, y),
        np.maximum(x, y),
        np.minimum(x, y),
        np.nextafter(x, y),
        np.power(x, y),
        np.add(x, y),
    )


@jit
def binary_2_of_floats(x: float, y: float):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def binary_2_of_f32(x: f32, y: f32):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def binary_2_of_weak(x: float, y: f32):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def binary_2_of_mixed(x: f32, y: f64):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def binary_2_of_int(x: float, y: int):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def binary_2_of_i16(x: i16, y: f32):
    return (
        np.subtract(x, y),
        np.multiply(x, y),
        np.divide(x, y),
        np.floor_divide(x, y),
        np.remainder(x, y),
    )


@jit
def integers_of_ints(a: int, b: int):
    return (
        np.arctan2(a, b),
        np.hypot(a, b),
        np.logaddexp(a, b),
        np.maximum(a, b),
        np.minimum(a, b),
        np.add(a, b),
        np.subtract(a, b),
        np.multiply(a, b),
        np.divide(a, b),
        np.floor_divide(a, b),
        np.remainder(a, b),
    )


@jit
def integers_of_i32(a: i32, b: i16):
    return (
        np.arctan2(a, b),
        np.hypot(a, b),
        np.logaddexp(a, b),
        np.maximum(a, b),
        np.minimum(a, b),
        np.add(a, b),
        np.subtract(a, b),
        np.multiply(a, b),
        np.divide(a, b),
        np.floor_divide(a, b),
        np.remainder(a, b),
    )


@jit
def integers_of_i16(a: i16, b: i16):
    return (
        np.arctan2(a, b),
        np.hypot(a, b),
        np.logaddexp(a, b),
        np.maximum(a, b),
        np.minimum(a, b),
        np.add(a, b),
        np.subtract(a, b),
        np.multiply(a, b),
        np.divide(a, b),
        np.floor_divide(a, b),
        np.remainder(a, b),
    )


@jit
def integers_of_bool(a: bool, b: i16):
    return (
        np.arctan2(a, b),
        np.hypot(a, b),
        np.logaddexp(a, b),
        np.maximum(a, b),
        np.minimum(a, b),
        np.add(a, b),
        np.subtract(a, b),
        np.multiply(a, b),
        np.divide(a, b),
        np.floor_divide(a, b),
        np.remainder(a, b),
    )


@jit
def powers(a: int, x: float):
    return np.power(a, 3), np.power(x, 2), np.power(2, x), np.power(x, 0.5), np.power(3, 4)


@jit
def bits(a: int, b: i32):
    return np.bitwise_and(a, 255), np.bitwise_or(b, 1), np.left_shift(b, 3), np.right_shift(a, 2)


@jit
def sums(values: "f64[:]") -> float:
    total = 0.0
    for value in values:
        total += np.exp(-value * value) * np.sin(value)
    return total


@jit
def sized_and_python_integers(a: i16, b: i32, n: int):
    return (
        np.divide(a, n),
        np.true_divide(n, a),
        np.arctan2(a, n),
        np.copysign(n, a),
        np.hypot(n, b),
    )
