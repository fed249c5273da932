"""Statements: assignments, loops over what changes, branches, ways out."""

from fuzz.lists.changes import CHANGES, MOST
from fuzz.lists.forms import Callee, Scope
from fuzz.lists.kinds import (
    GAPS,
    HOLDER,
    OPTIONAL,
    PAIR,
    element,
    is_list,
    is_tuple,
    parts,
)
from fuzz.lists.numbers import call, inside
from fuzz.lists.rarer import RARER

DEEPEST = 3


class Block:
    """The lines of a block, and the scope of its function."""

    def __init__(self, scope, lines, level):
        self.scope, self.lines, self.level = scope, lines, level

    def write(self, text):
        self.lines.append("    " * self.level + text)

    def body(self, count, first=()):
        """Statements one level deeper; what they make is not known behind."""
        scope = self.scope
        outside = dict(scope.variables)
        inner = Block(scope, self.lines, self.level + 1)
        for line in first:
            inner.write(line)
        for _ in range(count):
            statement(inner)
        scope.variables = {name: scope.variables[name] for name in outside}

    def loop(self, names, first=()):
        """The body of a loop, with ways out in it; its variables, by kind, are protected."""
        scope, source = self.scope, self.scope.source
        outside, known = set(scope.protected), dict(scope.variables)
        scope.variables |= names
        scope.protected |= set(names)
        scope.loops += 1
        self.body(source.pick([1, 2, 1, 3]), first)
        if source.chance(25):
            scope.use("leave loop")
            self.write(f"    if {scope.condition()}:")
            self.write(f"        {source.pick(['break', 'continue'])}")
        scope.loops -= 1
        scope.protected, scope.variables = outside, known


def statement(block):
    scope, source = block.scope, block.scope.source
    if source.chance(45):
        form = source.pick(CHANGES)
    elif source.chance(22):
        form = source.pick(RARER if block.level < DEEPEST else RARER[:3])
    else:
        form = source.pick(FORMS if block.level < DEEPEST else SIMPLE)
    before = len(block.lines)
    form(block)
    if len(block.lines) == before:
        return assign(block)
    scope.use("statement", form.__name__)


def assign(block):
    scope, source = block.scope, block.scope.source
    kind = scope.some_list()
    if source.chance(30):
        kind = source.pick(["int", "float", "bool", PAIR, HOLDER])
    text = "[]" if is_list(kind) and source.chance(8) else scope.value(kind, 2)
    if text == "[]":
        # What is in it must be known.
        name = scope.fresh("v")
        block.write(f"{name} = []")
        scope.variables[name] = kind
        return block.write(f"{name}.append({scope.value(element(kind))})")
    targets = scope.targets(kind)
    if targets and source.chance(60):
        name = source.pick(targets)
        if scope.loops and is_list(kind):
            block.write(f"if len({name}) < {MOST}:")
            return block.write(f"    {name} = {text}")
        return block.write(f"{name} = {text}")
    name = scope.fresh("v")
    block.write(f"{name} = {text}")
    scope.variables[name] = kind


def another_name(block):
    """One more name of a list, or of what is inside."""
    scope = block.scope
    text, kind = scope.changeable()
    if not text:
        return
    name = scope.fresh("v")
    block.write(f"{name} = {text}")
    scope.variables[name] = kind


def number(block):
    scope = block.scope
    kind = scope.source.pick(["int", "int", "float", "bool"])
    targets = scope.targets(kind)
    text = scope.value(kind, 2)
    if targets and scope.source.chance(50):
        return block.write(f"{scope.source.pick(targets)} = {text}")
    name = scope.fresh("s")
    block.write(f"{name} = {text}")
    scope.variables[name] = kind


def bounded(block, names):
    """What ends a loop over lists that grow."""
    lists = [name for name in names if name in block.scope.variables]
    if not lists:
        return []
    return [f"if {' + '.join(f'len({name})' for name in lists)} > {MOST}:", "    break"]


