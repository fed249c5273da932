"""Whole programs: a few kernels, of which the last one, `main`, is called from outside."""

from dataclasses import dataclass, field

from fuzz import values
from fuzz.closures import HELPERS
from fuzz.everyday import CONSTANTS, uses_constants
from fuzz.expressions import EXPRESSION_KEYS, condition, expression, leaf
from fuzz.forms import BINARY, FORMS
from fuzz.kinds import INTEGERS, MIXED, OPTIONAL, PYTHON, SCALARS, SIZED, spelled
from fuzz.kinds import result_of as result_of_operands
from fuzz.named import CLASSES
from fuzz.reach import form_keys
from fuzz.scope import Array, Callee, Scope
from fuzz.statements import STATEMENT_KEYS, Block, statement, value

CALLS = 10
# The number of kernels beside `main`, and of statements in it: most programs are small.
SIZES = [
    ([0, 0, 0, 1], [1, 1, 2]), ([0, 0, 0, 1], [1, 1, 2]), ([0, 0, 1], [1, 1, 2]),
    ([0, 0, 1], [1, 2, 2]), ([0, 1, 2], [2, 3, 4]),
]  # fmt: skip


@dataclass
class Program:
    """A module's text, the arguments of each call of its `main`, and what it contains."""

    text: str
    calls: list
    features: set = field(default_factory=set)
    # Whether it writes to arrays or prints, so that it cannot be run again in Python.
    impure: bool = False
    choices: list = field(default_factory=list)
    # Whether the texts of Python's own exceptions are compared, too.
    exact: bool = False


def program(source, reached):
    """A program, made of the choices of `source`."""
    eager = source.chance(50)
    palette = palette_of(source)
    if eager:
        palette += [source.steered(RESULTS, finished(reached)).kind] * 4
    parts, callees, features, impure = [], [], set(), False
    helpers, statements = source.pick(SIZES)
    for number in range(source.pick(helpers)):
        maker = source.pick(MAKERS)
        scope = Scope(source, reached, palette, eager, callees=list(callees))
        text, callee = maker(scope, f"k{number}")
        parts.append(text)
        callees += callee
        features |= scope.features
        impure = impure or scope.impure
    scope = Scope(source, reached, palette, eager, callees=callees)
    text, parameters = main(scope, source.pick(statements))
    parts.append(text)
    calls = [arguments(source, parameters) for _ in range(CALLS)]
    impure = impure or scope.impure or any(array.written for array in scope.arrays)
    if any("twice(" in part or "apply(" in part for part in parts):
        parts.insert(0, HELPERS.strip())
    if uses_constants("\n".join(parts)):
        parts.insert(0, CONSTANTS.strip())
    whole = HEADER + "\n\n\n".join(parts) + "\n"
    choices = getattr(source, "choices", [])
    return Program(whole, calls, features | scope.features, impure, choices)


HEADER = f'''"""Made by the fuzzer."""

import cmath
import enum
import math
from typing import NamedTuple, Optional, TypeVar

import numpy as np
import numpy.typing as npt

from pyjit import jit, {", ".join(SIZED)}


class Odd(ValueError):
    pass


Number = TypeVar("Number", int, float)
Sized = TypeVar("Sized", f32, f64, i16)

{CLASSES}


'''


@dataclass(frozen=True)
class Result:
    """What forms give."""

    kind: str

    @property
    def key(self):
        return (self.kind,)


RESULTS = [Result(kind) for kind in FORMS]


def finished(reached):
    """For each type whether every form that gives it was generated."""
    return {(kind,): all(reached[form.key] for form in forms) for kind, forms in FORMS.items()}


def palette_of(source):
    """The types of most variables of a program."""
    sized = [source.pick([*SIZED, "np_bool"]) for _ in range(source.pick([0, 0, 1, 2, 3]))]
    more = source.pick(
        [[], [], [], ["complex"], ["str"], ["Pair", "Pair"], [source.pick(list(OPTIONAL))]]
    )
    return ["int", "int", "float", "float", "bool", *sized, *sized, *more]


def parameters_of(scope, count):
    """So many parameters of types of the palette, which become variables; name and type of each."""
    parameters = []
    for index in range(count):
        kind = scope.source.pick(scope.palette)
        if scope.source.chance(8):
            kind = tuple(scope.source.pick(scope.palette) for _ in range(2))
        parameters.append((f"p{index}", kind))
        scope.variables[f"p{index}"] = kind
    return parameters


