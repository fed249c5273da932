"""What a project's pyproject.toml says to Python: to source that was not built, and to an sdist."""

from __future__ import annotations

import functools
import os
import re

# What is recorded is in it, where nothing else is said.
SIGNATURES = "pyjit.signatures.toml"


@functools.lru_cache(maxsize=64)
def falls_back(folder: str) -> bool:
    """Whether `[tool.pyjit]` of the nearest pyproject.toml, from that folder upwards, says
    `fallback = true`."""
    while True:
        try:
            with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as file:
                return _fallback(file.read())
        except FileNotFoundError:
            above = os.path.dirname(folder)
            if above == folder:
                return False
            folder = above
        except (OSError, ValueError):
            return False


def recorded_signatures(folder: str) -> str | None:
    """The file of recorded signatures of the project in a folder, relative to it; None without."""
    path = signatures_file(folder)
    return os.path.relpath(path, folder) if os.path.isfile(path) else None


def signatures_file(folder: str) -> str:
    """Where the project in a folder has that file, or is to have it."""
    name: object = None
    try:
        with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as file:
            name = _value(file.read(), "signatures", r"""(?:"([^"\\\n]*)"|'([^'\n]*)')""")
    except (OSError, ValueError):
        pass  # whoever builds says what is wrong with it
    return os.path.join(folder, name if isinstance(name, str) else SIGNATURES)


def takes_numba(folder: str) -> bool:
    """Whether functions under Numba's decorators are compiled in the project in a folder."""
    named = os.environ.get("PYJIT_DECORATORS")
    if named:
        return "numba" in named.split(":")
    try:
        with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as file:
            names = _value(file.read(), "decorators", r"(\[[^\]]*\])")
    except (OSError, ValueError):
        return False  # whoever builds says what is wrong with it
    if isinstance(names, str):
        names = re.findall(r"[\"'](\w+)[\"']", names)
    return isinstance(names, list) and "numba" in names


def _fallback(text: str) -> bool:
    return _value(text, "fallback", r"(true)\b") in (True, "true")


def _value(text: str, key: str, form: str) -> object:
    """What a key of `[tool.pyjit]` has; before Python 3.11 as text, if it is of that form."""
    try:
        import tomllib  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        table = re.search(r"^\[tool\.pyjit\][ \t]*(?:#.*)?\n((?:(?!\[).*\n?)*)", text, re.MULTILINE)
        value = table and re.search(rf"^[ \t]*{key}[ \t]*=[ \t]*{form}", table[1], re.MULTILINE)
        return next(filter(None, value.groups()), None) if value else None
    try:
        tool = tomllib.loads(text).get("tool", {}).get("pyjit", {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return None
    return tool.get(key) if isinstance(tool, dict) else None
