"""Expressions that give arrays: made anew, views, operators, functions, fancy indices."""

import numpy as np

from fuzz.arrays import records, scalars, times, ufuncs, views
from fuzz.arrays.samples import DTYPES, RECORDS, is_time, spelled_dtype

ARITHMETIC = ["+", "-", "*", "/", "//", "%"]
COMPARED = ["<", "<=", "==", "!=", ">", ">="]
# Those that no complex number takes, or NumPy computes differently from machine to machine.
NOT_COMPLEX = {"*", "/", "//", "%", "<", "<=", ">", ">="}
OF_ONE = [
    "-{}", "abs({})", "np.sqrt({})", "~{}", "+{}", "np.floor({})", "np.sign({})", "np.isnan({})",
    "np.square({})", "np.rint({})", "np.ceil({})", "np.isfinite({})", "np.negative({})",
    "np.conj({})", "{}.real", "{}.imag", "np.logical_not({})",
]  # fmt: skip
ROUND = ("np.floor", "np.ceil", "np.rint")
OF_TWO = [
    "np.add({}, {})", "np.subtract({}, {})", "(np.maximum({}, {}) + 0)", "np.logical_and({}, {})",
    "(np.minimum({}, {}) + 0)", "np.not_equal({}, {})", "np.multiply({}, {})", "np.outer({}, {})",
]  # fmt: skip
ALONG = ["sum", "min", "max", "argmin", "argmax", "mean", "any", "all", "prod", "var"]


def array(scope, depth, dimensions):
    """An expression that gives an array of so many dimensions."""
    for _ in range(5):
        form = scope.source.pick(FORMS if depth > 0 else LEAVES)
        if scope.source.chance(20):
            form = scope.source.pick([records.field, times.numbers_of_times, *ufuncs.FORMS])
        text = form(scope, depth - 1, dimensions)
        kind = scope.kind(text) if text else None
        if isinstance(kind, tuple) and kind[1] == dimensions and is_of_numbers(kind[0]):
            scope.use(form.__name__)
            return text
    # Lengths that the samples do not have make no new ones.
    return variable(scope, depth, dimensions) or f"np.ones(({'2, ' * dimensions}))"


def is_of_numbers(dtype):
    return dtype not in RECORDS and not is_time(dtype)


def variable(scope, _depth, dimensions):
    names = scope.arrays(dimensions)
    return scope.source.pick(names) if names else None


def viewed(scope, _depth, dimensions):
    return views.view(scope, dimensions)


def shape(scope, dimensions):
    """The shape of a new array."""
    names = scope.arrays(dimensions)
    if names and scope.source.chance(40):
        return f"{scope.source.pick(names)}.shape"
    lengths = [scalars.size(scope) for _ in range(dimensions)]
    if dimensions == 1:
        return lengths[0]
    return f"({', '.join(lengths)})"


def dtype(scope):
    names = list(DTYPES)
    name = scope.source.pick(names[:5] if scope.source.chance(60) else names)
    return f"np.{spelled_dtype(DTYPES[name])}"


def created(scope, _depth, dimensions):
    """An array that is made anew."""
    source = scope.source
    form = source.pick(["zeros", "ones", "full", "like", "range", "written", "line"])
    scope.use("created", form)
    if form == "range" and dimensions == 1:
        return source.pick([
            "np.arange({})", "np.arange({}, dtype=np.int32)", "np.arange(1, {})",
            "np.arange({}, 0, -1)", "np.arange({} + 0.5)", "np.arange(0.0, {}, 0.5)",
        ]).format(scalars.size(scope))  # fmt: skip
    if form == "line" and dimensions == 1:
        return f"np.linspace({source.pick(['0', 'x', '-1.5'])}, n, {scalars.size(scope)})"
    if form == "written" and dimensions < 3:
        return written(scope, dimensions)
    if form == "full":
        return f"np.full({shape(scope, dimensions)}, {scalars.number(scope)})"
    names = scope.arrays(dimensions)
    if form == "like" and names:
        return f"np.{source.pick(['zeros_like', 'ones_like', 'copy'])}({source.pick(names)})"
    order = source.pick(["", "", "", ", order='F'"]) if dimensions > 1 else ""
    name = "ones" if form == "ones" else "zeros"
    typed = "" if source.chance(40) else f", {dtype(scope)}"
    return f"np.{name}({shape(scope, dimensions)}{typed}{order})"


def written(scope, dimensions):
    """An array whose elements are written out."""
    rows = []
    for _ in range(1 if dimensions == 1 else 2):
        rows.append(f"[{', '.join(scalars.number(scope, 0) for _ in range(2))}]")
    return f"np.array({rows[0]})" if dimensions == 1 else f"np.array([{', '.join(rows)}])"


def copied(scope, depth, dimensions):
    source = scope.source
    inner = array(scope, depth, dimensions)
    scope.use("copied")
    return source.pick([
        f"{inner}.copy()", f"np.ascontiguousarray({inner})", f"np.asarray({inner})",
        f"{inner}.copy(order='F')", f"np.copy({inner})",
    ])  # fmt: skip


