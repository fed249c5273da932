"""Statements of rarer forms: targets of several kinds, lists of other elements, chains."""

from fuzz.lists.kinds import FLAT, element, is_list
from fuzz.lists.numbers import inside


def chain(block):
    """One list gets two names."""
    scope = block.scope
    kind = scope.some_list()
    first, second = scope.fresh("v"), scope.fresh("v")
    text = scope.value(kind)
    if scope.source.chance(40):
        name = scope.place(kind)
        targets = scope.targets(kind)
        if name and targets and scope.loops == 0:
            return block.write(f"{scope.source.pick(targets)} = {first} = {name}")
    block.write(f"{first} = {second} = {text}")
    scope.variables |= {first: kind, second: kind}


def several_targets(block):
    """An element, a slice or a variable beside each other."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    inner = element(kind)
    made = scope.fresh("v")
    other = source.pick(["element", "variable", "variable first", "nested"])
    scope.use("several targets", other)
    place, value = f"{name}[{scope.index(name)}]", scope.value(inner)
    if other == "element":
        second = f"{name}[{scope.index(name)}]"
        block.write(f"{place}, {second} = {value}, {scope.value(inner)}")
        return
    if other == "variable":
        block.write(f"{place}, {made} = {value}, {scope.value(kind)}")
    elif other == "variable first":
        block.write(f"{made}, {place} = {scope.value(kind)}, {value}")
    else:
        block.write(f"({made}, {place}), {scope.fresh('v')} = ({scope.value(kind)}, {value}), n")
    scope.variables[made] = kind


def deleted_together(block):
    scope = block.scope
    first, _ = scope.changeable()
    second, _ = scope.changeable()
    if first and second:
        texts = [f"{name}[{scope.index(name)}]" for name in (first, second)]
        block.write(f"del {', '.join(texts)}")


def filled(block):
    """A loop that has a list grow to a length."""
    scope = block.scope
    name, kind = scope.changeable()
    if not name:
        return
    wanted = scope.source.pick(["n", "4", f"len({name}) // 2 + 2"])
    block.write(f"while len({name}) < {wanted}:")
    block.write(f"    {name}.append({scope.simple(element(kind))})")


def compared_with_others(block):
    """Lists of several types of elements, equal or not."""
    scope, source = block.scope, block.scope.source
    name = scope.fresh("s")
    numbers = source.pick(["[1, 2.5]", "[n, x]", "[x, n, True]", "[True, n]"])
    other = scope.value(scope.some_list(lambda kind: kind in FLAT))
    symbol = source.pick(["==", "!=", "<", ">="])
    pair = [other, source.pick([numbers, scope.value(source.pick(FLAT))])]
    block.write(f"{name} = {pair[0]} {symbol} {pair[1]}")
    scope.variables[name] = "bool"


def of_several_types(block):
    """A list of numbers of two types, which nothing else knows."""
    scope, source = block.scope, block.scope.source
    name, made, result = scope.fresh("m"), scope.fresh("s"), scope.fresh("s")
    block.write(f"{name} = [{scope.simple('int')}, {scope.simple('float')}]")
    for _ in range(source.pick([1, 2, 3])):
        value = scope.value(source.pick(["int", "float"]))
        text = source.pick([
            f"{name}.append({value})", f"{name}[n % 2] = {value}", f"{name}.reverse()",
            f"{name}.insert(0, {value})", f"{name}.sort()", f"{name} += [{value}, n]",
            f"del {name}[0]", f"{name}[:1] = [{value}]",
        ])  # fmt: skip
        block.write(text)
    block.write(f"{made} = len({name}) if {scope.simple('int')} in {name} else {name}.count(n)")
    block.write(f"{result} = sum({name}) + 0.5")
    scope.variables |= {made: "int", result: "float"}


def of_arrays(block):
    """A list of elements of an array."""
    scope, source = block.scope, block.scope.source
    names = scope.of("array")
    if not names:
        return
    name, made = scope.fresh("m"), scope.fresh("v")
    array = source.pick(names)
    text = source.pick([f"list({array})", f"[{array}[0], {array}[-1]]", f"[*{array}]"])
    block.write(f"{name} = {text}")
    block.write(source.pick([
        f"{name}.append({array}[1])", f"{name}.sort(reverse=True)", f"{name} *= 2",
        f"{name}[0] = {array}[2]", f"{array}[:] = {name}[:3]",
    ]))  # fmt: skip
    block.write(f"{made} = [float(it) for it in {name}]")
    scope.variables[made] = "list[float]"


def key_that_changes(block):
    """What sorts asks a key that reads, or changes, another list."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    other, of_other = scope.changeable(lambda it: it in FLAT)
    if not name or not other:
        return
    item = scope.fresh("x")
    key = source.pick([f"{other}.count({scope.simple(element(of_other))})", f"len({other})",
                       f"{other}[0]", f"{other}.pop()", f"len({name})",
                       inside(scope, item, element(kind), ["int"])[0]])  # fmt: skip
    block.write(f"{name}.sort(key=lambda {item}: {key})")


def grown_while_searched(block):
    """The value that is looked for changes what it is looked for in."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name or is_list(element(kind)):
        return
    made = scope.fresh("s")
    method = source.pick(["count", "index"])
    block.write(f"{made} = {name}.{method}({name}.pop())")
    scope.variables[made] = "int"


RARER = [
    chain, several_targets, several_targets, deleted_together, filled,
    compared_with_others, of_several_types, of_arrays, key_that_changes, grown_while_searched,
]  # fmt: skip
