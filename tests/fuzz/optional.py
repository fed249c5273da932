"""Values that may be missing, and strings as flags."""

from fuzz.kinds import OPTIONAL
from fuzz.values import literal


def optional_value(scope, kind, depth):
    """An expression that may be `None`."""
    from fuzz.expressions import condition, expression

    source = scope.source
    plain = OPTIONAL[kind]
    names = scope.of(kind)
    if names and source.chance(45):
        return source.pick(names)
    scope.use("optional", plain)
    if source.chance(20):
        return "None"
    inner = expression(scope, plain, depth - 1)
    if source.chance(40):
        return inner
    if names and source.chance(50):
        scope.use("or None", plain)
        return f"({source.pick(names)} {source.pick(['and', 'or'])} {source.pick([inner, *names])})"
    return f"({inner} if {condition(scope, 1)} else None)"


def string_value(scope, _kind, depth):
    """A string: a flag."""
    from fuzz.expressions import condition

    source = scope.source
    names = scope.of("str")
    if names and source.chance(50):
        return source.pick(names)
    if depth > 0 and source.chance(25):
        scope.use("string choice")
        parts = [string_value(scope, "str", depth - 1) for _ in range(2)]
        form = source.pick(["({} if {} else {})", "({} or {})", "({} and {})"])
        if "if" in form:
            return form.format(parts[0], condition(scope, 1), parts[1])
        return form.format(*parts)
    return literal(source, "str")


def with_none(scope):
    """The variables that may be `None`."""
    return [name for name, kind in scope.variables.items() if kind in OPTIONAL]


def present(scope, kind, depth):
    """The value of a variable that may be `None`, where it is not."""
    from fuzz.expressions import expression

    names = scope.of(f"{kind}?")
    if not names:
        return literal(scope.source, kind)
    name = scope.source.pick(names)
    scope.use("present", kind)
    other = expression(scope, kind, depth - 1)
    if scope.source.chance(40):
        scope.use("or", kind)
        return f"({name} or {other})"
    test = scope.source.pick(["{0} if {0} is not None else {1}", "{1} if {0} is None else {0}"])
    return f"({test.format(name, other)})"


def question(scope, _kind, depth):
    """A test of a flag or of something that may be `None`."""
    source = scope.source
    names = with_none(scope)
    if names and source.chance(60):
        scope.use("is None")
        name = source.pick(names)
        if source.chance(40):
            return equality(scope, name, depth)
        if source.chance(40):
            scope.use("truth of what may be None")
            return source.pick([f"(not {name})", f"bool({name})"])
        return f"({name} is {source.pick(['', 'not '])}None)"
    scope.use("string comparison")
    left = string_value(scope, "str", depth - 1)
    return f"({left} {source.pick(['==', '!='])} {string_value(scope, 'str', depth - 1)})"


def equality(scope, name, depth):
    """A comparison of something that may be `None` with anything."""
    from fuzz.expressions import expression

    source = scope.source
    others = [other for other in with_none(scope) if other != name]
    other = expression(scope, source.pick(list(OPTIONAL.values())), depth - 1)
    if others and source.chance(40):
        other = source.pick(others)
    form = source.pick(["{} == {}", "{} != {}", "{1} == {0}", "{} in ({}, 2)", "{} not in (0, {})",
                        "{} in (None, {})", "{} in range(3) or {} is None"])  # fmt: skip
    scope.use("equality with None", form)
    return f"({form.format(name, other)})"


