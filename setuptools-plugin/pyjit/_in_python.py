"""A kernel as Python runs it for comparison.

That is its function, with what the compiled one does otherwise by promise: NumPy's inexact
functions are ours (``_mathematics``), what is declared to be a `float` or a sized number is one,
nothing is printed twice, and `assert` means what the text says, where pytest runs other code.
"""

from __future__ import annotations

import ast
import builtins
import dis
from collections.abc import Callable, Iterator
from types import CellType, CodeType, FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from ._declared import Kinds, as_declared, declared_by
from ._development import State, _dispatcher
from ._mathematics import ours, power, power_in_place
from ._source import NoSource, source_of

_POWER = "__pyjit_power__"
_POWER_IN_PLACE = "__pyjit_power_in_place__"


def in_python(function: FunctionType, state: State) -> InPython:
    """What Python runs for a function of that state."""
    found = _made.get(state)
    if found is None:
        found = _made[state] = InPython(function)
    return found


class InPython:
    """A function that is called instead of a kernel."""

    def __init__(self, function: FunctionType) -> None:
        code = _code_of(function)
        # pytest's code of an `assert` raises with texts of its own.
        self.asserts_otherwise = _is_rewritten(function) and code is function.__code__
        names = function.__globals__
        if _needs_names(function, code):
            names = _Names(names)
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
        closure = tuple(_cell(cells[name]) for name in code.co_freevars)
        self._kinds, self._result = declared_by(function)
        count = code.co_argcount + code.co_kwonlyargcount
        self._by_name = dict(zip(code.co_varnames[:count], self._kinds))
        copy = FunctionType(code, names, function.__name__, None, closure)
        own = (self._kinds or [()] * count)[: code.co_argcount]
        defaults = function.__defaults__ or ()
        last = own[len(own) - len(defaults) :]
        copy.__defaults__ = tuple(map(as_declared, defaults, last))
        copy.__kwdefaults__ = self._named(function.__kwdefaults__ or {})
        self._copy = copy

    @property
    def callable(self) -> Callable[..., Any]:
        """What kernels call that Python runs: where nothing is declared, without another frame."""
        return self if self._kinds else self._copy

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """A call by a kernel that Python runs."""
        kinds = self._kinds + [()] * (len(arguments) - len(self._kinds))
        values = map(as_declared, arguments, kinds)
        return as_declared(self._copy(*values, **self._named(keywords)), self._result)

    def from_outside(
        self, positional: list[Any], keywords: dict[str, Any], kinds: list[Kinds]
    ) -> Any:
        """A call by code that is no kernel, with all arguments; a signature may say their types."""
        by_name = dict(zip(self._copy.__code__.co_varnames, kinds)) or self._by_name

        def declared(name: str, value: Any) -> Any:
            return as_declared(value, by_name.get(name, ()), from_outside=True)

        values = map(declared, self._copy.__code__.co_varnames, positional)
        named = {name: declared(name, value) for name, value in keywords.items()}
        return as_declared(self._copy(*values, **named), self._result)

    def _named(self, values: dict[str, Any]) -> dict[str, Any]:
        by_name = self._by_name
        return {name: as_declared(it, by_name.get(name, ())) for name, it in values.items()}


_made: WeakKeyDictionary[State, InPython] = WeakKeyDictionary()


class _Names(dict[str, Any]):
    """The global names of a module as they are when they are looked up, with ours among them.

    Python asks a dictionary that is none of its own by its `__getitem__`.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        own = names.get("__builtins__", builtins)
        own = own if isinstance(own, dict) else vars(own)
        own = {**own, "print": _print_nothing, "__import__": _import}
        # These two Python reads by itself.
        super().__init__({"__builtins__": own, "__name__": names.get("__name__")})
        self._names = names

    def __getitem__(self, name: str) -> Any:
        if name == _POWER:
            return power
        if name == _POWER_IN_PLACE:
            return power_in_place
        value = self._names[name]
        if isinstance(value, _dispatcher().Function):
            # It would lead there, too, with more frames on the way.
            return in_python(value.__wrapped__, value.__pyjit_state__).callable
        return ours(value)


def _print_nothing(*values: object, **keywords: object) -> None:
    # Compiled, the function has printed it.
    for value in values:
        str(value)


def _import(*arguments: Any, **keywords: Any) -> Any:
    return ours(__import__(*arguments, **keywords))


def _cell(cell: CellType) -> CellType:
    try:
        value = cell.cell_contents
    except ValueError:
        return cell  # nothing was assigned yet
    return cell if ours(value) is value else CellType(ours(value))


def _needs_names(function: FunctionType, code: CodeType) -> bool:
    """Whether any global name means something else here."""
    used = {name for part in _codes(code) for name in part.co_names}
    if not used.isdisjoint({_POWER, _POWER_IN_PLACE, "print", "numpy"}):
        return True
    values = [it for name, it in function.__globals__.items() if name in used]
    kind = _dispatcher().Function
    return any(isinstance(it, kind) or ours(it) is not it for it in values)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _is_rewritten(function: FunctionType) -> bool:
    loader = function.__globals__.get("__loader__")
    return type(loader).__name__ == "AssertionRewritingHook"


def _code_of(function: FunctionType) -> CodeType:
    """The code of the function's text, with calls in the place of powers."""
    code = function.__code__
    if not _is_rewritten(function) and not any(map(_has_power, _codes(code))):
        return code
    try:
        source = source_of(function)
        tree = _Powers().visit(ast.parse(source.text))
        module = compile(tree, code.co_filename, "exec", dont_inherit=True)
    except (NoSource, SyntaxError, ValueError, RecursionError):
        return code
    for found in _codes(module):
        if _is_same_function(found, code):
            return found
    return code


def _is_same_function(found: CodeType, code: CodeType) -> bool:
    def form(it: CodeType) -> tuple[Any, ...]:
        parameters = it.co_argcount, it.co_posonlyargcount, it.co_kwonlyargcount
        count = it.co_argcount + it.co_kwonlyargcount
        names = it.co_varnames[:count]
        return it.co_name, it.co_firstlineno, parameters, names, set(it.co_freevars)

    return form(found) == form(code)


def _has_power(code: CodeType) -> bool:
    return any(
        it.opname in ("BINARY_POWER", "INPLACE_POWER")
        or (it.opname == "BINARY_OP" and it.argrepr in ("**", "**="))
        for it in dis.get_instructions(code)
    )


class _Powers(ast.NodeTransformer):
    """Makes calls of `power` of the operator."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        return _call(_POWER, node.left, node.right, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow) or not isinstance(node.target, ast.Name):
            return node
        left = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        assign = ast.Assign([node.target], _call(_POWER_IN_PLACE, left, node.value, node))
        return ast.fix_missing_locations(ast.copy_location(assign, node))


def _call(name: str, left: ast.expr, right: ast.expr, place: ast.AST) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), [left, right], [])
    return ast.fix_missing_locations(ast.copy_location(call, place))
