"""The functions and constants of `cmath`."""

import cmath
from cmath import isclose, sqrt

from pyjit import jit


@jit
def acos(z: complex):
    return cmath.acos(z)


@jit
def acosh(z: complex):
    return cmath.acosh(z)


@jit
def asin(z: complex):
    return cmath.asin(z)


@jit
def asinh(z: complex):
    return cmath.asinh(z)


@jit
def atan(z: complex):
    return cmath.atan(z)


@jit
def atanh(z: complex):
    return cmath.atanh(z)


@jit
def cos(z: complex):
    return cmath.cos(z)


@jit
def cosh(z: complex):
    return cmath.cosh(z)


@jit
def exp(z: complex):
    return cmath.exp(z)


@jit
def close(z: complex, w: complex):
    return cmath.isclose(z, w), isclose(z, w, rel_tol=0.5), isclose(z, w, abs_tol=2.0)


@jit
def tolerances(z: complex, x: float):
    return isclose(z, 1, rel_tol=x, abs_tol=0.5)


@jit
def kinds(z: complex):
    return cmath.isfinite(z), cmath.isinf(z), cmath.isnan(z)


@jit
def log(z: complex):
    return cmath.log(z)


@jit
def log_base(z: complex, w: complex):
    return cmath.log(z, w)


@jit
def log_of_base_two(z: complex):
    return cmath.log(z, 2)


@jit
def log10(z: complex):
    return cmath.log10(z)


@jit
def phase(z: complex):
    return cmath.phase(z)


@jit
def polar(z: complex):
    return cmath.polar(z)


@jit
def rect(r: float, phi: float):
    return cmath.rect(r, phi)


@jit
def rect_of_ints(n: int):
    return cmath.rect(n, 1), cmath.rect(True, n)


@jit
def sin(z: complex):
    return cmath.sin(z)


@jit
def sinh(z: complex):
    return cmath.sinh(z)


@jit
def square_root(z: complex):
    return cmath.sqrt(z)


@jit
def tan(z: complex):
    return cmath.tan(z)


@jit
def tanh(z: complex):
    return cmath.tanh(z)


@jit
def of_real(x: float):
    return sqrt(x), cmath.phase(x), cmath.polar(x), cmath.asin(x), cmath.isnan(x)


@jit
def of_int(a: int):
    return sqrt(a), cmath.phase(a), cmath.polar(a), cmath.acos(a), sqrt(True)


@jit
def constants(z: complex):
    return z + cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj


@jit
def roots(a: complex, b: complex, c: complex):
    root = sqrt(b * b - 4 * a * c)
    return (-b + root) / (2 * a), (-b - root) / (2 * a)


@jit
def fourier(n: int):
    total = 0j
    for k in range(n):
        total += cmath.exp(-2j * cmath.pi * k / n)
    return total
