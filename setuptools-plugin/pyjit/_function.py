"""What a function that is compiled when it is called can be asked.

These are on the class of all such functions, so they import what they need when they are asked.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from typing import Any, TextIO, Union

    from . import Type

    # Text (`"(int, f64[:])"`, Numba's `"float64(float64[:])"`), a type like `f64(f64[:])`, or the
    # types of the parameters.
    Signature = Union[str, Type, "tuple[Any, ...]", "list[Any]"]


def signatures(self: Any) -> tuple[str, ...]:
    """What was compiled so far, e.g. `("(int, float) -> float",)`."""
    found: tuple[str, ...] = self.__pyjit_state__.signatures
    return found


# `compile` is a function of Python's that this module has no use for.
def compile(self: Any, signature: Signature) -> None:
    """Compiles the function for these types of arguments, before it is called with any.

    Raises `CompilationError`, and ValueError for what is no signature.
    """
    from ._development import compile_for
    from ._inspection import types_in

    compile_for(self, types_in(signature))


def recompile(self: Any) -> None:
    """Forgets what was compiled, with all that was compiled with it; the next calls compile anew,
    with the values that global names have then."""
    from ._development import forget

    forget(self)


def inspect_types(self: Any, file: TextIO | None = None) -> None:
    """Prints the function with the types that were inferred, for each signature."""
    from ._inspection import shown

    for signature, text in shown(self, "typed").items():
        print(f"{self.__qualname__} {signature}", "-" * 80, text, sep="\n", file=file)


def inspect_llvm(self: Any, signature: Signature | None = None) -> str | dict[str, str]:
    """LLVM's code after its optimiser: of a signature, or of each by its text."""
    from ._inspection import asked

    return asked(self, "llvm", signature)


def inspect_asm(self: Any, signature: Signature | None = None) -> str | dict[str, str]:
    """The assembly: of a signature, or of each by its text."""
    from ._inspection import asked

    return asked(self, "asm", signature)


methods: dict[str, Any] = {
    "signatures": property(signatures),
    "compile": compile,
    "recompile": recompile,
    "inspect_types": inspect_types,
    "inspect_llvm": inspect_llvm,
    "inspect_asm": inspect_asm,
}
