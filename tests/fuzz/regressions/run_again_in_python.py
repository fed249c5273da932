"""What is run again in Python gets NumPy's scalars from the kernels that it calls."""

import math

from pyjit import jit, u8


@jit
def narrow(n: int, p: u8) -> u8:
    return p if n > 0 else u8(2)


@jit
def root(x: float) -> float:
    return x * 2.0


@jit
def main(n: int, x: float):
    p = narrow(n, u8(3))
    p %= n < 0
    y = root(x**0.5)
    return p + 255, n * n * n, y, math.fabs(x)


# call: ['7', '2.0']
# call: ['2**62', '2.0']
# call: ['2**62', '-2.0']
# call: ['3', '-2.0']
# call: ['-2**62', 'inf']
