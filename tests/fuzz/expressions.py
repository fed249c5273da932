"""Expressions of a wanted type, of a given depth."""

from fuzz.everyday import everyday
from fuzz.forms import COMMON, FORMS, INDEXABLE
from fuzz.iteration import REDUCED, reduction
from fuzz.kinds import MIXED, OTHERS, SCALARS, SIZED
from fuzz.library import CONSTANTS
from fuzz.mixed import mixed_names, mixed_value, of_mixed
from fuzz.named import named_field, named_test, named_value
from fuzz.optional import optional_value, present, question, string_value, with_none
from fuzz.ranges import range_number, range_test
from fuzz.tuples import (
    computed_index,
    has_instances,
    instance,
    tuple_length,
    tuple_operation,
    tuple_test,
)
from fuzz.values import literal
from fuzz.views import KEYS as VIEW_KEYS
from fuzz.views import element_of_view, length_of_view


def expression(scope, kind, depth):
    """The text of an expression of that type."""
    source = scope.source
    if isinstance(kind, tuple):
        return tuple_of(scope, kind, depth)
    if kind in OTHERS:
        if kind == "Pair":
            return named_value(scope, kind, depth)
        if kind in MIXED:
            return mixed_value(scope, kind, depth)
        return (string_value if kind == "str" else optional_value)(scope, kind, depth)
    if depth <= 0 or source.chance(12):
        return leaf(scope, kind)
    special = specials(scope, kind, depth)
    if special and source.chance(30):
        return source.pick(special)(scope, kind, depth)
    common = COMMON.get(kind)
    usual = common and source.chance(10 if scope.eager else 45)
    forms = common if usual else FORMS[kind]
    form = source.steered(forms, scope.reached)
    scope.use(*form.key)
    operands = [expression(scope, operand, depth - 1) for operand in form.operands]
    if kind == "int" and not any(character.isalpha() for text in operands for character in text):
        # An operation on constants alone is computed by the compiler, which refuses great results.
        names = scope.of(form.operands[0])
        if names:
            operands[0] = source.pick(names)
    return form.text.format(*operands)


def leaf(scope, kind):
    """A variable, or a constant."""
    source = scope.source
    names = scope.of(kind)
    if kind == "int" and scope.counters and source.chance(40):
        return source.pick(scope.counters)
    if names and source.chance(80):
        return source.pick(names)
    if kind in CONSTANTS and source.chance(10):
        name = source.pick(CONSTANTS[kind])
        scope.use("constant", name)
        return name
    if kind in SIZED and source.chance(30):
        numbers = [name for plain in ("int", "bool") for name in scope.of(plain)]
        if numbers:
            scope.use(f"{kind}()", "int")
            return f"{kind}({source.pick(numbers)} & 127)"
    if kind == "np_bool" and source.chance(50):
        sized = [name for name, other in scope.variables.items() if other in SIZED]
        if sized:
            return f"({source.pick(sized)} {source.pick(['<', '>', '==', '!='])} 1)"
    return literal(source, kind)


def specials(scope, kind, depth):
    """The other forms that can give the type here."""
    found = []
    if callable_here(scope, kind):
        found += [call, call]
    if any(kind in other for other in scope.variables.values() if isinstance(other, tuple)):
        found.append(tuple_element)
    if any(array.kind == kind for array in scope.arrays):
        found += [array_element] * 3
    if any(readable_as(array.kind, kind) for array in scope.arrays):
        found += [converted_element] * 2
    if kind == "int":
        found += [tuple_length, range_number]
        if scope.arrays:
            found += [array_length, length_of_view]
    if depth > 1:
        found.append(computed_index)
    if kind == "bool":
        found += [chained_comparison, membership, tuple_test, range_test]
        if has_instances(scope):
            found.append(instance)
        if with_none(scope) or scope.of("str"):
            found += [question, question]
    if kind in ("int", "float", "bool") and mixed_names(scope):
        found += [of_mixed, of_mixed, of_mixed]
    if scope.of("Pair"):
        found += {"float": [named_field] * 2, "int": [named_field], "bool": [named_test]}.get(
            kind, []
        )
    # Seldom, since they would crowd out the operators.
    if scope.source.pick([False] * 9 + [True]):
        found += everyday(scope, kind)
    if kind in REDUCED and depth_left(scope):
        found += [reduction]
    if scope.of(f"{kind}?"):
        found += [present, present]
    if assignable(scope, kind):
        found.append(walrus)
    return found


def callable_here(scope, kind):
    return [
        callee
        for callee in scope.callees
        if callee.result == kind and not (callee.slow and scope.loops)
    ]


def call(scope, kind, depth):
    callee = scope.source.pick(callable_here(scope, kind))
    scope.use(*callee.key)
    return call_of(scope, callee, depth)


def call_of(scope, callee, depth):
    if callee.slow:
        scope.looped = True
    operands = [expression(scope, operand, depth - 1) for operand in callee.operands]
    return callee.text.format(*operands)


def tuple_of(scope, kind, depth):
    """A tuple: a variable, or its elements."""
    names = scope.of(kind)
    if names and scope.source.chance(40):
        return scope.source.pick(names)
    found = callable_here(scope, kind)
    if found and scope.source.chance(40):
        return call(scope, kind, depth)
    if depth > 0 and scope.source.chance(25):
        return tuple_operation(scope, kind, depth)
    scope.use("tuple")
    inside = ", ".join(expression(scope, element, depth - 1) for element in kind)
    return f"({inside},)" if len(kind) == 1 else f"({inside})"


