"""Computes the tables of `src/prelude/operators_random_ziggurat.py` from what they mean.

Those of the exponential distribution are exact numbers, rounded. Those of the normal one were once
computed in doubles, from the tail inwards, and have to be computed so again: each layer begins
where the one below it says. The area of a layer is the double that was used then, and one height
was rounded upwards by the library of that time.
"""

import math
from decimal import Decimal, getcontext

COUNT = 256
NORMAL_TAIL = 3.6541528853610088
NORMAL_AREA = 0.004928673233974652
ROUNDED_UP = 38
EXPONENTIAL_TAIL = Decimal("7.6971174701310497140446280481")


def normal():
    """Where layers end in draws of 52 bits, their widths over `2**52`, and heights."""
    x, height = [0.0] * COUNT, [1.0] * COUNT
    x[-1] = NORMAL_TAIL
    height[-1] = math.exp(-0.5 * x[-1] * x[-1])
    for i in range(COUNT - 2, 0, -1):
        x[i] = math.sqrt(-2.0 * math.log(NORMAL_AREA / x[i + 1] + height[i + 1]))
        height[i] = math.exp(-0.5 * x[i] * x[i])
        if i == ROUNDED_UP:
            height[i] = math.nextafter(height[i], 1.0)
    x[0] = NORMAL_AREA / height[-1]
    inside = [round(NORMAL_TAIL * height[-1] / NORMAL_AREA * 2.0**52), 0]
    inside += [round(x[i - 1] / x[i] * 2.0**52) for i in range(2, COUNT)]
    return inside, [it / 2.0**52 for it in x], height


def exponential():
    """The same in draws of 53 bits, of which the last counts for nothing."""
    getcontext().prec = 60
    tail = EXPONENTIAL_TAIL
    area = tail * (-tail).exp() + (-tail).exp()
    x = [Decimal(0)] * COUNT
    x[-1] = tail
    for i in range(COUNT - 2, 0, -1):
        x[i] = -(area / x[i + 1] + (-x[i + 1]).exp()).ln()
    x[0] = area / (-tail).exp()
    inside = [2 * int(tail / x[0] * 2**52), 0]
    inside += [2 * int(x[i - 1] / x[i] * 2**52) for i in range(2, COUNT)]
    heights = [1.0] + [float((-it).exp()) for it in x[1:]]
    return inside, [float(it / 2**53) for it in x], heights
