"""Which type a kernel is compiled for, by the class of an argument: one table.

A type is what ``pyjit serve`` reads (``ArgumentType`` in ``src/pipeline/call.rs``): a word, or a
dictionary with one key.
"""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, FunctionType, ModuleType

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any, Union

    ArgumentType = Union[str, dict[str, Any]]

# Tuples in tuples, as deeply as the compiler takes them.
MOST_NESTED = 50


class UnsupportedArgument(TypeError):
    """No kernel is compiled for such an argument; the text names its class."""


WORDS = {
    type(None): "none",
    bool: "bool",
    int: "int",
    float: "float",
    complex: "complex",
    str: "str",
    range: "range",
    bytes: "bytes",
    bytearray: "bytearray",
}
# NumPy's scalars that have a type of their own, by the kind and the bytes of their dtype.
SCALARS = {
    "b1": "bool",
    "i1": "i8",
    "i2": "i16",
    "i4": "i32",
    "i8": "i64",
    "u1": "u8",
    "u2": "u16",
    "u4": "u32",
    "u8": "u64",
    "f4": "f32",
    "f8": "f64",
    "c8": "c64",
    "c16": "c128",
}
# Under Numba these scalars are Python's numbers.
NUMBAS = {"i64": "int", "f64": "float", "c128": "complex", "bool": "bool"}
# What an empty list is.
EMPTY_LIST: ArgumentType = {"list": None}
# Modules of the standard library whose functions say that they come from another.
_PUBLIC = {
    "_bisect": "bisect",
    "_functools": "functools",
    "_heapq": "heapq",
    "_operator": "operator",
    "itertools": "itertools",
}
ARRAY_CODES = {"q": "i64", "l": "i64", "d": "f64"}


def type_of(value: object, depth: int = 0, *, numba: bool = False) -> ArgumentType:
    """The type of an argument, also as Numba has it, where `np.float64` is `float`.

    Raises :class:`UnsupportedArgument` for what no kernel takes.
    """
    kind = type(value)
    word = WORDS.get(kind)
    if word is not None:
        return word
    if isinstance(value, tuple):
        return _type_of_tuple(value, depth, numba)
    if isinstance(value, list) and kind is list:
        return _type_of_list(value, depth, numba)
    if kind is memoryview:
        return _type_of_view(value)
    module = kind.__module__
    if module == "array" and kind.__name__ == "array":
        return _type_of_array_array(value)
    # Never imported for this: who has one of its values has imported it.
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        if kind is numpy.void:
            return {"record": _record_alone(value)}
        if isinstance(value, numpy.generic):
            scalar = _scalar(value.dtype, value)
            return NUMBAS[scalar] if numba and scalar in NUMBAS else {"scalar": scalar}
        if kind is numpy.ndarray or kind is numpy.memmap:
            return _type_of_ndarray(value)
        if is_generator(value):
            return "generator"
    if getattr(kind, "__pyjit_state__", None) is not None:
        return {"function": FunctionArgument(value)}
    library = library_function(value)
    if library is not None:
        return {"library": library}
    raise unsupported(value)


def is_generator(value: object) -> bool:
    """Whether it is one of NumPy's generators of random numbers, and of no class of its own."""
    random = sys.modules.get("numpy.random")
    return random is not None and type(value) is random.Generator


class FunctionArgument:
    """A function of pyjit that another one is called with. Types of arguments are found again by
    their `repr`, and this one holds the function, so that no other has its address."""

    def __init__(self, made: Any) -> None:
        self.made = made

    @property
    def function(self) -> FunctionType:
        """The Python function."""
        function: FunctionType = self.made.__wrapped__
        return function

    def __repr__(self) -> str:
        return f"<{self.function.__module__}.{self.function.__qualname__} at {id(self.made)}>"


def library_function(value: object) -> str | None:
    """The dotted name of a function that comes with Python or NumPy."""
    if isinstance(value, BuiltinFunctionType):
        # Bound methods of objects are no functions of a library.
        owner = getattr(value, "__self__", None)
        if isinstance(value.__module__, str) and (owner is None or isinstance(owner, ModuleType)):
            module = value.__module__
            return f"{_PUBLIC.get(module, module)}.{value.__qualname__}"
    if isinstance(value, FunctionType) and value.__module__ in _PUBLIC.values():
        if getattr(sys.modules.get(value.__module__), value.__name__, None) is value:
            return f"{value.__module__}.{value.__name__}"
    numpy = sys.modules.get("numpy")
    if numpy is not None and callable(value):
        name = getattr(value, "__name__", None)
        if type(value) is numpy.ufunc or (
            isinstance(name, str)
            and not isinstance(value, type)
            and getattr(numpy, name, None) is value
        ):
            return f"numpy.{name}"
    return None


def holds_function(kind: ArgumentType) -> bool:
    """Whether a type is that of one function alone, or has such a one among its elements."""
    if isinstance(kind, str):
        return False
    ((form, what),) = kind.items()
    if form == "tuple":
        return any(map(holds_function, what))
    if form == "list":
        return what is not None and holds_function(what)
    if form == "named":
        return any(holds_function(of) for _, of in what["fields"])
    return form in ("function", "library")


def unsupported(value: object, reason: str = "") -> UnsupportedArgument:
    """What to raise for an argument."""
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    of = f" ({reason})" if reason else ""
    return UnsupportedArgument(f"no kernel takes a value of type {module}{kind.__qualname__}{of}")


