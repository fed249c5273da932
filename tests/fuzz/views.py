"""Slices of arrays: new arrays that statements work on, filled with one value, in expressions."""

from fuzz import expressions
from fuzz.scope import Array

BOUNDS = ("none", "constant", "int", "length")
STEPS = ("none", "forward", "backward", "int")
KEYS = {
    *(("slice bound", form) for form in BOUNDS),
    *(("slice step", form) for form in STEPS),
    *(("index of view", form) for form in ("slice", "int", "all", "rest")),
    ("view",), ("fill",), ("fill", "method"), ("transposed",),
    ("length of view",), ("element of view",),
}  # fmt: skip


def bound(scope, length):
    source = scope.source
    form = source.pick(BOUNDS)
    scope.use("slice bound", form)
    if form == "none":
        return ""
    if form == "constant":
        return source.pick(["0", "1", "2", "-1", "-2", "3", "-7", "100", "None"])
    if form == "length":
        return source.pick([f"{length} // 2", f"{length} - 1", f"-{length}", f"{length} + 1"])
    inner = expressions.expression(scope, "int", 1)
    return inner if source.chance(30) else f"{inner} % {source.pick([3, 5])}"


def cut(scope, length):
    """A slice of an axis of that length."""
    source = scope.source
    text = f"{bound(scope, length)}:{bound(scope, length)}"
    form = "none" if source.chance(60) else source.pick(STEPS)
    scope.use("slice step", form)
    if form == "none":
        return text
    if form == "int":
        return f"{text}:{expressions.leaf(scope, 'int')} % 5 - 2"
    return text + source.pick([":1", ":2", ":3"] if form == "forward" else [":-1", ":-2"])


def part(scope, array):
    """An index that gives a view of an array, and its number of dimensions."""
    source = scope.source
    parts, dimensions = [], 0
    for axis in range(array.dimensions):
        length = f"len({array.name})" if axis == 0 else f"{array.name}.shape[{axis}]"
        last = axis == array.dimensions - 1
        form = source.pick(["slice", "slice", "all", "int", "rest"])
        if form == "int" and last and not dimensions:
            form = "slice"
        scope.use("index of view", form)
        if form == "rest":
            parts.append("...")
            dimensions += array.dimensions - axis
            break
        if form == "int":
            parts.append(expressions.index(scope, array, axis, 1))
            continue
        parts.append(":" if form == "all" else cut(scope, length))
        dimensions += 1
        if not last and source.chance(15):
            dimensions += array.dimensions - axis - 1
            break
    return ", ".join(parts), dimensions


def view_of(scope):
    """An array of the scope, the text of a view of it, and what that is."""
    array = scope.source.pick(scope.arrays)
    text, dimensions = part(scope, array)
    text = f"{array.name}[{text}]"
    if dimensions == 2 and scope.source.chance(20):
        scope.use("transposed")
        text += ".T"
    return array, text, Array("", array.kind, dimensions, "")


def view(block, statement):
    """A view in a variable, and some statements that know it."""
    scope = block.scope
    array, text, made = view_of(scope)
    made.name = scope.fresh("w")
    scope.use("view")
    block.write(f"{made.name} = {text}")
    scope.arrays.append(made)
    for _ in range(scope.source.pick([1, 2, 3])):
        statement(block)
    scope.arrays.remove(made)
    array.written = array.written or made.written


def fill(block, stored):
    scope = block.scope
    array, text, _ = view_of(scope)
    array.written = True
    scope.use("fill")
    if text.endswith(".T") or scope.source.chance(10):
        scope.use("fill", "method")
        return block.write(f"{text}.fill({stored(scope, array)})")
    block.write(f"{text} = {stored(scope, array)}")


def length_of_view(scope, _kind, _depth):
    scope.use("length of view")
    return f"len({view_of(scope)[1]})"


def element_of_view(scope, array):
    """The text of an element of a view of that array."""
    text, dimensions = part(scope, array)
    scope.use("element of view")
    source = scope.source
    indices = [
        source.pick(["0", "-1", "1", expressions.leaf(scope, "int")]) for _ in range(dimensions)
    ]
    return f"{array.name}[{text}][{', '.join(indices)}]"
