"""Broken sources from good ones: cut, flipped, spliced, and with tokens exchanged."""

from __future__ import annotations

import random
import re

# Names, numbers, strings, operators, spaces with their line ends.
TOKEN = re.compile(rb"\w+|\"[^\"\n]*\"|'[^'\n]*'|[-+*/%&|^<>=!:]+|\n[ \t]*|.", re.DOTALL)

FRAGMENTS = [
    b"(", b")", b"[", b"]", b"{", b"}", b":", b",", b"=", b":=", b"**", b"//", b"<<", b"not ",
    b"lambda: ", b"await ", b"yield ", b"*", b"@", b"\\\n", b"\t", b"\x0c", b"\x00", b"\xff",
    b"\xef\xbb\xbf", b"\r", b'"""', b"f'{", b"}'", b"0x", b"1e999", b"9" * 400, b"1_000", b"0777",
    b"None", b"True", b"...", b"-1", b"1j", b"\xc3\xa9", b"\xed\xa0\x80", b"else:", b"return ",
    b"break\n", b"global x\n", b"del x\n", b"from . import *\n", b"# -*- coding: latin-1 -*-\n",
]  # fmt: skip


def truncated(text: bytes, source: random.Random) -> bytes:
    """The beginning, up to any byte."""
    return text[: source.randrange(len(text) + 1)]


def flipped(text: bytes, source: random.Random) -> bytes:
    """A few bytes changed."""
    changed = bytearray(text)
    for _ in range(source.randrange(1, 8)):
        if changed:
            changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def spliced(text: bytes, source: random.Random) -> bytes:
    """A piece left out, said twice, or put elsewhere."""
    start = source.randrange(len(text) + 1)
    piece = text[start : start + source.randrange(200)]
    rest = text[:start] + text[start + len(piece) :]
    place = source.randrange(len(rest) + 1)
    return rest[:place] + piece * source.randrange(3) + rest[place:]


def inserted(text: bytes, source: random.Random) -> bytes:
    """Something put where it does not belong."""
    for _ in range(source.randrange(1, 4)):
        place = source.randrange(len(text) + 1)
        text = text[:place] + source.choice(FRAGMENTS) + text[place:]
    return text


def exchanged(text: bytes, source: random.Random) -> bytes:
    """Tokens put in each other's places: most of what comes is still Python."""
    tokens = TOKEN.findall(text)
    kinds: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        kinds.setdefault(kind(token), []).append(index)
    for _ in range(source.randrange(1, 10)):
        places = source.choice(list(kinds.values()))
        to, origin = source.choice(places), source.choice(places)
        tokens[to] = tokens[origin]
    return b"".join(tokens)


def kind(token: bytes) -> str:
    """What a token may be exchanged with."""
    if token[:1].isdigit():
        return "number"
    if token[:1].isalpha() or token[:1] == b"_":
        return "name"
    if token.isspace():
        return "space"
    return "operator"


MUTATIONS = [truncated, flipped, spliced, inserted, exchanged, exchanged]


def mutated(text: bytes, source: random.Random) -> bytes:
    """The text, changed in some way."""
    return source.choice(MUTATIONS)(text, source) if text else text
