"""A kernel compiled for a process that runs its source: what is done at its first call."""

from __future__ import annotations

import importlib.machinery
import os
import sys
import time

from . import _cache, _log
from ._binary import find_binary
from ._loading import load
from ._source import NoSource
from ._surroundings import Surroundings

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FunctionType
    from typing import Any

    from ._argument_types import ArgumentType
    from ._server import Server


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


CompilationError.__module__ = "pyjit"


class Compiled:
    """A kernel in the place of a function.

    ``signatures`` is what it takes, e.g. ``(int, float) -> float``; where these are ``declared``
    by the function there will be no others. ``made_of`` are the functions whose code is part of it,
    the kernel's own first.
    """

    def __init__(
        self,
        kernel: Callable[..., Any],
        signatures: list[str],
        declared: bool,
        made_of: list[FunctionType],
    ) -> None:
        self.kernel = kernel
        self.signatures = signatures
        self.declared = declared
        self.made_of = made_of


# What the compiler asks of an interpreter (`src/link/interpreter.rs`).
PYTHON = {
    "implementation": sys.implementation.name,
    "version": list(sys.version_info[:2]),
    "extension_suffix": importlib.machinery.EXTENSION_SUFFIXES[0],
    "platform": sys.platform,
    "free_threaded": "t" in getattr(sys, "abiflags", ""),
}


def compile_function(
    function: FunctionType,
    arguments: Sequence[ArgumentType] | None,
    server: Server | None = None,
) -> Compiled:
    """The function compiled for arguments of these types, in the order of its parameters.

    A function that declares its types is compiled for those. Without types it has to.

    Raises :class:`CompilationError`.
    """
    started = time.perf_counter()
    name = function.__qualname__
    surroundings, call = _request(function, arguments)
    compiler = Compiler(server)
    texts = [_cache.digest(it.text.encode("utf-8", "surrogatepass")) for it in surroundings.sources]
    key = repr([compiler.identity, "call", call, texts]).encode("utf-8", "surrogatepass")
    answer = _cache.find(key)
    kernel = None
    if answer is not None:
        try:
            kernel = _loaded(answer, function, surroundings)
        except CompilationError:
            answer = None  # the extension was removed, say
    known = answer is not None
    if answer is None:
        # The kernel's name is for who lists what the cache has.
        answer = {"kernel": f"{function.__module__}.{name}", **compiler.compile(name, call)}
        kernel = _loaded(answer, function, surroundings)
        _cache.keep(key, answer, answer["read"])
    _log.compiled(function, arguments, answer["signatures"], time.perf_counter() - started, known)
    assert kernel is not None
    return Compiled(kernel, answer["signatures"], answer["declared"], surroundings.kernels)


def stage_of(function: FunctionType, arguments: Sequence[ArgumentType] | None, stage: str) -> str:
    """What a stage of the compiler makes of a function for these types: `typed`, `llvm`, `asm` …

    Raises :class:`CompilationError`.
    """
    name = function.__qualname__
    reply = Compiler().ask(name, {**_request(function, arguments)[1], "show": stage})
    if "refused" in reply:
        raise _refusal(reply["refused"])
    if "shown" not in reply:
        raise CompilationError(f"`{name}` cannot be shown: {reply.get('failed', reply)}")
    return str(reply["shown"])


def _request(
    function: FunctionType, arguments: Sequence[ArgumentType] | None
) -> tuple[Surroundings, dict[str, Any]]:
    try:
        surroundings = Surroundings(function)
    except NoSource as error:
        raise CompilationError(str(error)) from None
    functions = surroundings.functions
    return surroundings, {"python": PYTHON, "functions": functions, "arguments": arguments}


def _loaded(
    answer: dict[str, Any], function: FunctionType, surroundings: Surroundings
) -> Callable[..., Any]:
    """The kernel in the extension that was compiled."""
    name = function.__qualname__
    try:
        native = load(answer["module"], answer["file"], answer["extension_digest"])
    except (ImportError, OSError) as error:
        raise CompilationError(f"`{name}` is compiled, but cannot be loaded: {error}") from None
    kernel: Callable[..., Any] | None = native.bind(function, surroundings.sources[0].module)
    if kernel is None:
        # The text has other parameters than the function, which a decorator has changed.
        raise CompilationError(f"`{name}` is not what its text defines")
    return kernel


class Compiler:
    """The compiler of this process, which is not started as long as the cache has all answers."""

    def __init__(self, server: Server | None = None) -> None:
        self._server = server
        if server is not None:
            self.identity: list[Any] = ["given", server.command]
            return
        self._binary = _binary()
        try:
            status = os.stat(self._binary)
        except OSError as error:
            text = f"the compiler {self._binary} cannot be run: {error}"
            raise CompilationError(text) from None
        # Which build it is, without asking it.
        times = status.st_mtime_ns
        self.identity = [os.path.abspath(self._binary), status.st_size, times, status.st_ino]

    def compile(self, name: str, call: dict[str, Any]) -> dict[str, Any]:
        """What the compiler answers to a request for the kernel of that name.

        Raises :class:`CompilationError`.
        """
        reply = self.ask(name, call)
        if "refused" in reply:
            raise _refusal(reply["refused"])
        if "compiled" not in reply:
            raise CompilationError(f"`{name}` is not compiled: {reply.get('failed', reply)}")
        compiled: dict[str, Any] = reply["compiled"]
        return compiled

    def ask(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to a request that has to do with the kernel of that name."""
        from ._server import ServerError

        try:
            return self.server().ask(request)
        except ServerError as error:
            raise CompilationError(f"`{name}` is not compiled: {error}") from None

    def server(self) -> Server:
        """The compiling process, started if need be."""
        return self._server if self._server is not None else _own_server(self._binary)

    def dispatcher(self) -> Any:
        """The extension `pyjit._dispatcher`.

        Raises :class:`CompilationError`.
        """
        key = repr([self.identity, "dispatcher"]).encode("utf-8", "surrogatepass")
        answer = _cache.find(key)
        if answer is not None:
            try:
                return load("pyjit._dispatcher", answer["file"], answer["digest"])
            except ImportError:
                pass
        from ._server import ServerError

        try:
            file = self.server().ready().get("dispatcher")
            if file is None:
                raise CompilationError("the compiler finds no folder to write to")
            with open(file, "rb") as extension:
                answer = {"file": file, "digest": _cache.digest(extension.read())}
            dispatcher = load("pyjit._dispatcher", answer["file"], answer["digest"])
        except ServerError as error:
            raise CompilationError(str(error)) from None
        except (ImportError, OSError) as error:
            text = f"this Python cannot load what was compiled: {error}"
            raise CompilationError(text) from None
        _cache.keep(key, answer, [])
        return dispatcher


_server: Server | None = None


def _own_server(binary: str) -> Server:
    """The compiling process of this process."""
    global _server
    from ._server import Server

    if _server is None or _server.command[0] != binary:
        _server = Server([binary, "serve"])
    return _server


def _binary() -> str:
    try:
        return find_binary()
    except SystemExit as error:
        raise CompilationError(str(error)) from None


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
