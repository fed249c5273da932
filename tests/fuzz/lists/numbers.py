"""Numbers: what lists tell, elements taken from them, reductions, searches, arithmetic."""

from fuzz.lists.forms import form
from fuzz.lists.kinds import (
    FLAT,
    LISTS,
    NESTED,
    SCALARS,
    element,
    is_list,
    is_ordered,
    is_tuple,
    literal,
    parts,
)

NUMBERS = ["int", "float"]


def has_element(scope, kind):
    """A list whose elements are of that kind; `None` if kernels have none."""
    whole = f"list[{kind}]"
    return scope.place(whole) if whole in LISTS else None


def is_element(kind):
    return f"list[{kind}]" in LISTS


@form(["int"])
def length(scope, _kind, depth):
    return f"len({scope.value(scope.some_list(), depth)})"


@form(is_element)
def item(scope, kind, _depth):
    name = has_element(scope, kind)
    return name and f"{name}[{scope.index(name)}]"


@form(is_element)
def item_of_any(scope, kind, depth):
    text = scope.value(f"list[{kind}]", depth)
    return f"{text}[{scope.source.pick(['0', '-1', 'n'])}]"


@form(SCALARS)
def item_of_item(scope, kind, _depth):
    """An element of a row, or of a tuple in a list."""
    source = scope.source
    names = [
        name for name in scope.lists()
        if (inner := element(scope.variables[name])) == f"list[{kind}]"
        or is_tuple(inner) and kind in parts(inner)
    ]  # fmt: skip
    if not names:
        return None
    name = source.pick(names)
    inner = element(scope.variables[name])
    row = f"{name}[{scope.index(name)}]"
    if is_tuple(inner):
        return f"{row}[{parts(inner).index(kind)}]"
    return f"{row}[{source.pick(['0', '-1', 'n'])}]"


@form(lambda kind: kind in SCALARS or is_list(kind))
def part_of_tuple(scope, kind, _depth):
    names = [
        name for name, other in scope.variables.items() if is_tuple(other) and kind in parts(other)
    ]
    if not names:
        return None
    name = scope.source.pick(names)
    return f"{name}[{parts(scope.variables[name]).index(kind)}]"


@form(is_element)
def popped(scope, kind, _depth):
    name = has_element(scope, kind)
    if not name:
        return None
    text = f"{name}.pop({scope.source.pick(['', '', '0', '-1', '-2', 'n', '1'])})"
    if scope.source.chance(50):
        return f"({text} if {name} else {scope.simple(kind)})"
    return text


@form(lambda kind: is_element(kind) and is_ordered(kind))
def of_heap(scope, kind, depth):
    name = has_element(scope, kind)
    if not name:
        return None
    function = scope.source.pick(["heappop", "heappushpop", "heapreplace"])
    more = "" if function == "heappop" else f", {scope.value(kind, depth)}"
    return f"heapq.{function}({name}{more})"


@form(["int"])
def searched(scope, _kind, depth):
    name, kind = scope.changeable()
    if not name:
        return None
    source = scope.source
    method = source.pick(["count", "index", "count"])
    wanted = scope.value(element(kind), depth)
    if method == "count" or source.chance(60):
        return f"{name}.{method}({wanted})"
    bounds = source.pick(["1", "n", "-2", "0", "1, -1", "0, n"])
    return f"{name}.index({wanted}, {bounds})"


@form(["int"])
def bisected(scope, _kind, depth):
    kind = scope.some_list(lambda kind: kind in LISTS[:4])
    function = scope.source.pick(["bisect", "bisect_left", "bisect_right"])
    more = scope.source.pick(["", "", "", ", 1", ", 0, 2", ", n"])
    value = scope.value(element(kind), depth)
    return f"bisect.{function}({scope.value(kind, depth)}, {value}{more})"


@form(NUMBERS)
def summed(scope, kind, depth):
    source = scope.source
    if source.chance(40):
        name = scope.fresh("x")
        over = scope.some_list(lambda it: element(it) in SCALARS)
        taken = scope.value(over, depth)
        body, condition = inside(scope, name, element(over), [kind, "bool"])
        filtered = f" if {condition}" if source.chance(50) else ""
        start = ", 0.5" if kind == "float" else ""
        return f"sum(({body} for {name} in {taken}{filtered}){start})"
    if kind == "int" and source.chance(20):
        return f"sum({scope.value('list[bool]', depth)})"
    if kind == "float":
        return f"sum({scope.value('list[float]', depth)}, {source.pick(['0.0', 'x', '1.5'])})"
    return f"sum({scope.value('list[int]', depth)})"


@form(["float"])
def summed_exactly(scope, _kind, depth):
    return f"math.fsum({scope.value('list[float]', depth)})"


@form(lambda kind: is_element(kind) and is_ordered(kind))
def extreme(scope, kind, depth):
    source = scope.source
    function = source.pick(["min", "max"])
    text = scope.value(f"list[{kind}]", depth)
    more = ""
    if source.chance(30):
        name = scope.fresh("x")
        more += f", key=lambda {name}: {inside(scope, name, kind, [source.pick(NUMBERS)])[0]}"
    if source.chance(40):
        more += f", default={scope.simple(kind)}"
    return f"{function}({text}{more})"


@form(is_element)
def first_fitting(scope, kind, depth):
    name = scope.fresh("x")
    text = scope.value(f"list[{kind}]", depth)
    condition = inside(scope, name, kind, ["bool"])[0]
    return f"next(({name} for {name} in {text} if {condition}), {scope.simple(kind)})"


