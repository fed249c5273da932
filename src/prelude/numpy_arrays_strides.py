"""`numpy.lib.stride_tricks`: views whose elements overlap."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, at_axes, protected, view_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def as_strided(x, shape=None, strides=None, subok: Known = False, writeable: Known = True):
    if shape is None and strides is None:
        return _maybe_protected(view_of(x, x.shape, x.strides), writeable)
    elif shape is None:
        return _strided(x, x.shape, _as_tuple(strides), writeable)
    elif strides is None:
        return not_compiled()
    else:
        return _strided(x, _as_tuple(shape), _as_tuple(strides), writeable)


@jit
def _as_tuple(lengths):
    if isinstance(lengths, tuple):
        return lengths
    else:
        return not_compiled()


@jit
def _strided(x, lengths, strides, writeable: Known):
    if len(lengths) != len(strides):
        return not_compiled()
    else:
        return _maybe_protected(view_of(x, lengths, strides), writeable)


@jit
def _maybe_protected(view, writeable: Known):
    if writeable:
        return view
    else:
        return protected(view)


@jit
def sliding_window_view(x, window_shape, axis: Known = None, *, writeable: Known = False):
    if isinstance(window_shape, tuple):
        return _windows(x, window_shape, axis, writeable)
    else:
        return _windows(x, (window_shape,), axis, writeable)


@jit
def _windows(x, window, axis: Known, writeable: Known):
    if axis is None:
        if len(window) != x.ndim:
            return not_compiled()
        elif x.ndim == 1:
            return _windows_along(x, window, (0,), writeable)
        elif x.ndim == 2:
            return _windows_along(x, window, (0, 1), writeable)
        elif x.ndim == 3:
            return _windows_along(x, window, (0, 1, 2), writeable)
        else:
            return not_compiled()
    elif isinstance(axis, tuple):
        if len(axis) != len(window):
            return not_compiled()
        else:
            return _windows_along(x, window, axis, writeable)
    elif len(window) != 1:
        return not_compiled()
    else:
        return _windows_along(x, window, (axis,), writeable)


@jit
def _windows_along(x, window, axes: Known, writeable: Known):
    for length in window:
        if isinstance(length, bool) or not isinstance(length, (int, np.integer)):
            not_compiled()
        if length < 0:
            raise ValueError("`window_shape` cannot contain negative values")
    lengths = _trimmed(x.shape, window, axes)
    strides = x.strides + _at(x.strides, axes)
    return _maybe_protected(view_of(x, lengths + window, strides), writeable)


@jit
def _trimmed(lengths, window, axes: Known):
    """At how many places along each axis there is a window."""
    if len(axes) == 0:
        return lengths
    else:
        places = lengths[axes[0]] - window[0] + 1
        if places <= 0:
            raise ValueError("window shape cannot be larger than input array shape")
        return _trimmed(at_axes(lengths, axes[0], places), window[1:], axes[1:])


@jit
def _at(parts, axes: Known):
    if len(axes) == 1:
        return (parts[axes[0]],)
    else:
        return (parts[axes[0]],) + _at(parts, axes[1:])
