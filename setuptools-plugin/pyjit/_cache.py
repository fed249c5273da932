"""What this process knows of the user's cache without asking the compiler.

A record says what the compiler answered to a request, and which files the answer depends on. It is
found by a hash of the request, and is true as long as these files are as they were. What cannot be
read, is damaged, or does not belong to the user counts as missing. (The cache itself is that of
``src/cache.rs``.)

Its lines are a digest of the rest; the answer as JSON, for `pyjit cache list`; and the answer and
the files by `marshal`, since to import `json` takes longer than to load a kernel.
"""

from __future__ import annotations

import marshal
import os
import stat

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any

# Also what it is called below the cache's folder; another form of records takes another name.
_RECORDS = "records-v1"
# Of `marshal`, which every Python reads that kernels are compiled for.
_FORM = 4
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
    record = None if path is None else _read(path)
    if path is None or record is None:
        return None
    answer, read = record
    if not all(_is_as_it_was(*file) for file in read):
        return None
    _touch(path)
    return answer


def keep(request: bytes, answer: dict[str, Any], read: list[Any]) -> None:
    """Keeps an answer, if that is possible. ``read`` lists files with their digests, None for those
    that there must not be."""
    import json

    path = _path(request, make=True)
    cache = folder()
    if path is None or cache is None or not _is_inside(answer.get("file", cache), cache):
        return  # what the compiler had to put elsewhere goes with it
    content = json.dumps(answer).encode("ascii") + b"\n" + marshal.dumps([answer, read], _FORM)
    # Whole or not at all: what a killed process leaves has a name that the cache removes.
    temporary = os.path.join(os.path.dirname(path), f".tmp{os.getpid()}-{os.urandom(4).hex()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(digest(content).encode("ascii") + b"\n" + content)
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)


def loadable(path: str, expected: str) -> bytes | None:
    """The content of an extension of the cache, if it is what was written."""
    try:
        if not _is_private(os.path.dirname(os.path.dirname(path))):
            return None
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    if digest(content) != expected:
        return None
    _touch(path)
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
            for it in (cache, records, group):
                os.makedirs(it, 0o700, exist_ok=True)
        if not _is_private(records):
            return None
    except OSError:
        return None
    return os.path.join(group, name[2:])


def _touch(path: str) -> None:
    """The cache makes room by the time of the last use."""
    try:
        os.utime(path)
    except OSError:
        pass  # it may have gone meanwhile


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass  # there is none


def _is_inside(path: str, folder: str) -> bool:
    path, folder = os.path.abspath(path), os.path.abspath(folder)
    return path == folder or path.startswith(folder + os.sep)


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


def _read(path: str) -> tuple[dict[str, Any], list[Any]] | None:
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    rest = content[_DIGITS + 1 :]
    if content[:_DIGITS] != digest(rest).encode("ascii"):
        return None
    try:
        answer, read = marshal.loads(rest[rest.index(b"\n") + 1 :])
    except (ValueError, EOFError, TypeError):
        return None
    return answer, read


def _is_as_it_was(path: str, expected: str | None) -> bool:
    try:
        with open(path, "rb") as file:
            return digest(file.read()) == expected
    except FileNotFoundError:
        return expected is None
    except OSError:
        # A folder where there was none, say.
        return False