@form(NUMBERS)
def folded(scope, kind, depth):
    first, second = scope.fresh("x"), scope.fresh("x")
    body = scope.source.pick([f"{first} + {second}", f"{first} - {second}",
                              f"min({first}, {second})",
                              f"{second} if {second} > {first} else {first}"])  # fmt: skip
    start = f", {scope.simple(kind)}" if scope.source.chance(60) else ""
    text = scope.value(f"list[{kind}]", depth)
    return f"functools.reduce(lambda {first}, {second}: {body}, {text}{start})"


@form(NUMBERS)
def arithmetic(scope, kind, depth):
    symbol = scope.source.pick(["+", "-", "*", "%", "//"] if kind == "int" else ["+", "-", "*"])
    right = scope.value(kind, depth) if symbol in "+-" else literal(scope.source, kind)
    return f"({scope.value(kind, depth)} {symbol} {right})"


@form(NUMBERS)
def converted(scope, kind, depth):
    if kind == "float":
        return f"float({scope.value('int', depth)})"
    return f"int({scope.value('bool', depth)})"


@form(["int"])
def number_of_array(scope, _kind, depth):
    kind = scope.some_list(lambda it: it in (*FLAT, *NESTED))
    # Rows that are written out are of one length for the compiler.
    name = scope.place(kind) if kind in NESTED else scope.value(kind, depth)
    if not name:
        return None
    array = f"np.array({name})"
    if kind in FLAT and scope.source.chance(50):
        return f"int({array}[0])"
    return f"{scope.source.pick(['len({})', '{}.size', '{}.ndim']).format(array)}"


@form(lambda kind: True)
def one_of_two(scope, kind, depth):
    condition = scope.condition(depth)
    return f"({scope.value(kind, depth)} if {condition} else {scope.value(kind, depth)})"


@form(is_list)
def first_that_decides(scope, kind, depth):
    symbol = scope.source.pick(["or", "or", "and"])
    return f"({scope.value(kind, depth)} {symbol} {scope.value(kind, depth)})"


@form(lambda kind: True)
def called(scope, kind, depth):
    callees = [callee for callee in scope.callees if callee.result == kind]
    return call(scope, scope.source.pick(callees), depth) if callees else None


def call(scope, callee, depth=1):
    """A call, of which several arguments may be one list."""
    texts = []
    for kind in callee.operands:
        places = [place for place in [is_list(kind) and scope.place(kind)] if place]
        fresh = not places or scope.source.chance(30)
        texts.append(scope.value(kind, depth) if fresh else places[0])
    scope.use("call")
    return f"{callee.name}({', '.join(texts)})"


@form(["bool"])
def compared(scope, _kind, depth):
    source = scope.source
    kind = source.pick(["int", "int", "float", "list", "list"])
    symbol = source.pick(["==", "<", ">", "!=", "<=", ">="])
    if kind == "list":
        kind = scope.some_list(is_ordered if symbol[0] in "<>" else is_list)
    return f"({scope.value(kind, depth)} {symbol} {scope.value(kind, depth)})"


@form(["bool"])
def contained(scope, _kind, depth):
    kind = scope.some_list()
    symbol = scope.source.pick(["in", "not in"])
    return f"({scope.value(element(kind), depth)} {symbol} {scope.value(kind, depth)})"


@form(["bool"])
def identical(scope, _kind, _depth):
    first, kind = scope.changeable()
    second = kind and scope.place(kind)
    return second and f"({first} {scope.source.pick(['is', 'is not'])} {second})"


@form(["bool"])
def truth(scope, _kind, depth):
    source = scope.source
    return f"{source.pick(['not ', 'not ', 'bool'])}({scope.value(scope.some_list(), depth)})"


@form(["bool"])
def quantified(scope, _kind, depth):
    function = scope.source.pick(["any", "all"])
    over = scope.some_list()
    if element(over) in SCALARS and scope.source.chance(40):
        return f"{function}({scope.value(over, depth)})"
    name = scope.fresh("x")
    taken = scope.value(over, depth)
    return f"{function}({inside(scope, name, element(over), ['bool'])[0]} for {name} in {taken})"


@form(["bool"])
def connected(scope, _kind, depth):
    symbol = scope.source.pick(["and", "or"])
    return f"({scope.condition(depth)} {symbol} {scope.condition(depth)})"


def inside(scope, name, kind, wanted, depth=1):
    """Expressions in which a variable is known: of a comprehension, of a lambda."""
    outside = dict(scope.variables)
    scope.variables[name] = kind
    scope.protected.add(name)
    texts = [about(scope, name, kind, one, depth) for one in wanted]
    scope.variables = outside
    scope.protected.discard(name)
    return texts


def about(scope, name, kind, wanted, depth):
    """An expression of the wanted kind, mostly of the variable."""
    source = scope.source
    if source.chance(25):
        return scope.value(wanted, depth)
    if wanted == kind:
        return name
    if wanted == "bool":
        if kind in ("int", "float"):
            return f"{name} {source.pick(['>', '<', '==', '!='])} {scope.simple(kind)}"
        if kind == "bool":
            return f"not {name}"
        if is_list(kind):
            return source.pick([name + " != []", f"len({name}) > {source.pick('012')}"])
        if kind.startswith("Optional"):
            return source.pick([f"{name} is not None", f"{name} is None"])
    if wanted == "int":
        if kind == "bool":
            return f"int({name})"
        if is_list(kind):
            return f"len({name})"
    if wanted == "float" and kind in ("int", "bool"):
        return f"float({name})"
    if is_tuple(kind) and wanted in parts(kind):
        return f"{name}[{parts(kind).index(wanted)}]"
    return scope.value(wanted, depth)