def over(block):
    """A loop over a list, which the body may change."""
    scope, source = block.scope, block.scope.source
    kind = scope.some_list()
    names = scope.of(kind)
    text = source.pick(names) if names and source.chance(85) else scope.value(kind, 1)
    inner = element(kind)
    form = source.pick(["plain", "plain", "enumerate", "zip", "reversed", "taken apart",
                        "positions", "slice"])  # fmt: skip
    if form == "taken apart" and not is_tuple(inner):
        form = "plain"
    scope.use("over", form)
    name, counter, other = scope.fresh("e"), scope.fresh("i"), scope.fresh("e")
    made = {name: inner}
    first = bounded(block, [text])
    if form == "plain":
        block.write(f"for {name} in {text}:")
    elif form == "enumerate":
        block.write(f"for {counter}, {name} in enumerate({text}):")
        made[counter] = "int"
    elif form == "reversed":
        block.write(f"for {name} in reversed({text}):")
    elif form == "slice":
        block.write(f"for {name} in {text}[{scope.slice()}]:")
    elif form == "positions":
        made = {counter: "int"}
        block.write(f"for {counter} in range(len({text})):")
    elif form == "zip":
        second = scope.some_list()
        texts = scope.of(second)
        with_other = source.pick(texts) if texts else scope.simple(second)
        block.write(f"for {name}, {other} in zip({text}, {with_other}):")
        made[other] = element(second)
        first = bounded(block, [text, with_other])
    else:
        made = {scope.fresh("e"): part for part in parts(inner)}
        block.write(f"for {', '.join(made)} in {text}:")
    block.loop(made, first)
    if source.chance(12):
        block.write("else:")
        block.body(1)


def turns(block):
    scope = block.scope
    counter = scope.fresh("i")
    block.write(f"for {counter} in range({scope.source.pick(['3', 'n', '2'])}):")
    block.loop({counter: "int"})


