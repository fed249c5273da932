"""Named tuples that the program's module declares: the kind `Pair`."""

CLASSES = """class Pair(NamedTuple):
    x: float
    y: int = 3"""


def named_value(scope, _kind, depth):
    """An expression that gives a `Pair`."""
    from fuzz.expressions import condition, expression

    source = scope.source
    names = scope.of("Pair")
    form = source.pick(["variable", "make", "default", "keywords", "replace", "if-else"])
    if form in ("variable", "replace", "if-else") and names:
        name = source.pick(names)
        scope.use("named tuple", form)
        if form == "variable":
            return name
        if form == "replace":
            return f"{name}._replace(y={expression(scope, 'int', depth - 1)})"
        return f"({name} if {condition(scope, 1)} else {source.pick(names)})"
    x, y = expression(scope, "float", depth - 1), expression(scope, "int", depth - 1)
    if form == "default":
        scope.use("named tuple", form)
        return f"Pair({x})"
    form = "keywords" if form == "keywords" else "make"
    scope.use("named tuple", form)
    return f"Pair(y={y}, x={x})" if form == "keywords" else f"Pair({x}, {y})"


def named_field(scope, kind, _depth):
    """A field, by name or by index."""
    name = scope.source.pick(scope.of("Pair"))
    scope.use("named tuple", "field")
    texts = [f"{name}.x", f"{name}[0]"] if kind == "float" else [f"{name}.y", f"{name}[-1]"]
    return scope.source.pick(texts)


def named_test(scope, _kind, depth):
    """A comparison of named tuples, or with a plain one."""
    from fuzz.expressions import expression

    source = scope.source
    scope.use("named tuple", "comparison")
    left = source.pick(scope.of("Pair"))
    other = named_value(scope, "Pair", depth - 1)
    if source.chance(30):
        other = f"({expression(scope, 'int', 1)}, {expression(scope, 'float', 1)})"
    return f"({left} {source.pick(['==', '!=', '<', '>='])} {other})"


KEYS = {
    ("named tuple", form)
    for form in ("variable", "make", "default", "keywords", "replace", "if-else", "field",
                 "comparison")
}  # fmt: skip
