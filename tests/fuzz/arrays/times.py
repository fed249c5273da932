"""Points and spans of time: arrays and scalars of them, and what numbers they give."""

from fuzz.arrays import scalars, views
from fuzz.arrays.samples import TIMES, dtype_text, is_time

COMPARED = ["<", "<=", "==", "!=", ">", ">="]
CONSTANTS = {
    "datetime64": ['np.datetime64("1970-01-02")', 'np.datetime64("1970-01-01T00:00:05")',
                   'np.datetime64("NaT")', 'np.datetime64(n % 50, "s")'],
    "timedelta64": ['np.timedelta64(3, "s")', 'np.timedelta64(n, "ms")',
                    'np.timedelta64("NaT", "s")', "np.timedelta64(1, 'D')"],
}  # fmt: skip
POINTS, SPANS = "datetime64", "timedelta64"


def known(scope):
    """Whether the function has times."""
    return any(is_time(str(kind[0] if isinstance(kind, tuple) else kind))
               for kind in scope.kinds().values())  # fmt: skip


def array(scope, depth, dimensions, kind):
    """An expression that gives an array of points or spans; `None` if none is found."""
    for _ in range(4):
        form = scope.source.pick(FORMS if depth > 0 else LEAVES)
        text = form(scope, depth - 1, dimensions, kind)
        found = scope.kind(text) if text else None
        if isinstance(found, tuple) and found[1] == dimensions and found[0].startswith(kind):
            scope.use(form.__name__)
            return text
    return variable_of_times(scope, depth, dimensions, kind)


def variable_of_times(scope, _depth, dimensions, kind):
    names = scope.times(dimensions, kind)
    return scope.source.pick(names) if names else None


def view_of_times(scope, _depth, dimensions, kind):
    return views.view(scope, dimensions, scope.times(None, kind))


def times_made(scope, _depth, dimensions, kind):
    """An array that is made anew."""
    source = scope.source
    unit = dtype_text(source.pick([name for name in TIMES if name.startswith(kind)]))
    size = scalars.size(scope) if dimensions == 1 else f"({', '.join(['2'] * dimensions)})"
    names = scope.times(dimensions, kind)
    if names and source.chance(40):
        return f"np.{source.pick(['zeros_like', 'copy'])}({source.pick(names)})"
    if source.chance(50):
        return f"np.full({size}, {scalar(scope, kind)})"
    return f"np.zeros({size}, {unit})"


def operand(scope, depth, dimensions, kind):
    """An array or a scalar."""
    if scope.source.chance(50):
        return array(scope, depth, dimensions, kind)
    return scalar(scope, kind)


def moved(scope, depth, dimensions, kind):
    source = scope.source
    if kind == POINTS:
        sides = [array(scope, depth, dimensions, POINTS), operand(scope, depth, dimensions, SPANS)]
        if source.chance(20):
            sides[1] = source.pick("n1")
        symbol = source.pick("+-")
    else:
        kinds = source.pick([(POINTS, POINTS), (SPANS, SPANS)])
        other = operand(scope, depth, dimensions, kinds[1])
        sides = [array(scope, depth, dimensions, kinds[0]), other]
        symbol = "-" if kinds[0] == POINTS else source.pick("+-%")
    return None if None in sides else f"({sides[0]} {symbol} {sides[1]})"


def scaled(scope, depth, dimensions, kind):
    source = scope.source
    inner = array(scope, depth, dimensions, kind)
    form = source.pick(["({} * n)", "({} * 2)", "({} / 2)", "({} // 3)", "({} * x)", "(-{})",
                        "abs({})", "(3 * {})"])  # fmt: skip
    return None if inner is None or kind == POINTS else form.format(inner)


def times_chosen(scope, depth, dimensions, kind):
    source = scope.source
    sides = [array(scope, depth, dimensions, kind), operand(scope, depth, dimensions, kind)]
    if None in sides:
        return None
    form = source.pick(["where", "minimum", "maximum", "fmin", "fmax"])
    if form != "where":
        return f"np.{form}({sides[0]}, {sides[1]})"
    symbol = source.pick(COMPARED)
    return f"np.where({sides[0]} {symbol} {sides[1]}, {sides[0]}, {sides[1]})"


def in_unit(scope, depth, dimensions, kind):
    inner = array(scope, depth, dimensions, kind)
    unit = scope.source.pick([name for name in TIMES if name.startswith(kind)])
    return f"{inner}.astype({dtype_text(unit)})" if inner else None


