"""Begins to record in a process that may never import pyjit: where it imports Numba.

In every Python process of a recorded run ``_start/sitecustomize.py`` calls this as Numba is
imported, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any

VARIABLE = "PYJIT_RECORD"
# The folder with the module that Python imports when it starts.
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_start")
_PATH = "PYTHONPATH"
# The module there.
_START = "sitecustomize"


_folder: str | None = None


def begin(folder: str = FOLDER) -> Finder:
    """Has Numba, now or when it is imported, say what it compiles; in processes that are started
    from here on, too, which find a module in the folder."""
    global _folder
    has_begun, _folder = _folder is not None, _folder or folder
    _reach_processes(_folder)
    if has_begun:
        return _finder
    numba = sys.modules.get("numba")
    if numba is not None:
        attach(numba)
    else:
        sys.meta_path.insert(0, _finder)
    return _finder


def _reach_processes(folder: str) -> None:
    before = os.environ.get(_PATH)
    folders = before.split(os.pathsep) if before else []
    if folder not in folders:
        os.environ[_PATH] = os.pathsep.join([folder, *folders])


def attach(numba: Any) -> None:
    """Records what the functions of Numba make of functions."""
    try:
        from ._record_numba import attach as attach_to

        attach_to(numba)
    except Exception as error:
        from ._record import tell

        tell(f"this Numba is not known: {type(error).__name__}: {error}")


class Finder:
    """Sees Numba being imported, and stands in for it where it is not installed."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """What is found without this, but for what happens when it is imported."""
        if name != "numba" or not os.environ.get(VARIABLE):
            return None
        for finder in list(sys.meta_path):
            if finder is self or getattr(finder, "starts_pyjit", False):
                continue
            if not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                _attach_when_imported(spec)
                return spec
        # What others do without Numba, they go on doing.
        return _stand_in() if _is_for_project(sys._getframe(1)) else None


_finder = Finder()


def _is_for_project(frame: Any) -> bool:
    """Whether it is a recorded module that imports."""
    while frame is not None and _is_of_import(frame):
        frame = frame.f_back
    if frame is None:
        return False
    from ._record import project

    return project.has_module(frame.f_code.co_filename, frame.f_globals)


def _is_of_import(frame: Any) -> bool:
    file = frame.f_code.co_filename
    if frame.f_globals.get("__name__") == _START:
        return True
    return str(file).startswith("<frozen importlib") or (
        os.path.basename(os.path.dirname(file)) == "importlib"
    )


def _attach_when_imported(spec: Any) -> None:
    loader = spec.loader
    execute = getattr(loader, "exec_module", None)
    if execute is None:
        return  # a namespace, which is no Numba

    def execute_and_attach(module: Any) -> None:
        execute(module)
        if module.__name__ == "numba":
            attach(module)

    try:
        loader.exec_module = execute_and_attach
    except AttributeError:
        pass


def _stand_in() -> Any:
    from importlib.machinery import ModuleSpec

    loader: Any = _StandIn()
    return ModuleSpec("numba", loader, origin="pyjit", is_package=True)


class _StandIn:
    """Loads what stands in for Numba."""

    def create_module(self, spec: Any) -> None:
        """As usual."""

    def exec_module(self, module: Any) -> None:
        """Fills the module, and the modules in it."""
        from ._numba_stand_in import fill
        from ._record_numba import recorded

        fill(module, recorded)
