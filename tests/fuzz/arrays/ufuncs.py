"""Ufuncs with `out=`, `where=` and `dtype=`, their methods, reductions under masks, joins, orders
in memory, arrays without dimensions and of declared lengths."""

import numpy as np

from fuzz.arrays import expressions, scalars, views
from fuzz.arrays.samples import DTYPES, LENGTH, dtype_text, kind_of

OF_TWO = ["add", "subtract", "multiply", "maximum", "minimum", "less", "equal", "logical_or"]
OF_ONE = ["negative", "square", "sqrt", "abs", "sign", "floor", "conj", "isnan"]
METHODS = ["add", "multiply", "maximum", "minimum", "logical_and", "logical_or"]
# What no complex number takes, or NumPy computes differently from machine to machine.
NOT_COMPLEX = ("multiply", "square", "sqrt", "abs", "sign", "floor", "maximum", "minimum", "mod")
# Which of two zeros of different signs is greatest is not defined.
OF_EITHER_ZERO = ("maximum", "minimum")


def call(scope, depth, dimensions):
    """The name of a ufunc and its arguments."""
    source = scope.source
    if source.chance(50):
        name = source.pick(OF_ONE)
        sides = [expressions.array(scope, depth, dimensions)]
    else:
        name = source.pick(OF_TWO)
        other = expressions.array(scope, depth, dimensions)
        sides = [expressions.array(scope, depth, dimensions), other]
        if source.chance(30):
            sides[source.below(2)] = scalars.number(scope)
    values = [scope.value(side) for side in sides]
    if any(np.result_type(it).kind != "f" for it in values if it is not None) and name == "floor":
        name = "negative"  # of integers it gives other types before NumPy 2.1
    if name in NOT_COMPLEX and expressions.is_complex(scope, sides):
        name = "add" if len(sides) == 2 else "negative"
    if name in OF_EITHER_ZERO:
        sides = [f"({side} + 0)" for side in sides]
    return name, sides


def output(scope, dimensions):
    """An array that is written into, or a part of one."""
    names = scope.arrays(dimensions)
    if names and scope.source.chance(60):
        return scope.source.pick(names)
    return views.view(scope, dimensions)


def masked(scope, depth, dimensions):
    """A mask of so many dimensions, or of fewer."""
    inner = expressions.array(scope, depth, dimensions)
    symbols = ["!=", "=="] if expressions.is_complex(scope, [inner]) else ["<", ">"]
    return f"({inner} {scope.source.pick(symbols)} {scope.source.pick('012')})"


def into(scope, depth, dimensions):
    """A ufunc whose output is given."""
    source = scope.source
    name, sides = call(scope, depth, dimensions)
    target = output(scope, dimensions)
    alone = f"np.{name}({', '.join(sides)})"
    if target is None or scope.value(alone) is None or not exact(scope, alone, target):
        return None
    form = source.pick(["named", "named", "where", "where", "plain", "tuple"])
    if getattr(scope.value(target), "dtype", None) != scope.value(alone).dtype:
        # Where memory overlaps, too, NumPy casts the elements that the mask leaves out there and
        # back.
        form = "named"
    if form == "where":
        sides += [f"out={target}", f"where={masked(scope, depth, source.pick([dimensions, 1]))}"]
    else:
        sides.append({"named": f"out={target}", "plain": target, "tuple": f"out=({target},)"}[form])
    text = f"np.{name}({', '.join(sides)})"
    if scope.kind(text) is not None:
        scope.use("output", form)
        return text
    return None


def exact(scope, value, target):
    """Whether no float is stored into integers: what it becomes may depend on the processor."""
    return expressions.exact(scope.value(target), scope.value(value))


def typed(scope, depth, dimensions):
    """A ufunc that computes in another type."""
    name, sides = call(scope, depth, dimensions)
    dtype = scope.source.pick([*DTYPES.values()][:5])
    if not expressions.exact(np.zeros(1, dtype), scope.value(f"np.{name}({', '.join(sides)})")):
        return None
    return f"np.{name}({', '.join(sides)}, dtype={dtype_text(dtype)})"


