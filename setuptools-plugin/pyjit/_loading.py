"""Extensions of the cache, as modules that nobody can import."""

from __future__ import annotations

import os
from importlib.machinery import ExtensionFileLoader, ModuleSpec

from . import _cache

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any


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
        return _from_memory(name, content)
    _loaded.add(file)
    try:
        return _module(name, file)
    except ImportError as error:
        try:
            # The file may lie where nothing may be run.
            return _from_memory(name, content)
        except (ImportError, OSError):
            raise error from None


_loaded: set[str] = set()


def _module(name: str, file: str) -> Any:
    loader = ExtensionFileLoader(name, file)
    module = loader.create_module(ModuleSpec(name, loader, origin=file))
    loader.exec_module(module)
    return module


def _from_memory(name: str, content: bytes) -> Any:
    """The same of a file that is in no folder, or in one for temporary files."""
    if not hasattr(os, "memfd_create"):
        import tempfile

        with tempfile.TemporaryDirectory(prefix="pyjit-") as folder:
            path = os.path.join(folder, "kernel.so")
            with open(path, "wb") as file:
                file.write(content)
            return _module(name, path)
    # It stays open: the system knows a library by its path, which another one must not get.
    descriptor = os.memfd_create("pyjit")
    with open(descriptor, "wb", closefd=False) as memory:
        memory.write(content)
    return _module(name, f"/proc/self/fd/{descriptor}")
