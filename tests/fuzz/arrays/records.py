"""Arrays of records: their fields, records, parts, and what is stored in them."""

from fuzz.arrays import expressions, scalars, views
from fuzz.arrays.samples import RECORDS

# The fields of each dtype, those of records in it, too.
PATHS = {
    "point": ['["x"]', '["n"]'],
    "pixel": ['["v"]', '["w"]', '["z"]', '["k"]'],
    "nested": ['["hit"]', '["at"]["u"]', '["at"]["j"]', '["m"]'],
}


def path(scope, name):
    """A field of a record or an array of records."""
    kind = scope.kind(name)
    return scope.source.pick(PATHS.get(kind[0] if isinstance(kind, tuple) else kind, [""]))


def array(scope, dimensions, dtype=None):
    """An expression that gives an array of records; `None` if none is found."""
    source = scope.source
    names = [name for name in scope.records() if dtype in (None, scope.kind(name)[0])]
    form = source.pick(FORMS)
    text = form(scope, dimensions, names, dtype) if names else None
    if text is not None:
        kind = scope.kind(text)
        if isinstance(kind, tuple) and kind[0] in RECORDS and kind[1] == dimensions:
            scope.use(form.__name__)
            return text
    same = [name for name in names if scope.kind(name)[1] == dimensions]
    return source.pick(same) if same else None


def records_viewed(scope, dimensions, names, _dtype):
    name = scope.source.pick(names)
    return f"{name}[{views.indices(scope, name, dimensions)}]"


def records_copied(scope, dimensions, names, _dtype):
    same = [name for name in names if scope.kind(name)[1] == dimensions]
    return f"{scope.source.pick(same)}.copy()" if same else None


def records_made(scope, dimensions, names, dtype):
    name = scope.source.pick(names)
    dtype = scope.source.pick([dtype or scope.kind(name)[0], f"{name}.dtype"])
    shape = scalars.size(scope) if dimensions == 1 else f"({scalars.size(scope)}, 2)"
    return f"np.zeros({shape}, {dtype})" if dimensions < 3 else None


def records_picked(scope, _dimensions, names, _dtype):
    """Those that a mask or an array of indices picks."""
    source = scope.source
    lines = [name for name in names if scope.kind(name)[1] == 1]
    if not lines:
        return None
    name = source.pick(lines)
    dtype = scope.kind(name)[0]
    mask = {"point": '["n"] > 0', "pixel": '["v"] != 1', "nested": '["hit"]'}[dtype]
    options = [f"{name}{mask}", "np.array([0, -1])", f"np.arange(len({name}) - 1, -1, -1)"]
    return f"{name}[{source.pick(options)}]"


FORMS = [records_viewed, records_viewed, records_copied, records_made, records_picked]


def of_kind(scope, kind):
    """An expression of exactly that array of records."""
    text = array(scope, kind[1], kind[0])
    if text is not None:
        return text
    return f"np.zeros(({'2, ' * kind[1]}), {kind[0]})"


def field(scope, _depth, dimensions):
    """A field of all records: a view that is not aligned, perhaps."""
    names = scope.records()
    if not names:
        return None
    source = scope.source
    name = source.pick(names)
    text = f"{name}{path(scope, name)}"
    if source.chance(30):
        part = views.indices(scope, name, scope.variables[name].ndim)
        text = f"{name}[{part}]{path(scope, name)}"
    found = scope.kind(text)
    if isinstance(found, tuple) and found[1] == dimensions + 1:
        text = f"{text}[{views.index(scope, name)}]"
    return text


def element(scope):
    """A field of one record; `None` if there are none."""
    source = scope.source
    single = [name for name, kind in scope.kinds().items() if kind in list(RECORDS)]
    names = [f"{name}[{scalars.place(scope, name)}]" for name in scope.records()[:3]]
    if not single and not names:
        return None
    name = source.pick([*single, *single, *names])
    text = f"{name}{path(scope, name)}"
    if text.endswith('["m"]'):
        text += f"[{source.pick('01')}]"
    if isinstance(scope.kind(text), str):
        scope.use("field of a record")
        return text
    return None


def field_view(block):
    """A variable that holds a field."""
    scope = block.scope
    text = field(scope, 0, scope.source.pick([1, 1, 2]))
    if text:
        block.assign(text, "v")


def make_records(block):
    scope = block.scope
    text = array(scope, scope.source.pick([1, 1, 2]))
    if text:
        block.assign(text, "b")


def one_record(block):
    """A variable that holds a record."""
    scope = block.scope
    names = scope.records()
    if names:
        name = scope.source.pick(names)
        block.assign(f"{name}[{scalars.place(scope, name)}]", "r")


def store_field(block):
    """A field of one record is stored or changed."""
    scope, source = block.scope, block.scope.source
    target = element(scope)
    if target:
        value = scalars.number(scope)
        symbol = source.pick(["=", "=", "+=", "-=", "*="])
        if expressions.is_complex(scope, [target, value]) and symbol == "*=":
            symbol = "+="
        block.tried(f"{target} {symbol} {value}", target, value)


def store_fields(block):
    """A field of all records, or of a part, is stored or changed."""
    scope, source = block.scope, block.scope.source
    dimensions = source.pick([1, 1, 2])
    target = field(scope, 0, dimensions)
    if target is None or scope.kind(target) is None:
        return
    dimensions = scope.variables[target.split("[")[0]].ndim
    value = source.pick([
        scalars.number(scope), expressions.array(scope, 1, dimensions),
        field(scope, 0, dimensions), f"{target}[::-1]",
    ])  # fmt: skip
    symbol = source.pick(["=", "=", "=", "+=", "-=", "*="])
    if expressions.is_complex(scope, [target, value]) and symbol == "*=":
        symbol = "-="
    block.tried(f"{target} {symbol} {value}", target, value)


def copy_record(block):
    """A record is stored in another one."""
    scope, source = block.scope, block.scope.source
    names = scope.records()
    if not names:
        return
    name = source.pick(names)
    kind = scope.kind(name)[0]
    alike = [other for other in names if scope.kind(other)[0] == kind]
    values = [f"{other}[{scalars.place(scope, other)}]" for other in alike] + scope.of(kind)
    block.tried(f"{name}[{scalars.place(scope, name)}] = {source.pick(values)}")


def over_records(block):
    """A loop over records, which changes them."""
    scope, source = block.scope, block.scope.source
    text = array(scope, 1)
    if text is None:
        return
    name, counter = scope.fresh("r"), scope.fresh("j")
    kept = set(scope.variables)
    if source.chance(50):
        block.write(f"for {counter}, {name} in enumerate({text}):")
        scope.add(counter, "int")
    else:
        block.write(f"for {name} in {text}:")
    scope.add(name, scope.kind(text)[0])
    block.loop(source.pick([1, 2]), name, block.one(store_field))
    scope.forget(kept)


STATEMENTS = [
    field_view, field_view, make_records, make_records, one_record, store_field, store_field,
    store_fields, store_fields, copy_record, over_records,
]  # fmt: skip
KEYS = [("field of a record",)]
