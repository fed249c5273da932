"""`a[()]` is a view like another, not the array itself."""

import numpy as np

from pyjit import c128, f64, jit


@jit
def main(a: f64[:, :], b: "timedelta64[s][:]", c: c128[:]):
    d = a[()]
    d[0] = 1.5
    return d, b[()], c[1:][()], c[()]


# impure
# exact
# call: ['np.zeros((2, 3))', 'np.array([5, 7], "m8[s]")', 'np.array([1j, 2])']
# call: ['np.zeros((3, 2)).T', 'np.array([5, 7], "m8[s]")[::-1]', 'np.array([1j])']
# call: ['np.broadcast_to(np.zeros(3), (2, 3))', 'np.array([5, 7], "m8[s]")', 'np.array([1j])']
