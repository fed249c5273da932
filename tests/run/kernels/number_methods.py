"""Methods and attributes of numbers."""

from pyjit import jit

SCALE = 2.5


@jit
def bit_length(a: int) -> int:
    return a.bit_length()


@jit
def bit_count(a: int) -> int:
    return a.bit_count()


@jit
def of_bool(a: bool):
    return a.bit_length(), a.conjugate(), a.real, a.imag, a.numerator, a.denominator


@jit
def parts_of_int(a: int):
    return a.conjugate(), a.real, a.imag, a.numerator, a.denominator, a.as_integer_ratio()


@jit
def int_is_integer(a: int) -> bool:
    return a.is_integer()


@jit
def parts_of_float(x: float):
    return x.conjugate(), x.real, x.imag, x.is_integer()


@jit
def ratio(x: float):
    return x.as_integer_ratio()


@jit
def of_expressions(a: int, x: float):
    return (a & 255).bit_length() + (x * 0.5).is_integer(), SCALE.is_integer(), (5).bit_length()


@jit
def stores_the_ratio(values: bytearray, x: float) -> int:
    numerator, denominator = (x % 1.0).as_integer_ratio()
    return numerator + denominator + len(values)