def emptied(block):
    """A loop until a list is empty, or for some rounds."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    counter, item = scope.fresh("i"), scope.fresh("e")
    block.write(f"{counter} = 0")
    block.write(f"while {name} and {counter} < {source.pick('35')}:")
    first = [f"{counter} += 1"]
    made = {counter: "int"}
    if source.chance(70):
        first.append(f"{item} = {name}.pop({source.pick(['', '0', '-1'])})")
        made[item] = element(kind)
    block.loop(made, first)


def branch(block):
    scope, source = block.scope, block.scope.source
    block.write(f"if {scope.condition(2)}:")
    block.body(source.pick([1, 2]))
    if source.chance(40):
        block.write("else:")
        block.body(source.pick([1, 2]))


def perhaps(block):
    """What may be `None`."""
    scope, source = block.scope, block.scope.source
    names = [name for name, kind in scope.variables.items() if kind in OPTIONAL]
    if not names:
        return
    name = source.pick(names)
    kind = OPTIONAL[scope.variables[name]]
    form = source.pick(["if", "name", "assign", "leave"])
    scope.use("perhaps", form)
    if form == "name":
        made = scope.fresh("v")
        block.write(f"{made} = {name} if {name} is not None else {scope.value(kind)}")
        scope.variables[made] = kind
    elif form == "assign":
        block.write(f"if {name} is None:")
        block.write(f"    {name} = {scope.value(kind)}")
        if scope.loops == 0:
            block.write(f"{name}.append({scope.value(element(kind))})")
    elif form == "leave":
        block.write(f"if {name} is None and {scope.condition()}:")
        block.write(f"    return {returned(scope)}")
    else:
        block.write(f"if {name} is not None:")
        whole = scope.variables[name]
        scope.variables[name] = kind
        scope.protected.add(name)
        block.body(source.pick([1, 2]))
        scope.variables[name] = whole
        scope.protected.discard(name)


def gaps(block):
    """Numbers that may be missing, one by one."""
    scope = block.scope
    names = scope.of(GAPS)
    if not names:
        return
    item = scope.fresh("e")
    name = scope.source.pick(names)
    block.write(f"for {item} in {name}:")
    block.write(f"    if {item} is {scope.source.pick(['not ', ''])}None:")
    block.write(f"        {scope.source.pick(['continue', 'break'])}")
    block.loop({}, bounded(block, [name]))


def take_apart(block):
    """Elements in variables of their own."""
    scope, source = block.scope, block.scope.source
    name, kind = scope.changeable()
    if not name:
        return
    inner = element(kind)
    form = source.pick(["guarded", "guarded", "bare", "slice"])
    scope.use("take apart", form)
    made = [scope.fresh("e") for _ in range(2)]
    if form == "guarded":
        block.write(f"if len({name}) != 2:")
        block.write(f"    return {returned(scope)}")
    block.write(f"{', '.join(made)} = {name}{'[:2]' if form == 'slice' else ''}")
    scope.variables |= dict.fromkeys(made, inner)


def tuple_of(block):
    """A tuple with a list in it, or one taken apart."""
    scope, source = block.scope, block.scope.source
    kind = source.pick([HOLDER, HOLDER, PAIR])
    names = scope.of(kind)
    if names and source.chance(40):
        made = [scope.fresh("v") for _ in parts(kind)]
        block.write(f"{', '.join(made)} = {source.pick(names)}")
        scope.variables |= dict(zip(made, parts(kind)))
        return
    name = scope.fresh("t")
    block.write(f"{name} = {scope.value(kind)}")
    scope.variables[name] = kind


def named_inside(block):
    """A list that gets a name inside an expression."""
    scope = block.scope
    kind = scope.some_list()
    name, inner = scope.fresh("v"), scope.fresh("w")
    block.write(f"{name} = ({inner} := {scope.value(kind)}) + {inner}[:1]")
    scope.variables[name] = kind


def first_of_all(block):
    """The first element, which need not be there."""
    scope = block.scope
    kind = scope.some_list()
    name, item = scope.fresh("v"), scope.fresh("x")
    condition = inside(scope, item, element(kind), ["bool"])[0]
    block.write(f"{name} = next({item} for {item} in {scope.value(kind)} if {condition})")
    scope.variables[name] = element(kind)


def run(block):
    """A call for what it does to its arguments."""
    scope = block.scope
    if not scope.callees:
        return
    callee = scope.source.pick(scope.callees)
    text = call(scope, callee)
    if scope.source.chance(40):
        return block.write(text)
    name = scope.fresh("v")
    block.write(f"{name} = {text}")
    scope.variables[name] = callee.result


def function(block):
    """A function inside the kernel, which changes its argument or a list around it."""
    scope, source = block.scope, block.scope.source
    if scope.loops or block.level > 1:
        return
    name, parameter = scope.fresh("f"), scope.fresh("q")
    kind, result = scope.some_list(), source.pick(["int", scope.some_list()])
    inner = Scope(source, result, dict(scope.variables), [], set(scope.variables))
    inner.names = scope.names + 100
    inner.variables[parameter] = kind
    lines = Block(inner, block.lines, block.level + 1)
    block.write(f"def {name}({parameter}):")
    for _ in range(source.pick([1, 2])):
        source.pick(CHANGES)(lines)
    lines.write(f"return {inner.value(result)}")
    scope.features |= inner.features
    scope.names = inner.names
    scope.callees = [*scope.callees, Callee(name, [kind], result)]


def store_in_array(block):
    """An element of an array gets a number, so that nothing runs anew in Python."""
    scope, source = block.scope, block.scope.source
    names = scope.of("array")
    if names:
        place = source.pick(["0", "-1", "n"])
        block.write(f"{source.pick(names)}[{place}] = {scope.value('float')}")


def fail(block):
    scope, source = block.scope, block.scope.source
    if source.chance(60):
        block.write(f"if {scope.condition()}:")
        block.write("    raise ValueError('@here')")
    else:
        block.write(f"assert {scope.condition()}, '@asserted'")


def leave(block):
    """An early return."""
    block.write(f"if {block.scope.condition()}:")
    block.write(f"    return {returned(block.scope)}")


def returned(scope):
    """What a function returns."""
    source = scope.source
    if isinstance(scope.result, list):
        return ", ".join(scope.place(kind) or scope.value(kind) if is_list(kind) else
                         scope.value(kind) for kind in scope.result)  # fmt: skip
    if scope.result in OPTIONAL:
        if source.chance(40):
            return source.pick([*scope.of(scope.result), "None"])
        return scope.value(OPTIONAL[scope.result])
    if is_list(scope.result) and source.chance(50):
        return scope.place(scope.result) or scope.value(scope.result)
    return scope.value(scope.result)


SIMPLE = [assign, assign, assign, another_name, number, named_inside,
          first_of_all, take_apart, tuple_of, run, run, leave, fail,
          store_in_array]  # fmt: skip
FORMS = [*SIMPLE, over, over, over, over, turns, emptied, branch, branch, perhaps, perhaps, gaps,
         function]  # fmt: skip
