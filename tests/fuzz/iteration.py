"""What is looped over: ranges as values, `enumerate`, `zip`, `reversed`; reductions of them."""

from fuzz.kinds import PYTHON

# Ranges inside expressions are short.
SPANS = ["{} % 6", "2, {} % 9", "{} % 7, -3, -2", "-1, {} % 8, 3"]


CUTS = ["[1:]", "[::-1]", "[:-1]", "[{}:]", "[:{}:2]", "[::{}]", "[-2:]", "[{}:None:-1]"]


def span(scope):
    """A range of a few rounds."""
    from fuzz.expressions import leaf

    return f"range({scope.source.pick(SPANS).format(leaf(scope, 'int'))})"


def iterable(scope, wanted=None, count=None):
    """Something to loop over, and its elements' type; `count` is how many a tuple has."""
    from fuzz.expressions import expression

    source = scope.source
    arrays = [array for array in scope.arrays if array.dimensions == 1]
    arrays = [array for array in arrays if wanted in (None, array.kind)]
    if arrays and source.chance(40):
        array = source.pick(arrays)
        return array.name, array.kind
    if wanted in (None, "int") and source.chance(50):
        if source.chance(30):
            scope.use("slice of range")
            return f"{span(scope)}{source.pick(CUTS).format(leaf_of(scope, 'int'))}", "int"
        return span(scope), "int"
    kind = wanted or source.pick(scope.palette)
    values = [expression(scope, kind, 1) for _ in range(count or source.pick([2, 3, 1]))]
    return f"({', '.join(values)},)", kind


def for_iterable(block):
    """A loop over `enumerate`, `zip`, `reversed` or a range that is a value."""
    from fuzz.statements import loop_body, loop_else

    scope = block.scope
    source = scope.source
    form = source.pick(
        ["enumerate", "zip", "reversed", "enumerate start", "zip strict", "range", "nothing"]
    )
    # Tuples of different lengths are refused under `strict`, where they are known.
    count = source.pick([2, 3, 1])
    text, kind = iterable(scope, count=count)
    name = scope.fresh("x")
    names, counters = {name: kind}, []
    if form.startswith("enumerate"):
        counter = scope.fresh("j")
        counters = [counter]
        start = source.pick([", 1", ", start=-2", ", 5"]) if form.endswith("start") else ""
        head = f"{counter}, {name} in enumerate({text}{start})"
    elif form.startswith("zip"):
        other, second = iterable(scope, count=count)
        more = scope.fresh("x")
        names[more] = second
        strict = ", strict=True" if form.endswith("strict") else ""
        head = f"{name}, {more} in zip({text}, {other}{strict})"
    elif form == "nothing":
        # No body is ever built, and the name gets no value.
        scope.use("for", form)
        block.write(f"for {name} in {source.pick(['()', 'enumerate(())', '(1, 2)[2:]'])}:")
        block.write("    pass")
        return
    elif form == "reversed":
        head = f"{name} in reversed({text})"
    else:
        ranges = scope.fresh("r")
        block.write(f"{ranges} = {span(scope)}")
        names, counters = {}, [name]
        head = f"{name} in {ranges}"
    scope.use("for", form)
    block.write(f"for {head}:")
    scope.variables.update(names)
    loop_body(block, counters, source.pick([1, 2]))
    if source.chance(70):
        for one in names:
            scope.variables.pop(one, None)
    scope.unsure |= set(names)
    loop_else(block)


def reduction(scope, kind, depth):
    """`sum`, `min`, `any` … of something to loop over, or of a generator expression."""
    from fuzz.expressions import expression

    source = scope.source
    if kind in ("float", "complex") and (kind == "complex" or source.chance(40)):
        return sum_of_kinds(scope, kind)
    name = source.pick({"bool": ["any", "all"], "float": FLOAT_NAMES}.get(kind, NAMES))
    if name == "math.fsum" or source.chance(60) or kind == "bool":
        variable = scope.fresh("g")
        inner = "bool" if kind == "bool" else kind
        before = dict(scope.variables)
        protected = set(scope.protected)
        # `:=` is an error in what is looped over, and assigns outside elsewhere.
        scope.protected |= set(scope.variables) | {variable}
        text, element = iterable(scope)
        # Names that may be unassigned are refused inside.
        for unsure in scope.unsure:
            scope.variables.pop(unsure, None)
        scope.variables[variable] = element
        scope.loops += 1
        value = expression(scope, inner, min(depth - 1, 1))
        test = f" if {expression(scope, 'bool', 1)}" if source.chance(30) else ""
        scope.loops -= 1
        scope.variables, scope.protected = before, protected
        if kind == "int":
            value = f"({value}) % 1000003"
        scope.use("generator", name)
        if name in KEYED and source.chance(40):
            scope.use("key", name)
            return f"{name}(({value} for {variable} in {text}{test}), {key(scope, kind)})"
        return reduced(source, name, kind, f"{value} for {variable} in {text}{test}", True)
    if name in KEYED and source.chance(30):
        return extreme_of_pairs(scope, name, kind)
    text, _ = iterable(scope, kind)
    scope.use("reduction", name)
    if name in KEYED and source.chance(40):
        scope.use("key", name)
        return f"{name}({text}, {key(scope, kind)})"
    return reduced(source, name, kind, text, False)


