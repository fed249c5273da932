"""Parameters of distributions: numbers, or arrays of them, one for each number that is drawn.

Floats are `f64`, which divide by zero as C does.
"""

import math

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate, cast, copysign, flat_view
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _together
from pyjit.prelude.operators_refused import not_compiled

# NumPy's bound of the mean of counts: nothing that is drawn leaves 64 bits.
GREATEST_MEAN = 9.223372006484771e18


@jit
def number(x):
    if isinstance(x, (list, tuple)):
        return number(np.array(x))
    elif isinstance(x, np.ndarray):
        if not isinstance(cast(x.dtype, 0), (np.integer, np.floating, np.bool_)):
            return not_compiled()
        elif x.ndim == 0:
            return f64(float(x))
        else:
            a = allocate("float64", x.shape)
            a[...] = x
            return a
    else:
        return f64(float(x))


@jit
def whole(x):
    """The same of an integer. A number is cut off, an array of floats is an error of NumPy's."""
    if isinstance(x, (list, tuple)):
        return whole(np.array(x))
    elif isinstance(x, np.ndarray):
        if not isinstance(cast(x.dtype, 0), (np.integer, np.bool_)):
            return not_compiled()
        elif isinstance(cast(x.dtype, 0), np.uint64):
            return not_compiled()
        elif x.ndim == 0:
            return i64(int(x))
        else:
            a = allocate("int64", x.shape)
            a[...] = x
            return a
    else:
        return i64(int(x))


@jit
def room(dtype: Known, size, values):
    """An array for what is drawn with these parameters."""
    if size is None:
        return allocate(dtype, _together(_arrays_of(values)))
    else:
        a = allocate(dtype, _lengths(size))
        check_shape(a.shape, _together((a,) + _arrays_of(values)))
        return a


@jit
def _arrays_of(values):
    if len(values) == 1:
        return (_as_array(values[0]),)
    else:
        return (_as_array(values[0]),) + _arrays_of(values[1:])


@jit
def check_shape(shape, together):
    if len(shape) != len(together):
        _refuse_shape(shape, together)
    elif shape != together:
        _refuse_shape(shape, together)


@jit
def _refuse_shape(shape, together):
    raise ValueError(
        f"Output size {shape} is not compatible with broadcast dimensions of inputs {together}."
    )


@jit
def spread(x, shape):
    """The elements of a parameter for each of those that are drawn."""
    if not isinstance(x, np.ndarray):
        return x
    elif x.ndim > len(shape):
        # It does not fit, which was said.
        return flat_view(x)
    else:
        if x.ndim == len(shape):
            if x.shape == shape:
                return flat_view(x)
        a = allocate(x.dtype, shape)
        a[...] = x
        return flat_view(a)


@jit
def at(x, place: int):
    """One of these."""
    if isinstance(x, np.ndarray):
        return x[place]
    else:
        return x


@jit
def holds_somewhere(condition):
    """Whether a condition of parameters holds for one that is drawn."""
    if isinstance(condition, np.ndarray):
        return bool(np.any(condition))
    else:
        return bool(condition)


@jit
def _some(x, is_wrong):
    if isinstance(x, np.ndarray):
        flat = flat_view(x)
        for i in range(len(flat)):
            if is_wrong(flat[i]):
                return True
        return False
    else:
        return is_wrong(x)


@jit
def _is_negative(x):
    return not math.isnan(x) and copysign(1.0, x) < 0.0


@jit
def check_not_negative(x, name: Known):
    if _some(x, _is_negative):
        raise ValueError(f"{name} < 0")


@jit
def _is_below_0(x):
    return x < 0


@jit
def check_whole_not_negative(x, name: Known):
    if _some(x, _is_below_0):
        raise ValueError(f"{name} < 0")


@jit
def _is_not_positive(x):
    return x <= 0.0


@jit
def check_positive(x, name: Known):
    if _some(x, _is_not_positive):
        raise ValueError(f"{name} <= 0")


@jit
def _is_nan(x):
    return math.isnan(x)


@jit
def check_positive_number(x, name: Known):
    if _some(x, _is_nan):
        raise ValueError(f"{name} must not be NaN")
    check_positive(x, name)


@jit
def _is_no_probability(x):
    return not (x >= 0.0 and x <= 1.0)


@jit
def check_probability(x, name: Known):
    if _some(x, _is_no_probability):
        raise ValueError(f"{name} < 0, {name} > 1 or {name} {_nan_in(x)}")


@jit
def _nan_in(x):
    if isinstance(x, np.ndarray):
        return "contains NaNs"
    else:
        return "is NaN"


@jit
def _is_not_above_0(x):
    return not (x > 0.0 and x <= 1.0)


@jit
def check_above_0(x, name: Known):
    if _some(x, _is_not_above_0):
        raise ValueError(f"{name} <= 0, {name} > 1 or {name} contains NaNs")


@jit
def _is_not_below_1(x):
    return not (x >= 0.0 and x < 1.0)


@jit
def check_below_1(x, name: Known):
    if _some(x, _is_not_below_1):
        raise ValueError(f"{name} < 0, {name} >= 1 or {name} {_nan_in(x)}")


@jit
def _is_not_above_1(x):
    return not x > 1.0


@jit
def check_above_1(x, name: Known):
    if _some(x, _is_not_above_1):
        raise ValueError(f"{name} <= 1 or {name} {_nan_in(x)}")


@jit
def _is_below_1(x):
    return x < 1


@jit
def check_at_least_1(x, name: Known):
    if _some(x, _is_below_1):
        raise ValueError(f"{name} < 1 or {name} {_nan_in(x)}")


@jit
def _is_too_large(x):
    return not x <= GREATEST_MEAN


@jit
def _is_no_mean(x):
    return not x >= 0.0


@jit
def check_mean(x, name: Known):
    if isinstance(x, np.ndarray):
        if _some(x, _is_too_large):
            raise ValueError(f"{name} value too large")
        if _some(x, _is_no_mean):
            raise ValueError(f"{name} < 0 or {name} contains NaNs")
    else:
        if _is_no_mean(x):
            raise ValueError(f"{name} < 0 or {name} is NaN")
        if _is_too_large(x):
            raise ValueError(f"{name} value too large")


@jit
def check_successes(n, p):
    """Raises where the mean of the negative binomial distribution may be too great."""
    if holds_somewhere((1.0 - p) / p * (n + 10.0 * np.sqrt(n)) > GREATEST_MEAN):
        raise ValueError("n too large or p too small, see Generator.negative_binomial Notes")


@jit
def _is_not_finite(x):
    return not math.isfinite(x)


@jit
def check_range(x, name: Known):
    """Raises where a range is none; the `name` is that of a range of numbers."""
    if _some(x, _is_not_finite):
        if isinstance(x, np.ndarray):
            raise OverflowError("Range exceeds valid bounds")
        else:
            raise OverflowError(f"{name} exceeds valid bounds")
