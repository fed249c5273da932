"""Takes functions and assertions out of CPython's and NumPy's own tests and says them as kernels.

Three kinds of units come out of a test method:

- *statement*: a statement of the method that asserts something, with the earlier assignments and
  functions that it needs; `self.assertEqual(a, b)` becomes `assert a == b`.
- *value*: an expression that an assertion looks at, with what it needs; the kernel returns it.
- *argument*: the same with its numbers passed as arguments, so that nothing is known in advance.

A unit is a function without `self`. Whether it compiles is for the compiler to say; what it does is
compared with what the same function does in CPython.
"""

from __future__ import annotations

import ast
import builtins
import copy
import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field

COMPARED: dict[str, type[ast.cmpop]] = {
    "assertEqual": ast.Eq, "assertNotEqual": ast.NotEq, "assertLess": ast.Lt,
    "assertLessEqual": ast.LtE, "assertGreater": ast.Gt, "assertGreaterEqual": ast.GtE,
    "assertIn": ast.In, "assertNotIn": ast.NotIn,
}  # fmt: skip

# The arguments of an assertion whose values are looked at.
LOOKED_AT = {
    **dict.fromkeys([*COMPARED, "assertAlmostEqual", "assertIs", "assertIsNot"], (0, 1)),
    **dict.fromkeys(["assertTrue", "assertFalse", "assertIsNone", "assertIsNotNone"], (0,)),
    **dict.fromkeys(["identical", "assertFloatsAreIdentical", "assertFloatIdentical"], (0, 1)),
    **dict.fromkeys(["assertEqualAndEqualSign", "assertComplexIdentical", "assertCEqual"], (0, 1)),
    **dict.fromkeys(["rAssertAlmostEqual", "assertClose", "assertCloseAbs"], (0, 1)),
    **dict.fromkeys(["assertIsNaN", "assertEqualSign", "assertComplexesAreIdentical"], (0,)),
    "assertIsInstance": (0,),
    "ftest": (1, 2),
}  # fmt: skip

# NumPy's assertions are functions.
OF_NUMPY = {
    **dict.fromkeys(["assert_equal", "assert_array_equal", "assert_allclose"], (0, 1)),
    **dict.fromkeys(["assert_almost_equal", "assert_array_almost_equal"], (0, 1)),
    **dict.fromkeys(["assert_array_less", "assert_array_max_ulp"], (0, 1)),
    "assert_": (0,),
    "assert_raises": (),
    "assert_no_warnings": (),
    "assert_warns": (),
}
# What a test does something under, and which says nothing of its values.
UNDER = {"subTest", "assertRaises", "assert_raises", "assert_warns", "errstate", "raises", "warns",
         "catch_warnings", "suppress_warnings"}  # fmt: skip
# What the test cases of a module keep in their own attributes, since the same tests are run with
# several implementations.
KEPT = {
    "test_heapq": {"module": "its_heapq"},
    "test_bisect": {"module": "its_bisect"},
    "test_operator": {"module": "its_operator"},
    "list_tests": {"type2test": "list"},
    "seq_tests": {"type2test": "list"},
    "test_functools": {"reduce": "functools.reduce"},
}
# The modules whose names a test module may import one by one.
LIBRARIES = ("bisect", "cmath", "functools", "heapq", "itertools", "math", "numpy", "operator")
# As many values of a loop's variable are written out.
MOST_ROUNDS = 12


@dataclass
class Unit:
    """A function to be run both ways."""

    name: str
    kind: str
    # The test method and the line that it comes from.
    origin: str
    definition: ast.FunctionDef
    arguments: list[int | float] = field(default_factory=list)

    def source(self) -> str:
        """The kernel as text."""
        return ast.unparse(ast.fix_missing_locations(self.definition))


def units(path: str, text: str) -> Iterator[Unit]:
    """The units of a test module."""
    seen = set()
    kept = {
        name: ast.parse(meaning, mode="eval").body
        for name, meaning in KEPT.get(path.rpartition(".")[2], {}).items()
    }
    for place, method in methods(ast.parse(text), kept):
        for kind, line, body in bodies(method):
            for unit in named(f"{path}.{place}{method.name}:{line}", kind, body):
                key = ast.dump(unit.definition)
                if key not in seen:
                    seen.add(key)
                    unit.name = f"u{len(seen)}_{kind}"
                    unit.definition.name = unit.name
                    yield unit


