"""Statements over arrays: what is made, stored, gone through, left early."""

from fuzz.arrays import expressions, records, scalars, times, ufuncs, views
from fuzz.arrays.samples import kind_of
from fuzz.arrays.scope import samples_of

IN_PLACE = ["+=", "-=", "*=", "//=", "/=", "%=", "|=", "&=", "^="]
MOST_DIMENSIONS = 3


class Block:
    """The lines of a block, and the scope of its function."""

    def __init__(self, scope, lines, level):
        self.scope, self.lines, self.level = scope, lines, level

    def write(self, text):
        self.lines.append("    " * self.level + text)

    def assign(self, text, prefix):
        """Assigns to a new variable, or to one of the same kind."""
        scope = self.scope
        kind = scope.kind(text)
        if kind is None:
            return
        targets = scope.targets(kind)
        if targets and scope.source.chance(50):
            return self.write(f"{scope.source.pick(targets)} = {text}")
        self.assign_new(scope.fresh(prefix), text)

    def assign_new(self, name, text):
        """Assigns to a new variable."""
        self.write(f"{name} = {text}")
        self.scope.add(name, self.scope.kind(text))

    def tried(self, text, target=None, value=None):
        """Writes a statement if it does not raise on the samples, nor stores the value in what
        cannot hold it."""
        scope = self.scope
        if target and not expressions.exact(scope.value(target), scope.value(value)):
            return
        if scope.works(text):
            self.write(text)

    def one(self, form):
        """The lines of one statement."""
        inner = Block(self.scope, [], 0)
        form(inner)
        return inner.lines

    def body(self, count, first=()):
        """Statements one level deeper; what they make is not known behind."""
        scope = self.scope
        known = list(scope.variables)
        inner = Block(scope, self.lines, self.level + 1)
        for line in first:
            inner.write(line)
        for _ in range(count):
            statement(inner)
        scope.forget(known)

    def loop(self, count, name, first=()):
        """The body of a loop, with `break` and `continue` in it, whose variable is protected."""
        scope = self.scope
        outside = set(scope.protected)
        scope.protected |= {name}
        scope.loops += 1
        self.body(count, first)
        if scope.source.chance(20):
            scope.use("leave loop")
            self.write(f"    if {scalars.condition(scope)}:")
            self.write(f"        {scope.source.pick(['break', 'continue'])}")
        scope.loops -= 1
        scope.protected = outside


def statement(block):
    pick = block.scope.source.pick
    form = pick(FORMS if block.level < 3 else SIMPLE)
    held = block.scope.held()
    if held and block.scope.source.chance(30):
        form = pick(OF_HELD[pick(held)])
    elif block.scope.source.chance(15):
        form = pick(ufuncs.STATEMENTS)
    if block.level > 2 and form in NESTING:
        form = make
    if block.scope.callees and block.scope.source.chance(25):
        form = call
    block.scope.use("statement", form.__name__)
    before = len(block.lines)
    form(block)
    if len(block.lines) == before:
        make(block)


OF_HELD = {
    "times": times.STATEMENTS, "records": records.STATEMENTS, "alone": [ufuncs.change_alone],
}  # fmt: skip
# Those with statements in them.
NESTING = [times.over_times, records.over_records, ufuncs.under_errstate]


def dimensions(scope):
    return scope.source.pick([1, 1, 1, 2, 2, 3])


def make(block):
    block.assign(expressions.array(block.scope, 2, dimensions(block.scope)), "a")


def view(block):
    text = views.view(block.scope, dimensions(block.scope))
    if text is not None:
        block.assign(text, "v")


def number(block):
    block.assign(scalars.number(block.scope, 2), "s")


def store_element(block):
    scope = block.scope
    names = scope.arrays()
    if names:
        name = scope.source.pick(names)
        symbol = scope.source.pick(["=", "=", "+=", "-=", "*="])
        block.tried(f"{name}[{scalars.place(scope, name)}] {symbol} {scalars.number(scope)}")


def part(scope):
    """A part of an array that is stored into, its text and its number of dimensions."""
    name = scope.source.pick(scope.arrays())
    most = scope.variables[name].ndim
    kept = scope.source.pick([most, most, max(1, most - 1)])
    return f"{name}[{views.indices(scope, name, kept)}]", kept, name


def stored(scope, kept, name):
    """What is stored into a part of an array: it may overlap."""
    source = scope.source
    form = source.pick(["number", "same", "array", "less", "self"])
    if form == "number":
        return scalars.number(scope)
    if form == "same":
        return views.view(scope, kept, [name]) or name
    if form == "self":
        cut = views.view(scope, kept, [name]) or name
        return f"{cut} {source.pick('+-')} {source.pick(['1', cut])}"
    if form == "less" and kept > 1:
        return expressions.array(scope, 1, kept - 1)
    return expressions.array(scope, 1, kept)


