"""Statements: assignments, branches, loops, stores to arrays, raising.

Loops have few rounds, and what is assigned in a loop is mostly reduced, so that Python's integers
do not grow without bound.
"""

import sys

from fuzz.closures import KEYS as CLOSURE_KEYS
from fuzz.closures import closure
from fuzz.everyday import KEYS as EVERYDAY_KEYS
from fuzz.everyday import imported
from fuzz.expressions import condition, element_of, expression, index, leaf
from fuzz.forms import AUGMENTED, Form
from fuzz.iteration import KEYS as ITERATION_KEYS
from fuzz.iteration import for_iterable
from fuzz.kinds import INTEGERS, MIXED, SCALARS, SIZED
from fuzz.matching import KEYS as MATCH_KEYS
from fuzz.matching import match
from fuzz.mixed import KEYS as MIXED_KEYS
from fuzz.mixed import accumulate
from fuzz.named import KEYS as NAMED_KEYS
from fuzz.optional import KEYS as OPTIONAL_KEYS
from fuzz.optional import carried, narrowed, search
from fuzz.ranges import KEYS as RANGE_KEYS
from fuzz.scope import Array
from fuzz.texts import EXCEPTIONS, message, shout
from fuzz.texts import KEYS as TEXT_KEYS
from fuzz.tuples import KEYS as TUPLE_KEYS
from fuzz.tuples import starred
from fuzz.views import fill, view

RAISES = ["message", "bare", "assert", "assert message", "f-string", "values", "from None",
          "assert f-string"]  # fmt: skip


# The types of a few variables of every program; most forms give one of the last two.
RARE = [*SCALARS, "f64", "f64", "np_bool"]


# What variables may be annotated as that hold a type: it changes nothing.
ANNOTATIONS = {kind: ["int", "float"] for kind in ["i8", "i16", "i32", "u8", "u16", "u32"]}
ANNOTATIONS |= {"int": ["int", "float"], "i64": ["int"], "f32": ["float", "f64"], "f64": ["float"]}
ANNOTATIONS = {
    kind: [Form(("annotated", kind, one), kind, (), one) for one in all_of]
    for kind, all_of in ANNOTATIONS.items()
}
ANNOTATED = {form.key for forms in ANNOTATIONS.values() for form in forms}


class Block:
    """Lines at an indentation."""

    def __init__(self, scope, lines, indent):
        self.scope = scope
        self.lines = lines
        self.indent = indent

    def write(self, text):
        self.lines.append("    " * self.indent + text)

    def inner(self, size):
        """A block inside, of that many statements."""
        scope = self.scope
        before = dict(scope.variables)
        inner = Block(scope, self.lines, self.indent + 1)
        for _ in range(size):
            statement(inner)
        added = {name: kind for name, kind in scope.variables.items() if name not in before}
        scope.variables = before
        return added

    def leak(self, added):
        """Sometimes uses the names of a block after it, where they may be unbound."""
        if self.scope.source.chance(20):
            self.scope.variables.update(added)
            self.scope.unsure |= set(added)

    def kind(self):
        """The type of something new."""
        source = self.scope.source
        if source.chance(8):
            return tuple(source.pick(self.scope.palette) for _ in range(source.pick([2, 1, 3])))
        if source.chance(8):
            return source.pick(list(MIXED))
        return source.pick(
            RARE if source.chance(35 if self.scope.eager else 20) else self.scope.palette
        )


def value(scope, kind, depth=2):
    """An expression to be assigned; inside loops it mostly stays small."""
    text = expression(scope, kind, depth)
    if scope.loops and kind == "int" and scope.source.chance(90):
        return scope.source.pick([f"({text}) % 1000003", f"({text}) & 0xFFFFFF"])
    return text


