"""Extensions of the cache, as modules that nobody can import."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from typing import Any

from . import _cache


def load(name: str, file: str, expected: str) -> Any:
    """The module in an extension whose content has that digest.

    Each has a library of its own: the system loads a file once, and a kernel that is defined again
    by the same text (a module that is loaded again, or lies in two folders) would share what the
    other one has learned of its module.

    Raises :class:`ImportError`.
    """
    content = _cache.loadable(file, expected)
    if content is None:
        raise ImportError(f"{file} is not what was written there", name=name, path=file)
    if file in _loaded:
        with _in_memory(content) as path:
            return _module(name, path)
    _loaded.add(file)
    try:
        return _module(name, file)
    except ImportError as error:
        try:
            # The file may lie where nothing may be run.
            with _in_memory(content) as path:
                return _module(name, path)
        except (ImportError, OSError):
            raise error from None


_loaded: set[str] = set()


def _module(name: str, file: str) -> Any:
    loader = ExtensionFileLoader(name, file)
    module = loader.create_module(ModuleSpec(name, loader, origin=file))
    loader.exec_module(module)
    return module


@contextlib.contextmanager
def _in_memory(content: bytes) -> Iterator[str]:
    """A file with that content which is in no folder, or in one for temporary files."""
    if not hasattr(os, "memfd_create"):
        import tempfile

        with tempfile.TemporaryDirectory(prefix="pyjit-") as folder:
            path = os.path.join(folder, "kernel.so")
            with open(path, "wb") as file:
                file.write(content)
            yield path
        return
    # It stays open: the system knows a library by its path, which another one must not get.
    descriptor = os.memfd_create("pyjit")
    with open(descriptor, "wb", closefd=False) as memory:
        memory.write(content)
    yield f"/proc/self/fd/{descriptor}"
