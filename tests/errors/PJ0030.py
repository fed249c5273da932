import numpy as np
import numpy.typing as npt

from pyjit import jit


@jit
def f(values: npt.NDArray[np.float64]) -> int:
    return 1
