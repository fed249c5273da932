"""Types of arguments as text that a person reads, and that is read back.

The spelling is the one of annotations and of the compiler's messages: `int`, `f64[:, ::1]`. Where
these leave something open, as the fields of a named tuple, it says more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._argument_types import ARRAY_CODES, MOST_NESTED, SCALARS, WORDS

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

# What is spelled by one word, `np.bool` being no `bool`.
_WORDS: dict[str, ArgumentType] = {
    **{"None" if word == "none" else word: word for word in (*WORDS.values(), "memoryview")},
    **{name: {"scalar": name} for name in SCALARS.values() if name != "bool"},
    "np.bool": {"scalar": "bool"},
}
# A generator of random numbers.
_GENERATOR = "np.random.Generator"
_ARRAY_ARRAYS = {"i64": "array.array[int]", "f64": "array.array[float]"}
assert set(_ARRAY_ARRAYS) == set(ARRAY_CODES.values())
_MOST_DIMENSIONS = 8

# The names in `package.module:Outer.Point(x: float)`; who makes classes by hand may use others,
# which are quoted.
_MODULE = re.compile(r"[^\W\d][\w.]*")
_QUALIFIED = re.compile(r"[^\W\d](?:\w|\.<locals>|\.)*")
_FIELD = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_CLASS = re.compile(
    f"({_MODULE.pattern}|{_QUOTED.pattern}):({_QUALIFIED.pattern}|{_QUOTED.pattern})"
)
_BRACES = re.compile(r"[{}]|'(?:[^'\\]|\\.)*'")
_TIME = re.compile(r"(?:datetime64|timedelta64)(?:\[[0-9]*[A-Za-z]+\])?")
_WORD = re.compile(r"[a-z0-9.]+|None")
_AXES = re.compile(r"\[(?:((?::, )*)(:|::1)|\(\))\]")


class Unreadable(ValueError):
    """A text is no spelling of a type."""


def spelled(kind: ArgumentType) -> str:
    """A type as annotations and messages spell it: `int`, `f64[:, ::1]`."""
    if isinstance(kind, str):
        return {"none": "None", "generator": _GENERATOR}.get(kind, kind)
    ((form, what),) = kind.items()
    if form == "scalar":
        return "np.bool" if what == "bool" else str(what)
    if form == "array_array":
        return _ARRAY_ARRAYS[what]
    if form == "array":
        if what["ndim"] == 0:
            return f"{what['element']}[()]"
        last = "::1" if what["contiguous"] else ":"
        return f"{what['element']}[{', '.join([':'] * (what['ndim'] - 1) + [last])}]"
    if form == "records":
        axes = ", ".join([":"] * what["ndim"]) or "()"
        return f"{what['record']}[{axes}]"
    if form == "record":
        return str(what)
    if form == "tuple":
        return f"tuple[{', '.join(map(spelled, what)) or '()'}]"
    if form == "list":
        return "list[()]" if what is None else f"list[{spelled(what)}]"
    if form in ("function", "library"):
        return f"function {what}"  # for messages; it is not read back
    assert form == "named", form
    name = f"{_quoted(_MODULE, what['module'])}:{_quoted(_QUALIFIED, what['name'])}"
    fields = [f"{_quoted(_FIELD, field)}: {spelled(of)}" for field, of in what["fields"]]
    return f"{name}({', '.join(fields)})"


def spelled_all(kinds: Sequence[ArgumentType]) -> str:
    """The types of all arguments: `(int, f64[:])`."""
    return f"({', '.join(map(spelled, kinds))})"


def parse(text: str) -> ArgumentType:
    """The type that a text spells.

    Raises :class:`Unreadable`.
    """
    reader = _Reader(text)
    kind = reader.kind(0)
    reader.end()
    return kind


def parse_all(text: str) -> list[ArgumentType]:
    """The types of all arguments.

    Raises :class:`Unreadable`.
    """
    reader = _Reader(text)
    kinds = reader.listed("(", ")", 0)
    reader.end()
    return kinds


def _quoted(form: re.Pattern[str], text: str) -> str:
    return text if form.fullmatch(text) else json.dumps(text)


class _Reader:
    """A text, and how far it is read. Spaces count only in what is quoted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def kind(self, depth: int) -> ArgumentType:
        """A type, in so many others."""
        if depth > MOST_NESTED:
            raise self._unreadable("it nests too deeply")
        if self._takes("tuple["):
            if self._takes("()"):
                self._demand("]")
                return {"tuple": []}
            return {"tuple": self._until("]", depth)}
        if self._takes("list["):
            if self._takes("()"):
                self._demand("]")
                return {"list": None}
            inner = self.kind(depth + 1)
            self._demand("]")
            return {"list": inner}
        for element, text in _ARRAY_ARRAYS.items():
            if self._takes(text):
                return {"array_array": element}
        if self._takes(_GENERATOR):
            return "generator"
        record = self._record()
        if record is not None:
            axes = _AXES.match(self._text, self._at)
            if axes is None:
                return {"record": record}
            if axes[2] == "::1":
                raise self._unreadable("the axes of an array of records are missing")
            self._at = axes.end()
            ndim = 0 if axes[2] is None else axes[1].count(":") + 1
            return {"records": {"record": record, "ndim": ndim}}
        name = self._matched(_CLASS)
        if name is not None:
            return self._named(name[1], name[2], depth)
        time = self._matched(_TIME)
        matched = time or self._matched(_WORD)
        word = "" if matched is None else matched[0]
        axes = _AXES.match(self._text, self._at)
        if axes is not None and (time is not None or word in SCALARS.values()):
            return self._array(word, axes)
        if time is not None:
            return {"scalar": word}
        found = _WORDS.get(word)
        if found is None:
            raise self._unreadable("there is no such type")
        return found

    def _record(self) -> str | None:
        """The fields of records, between braces; what stands in quotes is no brace."""
        self._skip()
        if not self._text.startswith("{", self._at):
            return None
        start, depth = self._at, 0
        for found in _BRACES.finditer(self._text, start):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth == 0:
                self._at = found.end()
                return self._text[start : self._at]
        raise self._unreadable("a record does not end")

    def listed(self, start: str, end: str, depth: int) -> list[ArgumentType]:
        """Types between brackets."""
        self._demand(start)
        return [] if self._takes(end) else self._until(end, depth)

    def end(self) -> None:
        """Nothing may follow."""
        self._skip()
        if self._at != len(self._text):
            raise self._unreadable("it goes on behind the type")

    def _until(self, end: str, depth: int) -> list[ArgumentType]:
        kinds = [self.kind(depth + 1)]
        while not self._takes(end):
            self._demand(",")
            kinds.append(self.kind(depth + 1))
        return kinds

    def _array(self, element: str, axes: re.Match[str]) -> ArgumentType:
        if axes[2] is None:
            self._at = axes.end()
            return {"array": {"element": element, "ndim": 0, "contiguous": False}}
        ndim = axes[1].count(":") + 1
        if ndim > _MOST_DIMENSIONS:
            raise self._unreadable("it has too many dimensions")
        self._at = axes.end()
        return {"array": {"element": element, "ndim": ndim, "contiguous": axes[2] == "::1"}}

    def _named(self, module: str, name: str, depth: int) -> ArgumentType:
        fields: list[list[object]] = []
        self._demand("(")
        while not self._takes(")"):
            if fields:
                self._demand(",")
            field = self._matched(_FIELD) or self._matched(_QUOTED)
            if field is None:
                raise self._unreadable("a field has no name")
            self._demand(":")
            fields.append([self._name(field[0]), self.kind(depth + 1)])
        names = {"module": self._name(module), "name": self._name(name)}
        return {"named": {**names, "fields": fields}}

    def _name(self, text: str) -> str:
        try:
            return str(json.loads(text)) if text.startswith('"') else text
        except ValueError:
            raise self._unreadable("a name is not quoted as JSON does") from None

    def _matched(self, form: re.Pattern[str]) -> re.Match[str] | None:
        self._skip()
        found = form.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _takes(self, text: str) -> bool:
        self._skip()
        if not self._text.startswith(text, self._at):
            return False
        self._at += len(text)
        return True

    def _demand(self, text: str) -> None:
        if not self._takes(text):
            raise self._unreadable(f"`{text}` is missing")

    def _skip(self) -> None:
        while self._text[self._at : self._at + 1] == " ":
            self._at += 1

    def _unreadable(self, reason: str) -> Unreadable:
        return Unreadable(f"{self._text!r}, character {self._at + 1}: {reason}")
