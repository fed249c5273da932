"""`a[()]` is a view like another, not the array itself."""

import numpy as np

from pyjit import c128, f64, jit


@jit
def main(a: f64[:, :], c: c128[:]):
    d = a[()]
    d[0] = np.sqrt(2.25)
    return d, c[1:][()], c[()]


# impure
# exact
# call: ['np.zeros((2, 3))', 'np.array([1j, 2])']
# call: ['np.zeros((3, 2)).T', 'np.array([1j])']
# call: ['np.broadcast_to(np.zeros(3), (2, 3))', 'np.array([1j])']
