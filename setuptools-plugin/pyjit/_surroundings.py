"""What a function names outside of itself, as it is now: what the compiler cannot read in the text.

The form is that of ``src/pipeline/live.rs``.
"""

from __future__ import annotations

import sys
from opcode import opmap
from types import CodeType, FunctionType, ModuleType

from . import Type, jit, jit_immediate
from ._argument_types import SCALARS, library_function, spelled_record
from ._source import Source, source_of

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ._argument_types import ArgumentType

    Value = dict[str, Any]

# Arrays are constants of the compiled code, so they must not be large.
MOST_BYTES = 16 << 10
# Of elements in tuples in tuples …
MOST_ELEMENTS = 10_000


class Unknown(Exception):
    """A value is none that can be compiled in; the text says why."""


class Surroundings:
    """A function and the kernels that it reaches, each with what its names stand for.

    ``functions`` is what a request says of them, ``sources`` where their texts are, ``kernels`` the
    Python functions, all in the same order, the function itself first. ``classes`` are those that
    are in no file.
    """

    def __init__(
        self, function: FunctionType, arguments: Sequence[ArgumentType] | None = None
    ) -> None:
        self.functions: list[dict[str, Any]] = []
        self.classes: list[dict[str, Any]] = []
        self.sources: list[Source] = []
        self.kernels: list[FunctionType] = []
        self._places: dict[int, int] = {}
        self._place(function)
        # The types of the arguments, as the request says them: functions by their places.
        self.arguments = None if arguments is None else [self._placed(it) for it in arguments]
        # Those that are found meanwhile come behind.
        for index, kernel in enumerate(self.kernels):
            self.functions[index]["live"] = dict(self._names(kernel, self.sources[index]))

    def _place(self, function: FunctionType) -> int:
        found = self._places.get(id(function))
        if found is not None:
            return found
        source = source_of(function)
        place = self._places[id(function)] = len(self.kernels)
        about = {
            "root": source.root,
            "path": source.path,
            "kernel": function.__qualname__,
            "line": function.__code__.co_firstlineno,
            "by_name": _is_found_by(source.module, function),
        }
        if not source.in_file:
            about |= {"text": source.text, "shown_as": source.shown_as}
        self.functions.append(about)
        self.sources.append(source)
        self.kernels.append(function)
        return place

    def _placed(self, kind: ArgumentType) -> ArgumentType:
        if isinstance(kind, str):
            return kind
        ((form, what),) = kind.items()
        if form == "function":
            return {form: self._place(what.function)}
        if form == "tuple":
            return {form: [self._placed(element) for element in what]}
        if form == "named":
            fields = [[field, self._placed(of)] for field, of in what["fields"]]
            return {form: {**what, "fields": fields}}
        return kind

    def _names(self, function: FunctionType, source: Source) -> Iterator[tuple[str, Value]]:
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
        for name, cell in sorted(cells.items()):
            try:
                value = cell.cell_contents
            except ValueError:
                yield name, {"unknown": "nothing was assigned to it yet"}
                continue
            yield name, self._live(value, function, source)
        variables = function.__globals__
        names = _global_names(function.__code__)
        if not source.in_file:
            # What its decorators and annotations name may have been imported by another cell.
            names |= _all_names(source.text)
        for name in sorted(names - cells.keys()):
            if name not in variables:
                continue
            live = self._live(variables[name], function, source)
            # A text in a file tells what libraries it imports, and why a name is not known.
            if source.in_file and ("library" in live or "unknown" in live):
                continue
            yield name, live

    def _live(self, value: object, function: FunctionType, source: Source) -> Value:
        wrapped = kernel_in(value)
        if wrapped is not None:
            return {"function": self._place(wrapped)}
        if not source.in_file and isinstance(value, type) and _is_beside(value, function):
            return self._class(value, source)
        if isinstance(value, type) and "<locals>" in value.__qualname__:
            return {"unknown": "it is a class that a function defines, which has no global name"}
        library = _library_name(value)
        if library is not None:
            return {"library": library}
        try:
            return {"value": _constant(value)}
        except Unknown as error:
            return {"unknown": str(error)}

    def _class(self, kind: type, source: Source) -> Value:
        from ._classes import Unwritable, text_of

        try:
            text = text_of(kind)
        except Unwritable as error:
            return {"unknown": str(error)}
        about = {"root": source.root, "path": source.path, "name": kind.__name__, "text": text}
        if about not in self.classes:
            self.classes.append(about)
        return {"class": self.classes.index(about)}


def _is_beside(kind: type, function: FunctionType) -> bool:
    """Whether the function's module has the class under its own name."""
    return function.__globals__.get(kind.__name__) is kind and kind.__module__ == (
        function.__globals__.get("__name__")
    )


def _is_found_by(module: str, function: FunctionType) -> bool:
    """Whether the module of that name is the one that the function's global names are of."""
    return vars(sys.modules.get(module, object)) is function.__globals__


