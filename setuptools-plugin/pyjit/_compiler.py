"""The compiler of this process: which one, and what it says."""

from __future__ import annotations

import os
import sys

from . import _cache
from ._binary import find_binary
from ._loading import load

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

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
        # What the compiler said, and the files that this depends on, each with its digest; None
        # where it may be compiled when it is asked for again.
        self.said: list[dict[str, Any]] = []
        self.read: list[Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.diagnostics)


CompilationError.__module__ = "pyjit"


def unusable_python() -> str | None:
    """Why this Python cannot load compiled code."""
    if sys.implementation.name != "cpython":
        return f"compiled functions are for CPython, and this is {sys.implementation.name}"
    if "t" in getattr(sys, "abiflags", ""):
        return "compiled functions need Python's global lock, and this Python is free-threaded"
    return None


def start_ahead() -> None:
    """Starts the compiler where it will be needed even to say what stands in a function's place, so
    that it begins while the rest of this package is imported. What goes wrong is told later, to who
    needs it."""
    if unusable_python() is not None:
        return
    try:
        compiler = Compiler()
        if _cache.find(compiler.dispatcher_key) is not None:
            return
        server = compiler.server()
    except CompilationError:
        return
    from ._server import ServerError

    try:
        server.start()
    except ServerError:
        pass


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
            refused = reply["refused"]
            error = refusal_of(refused["diagnostics"])
            error.said, error.read = refused["diagnostics"], refused["read"]
            raise error
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

    @property
    def dispatcher_key(self) -> bytes:
        """What the extension is known by in the cache."""
        return repr([self.identity, "dispatcher"]).encode("utf-8", "surrogatepass")

    def dispatcher(self) -> Any:
        """The extension `pyjit._dispatcher`.

        Raises :class:`CompilationError`.
        """
        answer = _cache.find(self.dispatcher_key)
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
        _cache.keep(self.dispatcher_key, answer, [])
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


def refusal_of(diagnostics: list[dict[str, Any]]) -> CompilationError:
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
