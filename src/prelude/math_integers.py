"""`math`: the functions on integers."""

from pyjit import jit


@jit
def factorial(n):
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


@jit
def gcd_two(a, b):
    a = abs(a)
    b = abs(b)
    while b != 0:
        a, b = b, a % b
    return a


@jit
def gcd(values):
    result = 0
    for value in values:
        result = gcd_two(result, value)
    return result


@jit
def lcm(values):
    result = 1
    for value in values:
        if value == 0:
            return 0
        result = result // gcd_two(result, value) * abs(value)
    return result