def store_part(block):
    scope = block.scope
    if scope.arrays():
        text, kept, name = part(scope)
        value = stored(scope, kept, name)
        block.tried(f"{text} = {value}", text, value)


def change_part(block):
    scope = block.scope
    if not scope.arrays():
        return
    text, kept, name = part(scope)
    if scope.source.chance(35):
        # All of it, in place.
        text = name
        kept = scope.variables[name].ndim
    symbol = scope.source.pick(IN_PLACE)
    value = stored(scope, kept, name)
    if not (symbol in ("*=", "/=", "//=") and expressions.is_complex(scope, [name, value])):
        block.tried(f"{text} {symbol} {value}")


def store_fancy(block):
    scope, source = block.scope, block.scope.source
    if not scope.arrays():
        return
    name = source.pick(scope.arrays())
    index = expressions.mask(scope, name) if source.chance(60) else expressions.places(scope, name)
    symbol = source.pick(["=", "=", "=", "+=", "*="])
    value = scalars.number(scope)
    form = source.pick(["number", "number", "array", "same"])
    if form == "array":
        value = expressions.array(scope, 1, 1)
    elif form == "same":
        value = f"{name}[{index}]{source.pick(['', ' + 1', '[::-1]'])}"
    complex_too = expressions.is_complex(scope, [name, value]) and symbol == "*="
    if not complex_too:
        block.tried(f"{name}[{index}] {symbol} {value}", name, value)


def fill(block):
    scope = block.scope
    if scope.arrays():
        text = scope.source.pick([part(scope)[0], scope.source.pick(scope.arrays())])
        block.tried(f"{text}.fill({scalars.number(scope)})")


def filled(block):
    """An empty array, which a loop fills."""
    scope = block.scope
    name, counter = scope.fresh("a"), scope.fresh("j")
    typed = expressions.dtype(scope)
    block.write(f"{name} = np.empty({scalars.size(scope)}, {typed})")
    value = scope.source.pick([counter, f"{counter} + 1", "1", f"{counter} * {counter}"])
    block.write(f"for {counter} in range(len({name})):")
    block.write(f"    {name}[{counter}] = {value}")
    scope.variables[name] = scope.value(f"np.ones(3, {typed})")


def rows(block):
    """A loop over an array: its elements, or rows."""
    scope, source = block.scope, block.scope.source
    text = expressions.array(scope, source.pick([0, 0, 1]), source.pick([1, 2, 2, 3]))
    kind = scope.kind(text)
    name, counter, other = scope.fresh("r"), scope.fresh("j"), scope.fresh("q")
    one = kind[0] if kind[1] == 1 else (kind[0], kind[1] - 1)
    known = list(scope.variables)
    form = source.pick(["plain", "enumerate", "zip", "reversed"])
    scope.use("rows", form)
    if form == "enumerate":
        block.write(f"for {counter}, {name} in enumerate({text}):")
        scope.add(counter, "int")
    elif form == "zip" and scope.arrays(1):
        second = source.pick(scope.arrays(1))
        block.write(f"for {name}, {other} in zip({text}, {second}):")
        scope.add(other, scope.variables[second].dtype.name)
    else:
        block.write(f"for {name} in {f'reversed({text})' if form == 'reversed' else text}:")
    scope.add(name, one)
    block.loop(source.pick([1, 1, 2]), name)
    scope.forget(known)


def places(block):
    """A loop over indices."""
    scope, source = block.scope, block.scope.source
    name = scope.fresh("j")
    options = ["3", "n", "1, 3", "n, -1, -1", "n % 4"]
    options += [f"len({array})" for array in scope.arrays()[:3]] * 2
    block.write(f"for {name} in range({source.pick(options)}):")
    known = list(scope.variables)
    scope.add(name, "int")
    block.loop(source.pick([1, 1, 2]), name)
    scope.forget(known)


def repeat(block):
    """A `while` loop that ends for certain."""
    scope, source = block.scope, block.scope.source
    name = scope.fresh("w")
    block.write(f"{name} = {source.pick(['0', 'n % 3'])}")
    test = source.pick([f"{name} < 3", f"{name} < 4 and {scalars.condition(scope)}"])
    block.write(f"while {test}:")
    scope.add(name, "int")
    block.loop(source.pick([1, 2]), name, [f"{name} += 1"])


def branch(block):
    scope, source = block.scope, block.scope.source
    block.write(f"if {scalars.condition(scope)}:")
    block.body(source.pick([1, 1, 2]))
    if source.chance(50):
        block.write("else:")
        block.body(source.pick([1, 2]))


