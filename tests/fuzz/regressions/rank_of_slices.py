"""A slice leaves its dimension for the next brackets, also where the number of them is inferred."""

import numpy as np
import numpy.typing as npt

from pyjit import jit


@jit
def main(a: npt.NDArray[np.bool_], b: npt.NDArray[np.int64], i: int):
    return bool(a[2 : -len(a)][-1]) if i > 9 else len(a[1:]), int(b[i:, 1][0])


# call: ['np.array([True, False, True])', 'np.arange(6).reshape(3, 2)', '1']
# call: ['np.array([True, False, True])', 'np.arange(6).reshape(3, 2)', '10']
