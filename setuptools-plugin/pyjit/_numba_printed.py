"""Types as Numba prints them, `array(float64, 1d, C)`, read back: those that stand so in the names
of what it has compiled, see ``_numba_names.py``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ._argument_types import UnsupportedArgument, of_any_order
from ._numba_types import element_called, number_called

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

_WORDS: dict[str, ArgumentType] = {
    "none": "none",
    "unicode_type": "str",
    "range_state_int64": "range",
    "NumPyRandomGeneratorType": "generator",
    "bytes(uint8, 1d, C)": "bytes",
    "bytearray(uint8, 1d, C)": "bytearray",
}
_LITERALS = {"int": "int", "bool": "bool", "str": "str"}
# How types that no kernel takes begin, and what they are in Python.
_REFUSED = {
    "type(CPUDispatcher(": "function",
    "DictType[": "dict",
    "set(": "set",
    "reflected set(": "set",
}
TIME = re.compile(r"(?:datetime64|timedelta64)(?:\[[0-9]*[A-Za-z]+\])?")
_ARRAY = re.compile(r"(?:unaligned )?(?:readonly )?array\(([^,()]+), (\d+)d, ([CFA])\)")
_LIST = re.compile(r"(?:reflected )?list\((.*)\)<iv=.*>|ListType\[(.*)\]", re.DOTALL)
_LITERAL = re.compile(r"Literal\[(\w+)\]\(.*\)", re.DOTALL)
_TUPLE = re.compile(r"(\w+)\((.*)\)", re.DOTALL)
_COUNTED = re.compile(r"(.*) x (\d+)", re.DOTALL)

# The type of what is left out and has its default value.
OMITTED = "omitted"


class Unknown(ValueError):
    """What is not understood."""


class Optional:
    """The type of what may be None."""

    def __init__(self, kind: ArgumentType) -> None:
        self.kind = kind


def printed(text: str, find_class: Callable[[str], Any]) -> Any:
    """The type that is printed so, an `Optional` or `OMITTED`. `find_class` gives the class of a
    named tuple by its name, or None.

    Raises :class:`Unknown`, and :class:`UnsupportedArgument` for what no kernel takes.
    """
    if text.startswith("OptionalType(") and text.endswith(")"):
        return Optional(_inner(text[len("OptionalType(") : -1], find_class))
    return OMITTED if text.startswith("omitted(") else _inner(text, find_class)


def element_or_time(name: str) -> str | None:
    """The type of an array's elements."""
    return name if TIME.fullmatch(name) else element_called(name)


def array(element: str | None, ndim: int, layout: str) -> ArgumentType:
    """The type of an array.

    Raises :class:`Unknown` for elements that have none.
    """
    if element is None:
        raise Unknown("elements")
    contiguous = ndim > 0 and layout == "C"
    return {"array": {"element": element, "ndim": ndim, "contiguous": contiguous}}


def _inner(text: str, find_class: Callable[[str], Any]) -> ArgumentType:
    word = _WORDS.get(text) or number_called(text)
    if word is not None:
        return word
    if TIME.fullmatch(text):
        return {"scalar": text}
    for start, kind in _REFUSED.items():
        if text.startswith(start):
            raise UnsupportedArgument(kind)
    found = _LITERAL.fullmatch(text)
    if found is not None and found[1] in _LITERALS:
        return _LITERALS[found[1]]
    found = _ARRAY.fullmatch(text)
    if found is not None:
        return array(element_or_time(found[1]), int(found[2]), found[3])
    found = _LIST.fullmatch(text)
    if found is not None:
        return {"list": of_any_order(_inner(found[1] or found[2], find_class))}
    found = _TUPLE.fullmatch(text)
    if found is None:
        raise Unknown(text)
    elements = [_inner(it, find_class) for it in _elements(found[2])]
    if found[1] in ("Tuple", "UniTuple"):
        return {"tuple": elements}
    return _named(find_class(found[1]), elements)


def _named(of: Any, elements: list[ArgumentType]) -> ArgumentType:
    fields: Any = getattr(of, "_fields", ())
    if not elements or len(fields) != len(elements):
        raise Unknown(str(of))
    pairs = [[field, element] for field, element in zip(fields, elements)]
    return {"named": {"module": of.__module__, "name": of.__qualname__, "fields": pairs}}


def _elements(text: str) -> list[str]:
    """What stands between commas, or so many times."""
    counted = _COUNTED.fullmatch(text)
    if counted is not None and _is_whole(counted[1]):
        return [counted[1]] * int(counted[2])
    parts = [""]
    for part in text.split(", ") if text else []:
        if parts[-1] and _is_whole(parts[-1]):
            parts.append(part)
        else:
            parts[-1] += f", {part}" if parts[-1] else part
    return [part for part in parts if part]


def _is_whole(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")
