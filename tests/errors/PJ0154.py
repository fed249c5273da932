import numpy as np

from pyjit import jit


@jit
def flips(a: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    return a[0] + a[1]
