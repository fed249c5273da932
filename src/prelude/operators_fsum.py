"""`math.fsum`: Shewchuk's exact sum, as partial sums whose bits do not overlap.

The state is a tuple: four partial sums and twelve larger ones, the smaller ones first, zeros
between them; whether some of the twelve is not zero; the sum of what was not finite, and that of
the infinities alone. Where numbers of so many magnitudes are added that sixteen do not suffice, an
integer overflows, and the call runs in Python.
"""

from math import inf

from pyjit import jit
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import python_version


@jit
def _add(x: float, y: float):
    """The rounded sum, and what rounding has lost."""
    if c_fabs(x) < c_fabs(y):
        x, y = y, x
    high = x + y
    return high, y - (high - x)


ZEROS = (0.0, 0.0, 0.0, 0.0)
MORE_ZEROS = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@jit
def start():
    return ZEROS, MORE_ZEROS, False, 0.0, 0.0


@jit
def _add_larger(larger, x):
    """The larger partial sums with `x` on top."""
    u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11 = larger
    x, u0 = _add(x, u0)
    x, u1 = _add(x, u1)
    x, u2 = _add(x, u2)
    x, u3 = _add(x, u3)
    x, u4 = _add(x, u4)
    x, u5 = _add(x, u5)
    x, u6 = _add(x, u6)
    x, u7 = _add(x, u7)
    x, u8 = _add(x, u8)
    x, u9 = _add(x, u9)
    x, u10 = _add(x, u10)
    x, u11 = _add(x, u11)
    if u0 == 0.0:
        u0, u1 = u1, 0.0
    if u1 == 0.0:
        u1, u2 = u2, 0.0
    if u2 == 0.0:
        u2, u3 = u3, 0.0
    if u3 == 0.0:
        u3, u4 = u4, 0.0
    if u4 == 0.0:
        u4, u5 = u5, 0.0
    if u5 == 0.0:
        u5, u6 = u6, 0.0
    if u6 == 0.0:
        u6, u7 = u7, 0.0
    if u7 == 0.0:
        u7, u8 = u8, 0.0
    if u8 == 0.0:
        u8, u9 = u9, 0.0
    if u9 == 0.0:
        u9, u10 = u10, 0.0
    if u10 == 0.0:
        u10, u11 = u11, 0.0
    if u11 != 0.0 and c_fabs(x) < inf:
        python_version() << 62
    return u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, x


@jit
def add(state, number):
    (a, b, c, d), larger, used, special, infinite = state
    x, a = _add(number, a)
    x, b = _add(x, b)
    x, c = _add(x, c)
    x, d = _add(x, d)
    # A zero is moved up, to make room for `x`.
    if a == 0.0:
        a, b = b, 0.0
    if b == 0.0:
        b, c = c, 0.0
    if c == 0.0:
        c, d = d, 0.0
    if d == 0.0 and not used:
        d = x
    else:
        larger = _add_larger(larger, x)
        x = larger[-1]
        used = any(larger)
    if not c_fabs(x) < inf:
        if c_fabs(number) < inf:
            raise OverflowError("intermediate overflow in fsum")
        if number == number:
            infinite += number
        return ZEROS, MORE_ZEROS, False, special + number, infinite
    return (a, b, c, d), larger, used, special, infinite


@jit
def finish(state):
    smaller, larger, _, special, infinite = state
    if special != 0.0:
        if infinite != infinite:
            raise ValueError("-inf + inf in fsum")
        return special
    high = 0.0
    low = 0.0
    below = 0.0
    for partial in reversed(smaller + larger):
        if low == 0.0:
            x = high
            high = x + partial
            low = partial - (high - x)
        elif below == 0.0:
            below = partial
    # Half-even rounding across several partial sums.
    if (low < 0.0 and below < 0.0) or (low > 0.0 and below > 0.0):
        twice = low * 2.0
        x = high + twice
        if twice == x - high:
            return x
    return high
