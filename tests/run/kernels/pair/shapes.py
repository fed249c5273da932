"""Named tuples that other modules use."""

from typing import NamedTuple


class Point(NamedTuple):
    """A point of the plane."""

    x: float
    y: float = 0.5

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
