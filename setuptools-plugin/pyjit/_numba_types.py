"""Types of Numba's as a record has them: what ``_argument_types.type_of`` says of such a value.

Numba is not imported here, and its types are told by the names of their classes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ._argument_types import (
    ARRAY_CODES,
    NUMBAS,
    SCALARS,
    UnsupportedArgument,
    holds_function,
    of_any_order,
    spelled_record,
    type_of,
)

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

# Combinations of what may be None and what is there then.
MOST_ALTERNATIVES = 16
_MOST_DIMENSIONS = 8
_PLAIN = {
    "Boolean": "bool",
    "NoneType": "none",
    "UnicodeType": "str",
    "Bytes": "bytes",
    "ByteArray": "bytearray",
    "NumPyRandomGeneratorType": "generator",
}
_NUMBERS = {
    **{name.replace("i", "int", 1): name for name in ("i8", "i16", "i32", "i64")},
    **{name.replace("u", "uint", 1): name for name in ("u8", "u16", "u32", "u64")},
    **{"float32": "f32", "float64": "f64", "complex64": "c64", "complex128": "c128"},
}
assert {*_NUMBERS.values(), "bool"} == set(SCALARS.values())
_FUNCTIONS = {
    "Dispatcher", "ObjModeDispatcher", "FunctionType", "UndefinedFunctionType", "Function",
    "ExternalFunction", "ExternalFunctionPointer", "BoundFunction", "MakeFunctionLiteral",
    "RecursiveCall",
}  # fmt: skip
# What these are in Python.
_CLASSES = {
    "DictType": "dict",
    "LiteralStrKeyDict": "dict",
    "Set": "set",
    "SetType": "set",
    "SliceType": "slice",
    "SliceLiteral": "slice",
    "NumberClass": "type",
    "ClassType": "type",
    "EnumClass": "type",
    "IntEnumClass": "type",
    "NamedTupleClass": "type",
    "CharSeq": "numpy.bytes_",
    "UnicodeCharSeq": "numpy.str_",
}


def combinations(kinds: Sequence[Any]) -> Iterator[list[ArgumentType]]:
    """The types of the arguments; several where one may be None.

    Raises :class:`UnsupportedArgument` for what no kernel takes, with the parameter's number.
    """
    alternatives = []
    for index, kind in enumerate(kinds):
        try:
            alternatives.append(types_of(kind))
        except UnsupportedArgument as error:
            raise UnsupportedArgument(str(error), index) from None
    return itertools.islice(map(list, itertools.product(*alternatives)), MOST_ALTERNATIVES)


def types_of(kind: Any) -> list[ArgumentType]:
    """What a value of such a type may be.

    Raises :class:`UnsupportedArgument`.
    """
    if type(kind).__name__ == "Optional":
        return ["none", *types_of(kind.type)]
    return [type_as_recorded(kind)]


def type_as_recorded(kind: Any) -> ArgumentType:
    """What a value of a type is.

    Raises :class:`UnsupportedArgument`.
    """
    name = type(kind).__name__
    if name in _PLAIN:
        return _PLAIN[name]
    if name in ("Integer", "Float", "Complex"):
        number = number_called(str(kind.name))
        if number is not None:
            return number
    if hasattr(kind, "literal_type"):
        return type_as_recorded(kind.literal_type)
    if name == "Omitted":
        return _of_value(kind.value)
    if name == "DeferredType":
        return type_as_recorded(kind.get())
    if name in ("NPDatetime", "NPTimedelta"):
        return {"scalar": _time(kind)}
    if name in ("UniTuple", "Tuple", "StarArgUniTuple", "StarArgTuple"):
        return {"tuple": [type_as_recorded(it) for it in kind]}
    if name in ("NamedTuple", "NamedUniTuple"):
        of = kind.instance_class
        fields = [list(it) for it in zip(kind.fields, map(type_as_recorded, kind))]
        return {
            "named": {"module": of.__module__, "name": of.__qualname__, "fields": fields},
        }
    if name in ("List", "ListType"):
        return {"list": of_any_order(type_as_recorded(kind.dtype))}
    if name == "Array":
        return _array(kind)
    if name == "Record":
        record = spelled_record(kind.dtype)
        if record is not None:
            return {"record": record}
        raise UnsupportedArgument(f"numpy.void (dtype {kind.dtype})")
    if name == "RangeType" and str(kind.dtype) == "int64":
        return "range"
    if name == "MemoryView" and str(kind.dtype) == "uint8" and kind.ndim == 1:
        return "memoryview"
    if name == "PyArray" and _NUMBERS.get(str(kind.dtype)) in ARRAY_CODES.values():
        return {"array_array": _NUMBERS[str(kind.dtype)]}
    raise UnsupportedArgument(_in_python(kind, name))


def number_called(name: str) -> ArgumentType | None:
    """The type that Numba calls `float64`."""
    number = "bool" if name == "bool" else _NUMBERS.get(name)
    if number is None:
        return None
    return NUMBAS.get(number) or {"scalar": number}


def element_called(name: str) -> str | None:
    """The type of the elements of an array of that."""
    return "bool" if name == "bool" else _NUMBERS.get(name)


def _of_value(value: object) -> ArgumentType:
    kind = type_of(value, numba=True)
    if holds_function(kind):
        raise UnsupportedArgument("function")
    return kind


def _array(kind: Any) -> ArgumentType:
    of, ndim = kind.dtype, kind.ndim
    name = type(of).__name__
    if name == "Record":
        record = spelled_record(of.dtype)
        if record is not None and ndim <= _MOST_DIMENSIONS:
            return {"records": {"record": record, "ndim": ndim}}
        raise UnsupportedArgument(f"numpy.ndarray (dtype {of.dtype})")
    element = _time(of) if name in ("NPDatetime", "NPTimedelta") else element_called(str(of))
    if element is None:
        text = {"CharSeq": "|S", "UnicodeCharSeq": "<U"}.get(name)
        dtype = of if text is None else f"{text}{of.count}"
        raise UnsupportedArgument(f"numpy.ndarray (dtype {dtype})")
    if ndim > _MOST_DIMENSIONS:
        raise UnsupportedArgument(f"numpy.ndarray ({ndim} dimensions)")
    contiguous = ndim > 0 and kind.layout == "C"
    return {"array": {"element": element, "ndim": ndim, "contiguous": contiguous}}


def _time(kind: Any) -> str:
    word = "datetime64" if type(kind).__name__ == "NPDatetime" else "timedelta64"
    return f"{word}[{kind.unit}]" if kind.unit else word


def _in_python(kind: Any, name: str) -> str:
    """What a record says of a type that no kernel takes: the value's class."""
    if name in _FUNCTIONS:
        return "function"
    if name in _CLASSES:
        return _CLASSES[name]
    if name in ("EnumMember", "IntEnumMember"):
        return f"{kind.instance_class.__module__}.{kind.instance_class.__qualname__}"
    if name == "ClassInstanceType":
        methods = list(kind.class_type.methods.values())
        return f"{methods[0].__module__}.{kind.classname}" if methods else str(kind.classname)
    if name in ("Float", "Complex"):
        return f"numpy.{kind.name}"
    # Never what it prints, which may have an address in it.
    return f"numba.types.{name}"
