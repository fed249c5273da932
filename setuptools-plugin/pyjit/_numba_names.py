"""Names that Numba gives to compiled functions, read back: the function, and the types it is
compiled for.

A function that Numba reads from its cache says nothing of those that it calls; but it holds what
these need to run, under their names. Such a name is `_ZN…` of C++: lengths and identifiers, in
which each other character is `_` with two hexadecimal digits, then the types. What is not
understood is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any

from ._argument_types import UnsupportedArgument
from ._numba_printed import OMITTED, Optional, Unknown, array, element_or_time, printed
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


def start_of(function: FunctionType) -> str:
    """How the names of what is compiled of a function begin."""
    parts = f"{function.__module__}.{function.__qualname__}".split(".")
    return _PREFIX + "".join(map(_identifier, parts))


def split(name: str) -> tuple[str, Mangled]:
    """How a name begins, and what is left to read: the types of the arguments.

    Raises :class:`Unknown` where it is no such name.
    """
    if not name.startswith(_PREFIX):
        raise Unknown(name)
    # Older versions write `$` for `_`, and the mark behind it into the function's name.
    reader = Mangled(name.replace("$", "_"), len(_PREFIX))
    parts: list[str] = []
    while not reader.takes("E"):
        if reader.takes("B"):  # a mark of this compilation
            reader.raw_identifier()
        else:
            parts.append(reader.raw_identifier())
    if "$" in name and parts:
        parts[-1] = _MARK.sub("", parts[-1])
    start = _PREFIX + "".join(f"{len(part)}{part}" for part in parts)
    return start, reader


def _identifier(text: str) -> str:
    escaped = _OTHER.sub(lambda it: "".join(f"_{b:02x}" for b in it[0].encode("utf-8")), text)
    escaped = f"_{escaped}" if escaped[:1].isdigit() else escaped
    return f"{len(escaped)}{escaped}"


class Mangled:
    """A name, and how far it is read."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self._at = text, at
        self._find_class: Callable[[str], Any] = lambda _: None

    def arguments(self, find_class: Callable[[str], Any]) -> list[Any] | None:
        """What each of the arguments may be: a list of types, `OMITTED`, or last of all an error
        that says what it is in Python; None where that is not understood."""
        self._find_class = find_class
        kinds: list[Any] = []
        while self._at < len(self._text):
            try:
                kinds.append(self._alternatives())
            except UnsupportedArgument as error:
                return [*kinds, error]
            except ValueError:
                return None
        return kinds

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

    def _alternatives(self) -> Any:
        """An argument's types: several where it may be None."""
        kind = self.kind()
        if kind == OMITTED:
            return kind
        return ["none", kind.kind] if isinstance(kind, Optional) else [kind]

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
            return {"tuple": []} if name == "Tuple" else printed(name, self._find_class)
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

    def _element(self) -> str | None:
        for code, number in _CODES.items():
            if self.takes(code):
                return element_called(number)
        return element_or_time(self.identifier())

    def _of(self, name: str, parameters: list[Any]) -> ArgumentType:
        if name == "Array":
            element, ndim, layout, *_ = parameters
            return array(element, ndim, layout)
        if any(isinstance(it, Optional) or it == OMITTED for it in parameters):
            raise Unknown(self._text)
        if name == "UniTuple":
            kind, count = parameters
            return {"tuple": [kind] * count}
        if name == "Tuple":
            return {"tuple": parameters}
        raise Unknown(self._text)


def _unescaped(found: re.Match[str]) -> str:
    """What stands for some bytes; a name that merely looks so keeps what it is."""
    try:
        text = bytes.fromhex(found[0].replace("_", "")).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return text