def reduced_under(scope, depth, dimensions):
    """A reduction along an axis of what a mask picks."""
    source = scope.source
    inner = expressions.array(scope, depth, dimensions + 1)
    name = source.pick(["sum", "mean", "any", "all", "max", "min", "prod"])
    if expressions.is_complex(scope, [inner]):
        name = source.pick(["sum", "any", "all"])
    initial = ", initial=1" if name in ("max", "min") else ""
    axis = source.below(dimensions + 1)
    mask = masked(scope, depth, source.pick([dimensions + 1, 1]))
    if name in ("max", "min"):
        inner = f"({inner} + 0)"
    text = f"np.{name}({inner}, axis={axis}, where={mask}{initial})"
    scope.use("reduction under a mask", name)
    return f"({text} + 0)" if initial else text


def method(scope, depth, dimensions):
    """A method of a ufunc."""
    source = scope.source
    name = source.pick(METHODS)
    form = source.pick(["reduce", "accumulate", "outer"])
    if form == "outer":
        if dimensions != 2:
            return None
        sides = [expressions.array(scope, depth, 1) for _ in range(2)]
        name = source.pick(["add", "subtract", "less"])
        scope.use("method", form)
        return f"np.{name}.outer({', '.join(sides)})"
    more = 1 if form == "reduce" else 0
    inner = expressions.array(scope, depth, dimensions + more)
    if expressions.is_complex(scope, [inner]):
        name = "add"
    axis = source.below(dimensions + more)
    text = f"np.{name}.{form}({inner}, axis={axis})"
    if name in OF_EITHER_ZERO:
        text = f"(np.{name}.{form}({inner} + 0, axis={axis}) + 0)"
    scope.use("method", form)
    return text


def joined(scope, depth, dimensions):
    """Arrays put together, of several dtypes."""
    source = scope.source
    form = source.pick(["concatenate", "concatenate", "stack", "vstack", "hstack", "dstack",
                        "append", "column_stack"])  # fmt: skip
    inner = {"stack": dimensions - 1, "dstack": min(dimensions, 2)}.get(form, dimensions)
    if inner < 1:
        return None
    sides = [expressions.array(scope, depth, inner) for _ in range(source.pick([2, 2, 3]))]
    if source.chance(30):
        sides[1] = sides[0]
    axis = ""
    if form in ("concatenate", "stack", "append") and source.chance(60):
        axis = f", axis={source.below(dimensions)}"
    arrays = f"({', '.join(sides)})" if source.chance(60) else f"[{', '.join(sides)}]"
    if form == "append":
        arrays = f"{sides[0]}, {sides[1]}"
    scope.use("joined", form)
    return f"np.{form}({arrays}{axis})"


def ordered(scope, depth, dimensions):
    """Copies and other shapes in an order of memory."""
    source = scope.source
    order = source.pick("FFAKC")
    inner = expressions.array(scope, depth, dimensions)
    if dimensions == 1:
        inner = expressions.array(scope, depth, source.pick([2, 3]))
        form = source.pick([".ravel(order='{}')", ".flatten(order='{}')"])
    else:
        form = source.pick([".copy(order='{}')", ".reshape({}, order='{}')"])
    if "reshape" in form:
        order = "F" if order == "K" else order
        shape = source.pick(["(len({0}), -1)", "(-1, len({0}))"]).format(inner)
        if dimensions != 2:
            return None
        scope.use("order", order)
        return f"{inner}.reshape({shape}, order='{order}')"
    scope.use("order", order)
    return f"{inner}{form.format(order)}"


def listed(scope, _depth, dimensions):
    """Elements at positions that are written out."""
    source = scope.source
    names = scope.arrays()
    if not names:
        return None
    name = source.pick(names)
    places = f"[{', '.join(views.index(scope, name) for _ in range(source.pick([1, 2, 3])))}]"
    single = scope.variables[name].ndim > 1 and source.chance(40)
    text = f"{name}[:, {places}]" if single else f"{name}[{places}]"
    return text if scope.kind(text) == (scope.kind(name)[0], dimensions) else None


