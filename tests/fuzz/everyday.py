"""Constants of the module, literals of bytes, classes of values, identity, imports."""

import re

from fuzz.kinds import PYTHON, SIZED

# What every program has, by what an element is.
CONSTANTS = """
PRIMES = [2, 3, 5, 7, 11, 13]
STEPS = tuple(i * 3 % 7 for i in range(300))
SPACES = b" \\t\\r\\n"
WEIGHTS = [0.5, -0.0, 2.5]
FLAGS = [True, False, True]
KERNEL = np.array([0.25, 0.5, 0.25])
LEVELS = np.array([1, 200, 255], dtype=np.uint8)
HALF, THIRD = 1 / 2, float("0.333")
MOST = max(PRIMES)
TOLERANCE = np.float32(1e-3)
LETTER = ord("a")


class Shade(enum.IntEnum):
    LIGHT = 1
    DARK = enum.auto()


class Limits:
    LOW = -3
    HIGH = LOW + 10.5
"""

# Every name that is bound there, at the start of a line.
BOUND = re.findall(r"^(?:class )?([A-Za-z]+)", CONSTANTS, re.MULTILINE) + ["THIRD"]


def uses_constants(text):
    """Whether a program needs the constants."""
    return not set(BOUND).isdisjoint(re.findall(r"\w+", text))


TABLES = {
    "int": [("PRIMES", 6), ("STEPS", 300), ("SPACES", 4), ('b"\\x00a\\xff"', 3)],
    "float": [("WEIGHTS", 3)],
    "bool": [("FLAGS", 3)],
    "f64": [("KERNEL", 3)],
    "u8": [("LEVELS", 3)],
}
NAMES = {
    "int": [
        "MOST",
        "LETTER",
        "Limits.LOW",
        'ord("0")',
        "len(PRIMES)",
        "len(SPACES)",
        "sum(PRIMES)",
    ],
    "float": ["HALF", "THIRD", "Limits.HIGH"],
    "f32": ["TOLERANCE"],
}
TESTS = ["in bytes", "in list", "type is", "type in", "is bool", "is other", "member"]


def everyday(scope, kind):
    """The forms that give the type."""
    found = []
    if kind in TABLES:
        found.append(table)
    if kind in NAMES:
        found.append(name)
    if kind in ("int", "float") and scope.of(kind):
        found.append(made_by_class)
    if kind in ("int", "float"):
        found.append(of_two_types)
    if kind == "int":
        found.append(member)
    if kind == "bool":
        found += [test, test]
    return found


def table(scope, kind, depth):
    """An element of a constant, mostly inside."""
    from fuzz.expressions import expression

    source = scope.source
    text, size = source.pick(TABLES[kind])
    scope.use("table", kind)
    index = expression(scope, "int", min(depth - 1, 1))
    if not any(character.isalpha() for character in index):
        index = "LETTER"
    limit = source.pick([size, size, size, size + 1])
    return f"{text}[({index}) % {limit} - {source.pick([0, 0, size])}]"


def name(scope, kind, _depth):
    scope.use("named constant", kind)
    return scope.source.pick(NAMES[kind])


def made_by_class(scope, kind, _depth):
    """`type(x)(…)`."""
    source = scope.source
    scope.use("type()", kind)
    return f"type({source.pick(scope.of(kind))})({source.pick(['0', '1', '-2.5', 'True'])})"


def of_two_types(scope, kind, depth):
    """An element of a tuple of an int and a float, converted."""
    from fuzz.expressions import expression

    scope.use("tuple of two types", kind)
    first, second = (expression(scope, inner, min(depth - 1, 1)) for inner in ("int", "float"))
    index = scope.source.pick(["0", "1", "LETTER - 97", "MOST % 2"])
    word = "float" if kind == "float" else "bool"
    text = f"{word}(({first}, {second})[{index} if HALF < {second} else 0])"
    return text if kind == "float" else f"int({text})"


def member(scope, _kind, depth):
    from fuzz.expressions import expression

    source = scope.source
    scope.use("member")
    shade = source.pick(["Shade.LIGHT", "Shade.DARK"])
    return f"({shade} {source.pick('+-*')} {expression(scope, 'int', min(depth - 1, 1))})"


def test(scope, _kind, depth):
    """A question that has an answer whatever the interpreter does."""
    from fuzz.expressions import expression

    source = scope.source
    form = source.pick(TESTS)
    scope.use("everyday", form)
    number = expression(scope, "int", min(depth - 1, 1))
    known = [*PYTHON, *SIZED]
    names = [name for name, kind in scope.variables.items() if kind in known or "?" in str(kind)]
    variable = source.pick(names or ["HALF"])
    if form == "in bytes":
        return f"(({number}) % 256 {source.pick(['in', 'not in'])} SPACES)"
    if form == "in list":
        return f"(({number}) {source.pick(['in', 'not in'])} PRIMES)"
    if form == "type is":
        word = source.pick(["is", "is not", "==", "!="])
        return f"(type({variable}) {word} {source.pick(['int', 'float', 'bool', 'np.float64'])})"
    if form == "type in":
        return f"(type({variable}) {source.pick(['in', 'not in'])} (int, np.int16, bool))"
    if form == "is bool":
        truth = expression(scope, "bool", min(depth - 1, 1))
        return (
            f"(({truth}) {source.pick(['is', 'is not'])} {source.pick(['bool(MOST)', 'FLAGS[1]'])})"
        )
    if form == "is other":
        return f"(({number}) {source.pick(['is', 'is not'])} HALF)"
    shade = source.pick(["Shade.LIGHT", "Shade.DARK"])
    return f"(({number}) {source.pick(['==', '<', '!='])} {shade})"


def imported(block):
    """An import, and a function of what it imports."""
    from fuzz.expressions import expression

    scope = block.scope
    source = scope.source
    scope.use("inner import")
    where, call = source.pick(
        [
            ("import math as {}", "{}.floor"),
            ("from math import fabs as {}", "{}"),
            ("import numpy as {}", "{}.isnan"),
        ]
    )
    library, made = scope.fresh("m"), scope.fresh("v")
    block.write(where.format(library))
    value = expression(scope, "float", 1)
    if call == "{}.floor":
        block.write(f"{made} = {library}.floor({value} % 7.5)")
        scope.variables[made] = "int"
    elif call == "{}":
        block.write(f"{made} = {library}({value})")
        scope.variables[made] = "float"
    else:
        block.write(f"{made} = bool({library}.isnan({value}))")
        scope.variables[made] = "bool"


KEYS = {
    *(("table", kind) for kind in TABLES), *(("named constant", kind) for kind in NAMES),
    ("type()", "int"), ("type()", "float"), ("tuple of two types", "int"),
    ("tuple of two types", "float"), ("member",), *(("everyday", form) for form in TESTS),
    ("inner import",),
}  # fmt: skip