def tuple_element(scope, kind, _depth):
    source = scope.source
    tuples = [name for name, other in scope.variables.items() if is_tuple_with(other, kind)]
    name = source.pick(tuples)
    elements = scope.variables[name]
    index = source.pick([index for index, element in enumerate(elements) if element == kind])
    scope.use("tuple index")
    return f"{name}[{source.pick([index, index - len(elements)])}]"


def is_tuple_with(other, kind):
    return isinstance(other, tuple) and kind in other


def readable_as(element, kind):
    """Whether an element is a Python number of that type after a conversion."""
    if kind == "int":
        return element != "np_bool"
    return kind == "float" or (kind == "bool" and element == "np_bool")


def array_element(scope, kind, depth):
    array = scope.source.pick([array for array in scope.arrays if array.kind == kind])
    scope.use("element", kind)
    return element_of(scope, array, depth)


def converted_element(scope, kind, depth):
    fitting = [array for array in scope.arrays if readable_as(array.kind, kind)]
    array = scope.source.pick(fitting)
    scope.use("element", array.kind)
    return f"{kind}({element_of(scope, array, depth)})"


def element_of(scope, array, depth):
    if scope.source.chance(10):
        return element_of_view(scope, array)
    indices = ", ".join(index(scope, array, axis, depth) for axis in range(array.dimensions))
    return f"{array.name}[{indices}]"


def index(scope, array, axis, depth):
    """An index: mostly made of the counters of loops, as real programs have it."""
    source = scope.source
    name = array.name
    length = f"len({name})" if axis == 0 else f"{name}.shape[{axis}]"
    if scope.counters and source.chance(70):
        counter = source.pick(scope.counters)
        forms = [
            counter, counter, counter, f"{counter} - 1", f"{counter} + 1", f"-{counter}",
            f"{counter} - 2", f"2 * {counter}", f"{counter} // 2", f"{length} - 1 - {counter}",
            f"-1 - {counter}", f"{counter} % {length}", f"({counter} + 3) % {length}",
            f"min({counter}, {length} - 1)", f"{counter} & 3", f"{counter} ^ 1",
        ]  # fmt: skip
        scope.use("index", "counter")
        return source.pick(forms)
    kind = source.pick(INDEXABLE) if source.chance(30) else "int"
    if kind in ("bool", "int") or not source.chance(50):
        inner = expression(scope, "int", min(depth - 1, 1))
        scope.use("index", "int")
        if source.chance(60):
            return f"{inner} % {length}" if source.chance(50) else f"{inner} % 4"
        return source.pick([inner, "0", "1", "-1", "2", "-3", "5"])
    scope.use("index", kind)
    return leaf(scope, kind)


def array_length(scope, _kind, _depth):
    source = scope.source
    array = source.pick(scope.arrays)
    forms = [f"len({array.name})", f"{array.name}.size", f"{array.name}.ndim",
             f"{array.name}.shape[{source.below(array.dimensions)}]"]  # fmt: skip
    choice = source.below(len(forms))
    scope.use("array attribute", ["len", "size", "ndim", "shape"][choice])
    return forms[choice]


def chained_comparison(scope, _kind, depth):
    source = scope.source
    kinds = ["int", "float", "bool"]
    parts = [expression(scope, source.pick(kinds), depth - 1)]
    for _ in range(source.pick([2, 3])):
        parts.append(source.pick(["<", "<=", ">", ">=", "==", "!="]))
        parts.append(expression(scope, source.pick(kinds), depth - 1))
    scope.use("chained comparison")
    return f"({' '.join(parts)})"


def membership(scope, _kind, depth):
    """`in` of a tuple, or of an array."""
    source = scope.source
    word = source.pick(["in", "not in"])
    arrays = [array for array in scope.arrays if array.dimensions == 1 and array.kind in SIZED]
    if arrays and source.chance(30):
        scope.use("in", "array")
        value = expression(scope, source.pick(["int", "float"]), 1)
        return f"({value} {word} {source.pick(arrays).name})"
    kind = source.pick(["int", "float", *(kind for kind in scope.palette if kind in SCALARS)])
    values = ", ".join(expression(scope, kind, 1) for _ in range(source.pick([2, 3])))
    scope.use("in", "tuple")
    return f"({expression(scope, kind, depth - 1)} {word} ({values}))"


def depth_left(scope):
    """Whether another loop may stand here."""
    return scope.loops < 2


def assignable(scope, kind):
    """The variables that `:=` may assign: not those that functions inside the kernel use."""
    return [name for name in scope.targets(kind) if name not in scope.captured]


def walrus(scope, kind, depth):
    """An assignment inside an expression, to a variable that has the type already."""
    name = scope.source.pick(assignable(scope, kind))
    scope.use("walrus")
    text = expression(scope, kind, depth - 1)
    if kind == "int" and scope.loops:
        text = f"({text}) % 1000003"
    return f"({name} := {text})"


def condition(scope, depth):
    """What `if` and `while` test."""
    source = scope.source
    if source.chance(50):
        return expression(scope, "bool", depth)
    if source.chance(60):
        return expression(scope, "np_bool", depth)
    kind = source.pick(SCALARS)
    scope.use("truth", kind)
    return expression(scope, kind, depth - 1)


EXPRESSION_KEYS = {
    *VIEW_KEYS,
    ("walrus",), ("in", "tuple"), ("in", "array"),
    ("tuple",), ("tuple index",), ("chained comparison",), ("index", "counter"), ("index", "int"),
    *(("array attribute", name) for name in ("len", "size", "ndim", "shape")),
    *(("constant", name) for names in CONSTANTS.values() for name in names),
}  # fmt: skip