def from_numbers(scope, _depth, dimensions, kind):
    """An array of times that has the memory of numbers, or is made of them."""
    names = [name for name in scope.arrays(dimensions, "i") if scope.kind(name)[0] == "int64"]
    unit = scope.source.pick([name for name in TIMES if name.startswith(kind)])
    method = scope.source.pick(["view", "astype"])
    return f"{scope.source.pick(names)}.{method}({dtype_text(unit)})" if names else None


def rearranged(scope, depth, dimensions, kind):
    source = scope.source
    if dimensions != 1:
        inner = array(scope, depth, dimensions, kind)
        return f"{inner}.{source.pick(['copy()', 'T'])}" if inner else None
    inner = array(scope, depth, 1, kind)
    form = source.pick(["np.sort({})", "np.concatenate(({0}, {0}))", "{}.copy()", "np.diff({})"])
    return form.format(inner) if inner else None


def picked(scope, _depth, dimensions, kind):
    """Those that a mask or an array of indices picks."""
    names = scope.times(dimensions, kind)
    if not names:
        return None
    name = scope.source.pick(names)
    compared = f"{name} {scope.source.pick(COMPARED)} {scalar(scope, kind)}"
    options = [compared, f"~np.isnat({name})", "np.array([0, -1])", "[0, 0]", f"{name} == {name}"]
    return f"{name}[{scope.source.pick(options)}]"


def scalar(scope, kind):
    """An expression that gives one point or span."""
    source = scope.source
    options = [name for name, found in scope.kinds().items()
               if isinstance(found, str) and found.startswith(kind)]  # fmt: skip
    options += [f"{name}[{scalars.place(scope, name)}]" for name in scope.times(None, kind)[:3]] * 2
    options += [source.pick(CONSTANTS[kind])]
    form = source.pick(["plain", "plain", "extreme", "total", "moved", "scaled"])
    text = source.pick(options)
    names = scope.times(None, kind)
    if form == "extreme" and names:
        text = f"{source.pick(names)}.{source.pick(['min', 'max'])}()"
    elif form == "total" and kind == SPANS and names:
        text = f"{source.pick(names)}.{source.pick(['sum', 'mean'])}()"
    elif form == "moved":
        text = f"({text} {source.pick('+-')} {source.pick(CONSTANTS[SPANS])})"
    elif form == "scaled" and kind == SPANS:
        text = f"({text} {source.pick(['* 2', '// 2', '/ 2', '* n', '% np.timedelta64(2)'])})"
    found = scope.kind(text)
    if isinstance(found, str) and found.startswith(kind):
        scope.use("time", form)
        return text
    return source.pick(CONSTANTS[kind][:2])


def number(scope):
    """A number that times give; `None` if there are none."""
    if not known(scope):
        return None
    source = scope.source
    spans = [scalar(scope, SPANS) for _ in range(2)]
    names = scope.times()
    form = source.pick(["ratio", "quotient", "number", "place"])
    text = {
        "ratio": f"({spans[0]} / {spans[1]})", "quotient": f"({spans[0]} // {spans[1]})",
        "number": f"{scalar(scope, source.pick([POINTS, SPANS]))}.astype(np.int64)",
        "place": f"{source.pick(names or ['None'])}.{source.pick(['argmin', 'argmax'])}()",
    }[form]  # fmt: skip
    if scope.kind(text) is None:
        return None
    scope.use("number of times", form)
    return text


def condition(scope):
    """A comparison of times; `None` if there are none."""
    if not known(scope):
        return None
    source = scope.source
    kind = source.pick([POINTS, SPANS])
    text = scalar(scope, kind)
    if source.chance(25):
        text = f"np.isnat({text})"
    else:
        text = f"{text} {source.pick(COMPARED)} {scalar(scope, kind)}"
    if scope.kind(text) != "bool":
        return None
    scope.use("comparison of times")
    return text


def numbers_of_times(scope, depth, dimensions):
    """An array of numbers that times give."""
    if not known(scope):
        return None
    source = scope.source
    kind = source.pick([POINTS, SPANS])
    inner = array(scope, depth, dimensions, kind)
    if inner is None:
        return None
    form = source.pick(["compared", "isnat", "astype", "view", "ratio", "argsort"])
    if form == "compared":
        other = operand(scope, depth, dimensions, kind)
        text = f"({inner} {source.pick(COMPARED)} {other})"
    elif form == "ratio":
        text = f"({inner} {source.pick(['/', '//'])} {operand(scope, depth, dimensions, kind)})"
    else:
        text = {
            "isnat": f"np.isnat({inner})", "astype": f"{inner}.astype(np.int64)",
            "view": f"{inner}.view(np.int64)",
            "argsort": f"{inner}[np.argsort({inner})].view('i8')",
        }[form]  # fmt: skip
    if scope.kind(text) is not None:
        scope.use("numbers of times", form)
    return text


