"""Arguments for kernels over lists, as texts."""

from fuzz.lists.kinds import OPTIONAL, element, is_list, is_tuple, parts

INTS = ["1", "3", "0", "2", "-1", "5", "2", "7", "1", "4", "-3", "100", "2**62", "-2**63"]
FLOATS = ["0.5", "1.0", "2.0", "-1.5", "0.0", "-0.0", "3.25", "1.0", "1e300", "inf", "-inf", "nan"]
COMPLEX = ["1j", "1+2j", "0j", "2+0j", "complex(nan, 1)"]
# Lengths beyond those of what sorts by insertion.
LONG = [33, 65, 130]


# How often something is done.
COUNTS = ["2", "3", "1", "0", "4", "-1", "5", "3"]


def value(source, kind, length=None):
    """The text of a value of that kind."""
    if kind == "count":
        return source.pick(COUNTS)
    if kind == "array":
        return f"np.array([{', '.join(source.pick(FLOATS[:7]) for _ in range(3))}])"
    if kind in OPTIONAL:
        return "None" if source.chance(35) else value(source, OPTIONAL[kind])
    if is_list(kind):
        inner = element(kind)
        if length is None:
            length = source.pick([3, 3, 2, 4, 3, 1, 0, 5, 6])
            if not is_list(inner) and source.chance(2):
                length = source.pick(LONG)
        return f"[{', '.join(value(source, inner) for _ in range(length))}]"
    if is_tuple(kind):
        return f"({', '.join(value(source, part) for part in parts(kind))})"
    if kind.startswith("Optional"):
        return "None" if source.chance(30) else value(source, kind[9:-1])
    if kind == "bool":
        return source.pick(["True", "False"])
    few = source.chance(85)
    return source.pick({
        "int": INTS[:11] if few else INTS, "float": FLOATS[:8] if few else FLOATS,
        "complex": COMPLEX,
    }[kind])  # fmt: skip


def arguments(source, kinds):
    """The arguments of one call: `=0` is the same object as the first one, `given[0]` is that
    inside another one."""
    made = []
    for kind in kinds:
        same = [place for place, other in enumerate(kinds[: len(made)]) if other == kind]
        if is_list(kind) and same and source.chance(30):
            made.append(f"={source.pick(same)}")
        else:
            made.append(inner_one(source, kinds, kind, value(source, kind), len(made)))
    return made


def inner_one(source, kinds, kind, text, before):
    """The argument, in which another one may be an element, perhaps twice, or a list twice."""
    if not is_list(kind) or not is_list(element(kind)) or not source.chance(35):
        return text
    same = [place for place in range(before) if kinds[place] == element(kind)]
    if not same:
        return f"[{value(source, element(kind))}] * 2 + {text}"
    one = f"given[{source.pick(same)}]"
    return source.pick([f"[{one}] + {text}", f"{text} + [{one}]", f"[{one}, {one}]"])