def flattened(scope, depth, dimensions):
    if dimensions != 1:
        return None
    inner = array(scope, depth, scope.source.pick([2, 3]))
    return f"{inner}.{scope.source.pick(['ravel', 'flatten'])}()"


def converted(scope, depth, dimensions):
    inner = array(scope, depth, dimensions)
    to = dtype(scope)
    kind = scope.kind(inner)
    if kind is None or (np.dtype(kind[0]).kind in "fc" and np.dtype(eval(to)).kind in "iu"):
        # What a float becomes that no such integer is, depends on the processor.
        return None
    return f"{inner}.astype({to})"


def operated(scope, depth, dimensions):
    source = scope.source
    symbol = source.pick(source.pick([ARITHMETIC, ARITHMETIC, COMPARED, ["&", "|", "^"]]))
    sides = [array(scope, depth, dimensions)]
    other = source.pick(["same", "number", "number", "less"])
    if other == "number":
        sides.append(scalars.number(scope))
    else:
        less = other == "less" and dimensions > 1
        sides.append(array(scope, depth, dimensions - 1 if less else dimensions))
    if source.chance(30):
        sides.reverse()
    if symbol in NOT_COMPLEX and is_complex(scope, sides):
        return None
    scope.use("operator", symbol)
    return f"({sides[0]} {symbol} {sides[1]})"


def exact(target, value):
    """Whether no float is stored into integers: what it becomes may depend on the processor."""
    to, of = [getattr(getattr(one, "dtype", None), "kind", "") for one in (target, value)]
    return to not in ("i", "u") or of not in ("f", "c")


def is_complex(scope, texts):
    values = [scope.value(text) for text in texts]
    return any(np.iscomplexobj(value) for value in values if value is not None)


def powered(scope, depth, dimensions):
    """Powers of which NumPy gives the last bit, and shifts."""
    inner = array(scope, depth, dimensions)
    if scope.kind(f"{inner} << 1") and scope.source.chance(50):
        power = scope.source.pick(["3", "1", "0"])
        return f"({inner} {scope.source.pick(['**', '<<', '>>'])} {power})"
    return None if is_complex(scope, [inner]) else f"({inner} ** 2)"


def function_of_one(scope, depth, dimensions):
    text = scope.source.pick(OF_ONE)
    inner = array(scope, depth, dimensions)
    letter = scope.value(inner).dtype.kind
    if (text.startswith(ROUND) and letter != "f") or (text.startswith("{}.") and letter != "c"):
        return None
    if is_complex(scope, [inner]) and not text.startswith(("-", "+", "np.conj", "{}")):
        return None
    return f"{text.format(inner)}" if text.startswith(("np", "abs")) else f"({text.format(inner)})"


def function_of_two(scope, depth, dimensions):
    text = scope.source.pick(OF_TWO)
    inner = 1 if "outer" in text else dimensions
    sides = [array(scope, depth, inner), array(scope, depth, inner)]
    if is_complex(scope, sides) and not text.startswith(("np.add", "np.sub", "np.not_")):
        return None
    return text.format(*sides)


def chosen(scope, depth, dimensions):
    """`np.where`, and a conditional expression."""
    source = scope.source
    if source.chance(50):
        names = scope.arrays(dimensions)
        name = source.pick(names) if names else None
        alike = scope.of(scope.kind(name)) if name else []
        if not alike:
            return None
        return f"({name} if {scalars.condition(scope)} else {source.pick(alike)})"
    mask = array(scope, depth, dimensions)
    symbol = "!=" if is_complex(scope, [mask]) else ">"
    mask = f"({mask} {symbol} {source.pick('012')})"
    # An int that does not fit wraps before NumPy 2.5.
    second = source.pick("012") if source.chance(40) else array(scope, depth, dimensions)
    return f"np.where({mask}, {array(scope, depth, dimensions)}, {second})"


def bounded(scope, depth, dimensions):
    inner = array(scope, depth, dimensions)
    return None if is_complex(scope, [inner]) else f"(np.clip({inner}, 0, 3) + 0)"


def mask(scope, name):
    """A mask for an array, or for its first axis."""
    source = scope.source
    symbols = ["!=", "=="] if is_complex(scope, [name]) else ["!=", "<", ">"]
    compared = f"{source.pick(symbols)} {source.pick(['0', '1', 'n', '2'])}"
    if scope.variables[name].ndim > 1 and source.chance(30):
        name += "[:, 0]" if scope.variables[name].ndim == 2 else "[:, 0, 0]"
    elif source.chance(15) and scope.arrays(1, "biuf"):
        name = source.pick(scope.arrays(1, "biuf"))
    return f"{name} {compared}"


def places(scope, name):
    """An array of indices."""
    source = scope.source
    options = [f"np.arange(len({name}) - 1, -1, -1)", "np.array([0, -1])", "np.array([0, 1, 0])"]
    options += [f"np.arange({scalars.size(scope)})", "np.array([n, 0])", "np.array([[0], [-1]])"]
    options += scope.arrays(1, "iu")
    return source.pick(options)