LEAVES = [variable_of_times, variable_of_times, view_of_times, times_made]
FORMS = [
    *LEAVES, moved, moved, scaled, times_chosen, in_unit, from_numbers, rearranged, picked,
]  # fmt: skip


def of_kind(scope, kind, depth):
    """An expression of exactly that array of times."""
    source = scope.source
    dtype, dimensions = kind
    prefix = dtype.split("[")[0]
    names = scope.of(kind)
    if names and source.chance(30):
        return source.pick(names)
    text = array(scope, depth, dimensions, prefix)
    if text and scope.kind(text) != kind:
        text = f"{text}.astype({dtype_text(dtype)})"
    if text and scope.kind(text) == kind:
        return text
    return names[0] if names else f"np.zeros(({'2, ' * dimensions}), {dtype_text(dtype)})"


def scalar_of_kind(scope, dtype):
    """An expression of exactly that type of scalars."""
    prefix, unit = dtype[:-1].split("[")
    text = scalar(scope, prefix)
    if scope.kind(text) == dtype:
        return text
    names = [name for name in scope.times() if scope.variables[name].dtype.name == dtype]
    if names:
        return f"{names[0]}[{scalars.place(scope, names[0])}]"
    return f"np.zeros(1, {dtype_text(dtype)})[0]"


def make_times(block):
    scope = block.scope
    kind = scope.source.pick([POINTS, SPANS])
    text = array(scope, 2, scope.source.pick([1, 1, 2]), kind) if known(scope) else None
    if text:
        block.assign(text, "a")


def keep_time(block):
    """A variable that holds one time."""
    scope = block.scope
    if known(scope):
        block.assign(scalar(scope, scope.source.pick([POINTS, SPANS])), "t")


def store_times(block):
    """One time, or a part of an array, is stored or moved."""
    scope, source = block.scope, block.scope.source
    names = scope.times()
    if not names:
        return
    name = source.pick(names)
    kind = scope.kind(name)[0].split("[")[0]
    most = scope.variables[name].ndim
    form = source.pick(["element", "part", "whole", "mask", "fill"])
    value = scalar(scope, kind)
    target = {
        "element": f"{name}[{scalars.place(scope, name)}]",
        "part": f"{name}[{views.indices(scope, name, most)}]",
        "whole": name, "mask": f"{name}[{name} {source.pick(COMPARED)} {value}]", "fill": name,
    }[form]  # fmt: skip
    if form == "fill":
        return block.tried(f"{name}.fill({value})")
    if form == "part" and source.chance(60):
        value = array(scope, 1, most, kind) or value
    if form != "whole" and source.chance(60):
        return block.tried(f"{target} = {value}")
    value = source.pick([scalar(scope, SPANS), "n", "1"])
    if form in ("part", "whole") and source.chance(50):
        value = array(scope, 1, most, SPANS) or value
    symbol = source.pick(["+=", "-=", "*=", "//="] if kind == SPANS else ["+=", "-="])
    block.tried(f"{target} {symbol} {value}")


def over_times(block):
    """A loop over an array of times."""
    scope, source = block.scope, block.scope.source
    text = array(scope, 0, 1, source.pick([POINTS, SPANS]))
    if text is None:
        return
    name, total, counter = scope.fresh("t"), scope.fresh("s"), scope.fresh("j")
    kept = set(scope.variables)
    block.write(f"{total} = 0")
    block.write(f"for {counter}, {name} in enumerate({text}):")
    scope.add(name, scope.kind(text)[0])
    scope.add(counter, "int")
    block.write(f"    if {condition(scope) or 'n > 0'}:")
    block.write(f"        {total} += {counter}")
    block.loop(1, name)
    scope.forget(kept)
    scope.add(total, "int")


STATEMENTS = [make_times, make_times, keep_time, store_times, store_times, over_times]
KEYS = [
    *(("time", form) for form in ("plain", "extreme", "total", "moved", "scaled")),
    *(("number of times", form) for form in ("ratio", "quotient", "number", "place")),
    *(("numbers of times", form)
      for form in ("compared", "isnat", "astype", "view", "ratio", "argsort")),
    ("comparison of times",),
]  # fmt: skip
