"""Whole programs over arrays: up to three kernels, of which `main` is called from outside."""

from fuzz.arrays import expressions, records, scalars, statements, times, ufuncs, values
from fuzz.arrays.samples import RECORDS, is_time, spelled
from fuzz.arrays.scope import Callee, Scope
from fuzz.arrays.statements import Block
from fuzz.programs import Program

CALLS = 9
HEADER = '''"""Made by the fuzzer."""

import numpy as np

from pyjit import c64, c128, f32, f64, i8, i32, i64, jit, u8, u64


'''


def program(source, _reached=None):
    """A program, made of the choices of `source`."""
    parts, callees, features = [], [], set()
    palette = [values.kind(source) for _ in range(source.pick([1, 2, 2, 3]))]
    for number in range(source.pick([0, 1, 1, 2])):
        text, callee, scope = kernel(source, f"k{number}", palette, callees)
        parts.append(text)
        callees = [*callees, callee]
        features |= scope.features
    text, callee, scope = kernel(source, "main", palette, callees)
    parts.append(text)
    calls = [values.arguments(source, callee.operands, callee.layouts) for _ in range(CALLS)]
    choices = getattr(source, "choices", [])
    body = "\n\n\n".join(parts) + "\n"
    constants = [f"{name} = {made}\n" for name, made in RECORDS.items() if name in body]
    text = "".join([HEADER, *constants, "\n\n" if constants else "", body])
    return Program(text, calls, features | scope.features, True, choices, exact=True)


def kernel(source, name, palette, callees):
    """A kernel: its text, what may be called of it, its scope."""
    scope = Scope(source, callees=callees)
    main = name == "main"
    kinds = [source.pick(palette) for _ in range(source.pick([1, 2, 2, 3] if main else [1, 2]))]
    parameters = [(f"p{place}", kind) for place, kind in enumerate(kinds)]
    parameters += [("n", "int"), ("x", "float")]
    units = [kind[0] for kind in kinds if is_time(kind[0])]
    if units and main and source.chance(40):
        parameters.append(("t", source.pick(units)))
    for parameter, kind in parameters:
        scope.add(parameter, kind)
    scope.result = result(source, kinds, palette)
    # The types of what is called by others follow from the calls.
    annotated = main or source.chance(40)
    layouts = {}
    if main:
        layouts = {place: values.layout(source, kind) for place, kind in enumerate(kinds)}
        layouts = {place: layout for place, layout in layouts.items() if layout}
        for layout in layouts.values():
            scope.use("layout", layout if layout in "CF" else "lengths")
    taken = ", ".join(
        f"{parameter}: {spelled(kind, layouts.get(place, ''))}"
        if annotated or kind in ("int", "float")
        else parameter
        for place, (parameter, kind) in enumerate(parameters)
    )
    lines = ["@jit", f"def {name}({taken}):"]
    block = Block(scope, lines, 1)
    if source.chance(12) and not main:
        recursive(block, name, kinds)
    for _ in range(source.pick([2, 3, 4, 6] if main else [1, 2, 3])):
        statements.statement(block)
    block.write(f"return {statements.returned(scope)}")
    operands = [kind for _, kind in parameters]
    return "\n".join(lines), Callee(name, operands, scope.result, layouts), scope


def recursive(block, name, kinds):
    """Has the kernel call itself, not deeply."""
    scope = block.scope
    scope.use("recursive")
    arguments = ", ".join(expressions.of_kind(scope, kind, 0) for kind in kinds)
    block.write("if 0 < n < 4:")
    block.write(f"    return {name}({arguments}, n - 1, x)")


def result(source, kinds, palette):
    """The kind of what a kernel returns: an array, a tuple, perhaps `None`, a number."""
    form = source.pick(["array", "array", "tuple", "tuple", "optional", "number"])
    arrays = [*kinds, *palette]
    if form == "tuple":
        return [*(source.pick(arrays) for _ in range(source.pick([1, 2]))), *few(source)]
    if form == "optional":
        return {source.pick(arrays)}
    if form == "number":
        return source.pick(["float", "int", "bool", scalar(source.pick(arrays)[0])])
    return source.pick(arrays)


def scalar(dtype):
    """The type of an element that a kernel may give back: no record."""
    return "float64" if dtype in RECORDS else dtype


def few(source):
    return [source.pick([("float64", 1), "int", "float", "bool", ("int64", 2)])]


def known():
    """Everything that a run must have generated."""
    written = [*expressions.FORMS, *times.FORMS, *records.FORMS, *ufuncs.FORMS]
    forms = {("array", form.__name__) for form in written if form not in RARE}
    forms |= {("array", "layout", layout) for layout in ("C", "F", "lengths")}
    forms |= {("array", *key) for key in (*times.KEYS, *records.KEYS, *ufuncs.KEYS, *scalars.KEYS)}
    blocks = [*statements.FORMS, *times.STATEMENTS, *records.STATEMENTS, *ufuncs.STATEMENTS]
    return forms | {("array", "statement", form.__name__) for form in [*blocks, statements.call]}


# A result of the right kind is not often there.
RARE = {expressions.called}
