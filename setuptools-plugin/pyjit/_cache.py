"""What this process knows of the user's cache without asking the compiler.

A record says what the compiler answered to a request, and which files the answer depends on. It is
found by a hash of the request, and is true as long as these files are as they were. What cannot be
read, is damaged, or does not belong to the user counts as missing. (The cache itself is that of
``src/cache.rs``.)
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from typing import Any

# Also what it is called below the cache's folder; another form of records takes another name.
_RECORDS = "records-v1"
# Of a hash in hexadecimal digits, of 32 bytes.
_DIGITS = 64


def digest(content: bytes) -> str:
    """BLAKE2b of 32 bytes, as the compiler has it."""
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(content, digest_size=32).hexdigest()


def folder() -> str | None:
    """The user's cache, as `pyjit cache info` has it; None where there is none."""
    named = os.environ.get("PYJIT_CACHE_DIR")
    if named is not None:
        return named or None
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        caches = os.path.join(home, ".cache")
    return os.path.join(caches, "pyjit")


def find(request: bytes) -> dict[str, Any] | None:
    """The answer that is known to a request."""
    path = _path(request)
    if path is None:
        return None
    record = _read(path)
    if record is None or not all(_is_as_it_was(*file) for file in record["read"]):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # the cache makes room by the time of the last use
    answer: dict[str, Any] = record["answer"]
    return answer


def keep(request: bytes, answer: dict[str, Any], read: list[Any]) -> None:
    """Keeps an answer, if that is possible. ``read`` lists files with their digests, None for those
    that there must not be."""
    path = _path(request, make=True)
    cache = folder()
    if path is None or cache is None or not _is_inside(answer["file"], cache):
        return  # what the compiler had to put elsewhere goes with it
    content = json.dumps({"answer": answer, "read": read}).encode("ascii")
    # Whole or not at all: what a killed process leaves has a name that the cache removes.
    temporary = os.path.join(os.path.dirname(path), f".tmp{os.getpid()}-{os.urandom(4).hex()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(digest(content).encode("ascii") + b"\n" + content)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def loadable(path: str, expected: str) -> bytes | None:
    """The content of an extension of the cache, if it is what was written."""
    try:
        if not _is_private(os.path.dirname(os.path.dirname(path))):
            return None
        with open(path, "rb") as file:
            content = file.read()
        if digest(content) != expected:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
    except OSError:
        return None
    return content


def _path(request: bytes, *, make: bool = False) -> str | None:
    """Where the record of a request is; None where it must not be trusted."""
    cache = folder()
    if cache is None:
        return None
    records = os.path.join(cache, _RECORDS)
    name = digest(request)
    group = os.path.join(records, name[:2])
    try:
        if make:
            os.makedirs(cache, 0o700, exist_ok=True)
            for it in (records, group):
                with contextlib.suppress(FileExistsError):
                    os.mkdir(it, 0o700)
        if not _is_private(records):
            return None
    except OSError:
        return None
    return os.path.join(group, name[2:])


def _is_inside(path: str, folder: str) -> bool:
    return os.path.abspath(path).startswith(os.path.abspath(folder) + os.sep)


def _is_private(folder: str) -> bool:
    """Whether only the user can put something there, also by another folder of that name."""
    return all(_only_the_user_writes(it) for it in (folder, os.path.dirname(folder)))


def _only_the_user_writes(folder: str) -> bool:
    status = os.stat(folder)
    others = stat.S_IWGRP | stat.S_IWOTH
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == os.geteuid()
        and not (status.st_mode & others)
    )


def _read(path: str) -> dict[str, Any] | None:
    try:
        with open(path, "rb") as file:
            content = file.read()
        if content[:_DIGITS] != digest(content[_DIGITS + 1 :]).encode("ascii"):
            return None
        record: dict[str, Any] = json.loads(content[_DIGITS + 1 :])
    except (OSError, ValueError):
        return None
    return record


def _is_as_it_was(path: str, expected: str | None) -> bool:
    try:
        with open(path, "rb") as file:
            return digest(file.read()) == expected
    except FileNotFoundError:
        return expected is None
    except OSError:
        # A folder where there was none, say.
        return False
