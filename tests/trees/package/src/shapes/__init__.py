"""Kernels that call each other across modules."""

from shapes.area import polygon
from shapes.vector import norm

__all__ = ["norm", "polygon"]
