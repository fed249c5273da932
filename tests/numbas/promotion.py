"""Writes `promotion.txt`: the types that Numba itself gives to operators on numbers.

Run by `make numba-golden`, which makes an environment with Numba; the tests read what it wrote.
"""

from __future__ import annotations

import operator
from itertools import product
from pathlib import Path

import numba
from numba import types
from numba.core.registry import cpu_target

TYPES = {
    "bool": types.boolean,
    "i8": types.int8,
    "i16": types.int16,
    "i32": types.int32,
    "i64": types.int64,
    "u8": types.uint8,
    "u16": types.uint16,
    "u32": types.uint32,
    "u64": types.uint64,
    "f32": types.float32,
    "f64": types.float64,
}
NAMES = {kind: name for name, kind in TYPES.items()}
BINARY = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    operator.pow,
    operator.lshift,
    operator.rshift,
    operator.and_,
    operator.or_,
    operator.xor,
)
UNARY = (operator.neg, operator.invert)
# `True ** i32` is a power of an f32 by accident: the first of Numba's signatures that takes both.
LEFT_OUT = {("pow", "bool", "i32")}


def signature(context: object, function: object, given: tuple) -> object:
    try:
        return context.resolve_function_type(function, given, {})
    except numba.TypingError:
        return None


def lines() -> list[str]:
    context = cpu_target.typing_context
    context.refresh()
    found = []
    for function, (left, right) in product(BINARY, product(TYPES, TYPES)):
        name = function.__name__
        if (name, left, right) in LEFT_OUT:
            continue
        known = signature(context, function, (TYPES[left], TYPES[right]))
        found.append(f"{name} {left} {right} -> {NAMES[known.return_type] if known else 'none'}")
    for function, kind in product(UNARY, TYPES):
        known = signature(context, function, (TYPES[kind],))
        result = NAMES[known.return_type] if known else "none"
        found.append(f"{function.__name__} {kind} -> {result}")
    for left, right in product(TYPES, TYPES):
        kind = context.unify_types(TYPES[left], TYPES[right])
        found.append(f"unify {left} {right} -> {NAMES[kind]}")
        known = signature(context, operator.lt, (TYPES[left], TYPES[right]))
        compared = NAMES[known.args[0]]
        found.append(f"compare {left} {right} -> {compared if compared[0] == 'f' else 'integers'}")
    return found


def main() -> None:
    path = Path(__file__).with_name("promotion.txt")
    head = f"# Made by promotion.py with Numba {numba.__version__}: operation, types -> result.\n"
    path.write_text(head + "\n".join(lines()) + "\n")


if __name__ == "__main__":
    main()
