"""The kinds of values, each the text of its annotation, and literals of them."""

import functools

SCALARS = ["int", "float", "bool"]
FLAT = ["list[int]", "list[float]", "list[bool]"]
PAIR = "tuple[int, float]"
PAIRS = f"list[{PAIR}]"
NESTED = ["list[list[int]]", "list[list[float]]"]
# A list in a tuple, and lists of such tuples.
HOLDER = "tuple[list[int], int]"
HOLDERS = f"list[{HOLDER}]"
DEEP = "list[list[list[int]]]"
# Numbers that may be missing.
GAPS = "list[Optional[int]]"
LISTS = [*FLAT, PAIRS, *NESTED, HOLDERS, DEEP, GAPS, "list[complex]"]
OPTIONAL = {"Optional[list[float]]": "list[float]", "Optional[list[int]]": "list[int]"}

INTS = ["0", "1", "2", "-1", "3", "5", "7", "-2"]
FLOATS = ["0.5", "1.0", "0.0", "-1.5", "2.0", "-0.0", "3.25", "1e300"]
COMPLEX = ["1j", "(1+2j)", "0j", "(-1.5-0.5j)"]


def is_list(kind):
    return kind.startswith("list[")


def element(kind):
    """What a list holds."""
    return kind[5:-1]


@functools.cache
def parts(kind):
    """What a tuple consists of."""
    inside = kind[kind.index("[") + 1 : -1]
    found, depth, begin = [], 0, 0
    for place, letter in enumerate(inside):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and depth == 0:
            found.append(inside[begin:place])
            begin = place + 2
    return [*found, inside[begin:]]


def is_tuple(kind):
    return kind.startswith("tuple[")


def is_ordered(kind):
    """Whether `<` takes such values."""
    return "Optional" not in kind and "complex" not in kind


def literal(source, kind):
    """A constant."""
    if is_list(kind):
        inside = [literal(source, element(kind)) for _ in range(source.pick([2, 1, 3]))]
        return f"[{', '.join(inside)}]"
    if is_tuple(kind):
        return f"({', '.join(literal(source, part) for part in parts(kind))})"
    if kind.startswith("Optional"):
        return "None" if source.chance(35) else literal(source, kind[9:-1])
    if kind == "bool":
        return source.pick(["True", "False"])
    return source.pick({"int": INTS, "float": FLOATS, "complex": COMPLEX}[kind])
