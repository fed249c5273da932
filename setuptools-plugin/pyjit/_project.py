"""What a project's pyproject.toml says to source that was not built."""

from __future__ import annotations

import functools
import os
import re


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


def _fallback(text: str) -> bool:
    try:
        import tomllib  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # before Python 3.11
        table = re.search(r"^\[tool\.pyjit\][ \t]*(?:#.*)?\n((?:(?!\[).*\n?)*)", text, re.MULTILINE)
        value = table and re.search(r"^[ \t]*fallback[ \t]*=[ \t]*true\b", table[1], re.MULTILINE)
        return bool(value)
    try:
        tool = tomllib.loads(text).get("tool", {}).get("pyjit", {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return False
    return isinstance(tool, dict) and tool.get("fallback") is True
