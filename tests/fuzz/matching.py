"""`match` on numbers and tuples."""

from fuzz.kinds import OPTIONAL
from fuzz.values import literal


def match(block):
    """A `match` statement."""
    from fuzz.expressions import expression

    scope = block.scope
    source = scope.source
    kind = source.pick(["int", "float", "bool", "str", "int?", ("int", "float"), ("int", "int")])
    block.write(f"match {expression(scope, kind, 2)}:")
    inner = type(block)(scope, block.lines, block.indent + 1)
    added = {}
    for _ in range(source.pick([1, 2, 3])):
        added.update(case(inner, kind))
    if source.chance(60):
        inner.write("case _:")
        added.update(inner.inner(1))
    block.leak(added)


def case(block, kind):
    """One case with its body; the names it adds."""
    from fuzz.expressions import condition

    scope = block.scope
    source = scope.source
    before = dict(scope.variables)
    text, names, certain = pattern(scope, kind, 1)
    scope.variables.update(names)
    if certain or source.chance(25):
        scope.use("guard")
        text += f" if {condition(scope, 1)}"
    block.write(f"case {text}:")
    added = block.inner(source.pick([1, 2]))
    scope.variables = before
    return {**names, **added}


def pattern(scope, kind, depth):
    """A pattern, the names it binds, and whether it always fits."""
    source = scope.source
    if isinstance(kind, tuple):
        return tuple_pattern(scope, kind, depth)
    plain = OPTIONAL.get(kind, kind)
    classes = {"int": "int()", "float": "float()", "bool": "bool()", "str": "str()"}
    form = source.pick(["value", "value", "alternatives", "capture", "class", "none", "as"])
    if form == "capture" and kind == plain and depth:
        scope.use("pattern", form)
        name = scope.fresh("c")
        return name, {name: kind}, True
    if form == "class":
        scope.use("pattern", form)
        return classes[plain], {}, kind == plain
    if form == "none" and kind != plain:
        scope.use("pattern", form)
        return "None", {}, False
    values = [value_pattern(source, plain) for _ in range(2)]
    if form == "alternatives":
        scope.use("pattern", form)
        return " | ".join(values), {}, False
    if form == "as" and kind == plain and depth:
        scope.use("pattern", form)
        name = scope.fresh("c")
        return f"({' | '.join(values)}) as {name}", {name: kind}, False
    scope.use("pattern", "value")
    return values[0], {}, False


def value_pattern(source, kind):
    return literal(source, kind)


def tuple_pattern(scope, kind, depth):
    source = scope.source
    scope.use("pattern", "tuple")
    if source.chance(15):
        name = scope.fresh("c")
        scope.use("pattern", "star")
        return f"({name}, *_)", {name: kind[0]}, True
    texts, names, certain = [], {}, True
    for element in kind:
        text, bound, always = pattern(scope, element, depth)
        if source.chance(20):
            text, bound, always = "_", {}, True
        texts.append(text)
        names.update(bound)
        certain = certain and always
    return f"({', '.join(texts)})", names, certain


KEYS = {
    ("guard",),
    *(
        ("pattern", form)
        for form in ("value", "alternatives", "capture", "class", "none", "as", "tuple", "star")
    ),
}
