"""Expressions that give numbers and conditions, of Python's types and of NumPy's."""

from fuzz.arrays import expressions, records, times, views

COMPARED = ["<", ">", "==", "!=", "<=", ">="]
# How many of NumPy's numbers are made of arrays, besides their elements.
REDUCED = ["sum", "min", "max", "mean", "any", "all", "argmin", "argmax", "prod"]


def integer(scope):
    """An `int` of Python, small."""
    source = scope.source
    form = source.pick(["constant", "variable", "length", "sum", "remainder", "converted"])
    names = scope.of("int")
    if form == "constant" or not names:
        return source.pick(["0", "1", "2", "-1", "3"])
    if form == "length" and scope.arrays():
        name = source.pick(scope.arrays())
        return source.pick([f"len({name})", f"{name}.shape[-1]", f"{name}.size"])
    if form == "sum":
        return f"{source.pick(names)} {source.pick('+-')} {source.pick('123')}"
    if form == "remainder":
        return f"{source.pick(names)} % {source.pick('345')}"
    if form == "converted" and source.chance(30):
        return f"int({element(scope)}) % {source.pick('345')}"
    return source.pick(names)


def size(scope):
    """A length for a new array, almost always small and not negative."""
    source = scope.source
    options = ["3", "n", "2", "n % 5", "1", "0", "n + 1"]
    options += [f"len({name})" for name in scope.arrays()[:4]] * 2
    return source.pick(options)


def element(scope, array=None):
    """An element of an array."""
    source = scope.source
    names = scope.arrays()
    if not names:
        return source.pick(["x", "n"])
    name = array or source.pick(names)
    scope.use("element")
    return f"{name}[{place(scope, name)}]"


def place(scope, name):
    """The indices of one element."""
    dimensions = scope.variables[name].ndim
    return ", ".join(views.index(scope, name) for _ in range(dimensions))


def number(scope, depth=1):
    """A number of any type."""
    source = scope.source
    held = scope.held()
    if held and source.chance(30):
        others = {"records": records.element, "times": times.number, "alone": one_alone}
        text = others[source.pick(held)](scope)
        if text is not None:
            return text
    form = source.pick(["element", "constant", "variable", "reduced", "operator", "integer", "one"])
    if form == "variable":
        names = scope.numbers()
        if names:
            return source.pick(names)
    if form == "constant":
        return source.pick(["1", "2.5", "-1", "0.5", "3", "np.float32(1.5)", "np.uint8(200)"])
    if form == "integer":
        return integer(scope)
    if form == "reduced" and depth > 0:
        return reduced(scope, depth - 1)
    if form == "operator" and depth > 0:
        symbol = source.pick(["+", "-", "*", "/", "//", "%"])
        text = f"({number(scope, depth - 1)} {symbol} {number(scope, depth - 1)})"
        if scope.kind(text):
            scope.use("operator of numbers", symbol)
            return text
    if form == "one" and depth > 0:
        name = source.pick(["abs({})", "-{}", "float({})", "np.sqrt({})", "bool({})", "int({})"])
        inner = number(scope, depth - 1)
        text = name.format(inner)
        if scope.kind(text) and not expressions.is_complex(scope, [inner]):
            return text
    return element(scope)


def one_alone(scope):
    """The number of an array without dimensions; `None` if there is none."""
    names = scope.arrays(0)
    if not names:
        return None
    form = scope.source.pick(["{}[()]", "({} + 1)", "{}.sum()", "{}.item()", "(-{})"])
    text = form.format(scope.source.pick(names))
    if scope.kind(text) is None:
        return None
    scope.use("number of one alone", form)
    return text


KEYS = [("number of one alone", form) for form in ("{}[()]", "({} + 1)", "{}.sum()", "{}.item()")]


def reduced(scope, depth):
    """A number made of all elements of an array."""
    source = scope.source
    name = source.pick(REDUCED)
    dimensions = 1 if name == "prod" else source.pick([1, 1, 2, 3])
    operand = expressions.array(scope, depth, dimensions)
    kind = scope.kind(operand)
    if kind is None or (kind[0].startswith("complex") and name not in ("sum", "any", "all")):
        name = "any"
    text = source.pick([f"{operand}.{name}()", f"np.{name}({operand})"])
    scope.use("reduction", name)
    # Which of two zeros is least is not defined.
    return f"({text} + 0)" if name in ("min", "max") else text


def condition(scope, depth=1):
    """Something that is true or false."""
    source = scope.source
    form = source.pick(["int", "length", "number", "arrays", "and", "or", "not", "flag", "shape"])
    names = scope.arrays()
    if source.chance(10):
        text = times.condition(scope)
        if text is not None:
            return text
    if form == "length" and names:
        return f"len({source.pick(names)}) {source.pick(COMPARED)} {source.pick('1234')}"
    if form == "shape" and len(names) > 1:
        return f"{source.pick(names)}.shape == {source.pick(names)}.shape"
    if form == "number":
        sides = [number(scope), number(scope)]
        text = f"{sides[0]} {source.pick(COMPARED)} {sides[1]}"
        if scope.kind(text) == "bool" and not expressions.is_complex(scope, sides):
            return text
    if form == "arrays" and depth > 0 and names:
        name = source.pick(names)
        text = source.pick([f"{name}.any()", f"np.all({name} == {name})", f"({name} != 0).all()"])
        if scope.kind(text) == "bool":
            return text
    if form in ("and", "or") and depth > 0:
        return f"({condition(scope, depth - 1)} {form} {condition(scope, depth - 1)})"
    if form == "not" and depth > 0:
        return f"not {condition(scope, depth - 1)}"
    if form == "flag" and scope.of("bool"):
        return source.pick(scope.of("bool"))
    return f"{integer(scope)} {source.pick(COMPARED)} {source.pick(['2', 'n', '0', '1'])}"
