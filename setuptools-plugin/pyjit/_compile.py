"""A kernel compiled for a process that runs its source: what is done at its first call."""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType
from typing import Any, NamedTuple

from ._argument_types import type_of
from ._binary import find_binary
from ._server import Server, ServerError
from ._source import NoSource, Source, source_of


class CompilationError(Exception):
    """A kernel cannot be compiled. The text is what a build would print.

    ``code`` is the first diagnostic's (``PJ0101``), ``path``, ``line`` and ``column`` (from 1) its
    place, ``help`` what it advises; each is None where there is none. ``diagnostics`` has all of
    them, as in a report's JSON.
    """

    def __init__(self, text: str, diagnostics: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(text)
        first = diagnostics[0] if diagnostics else {}
        self.diagnostics = list(diagnostics)
        self.code: str | None = first.get("code")
        self.path: str | None = first.get("path")
        self.line: int | None = first.get("line")
        self.column: int | None = first.get("column")
        self.help: str | None = first.get("help")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.diagnostics)


class Compiled(NamedTuple):
    """A kernel in the place of a function."""

    kernel: Callable[..., Any]
    # What it takes, e.g. `(int, float) -> float`.
    signatures: list[str]
    # The function declares these itself, so there will be no others.
    declared: bool


def compile_function(
    function: FunctionType, values: Sequence[object] | None, server: Server | None = None
) -> Compiled:
    """The function compiled for arguments like ``values``, in the order of its parameters.

    A function that declares its types is compiled for those. Without values it has to.

    Raises :class:`CompilationError`, or :class:`~pyjit._argument_types.UnsupportedArgument` for a
    value that no kernel takes.
    """
    try:
        source = source_of(function)
    except NoSource as error:
        raise CompilationError(str(error)) from None
    arguments = None if values is None else [type_of(value) for value in values]
    code = function.__code__
    asked = {
        "root": source.root,
        "path": source.path,
        "text": source.text,
        "shown_as": source.shown_as,
        "kernel": function.__qualname__,
        "line": code.co_firstlineno,
    }
    call = {"python": PYTHON, "functions": [asked], "arguments": arguments}
    try:
        reply = (server or _own_server()).ask(call)
    except ServerError as error:
        raise CompilationError(f"`{function.__qualname__}` is not compiled: {error}") from None
    if "refused" in reply:
        raise _refusal(reply["refused"])
    if "failed" in reply:
        raise CompilationError(f"`{function.__qualname__}` is not compiled: {reply['failed']}")
    compiled = reply["compiled"]
    kernel = _loaded(compiled["module"], compiled["file"], function, source)
    return Compiled(kernel, compiled["signatures"], compiled["declared"])


# What the compiler asks of an interpreter (`src/link/interpreter.rs`).
PYTHON = {
    "implementation": sys.implementation.name,
    "version": list(sys.version_info[:2]),
    "extension_suffix": importlib.machinery.EXTENSION_SUFFIXES[0],
    "platform": sys.platform,
    "free_threaded": "t" in getattr(sys, "abiflags", ""),
}

_server: Server | None = None


def _own_server() -> Server:
    """The compiler of this process."""
    global _server
    if _server is None:
        try:
            _server = Server([find_binary(), "serve"])
        except SystemExit as error:
            raise CompilationError(str(error)) from None
    return _server


def _refusal(diagnostics: list[dict[str, Any]]) -> CompilationError:
    """What a person reads, and the data without these texts."""
    key = "coloured_text" if _has_colours() else "text"
    text = "\n".join(diagnostic[key].rstrip("\n") for diagnostic in diagnostics)
    texts = ("text", "coloured_text")
    data = [{key: it[key] for key in it if key not in texts} for it in diagnostics]
    return CompilationError(text, data)


def _has_colours() -> bool:
    """Whether what Python prints of an exception is seen on a terminal that shows colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr is not None and sys.stderr.isatty()


def _loaded(name: str, file: str, function: FunctionType, source: Source) -> Callable[..., Any]:
    """The kernel in an extension."""
    try:
        with _file_of_its_own(file) as own:
            native = _extension(name, own)
    except (ImportError, OSError) as error:
        text = f"`{function.__qualname__}` is compiled, but cannot be loaded: {error}"
        raise CompilationError(text) from None
    kernel: Callable[..., Any] | None = native.bind(function, source.module)
    if kernel is None:
        # The text has other parameters than the function, which a decorator has changed.
        raise CompilationError(f"`{function.__qualname__}` is not what its text defines")
    return kernel


def _extension(name: str, file: str) -> Any:
    """A module that nobody can import."""
    loader = importlib.machinery.ExtensionFileLoader(name, file)
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


_loaded_files: set[str] = set()
_loading = threading.Lock()


@contextlib.contextmanager
def _file_of_its_own(file: str) -> Iterator[str]:
    """A file with that content that this process has not loaded.

    The system loads a file once; a kernel that is defined again by the same text (a module that is
    loaded again, or lies in two folders) would share what the other one has learned of its module.
    """
    with _loading:
        is_first = file not in _loaded_files
        _loaded_files.add(file)
    if is_first:
        yield file
        return
    with open(file, "rb") as original:
        content = original.read()
    # The cache removes what a killed process leaves of these.
    descriptor, copy = tempfile.mkstemp(".so", ".tmp", os.path.dirname(file))
    try:
        with open(descriptor, "wb") as writing:
            writing.write(content)
        yield copy
    finally:
        # What is loaded stays.
        os.unlink(copy)
