"""`numpy`: gradients (NumPy's ``gradient``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast, converted
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_refused import not_compiled


@jit
def gradient(f, *varargs, axis: Known = None, edge_order: Known = 1):
    return _gradient(_as_array(f), varargs, axis, edge_order)


@jit
def _gradient(f, spaces, axis: Known, edge_order: Known):
    if edge_order != 1 and edge_order != 2:
        return not_compiled()
    elif isinstance(cast(f.dtype, 0), np.integer):
        return _gradients(converted(np.float64, f), spaces, axis, edge_order)
    else:
        return _gradients(f, spaces, axis, edge_order)


@jit
def _gradients(f, spaces, axis: Known, edge_order: Known):
    if axis is None and f.ndim == 1:
        return _one(f, spaces, 0, edge_order)
    elif axis is None and len(spaces) == 0:
        return _evenly(f, 1.0, 0, edge_order)
    elif axis is None and len(spaces) == 1:
        return _evenly(f, _space(spaces[0]), 0, edge_order)
    elif axis is None and len(spaces) == f.ndim:
        return _rest(f, spaces, 0, edge_order)
    elif axis is None or isinstance(axis, tuple):
        return not_compiled()
    else:
        return _one(f, spaces, axis, edge_order)


@jit
def _one(f, spaces, axis: Known, edge_order: Known):
    if len(spaces) == 0:
        return _along(f, 1.0, axis, edge_order)
    elif len(spaces) == 1:
        return _along(f, _space(spaces[0]), axis, edge_order)
    else:
        return not_compiled()


@jit
def _space(space):
    """The distance, or the places of the elements along an axis."""
    if isinstance(space, tuple):
        return _as_array(space)
    elif isinstance(space, np.ndarray) and space.ndim == 0:
        return space[()]
    elif isinstance(space, np.ndarray) and space.ndim > 1:
        return not_compiled()
    else:
        return space


@jit
def _evenly(f, space, axis: Known, edge_order: Known):
    """Gradients along all axes from one on, with one distance for all."""
    if isinstance(space, np.ndarray):
        return not_compiled()
    elif axis == f.ndim - 1:
        return (_along(f, space, axis, edge_order),)
    else:
        first = (_along(f, space, axis, edge_order),)
        return first + _evenly(f, space, axis + 1, edge_order)


@jit
def _rest(f, spaces, axis: Known, edge_order: Known):
    """Gradients along all axes from one on, with a distance for each."""
    first = (_along(f, _space(spaces[0]), axis, edge_order),)
    if axis == f.ndim - 1:
        return first
    else:
        return first + _rest(f, spaces[1:], axis + 1, edge_order)


@jit
def _along(f, space, axis: Known, edge_order: Known):
    if isinstance(space, np.ndarray):
        if len(space) != f.shape[axis]:
            raise ValueError(
                "when 1d, distances must match the length of the corresponding dimension"
            )
        if isinstance(cast(space.dtype, 0), np.integer):
            return _by_steps(f, np.diff(converted(np.float64, space)), axis, edge_order)
        else:
            return _by_steps(f, np.diff(space), axis, edge_order)
    else:
        result = _made(f, axis, edge_order)
        _put_evenly(last_axis(f, axis), last_axis(result, axis), space, edge_order)
        return result


@jit
def _by_steps(f, steps, axis: Known, edge_order: Known):
    first = steps[0]
    is_even = bool(np.all(steps == first))
    result = _made(f, axis, edge_order)
    if is_even:
        _put_evenly(last_axis(f, axis), last_axis(result, axis), first, edge_order)
    else:
        _put_by_steps(last_axis(f, axis), last_axis(result, axis), steps, edge_order)
    return result


@jit
def _made(f, axis: Known, edge_order: Known):
    if f.shape[axis] < edge_order + 1:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, "
            "at least (edge_order + 1) elements are required."
        )
    return np.empty_like(f)


@jit
def _put_evenly(f, result, step, edge_order: Known):
    result[..., 1:-1] = (f[..., 2:] - f[..., :-2]) / (2.0 * step)
    if edge_order == 1:
        result[..., 0] = (_at(f, 1) - _at(f, 0)) / step
        result[..., -1] = (_at(f, -1) - _at(f, -2)) / step
    else:
        result[..., 0] = _weighted(f, -1.5 / step, 2.0 / step, -0.5 / step, 0, 1, 2)
        result[..., -1] = _weighted(f, 0.5 / step, -2.0 / step, 1.5 / step, -3, -2, -1)


@jit
def _put_by_steps(f, result, steps, edge_order: Known):
    before = steps[:-1]
    behind = steps[1:]
    a = -behind / (before * (before + behind))
    b = (behind - before) / (before * behind)
    c = before / (behind * (before + behind))
    result[..., 1:-1] = a * f[..., :-2] + b * f[..., 1:-1] + c * f[..., 2:]
    if edge_order == 1:
        result[..., 0] = (_at(f, 1) - _at(f, 0)) / steps[0]
        result[..., -1] = (_at(f, -1) - _at(f, -2)) / steps[-1]
    else:
        near, far = steps[0], steps[1]
        result[..., 0] = _weighted(
            f,
            -(2.0 * near + far) / (near * (near + far)),
            (near + far) / (near * far),
            -near / (far * (near + far)),
            0,
            1,
            2,
        )
        far, near = steps[-2], steps[-1]
        result[..., -1] = _weighted(
            f,
            near / (far * (far + near)),
            -(near + far) / (far * near),
            (2.0 * near + far) / (near * (far + near)),
            -3,
            -2,
            -1,
        )


@jit
def _weighted(f, a, b, c, first: Known, second: Known, third: Known):
    return a * _at(f, first) + b * _at(f, second) + c * _at(f, third)


@jit
def _at(f, place: Known):
    """The elements at one place along the last axis: of a line, one."""
    if f.ndim == 1:
        return f[place]
    else:
        return f[..., place]