def methods(module: ast.Module, kept: dict[str, ast.expr]) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The tests of a module, and where they stand; what their test cases keep is written out.

    Those that ask for gibibytes are left alone: where they run beside others there is no such room.
    """
    for part in module.body:
        inside = part.body if isinstance(part, ast.ClassDef) else [part]
        attributes = Attributes(dict(constants(inside)) | kept)
        for method in inside:
            if not isinstance(method, ast.FunctionDef) or not method.name.startswith("test"):
                continue
            if not any("requires_memory" in ast.dump(it) for it in method.decorator_list):
                place = f"{part.name}." if isinstance(part, ast.ClassDef) else ""
                yield place, attributes.visit(method)


def constants(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """The names that a body gives constants to."""
    for statement in body:
        if isinstance(statement, ast.Assign) and is_constant(statement.value):
            yield from (
                (target.id, statement.value)
                for target in statement.targets
                if isinstance(target, ast.Name)
            )


class Attributes(ast.NodeTransformer):
    """Writes what is kept in the place of `self.name`."""

    def __init__(self, kept: dict[str, ast.expr]) -> None:
        self.kept = kept

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr in self.kept:
            return copy.deepcopy(self.kept[node.attr])
        self.generic_visit(node)
        return node


def named(origin: str, kind: str, body: list[ast.stmt]) -> Iterator[Unit]:
    """The unit of a body, and the one that takes its numbers as arguments."""
    yield Unit("", kind, origin, function(body, []))
    if kind == "value":
        hoist = Hoist()
        hoisted = hoist.visit(copy.deepcopy(body[-1]))
        if hoist.values:
            definition = function([*body[:-1], hoisted], hoist.values)
            yield Unit("", "argument", origin, definition, hoist.values)


def function(body: list[ast.stmt], values: list[int | float]) -> ast.FunctionDef:
    parameters = [
        ast.arg(f"p{index}", ast.Name(type(value).__name__, ast.Load()))
        for index, value in enumerate(values)
    ]
    template = ast.parse("@jit\ndef f(): pass").body[0]
    assert isinstance(template, ast.FunctionDef)
    template.args.args = parameters
    template.body = copy.deepcopy(body)
    return template


class Hoist(ast.NodeTransformer):
    """Replaces numbers by parameters."""

    def __init__(self) -> None:
        self.values: list[int | float] = []

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        value = node.value
        if type(value) is float or (type(value) is int and abs(value) < 2**63):
            self.values.append(value)
            return ast.Name(f"p{len(self.values) - 1}", ast.Load())
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        return node


def bodies(method: ast.FunctionDef) -> Iterator[tuple[str, int, list[ast.stmt]]]:
    """What the statements of a method say, each with what it needs of those before."""
    before: list[ast.stmt] = []
    for raw in method.body:
        for statement in unwrapped(raw):
            yield from of_statement(statement, before)
            before.append(Assertions().visit(copy.deepcopy(statement)))


def unwrapped(statement: ast.stmt) -> list[ast.stmt]:
    """`with self.subTest(…)` and `with self.assertRaises(…)` without the `with`, a loop over a few
    written values without the loop."""
    if isinstance(statement, ast.With) and len(statement.items) == 1:
        call = statement.items[0].context_expr
        if isinstance(call, ast.Call) and called(call) in UNDER:
            return [inner for one in statement.body for inner in unwrapped(one)]
    if isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
        rounds = [Written(statement.target.id, value) for value in written(statement.iter)]
        copies = [it.visit(copy.deepcopy(one)) for it in rounds for one in statement.body]
        if copies:
            return [inner for one in copies for inner in unwrapped(one)]
    return [statement]


def written(values: ast.expr) -> list[ast.expr]:
    """The few values that a loop's iterable has, where they are written out."""
    if isinstance(values, ast.Constant) and isinstance(values.value, str):
        found: list[ast.expr] = [ast.Constant(letter) for letter in values.value]
    elif isinstance(values, (ast.List, ast.Tuple)):
        found = values.elts
    else:
        found = []
    return found if len(found) <= MOST_ROUNDS else []


