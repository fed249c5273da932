"""Statements that change lists."""

from fuzz.lists.kinds import (
    FLAT,
    INTS,
    PAIRS,
    element,
    is_list,
    is_ordered,
    is_tuple,
)
from fuzz.lists.makers import sorting

# A list that is to grow has at most so many elements.
MOST = 20


def grown(block, name, text):
    """Writes what has a list grow: not without end in loops."""
    if block.scope.loops > 0:
        block.write(f"if len({name}) < {MOST}:")
        block.write(f"    {text}")
    else:
        block.write(text)


def append(block):
    name, kind = block.scope.changeable()
    if name:
        grown(block, name, f"{name}.append({block.scope.value(element(kind))})")


def insert(block):
    scope = block.scope
    name, kind = scope.changeable()
    if name:
        place = scope.source.pick(["0", "1", "-1", "n", "len(" + name + ")", "-9", "99"])
        grown(block, name, f"{name}.insert({place}, {scope.value(element(kind))})")


def extend(block):
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    text = scope.value(kind)
    form = source.pick(["list", "list", "self", "generator", "+=", "+=", "tuple", "reversed"])
    if form == "+=" and in_tuple(scope, name):
        form = "list"
    if form == "self":
        text = name
    elif form == "generator":
        # Not over the list itself, which would have no end.
        item = scope.fresh("x")
        text = f"({item} for {item} in {text}[:9])"
    elif form == "tuple":
        text = f"({scope.value(element(kind))}, {scope.simple(element(kind))})"
    elif form == "reversed":
        text = f"reversed({text}[:])"
    scope.use("extend", form)
    grown(block, name, f"{name} += {text}" if form == "+=" else f"{name}.extend({text})")


def remove(block):
    scope = block.scope
    name, kind = scope.changeable()
    if not name:
        return
    value = scope.value(element(kind))
    if scope.source.chance(60):
        value = f"{name}[{scope.index(name)}]"
    block.write(f"{name}.remove({value})")


def drop(block):
    """Takes elements out."""
    scope, source = block.scope, block.scope.source
    name, _ = scope.changeable()
    if not name:
        return
    form = source.pick(["pop", "del", "del slice", "del steps", "clear", "cut"])
    scope.use("drop", form)
    if form == "pop":
        block.write(f"{name}.pop({source.pick(['', scope.index(name)])})")
    elif form == "del":
        block.write(f"del {name}[{scope.index(name)}]")
    elif form == "del slice":
        block.write(f"del {name}[{scope.slice()}]")
    elif form == "del steps":
        block.write(f"del {name}[{scope.slice(True)}]")
    elif form == "cut":
        block.write(f"{name}[{scope.slice()}] = []")
    else:
        block.write(f"if len({name}) > {source.pick('245')}:")
        block.write(f"    {name}.clear()")


def order(block):
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    if not is_ordered(kind) or source.chance(30):
        return block.write(f"{name}.reverse()")
    arguments = sorting(scope, element(kind)).removeprefix(", ")
    scope.use("sort")
    block.write(f"{name}.sort({arguments})")


def store(block):
    """An element is stored or changed."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    inner = element(kind)
    symbol = "="
    if inner in ("int", "float"):
        symbol = source.pick(["=", "=", "+=", "-=", "*="])
    value = f"{source.pick(INTS[:4])}" if symbol == "*=" and inner == "int" else scope.value(inner)
    if is_list(inner) and source.chance(30):
        symbol = "+="
        scope.use("row grows")
        place = f"{name}[{scope.index(name)}]"
        return grown(block, place, f"{place} += {value}")
    block.write(f"{name}[{scope.index(name)}] {symbol} {value}")


def store_part(block):
    """A slice is assigned, of the list itself, too, and of wrong lengths."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    form = source.pick(["plain", "plain", "self", "steps", "fitting", "+=", "*=", "tuple"])
    scope.use("store part", form)
    if form == "plain":
        text = f"{name}[{scope.slice()}] = {scope.value(kind)}"
    elif form == "self":
        text = f"{name}[{scope.slice()}] = {name}{source.pick(['', '[::-1]', '[1:]'])}"
    elif form == "steps":
        text = f"{name}[{scope.slice(True)}] = {scope.value(kind)}"
    elif form == "fitting":
        cut = source.pick(["::2", "::-1", "1::2", "::-2"])
        text = f"{name}[{cut}] = [{scope.value(element(kind))}] * len({name}[{cut}])"
    elif form == "+=":
        text = f"{name}[{scope.slice()}] += {scope.value(kind)}"
    elif form == "*=":
        text = f"{name}[{scope.slice()}] *= {source.pick(['2', '0', 'n'])}"
    else:
        inside = f"{scope.simple(element(kind))}, {scope.value(element(kind))}"
        text = f"{name}[{source.pick(['1:', ':0', ':2', 'n:'])}] = {inside}"
    grown(block, name, text)


def in_tuple(scope, name):
    """Whether a list is part of a tuple, which takes no assignment."""
    return is_tuple(scope.variables[name.split("[")[0]])


def multiply(block):
    name, _ = block.scope.changeable()
    if name and not in_tuple(block.scope, name):
        block.write(f"if len({name}) < {MOST // 2}:")
        block.write(f"    {name} *= {block.scope.source.pick(['2', '0', 'n', '-1', '3'])}")


def swap(block):
    """Elements change places; so do variables."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    targets = scope.targets(kind)
    if targets and source.chance(35):
        first, second = source.pick(targets), source.pick(targets)
        return block.write(f"{first}, {second} = {second}, {first}")
    first, second = f"{name}[{scope.index(name)}]", f"{name}[{scope.index(name)}]"
    block.write(f"{first}, {second} = {second}, {source.pick([first, scope.value(element(kind))])}")


def heap(block):
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable(lambda kind: is_ordered(kind) and kind in (*FLAT, PAIRS))
    if not name:
        return
    form = source.pick(["heapify", "heappush", "heappushpop", "heappop", "insort", "insort_left"])
    scope.use("heap", form)
    value = scope.value(element(kind))
    if form.startswith("insort"):
        return grown(block, name, f"bisect.{form}({name}, {value})")
    text = {"heapify": f"{name}", "heappop": f"{name}"}.get(form, f"{name}, {value}")
    grown(block, name, f"heapq.{form}({text})")


CHANGES = [
    append, append, insert, extend, extend, remove, drop, drop, order, store, store, store,
    store_part, store_part, store_part, multiply, swap, heap,
]  # fmt: skip
