"""The code of a function that is compiled when it is called, and what its signatures mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ._argument_types import WORDS
from ._compile import stage_of
from ._spelling import Unreadable, parse_all

if TYPE_CHECKING:
    from ._argument_types import ArgumentType
    from ._development import Version
    from ._function import Signature


def types_in(signature: Signature) -> list[ArgumentType]:
    """The types of the parameters that a signature has.

    Raises ValueError.
    """
    if isinstance(signature, (tuple, list)):
        text = f"({', '.join(map(_spelled, signature))})"
    else:
        text = signature if isinstance(signature, str) else _spelled(signature)
    # Numba's names, and what may stand in front as the type of the result, or behind.
    text = re.sub(r"\b(i|u|f)(?:nt|int|loat)(8|16|32|64)\b", r"\1\2", text.strip())
    text = text[text.find("(") :].split(" -> ")[0]
    try:
        return parse_all(text)
    except Unreadable as error:
        raise ValueError(f"{signature!r} is no signature: {error}") from None


def shown(function: Any, stage: str, only: Version | None = None) -> dict[str, str]:
    """What a stage of the compiler makes of the versions of a function, by their signatures."""
    state = function.__pyjit_state__
    versions = list(state.versions.values()) if state.declared is None else [state.declared]
    return {
        "; ".join(version.signatures): stage_of(function.__wrapped__, version.arguments, stage)
        for version in (versions if only is None else [only])
    }


def asked(function: Any, stage: str, signature: Signature | None) -> str | dict[str, str]:
    """The same, or the text alone where a signature is asked for.

    Raises KeyError where there is no such version.
    """
    if signature is None:
        return shown(function, stage)
    state = function.__pyjit_state__
    version = state.declared
    if version is None or str(signature) not in version.signatures:
        version = state.versions.get(repr(types_in(signature)))
        if version is None:
            raise KeyError(f"{function.__qualname__} was not compiled for {signature}")
    (text,) = shown(function, stage, version).values()
    return text


def _spelled(kind: object) -> str:
    word = WORDS.get(kind) if isinstance(kind, type) else None
    if kind is None or word is not None:
        return "None" if word in (None, "none") else str(word)
    return kind.__name__ if isinstance(kind, type) else str(kind)