class Written(ast.NodeTransformer):
    """Writes a value in the place of a name."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        is_it = node.id == self.name and isinstance(node.ctx, ast.Load)
        return copy.deepcopy(self.value) if is_it else node


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def of_statement(
    statement: ast.stmt, before: list[ast.stmt]
) -> Iterator[tuple[str, int, list[ast.stmt]]]:
    rewritten = Assertions()
    said = rewritten.visit(copy.deepcopy(statement))
    if rewritten.count or isinstance(statement, ast.Assert):
        yield "statement", statement.lineno, sliced([said], before)
    for expression in looked_at(statement):
        result = ast.Return(copy.deepcopy(expression))
        yield "value", expression.lineno, sliced([result], before)


def looked_at(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions of a method's own assertion, or of a bare expression."""
    if isinstance(statement, ast.Assert) and isinstance(statement.test, ast.Compare):
        sides = [statement.test.left, *statement.test.comparators]
        yield from (side for side in sides if not isinstance(side, ast.Constant))
    if not isinstance(statement, ast.Expr):
        return
    call = statement.value
    name = assertion(call)
    if not isinstance(call, ast.Call) or not name:
        yield call
    elif name in ("assertRaises", "assert_raises") and len(call.args) >= 2:
        function, arguments = call.args[1], call.args[2:]
        if isinstance(function, ast.Lambda) and not arguments:
            yield function.body
        else:
            yield ast.copy_location(ast.Call(function, arguments, call.keywords), call)
    else:
        for index in (LOOKED_AT | OF_NUMPY).get(name, ()):
            if index < len(call.args) and not isinstance(call.args[index], ast.Constant):
                yield call.args[index]


def assertion(call: ast.expr) -> str:
    """The method of `self` or the assertion of NumPy's that is called, if one is."""
    if not isinstance(call, ast.Call):
        return ""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id if function.id in OF_NUMPY else ""
    if (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "self"
    ):
        return function.attr
    return ""


class Assertions(ast.NodeTransformer):
    """`self.assertEqual(a, b)` as `assert a == b`, and so on; others stay and are refused."""

    def __init__(self) -> None:
        self.count = 0

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        test = self.test(node.value)
        if test is None:
            return node
        self.count += 1
        return ast.copy_location(ast.Assert(test), node)

    def test(self, call: ast.expr) -> ast.expr | None:
        name = assertion(call)
        if not isinstance(call, ast.Call) or not call.args:
            return None
        first = call.args[0]
        if name in COMPARED and len(call.args) >= 2:
            return ast.Compare(first, [COMPARED[name]()], [call.args[1]])
        if name == "assertTrue":
            return first
        if name == "assertFalse":
            return ast.UnaryOp(ast.Not(), first)
        if name in ("assertIs", "assertIsNot") and len(call.args) >= 2:
            return identity(first, call.args[1], name == "assertIs")
        if name in ("assertIsNone", "assertIsNotNone"):
            return identity(first, ast.Constant(None), name == "assertIsNone")
        if name == "assertIsInstance":
            return ast.Call(ast.Name("isinstance", ast.Load()), call.args[:2], [])
        return None


def identity(left: ast.expr, right: ast.expr, same: bool) -> ast.expr | None:
    """`left is right` where that is a question of values: `None`, `True`, `False`."""
    if not isinstance(right, ast.Constant) or right.value not in (None, True, False):
        return None
    if right.value is None:
        return ast.Compare(left, [ast.Is() if same else ast.IsNot()], [right])
    return ast.Compare(left, [ast.Eq() if same else ast.NotEq()], [right])


def sliced(body: list[ast.stmt], before: list[ast.stmt]) -> list[ast.stmt]:
    """The body behind those statements that bind what it reads."""
    aliases = Aliases(before)
    before = [statement for statement in before if statement not in aliases.statements]
    body = [aliases.visit(statement) for statement in body]
    needed = {name for statement in body for name in names(statement, ast.Load)}
    chosen: list[ast.stmt] = []
    for statement in reversed(before):
        bound = set(names(statement, ast.Store)) | set(changed(statement))
        if bound & needed and not isinstance(statement, ast.Assert):
            chosen.insert(0, aliases.visit(copy.deepcopy(statement)))
            needed |= set(names(statement, ast.Load))
    return [*chosen, *body]


