"""Whole programs over lists: up to three kernels, of which `main` is called from outside."""

from fuzz.lists import changes, rarer, statements, values
from fuzz.lists.forms import FORMS, Callee, Scope
from fuzz.lists.kinds import FLAT, HOLDER, LISTS, OPTIONAL, is_list
from fuzz.programs import Program

CALLS = 9
HEADER = '''"""Made by the fuzzer."""

import bisect
import functools
import heapq
import itertools
import math
import operator
from typing import Optional

import numpy as np

from pyjit import f64, jit


'''


def program(source, _reached=None):
    """A program, made of the choices of `source`."""
    parts, callees, features = [], [], set()
    palette = [kind_of_list(source) for _ in range(source.pick([1, 2, 2, 3]))]
    for number in range(source.pick([0, 1, 1, 2])):
        text, callee, scope = kernel(source, f"k{number}", palette, callees)
        parts.append(text)
        callees = [*callees, callee]
        features |= scope.features
    text, callee, scope = kernel(source, "main", palette, callees)
    parts.append(text)
    kinds = ["count" if kind == "int" else kind for kind in callee.operands]
    calls = [values.arguments(source, kinds) for _ in range(CALLS)]
    body = "\n\n\n".join(parts) + "\n"
    impure = "array" in callee.operands
    choices = getattr(source, "choices", [])
    return Program(HEADER + body, calls, features | scope.features, impure, choices, exact=True)


def kind_of_list(source):
    return source.pick([*FLAT, "list[int]", "list[float]", *LISTS[3:7], *LISTS[3:]])


def kernel(source, name, palette, callees):
    """A kernel: its text, what may be called of it, its scope."""
    scope = Scope(source, callees=callees)
    main = name == "main"
    kinds = [source.pick(palette) for _ in range(source.pick([1, 2, 2, 3] if main else [1, 2]))]
    nested = [f"list[{kind}]" for kind in kinds if f"list[{kind}]" in LISTS and is_list(kind)]
    if nested and source.chance(30):
        kinds.append(source.pick(nested))
    parameters = [(f"p{place}", kind) for place, kind in enumerate(kinds)]
    parameters += [("n", "int"), ("x", "float")]
    if main and source.chance(25):
        parameters.append(("o", source.pick(list(OPTIONAL))))
    if main and source.chance(15):
        parameters.append(("a", "array"))
    if source.chance(10):
        parameters.append(("t", HOLDER))
    scope.variables |= dict(parameters)
    scope.protected.add("n")
    scope.result = result(source, main, [kind for _, kind in parameters if is_list(kind)])
    # The types of what is called by others follow from the calls.
    annotated = main or source.chance(40)
    taken = ", ".join(
        f"{parameter}: {'f64[:]' if kind == 'array' else kind}" if annotated else parameter
        for parameter, kind in parameters
    )
    lines = ["@jit", f"def {name}({taken}):"]
    block = statements.Block(scope, lines, 1)
    if source.chance(12) and not main and isinstance(scope.result, str):
        recursive(block, name, [kind for _, kind in parameters])
    for _ in range(source.pick([2, 3, 4, 6] if main else [1, 2, 3])):
        statements.statement(block)
    block.write(f"return {statements.returned(scope)}")
    return "\n".join(lines), Callee(name, [kind for _, kind in parameters], scope.result), scope


def recursive(block, name, kinds):
    """Has the kernel call itself, not deeply."""
    scope = block.scope
    scope.use("recursive")
    arguments = ["n - 1" if kind == "int" else scope.value(kind) for kind in kinds]
    block.write("if 0 < n < 4:")
    block.write(f"    return {name}({', '.join(arguments)})")


def result(source, main, kinds):
    """The kind of what a kernel returns; a list of kinds for a tuple, of `main` alone."""
    form = source.pick(["list", "list", "tuple", "tuple", "optional", "number"])
    if form == "tuple" and main:
        numbers = ["int", "float", "bool"]
        return [source.pick([*kinds, source.pick(numbers)]) for _ in range(source.pick([2, 3]))]
    if form == "optional" and main:
        return source.pick(list(OPTIONAL))
    if form == "number":
        return source.pick(["int", "float", "bool"])
    return source.pick(kinds)


def known():
    """Everything that a run must have generated."""
    forms = {("list", form.__name__) for form, _ in FORMS}
    blocks = [*statements.FORMS, *changes.CHANGES, *rarer.RARER]
    return forms | {("list", "statement", form.__name__) for form in blocks}
