"""Where the ``pyjit`` binary is."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

_NAME = "pyjit.exe" if sys.platform == "win32" else "pyjit"


def find_binary() -> str:
    """The binary of this installation; ``PYJIT_BINARY`` names another one.

    Raises :class:`SystemExit` with a sentence if there is none.
    """
    named = os.environ.get("PYJIT_BINARY")
    if named:
        return named
    for candidate in (_from_metadata(), Path(sysconfig.get_path("scripts")) / _NAME):
        if candidate is not None and candidate.is_file():
            return str(candidate)
    found = shutil.which(_NAME)
    if found:
        return found
    raise SystemExit(
        "pyjit: the pyjit binary was not found; install the pyjit wheel for this platform, "
        "or set PYJIT_BINARY to the binary"
    )


def _from_metadata() -> Path | None:
    """The binary that the installed distribution lists: right in isolated builds too."""
    try:
        files = metadata.files("pyjit") or []
    except metadata.PackageNotFoundError:
        return None
    scripts = [file for file in files if file.name == _NAME and file.parent.name != "pyjit"]
    return Path(str(scripts[0].locate())).resolve() if scripts else None