def changed(statement: ast.stmt) -> Iterator[str]:
    """The names whose elements are assigned or deleted, or whose method is called by itself."""
    targets = statement.targets if isinstance(statement, (ast.Assign, ast.Delete)) else []
    targets = [statement.target] if isinstance(statement, ast.AugAssign) else targets
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func
        targets = [function.value] if isinstance(function, ast.Attribute) else []
    for target in targets:
        while isinstance(target, ast.Subscript):
            target = target.value
        if isinstance(target, ast.Name):
            yield target.id


class Aliases(ast.NodeTransformer):
    """Writes `math.hypot` for `hypot` behind `hypot = math.hypot`, and the module that a test is
    run with for another name of it."""

    def __init__(self, before: list[ast.stmt]) -> None:
        self.statements: list[ast.stmt] = []
        self.meanings: dict[str, ast.expr] = {}
        for statement in before:
            if not isinstance(statement, ast.Assign) or not isinstance(
                statement.targets[0], ast.Name
            ):
                continue
            value = statement.value
            if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
                is_alias = value.value.id in ("math", "cmath")
            else:
                is_alias = isinstance(value, ast.Name) and value.id.startswith("its_")
            if is_alias:
                self.statements.append(statement)
                self.meanings[statement.targets[0].id] = value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.meanings.get(node.id, node)


def names(node: ast.AST, context: type) -> Iterator[str]:
    """The names that are read or bound in a statement."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, context):
            yield inner.id
        elif isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and context is ast.Store:
            yield inner.name
        elif isinstance(inner, ast.AugAssign) and context is ast.Load:
            if isinstance(inner.target, ast.Name):
                yield inner.target.id
        elif context is ast.Store and isinstance(getattr(inner, "name", None), str):
            # Captures of patterns.
            yield inner.name  # type: ignore[attr-defined]


def header(text: str) -> str:
    """The imports, the constants and the plain functions of a test module, which its units use."""
    lines = ["import cmath, functools, math, sys", "from pyjit import jit"]
    # A test may give its own name to what it is run with.
    lines += [f"import {name} as its_{name}" for name in ("bisect", "heapq", "operator")]
    if "import numpy as np" in text:
        lines.append("import numpy as np")
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Import):
            lines += [f"import {name.name}" for name in statement.names if name.name in LIBRARIES]
        elif isinstance(statement, ast.ImportFrom) and statement.level == 0:
            lines += imported(statement)
        elif isinstance(statement, ast.Assign) and is_constant(statement.value):
            lines.append(ast.unparse(statement))
        elif isinstance(statement, ast.FunctionDef) and is_plain(statement):
            lines.append(ast.unparse(statement))
    return "\n".join(lines)


def imported(statement: ast.ImportFrom) -> Iterator[str]:
    """An import of names from a library, without those that are not there."""
    assert statement.module
    if statement.module in (*LIBRARIES, "numpy.linalg", "numpy.random"):
        try:
            module = importlib.import_module(statement.module)
        except ImportError:
            return
        names = statement.names
        if names[0].name == "*":
            names = [ast.alias(name) for name in dir(module) if not name.startswith("_")]
        for name in names:
            if hasattr(module, name.name):
                alias = f" as {name.asname}" if name.asname else ""
                yield f"from {statement.module} import {name.name}{alias}"


def is_plain(function: ast.FunctionDef) -> bool:
    """Whether a function is not a test, and a module can be built with it."""
    defaults = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    return (
        not function.name.startswith("test")
        and not function.decorator_list
        and all(is_constant(default) for default in defaults)
    )


def is_constant(value: ast.expr) -> bool:
    """Whether a module can be built with it without running the tests' own code."""
    for node in ast.walk(value):
        if isinstance(node, ast.Call):
            function = node.func
            if not isinstance(function, ast.Name) or function.id not in ("float", "complex", "int"):
                return False
        elif isinstance(node, ast.Name):
            if not hasattr(builtins, node.id):
                return False
        elif isinstance(node, (ast.Lambda, ast.comprehension, ast.Attribute, ast.JoinedStr)):
            return False
    return True