def of_complex(scope, _depth, dimensions):
    """Orders of complex numbers, and their parts."""
    source = scope.source
    names = scope.arrays(dimensions, "c")
    if not names:
        return None
    name = source.pick(names)
    forms = ["np.isclose({0}, {0})", "{0}.real", "{0}.imag", "({0} < {1})", "({0} >= {1})",
             "np.conj({0})", "np.maximum({0}, {1})", "np.nan_to_num({0})"]  # fmt: skip
    if dimensions == 1:
        forms += ["np.sort({0})"]
    return source.pick(forms).format(name, source.pick(names))


def declared(scope, _depth, dimensions):
    """An array that its type makes, of zeros."""
    source = scope.source
    names = [letters for letters in DTYPES if letters != "bool"]
    lengths = [source.pick([str(LENGTH), "2", "n % 5"]) for _ in range(dimensions)]
    return f"{source.pick(names)}[{', '.join(lengths)}]()"


def beside_alone(scope, depth, dimensions):
    """An operator of an array and one without dimensions."""
    source = scope.source
    sides = [expressions.array(scope, depth, dimensions), alone(scope)]
    symbol = source.pick(["+", "-", "*", "<", "=="])
    if expressions.is_complex(scope, sides):
        symbol = source.pick("+-")
    if source.chance(40):
        sides.reverse()
    return f"({sides[0]} {symbol} {sides[1]})"


def alone(scope, dtype=None):
    """An expression that gives an array without dimensions, perhaps of a dtype."""
    source = scope.source
    names = [name for name in scope.arrays(0) if dtype in (None, scope.kind(name)[0])]
    others = [name for name in scope.arrays() if dtype in (None, scope.kind(name)[0])]
    form = source.pick(["variable", "variable", "view", "made", "zeros", "copy"])
    text = None
    if names and form == "variable":
        text = source.pick(names)
    elif names and form == "copy":
        text = f"{source.pick(names)}.copy()"
    elif others and form == "view":
        name = source.pick(others)
        text = f"{name}[{scalars.place(scope, name)}, ...]"
    elif form == "made":
        typed = f", {dtype_text(dtype)}" if dtype else ""
        text = f"np.array({source.pick(['n', '2', '1', 'n % 5'])}{typed})"
    kind = scope.kind(text) if text else None
    if kind is None or kind[1] != 0 or dtype not in (None, kind[0]):
        dtype = dtype or source.pick(["float64", "int64", "uint8"])
        form = "zeros"
        text = f"np.{source.pick(['zeros', 'ones'])}((), {dtype_text(dtype)})"
    scope.use("alone", form)
    return text


FORMS = [into, into, typed, reduced_under, method, method, joined, joined, ordered, listed,
         of_complex, declared, beside_alone]  # fmt: skip


def write_into(block):
    """A ufunc that is called for what it writes."""
    text = into(block.scope, 1, block.scope.source.pick([1, 1, 2]))
    if text:
        block.tried(text)


def add_at(block):
    """A ufunc that is applied at positions, some of them several times."""
    scope, source = block.scope, block.scope.source
    names = scope.arrays(1, "iufc")
    if not names:
        return
    # NumPy's `at` writes into arrays that are read-only, so it gets one that is not.
    name = scope.fresh("a")
    block.assign_new(name, f"{source.pick(names)}.copy()")
    ufunc = source.pick(["add", "subtract", "maximum", "multiply"])
    places = source.pick(["np.array([0, 1, 0])", "np.array([0, -1])", *scope.arrays(1, "i")[:3],
                          f"{name} == {name}"])  # fmt: skip
    value = source.pick(["1", "2", scalars.number(scope), *scope.arrays(1)[:3]])
    if expressions.is_complex(scope, [name, value]):
        ufunc = "add"
    if ufunc == "maximum":
        value = f"({value} + 0)"
    block.tried(f"np.{ufunc}.at({name}, {places}, {value})", name, value)


