"""Python answers an order of tuples with what the first different elements answer."""

from pyjit import jit, u64


@jit
def main(a: u64, b: u64):
    return ((a, 3) > (b, 3)) / 0, (1 < a < b) / 0


# call: ['np.uint64(3)', 'np.uint64(2)']
# call: ['np.uint64(2)', 'np.uint64(2)']
# call: ['np.uint64(0)', 'np.uint64(2)']
