"""What came of a call, as text: two calls did the same if their texts are equal.

A float is its bits, every NaN being the same; NumPy's scalars are the Python numbers of equal
value, as a kernel gives them back. Messages count where the program wrote them (they begin with
`@`): those of Python's own exceptions differ between its versions.
"""

import os
import struct
import sys

import numpy as np


def described(value):
    """A value with its type, to the bit."""
    if isinstance(value, np.ndarray):
        return of_array(value)
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return f"{value.dtype} {value.view(np.int64)}"
    if isinstance(value, np.void):
        return f"({', '.join(described(value[name]) for name in value.dtype.names)})"
    if isinstance(value, np.generic):
        value = value.item()
    if type(value) is float:
        return "nan" if value != value else f"float {struct.pack('>d', value).hex()} {value!r}"
    if type(value) is complex:
        return f"complex({described(value.real)}, {described(value.imag)})"
    if isinstance(value, tuple):
        name = "" if type(value) is tuple else type(value).__name__
        return f"{name}({', '.join(map(described, value))})"
    if type(value) is list:
        return f"[{', '.join(map(described, value))}]"
    return f"{type(value).__name__} {value!r}"


def of_array(value):
    """An array: its type, order in memory, and elements."""
    flags = value.flags
    # Strides of axes with one element are nobody's concern.
    strides = [s for s, n in zip(value.strides, value.shape) if n > 1] if value.size > 0 else None
    order = f"C={flags.c_contiguous} F={flags.f_contiguous} writeable={flags.writeable}"
    described_elements = elements_of(value)
    if value.ndim > 1 and len(set(described_elements)) == 1:
        # What an axis without elements was reduced to, perhaps: arrays that have none have other
        # strides, by which that is put in order.
        strides, order = None, f"writeable={flags.writeable}"
    elements = ", ".join(described_elements)
    # That a dtype is marked as aligned is not kept; where its fields are, is.
    dtype = str(value.dtype).replace(", 'aligned': True", "")
    return f"{dtype} {value.shape} strides={strides} {order} [{elements}]"


def elements_of(value):
    """The elements of an array, described."""
    if value.dtype.kind in "mM":
        value = value.view(np.int64)
    line = value.ravel()
    # A record's bytes that belong to no field say nothing.
    return [described(element) for element in (line if value.dtype.names else line.tolist())]


def shared(result, arguments):
    """For each array of a result: which arguments it is, and with what it shares memory."""
    results = result if isinstance(result, tuple) else (result,)
    arrays = [value for value in results if isinstance(value, np.ndarray)]
    arguments = [value for value in arguments if isinstance(value, np.ndarray)]
    return [
        [
            [number for number, other in enumerate(arguments) if other is value],
            [bool(np.shares_memory(value, other)) for other in [*arrays, *arguments]],
        ]
        for value in arrays
    ]


def which_lists(values):
    """Which of the lists in these are one: a number for each, in the order in which they are met,
    and none of what is in a list that was met before."""
    known, met = {}, []
    left = list(reversed(values))
    while left:
        value = left.pop()
        if not isinstance(value, (tuple, list)):
            continue
        if type(value) is list:
            again = id(value) in known
            met.append(known.setdefault(id(value), len(known)))
            if again:
                continue
        if value and isinstance(value[0], (tuple, list)) or isinstance(value, tuple):
            left.extend(reversed(value))
    return met


def state(value):
    """What an argument holds after the call."""
    if isinstance(value, np.ndarray):
        return elements_of(value)
    return described(value) if type(value) is list else None


COMPREHENSIONS = ("<genexpr>", "<listcomp>")


def raised(error, name):
    """An exception: its type, its message if the program wrote it, and the frames in
    the file of that name."""
    message = str(error)
    frames = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        # What a comprehension is for Python is no kernel.
        if os.path.basename(code.co_filename) == name and code.co_name not in COMPREHENSIONS:
            frames.append([code.co_name, traceback.tb_lineno])
        traceback = traceback.tb_next
    if isinstance(error, RecursionError):
        # How deep it goes is not the same.
        frames = []
    elif isinstance(error, UnboundLocalError) and frames:
        # CPython 3.11 and 3.12 join the reading of a local with the assignment before it, and
        # report the line of that.
        frames[-1][1] = 0
    return {
        "raised": type(error).__name__,
        "message": message if message.startswith("@") else "",
        "frames": frames,
        "detail": message[:200],
    }


def same(found, expected, exact=False):
    """Whether two outcomes are the same; with the texts of Python's own exceptions if `exact`."""
    if found.get("left") or (exact and found.get("detail") != expected.get("detail")):
        return False
    return all(found.get(key) == expected.get(key) for key in COMPARED)


COMPARED = ["returned", "raised", "message", "frames", "printed", "states", "shared", "lists"]

# What a compiled kernel says that has written already, so that it cannot be run again in Python,
# which goes on with a greater integer or another type.
LEFT_64_BITS = ("64-bit int", "but the kernel expects")


# What CPython's `abs` of a complex NaN raises before 3.12 if a call before it, of `math.exp2` for
# one, has left an error number behind.
STALE = "absolute value too large"


def excused(found, expected, impure):
    """Whether the outcomes may differ: Python went on with an integer that 64 bits do not hold, or
    shows a defect of its own."""
    if expected.get("detail") == STALE and sys.version_info < (3, 12):
        return True
    if not impure or found.get("raised") != "OverflowError" or found.get("left"):
        return False
    return any(words in found["detail"] for words in LEFT_64_BITS)
