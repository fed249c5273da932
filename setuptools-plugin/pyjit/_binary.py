"""Where the ``pyjit`` binary is."""

from __future__ import annotations

import os
import sys

_NAME = "pyjit.exe" if sys.platform == "win32" else "pyjit"


def find_binary() -> str:
    """The binary of this installation; ``PYJIT_BINARY`` names another one.

    Raises :class:`SystemExit` with a sentence if there is none.
    """
    named = os.environ.get("PYJIT_BINARY")
    if named:
        return named
    site = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = _from_records(site) or _from_scripts() or _from_path()
    if found:
        return found
    raise SystemExit(
        "pyjit: the pyjit binary was not found; install the pyjit wheel for this platform, "
        "or set PYJIT_BINARY to the binary"
    )


def _from_records(site: str) -> str | None:
    """The binary that the distribution beside this package lists: right in isolated builds, too.

    What `importlib.metadata` would tell, without the time that it takes to import.
    """
    try:
        names = os.listdir(site)
    except OSError:
        return None  # in an archive, say
    for name in sorted(names):
        if not (name.startswith("pyjit-") and name.endswith(".dist-info")):
            continue
        try:
            with open(os.path.join(site, name, "RECORD"), encoding="utf-8") as record:
                files = [line.split(",")[0].strip('"') for line in record]
        except (OSError, ValueError):
            continue
        for file in files:
            folder, _, last = file.rpartition("/")
            path = os.path.realpath(os.path.join(site, file))
            if last == _NAME and folder not in ("", "pyjit") and os.path.isfile(path):
                return path
    return None


def _from_scripts() -> str | None:
    import sysconfig

    candidate = os.path.join(sysconfig.get_path("scripts"), _NAME)
    return candidate if os.path.isfile(candidate) else None


def _from_path() -> str | None:
    import shutil

    return shutil.which(_NAME)
