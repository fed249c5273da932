"""Functions under Numba's decorators: what they are called with is noted.

What Numba compiles stays as it is, and says when it gets a version for new types, be it compiled
or read from Numba's cache; that costs a call nothing, and calls by other such functions are seen.
Where Numba compiles nothing (`NUMBA_DISABLE_JIT`), the functions are watched as those of pyjit are.

What is used of Numba's inside may be missing in another version: then that is said, once, and
nothing is noted.
"""

from __future__ import annotations

import itertools
import sys
from importlib import import_module
from inspect import signature
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, WeakValueDictionary

from ._argument_types import UnsupportedArgument, type_of
from ._numba_names import split, start_of
from ._numba_printed import OMITTED, Unknown
from ._numba_types import MOST_ALTERNATIVES, combinations
from ._record import project, recorder, tell, variadic, watched_as_numbas
from ._record_file import KERNELS, REFUSED
from ._recorded_functions import class_in_build, in_build, name_of
from ._spelling import spelled_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DECORATORS = "numba.core.decorators"
_UFUNC_DECORATORS = "numba.np.ufunc.decorators"
# What the decorators made for who uses Numba. Numba itself makes others, of parts of functions.
_made: WeakSet[Any] = WeakSet()
# The same, with those of `vectorize`, by what begins the names of their versions.
_named: WeakValueDictionary[str, Any] = WeakValueDictionary()


def attach(numba: Any) -> None:
    """Has the decorators of Numba, which is imported, say what they make."""
    inside = "core.compiler", "core.decorators", "core.dispatcher", "np.ufunc.ufuncbuilder"
    modules: Any = [import_module(f"{numba.__name__}.{name}") for name in inside]
    compiler, decorators, dispatcher, ufuncs = modules
    if hasattr(decorators, "__pyjit_recorded__"):
        return
    # Looked for first: all of it, or nothing.
    jit, compile_ufunc, add, unpickle, read = (
        decorators._jit,
        ufuncs.UFuncDispatcher.compile,
        dispatcher.Dispatcher.add_overload,
        dispatcher.Dispatcher._rebuild.__func__,
        compiler.CompileResult._rebuild.__func__,
    )

    def recorded_jit(*arguments: Any, **keywords: Any) -> Any:
        decorate = jit(*arguments, **keywords)
        signatures = arguments[0] if arguments else keywords.get("sigs")
        is_own = _is_numbas_own(sys._getframe(1))

        def decorate_and_watch(function: Any) -> Any:
            made = decorate(function)
            if made is function:
                return made if is_own or signatures is not None else recorded(made)
            if isinstance(made, ufuncs.UFuncDispatcher):
                _watch_ufunc(made)
            elif isinstance(made, dispatcher.Dispatcher) and not is_own:
                _watch(made)
            return made

        return decorate_and_watch

    def recorded_add(self: Any, result: Any) -> Any:
        returned = add(self, result)
        if self in _made:
            _note_version(self, result)
        return returned

    def recorded_compile(self: Any, *arguments: Any, **keywords: Any) -> Any:
        result = compile_ufunc(self, *arguments, **keywords)
        if _are_declared(sys._getframe(1)):
            _forget_ufunc(self)
        else:
            _note_version(self, result)
        return result

    def recorded_unpickle(cls: Any, *arguments: Any, **keywords: Any) -> Any:
        made = unpickle(cls, *arguments, **keywords)
        _watch(made)
        return made

    def recorded_read(cls: Any, *arguments: Any, **keywords: Any) -> Any:
        made = read(cls, *arguments, **keywords)
        _note_called(arguments)
        return made

    decorators._jit = recorded_jit
    ufuncs.UFuncDispatcher.compile = recorded_compile
    dispatcher.Dispatcher.add_overload = recorded_add
    dispatcher.Dispatcher._rebuild = classmethod(recorded_unpickle)
    compiler.CompileResult._rebuild = classmethod(recorded_read)
    decorators.__pyjit_recorded__ = True


