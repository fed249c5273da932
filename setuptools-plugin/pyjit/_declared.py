"""What annotations declare, as far as a value is another one for it.

A parameter or result that is annotated `float` turns an `int` into a `float`, and sized types make
sized numbers. Python itself does nothing of the kind.
"""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any, TypeVar, Union

from . import Type
from ._argument_types import SCALARS

# A type is one of these alternatives: its spelling, or a tuple of those of its elements.
Kinds = tuple[Any, ...]


def declared_by(function: FunctionType) -> tuple[list[Kinds], Kinds]:
    """Of each parameter and of the result; none where nothing is declared."""
    annotations = function.__annotations__
    if not annotations:
        return [], ()
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    variables = function.__globals__
    kinds = [_kinds(annotations[name], variables) if name in annotations else () for name in names]
    result = annotations.get("return")
    return kinds, () if result is None else _kinds(result, variables)


def declared_in(signatures: tuple[str, ...]) -> list[Kinds]:
    """What the signatures say of each parameter, e.g. `(f64[:], i64) -> f64`."""
    each = [_split(text.rpartition(" -> ")[0][1:-1]) for text in signatures]
    if len({len(kinds) for kinds in each}) != 1:
        return []
    return [tuple(dict.fromkeys(kinds)) for kinds in zip(*each)]


def as_declared(value: Any, kinds: Kinds, *, from_outside: bool = False) -> Any:
    """What a value becomes where it is given as one of these types; by code that is no kernel, also
    a scalar of NumPy that is Python's number."""
    kind = type(value)
    if not kinds or value is None or kind is bool or kind is str:
        return value
    if kind is tuple:
        for one in kinds:
            if isinstance(one, tuple) and len(one) == len(value):
                return tuple(map(as_declared, value, one))
        return value
    try:
        if kind is int and "int" not in kinds:
            return _converted(value, kinds, ("float",))
        if kind is float and "float" not in kinds:
            return _converted(value, kinds, ())
        if from_outside and kind.__module__ == "numpy":
            name = SCALARS.get(f"{value.dtype.kind}{value.dtype.itemsize}")
            plain = {"i64": "int", "f64": "float"}.get(str(name))
            if plain in kinds and name not in kinds:
                return value.item()
    except (OverflowError, TypeError, AttributeError):
        pass  # which the compiled function refuses, or leaves to Python
    return value


def _converted(value: Any, kinds: Kinds, plain: tuple[str, ...]) -> Any:
    if "float" in kinds and "float" in plain:
        return float(value)
    sized = [kind for kind in kinds if kind in SCALARS.values() and kind != "bool"]
    if len(sized) != 1 or "numpy" not in sys.modules:
        return value
    return Type(sized[0])(value)


def _kinds(annotation: Any, variables: dict[str, Any]) -> Kinds:
    """The alternatives that an annotation has."""
    if isinstance(annotation, str):
        return _kinds_in_text(annotation, variables)
    if any(annotation is kind for kind in (int, float, complex, bool)):
        return (annotation.__name__,)
    if isinstance(annotation, Type):
        return (repr(annotation),)
    if isinstance(annotation, TypeVar):
        constraints = annotation.__constraints__
        return tuple(kind for one in constraints for kind in _kinds(one, variables))
    origin = getattr(annotation, "__origin__", None)
    arguments = getattr(annotation, "__args__", ())
    if origin is Union or type(annotation).__name__ == "UnionType":
        return tuple(kind for one in arguments for kind in _kinds(one, variables))
    if origin is tuple and Ellipsis not in arguments:
        return (tuple(_kinds(one, variables) for one in arguments),)
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(annotation, type) and issubclass(annotation, numpy.generic):
        dtype = numpy.dtype(annotation)
        name = SCALARS.get(f"{dtype.kind}{dtype.itemsize}")
        return () if name is None else (name,)
    return ("something else",)


def _kinds_in_text(text: str, variables: dict[str, Any]) -> Kinds:
    alternatives = [part.strip() for part in _split(text, "|")]
    if len(alternatives) > 1:
        # `X | None` is no expression in older versions of Python.
        return tuple(kind for one in alternatives for kind in _kinds_in_text(one, variables))
    try:
        return _kinds(eval(text, variables), variables)
    except Exception:
        return ("something else",)  # a name that type checkers alone know, say


def _split(text: str, separator: str = ",") -> list[str]:
    """The parts of a text between separators that are in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "[(") - (character in "])")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
