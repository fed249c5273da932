"""What the expressions of a program give, asked of NumPy.

Every variable has a sample: a value of its type, small. Texts are evaluated on these; what raises
there is not generated, nor what gives a type that kernels do not have.
"""

import warnings

import numpy as np

DTYPES = {
    "f64": "float64", "i64": "int64", "f32": "float32", "i32": "int32", "u8": "uint8",
    "bool": "bool", "i8": "int8", "u64": "uint64", "c128": "complex128", "c64": "complex64",
}  # fmt: skip
# The types that operations on those give.
KNOWN = {*DTYPES.values(), "int16", "uint16", "uint32"}
# The length of each axis of a sample.
LENGTH = 3
PYTHON = {"int": 2, "float": 0.5, "bool": True}


def sample(kind):
    """A value of a kind: the name of a scalar type, or a dtype and a number of dimensions."""
    if isinstance(kind, tuple):
        return np.ones((LENGTH,) * kind[1], kind[0])
    return PYTHON[kind] if kind in PYTHON else np.dtype(kind).type(1)


def kind_of(value):
    """The kind of a value; `None` if kernels do not have it."""
    if isinstance(value, np.ndarray):
        return (value.dtype.name, value.ndim) if value.dtype.name in KNOWN else None
    if isinstance(value, np.generic):
        return value.dtype.name if value.dtype.name in KNOWN else None
    return type(value).__name__ if type(value).__name__ in PYTHON else None


def spelled(kind, ordered=False):
    """A kind as an annotation, of an array perhaps in C order."""
    if not isinstance(kind, tuple):
        return kind if kind in PYTHON else f"np.{spelled_dtype(kind)}"
    dtype, dimensions = kind
    short = {name: letters for letters, name in DTYPES.items()}
    if dtype in short and dtype != "bool":
        axes = [":"] * (dimensions - 1) + ["::1" if ordered else ":"]
        return f"{short[dtype]}[{', '.join(axes)}]"
    shape = ", ".join(["int"] * dimensions)
    return f"np.ndarray[tuple[{shape}], np.dtype[np.{spelled_dtype(dtype)}]]"


def spelled_dtype(name):
    return "bool_" if name == "bool" else name


def quietly(evaluate):
    """What it gives; `None` if it raises, or loses the imaginary parts of numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            return evaluate()
        except Exception:
            return None
