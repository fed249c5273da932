"""What `np.mgrid`, `np.ogrid`, `np.r_` and `np.c_` make of what stands in their brackets
(NumPy's ``_index_tricks_impl.py``). A slice is a tuple that has the tuple of its bounds."""

import math

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast, converted, dtype_of
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_choose import _common
from pyjit.prelude.operators_refused import not_compiled


@jit
def _or(bound, value):
    if bound is None:
        return value
    else:
        return bound


@jit
def _bounds(part):
    """Where a slice begins, its end and its step."""
    start, stop, step = part[0]
    if stop is None:
        return not_compiled()
    elif isinstance(start, (complex, np.complexfloating)):
        return not_compiled()
    elif isinstance(stop, (complex, np.complexfloating)):
        return not_compiled()
    else:
        return _or(start, 0), stop, _or(step, 1)


@jit
def _zero(number):
    """One of the type that a number counts with."""
    if isinstance(number, np.complexfloating):
        return cast(dtype_of(number.real), 0)
    elif isinstance(number, np.generic):
        return cast(dtype_of(number), 0)
    elif isinstance(number, complex):
        return 0.0
    elif isinstance(number, float):
        return 0.0
    else:
        return 0


@jit
def _zero_of_all(parts):
    if len(parts) == 0:
        return 0
    else:
        start, stop, step = _bounds(parts[0])
        return _zero_of_all(parts[1:]) + (_zero(start) + (_zero(stop) + _zero(step)))


@jit
def _count(start, stop, step):
    if isinstance(step, (complex, np.complexfloating)):
        return int(abs(step))
    else:
        return math.ceil((stop - start) / step)


@jit
def _distance(start, stop, step):
    if isinstance(step, (complex, np.complexfloating)):
        count = int(abs(step))
        return (stop - start) / float(count - 1) if count != 1 else 1.0
    else:
        return step


@jit
def _counts(parts):
    if len(parts) == 0:
        return ()
    else:
        start, stop, step = _bounds(parts[0])
        return (_count(start, stop, step),) + _counts(parts[1:])


@jit
def _points(part, zero):
    """The numbers along an axis."""
    start, stop, step = _bounds(part)
    numbers = np.arange(_count(start, stop, step), dtype=np.asarray(zero).dtype)
    return numbers * _distance(start, stop, step) + start


@jit
def _along(line, behind: Known):
    """With so many axes of length 1 behind its own."""
    if behind == 0:
        return line
    else:
        return _along(line[..., None], behind - 1)


@jit
def _before(a, count: Known):
    if count == 0:
        return a
    else:
        return _before(a[None], count - 1)


@jit
def _put_grid(made, parts, number: Known, zero):
    if number < len(parts):
        line = _along(_points(parts[number], zero), len(parts) - 1 - number)
        made[number, ...] = line
        _put_grid(made, parts, number + 1, zero)


@jit
def mgrid(parts):
    zero = _zero_of_all(parts)
    made = np.empty((len(parts),) + _counts(parts), np.asarray(zero).dtype)
    _put_grid(made, parts, 0, zero)
    return made


@jit
def _open_grid(parts, number: Known, zero):
    if number == len(parts):
        return ()
    else:
        line = _along(_points(parts[number], zero), len(parts) - 1 - number)
        return (_before(line, number),) + _open_grid(parts, number + 1, zero)


@jit
def ogrid(parts):
    return _open_grid(parts, 0, _zero_of_all(parts))


@jit
def line(parts):
    """Of one slice alone."""
    start, stop, step = _bounds(parts[0])
    if isinstance(step, (complex, np.complexfloating)):
        zero = _zero(start) + (_zero(stop) + _zero(step))
        numbers = np.arange(0, int(abs(step)), 1, dtype=np.asarray(zero).dtype)
        return numbers * _distance(start, stop, step) + start
    else:
        return np.arange(start, stop, step)


@jit
def _value(part):
    """What a part stands for: a number as it is, anything else as an array."""
    if isinstance(part, tuple):
        if len(part) == 1 and isinstance(part[0], tuple):
            start, stop, step = _bounds(part)
            if isinstance(step, (complex, np.complexfloating)):
                return np.linspace(start, stop, num=int(abs(step)))
            else:
                return np.arange(start, stop, step)
        else:
            return _as_array(part)
    elif isinstance(part, str):
        return not_compiled()
    else:
        return part


@jit
def _values(parts):
    if len(parts) == 0:
        return ()
    else:
        return (_value(parts[0]),) + _values(parts[1:])


@jit
def _as_line(value, dtype: Known):
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return converted(dtype, value[None])
        else:
            return converted(dtype, value)
    else:
        return np.full(1, value, dtype)


@jit
def _as_lines(values, dtype: Known):
    if len(values) == 0:
        return ()
    else:
        return (_as_line(values[0], dtype),) + _as_lines(values[1:], dtype)


@jit
def joined(parts):
    values = _values(parts)
    return np.concatenate(_as_lines(values, _common(values).dtype))


@jit
def _as_column(value, dtype: Known):
    line = _as_line(value, dtype)
    if line.ndim == 1:
        return line[:, None]
    else:
        return line


@jit
def _as_columns(values, dtype: Known):
    if len(values) == 0:
        return ()
    else:
        return (_as_column(values[0], dtype),) + _as_columns(values[1:], dtype)


@jit
def columns(parts):
    values = _values(parts)
    return np.concatenate(_as_columns(values, _common(values).dtype), -1)
