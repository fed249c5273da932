"""An int that does not fit the sized right operand is looked at when both are evaluated."""

import math

from pyjit import jit, u8, u32


@jit
def main(n: int, x: float, a: u32[:]):
    if n == 0:
        return 32767 | u8(x)
    if n == 1:
        a[n % len(a)] = u32(x)
    if n == 2:
        a[n % len(a)] = u32(-128)
    return n + u8(math.floor(x))


# impure
# call: ['0', 'nan', 'np.array([1], np.uint32)']
# call: ['0', '2.0', 'np.array([1], np.uint32)']
# call: ['1', 'nan', 'np.array([], np.uint32)']
# call: ['1', '2.0', 'np.array([], np.uint32)']
# call: ['2', '2.0', 'np.array([], np.uint32)']
# call: ['2', '2.0', 'np.array([4], np.uint32)']
# call: ['1000', '3.5', 'np.array([4], np.uint32)']
# call: ['1000', 'nan', 'np.array([4], np.uint32)']
