"""Names that Numba gives to compiled functions, read back: the function, and the types it is
compiled for.

A function that Numba reads from its cache says nothing of those that it calls; but it holds what
these need to run, under their names. Such a name is `_ZN…` of C++: lengths and identifiers, in
which each other character is `_` with two hexadecimal digits, then the types. What is not
understood is left out.
"""

from __future__ import annotations

import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

from ._argument_types import UnsupportedArgument, of_any_order
from ._numba_types import element_called, number_called

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

_PREFIX = "_ZN08NumbaEnv"
_OTHER = re.compile(r"[^A-Za-z0-9_]")
_ESCAPED = re.compile(r"(?:_[0-9a-f]{2})+")
_MARK = re.compile(r"_24[0-9]+$")
_DIGITS = re.compile(r"[0-9]+")
_CODES = {
    "b": "bool", "h": "uint8", "a": "int8", "t": "uint16", "s": "int16", "j": "uint32",
    "i": "int32", "y": "uint64", "x": "int64", "Dh": "float16", "f": "float32", "d": "float64",
}  # fmt: skip
_WORDS = {"none": "none", "unicode_type": "str"}
_TIME = re.compile(r"(?:datetime64|timedelta64)(?:\[[0-9]*[A-Za-z]+\])?")
_LITERALS = {"int": "int", "bool": "bool", "str": "str"}
# How types that no kernel takes begin, and what they are in Python.
_REFUSED = {
    "type(CPUDispatcher(": "function",
    "DictType[": "dict",
    "set(": "set",
    "reflected set(": "set",
}
# The type of what is left out and has its default value.
OMITTED = "omitted"


class Unknown(ValueError):
    """A name that is not understood."""


def start_of(function: FunctionType) -> str:
    """How the names of what is compiled of a function begin."""
    parts = f"{function.__module__}.{function.__qualname__}".split(".")
    return _PREFIX + "".join(map(_identifier, parts))


def split(name: str) -> tuple[str, list[Any] | None]:
    """How a name begins, and what each of the arguments may be: a list of types, `OMITTED`, or an
    error that says what it is in Python; None where the types are not understood.

    Raises :class:`Unknown` where it is no such name.
    """
    if not name.startswith(_PREFIX):
        raise Unknown(name)
    # Older versions write `$` for `_`, and the mark behind it into the function's name.
    reader = _Mangled(name.replace("$", "_"), len(_PREFIX))
    parts: list[str] = []
    while not reader.takes("E"):
        if reader.takes("B"):  # a mark of this compilation
            reader.raw_identifier()
        else:
            parts.append(reader.raw_identifier())
    if "$" in name and parts:
        parts[-1] = _MARK.sub("", parts[-1])
    start = _PREFIX + "".join(f"{len(part)}{part}" for part in parts)
    kinds: list[Any] = []
    while not reader.is_at_end():
        try:
            kinds.append(reader.alternatives())
        except UnsupportedArgument as error:
            # The rest is of no interest.
            return start, [*kinds, error]
        except ValueError:
            return start, None
    return start, kinds


def _identifier(text: str) -> str:
    escaped = _OTHER.sub(lambda it: "".join(f"_{b:02x}" for b in it[0].encode("utf-8")), text)
    escaped = f"_{escaped}" if escaped[:1].isdigit() else escaped
    return f"{len(escaped)}{escaped}"


class _Mangled:
    """A name, and how far it is read."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self._at = text, at

    def is_at_end(self) -> bool:
        return self._at >= len(self._text)

    def takes(self, text: str) -> bool:
        if not self._text.startswith(text, self._at):
            return False
        self._at += len(text)
        return True

    def identifier(self) -> str:
        return _ESCAPED.sub(_unescaped, self.raw_identifier())

    def raw_identifier(self) -> str:
        found = _DIGITS.match(self._text, self._at)
        if found is None:
            raise Unknown(self._text)
        self._at = found.end() + int(found[0])
        if self._at > len(self._text):
            raise Unknown(self._text)
        return self._text[found.end() : self._at]

    def name(self) -> str:
        """Identifiers with dots between them."""
        if not self.takes("N"):
            return self.identifier()
        parts = []
        while not self.takes("E"):
            parts.append(self.identifier())
        return ".".join(parts)

    def alternatives(self) -> Any:
        """An argument's types: several where it may be None."""
        kind = self.kind()
        if kind == OMITTED:
            return kind
        if isinstance(kind, _Optional):
            return ["none", kind.kind]
        return [kind]

    def kind(self) -> Any:
        """A type."""
        for code, number in _CODES.items():
            if self.takes(code):
                known = number_called(number)
                if known is None:
                    raise Unknown(self._text)
                return known
        name = self.name()
        if not self.takes("I"):
            return {"tuple": []} if name == "Tuple" else _spelled(name)
        parameters: list[Any] = []
        while not self.takes("E"):
            if self.takes("Li"):
                end = self._text.index("E", self._at)
                parameters.append(int(self._text[self._at : end]))
                self._at = end + 1
            elif name == "Array" and parameters:
                parameters.append(self.identifier())
            elif name == "Array":
                parameters.append(self._element())
            else:
                parameters.append(self.kind())
        return self._of(name, parameters)

    def _element(self) -> str:
        for code, number in _CODES.items():
            if self.takes(code):
                element = element_called(number)
                break
        else:
            element = self.identifier()
            element = element if _TIME.fullmatch(element) else None
        if element is None:
            raise Unknown(self._text)
        return element

    def _of(self, name: str, parameters: list[Any]) -> ArgumentType:
        if name == "Array":
            element, ndim, layout, *_ = parameters
            return {
                "array": {
                    "element": element,
                    "ndim": ndim,
                    "contiguous": ndim > 0 and layout == "C",
                }
            }
        if any(isinstance(it, _Optional) or it == OMITTED for it in parameters):
            raise Unknown(self._text)
        if name == "UniTuple":
            kind, count = parameters
            return {"tuple": [kind] * count}
        if name == "Tuple":
            return {"tuple": parameters}
        raise Unknown(self._text)


class _Optional:
    """What may be None."""

    def __init__(self, kind: ArgumentType) -> None:
        self.kind = kind


def _spelled(text: str) -> Any:
    """A type as Numba prints it."""
    word = _WORDS.get(text) or number_called(text)
    if word is not None:
        return word
    if _TIME.fullmatch(text):
        return {"scalar": text}
    found = re.fullmatch(r"Literal\[(\w+)\]\(.*\)", text, re.DOTALL)
    if found is not None and found[1] in _LITERALS:
        return _LITERALS[found[1]]
    if text.startswith("omitted("):
        return OMITTED
    for start, kind in _REFUSED.items():
        if text.startswith(start):
            raise UnsupportedArgument(kind)
    found = re.fullmatch(r"OptionalType\((.*)\)", text)
    if found is not None:
        return _Optional(_spelled(found[1]))
    found = re.fullmatch(r"(?:reflected )?list\((.*)\)<iv=.*>|ListType\[(.*)\]", text)
    if found is not None:
        element = _spelled(found[1] or found[2])
        if not isinstance(element, _Optional):
            return {"list": of_any_order(element)}
    raise Unknown(text)


def _unescaped(found: re.Match[str]) -> str:
    """What stands for some bytes; a name that merely looks so keeps what it is."""
    try:
        text = bytes.fromhex(found[0].replace("_", "")).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return text