def kernel_in(value: object) -> FunctionType | None:
    """The function of what a decorator of pyjit gave."""
    if getattr(type(value), "__pyjit_signatures__", None) is None:
        return None
    wrapped = getattr(value, "__wrapped__", None)
    return wrapped if isinstance(wrapped, FunctionType) else None


def undefined_names(function: FunctionType) -> list[str]:
    """The names that the function uses and that mean nothing yet."""
    variables = function.__globals__
    builtins = variables.get("__builtins__", {})
    known = builtins if isinstance(builtins, dict) else vars(builtins)
    names = _global_names(function.__code__)
    return sorted(name for name in names if name not in variables and name not in known)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _global_names(code: CodeType) -> set[str]:
    """The global names that are read, also by functions inside."""
    # As `dis` tells it, which takes longer to import than the rest takes to run.
    names: set[str] = set()
    for part in _codes(code):
        operations = part.co_code
        argument = 0
        for operation, low in zip(operations[::2], operations[1::2]):
            argument = argument << 8 | low
            if operation == _LOAD_GLOBAL:
                # The lowest bit says something else there.
                names.add(part.co_names[argument >> 1 if sys.version_info >= (3, 11) else argument])
            if operation != _EXTENDED:
                argument = 0
    return names


def _all_names(text: str) -> set[str]:
    """The names in a text."""
    import ast

    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


_LOAD_GLOBAL = opmap["LOAD_GLOBAL"]
_EXTENDED = opmap["EXTENDED_ARG"]


def _library_name(value: object) -> str | None:
    """The dotted name of a module, of a function or of a class that comes with Python or NumPy."""
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, Type):
        # A scalar, or an array of which every length is said: a kernel can call these.
        return None if ":" in repr(value) or "(" in repr(value) else f"pyjit.{value!r}"
    for decorator in (jit, jit_immediate):
        if value is decorator:
            return f"pyjit.{decorator.__name__}"
    function = library_function(value)
    if function is not None:
        return function
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.dtype) and value.names is not None:
        record = spelled_record(value)
        return None if record is None else f"numpy.dtype({record})"
    if numpy is not None and isinstance(value, numpy.dtype) and value.isnative:
        is_time = value.kind in "mM"
        return f"numpy.dtype({value.name})" if is_time else f"numpy.{value.type.__name__}"
    if numpy is not None and isinstance(value, (numpy.datetime64, numpy.timedelta64)):
        return f"numpy.{value.dtype.name}({value.view('i8')})"
    return None


def _constant(value: object, room: int = MOST_ELEMENTS) -> Any:
    kind = type(value)
    if value is None:
        return "none"
    if kind is bool:
        return {"bool": value}
    if kind is int:
        return {"int": str(value)}
    if isinstance(value, float) and kind is float:
        return {"float": _bits(value)}
    if isinstance(value, complex) and kind is complex:
        return {"complex": [_bits(value.real), _bits(value.imag)]}
    if isinstance(value, str) and kind is str:
        return {"str": _text(value)}
    if isinstance(value, bytes) and kind is bytes and len(value) <= MOST_BYTES:
        return {"bytes": value.hex()}
    if isinstance(value, tuple) and kind is tuple:
        if len(value) > room:
            raise Unknown(f"a tuple of more than {MOST_ELEMENTS} elements")
        return {"tuple": [_constant(element, room - len(value)) for element in value]}
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        if isinstance(value, numpy.generic):
            return {"scalar": _scalar(value)}
        if kind is numpy.ndarray:
            return {"table": _table(value)}
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    raise Unknown(f"it is a value of type {module}{kind.__qualname__}")


def _text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Unknown("a string with half of a surrogate pair") from None
    return value


def _bits(value: float) -> str:
    from struct import pack

    return pack(">d", value).hex()


def _scalar(value: Any) -> list[str]:
    element = SCALARS.get(f"{value.dtype.kind}{value.dtype.itemsize}")
    if element is None:
        raise Unknown(f"a NumPy scalar of dtype {value.dtype}")
    if element == "bool" or element[0] in "iu":
        return [element, str(int(value))]
    return [element, _bits(float(value))]


def _table(value: Any) -> dict[str, Any]:
    element = SCALARS.get(f"{value.dtype.kind}{value.dtype.itemsize}")
    if element is None or not value.dtype.isnative:
        raise Unknown(f"an array of dtype {value.dtype}")
    if value.flags.writeable:
        raise Unknown("an array that can be written to: set `.flags.writeable = False`, or pass it")
    if value.nbytes > MOST_BYTES:
        raise Unknown(f"an array of more than {MOST_BYTES} bytes: pass it as an argument")
    data = value.astype(value.dtype.newbyteorder("<")).tobytes()
    return {"element": element, "shape": list(value.shape), "data": data.hex()}