def statement(block):
    """One statement of any kind."""
    scope = block.scope
    source = scope.source
    forms = [assign, assign, assign, augment, augment, swap, unpack, starred, imported]
    if block.indent < 4:
        forms += [conditional, conditional, for_range, for_range, while_loop, for_tuple, narrowed]
        forms += [for_iterable, for_iterable, accumulate, carried, search]
        if block.indent == 1 and source.chance(40):
            forms.append(closure)
        if sys.version_info >= (3, 10):
            forms.append(match)
        if scope.arrays:
            forms += [for_array, for_length, for_length]
        if any(array.dimensions == 2 for array in scope.arrays):
            forms += [for_rows, for_rows]
    if scope.loops:
        forms.append(leave_loop)
    if scope.arrays:
        forms += [store, store, store, fill_part]
        if block.indent < 4:
            forms.append(part_of_array)
    if source.chance(8):
        forms += [fail, fail, delete, shout]
    source.pick(forms)(block)


def assign(block):
    scope = block.scope
    source = scope.source
    kind = block.kind()
    names = scope.targets(kind)
    scope.use("assignment")
    if names and source.chance(50):
        return block.write(f"{source.pick(names)} = {value(scope, kind)}")
    name = scope.fresh("v")
    text = value(scope, kind)
    if source.chance(5):
        scope.use("chained assignment")
        other = scope.fresh("v")
        block.write(f"{other} = {name} = {text}")
        scope.variables[other] = kind
    elif source.chance(12) and kind in ANNOTATIONS:
        annotation = source.steered(ANNOTATIONS[kind], scope.reached)
        scope.use(*annotation.key)
        block.write(f"{name}: {annotation.text} = {text}")
    else:
        block.write(f"{name} = {text}")
    scope.variables[name] = kind


def augment(block):
    scope = block.scope
    kinds = {kind for kind in scope.variables.values() if AUGMENTED.get(kind)}
    kinds = sorted(kind for kind in kinds if scope.targets(kind))
    if not kinds:
        return assign(block)
    kind = scope.source.pick(kinds)
    name = scope.source.pick(scope.targets(kind))
    form = scope.source.steered(AUGMENTED[kind], scope.reached)
    symbol = form.key[0]
    growing = kind == "int" and symbol in ("*", "+", "|", "^", "<<")
    scope.use(*form.key)
    scope.use("augmented", symbol)
    operand = expression(scope, form.operands[1], 1)
    block.write(f"{name} {symbol}= {operand}")
    if growing and scope.loops:
        block.write(f"{name} %= 1000003")


def swap(block):
    scope = block.scope
    names = scope.targets(block.kind())
    if len(names) < 2:
        return unpack(block)
    scope.use("swap")
    first = scope.source.below(len(names))
    second = (first + 1 + scope.source.below(len(names) - 1)) % len(names)
    kind = scope.variables[names[first]]
    block.write(f"{names[first]}, {names[second]} = {names[second]}, {value(scope, kind, 1)}")


def unpack(block):
    scope = block.scope
    kinds = tuple(scope.source.pick(scope.palette) for _ in range(scope.source.pick([2, 3])))
    text = expression(scope, kinds, 2)
    names = [scope.fresh("v") for _ in kinds]
    scope.use("unpacking")
    block.write(f"{', '.join(names)} = {text}")
    scope.variables.update(zip(names, kinds))


def conditional(block):
    scope = block.scope
    source = scope.source
    scope.use("if")
    block.write(f"if {condition(scope, 2)}:")
    added = block.inner(source.pick([1, 1, 2]))
    if source.chance(30):
        scope.use("elif")
        block.write(f"elif {condition(scope, 2)}:")
        added.update(block.inner(source.pick([1, 2])))
    if source.chance(50):
        scope.use("else")
        block.write("else:")
        added.update(block.inner(source.pick([1, 2])))
    block.leak(added)


def loop_body(block, counters, size):
    """The body of a loop, inside which these names are integers that count."""
    scope = block.scope
    scope.loops += 1
    scope.looped = True
    scope.counters += counters
    scope.variables.update(dict.fromkeys(counters, "int"))
    block.leak(block.inner(size))
    del scope.counters[len(scope.counters) - len(counters) :]
    scope.loops -= 1
    if scope.source.chance(70):
        # After it they are the last values, or unbound.
        for name in counters:
            scope.variables.pop(name, None)
    scope.unsure |= set(counters)


