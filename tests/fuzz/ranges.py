"""What can be asked of a range: its length, elements, attributes, and whether it holds a number."""

SPANS = ["{a}", "{a}, {b}", "{a}, {b}, {c}"]
NUMBERS = ["len", "index", "start", "stop", "step", ".index", ".count"]
TESTS = ["in", "==", "bool"]


def span(scope, short=False):
    """A range, long or short; a step of zero is an error."""
    from fuzz.expressions import leaf

    source = scope.source
    step = source.pick(["1", "-1", "2", "-3", "5", f"({leaf(scope, 'int')} % 5 - 2)"])
    ends = [" % 20"] if short else ["", " % 20"]
    a, b = (f"{leaf(scope, 'int')}{source.pick(ends)}" for _ in range(2))
    return f"range({source.pick(SPANS).format(a=a, b=b, c=step)})"


def range_number(scope, _kind, depth):
    """An integer that a range gives."""
    from fuzz.expressions import expression, leaf

    source = scope.source
    form = source.pick(NUMBERS)
    scope.use("range", form)
    this = span(scope)
    if form == "len":
        return f"len({this})"
    if form == "index":
        return f"{this}[{expression(scope, 'int', min(depth - 1, 1))}{source.pick(['', ' % 4'])}]"
    if form.startswith("."):
        return f"{this}{form}({leaf(scope, 'int')}{source.pick(['', ' % 20'])})"
    return f"{this}.{form}"


def range_test(scope, _kind, depth):
    """A question to a range."""
    from fuzz.expressions import expression

    source = scope.source
    form = source.pick(TESTS)
    scope.use("range", form)
    if form == "in":
        kind = source.pick(["int", "float", "bool"])
        value = expression(scope, kind, min(depth - 1, 1))
        # Python compares a float with each number of the range, which nothing interrupts.
        return f"({value} {source.pick(['in', 'not in'])} {span(scope, kind == 'float')})"
    if form == "==":
        return f"({span(scope)} {source.pick(['==', '!='])} {span(scope)})"
    return f"bool({span(scope)})"


KEYS = {("range", form) for form in [*NUMBERS, *TESTS]}
