"""Expressions that give a list: new ones, mostly."""

from fuzz.lists.forms import form
from fuzz.lists.kinds import (
    FLAT,
    LISTS,
    NESTED,
    PAIR,
    PAIRS,
    element,
    is_list,
    is_ordered,
)
from fuzz.lists.numbers import inside


@form(is_list)
def display(scope, kind, depth):
    source, inner = scope.source, element(kind)
    count = source.pick([2, 1, 3, 4])
    texts = [scope.value(inner, depth) for _ in range(count)]
    if source.chance(30):
        texts.insert(source.below(count + 1), f"*{scope.value(kind, depth)}")
    return f"[{', '.join(texts)}]"


@form(is_list)
def copied(scope, kind, depth):
    text = scope.value(kind, depth)
    way = scope.source.pick(["[:]", ".copy()", "list"])
    return f"list({text})" if way == "list" else f"{text}{way}"


@form(is_list)
def sliced(scope, kind, depth):
    return f"{scope.value(kind, depth)}[{scope.slice()}]"


@form(is_list)
def joined(scope, kind, depth):
    return f"({scope.value(kind, depth)} + {scope.value(kind, depth)})"


@form(is_list)
def repeated(scope, kind, depth):
    count = scope.source.pick(["2", "3", "0", "-1", "n", "(n % 3)"])
    text = scope.value(kind, depth)
    return f"({text} * {count})" if scope.source.chance(70) else f"({count} * {text})"


@form(lambda kind: is_list(kind) and is_ordered(kind))
def in_order(scope, kind, depth):
    return f"sorted({scope.value(kind, depth)}{sorting(scope, element(kind))})"


def sorting(scope, kind):
    """The keywords of what sorts."""
    source, text = scope.source, ""
    if source.chance(45):
        name = scope.fresh("x")
        wanted = source.pick(["int", "float", "bool", kind])
        text += f", key=lambda {name}: {inside(scope, name, kind, [wanted])[0]}"
    if source.chance(45):
        text += f", reverse={source.pick(['True', 'False', 'n > 2'])}"
    return text


@form(is_list)
def comprehended(scope, kind, depth):
    """A comprehension over a list, or over numbers."""
    source = scope.source
    name = scope.fresh("x")
    if source.chance(25):
        over, taken = "int", f"range({source.pick(['n', '3', '2', '5'])})"
    else:
        whole = kind if source.chance(40) else scope.some_list()
        over, taken = element(whole), scope.value(whole, depth)
    body, condition = inside(scope, name, over, [element(kind), "bool"])
    return f"[{body} for {name} in {taken}{f' if {condition}' if source.chance(45) else ''}]"


@form(is_list)
def comprehended_twice(scope, kind, depth):
    """A comprehension of two loops, of which the second one goes through a row, mostly."""
    source = scope.source
    outer, inner = scope.fresh("x"), scope.fresh("x")
    nested = f"list[{kind}]"
    if nested in LISTS and source.chance(70):
        row, taken = kind, scope.value(nested, depth)
        second, over = outer, element(kind)
    else:
        row, taken = "int", f"range({source.pick(['n', '3', '2'])})"
        whole = scope.some_list()
        second, over = scope.value(whole, 0), element(whole)
    outside = dict(scope.variables)
    scope.variables[outer] = row
    body, condition = inside(scope, inner, over, [element(kind), "bool"])
    scope.variables = outside
    filtered = f" if {condition}" if source.chance(40) else ""
    return f"[{body} for {outer} in {taken} for {inner} in {second}{filtered}]"


@form(NESTED)
def rows(scope, kind, depth):
    """Rows of a comprehension in one, or one row several times."""
    source, row = scope.source, element(kind)
    name = scope.fresh("x")
    form = source.pick(["inside", "copies", "same", "repeated"])
    scope.use("rows", form)
    if form == "inside":
        body = inside(scope, name, "int", [row], depth)[0]
        return f"[{body} for {name} in range({source.pick(['3', 'n'])})]"
    if form == "copies":
        return f"[{name}[:] for {name} in {scope.value(kind, depth)}]"
    if form == "same":
        return f"[{scope.value(row, depth)}] * {source.pick(['2', 'n'])}"
    return f"[[{scope.simple(element(row))}] * n for _ in range({source.pick(['2', 'n'])})]"


@form([*FLAT, *NESTED])
def flattened(scope, kind, depth):
    """Lists of a list, all in one."""
    nested = f"list[{kind}]"
    if nested not in LISTS:
        return None
    text = scope.value(nested, depth)
    if scope.source.chance(50):
        return f"list(itertools.chain.from_iterable({text}))"
    return f"sum({text}, {scope.source.pick(['[]', scope.simple(kind)])})"


@form(["list[int]"])
def counted(scope, _kind, _depth):
    return scope.source.pick(["list(range(n))", "list(range(n, -1, -1))", "list(range(1, 6, 2))",
                              "[*range(3)]"])  # fmt: skip


@form([PAIRS])
def zipped(scope, _kind, depth):
    floats = scope.value("list[float]", depth)
    if scope.source.chance(50):
        return f"list(enumerate({floats}{scope.source.pick(['', ', 1', ', n'])}))"
    return f"list(zip({scope.value('list[int]', depth)}, {floats}))"