def fancy(scope, _depth, dimensions):
    """The elements that a mask or an array of indices picks."""
    if not scope.arrays():
        return None
    name = scope.source.pick(scope.arrays())
    text = mask(scope, name) if scope.source.chance(50) else places(scope, name)
    kind = scope.kind(f"{name}[{text}]")
    return f"{name}[{text}]" if isinstance(kind, tuple) and kind[1] == dimensions else None


def along(scope, depth, dimensions):
    """A reduction along an axis."""
    source = scope.source
    name = source.pick(ALONG)
    inner = array(scope, depth, dimensions + 1)
    if is_complex(scope, [inner]) and name not in ("sum", "any", "all", "mean", "var"):
        return None
    axis = source.below(dimensions + 1)
    axis = f"axis={source.pick([axis, axis - dimensions - 1])}"
    text = source.pick([f"{inner}.{name}({axis})", f"np.{name}({inner}, {axis})"])
    scope.use("along", name)
    return f"({text} + 0)" if name in ("min", "max") else text


def of_lines(scope, depth, dimensions):
    """Functions of one-dimensional arrays."""
    if dimensions != 1:
        return None
    source = scope.source
    inner = array(scope, depth, 1)
    if is_complex(scope, [inner]):
        return None
    form = source.pick(["sort", "cumsum", "diff", "concatenate", "nonzero", "searched"])
    scope.use("of lines", form)
    if form == "searched":
        side = source.pick(["", ", side='right'"])
        return f"np.searchsorted(np.arange({scalars.size(scope)}), {inner}{side})"
    if form == "concatenate":
        other = array_of_kind(scope, scope.kind(inner), depth)
        return f"np.concatenate(({inner}, {other}))"
    # Zeros of either sign are equal: which one is first is not defined.
    return {
        "sort": f"np.sort({inner} + 0)", "cumsum": f"np.cumsum({inner})",
        "diff": f"np.diff({inner})", "nonzero": f"np.flatnonzero({inner})",
    }[form]  # fmt: skip


def product(scope, depth, dimensions):
    """A product of matrices, of integers: the order of sums of others is not defined."""
    if dimensions > 2:
        return None
    sides = [array(scope, depth, 2), array(scope, depth, dimensions)]
    kinds = [scope.kind(side) for side in sides]
    if any(kind is None or np.dtype(kind[0]).kind not in "iu" for kind in kinds):
        return None
    return scope.source.pick(["({} @ {})", "np.dot({}, {})"]).format(*sides)


def called(scope, depth, dimensions):
    """A call of another kernel."""
    fitting = [
        callee
        for callee in scope.callees
        if isinstance(callee.result, tuple) and callee.result[1] == dimensions
    ]
    if not fitting:
        return None
    callee = scope.source.pick(fitting)
    scope.use("call")
    return call(scope, callee, depth)


def call(scope, callee, depth=1):
    return f"{callee.name}({', '.join(of_kind(scope, kind, depth) for kind in callee.operands)})"


LEAVES = [variable, variable, viewed, viewed, created]
FORMS = [
    *LEAVES, operated, operated, operated, function_of_one, function_of_two, powered, copied,
    converted, chosen, bounded, fancy, fancy, along, along, of_lines, product, flattened,
    called, called, called,
]  # fmt: skip


def of_kind(scope, kind, depth=1):
    """An expression of exactly that kind."""
    source = scope.source
    if isinstance(kind, tuple):
        if kind[0] in RECORDS:
            return records.of_kind(scope, kind)
        if is_time(kind[0]):
            return times.of_kind(scope, kind, depth)
        if kind[1] == 0:
            return ufuncs.alone(scope, kind[0])
        return array_of_kind(scope, kind, depth)
    if is_time(kind):
        return times.scalar_of_kind(scope, kind)
    if kind == "int":
        return scalars.integer(scope)
    if kind == "float":
        text = f"float({scalars.element(scope)})"
        return source.pick(["x", text if scope.kind(text) == "float" else "x + 1.0", "0.5"])
    if kind == "bool":
        return f"bool({scalars.condition(scope)})"
    names = [name for name in scope.arrays() if scope.variables[name].dtype.name == kind]
    if names:
        return scalars.element(scope, source.pick(names))
    return f"np.{spelled_dtype(kind)}({source.pick('123')})"


def array_of_kind(scope, kind, depth):
    source = scope.source
    form = source.pick(["variable", "view", "any", "any", "made"])
    names = scope.of(kind)
    if form == "variable" and names:
        return source.pick(names)
    if form == "view":
        alike = [name for name in scope.arrays() if scope.variables[name].dtype.name == kind[0]]
        text = views.view(scope, kind[1], alike)
        if text is not None:
            return text
    if form == "any":
        text = array(scope, depth, kind[1])
        found = scope.kind(text)
        if found == kind:
            return text
        if not (np.dtype(found[0]).kind in "fc" and np.dtype(kind[0]).kind in "iu"):
            text = f"{text}.astype(np.{spelled_dtype(kind[0])})"
            if scope.kind(text) == kind:
                return text
    if names:
        return source.pick(names)
    return (
        f"np.{source.pick(['ones', 'zeros'])}({shape(scope, kind[1])}, np.{spelled_dtype(kind[0])})"
    )
