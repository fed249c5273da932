"""`int(x)` of one element of a tuple fails before the next one is evaluated."""

import math

from pyjit import jit


@jit
def main(p0: float, p1: float):
    return (int(p0), math.log2(p1), 0)


# call: ['inf', '0.0']
# call: ['nan', '-1.0']
# call: ['2.5', '8.0']