@form(FLAT)
def by_array(scope, kind, depth):
    """To an array of NumPy and back."""
    source, name = scope.source, scope.fresh("x")
    inner = element(kind)
    text = f"np.array({scope.value(kind, depth)})"
    if kind == "list[float]" and scope.of("array") and source.chance(50):
        text = source.pick(scope.of("array"))
    operation = source.pick(["", "[::-1]", "[1:]"])
    return f"[{inner}({name}) for {name} in {text}{operation}]"


@form([*FLAT, PAIRS])
def smallest(scope, kind, depth):
    function = scope.source.pick(["nsmallest", "nlargest"])
    return f"heapq.{function}({scope.source.pick(['2', 'n', '1'])}, {scope.value(kind, depth)})"


@form(is_list)
def through_filter(scope, kind, depth):
    """What iterators leave, map or put in another order."""
    source, inner = scope.source, element(kind)
    name = scope.fresh("x")
    text = scope.value(kind, depth)
    form = source.pick(["filter", "takewhile", "dropwhile", "filterfalse", "map", "reversed",
                        "islice", "chain", "compress", "cycle", "repeat", "iter"])  # fmt: skip
    scope.use("iterator", form)
    if form in ("filter", "takewhile", "dropwhile", "filterfalse"):
        condition = inside(scope, name, inner, ["bool"])[0]
        module = "" if form == "filter" else "itertools."
        return f"list({module}{form}(lambda {name}: {condition}, {text}))"
    if form == "map":
        whole = scope.some_list()
        body = inside(scope, name, element(whole), [inner])[0]
        return f"list(map(lambda {name}: {body}, {scope.value(whole, depth)}))"
    if form == "islice":
        return f"list(itertools.islice({text}, {source.pick(['2', '1, 3', '0, 5, 2', '1, None'])}))"
    if form == "chain":
        return f"list(itertools.chain({text}, {scope.value(kind, depth)}))"
    if form == "compress":
        return f"list(itertools.compress({text}, {scope.value('list[bool]', depth)}))"
    if form == "cycle":
        return f"list(itertools.islice(itertools.cycle({text}), {source.pick(['4', '2'])}))"
    if form == "repeat":
        return f"list(itertools.repeat({scope.value(inner, depth)}, {source.pick(['2', '3'])}))"
    return f"list({form}({text}))"


@form(["list[int]", "list[float]"])
def accumulated(scope, kind, depth):
    more = scope.source.pick(["", "", ", max", ", operator.mul", ", initial=", ", operator.sub",
                              ", lambda a, b: a - b"])  # fmt: skip
    if more.endswith("="):
        more += scope.simple(element(kind))
    return f"list(itertools.accumulate({scope.value(kind, depth)}{more}))"


@form([PAIRS])
def pairs_of_product(scope, _kind, depth):
    first, second = scope.value("list[int]", depth), scope.value("list[float]", depth)
    return f"list(itertools.product({first}[:3], {second}[:3]))"


@form(["list[int]"])
def combined(scope, _kind, depth):
    source = scope.source
    form = source.pick(["pairwise", "combinations", "permutations", "zip", "zip_longest",
                        "enumerate", "starmap"])  # fmt: skip
    scope.use("combined", form)
    text = scope.value("list[int]", depth)
    if form == "pairwise":
        return f"[b - a for a, b in itertools.pairwise({text})]"
    if form in ("combinations", "permutations"):
        return f"[a - b for a, b in itertools.{form}({text}[:4], 2)]"
    if form == "zip":
        return f"[a + b for a, b in zip({text}, {scope.value('list[int]', depth)})]"
    if form == "zip_longest":
        other = scope.value("list[int]", depth)
        return f"[a + b for a, b in itertools.zip_longest({text}, {other}, fillvalue=n)]"
    if form == "starmap":
        return f"list(itertools.starmap(lambda a, b: a + b, enumerate({text})))"
    return f"[i * a for i, a in enumerate({text})]"


@form(["list[int]", "list[float]"])
def of_pairs(scope, kind, depth):
    """The first or second numbers of pairs."""
    name = "a" if kind == "list[int]" else "b"
    return f"[{name} for a, b in {scope.value(PAIRS, depth)}]"


@form(["list[list[int]]", "list[list[float]]"])
def turned(scope, kind, depth):
    """What is one list in each of two loops."""
    name, other = scope.fresh("x"), scope.fresh("x")
    text = scope.value(kind, depth)
    return f"[[{other} for {other} in {name}][::-1] for {name} in {text}]"


@form([PAIR])
def pair(scope, _kind, depth):
    return f"({scope.value('int', depth)}, {scope.value('float', depth)})"


@form(["tuple[list[int], int]"])
def holder(scope, _kind, depth):
    return f"({scope.value('list[int]', depth)}, {scope.value('int', depth)})"


@form(["list[int]", "list[float]"])
def of_tuple(scope, kind, depth):
    inner = element(kind)
    return f"list(({scope.value(inner, depth)}, {scope.value(inner, depth)}))"