def carried(block):
    """A value that is given where there is none, then changed from round to round of a loop."""
    from fuzz.expressions import condition, expression

    scope = block.scope
    source = scope.source
    kind = source.pick(list(OPTIONAL))
    plain = OPTIONAL[kind]
    name = scope.fresh("v")
    block.write(f"{name} = {optional_value(scope, kind, 2)}")
    first = literal(source, plain)
    form = source.pick(["if", "conditional", "or", "while"])
    scope.use("carried", form)
    if form in ("if", "while"):
        block.write(f"{form} {name} is None:")
        block.write(f"    {name} = {first}")
    else:
        text = {"conditional": f"{first} if {name} is None else {name}", "or": f"{name} or {first}"}
        block.write(f"{name} = {text[form]}")
    scope.variables[name] = plain
    scope.loops += 1
    scope.looped = True
    block.write(f"for _ in range({source.pick(['2', '3', '5'])}):")
    if source.chance(30):
        block.write(f"    if {condition(scope, 1)}:")
        block.write(f"        {source.pick(['break', 'continue'])}")
    following = expression(scope, plain, 2)
    if plain == "int":
        following = f"({following}) & 0xFFFF"
    block.write(f"    {name} = {following}")
    scope.loops -= 1


def search(block):
    """The best of some values, `None` where there is none or where it was dropped again."""
    from fuzz.expressions import condition
    from fuzz.iteration import span

    scope = block.scope
    source = scope.source
    arrays = [array for array in scope.arrays if array.dimensions == 1 and array.kind != "np_bool"]
    best, item, kept = scope.fresh("b"), scope.fresh("x"), scope.fresh("v")
    over, kind = span(scope), "int"
    if arrays and source.chance(70):
        array = source.pick(arrays)
        over, kind = array.name, array.kind
    scope.use("search")
    typed = ": Optional[float]" if kind in ("f32", "f64") else ""
    block.write(f"{best}{typed} = {source.pick(['None', 'None', '2'])}")
    block.write(f"for {item} in {over}:")
    scope.variables[item] = kind
    scope.loops += 1
    scope.looped = True
    test = source.pick([f"{best} is None or {item} > {best}", f"not {best} or {item} < {best}"])
    block.write(f"    if {test}:")
    block.write(f"        {best} = {item}")
    if source.chance(40):
        block.write(f"    if {condition(scope, 1)}:")
        block.write(f"        {best} = None")
        if source.chance(50):
            block.write(f"        {source.pick(['break', 'continue'])}")
    scope.loops -= 1
    scope.variables.pop(item)
    wanted = source.pick(["int", "float", "bool"])
    block.write(f"{kept} = {literal(source, wanted)} if {best} is None else {wanted}({best})")
    scope.variables[kept] = wanted


def narrowed(block):
    """A statement under which a variable is not `None`."""
    scope = block.scope
    names = with_none(scope)
    if not names:
        kind = scope.source.pick(list(OPTIONAL))
        name = scope.fresh("v")
        block.write(f"{name} = {optional_value(scope, kind, 2)}")
        scope.variables[name] = kind
        return
    name = scope.source.pick(names)
    kind = scope.variables[name]
    scope.use("narrowing")
    if scope.source.chance(35) and not scope.loops:
        block.write(f"if {name} is None:")
        block.write(f"    {name} = {literal(scope.source, OPTIONAL[kind])}")
        scope.variables[name] = OPTIONAL[kind]
        return
    test = f"{name} is not None"
    if scope.source.chance(40):
        scope.use("narrowing by truth")
        test = scope.source.pick([name, f"bool({name})", f"{name} and {name} == {name}"])
    block.write(f"if {test}:")
    scope.variables[name] = OPTIONAL[kind]
    scope.protected.add(name)
    added = block.inner(scope.source.pick([1, 2]))
    scope.protected.discard(name)
    scope.variables[name] = kind
    block.leak(added)


KEYS = {
    ("truth of what may be None",), ("narrowing by truth",), ("search",),
    *(("carried", form) for form in ("if", "conditional", "or", "while")),
    *(("or None", kind) for kind in OPTIONAL.values()),
    *(("or", kind) for kind in OPTIONAL.values()),
    ("string choice",), ("is None",), ("string comparison",), ("narrowing",),
    *(("optional", kind) for kind in OPTIONAL.values()),
    *(("present", kind) for kind in OPTIONAL.values()),
}  # fmt: skip
