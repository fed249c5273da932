"""That a number does not fit beside an array is found when all operands have been evaluated, and
when it is known that the output may be written."""

from pyjit import jit, u8


@jit
def changed(a: u8[:], n: int):
    a[0] = 7
    return a.reshape(n, -1)


@jit
def main(a: u8[:], n: int):
    if len(a) == 3:
        a[1:] ^= n
    return n ^ changed(a, n)


# impure
# exact
# call: ['np.array([1, 2, 3, 4], np.uint8)', '-2']
# call: ['np.array([1, 2, 3, 4], np.uint8)', '-1']
# call: ['np.array([1, 2, 3, 4], np.uint8)', '300']
# call: ['np.array([1, 2, 3, 4], np.uint8)', '2']
# call: ['np.broadcast_to(np.uint8(1), (3,))', '-1']
# call: ['np.broadcast_to(np.uint8(1), (3,))', '1']
# call: ['np.array([1, 2, 3], np.uint8)', '-1']
# call: ['np.array([1, 2, 3], np.uint8)', '3']
