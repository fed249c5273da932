"""Views: slices of every sign of step, `...`, `None`, rows, transposed and reshaped arrays."""

from fuzz.arrays import scalars

BOUNDS = ["", "", "1", "0", "-1", "n", "2", "-n", "100", "-100"]
STEPS = ["", "", ":", "::-1", ":-1", ":2", ":-2", ":3", ":1", ":-3"]


def index(scope, name):
    """An index of one place along an axis."""
    source = scope.source
    form = source.pick(["constant", "constant", "counter", "last", "remainder", "any"])
    names = scope.of("int")
    counters = [other for other in names if other[0] in "jw"]
    if form == "counter" and counters:
        return source.pick(counters)
    if form == "last":
        return f"len({name}) - 1"
    if form == "remainder" and names:
        return f"{source.pick(names)} % 3"
    if form == "any" and source.chance(20):
        return scalars.integer(scope)
    return source.pick(["0", "-1", "0", "1"])


def cut(scope):
    """A slice of one axis."""
    source = scope.source
    step = source.pick(STEPS)
    if step == "::-1":
        return step
    bounds = BOUNDS + scope.of("int")
    first, last = source.pick(bounds), source.pick(bounds)
    if source.chance(4):
        step = ":n"
    return f"{first}:{last}{step}"


def indices(scope, name, kept):
    """The text between brackets that leaves so many dimensions of an array, or nothing."""
    source = scope.source
    dimensions = scope.variables[name].ndim
    parts = []
    new = max(0, kept - dimensions)
    if dimensions + new > kept or (new == 0 and source.chance(5)):
        single = dimensions + new - kept
    else:
        single = 0
    places = list(range(dimensions))
    chosen = set()
    for _ in range(min(single, dimensions)):
        chosen.add(places.pop(source.below(len(places))))
    for axis in range(dimensions):
        whole = source.chance(30)
        parts.append(index(scope, name) if axis in chosen else ":" if whole else cut(scope))
    for _ in range(new):
        parts.insert(source.below(len(parts) + 1), "None")
    while parts and parts[-1] == ":" and len(parts) > 1 and source.chance(50):
        parts.pop()
    if source.chance(12):
        whole = [place for place, part in enumerate(parts) if part == ":"]
        if whole:
            parts[whole[0]] = "..."
        else:
            parts.insert(source.pick([0, len(parts)]), "...")
    return ", ".join(parts)


def view(scope, dimensions, names=None):
    """A view of an array that has so many dimensions; `None` if no array is known."""
    source = scope.source
    names = names if names is not None else scope.arrays()
    if not names:
        return None
    name = source.pick(names)
    form = source.pick(["indices", "indices", "indices", "transposed", "reshaped", "twice"])
    if form == "transposed":
        text = source.pick([f"{name}.T", f"np.transpose({name})", f"{name}.transpose()"])
    elif form == "reshaped":
        text = reshaped(scope, name, dimensions)
    else:
        text = f"{name}[{indices(scope, name, dimensions)}]"
        if form == "twice" and dimensions > 0:
            text += f"[{cut(scope)}]"
        if dimensions == 2 and source.chance(15):
            text += ".T"
    kind = scope.kind(text)
    if isinstance(kind, tuple) and kind[1] == dimensions:
        scope.use("view", form)
        return text
    if scope.variables[name].ndim == dimensions:
        return f"{name}[{source.pick(['1:', '::-1', ':-1', '...', ':', '::2'])}]"
    return None


def reshaped(scope, name, dimensions):
    """The elements of an array in another shape, without a copy if that is possible."""
    source = scope.source
    if dimensions == 1:
        return source.pick([f"{name}.ravel()", f"{name}.reshape(-1)", f"np.ravel({name})"])
    if dimensions == 2:
        form = ["{0}.reshape(1, -1)", "{0}.reshape(-1, 1)", "{0}.reshape(len({0}), -1)",
                "{0}.reshape(-1, len({0}))", "np.reshape({0}, (len({0}), -1))",
                f"{{0}}.reshape({source.pick(['3', 'n', 'n + 1'])}, -1)"]  # fmt: skip
        return source.pick(form).format(name)
    return source.pick(["{0}.reshape(1, -1, 1)", "{0}.reshape((len({0}), 1, -1))"]).format(name)
