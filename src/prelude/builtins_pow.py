"""`pow` with a modulus."""

from pyjit import jit
from pyjit.intrinsics import power_modulo


@jit
def _inverse(number: int, modulus: int) -> int:
    """Of a number in `0 <= number < modulus`, by Euclid's algorithm."""
    before, rest = modulus, number
    factor_before, factor = 0, 1
    while rest != 0:
        quotient = before // rest
        before, rest = rest, before - quotient * rest
        factor_before, factor = factor, factor_before - quotient * factor
    if before != 1:
        raise ValueError("base is not invertible for the given modulus")
    return factor_before % modulus


@jit
def _pow_modulo(base: int, exp: int, mod: int) -> int:
    if mod == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if exp >= 0 or mod == 1 or mod == -1:
        return power_modulo(base, abs(exp), mod)
    size = abs(mod)
    return power_modulo(_inverse(base % size, size), -exp, mod)
