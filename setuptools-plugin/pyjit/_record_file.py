"""The file that says with which types kernels were called: a small part of TOML.

    # Types that kernels were called with; written by pyjit, may be edited.

    [kernels]
    "package.module.f" = ["(float, float)", "(int, int)"]

    [refused]
    "package.module.g" = ["values: list"]

It is made to be kept beside the source: sorted, a line for a function, and nothing in it that is
another on another machine. ``refused`` is for people: arguments that no kernel takes. Who adds to
it keeps what is there, but for comments.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

from ._spelling import Unreadable, parse_all, spelled_all

HEAD = "# Types that kernels were called with; written by pyjit, may be edited.\n"
KERNELS, REFUSED = "kernels", "refused"
_WIDTH = 100
# How long another process may take to add what it has.
_SECONDS = 60.0

# For each table, function and entries.
Record = dict[str, dict[str, set[str]]]


class RecordError(Exception):
    """A file cannot be added to; the text says why, and names it."""


def empty() -> Record:
    """A record of nothing."""
    return {KERNELS: {}, REFUSED: {}}


def add(record: Record, table: str, name: str, entry: str) -> bool:
    """Adds an entry; whether it is new."""
    entries = record[table].setdefault(name, set())
    if entry in entries:
        return False
    entries.add(entry)
    return True


# The text that this process has written last, and what it says, which nobody changes.
_latest: tuple[str, Record] = "", empty()


def merge_into(path: str, record: Record) -> None:
    """Adds a record to that of a file, whatever other processes do meanwhile.

    The file is replaced as a whole, and left alone where it has everything.

    Raises :class:`RecordError`, and :class:`OSError`.
    """
    global _latest
    with _locked(path):
        old = _read_file(path)
        merged = empty()
        for one in (old, record):
            for table, functions in one.items():
                for name, entries in functions.items():
                    for entry in entries:
                        add(merged, table, name, entry)
        if merged != old:
            text = text_of(merged)
            _replace(path, text)
            _latest = text, merged


def text_of(record: Record) -> str:
    """The text of a file."""
    lines = [HEAD]
    for table, functions in record.items():
        if not functions:
            continue
        lines.append(f"\n[{table}]\n")
        for name in sorted(functions):
            entries = [_string(entry) for entry in sorted(functions[name])]
            line = f"{_string(name)} = [{', '.join(entries)}]\n"
            if len(line) > _WIDTH + 1:
                line = "".join(f"    {entry},\n" for entry in entries)
                line = f"{_string(name)} = [\n{line}]\n"
            lines.append(line)
    return "".join(lines)


def read(text: str) -> Record:
    """The record in the text of a file.

    Raises :class:`ValueError`, which says what is wrong.
    """
    if sys.version_info >= (3, 11):
        import tomllib

        data: dict[str, Any] = tomllib.loads(text)
    else:
        data = read_plainly(text)
    record = empty()
    for table, functions in data.items():
        if table not in record or not isinstance(functions, dict):
            raise ValueError(f"[{table}] is no part of it")
        for name, entries in functions.items():
            if not isinstance(entries, list) or not all(isinstance(it, str) for it in entries):
                raise ValueError(f'"{name}" is no list of strings')
            for entry in entries:
                add(record, table, name, _as_written(entry) if table == KERNELS else entry)
    return record


@functools.lru_cache(maxsize=10_000)
def _as_written(entry: str) -> str:
    """An entry as it would be written, however a person has spaced it."""
    return spelled_all(parse_all(entry))


_TOKEN = re.compile(r"""[ \t\r]+|\#[^\n]*|(?P<token>\n|"(?:[^"\\\n]|\\.)*"|[\w-]+|[=,\[\]])""")


def read_plainly(text: str) -> dict[str, Any]:
    """What `tomllib`, which older versions of Python do not have, reads of a file of this form.

    Raises :class:`ValueError`.
    """
    data: dict[str, Any] = {}
    table: dict[str, Any] | None = None
    tokens = _tokens(text)
    while tokens:
        token = tokens.pop()
        if token == "\n":
            continue
        if token == "[":
            name = tokens.pop()
            if name in data:
                raise ValueError(f"[{name}] is there twice")
            table = data[name] = {}
            _demand(tokens, "]")
        elif table is not None:
            name = _key(token)
            if name in table:
                raise ValueError(f'"{name}" is there twice')
            _demand(tokens, "=", "[")
            table[name] = _strings(tokens)
        else:
            raise ValueError("a table is missing")
        _demand(tokens, "\n")
    return data


def _tokens(text: str) -> list[str]:
    """The tokens, the last one first; a line's end after all."""
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            line = text.count("\n", 0, at) + 1
            raise ValueError(f"line {line} is not understood")
        at = found.end()
        if found["token"]:
            tokens.append(found["token"])
    return ["\n", *reversed(tokens)]


def _key(token: str) -> str:
    if token.startswith('"'):
        return str(json.loads(token))
    if not re.fullmatch(r"[\w-]+", token, re.ASCII):
        raise ValueError(f"{token!r} is no name")
    return token


def _strings(tokens: list[str]) -> list[str]:
    """The rest of a list of strings."""
    strings: list[str] = []
    separated = True
    while tokens:
        token = tokens.pop()
        if token == "\n":
            continue
        if token == "]":
            return strings
        if token == "," and not separated:
            separated = True
        elif token.startswith('"') and separated:
            strings.append(json.loads(token))
            separated = False
        else:
            raise ValueError(f"{token!r} in a list of strings")
    raise ValueError("a list has no end")


def _demand(tokens: list[str], *expected: str) -> None:
    for token in expected:
        if not tokens or tokens.pop() != token:
            raise ValueError(f"{token!r} is missing")


def _string(text: str) -> str:
    # What JSON escapes, TOML escapes likewise, but for one character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read_file(path: str) -> Record:
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        return empty()
    except UnicodeDecodeError as error:
        raise RecordError(f"{path} is no record of types: {error}") from None
    if text == _latest[0]:
        return _latest[1]
    try:
        return read(text)
    except (Unreadable, ValueError) as error:
        raise RecordError(f"{path} is no record of types, and is left as it is: {error}") from None


def _replace(path: str, text: str) -> None:
    new = f"{path}.new"
    # Only who holds the lock writes it.
    with open(new, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(new, os.stat(path).st_mode & 0o7777)
        os.replace(new, path)
    except OSError:
        os.unlink(new)
        raise


@contextlib.contextmanager
def _locked(path: str) -> Iterator[None]:
    """Holds a lock file beside the file, which the system lets go of wherever the process ends."""
    import fcntl

    name = f"{path}.lock"
    until = time.monotonic() + _SECONDS
    while True:
        lock = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Who held it before has removed it meanwhile: the next one would make another.
            if _is_there(name, lock):
                break
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(lock)
                raise RecordError(f"{path} is held by another process: see {name}") from None
            time.sleep(0.01)
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)
        # A process that was forked meanwhile has the file, too.
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


def _is_there(name: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(name), os.fstat(descriptor))
    except FileNotFoundError:
        return False
