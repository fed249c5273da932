"""What NumPy looks at before records are copied, which are held as views of their first bytes."""

import numpy as np

from pyjit import jit


@jit
def flattened(a):
    """All bytes of records, those of each along the last axis, as those of a line of records."""
    b = np.empty((a.size // a.shape[-1], a.shape[-1]), np.uint8)
    b.reshape(a.shape)[...] = a
    return b


@jit
def ravelled(a):
    """The same; a view where all bytes follow each other."""
    return a.ravel().reshape((a.size // a.shape[-1], a.shape[-1]))


@jit
def check_fits(to, source):
    """Whether one shape is broadcast to the other: raises what an assignment raises."""
    if to.shape != source.shape:
        room = np.empty(to.shape, np.uint8)
        room[...] = source


@jit
def check_put(to, places, source):
    """Whether so many records can be put there."""
    room = np.empty(to.shape, np.uint8)
    room[places] = source
