"""Begins to record in each process of Python that a recorded run starts (`pyjit record`), and gives
way to the module of this name that would be imported otherwise.

Its folder is in PYTHONPATH, so any Python may read this: it is written for all of them.
"""

import os
import sys


def begin():
    here = os.path.dirname(os.path.abspath(__file__))
    # The path is what it would be.
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != here]
    if os.environ.get("PYJIT_RECORD") and sys.version_info >= (3, 9):
        sys.meta_path.insert(0, Starter(here))


class Starter:
    """Imports pyjit where Numba is imported, and no earlier: pytest says of what it finds imported
    that it cannot rewrite it."""

    starts_pyjit = True

    def __init__(self, folder):
        self.folder = folder

    def find_spec(self, name, path=None, target=None):
        if name != "numba" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        try:
            from pyjit import _record_start
        except ImportError:
            if sys.stderr is not None:
                sys.stderr.write("pyjit: types are not recorded: pyjit is not installed here\n")
            return None
        return _record_start.begin(self.folder).find_spec(name, path, target)


def give_way():
    own = sys.modules.pop("sitecustomize", None)
    try:
        __import__("sitecustomize")
    except ImportError as error:
        if getattr(error, "name", None) != "sitecustomize":
            raise
    finally:
        # Who imports this expects to find it.
        if own is not None:
            sys.modules.setdefault("sitecustomize", own)


try:
    begin()
finally:
    give_way()