def recorded(function: Any, *, any_order: bool = False) -> Any:
    """What stands for a function that runs in Python, so that its calls are noted: of arrays in
    whatever order their elements are, if asked for."""
    # One that is watched already says that it is a function, but its type is another.
    if type(function) is not FunctionType or not project.has(function):
        return function
    try:
        return watched_as_numbas(function, any_order)
    except Exception as error:
        tell(str(error))
        return function


def _is_numbas_own(frame: Any) -> bool:
    """Whether it is Numba itself that decorates."""
    while frame is not None and frame.f_globals.get("__name__") == _DECORATORS:
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__")).startswith("numba.")


def _are_declared(frame: Any) -> bool:
    """Whether it is the decorator that has a function of `vectorize` compiled."""
    while frame is not None:
        name = str(frame.f_globals.get("__name__"))
        if name == _UFUNC_DECORATORS:
            return True
        if not name.startswith("numba."):
            return False
        frame = frame.f_back
    return False


def _guarded(function: Callable[..., None]) -> Callable[..., None]:
    """What never fails the program, whatever this Numba is."""

    def guarded(*arguments: Any) -> None:
        try:
            function(*arguments)
        except Exception as error:
            tell(f"this Numba is not known: {type(error).__name__}: {error}")

    return guarded


@_guarded
def _watch(made: Any) -> None:
    # Where types are declared it takes no others, and has its versions.
    if made._can_compile:
        _made.add(made)
        _named[start_of(made.py_func)] = made


@_guarded
def _watch_ufunc(made: Any) -> None:
    _named[start_of(made.py_func)] = made


@_guarded
def _forget_ufunc(made: Any) -> None:
    _named.pop(start_of(made.py_func), None)


@_guarded
def _note_version(made: Any, result: Any) -> None:
    """Notes that there is a version for these types of Numba's."""
    function = made.py_func
    if project.has(function):
        for about in _about(function, result.signature.args):
            recorder.note(*about)


@_guarded
def _note_called(parts: Sequence[Any]) -> None:
    """Notes what a function calls that was read from Numba's cache: these are in its code."""
    own, environments = parts[3].env_name, parts[-1]
    for environment in environments:
        if environment.env_name != own:
            _note_name(environment.env_name)


def _note_name(name: str) -> None:
    try:
        start, rest = split(name)
    except Unknown:
        return
    made = _named.get(start)
    if made is None or not project.has(made.py_func):
        return
    function = made.py_func
    kinds = rest.arguments(lambda name: _class_called(name, function))
    code, known = function.__code__, name_of(function)
    if code.co_flags & 0x0C:
        recorder.note(REFUSED, known, variadic(code))
    elif kinds and isinstance(kinds[-1], UnsupportedArgument):
        parameter = code.co_varnames[len(kinds) - 1]
        recorder.note(REFUSED, known, f"{parameter}: {kinds[-1]}")
    elif kinds is None or len(kinds) != code.co_argcount + code.co_kwonlyargcount:
        tell(f"what {known} is called with is not in Numba's cache; clear that")
    else:
        parameters = signature(function).parameters.values()
        found = [
            [type_of(parameter.default, numba=True)] if kind == OMITTED else kind
            for kind, parameter in zip(kinds, parameters)
        ]
        for one in itertools.islice(itertools.product(*found), MOST_ALTERNATIVES):
            recorder.note(KERNELS, known, spelled_all([in_build(it) for it in one]))


def _class_called(name: str, function: FunctionType) -> Any:
    """The class of a named tuple that a function is called with: of its own module, or of another
    one that has such functions."""
    others = (it.py_func for it in list(_named.values()))
    for known in (function, *others):
        found = known.__globals__.get(name)
        if isinstance(found, type):
            return found
    return None


def _about(function: FunctionType, kinds: Sequence[Any]) -> list[tuple[str, str, str]]:
    """The tables, names and entries for a version."""
    name, code = name_of(function), function.__code__
    if code.co_flags & 0x0C:
        return [(REFUSED, name, variadic(code))]
    try:
        found = [[in_build(kind) for kind in one] for one in combinations(kinds)]
    except UnsupportedArgument as error:
        what, index = error.args
        return [(REFUSED, name, f"{code.co_varnames[index]}: {class_in_build(what)}")]
    return [(KERNELS, name, spelled_all(one)) for one in found]
