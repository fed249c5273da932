"""Classes that no file defines, written as texts that say what a kernel may know of them.

A class of a notebook's cell, or of a line of a dialogue, is an object whose text is hard to find,
and by now it may be another one under the same name. So its text is made of what it is.
"""

from __future__ import annotations

import enum
import re

from . import Type

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any

# What `typing.NamedTuple` and `collections.namedtuple` give a class beside its fields.
_OF_NAMED_TUPLES = {
    "__annotate__",
    "__annotate_func__",
    "__annotations__",
    "__annotations_cache__",
    "__doc__",
    "__firstlineno__",
    "__getnewargs__",
    "__match_args__",
    "__module__",
    "__new__",
    "__orig_bases__",
    "__replace__",
    "__repr__",
    "__slots__",
    "__static_attributes__",
    "_asdict",
    "_field_defaults",
    "_fields",
    "_fields_defaults",
    "_make",
    "_replace",
}
_BUILTIN = {kind.__name__: kind for kind in (bool, int, float, complex, str)}


class Unwritable(Exception):
    """Nothing of a class is known to kernels; the text says why."""


def text_of(kind: type) -> str:
    """A module that defines the class.

    Raises :class:`Unwritable`.
    """
    if issubclass(kind, BaseException):
        # Only its name matters: Python makes the exceptions.
        return f"class {kind.__name__}(Exception): pass\n"
    if issubclass(kind, tuple):
        return _named_tuple(kind)
    if issubclass(kind, enum.Enum):
        return _enumeration(kind)
    if kind.__bases__ == (object,) and type(kind) is type:
        return _constants(kind)
    raise Unwritable(f"it is a class that is derived from `{kind.__bases__[0].__qualname__}`")


def _named_tuple(kind: type[tuple[Any, ...]]) -> str:
    name = kind.__name__
    fields = kind.__dict__.get("_fields")
    if kind.__bases__ != (tuple,) or not isinstance(fields, tuple):
        raise Unwritable("it is a class that is derived from `tuple`")
    # Where those come from that kernels do without calling them.
    made = {"__new__": f"namedtuple_{name}", "_replace": "collections"}
    for own, value in vars(kind).items():
        if own in fields:
            changed = type(value).__name__ != "_tuplegetter"
        elif own in made:
            changed = getattr(getattr(kind, own), "__module__", None) != made[own]
        else:
            changed = own.startswith("_") and own not in _OF_NAMED_TUPLES
        if changed:
            raise Unwritable(f"it is a named tuple with a `{own}` of its own")
    defaults = {
        field: _literal(value) for field, value in getattr(kind, "_field_defaults", {}).items()
    }
    declared = getattr(kind, "__annotations__", {})
    lines = ["import numpy, pyjit", "from typing import NamedTuple", f"class {name}(NamedTuple):"]
    for field in fields:
        value = f" = {defaults[field]}" if field in defaults else ""
        lines.append(f"    {field}: {_type(declared.get(field))}{value}")
    return "\n".join([*lines, "    pass", ""])


def _enumeration(kind: type[enum.Enum]) -> str:
    base = kind.__bases__[0]
    if len(kind.__bases__) != 1 or base not in (enum.Enum, enum.IntEnum):
        raise Unwritable(f"it is an enumeration that is derived from `{base.__qualname__}`")
    plain = vars(enum.IntEnum("Plain", "A") if base is enum.IntEnum else enum.Enum("Plain", "A"))
    if type(kind) is not enum.EnumMeta:
        raise Unwritable("it is an enumeration with a metaclass of its own")
    for own in vars(kind):
        special = own.startswith("__") or own in ("name", "value")
        if special and own not in plain and own not in _OF_NAMED_TUPLES:
            raise Unwritable(f"it is an enumeration with a `{own}` of its own")
    lines = [f"from enum import {base.__name__}", f"class {kind.__name__}({base.__name__}):"]
    for name, member in kind.__members__.items():
        if name == member.name:  # a second name of a value has the first one's
            lines.append(f"    {name} = {_literal(member.value)}")
    return "\n".join([*lines, "    pass", ""])


def _constants(kind: type) -> str:
    lines = [f"class {kind.__name__}:"]
    for name, value in vars(kind).items():
        if name.isidentifier() and not name.startswith("__"):
            try:
                lines.append(f"    {name} = {_literal(value)}")
            except Unwritable:
                pass  # a kernel that names it is refused
    return "\n".join([*lines, "    pass", ""])


def _literal(value: object) -> str:
    kind = type(value)
    if value is None or kind in (bool, int, str, bytes):
        return repr(value)
    if isinstance(value, float) and kind is float:
        return repr(value) if value - value == 0.0 else f"float({str(value)!r})"
    if isinstance(value, tuple) and kind is tuple:
        elements = [_literal(element) for element in value]
        return f"({', '.join(elements)}{',' if len(elements) == 1 else ''})"
    raise Unwritable(f"it is a class with a value of type {kind.__qualname__}")


def _type(declared: object) -> str:
    """How the text writes a field's type, which matters where a parameter is declared as of that
    class: `object` if it cannot."""
    name = getattr(declared, "__forward_arg__", declared)
    if isinstance(name, str):
        return name if name in _BUILTIN else "object"
    if isinstance(declared, type) and declared in _BUILTIN.values():
        return declared.__name__
    if isinstance(declared, Type):
        spelled = re.fullmatch(r"([a-z]\d+)(\[.*\])?", repr(declared))
        return f"pyjit.{spelled.group()}" if spelled else "object"
    if isinstance(declared, type) and declared.__module__ == "numpy":
        return f"numpy.{declared.__name__}"
    return "object"
