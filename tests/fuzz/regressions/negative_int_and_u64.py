"""A negative int is no `u64`, but may stand beside one in `and` and `or`."""

from pyjit import jit, u64


@jit
def main(n: int, x: u64):
    a = (False | -1) and (x and u64(0))
    b = (n | -1) or x
    return a, b, x or -1


# call: ['3', 'np.uint64(2)']
# call: ['3', 'np.uint64(0)']
# call: ['-1', 'np.uint64(18446744073709551615)']
