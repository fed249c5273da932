"""`int | float` and its kin as types of parameters: one version for each."""

from __future__ import annotations

from typing import Optional, Union

from pyjit import jit


@jit
def doubled(x: int | float):
    return x * 2


@jit
def halved(x: Union[float, int]) -> Union[int, float]:
    if isinstance(x, int):
        return x // 2
    return x / 2


@jit
def both(x: "int | float", y: float | int) -> "int | float":
    kept: int | float = x
    return kept + y


@jit
def maybe(x: int | float | None):
    if x is None:
        return -1
    return x


@jit
def optional(x: Optional[Union[int, float]], n: int) -> int:
    return n if x is None else n + 1


@jit
def kind(x: int | float | str) -> str:
    if isinstance(x, str):
        return x
    if type(x) is int:
        return "int"
    return "float"


@jit
def calls(x: float, i: int):
    return doubled(x), doubled(i), both(i, x)