def annotated(parameters):
    return ", ".join(f"{name}: {spelled(kind)}" for name, kind in parameters)


def head(scope, name, parameters, result):
    """The decorator and the `def` line, perhaps with the result's type."""
    arrow = ""
    if scope.source.chance(40) and may_declare(result):
        scope.use("declared result")
        arrow = f" -> {spelled(result)}"
    return ["@jit", f"def {name}({parameters}){arrow}:"]


def may_declare(result):
    """Whether Python, which does not convert results, gives a value of the declared type."""
    return result != "np_bool" and result not in MIXED and not isinstance(result, tuple)


def result_of(scope):
    return scope.source.pick(scope.palette)


def plain(scope, name):
    """A kernel with annotations."""
    source = scope.source
    parameters = parameters_of(scope, source.pick([1, 2, 3]))
    result = result_of(scope)
    lines = head(scope, name, annotated(parameters), result)
    body(scope, lines, source.pick([0, 1, 2]))
    finish(scope, lines, result)
    scope.use("kernel", "plain")
    return "\n".join(lines), [callee_of(scope, name, parameters, result)]


def callee_of(scope, name, parameters, result):
    places = ", ".join("{}" for _ in parameters)
    kinds = tuple(kind for _, kind in parameters)
    return Callee(name, kinds, result, f"{name}({places})", scope.looped, ("call", "positional"))


def body(scope, lines, size):
    block = Block(scope, lines, 1)
    for _ in range(size):
        statement(block)


def finish(scope, lines, result):
    """The end of a kernel: sometimes an early return, then the last one."""
    source = scope.source
    if source.chance(15):
        scope.use("early return")
        lines.append(f"    if {condition(scope, 1)}:")
        lines.append(f"        return {value(scope, result)}")
    lines.append(f"    return {value(scope, result)}")


def generic(scope, name):
    """A kernel without annotations, used on several types."""
    source = scope.source
    kinds = [source.pick(PYTHON[1:3] + SIZED) for _ in range(2)]
    operator = source.pick(["+", "-", "*"])
    scope.use("kernel", "generic")
    lines = ["@jit", f"def {name}(a, b):"]
    if source.chance(50):
        lines += ["    if a > b:", f"        return a {operator} b", f"    return b {operator} a"]
    else:
        lines += [f"    c = a {operator} b", "    return c if c < b else c + a"]
    callees = [
        Callee(name, (kind, kind), kind, f"{name}({{}}, {{}})", False, ("call", "generic"))
        for kind in kinds
    ]
    return "\n".join(lines), callees


def partly_generic(scope, name):
    """A kernel of which one parameter says no type, used on several types."""
    source = scope.source
    first = source.pick(["int", "float"])
    kinds = [source.pick(PYTHON[1:3] + SIZED) for _ in range(2)]
    symbol = source.pick(["+", "-", "*"])
    scope.use("kernel", "partly generic")
    key = ("call", "partly generic")
    lines = ["@jit", f"def {name}(a: {first}, b):"]
    if source.chance(50):
        lines += ["    if b < 2:", f"        return a {symbol} b", f"    return b {symbol} a"]
    else:
        lines += [f"    c = a {symbol} b", f"    return c if c < b else c {symbol} a"]

    def given(kind):
        return result_of_operands(BINARY[symbol], first, kind)

    callees = [
        Callee(name, (first, kind), given(kind), f"{name}({{}}, {{}})", False, key)
        for kind in kinds
    ]
    return "\n".join(lines), callees


def default_arguments(scope, name):
    """A kernel with defaults and keyword-only parameters."""
    source = scope.source
    first, second, third = (source.pick(PYTHON) for _ in range(3))
    parameters = [("p0", first), ("p1", second), ("p2", third)]
    scope.variables.update(parameters)
    result = result_of(scope)
    defaults = [values.literal(source, kind) for kind in (second, third)]
    annotations = f"p0: {first}, p1: {second} = {defaults[0]}, *, p2: {third} = {defaults[1]}"
    lines = head(scope, name, annotations, result)
    body(scope, lines, source.pick([0, 1]))
    finish(scope, lines, result)
    scope.use("kernel", "defaults")
    forms = [
        ((first,), "{}", "default"),
        ((first, second), "{}, {}", "default"),
        ((first, third), "{}, p2={}", "keyword"),
        ((first, second, third), "{}, p1={}, p2={}", "keyword"),
    ]
    callees = [
        Callee(name, kinds, result, f"{name}({text})", scope.looped, ("call", form))
        for kinds, text, form in forms
    ]
    return "\n".join(lines), callees