def one_of_two(block):
    """A variable that holds one of two arrays."""
    scope, source = block.scope, block.scope.source
    names = scope.arrays()
    if not names:
        return
    kind = scope.kind(source.pick(names))
    name = scope.fresh("c")
    first, second = (expressions.of_kind(scope, kind) for _ in range(2))
    block.write(f"if {scalars.condition(scope)}:")
    block.write(f"    {name} = {first}")
    block.write("else:")
    block.write(f"    {name} = {second}")
    scope.add(name, kind)


def perhaps(block):
    """A variable that holds an array or `None`."""
    scope, source = block.scope, block.scope.source
    fitting = [callee for callee in scope.callees if isinstance(callee.result, set)]
    name = scope.fresh("o")
    if fitting:
        callee = source.pick(fitting)
        kind = next(iter(callee.result))
        block.write(f"{name} = {expressions.call(scope, callee)}")
    else:
        kind = (source.pick(["float64", "int64"]), source.pick([1, 2]))
        value = expressions.of_kind(scope, kind)
        block.write(f"{name} = None")
        block.write(f"if {scalars.condition(scope)}:")
        block.write(f"    {name} = {value}")
    known = list(scope.variables)
    block.write(f"if {name} is {source.pick(['not None', 'not None and n > 0'])}:")
    scope.add(name, kind)
    block.body(source.pick([1, 2]))
    scope.forget(known)


def call(block):
    """A call of another kernel, whose result, or what it consists of, becomes variables."""
    scope = block.scope
    callee = scope.source.pick(scope.callees)
    if isinstance(callee.result, set):
        return perhaps(block)
    text = expressions.call(scope, callee)
    if not isinstance(callee.result, list):
        return block.assign(text, "g")
    names = [scope.fresh("t") for _ in callee.result]
    block.write(f"{', '.join(names)} = {text}")
    for name, value in zip(names, samples_of(callee.result)):
        scope.add(name, kind_of(value))


def pair(block):
    """A tuple in a variable, or taken apart into two."""
    scope, source = block.scope, block.scope.source
    texts = [expressions.array(scope, 1, dimensions(scope)), scalars.number(scope)]
    kinds = [scope.kind(text) for text in texts]
    if None in kinds:
        return
    names = [scope.fresh("t") for _ in texts]
    if source.chance(50):
        block.write(f"{', '.join(names)} = {', '.join(texts)}")
        for name, kind in zip(names, kinds):
            scope.add(name, kind)
        return
    block.write(f"{names[0]} = ({', '.join(texts)})")
    block.write(f"{names[1]} = {names[0]}[0]")
    scope.add(names[1], kinds[0])


def swap(block):
    scope, source = block.scope, block.scope.source
    names = [name for name in scope.arrays() if name not in scope.protected]
    if not names:
        return
    first = source.pick(names)
    second = source.pick(scope.targets(scope.kind(first)))
    block.write(f"{first}, {second} = {second}, {first}")


def take_apart(block):
    """Two elements or rows in two variables."""
    scope, source = block.scope, block.scope.source
    names = scope.arrays()
    if not names:
        return
    name = source.pick(names)
    kind = scope.kind(f"{name}[0]")
    form = source.pick(["guarded", "guarded", "guarded", "part", "whole"])
    made = [scope.fresh("e") for _ in range(2)]
    if form == "guarded":
        block.write(f"if len({name}) < 2:")
        block.write(f"    return {returned(scope)}")
    block.write(f"{', '.join(made)} = {name if form == 'whole' else f'{name}[:2]'}")
    for one in made:
        scope.add(one, kind)


def fail(block):
    scope, source = block.scope, block.scope.source
    if source.chance(60):
        block.write(f"if {scalars.condition(scope)}:")
        block.write("    raise ValueError('@here')")
    else:
        block.write(f"assert {scalars.condition(scope)}, '@asserted'")


def leave(block):
    """An early return."""
    scope = block.scope
    block.write(f"if {scalars.condition(scope)}:")
    block.write(f"    return {returned(scope)}")


def returned(scope):
    """What a function returns: of its kind."""
    result = scope.result
    if isinstance(result, list):
        return ", ".join(expressions.of_kind(scope, kind) for kind in result)
    if isinstance(result, set):
        if scope.source.chance(40):
            return "None"
        return expressions.of_kind(scope, next(iter(result)))
    return expressions.of_kind(scope, result)


SIMPLE = [
    make, make, view, view, number, store_element, store_element, store_part, store_part,
    store_part, change_part, change_part, change_part, store_fancy, store_fancy, fill, swap, pair,
    one_of_two, take_apart, leave, fail,
]  # fmt: skip
FORMS = [*SIMPLE, filled, rows, rows, rows, places, places, repeat, branch, branch, perhaps, pair]
