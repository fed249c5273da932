"""NumPy takes the loop first: where it computes in floats, every Python integer fits."""

import numpy as np

from pyjit import i16, jit


@jit
def main(a: i16, n: int):
    return np.divide(a, n), np.arctan2(n, a), np.copysign(n, a)


# call: ['np.int16(-32768)', '2**63 - 2']
# call: ['np.int16(3)', '-1']