def recursive(scope, name):
    """A kernel that calls itself, not deeply."""
    source = scope.source
    result = result_of(scope)
    parameters = [("n", "int"), ("p", result)]
    scope.variables.update(parameters)
    lines = ["@jit", f"def {name}(n: int, p: {spelled(result)}) -> {spelled(result)}:"]
    if not may_declare(result):
        lines[1] = lines[1].split(" ->")[0] + ":"
    scope.protected.add("n")
    lines += ["    if n <= 0:", f"        return {value(scope, result, 1)}"]
    body(scope, lines, source.pick([0, 1]))
    step = source.pick(["n - 1", "n - 2", "n // 2", "min(n, 10) - 1"])
    again = f"{name}({step}, {expression(scope, result, 2)})"
    forms = [
        again,
        f"min(p, {again})",
        f"({leaf(scope, result)} if {condition(scope, 1)} else {again})",
    ]
    lines.append(f"    return {source.pick(forms)}")
    scope.use("kernel", "recursive")
    text = f"{name}({{}} % 12, {{}})"
    return "\n".join(lines), [
        Callee(name, ("int", result), result, text, True, ("call", "recursive"))
    ]


def mutual(scope, name):
    """Two kernels that call each other."""
    source = scope.source
    result = result_of(scope)
    other = f"{name}b"
    parts = []
    arrow = f" -> {spelled(result)}" if may_declare(result) else ""
    for this, that in ((name, other), (other, name)):
        scope.variables = {"n": "int", "p": result}
        lines = ["@jit", f"def {this}(n: int, p: {spelled(result)}){arrow}:"]
        lines += ["    if n <= 0:", f"        return {leaf(scope, result)}"]
        lines.append(f"    return {that}(n - {source.pick('123')}, {expression(scope, result, 2)})")
        parts.append("\n".join(lines))
    scope.use("kernel", "mutual")
    text = f"{name}({{}} % 9, {{}})"
    return "\n\n\n".join(parts), [
        Callee(name, ("int", result), result, text, True, ("call", "mutual"))
    ]


def arrays_of(scope):
    """The array parameters of `main`."""
    source = scope.source
    for number in range(source.pick([0, 0, 0, 1, 1, 2, 2])):
        elements = [kind for kind in scope.palette if kind in SIZED]
        kind = source.pick([*elements, "f64", "i64", "f64", "u8", source.pick([*SIZED, "np_bool"])])
        dimensions = source.pick([1, 1, 1, 2])
        axes = source.pick(
            [[":"], [":"], ["::1"]] if dimensions == 1 else [[":", ":"], [":", "::1"]]
        )
        name = "np_bool" if kind == "np_bool" else kind
        annotation = f"{name}[{', '.join(axes)}]"
        if kind == "np_bool":
            annotation = "npt.NDArray[np.bool_]"
            dimensions = 1
        scope.arrays.append(Array(f"a{number}", kind, dimensions, annotation))


def positional_only(scope, name):
    """A kernel with positional-only parameters, one of them with a default."""
    source = scope.source
    first, second, third = (source.pick(PYTHON) for _ in range(3))
    scope.variables.update([("p0", first), ("p1", second), ("p2", third)])
    result = result_of(scope)
    defaults = [values.literal(source, kind) for kind in (second, third)]
    annotations = f"p0: {first}, p1: {second} = {defaults[0]}, /, p2: {third} = {defaults[1]}"
    lines = head(scope, name, annotations, result)
    finish(scope, lines, result)
    scope.use("kernel", "positional-only")
    forms = [((first,), "{}"), ((first, second), "{}, {}"), ((first, third), "{}, p2={}")]
    callees = [
        Callee(name, kinds, result, f"{name}({text})", scope.looped, ("call", "positional-only"))
        for kinds, text in forms
    ]
    return "\n".join(lines), callees


