"""What operators do to tuples: comparisons, slices, `+`, `*`, `len`, and computed indices."""

from fuzz.kinds import OPTIONAL, PYTHON, SCALARS

COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


def ordered(scope):
    """A type of elements that `<` takes."""
    fitting = [kind for kind in scope.palette if kind in SCALARS and kind != "complex"]
    return scope.source.pick(["int", "float", "bool", *fitting])


def tuple_test(scope, _kind, depth):
    """A comparison of two tuples, which may have different lengths and types."""
    from fuzz.expressions import expression

    source = scope.source
    left = tuple(ordered(scope) for _ in range(source.pick([2, 1, 3])))
    right = tuple(kind if source.chance(60) else ordered(scope) for kind in left)
    if source.chance(20):
        right += (ordered(scope),)
    symbol = source.pick(COMPARISONS)
    scope.use("tuples", symbol)
    texts = [expression(scope, kinds, depth - 1) for kinds in (left, right)]
    # NumPy's booleans are no numbers; which one it is depends on the elements.
    numpys = symbol[0] in "<>" and not set(left + right) <= set(PYTHON)
    word = "bool" if numpys and source.chance(90) else ""
    return f"{word}({texts[0]} {symbol} {texts[1]})"


def tuple_length(scope, _kind, depth):
    """`len`."""
    from fuzz.expressions import expression

    kinds = tuple(ordered(scope) for _ in range(scope.source.pick([2, 1, 3])))
    scope.use("tuples", "len")
    return f"len({expression(scope, kinds, depth - 1)})"


def computed_index(scope, kind, depth):
    """An element of a tuple whose elements have one type."""
    from fuzz.expressions import expression

    source = scope.source
    size = source.pick([2, 3, 4])
    values = ", ".join(expression(scope, kind, min(depth - 1, 1)) for _ in range(size))
    index = expression(scope, "int", 1)
    constant = not any(character.isalpha() for character in index)
    if constant or source.chance(70):
        # A constant that is out of range is refused.
        length = size if constant else source.pick([size, size + 1])
        index = f"({index}) % {length} - {source.pick([0, 0, size])}"
    scope.use("tuples", "computed index")
    return f"({values})[{index}]"


def tuple_operation(scope, kinds, depth):
    """A tuple of these types, made by an operator."""
    from fuzz.expressions import expression

    source = scope.source
    forms = ["slice", "step", "+"]
    if len(set(kinds)) == 1:
        forms.append("*")
    form = source.pick(forms)
    scope.use("tuples", form)
    texts = [expression(scope, kind, depth - 1) for kind in kinds]
    more = expression(scope, ordered(scope), 0)
    if form == "slice":
        count = len(kinds)
        whole = source.pick([f"{more}, {{}}", f"{{}}, {more}"]).format(", ".join(texts))
        cut = "[1:]" if whole.startswith(more) else source.pick([f"[:{count}]", "[:-1]"])
        return f"({whole}){cut}"
    if form == "step":
        return f"({', '.join(reversed(texts))},)[::-1]"
    if form == "*":
        return f"(({texts[0]},) * {len(kinds)})"
    middle = source.below(len(texts) + 1)
    sides = [texts[:middle], texts[middle:]]
    written = [f"({', '.join(side)},)" if side else "()" for side in sides]
    return f"({written[0]} + {written[1]})"


def starred(block):
    """Unpacking with `*`, whose list is only looked at as a sequence."""
    from fuzz.expressions import expression

    scope = block.scope
    source = scope.source
    kind = ordered(scope)
    kinds = (ordered(scope), *(kind,) * source.pick([1, 2, 3]), ordered(scope))
    text = expression(scope, kinds, 2)
    first, rest, last = (scope.fresh("v") for _ in range(3))
    scope.use("starred unpacking")
    block.write(f"{first}, *{rest}, {last} = {text}")
    scope.variables.update({first: kinds[0], last: kinds[-1]})
    looked = scope.fresh("v")
    if source.chance(50):
        block.write(f"{looked} = len({rest})")
        scope.variables[looked] = "int"
    else:
        block.write(f"{looked} = {rest}[{source.pick([0, -1])}]")
        scope.variables[looked] = kind


CLASSES = {"int": "int", "float": "float", "bool": "bool", "complex": "complex", "str": "str"}


def instance(scope, _kind, _depth):
    """`isinstance` of a variable, decided when compiling or by what the value is."""
    source = scope.source
    known = [*CLASSES, *OPTIONAL]
    names = [name for name, kind in scope.variables.items() if kind in known or "|" in str(kind)]
    name = source.pick(names)
    scope.use("isinstance")
    several = source.pick(["(int, float)", "(bool, complex)", "(float, str)"])
    return f"isinstance({name}, {source.pick([*CLASSES.values(), several])})"


def has_instances(scope):
    kinds = scope.variables.values()
    return any(kind in CLASSES or kind in OPTIONAL or "|" in str(kind) for kind in kinds)


FORMS = [*COMPARISONS, "len", "computed index", "slice", "step", "+", "*"]
KEYS = {
    *(("tuples", form) for form in FORMS), ("starred unpacking",), ("isinstance",),
}  # fmt: skip