def two_results(block):
    """A function with two results."""
    scope, source = block.scope, block.scope.source
    dimensions = source.pick([1, 1, 2])
    inner = expressions.array(scope, 1, dimensions)
    other = source.pick([expressions.array(scope, 1, dimensions), scalars.number(scope)])
    text = source.pick([f"divmod({inner}, {other})", f"np.divmod({inner}, {other})",
                        f"np.modf({inner})", f"np.frexp({inner})"])  # fmt: skip
    value = scope.value(text)
    if value is None or None in [kind_of(one) for one in value]:
        return
    if expressions.is_complex(scope, [inner, other]):
        return
    scope.use("two results", text.split("(")[0])
    names = [scope.fresh("a"), scope.fresh("a")]
    block.write(f"{', '.join(names)} = {text}")
    for name, one in zip(names, value):
        scope.add(name, kind_of(one))


def under_errstate(block):
    block.write(f"with np.errstate({block.scope.source.pick(WAYS)}):")
    block.body(block.scope.source.pick([1, 2]))


WAYS = ["all='ignore'", "divide='ignore', invalid='ignore'", "over='warn'"]


def mixed_number(block):
    """A number that has one type or another by the path, beside an array."""
    scope, source = block.scope, block.scope.source
    inner = expressions.array(scope, 1, source.pick([1, 2]))
    name, result = scope.fresh("s"), scope.fresh("a")
    first, second = source.pick(["0", "0.0", "1", "x"]), f"{inner}.{source.pick(['sum', 'mean'])}()"
    dimensions = source.pick([1, 2])
    array = expressions.array(scope, 0, dimensions)
    text = source.pick([f"{array} * {name}", f"{name} + {array}", f"{array} - {name}"])
    found = []
    for value in (first, second):
        scope.variables[name] = scope.value(value)
        found.append(scope.kind(text))
        del scope.variables[name]
    if found[0] is None or found[0] != found[1] or found[0][0].startswith("complex"):
        return
    if source.chance(50):
        block.write(f"{name} = {first}")
        block.write(f"if {scalars.condition(scope)}:")
        block.write(f"    {name} = {second}")
    else:
        counter = scope.fresh("j")
        block.write(f"{name} = {first}")
        block.write(f"for {counter} in range(n % 3):")
        block.write(f"    {name} = {second}")
    block.write(f"{result} = {text}")
    scope.add(result, found[0])


def change_alone(block):
    """An array without dimensions is made, stored into or read."""
    scope, source = block.scope, block.scope.source
    names = scope.arrays(0)
    if not names or source.chance(30):
        return block.assign(alone(scope), "z")
    name = source.pick(names)
    value = source.pick([scalars.number(scope), alone(scope), f"{name} + 1"])
    form = source.pick(["{0}[()] = {1}", "{0}[...] = {1}", "{0} += {1}", "{0} -= {1}",
                        "{0}.fill({1})", "{0}[()] += {1}"])  # fmt: skip
    block.tried(form.format(name, value), name, value)


def store_in_complex(block):
    """A part of complex numbers is stored."""
    scope, source = block.scope, block.scope.source
    names = scope.arrays(None, "c")
    if names:
        name = source.pick(names)
        value = source.pick([scalars.number(scope), expressions.array(scope, 1, 1)])
        symbol = source.pick(["=", "+=", "-="])
        text = f"{name}.{source.pick(['real', 'imag'])}"
        if source.chance(30):
            text += f"[{views.index(scope, name)}]"
        block.tried(f"{text} {symbol} {value}", text, value)


STATEMENTS = [
    write_into, write_into, add_at, two_results, under_errstate, mixed_number, change_alone,
    change_alone, store_in_complex,
]  # fmt: skip
KEYS = [
    *(("output", form) for form in ("named", "where", "plain", "tuple")),
    *(("method", form) for form in ("reduce", "accumulate", "outer")),
    *(("joined", form) for form in (
        "concatenate", "stack", "vstack", "hstack", "dstack", "append", "column_stack")),
    *(("order", order) for order in "FAKC"),
    *(("alone", form) for form in ("variable", "view", "made", "zeros", "copy")),
    *(("two results", name) for name in ("divmod", "np.divmod", "np.modf", "np.frexp")),
    *(("reduction under a mask", name) for name in ("sum", "mean", "any", "max", "min", "prod")),
]  # fmt: skip