def loop_else(block):
    if block.scope.source.chance(15):
        block.scope.use("loop else")
        block.write("else:")
        block.leak(block.inner(1))


def for_range(block):
    scope = block.scope
    source = scope.source
    name = scope.fresh("j")
    stop = source.pick(
        ["3", "5", "2", f"{leaf(scope, 'int')} % 6", f"min(4, {leaf(scope, 'int')})"]
    )
    spans = [stop, stop, f"-2, {stop}", f"{stop}, -3, -2", f"0, {stop}, 2", f"{stop}, -1, -1"]
    span = source.pick(spans)
    scope.use("for range", str(span.count(",") + 1 if "min" not in span else 1))
    block.write(f"for {name} in range({span}):")
    loop_body(block, [name], source.pick([1, 1, 2]))
    loop_else(block)


def for_length(block):
    """A loop over the indices of an array, which is where checks are proved away."""
    scope = block.scope
    source = scope.source
    array = source.pick(scope.arrays)
    axis = source.below(array.dimensions)
    length = f"len({array.name})" if axis == 0 else f"{array.name}.shape[{axis}]"
    spans = [length, length, f"1, {length}", f"1, {length} - 1", f"0, {length}, 2", f"{length} - 1",
             f"{length} - 1, -1, -1", f"{length} + 1", f"{length} // 2", f"-{length}, {length}",
             f"{leaf(scope, 'int')} % 7, {length}"]  # fmt: skip
    name = scope.fresh("j")
    scope.use("for indices")
    block.write(f"for {name} in range({source.pick(spans)}):")
    loop_body(block, [name], source.pick([1, 1, 2, 3]))
    loop_else(block)


def for_array(block):
    scope = block.scope
    source = scope.source
    arrays = [array for array in scope.arrays if array.dimensions == 1]
    if not arrays:
        return for_length(block)
    array = source.pick(arrays)
    name = scope.fresh("x")
    scope.use("for elements", array.kind)
    block.write(f"for {name} in {array.name}:")
    scope.variables[name] = array.kind
    loop_body(block, [], source.pick([1, 2]))
    if source.chance(70):
        scope.variables.pop(name, None)
    scope.unsure.add(name)
    loop_else(block)


def for_rows(block):
    """A loop over the rows of an array, each of which is one itself."""
    scope = block.scope
    source = scope.source
    arrays = [array for array in scope.arrays if array.dimensions == 2]
    if not arrays:
        return for_length(block)
    array = source.pick(arrays)
    row = Array(scope.fresh("row"), array.kind, 1, "")
    scope.use("for rows")
    block.write(f"for {row.name} in {array.name}:")
    scope.arrays.append(row)
    loop_body(block, [], source.pick([1, 2]))
    scope.arrays.remove(row)
    array.written = array.written or row.written
    loop_else(block)


def for_tuple(block):
    scope = block.scope
    source = scope.source
    kind = source.pick(scope.palette)
    values = ", ".join(expression(scope, kind, 1) for _ in range(source.pick([1, 2, 3])))
    name = scope.fresh("x")
    scope.use("for tuple")
    block.write(f"for {name} in ({values},):")
    scope.variables[name] = kind
    loop_body(block, [], source.pick([1, 2]))
    scope.unsure.add(name)
    loop_else(block)


def delete(block):
    scope = block.scope
    names = [name for name in scope.variables if name not in scope.protected]
    if scope.loops or not names:
        # A name that the next round needs would only be unbound.
        return assign(block)
    name = scope.source.pick(names)
    scope.use("del")
    block.write(f"del {name}")
    if scope.source.chance(90):
        del scope.variables[name]


