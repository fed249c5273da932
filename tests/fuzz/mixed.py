"""Numbers that are of one type on one path and of another on the other: a kind `A|B`."""

from fuzz.kinds import MIXED

OPERATORS = ["+", "-", "*", "/", "//", "%"]


def mixed_value(scope, kind, depth):
    """An expression of either type."""
    from fuzz.expressions import condition, expression

    source = scope.source
    names = scope.of(kind)
    if names and source.chance(40):
        return source.pick(names)
    left, right = MIXED[kind]
    form = source.pick(["if", "if", "and", "or", "min"])
    if form == "min" and "bool" in (left, right):
        form = "or"
    scope.use("mixed", kind)
    scope.use("mixed by", form)
    first, second = expression(scope, left, depth - 1), expression(scope, right, depth - 1)
    if source.chance(50):
        first, second = second, first
    if form == "if":
        return f"({first} if {condition(scope, 1)} else {second})"
    if form == "min":
        return f"{source.pick(['min', 'max'])}({first}, {second})"
    return f"({first} {form} {second})"


def mixed_names(scope):
    return [name for name, kind in scope.variables.items() if kind in MIXED]


def of_mixed(scope, kind, depth):
    """A Python number made of a variable that may be of two types."""
    from fuzz.expressions import expression

    source = scope.source
    name = source.pick(mixed_names(scope))
    other = expression(scope, source.pick(["int", "float", "bool"]), depth - 1)
    form = source.pick(["operator", "operator", "comparison", "alone", "unary"])
    scope.use("of mixed", form)
    texts = {
        "operator": f"({name} {source.pick(OPERATORS)} {other})",
        "comparison": f"({name} {source.pick(['<', '<=', '==', '!=', '>'])} {other})",
        "alone": name,
        "unary": source.pick([f"(-{name})", f"abs({name})", f"(not {name})"]),
    }
    return f"{kind}({texts[form]})"


def accumulate(block):
    """A sum that begins with a constant and becomes what it sums up."""
    from fuzz.expressions import expression
    from fuzz.iteration import span

    scope = block.scope
    source = scope.source
    name = scope.fresh("t")
    arrays = [array for array in scope.arrays if array.dimensions == 1 and array.kind != "np_bool"]
    scope.use("accumulator")
    block.write(f"{name} = {source.pick(['0', '1', '0.0', '2.5', '-3'])}")
    item = scope.fresh("x")
    if arrays and source.chance(70):
        array = source.pick(arrays)
        over, kind = array.name, array.kind
    else:
        over, kind = span(scope), "int"
    block.write(f"for {item} in {over}:")
    scope.variables[item] = kind
    scope.loops += 1
    added = item if source.chance(60) else expression(scope, source.pick([kind, "float", "int"]), 1)
    scope.loops -= 1
    scope.looped = True
    block.write(f"    {name} {source.pick(['+', '+', '-', '*', '/'])}= {added}")
    scope.variables.pop(item)
    kept = scope.fresh("v")
    wanted = source.pick(["int", "float", "bool"])
    form = source.pick(["{}", "{} + 1", "{} * 0.5", "{} // 3", "{} < 2"]).format(name)
    block.write(f"{kept} = {wanted}({form})")
    scope.variables[kept] = wanted


KEYS = {
    *(("mixed", kind) for kind in MIXED),
    *(("mixed by", form) for form in ("if", "and", "or", "min")),
    *(("of mixed", form) for form in ("operator", "comparison", "alone", "unary")),
    ("accumulator",),
}
