"""Powers of integers: with a modulus, with exponents of either sign, by name and by keyword."""

from pyjit import f32, i8, i32, jit, u64


@jit
def modular(a: int, b: int, c: int) -> int:
    return pow(a, b, c)


@jit
def modular_small(a_small: int, exponent: int, m: int) -> int:
    return pow(a_small, exponent, m)


@jit
def inverse(a: int, c: int) -> int:
    return pow(a, -1, c)


@jit
def by_constants(a: int):
    return pow(a, 3, 1), pow(a, 5, -1), pow(a, 2, 97), pow(a, 2, -97), pow(3, -5, 7)


@jit
def by_keywords(a: int, exponent: int, m: int) -> int:
    return pow(base=a, exp=exponent, mod=m)


@jit
def without_modulus(a_small: int, n: int):
    return pow(a_small, n), pow(a_small, n, None), pow(base=a_small, exp=2)


@jit
def of_bools(a: bool, b: bool):
    return pow(a, b), pow(a, b, 5), a**b


@jit
def computed(a_small: int, n: int) -> int:
    return a_small**n


@jit
def negative_literal(a: int):
    return a**-1, a**-2


@jit
def stores(values: bytearray, a_small: int, n: int, m: int) -> int:
    for index in range(len(values)):
        values[index] = pow(a_small, n, m) % 256
    return len(values)


@jit
def of_types_that_neither_is(a: i32, b: i8, c: u64, x: float, y: f32):
    """NumPy computes these by the loop of `np.power`, others by libm's `pow`."""
    return a**x, x**b, c**y, y**a, b**c, c**b


@jit
def sized_to_a_signed_power(a: i32, b: i8, n: int):
    return a**b, a**n
