"""What the expressions of a program give, asked of NumPy.

Every variable has a sample: a value of its type, small. Texts are evaluated on these; what raises
there is not generated, nor what gives a type that kernels do not have.
"""

import functools
import warnings

import numpy as np

DTYPES = {
    "f64": "float64", "i64": "int64", "f32": "float32", "i32": "int32", "u8": "uint8",
    "bool": "bool", "i8": "int8", "u64": "uint64", "c128": "complex128", "c64": "complex64",
}  # fmt: skip
# Points and spans of time, of units of which one is a multiple of another, or none is.
TIMES = [
    "datetime64[s]", "timedelta64[s]", "datetime64[ms]", "timedelta64[ms]", "datetime64[D]",
    "timedelta64[D]", "datetime64[M]", "timedelta64[25s]",
]  # fmt: skip
# The dtypes of records, constants of the programs' modules.
RECORDS = {
    "point": 'np.dtype([("x", np.float64), ("n", "i4")])',
    "pixel": 'np.dtype([("v", "u1"), ("w", "f4"), ("z", "c16"), ("k", "i8")], align=True)',
    "nested": 'np.dtype([("hit", "?"), ("at", [("u", "f4"), ("j", "i8")]), ("m", "f8", (2,))])',
}
# The types that operations on those give.
KNOWN = {*DTYPES.values(), "int16", "uint16", "uint32", *TIMES}
# The length of each axis of a sample.
LENGTH = 3
PYTHON = {"int": 2, "float": 0.5, "bool": True}


class Declaring:
    """A type of the annotations, which makes an array of zeros of declared lengths."""

    def __init__(self, dtype):
        self.dtype = dtype

    def __getitem__(self, shape):
        return lambda: np.zeros(shape, self.dtype)


NAMES = {
    "np": np,
    **{name: eval(text) for name, text in RECORDS.items()},
    **{letters: Declaring(name) for letters, name in DTYPES.items()},
}


def sample(kind):
    """A value of a kind: the name of a scalar type, or a dtype and a number of dimensions."""
    if isinstance(kind, tuple):
        shape = (LENGTH,) * kind[1]
        if kind[0] in RECORDS:
            return np.zeros(shape, NAMES[kind[0]])
        if is_time(kind[0]):
            return np.full(shape, sample(kind[0]))
        return np.ones(shape, kind[0])
    if kind in RECORDS:
        return np.zeros((), NAMES[kind])[()]
    if is_time(kind):
        return np.ones(1, np.int64).view(kind)[0]
    return PYTHON[kind] if kind in PYTHON else np.dtype(kind).type(1)


def is_time(dtype):
    return dtype.startswith(("datetime64", "timedelta64"))


def kind_of(value):
    """The kind of a value; `None` if kernels do not have it."""
    if isinstance(value, np.ndarray):
        name = name_of(value.dtype)
        return None if name is None else (name, value.ndim)
    if isinstance(value, np.generic):
        return name_of(value.dtype)
    return type(value).__name__ if type(value).__name__ in PYTHON else None


@functools.cache
def name_of(dtype):
    """The name of NumPy's type of elements; `None` if kernels do not have it. NumPy makes up the
    names of its own anew each time."""
    if dtype.names:
        names = [name for name in RECORDS if NAMES[name] == dtype]
        return names[0] if names else None
    return dtype.name if dtype.name in KNOWN else None


def spelled(kind, layout=""):
    """A kind as an annotation, of an array perhaps of a layout: `C`, `F`, or declared lengths."""
    if not isinstance(kind, tuple):
        if is_time(kind):
            return f'"{spelled_time(kind)}"'
        return kind if kind in PYTHON else f"np.{spelled_dtype(kind)}"
    dtype, dimensions = kind
    axes = [":"] * dimensions or ["()"]
    if layout == "C":
        axes[-1] = "::1"
    elif layout == "F":
        axes[0] = "::1"
    elif layout:
        axes = layout.split(", ")
    if dtype in RECORDS:
        return f'"{dtype}[{", ".join(axes)}]"'
    if is_time(dtype):
        return f'"{spelled_time(dtype)}[{", ".join(axes)}]"'
    short = {name: letters for letters, name in DTYPES.items()}
    if dtype in short and dtype != "bool":
        return f"{short[dtype]}[{', '.join(axes)}]"
    shape = ", ".join(["int"] * dimensions) or "()"
    return f"np.ndarray[tuple[{shape}], np.dtype[np.{spelled_dtype(dtype)}]]"


def spelled_time(dtype):
    """A type of times as annotations have it, where a multiple of a unit is quoted."""
    kind, unit = dtype[:-1].split("[")
    return f"{kind}['{unit}']" if unit[0].isdigit() else dtype


def spelled_dtype(name):
    return "bool_" if name == "bool" else name


def dtype_text(name):
    """A dtype as an argument of NumPy's functions."""
    if name in RECORDS:
        return name
    return f'"{name}"' if is_time(name) else f"np.{spelled_dtype(name)}"


def quietly(evaluate):
    """What it gives; `None` if it raises, or loses the imaginary parts of numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            return evaluate()
        except Exception:
            return None
