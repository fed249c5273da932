"""The functions of `math`, each called once; what the prelude's own tests check at depth."""

import math
from math import hypot
from math import log as logarithm

from pyjit import f32, f64, jit


@jit
def acos(x: float) -> float:
    return math.acos(x)


@jit
def acosh(x: float) -> float:
    return math.acosh(x)


@jit
def asin(x: float) -> float:
    return math.asin(x)


@jit
def asinh(x: float) -> float:
    return math.asinh(x)


@jit
def atan(x: float) -> float:
    return math.atan(x)


@jit
def atanh(x: float) -> float:
    return math.atanh(x)


@jit
def cbrt(x: float) -> float:
    return math.cbrt(x)


@jit
def ceil(x: float) -> int:
    return math.ceil(x)


@jit
def cos(x: float) -> float:
    return math.cos(x)


@jit
def cosh(x: float) -> float:
    return math.cosh(x)


@jit
def degrees(x: float) -> float:
    return math.degrees(x)


@jit
def erf(x: float) -> float:
    return math.erf(x)


@jit
def erfc(x: float) -> float:
    return math.erfc(x)


@jit
def exp(x: float) -> float:
    return math.exp(x)


@jit
def exp2(x: float) -> float:
    return math.exp2(x)


@jit
def expm1(x: float) -> float:
    return math.expm1(x)


@jit
def fabs(x: float) -> float:
    return math.fabs(x)


@jit
def floor(x: float) -> int:
    return math.floor(x)


@jit
def frexp(x: float) -> tuple[float, int]:
    return math.frexp(x)


@jit
def gamma(x: float) -> float:
    return math.gamma(x)


@jit
def isfinite(x: float) -> bool:
    return math.isfinite(x)


@jit
def isinf(x: float) -> bool:
    return math.isinf(x)


@jit
def isnan(x: float) -> bool:
    return math.isnan(x)


@jit
def lgamma(x: float) -> float:
    return math.lgamma(x)


@jit
def log(x: float) -> float:
    return math.log(x)


@jit
def log10(x: float) -> float:
    return math.log10(x)


@jit
def log1p(x: float) -> float:
    return math.log1p(x)


@jit
def log2(x: float) -> float:
    return math.log2(x)


@jit
def modf(x: float) -> tuple[float, float]:
    return math.modf(x)


@jit
def radians(x: float) -> float:
    return math.radians(x)


@jit
def sin(x: float) -> float:
    return math.sin(x)


@jit
def sinh(x: float) -> float:
    return math.sinh(x)


@jit
def sqrt(x: float) -> float:
    return math.sqrt(x)


@jit
def tan(x: float) -> float:
    return math.tan(x)


@jit
def tanh(x: float) -> float:
    return math.tanh(x)


@jit
def trunc(x: float) -> int:
    return math.trunc(x)


@jit
def ulp(x: float) -> float:
    return math.ulp(x)


@jit
def atan2(x: float, y: float) -> float:
    return math.atan2(x, y)


@jit
def copysign(x: float, y: float) -> float:
    return math.copysign(x, y)


@jit
def fmod(x: float, y: float) -> float:
    return math.fmod(x, y)


@jit
def nextafter(x: float, y: float) -> float:
    return math.nextafter(x, y)


@jit
def pow(x: float, y: float) -> float:
    return math.pow(x, y)


@jit
def remainder(x: float, y: float) -> float:
    return math.remainder(x, y)


@jit
def log_base(x: float, y: float) -> float:
    return math.log(x, y)


@jit
def log_of_int(a: int) -> float:
    return logarithm(a)


@jit
def sqrt_of_int(a: int) -> float:
    return math.sqrt(a)


@jit
def floor_of_int(a: int) -> int:
    return math.floor(a) + math.ceil(a) - math.trunc(a)


@jit
def hypot_two(x: float, y: float) -> float:
    return hypot(x, y)


@jit
def hypot_three(x: float, y: float, z: float) -> float:
    return math.hypot(x, y, z)


@jit
def ldexp(x: float, a: int) -> float:
    return math.ldexp(x, a)


@jit
def isclose(x: float, y: float) -> bool:
    return math.isclose(x, y)


@jit
def isclose_with_tolerances(x: float, y: float) -> bool:
    return math.isclose(x, y, abs_tol=0.25, rel_tol=0.5)


@jit
def fma(x: float, y: float, z: float) -> float:
    return math.fma(x, y, z)


@jit
def comb(rounds: int, n: int) -> int:
    return math.comb(rounds, n)


@jit
def perm(n: int, m: int) -> int:
    return math.perm(n, m)


@jit
def perm_of_all(rounds: int) -> int:
    return math.perm(rounds)


@jit
def factorial(rounds: int) -> int:
    return math.factorial(rounds)


@jit
def gcd(a: int, b: int) -> int:
    return math.gcd(a, b)


@jit
def gcd_of_three(a: int, b: int, c: int) -> int:
    return math.gcd(a, b, c)


@jit
def lcm(a: int, b: int) -> int:
    return math.lcm(a, b)


@jit
def isqrt(a: int) -> int:
    return math.isqrt(a)


@jit
def of_sized(x: f64, y: f32) -> float:
    return math.sqrt(x) + math.atan2(y, x)


@jit
def of_elements(values: f64[:]) -> float:
    result = 0.0
    for value in values:
        result += math.sqrt(value)
    return result


@jit
def constants() -> tuple[float, float, float, float, float]:
    return math.pi, math.e, math.tau, math.inf, math.nan


@jit
def dist(x: float, y: float, z: float) -> float:
    return math.dist((x, y), (z, 1))


@jit
def dist_of_parameters(p: tuple[float, float, float], x: float) -> float:
    return math.dist(p, (x, x / 3, 1.0))


@jit
def dist_of_ints(a: int, b: int) -> float:
    return math.dist((a,), (b,)) + math.dist((), ())


@jit
def nextafter_steps(x: float, y: float, a: int) -> float:
    return math.nextafter(x, y, steps=a)


@jit
def hypot_of_mixed(a: int, x: float, b: bool) -> float:
    return math.hypot(a, x, b)


@jit
def gcd_of_mixed(a: int, b: bool):
    return math.gcd(a, b, 12), math.lcm(b, 3), math.gcd(), math.lcm(), math.gcd(a)
