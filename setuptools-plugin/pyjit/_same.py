"""When what a compiled function does is what Python does: to the bit, and where it differs."""

from __future__ import annotations

import array
import math
import struct
import sys
from typing import Any

from ._argument_types import is_generator
from ._random_state import as_lists


def difference(found: Any, expected: Any, ulps: int = 0) -> str | None:
    """Where two values differ first, as a person reads it; None where they do not.

    Sized scalars count as the Python numbers of equal value, every NaN as the same, and floats may
    be so many units in the last place apart.
    """
    if _is_time(found) or _is_time(expected):
        return _difference_of_times(found, expected)
    found, expected = _as_python(found), _as_python(expected)
    if type(found) is not type(expected):
        return f"{_with_type(found)}, in Python {_with_type(expected)}"
    if isinstance(found, float):
        same = _same_floats(found, expected, ulps)
    elif isinstance(found, complex):
        same = all(
            _same_floats(one, other, ulps)
            for one, other in ((found.real, expected.real), (found.imag, expected.imag))
        )
    elif isinstance(found, (tuple, list)):
        return _difference_of_elements(found, expected, ulps)
    elif isinstance(found, (memoryview, array.array)):
        return _difference_of_elements(list(found), list(expected), ulps)
    elif is_generator(found):
        return _difference_of_generators(found, expected)
    elif _is_array(found):
        return _difference_of_arrays(found, expected, ulps)
    elif isinstance(found, str):
        same = str.__eq__(found, expected)
    else:
        same = found is expected or bool(found == expected)
    return None if same else f"{found!r}, in Python {expected!r}"


def difference_of_errors(found: BaseException, expected: BaseException) -> str | None:
    """Where two exceptions differ: in their classes, their arguments, the name that is unknown."""
    if type(found) is not type(expected):
        return f"{found!r}, in Python {expected!r}"
    # A `*rest` is a list in Python and a tuple in a kernel.
    if expected.args == ("list index out of range",):
        return None
    place = difference(found.args, expected.args)
    if place is None and isinstance(found, NameError):
        place = difference(getattr(found, "name", None), getattr(expected, "name", None))
    return None if place is None else f"{found!r}, in Python {expected!r}"


def _as_python(value: Any) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.void):
        # A record has fields of its own types.
        return numpy.asarray(value)
    return value.item() if numpy is not None and isinstance(value, numpy.generic) else value


def _is_time(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, (numpy.datetime64, numpy.timedelta64))


def _difference_of_times(found: Any, expected: Any) -> str | None:
    """Python has no equals of these; each `NaT` of a unit is as any other."""
    if not (_is_time(found) and _is_time(expected)) or found.dtype != expected.dtype:
        left, right = (getattr(it, "dtype", type(it).__qualname__) for it in (found, expected))
        return f"{found!r} ({left}), in Python {expected!r} ({right})"
    same = found.view("i8") == expected.view("i8")
    return None if same else f"{found!r}, in Python {expected!r}"


def _difference_of_generators(found: Any, expected: Any) -> str | None:
    states = [as_lists(it.bit_generator.state) for it in (found, expected)]
    if states[0] == states[1]:
        return None
    return f"{found!r} at another place of its stream than in Python"


def _is_array(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def _with_type(value: object) -> str:
    return f"{value!r} ({type(value).__qualname__})"


def _same_floats(found: float, expected: float, ulps: int) -> bool:
    if math.isnan(found) or math.isnan(expected):
        return math.isnan(found) and math.isnan(expected)
    left, right = (int(struct.unpack("<q", struct.pack("<d", it))[0]) for it in (found, expected))
    return left == right or abs(_place(left) - _place(right)) <= ulps


def _place(bits: int) -> int:
    """The place of a float among all, from its bits; those of the two zeros are one apart."""
    return bits if bits >= 0 else -(bits & (1 << 63) - 1) - 1


def _difference_of_elements(found: Any, expected: Any, ulps: int) -> str | None:
    if len(found) != len(expected):
        return f"{len(found)} elements, in Python {len(expected)}"
    for index, (left, right) in enumerate(zip(found, expected)):
        place = difference(left, right, ulps)
        if place is not None:
            return f"[{index}] is {place}" if place[0] != "[" else f"[{index}]{place}"
    return None


def _difference_of_arrays(found: Any, expected: Any, ulps: int) -> str | None:
    import numpy

    for left, right in ((found.dtype, expected.dtype), (found.shape, expected.shape)):
        if left != right:
            return f"an array of {left}, in Python of {right}"
    for name in found.dtype.names or ():
        place = _difference_of_arrays(found[name], expected[name], ulps)
        if place is not None:
            return f"[{name!r}]{place}"
    if found.dtype.names is not None:
        # What lies between the fields is nobody's concern.
        return None
    if found.dtype.kind not in "fiubmM":
        return _difference_of_elements(found.ravel().tolist(), expected.ravel().tolist(), ulps)
    # In C order, and by their bits.
    arrays = [numpy.array(it, order="C", subok=False) for it in (found, expected)]
    bits = [it.view(f"u{it.itemsize}") for it in arrays]
    for index in numpy.argwhere(bits[0] != bits[1]):
        at = tuple(index.tolist())
        left, right = found[at], expected[at]
        if found.dtype.kind == "f" and found.itemsize == 4:
            same = _same_singles(left, right, ulps)
        else:
            same = difference(left, right, ulps) is None
        if not same:
            if found.dtype.kind not in "mM":
                left, right = left.item(), right.item()
            place = f"[{', '.join(map(str, at))}]" if at else ""
            return f"{place} is {left!r}, in Python {right!r}"
    return None


def _same_singles(found: Any, expected: Any, ulps: int) -> bool:
    import numpy

    if numpy.isnan(found) or numpy.isnan(expected):
        return bool(numpy.isnan(found) and numpy.isnan(expected))
    left, right = (int(it.view("i4")) << 32 for it in (found, expected))
    return abs(_place(left) - _place(right)) <= ulps << 32