def type_parameter(scope, name):
    """A kernel with a version for each type of a type parameter."""
    source = scope.source
    variable = source.pick(["Number", "Sized", '"int | float"'])
    kinds = {"Sized": ["f32", "f64", "i16"]}.get(variable, ["int", "float"])
    scope.use("kernel", "type parameter" if variable in ("Number", "Sized") else "union")
    operator = source.pick(["+", "-", "*"])
    lines = ["@jit", f"def {name}(a: {variable}, b: {variable}) -> {variable}:"]
    lines.append(f"    return a {operator} b if a {source.pick(['<', '>='])} b else b")
    return "\n".join(lines), versions(name, kinds, "type parameter")


def several_signatures(scope, name):
    """A kernel with a version for each signature."""
    source = scope.source
    kinds = source.pick([["int", "float"], ["f64", "i64"], ["bool", "float", "u8"]])
    scope.use("kernel", "signatures")
    listed = ", ".join(f'"{kind}({kind}, {kind})"' for kind in kinds)
    lines = [f"@jit([{listed}])", f"def {name}(a, b):"]
    lines.append(f"    return a if {source.pick(['a < b', 'b', 'a != b'])} else b")
    return "\n".join(lines), versions(name, kinds, "signatures")


def versions(name, kinds, form):
    return [
        Callee(name, (kind, kind), kind, f"{name}({{}}, {{}})", False, ("call", form))
        for kind in kinds
    ]


def endless(scope, name):
    """A kernel that calls itself until that is an error."""
    scope.use("kernel", "endless")
    lines = ["@jit", f"def {name}(n: int) -> int:"]
    if scope.source.chance(50):
        lines += ["    if n < 5:", "        return n"]
    lines.append(f"    return {name}(n % 100 + 7) + 1")
    text = f"{name}({{}})"
    return "\n".join(lines), [Callee(name, ("int",), "int", text, True, ("call", "endless"))]


MAKERS = [
    *[plain] * 6, *[recursive, generic, default_arguments, mutual] * 3,
    *[partly_generic] * 2, positional_only, type_parameter, several_signatures, endless,
]  # fmt: skip


def main(scope, size):
    """The kernel that is called from outside; its text and its parameters."""
    source = scope.source
    parameters = parameters_of(scope, source.pick([1, 2, 3]))
    arrays_of(scope)
    taken = [f"{name}: {spelled(kind)}" for name, kind in parameters]
    taken += [f"{array.name}: {array.annotation}" for array in scope.arrays]
    kinds = [source.pick(scope.palette) for _ in range(source.pick([1, 1, 2, 3]))]
    if source.chance(15):
        kinds[0] = source.pick(list(MIXED))
    lines = head(scope, "main", ", ".join(taken), kinds[0] if len(kinds) == 1 else tuple(kinds))
    body(scope, lines, size)
    if len(kinds) == 1:
        finish(scope, lines, kinds[0])
    else:
        lines.append("    return " + ", ".join(value(scope, kind) for kind in kinds))
    return "\n".join(lines), [*parameters, *((array.name, array) for array in scope.arrays)]


def arguments(source, parameters):
    """The arguments of one call, as texts; `=0` is the same object as the first argument."""
    made = []
    for _, kind in parameters:
        if not isinstance(kind, Array):
            made.append(values.argument(source, kind))
            continue
        same = [
            place
            for place, (_, other) in enumerate(parameters[: len(made)])
            if isinstance(other, Array) and other.annotation == kind.annotation
        ]
        if same and source.chance(15):
            made.append(f"={source.pick(same)}")
        else:
            c_order = "::1" in kind.annotation
            made.append(values.array(source, kind.kind, kind.dimensions, c_order))
    return made


def known():
    """Everything that a run must have generated."""
    rare = ("positional-only", "type parameter", "signatures", "endless")
    makers = (
        "plain",
        "generic",
        "partly generic",
        "defaults",
        "recursive",
        "mutual",
        "union",
        *rare,
    )
    called = (
        "positional",
        "generic",
        "partly generic",
        "default",
        "keyword",
        "recursive",
        "mutual",
        *rare,
    )
    kernels = {("kernel", name) for name in makers}
    calls = {("call", name) for name in called}
    others = {("declared result",), ("early return",)}
    counted = {("for elements", kind) for kind in (*INTEGERS, "f32", "f64")}
    truth = {("truth", kind) for kind in SCALARS if kind in PYTHON or kind in SIZED}
    keys = form_keys() | EXPRESSION_KEYS | STATEMENT_KEYS | kernels | calls | others
    return keys | counted | truth