def sum_of_kinds(scope, kind):
    """A sum of elements that are of one type or of another, from a start of any type."""
    source = scope.source
    first, second = source.pick(SUMMED), source.pick(SUMMED)
    start = source.pick([*SUMMED, ""])
    if kind == "complex":
        first, start = "complex", source.pick(["complex", "float", "int", "bool"])
        second = source.pick(["complex", ""])
    variable = scope.fresh("g")
    rounds = span(scope)
    values = [leaf_of(scope, one) if one else "" for one in (first, second)]
    if first == "float":
        values[0] = f"({values[0]} + 0.1 * {variable})"
    form = source.pick(["generator", "tuple"]) if first != "float" else "generator"
    scope.use("sum of kinds", form)
    scope.use("sum from", start or "nothing")
    given = f", {leaf_of(scope, start)}" if start else ""
    if form == "tuple":
        one, other = values[0], values[1] or values[0]
        elements = f"({one}, 0.1, {other}, 3, {one}, 0.7)"
    elif not values[1]:
        elements = f"({values[0]} * 0.1 for {variable} in {rounds})"
    else:
        elements = f"({values[0]} if {variable} % 3 else {values[1]} for {variable} in {rounds})"
    return f"{kind}(sum({elements}{given}))"


def key(scope, kind):
    """`key=` for elements of a Python type, and perhaps a default."""
    source = scope.source
    forms = ["abs", "lambda v: -v", "lambda v: v != v", "lambda v: (v > 1, -v)", "None"]
    forms += {"int": ["lambda v: v % 3", "lambda v: v & 6"], "float": ["math.fabs", "float"]}.get(
        kind, ["int"]
    )
    names = [name for name in scope.of(kind) if name not in scope.unsure]
    if names and kind != "bool":
        forms += [f"lambda v: v < {source.pick(names)}", f"lambda v: abs(v - {names[0]})"]
    default = f", default={leaf_of(scope, kind)}" if source.chance(60) else ""
    return f"key={source.pick(forms)}{default}"


def leaf_of(scope, kind):
    from fuzz.expressions import leaf

    return leaf(scope, kind)


def extreme_of_pairs(scope, name, kind):
    """The least or greatest tuple, of which an element is taken; or the same of several values."""
    from fuzz.expressions import expression

    source = scope.source
    values = [expression(scope, kind, 1) for _ in range(3)]
    if source.chance(40):
        scope.use("key of several", name)
        forms = ["abs", "lambda v: -v", "lambda v: v > 0"]
        return f"{name}({', '.join(values)}, key={source.pick(forms)})"
    other = source.pick(["int", "float", "bool"])
    pairs = [f"({expression(scope, other, 1)}, {value})" for value in values]
    scope.use("extreme of tuples", name)
    return f"{name}({', '.join(pairs)})[1]"


def reduced(source, name, kind, text, generator):
    """The call; the sum of no floats is an int, unless the start is a float."""
    if kind != "float" or name not in ("sum", "math.prod"):
        return f"{name}({text})"
    if source.chance(50):
        return f"float({name}({text}))"
    start = source.pick(["0.0", "1.5"]) if name == "sum" else f"start={source.pick(['1.0', '0.5'])}"
    return f"{name}(({text}), {start})" if generator else f"{name}({text}, {start})"


SUMMED = ["int", "float", "bool", "f64", "f32", "i16", "u8"]
NAMES = ["sum", "min", "max", "math.prod"]
FLOAT_NAMES = NAMES
REDUCED = PYTHON
KEYED = ["min", "max"]
FORMS = ["enumerate", "zip", "reversed", "enumerate start", "zip strict", "range", "nothing"]
KEYS = {
    ("slice of range",),
    *(("for", form) for form in FORMS),
    *(("sum of kinds", form) for form in ("generator", "tuple")),
    *(("sum from", start) for start in (*SUMMED, "complex", "nothing")),
    *(("generator", name) for name in [*NAMES, "any", "all"]),
    *(("reduction", name) for name in NAMES),
    *((key, name) for name in KEYED for key in ("key", "key of several", "extreme of tuples")),
}
