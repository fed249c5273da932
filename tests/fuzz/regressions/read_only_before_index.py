"""Whether an array may be written is looked at before its indices are."""

import numpy as np

from pyjit import f64, jit


@jit
def main(a: f64[:, :], n: int):
    if n < 0:
        a[::n, 0] = np.ones(2)
    elif n > 8:
        a[n, 1:] = 0.5
    else:
        a[n, 1:] = a[0, 1:] + 1.0
    return a


# impure
# call: ['np.broadcast_to(np.zeros((1, 2)), (3, 2))', '7']
# call: ['np.broadcast_to(np.zeros((1, 2)), (3, 2))', '9']
# call: ['np.broadcast_to(np.zeros((1, 2)), (3, 2))', '-1']
# call: ['np.zeros((3, 2))', '7']
# call: ['np.zeros((3, 2))', '9']
# call: ['np.zeros((4, 2))', '-2']
# call: ['np.zeros((4, 2))', '1']
