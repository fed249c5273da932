"""A kernel compiled for a process that runs its source: what is done at its first call."""

from __future__ import annotations

import importlib.machinery
import sys
import time

from . import _cache, _log
from ._compiler import CompilationError, Compiler, refusal_of
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
    if answer is not None and "refused" in answer:
        raise refusal_of(answer["refused"])
    if answer is not None:
        try:
            kernel = _loaded(answer, function, surroundings)
        except CompilationError:
            answer = None  # the extension was removed, say
    known = answer is not None
    if answer is None:
        # The kernel's name is for who lists what the cache has.
        label = {"kernel": f"{function.__module__}.{name}"}
        try:
            answer = {**label, **compiler.compile(name, call)}
        except CompilationError as error:
            if error.read is not None:
                _cache.keep(key, {**label, "refused": error.said, "signatures": []}, error.read)
            raise
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
        raise refusal_of(reply["refused"]["diagnostics"])
    if "shown" not in reply:
        raise CompilationError(f"`{name}` cannot be shown: {reply.get('failed', reply)}")
    return str(reply["shown"])


def _request(
    function: FunctionType, arguments: Sequence[ArgumentType] | None
) -> tuple[Surroundings, dict[str, Any]]:
    try:
        surroundings = Surroundings(function, arguments)
    except NoSource as error:
        raise CompilationError(str(error)) from None
    request = {
        "python": PYTHON,
        "functions": surroundings.functions,
        "arguments": surroundings.arguments,
    }
    if surroundings.classes:
        request["classes"] = surroundings.classes
    return surroundings, request


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
