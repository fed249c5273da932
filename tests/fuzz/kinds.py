"""The types of generated values, and the results of operators on them.

A type is a string, or a tuple of types for a tuple. What an operator gives is not written down
here but asked of Python and NumPy, on samples: the compiler has its own tables, and two tables by
one hand would share their mistakes.
"""

import numpy as np

SIGNED = ["i8", "i16", "i32", "i64"]
UNSIGNED = ["u8", "u16", "u32", "u64"]
INTEGERS = SIGNED + UNSIGNED
SIZED_FLOATS = ["f32", "f64"]
SIZED = INTEGERS + SIZED_FLOATS
PYTHON = ["bool", "int", "float", "complex"]
SCALARS = [*PYTHON, *SIZED, "np_bool"]

DTYPES = {
    "i8": np.int8, "i16": np.int16, "i32": np.int32, "i64": np.int64,
    "u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "u64": np.uint64,
    "f32": np.float32, "f64": np.float64, "np_bool": np.bool_,
}  # fmt: skip

# Kinds that only some forms know: flags, and values that may be missing.
OPTIONAL = {f"{kind}?": kind for kind in ("int", "float", "bool")}
PAIRS = [("int", "float"), ("bool", "int"), ("bool", "float"), ("int", "f64"), ("float", "f64"),
         ("int", "i64"), ("int", "u8"), ("int", "i32"), ("float", "f32"), ("i16", "f64"),
         ("int", "u64"), ("i8", "u8")]  # fmt: skip
MIXED = {f"{left}|{right}": (left, right) for left, right in PAIRS}
OTHERS = ["str", "Pair", *OPTIONAL, *MIXED]

# Positive and small, so that no operator fails on them.
SAMPLES = {"bool": True, "int": 3, "float": 2.5, "complex": 1 + 2j}
SAMPLES.update({name: dtype(1) for name, dtype in DTYPES.items()})

NAMES = {bool: "bool", int: "int", float: "float", complex: "complex"}
NAMES.update({dtype: name for name, dtype in DTYPES.items()})


def type_of(value):
    """The type of a value; `None` for one that is not generated."""
    if type(value) is tuple:
        return tuple(map(type_of, value))
    return NAMES.get(type(value))


def result_of(function, *operands):
    """The type that a function gives for operands of these types; `None` if it does not work."""
    try:
        with np.errstate(all="ignore"):
            return type_of(function(*(SAMPLES[operand] for operand in operands)))
    except (TypeError, ValueError, AttributeError):
        return None


def dtype_name(kind):
    """NumPy's name of a sized type."""
    return "bool_" if kind == "np_bool" else DTYPES[kind].__name__


def spelled(kind):
    """A type as an annotation says it."""
    if isinstance(kind, tuple):
        return f"tuple[{', '.join(map(spelled, kind))}]"
    if kind in OPTIONAL:
        return f"Optional[{OPTIONAL[kind]}]"
    return {"np_bool": "np.bool_"}.get(kind, kind)


def named(kind):
    """A type as the table of what was reached names it."""
    if isinstance(kind, tuple):
        return f"({', '.join(map(named, kind))})"
    return kind


def is_integer(kind):
    """Whether values of the type index arrays and take bit operators."""
    return kind in ("bool", "int") or kind in INTEGERS
