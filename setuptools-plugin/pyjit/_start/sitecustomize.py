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
        try:
            from pyjit import _record_start
        except ImportError:
            sys.meta_path.insert(0, _Without())
        else:
            _record_start.begin(here)


class _Without:
    """Says of a Python that has no pyjit that nothing is recorded, where that matters."""

    def find_spec(self, name, path=None, target=None):
        if name == "numba":
            sys.meta_path.remove(self)
            if sys.stderr is not None:
                sys.stderr.write("pyjit: types are not recorded: pyjit is not installed here\n")


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
