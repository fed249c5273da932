"""What a function that is compiled when it is called can be asked."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, TextIO, Union

from . import Type
from ._argument_types import WORDS, ArgumentType
from ._compile import stage_of
from ._development import Version, compile_for, forget
from ._spelling import Unreadable, parse_all

if TYPE_CHECKING:
    # Text (`"(int, f64[:])"`, Numba's `"float64(float64[:])"`), a type like `f64(f64[:])`, or the
    # types of the parameters.
    Signature = Union[str, Type, "tuple[Any, ...]", "list[Any]"]


def _signatures(self: Any) -> tuple[str, ...]:
    """What was compiled so far, e.g. `("(int, float) -> float",)`."""
    signatures: tuple[str, ...] = self.__pyjit_state__.signatures
    return signatures


def _compile(self: Any, signature: Signature) -> None:
    """Compiles the function for these types of arguments, before it is called with any.

    Raises `CompilationError`, and ValueError for what is no signature.
    """
    compile_for(self, types_in(signature))


def _recompile(self: Any) -> None:
    """Forgets what was compiled, with all that was compiled with it; the next calls compile anew,
    with the values that global names have then."""
    forget(self)


def _inspect_types(self: Any, file: TextIO | None = None) -> None:
    """Prints the function with the types that were inferred, for each signature."""
    for signature, text in _texts(self, "typed").items():
        print(f"{self.__qualname__} {signature}", "-" * 80, text, sep="\n", file=file or sys.stdout)


def _inspect_llvm(self: Any, signature: Signature | None = None) -> str | dict[str, str]:
    """LLVM's code after its optimiser: of a signature, or of each by its text."""
    return _asked(self, "llvm", signature)


def _inspect_asm(self: Any, signature: Signature | None = None) -> str | dict[str, str]:
    """The assembly: of a signature, or of each by its text."""
    return _asked(self, "asm", signature)


methods: dict[str, Any] = {
    "signatures": property(_signatures),
    "compile": _compile,
    "recompile": _recompile,
    "inspect_types": _inspect_types,
    "inspect_llvm": _inspect_llvm,
    "inspect_asm": _inspect_asm,
}
for _name, _method in methods.items():
    if not isinstance(_method, property):
        _method.__name__ = _method.__qualname__ = _name


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


def _spelled(kind: object) -> str:
    word = WORDS.get(kind) if isinstance(kind, type) else None
    if kind is None or word is not None:
        return "None" if word in (None, "none") else str(word)
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _texts(self: Any, stage: str, only: Version | None = None) -> dict[str, str]:
    state = self.__pyjit_state__
    versions = list(state.versions.values()) if state.declared is None else [state.declared]
    return {
        "; ".join(version.signatures): stage_of(self.__wrapped__, version.arguments, stage)
        for version in (versions if only is None else [only])
    }


def _asked(self: Any, stage: str, signature: Signature | None) -> str | dict[str, str]:
    if signature is None:
        return _texts(self, stage)
    state = self.__pyjit_state__
    version = state.declared
    if version is None or str(signature) not in version.signatures:
        arguments = types_in(signature)
        version = state.versions.get(repr(arguments))
        if version is None:
            raise KeyError(f"{self.__qualname__} was not compiled for {signature}")
    (text,) = _texts(self, stage, version).values()
    return text
