"""What a function that is compiled when it is called can be asked."""

from __future__ import annotations

from typing import Any

from ._development import forget


def _signatures(self: Any) -> tuple[str, ...]:
    """What was compiled so far, e.g. `("(int, float) -> float",)`."""
    signatures: tuple[str, ...] = self.__pyjit_state__.signatures
    return signatures


def _recompile(self: Any) -> None:
    """Forgets what was compiled, with all that was compiled with it; the next calls compile anew,
    with the values that global names have then."""
    forget(self)


methods: dict[str, Any] = {
    "signatures": property(_signatures),
    "recompile": _recompile,
}
