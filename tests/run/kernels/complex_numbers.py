"""Python's `complex`: operators, parts, comparisons, construction, variables and results."""

from typing import Optional

from pyjit import jit

UNIT = 1j
CORNER = complex(-0.0, 1e300)
SPIRAL = 2 - 3j * 1.5
QUOTIENTS = (1 + 2j) / (3 - 4j), 1 / (1e-300 - 2e300j), 1j / 7, complex(1, float("nan")) / 2
POWERS = (1 - 2j) ** -7, 2j**0, (0.1 + 0.3j) ** 99, 2 ** (3 + 0j), 0j**5


@jit
def add(z: complex, w: complex):
    return z + w


@jit
def subtract(z: complex, w: complex):
    return z - w


@jit
def multiply(z: complex, w: complex):
    return z * w


@jit
def divide(z: complex, w: complex):
    return z / w


@jit
def power(z: complex, w: complex):
    return z**w


@jit
def with_float(z: complex, x: float):
    return z + x, x + z, z - x, x - z, z * x, x * z


@jit
def divided_by_float(z: complex, x: float):
    return z / x


@jit
def float_divided(z: complex, x: float):
    return x / z


@jit
def with_int(z: complex, a: int):
    return z + a, a + z, z - a, a - z, z * a, a * z, z + True, False - z


@jit
def divided_by_int(z: complex, a: int):
    return z / a


@jit
def int_power(z: complex, exponent: int):
    return z**exponent


@jit
def float_power(z: complex, x: float):
    return z**x


@jit
def power_of_float(z: complex, x: float):
    return x**z


@jit
def power_of_int(z: complex, a: int):
    return pow(a, z)


@jit
def small_powers(z: complex):
    return z**0, z**1, z**2, z**3, z**True


@jit
def inverse(z: complex):
    return z**-1


@jit
def unary(z: complex):
    return -z, +z, z.conjugate(), not z


@jit
def parts(z: complex):
    return z.real, z.imag, (z + 1).real, (-z).imag


@jit
def absolute(z: complex):
    # Of a NaN, CPython reports whatever error the C library met last.
    return abs(z) if z == z else 0.0


@jit
def truth(z: complex) -> int:
    if z:
        return 1
    return 0


@jit
def decides(z: complex, w: complex):
    return z and w, z or w, bool(z), z if w else w


@jit
def equal(z: complex, w: complex):
    return z == w, z != w, z == w == 0, z != 1 != w


@jit
def equal_to_real(z: complex, x: float):
    return z == x, x == z, z != x, x != z, complex(x) == x


@jit
def equal_to_int(z: complex, a: int):
    return z == a, a == z, z != a, a != z, complex(a) == a, complex(a) != a, z == True


@jit
def equal_in_tuples(z: complex, x: float):
    return (z, x) == (z, x), (x, z) == (z, x), (1, z) != (1, 2j)


@jit
def constructed(x: float, y: float):
    return complex(x, y), complex(x), complex(), complex(real=x, imag=y), complex(x, imag=y)


@jit
def constructed_from_complex(z: complex, x: float):
    return complex(z), complex(z, x), complex(x, z), complex(z, z), complex(z, 1), complex(2, z)


@jit
def constructed_from_int(a: int):
    return complex(a), complex(a, a), complex(True, a)


@jit
def constants(z: complex):
    return UNIT * z, CORNER, SPIRAL, 1j, -1j, 2.5 - 0j, 0j


@jit
def folded(z: complex):
    return QUOTIENTS, POWERS, QUOTIENTS[1] * z


@jit
def horner(z: complex, n: int):
    total = 0j
    for power in range(n):
        total = total * z + power
        total -= 1j
    return total


@jit
def escapes(c: complex, n: int) -> int:
    z = 0j
    for step in range(n):
        z = z * z + c
        if z.real * z.real + z.imag * z.imag > 4.0:
            return step
    return -1


@jit
def helper(z: complex, w: complex = 2j) -> complex:
    return z * w


@jit
def calls(z: complex):
    return helper(z), helper(z, 1j), helper(w=z, z=1j)


@jit
def swapped(pair: tuple[complex, complex]):
    z, w = pair
    z, w = w, z
    return z, (w, z.imag)


@jit
def generic(z, w):
    return z * w - w / 2


@jit
def many_types(z: complex, x: float):
    return generic(z, 2), generic(x, 1.5), generic(x, z)


@jit
def maybe(z: Optional[complex]):
    if z is None:
        return 1j
    return z + 1


@jit
def annotated(x: float):
    z: complex = 1j
    z = z * x
    return z


@jit
def over_constants(z: complex):
    total = z
    for w in (1j, 2 + 0j, z):
        total += w * z
    return total


@jit
def default(z=1j, x: float = 2.0):
    return z * x


@jit
def with_either(z: complex, a: int, b: bool):
    other = a
    if b:
        other = 2.5
    return other * z, z - other, other == z, complex(other), z / (other or 3)