def while_loop(block):
    scope = block.scope
    source = scope.source
    name = scope.fresh("w")
    block.write(f"{name} = 0")
    limits = ["2", "4", "7", *(f"len({array.name})" for array in scope.arrays)]
    tests = [f"{name} < {source.pick(limits)}"]
    if source.chance(50):
        tests.append(condition(scope, 1))
    scope.use("while")
    scope.protected.add(name)
    block.write(f"while {' and '.join(tests)}:")
    start = len(block.lines)
    step = "    " * (block.indent + 1) + f"{name} += 1"
    late = source.chance(40)
    loop_body(block, [name], source.pick([1, 1, 2]))
    # After a `continue` it would go on for ever.
    late = late and not any("continue" in line for line in block.lines[start:])
    block.lines.insert(len(block.lines) if late else start, step)
    loop_else(block)
    scope.protected.remove(name)


def leave_loop(block):
    scope = block.scope
    what = scope.source.pick(["break", "continue"])
    scope.use(what)
    block.write(f"if {condition(scope, 1)}:")
    block.write(f"    {what}")


def store(block):
    scope = block.scope
    source = scope.source
    array = source.pick(scope.arrays)
    array.written = True
    indices = ", ".join(index(scope, array, axis, 2) for axis in range(array.dimensions))
    target = f"{array.name}[{indices}]"
    kind = array.kind
    if kind in AUGMENTED and AUGMENTED[kind] and source.chance(35):
        form = source.steered(AUGMENTED[kind], scope.reached)
        scope.use(*form.key)
        scope.use("augmented store", kind)
        operand = expression(scope, form.operands[1], 1)
        return block.write(f"{target} {form.key[0]}= {operand}")
    scope.use("store", kind)
    block.write(f"{target} = {stored(scope, array)}")


def fill_part(block):
    fill(block, stored)


def part_of_array(block):
    view(block, statement)


def stored(scope, array):
    """A value for an element: of its type, another array's element, or a number that fits."""
    source = scope.source
    kind = array.kind
    if source.chance(60) or kind == "np_bool":
        return expression(scope, kind, 2)
    same = [other for other in scope.arrays if other.kind == kind]
    if source.chance(40):
        return element_of(scope, source.pick(same), 1)
    if kind in SIZED and kind not in INTEGERS:
        return expression(scope, "float", 2)
    modulus = 2 ** min(int(kind[1:]) - 1, 62) if kind in INTEGERS else 2
    text = expression(scope, "int", 2)
    return text if source.chance(10) else f"({text}) % {modulus}"


def fail(block):
    scope = block.scope
    source = scope.source
    block.write(f"if {condition(scope, 1)}:")
    form = source.pick(RAISES)
    scope.use("raise", form)
    name = source.pick(EXCEPTIONS)
    texts = {
        "message": f'raise {name}("@no")',
        "f-string": f"raise {name}({message(scope)})",
        "values": f'raise {name}("@", {expression(scope, "int", 1)}, {leaf(scope, "float")})',
        "from None": f"raise {name}({message(scope)}) from None",
        "assert f-string": f"assert {condition(scope, 1)}, {message(scope)}",
        "bare": f"raise {name}",
        "assert": f"assert {condition(scope, 1)}",
        "assert message": f'assert {condition(scope, 1)}, "@not so"',
    }
    block.write("    " + texts[form])


STATEMENT_KEYS = {
    ("assignment",), ("chained assignment",), ("swap",), ("unpacking",), ("if",), ("elif",),
    ("else",), ("loop else",), ("for indices",), ("while",), ("break",), ("continue",),
    *(("for range", str(count)) for count in (1, 2, 3)),
    *(("raise", form) for form in RAISES),
    *TEXT_KEYS, *CLOSURE_KEYS, *ITERATION_KEYS, *NAMED_KEYS, *MIXED_KEYS,
    *TUPLE_KEYS, *RANGE_KEYS, *EVERYDAY_KEYS, *ANNOTATED,
    *((name, kind) for name in ("store", "augmented store", "element") for kind in SIZED),
    ("store", "np_bool"), ("element", "np_bool"), ("for tuple",), ("for rows",),
    ("del",), *OPTIONAL_KEYS,
    *(MATCH_KEYS if sys.version_info >= (3, 10) else ()),
}  # fmt: skip