def _type_of_tuple(value: tuple[object, ...], depth: int, numba: bool) -> ArgumentType:
    if depth == MOST_NESTED:
        raise unsupported(value, "it nests too deeply")
    kind = type(value)
    elements = [type_of(element, depth + 1, numba=numba) for element in value]
    if kind is tuple:
        return {"tuple": elements}
    fields = getattr(kind, "_fields", None)
    if (
        not isinstance(fields, tuple)
        or len(fields) != len(value)
        or not all(isinstance(field, str) for field in fields)
    ):
        raise unsupported(value)
    named = {"module": kind.__module__, "name": kind.__qualname__}
    return {"named": {**named, "fields": [list(field) for field in zip(fields, elements)]}}


def _type_of_list(value: list[object], depth: int, numba: bool) -> ArgumentType:
    """A list is what all its elements are; where these are lists, empty ones are as the others, and
    where they are arrays, their elements may lie in any order."""
    if depth == MOST_NESTED:
        raise unsupported(value, "it nests too deeply")
    element: ArgumentType | None = None
    for item in value:
        found = of_any_order(type_of(item, depth + 1, numba=numba))
        if element is None or element == EMPTY_LIST:
            if element is not None and not _is_list(found):
                raise unsupported(value, "its elements are of several types")
            element = found
        elif found != element and not (found == EMPTY_LIST and _is_list(element)):
            raise unsupported(value, "its elements are of several types")
    return {"list": element}


def of_any_order(kind: ArgumentType) -> ArgumentType:
    """The type of values that differ in the order in memory of the elements of arrays alone."""
    if isinstance(kind, str):
        return kind
    ((form, what),) = kind.items()
    if form == "array":
        return {form: {**what, "contiguous": False}}
    if form == "tuple":
        return {form: [of_any_order(element) for element in what]}
    if form == "named":
        fields = [[name, of_any_order(of)] for name, of in what["fields"]]
        return {form: {**what, "fields": fields}}
    return kind


def _is_list(kind: ArgumentType) -> bool:
    return isinstance(kind, dict) and "list" in kind


def _type_of_view(value: Any) -> ArgumentType:
    try:
        form, ndim = value.format, value.ndim
    except ValueError:
        raise unsupported(value, "it was released") from None
    if form != "B" or ndim != 1:
        raise unsupported(value, f"format {form!r}, {ndim} dimensions")
    return "memoryview"


def _type_of_array_array(value: Any) -> ArgumentType:
    element = ARRAY_CODES.get(value.typecode)
    if element is None or value.itemsize != 8:
        raise unsupported(value, f"type code {value.typecode!r}")
    return {"array_array": element}


def _scalar(dtype: Any, value: object) -> str:
    # `datetime64[ns]`: times are called what NumPy calls them, with their unit.
    is_time = dtype.kind in "mM"
    name = dtype.name if is_time else SCALARS.get(f"{dtype.kind}{dtype.itemsize}")
    if name is None or not dtype.isnative:
        raise unsupported(value, f"dtype {dtype}")
    return name


def spelled_record(dtype: Any) -> str | None:
    """A structured dtype as the compiler spells it (`Record` in ``src/types/record.rs``); None
    where it has fields that are not compiled."""
    if dtype.names is None or dtype.hasobject or not dtype.isnative:
        return None
    fields = []
    for name in dtype.names:
        field, offset, *title = dtype.fields[name]
        if title:
            return None
        base, shape = field.subdtype or (field, ())
        content = (
            base.name
            if base.kind in "mM"
            else SCALARS.get(f"{base.kind}{base.itemsize}") or spelled_record(base)
        )
        if content is None:
            return None
        axes = f"[{', '.join(map(str, shape))}]" if shape else ""
        fields.append(f"{_spelled_name(name)}: {content}{axes} at {offset}")
    return f"{{{', '.join(fields)}; {dtype.itemsize}}}" if fields else None


def _record_alone(value: Any) -> str:
    record = spelled_record(value.dtype)
    if record is None:
        raise unsupported(value, f"dtype {value.dtype}")
    # NumPy copies the parts of a record that has memory of its own.
    if value.base is None and any(
        field.names or field.subdtype for field, *_ in value.dtype.fields.values()
    ):
        raise unsupported(value, "it is part of no array")
    return record


def _spelled_name(name: str) -> str:
    if name.isascii() and name.replace("_", "a").isalnum():
        return name
    spelled = (
        "\\" + it if it in "'\\" else it if " " <= it <= "~" and it != "@" else f"\\U{ord(it):08x}"
        for it in name
    )
    return f"'{''.join(spelled)}'"


def _type_of_ndarray(value: Any) -> ArgumentType:
    if value.dtype.names is not None:
        record = spelled_record(value.dtype)
        if record is None or value.ndim > 8 or value.dtype.type.__name__ != "void":
            raise unsupported(value, f"dtype {value.dtype}")
        return {"records": {"record": record, "ndim": value.ndim}}
    element = _scalar(value.dtype, value)
    if value.ndim > 8:
        raise unsupported(value, f"{value.ndim} dimensions")
    # Without dimensions there is no order, and every such array is contiguous.
    contiguous = value.ndim > 0 and bool(value.flags.c_contiguous)
    return {"array": {"element": element, "ndim": value.ndim, "contiguous": contiguous}}
