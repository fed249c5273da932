"""A kernel in a nested package, a static method, and one that calls up the tree."""

from .._pyjit import jit, u8

from ..vector import norm
from shapes import area


class Grid:
    """Holds no state; `alive` is a kernel all the same."""

    @staticmethod
    @jit
    def alive(cells: u8[:, :]) -> int:
        count = 0
        for row in range(cells.shape[0]):
            for column in range(cells.shape[1]):
                if cells[row, column]:
                    count += 1
        return count


@jit
def distance(a: int, b: int) -> float:
    return norm(float(area.gcd(a, b)), y=1.0)
