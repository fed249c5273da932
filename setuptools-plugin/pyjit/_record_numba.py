"""Functions under Numba's decorators: what they are called with is noted.

What Numba compiles stays as it is, and says when it gets a version for new types, be it compiled or
read from Numba's cache; that costs a call nothing, and calls by other such functions are seen. Where
Numba compiles nothing (`NUMBA_DISABLE_JIT`), the functions are watched as those of pyjit are.

What is used of Numba's inside may be missing in another version: then that is said, once, and
nothing is noted.
"""

from __future__ import annotations

import itertools
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, WeakValueDictionary

from ._argument_types import UnsupportedArgument
from ._numba_names import Unknown, split, start_of
from ._numba_types import MOST_ALTERNATIVES, combinations
from ._record import note_numbas, project, recorder, tell, variadic
from ._record_file import KERNELS, REFUSED
from ._recorded_functions import class_in_build, in_build, name_of
from ._spelling import spelled_all

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECORATORS = "numba.core.decorators"
# What the decorators made for who uses Numba. Numba itself makes others, of parts of functions.
_made: WeakSet[Any] = WeakSet()
# The same by what begins the names of their versions.
_named: WeakValueDictionary[str, Any] = WeakValueDictionary()


def attach(numba: Any) -> None:
    """Has the decorators of Numba, which is imported, say what they make."""
    from numba.core import compiler, decorators, dispatcher

    if hasattr(decorators, "__pyjit_recorded__"):
        return
    # Looked for first: all of it, or nothing.
    jit, add, unpickle, read = (
        decorators._jit,
        dispatcher.Dispatcher.add_overload,
        dispatcher.Dispatcher._rebuild.__func__,
        compiler.CompileResult._rebuild.__func__,
    )

    def recorded_jit(*arguments: Any, **keywords: Any) -> Any:
        decorate = jit(*arguments, **keywords)
        if _is_numbas_own(sys._getframe(1)):
            return decorate

        def decorate_and_watch(function: Any) -> Any:
            made = decorate(function)
            if isinstance(made, dispatcher.Dispatcher):
                # Versions for types that are declared exist already.
                _watch(made)
                return made
            return recorded(made) if made is function else made

        return decorate_and_watch

    def recorded_add(self: Any, result: Any) -> None:
        add(self, result)
        if self in _made:
            _note_version(self.py_func, result.signature.args)

    def recorded_unpickle(cls: Any, *arguments: Any, **keywords: Any) -> Any:
        made = unpickle(cls, *arguments, **keywords)
        _watch(made)
        return made

    def recorded_read(cls: Any, *arguments: Any, **keywords: Any) -> Any:
        made = read(cls, *arguments, **keywords)
        _note_called(arguments)
        return made

    decorators._jit = recorded_jit
    dispatcher.Dispatcher.add_overload = recorded_add
    dispatcher.Dispatcher._rebuild = classmethod(recorded_unpickle)
    compiler.CompileResult._rebuild = classmethod(recorded_read)
    decorators.__pyjit_recorded__ = True


def recorded(function: Any) -> Any:
    """What stands for a function that runs in Python, so that its calls are noted."""
    if not isinstance(function, FunctionType) or not project.has(function):
        return function
    try:
        from ._development import recorded_in_python

        return recorded_in_python(function, note_numbas)
    except Exception as error:
        tell(str(error))
        return function


def _is_numbas_own(frame: Any) -> bool:
    """Whether it is Numba itself that decorates."""
    while frame is not None and frame.f_globals.get("__name__") == _DECORATORS:
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__")).startswith("numba.")


def _watch(made: Any) -> None:
    _made.add(made)
    _named[start_of(made.py_func)] = made


def _note_version(function: FunctionType, kinds: Sequence[Any]) -> None:
    """Notes that there is a version for these types of Numba's."""
    try:
        if project.has(function):
            for about in _about(function, kinds):
                recorder.note(*about)
    except Exception as error:
        tell(f"this Numba is not known: {type(error).__name__}: {error}")


def _note_called(parts: Sequence[Any]) -> None:
    """Notes what a function calls that was read from Numba's cache: these are in its code."""
    try:
        own, environments = parts[3].env_name, parts[-1]
        for environment in environments:
            if environment.env_name != own:
                _note_name(environment.env_name)
    except Exception as error:
        tell(f"this Numba is not known: {type(error).__name__}: {error}")


def _note_name(name: str) -> None:
    try:
        start, kinds = split(name)
    except Unknown:
        return
    made = _named.get(start)
    if made is None or not project.has(made.py_func):
        return
    function = made.py_func
    code = function.__code__
    if code.co_flags & 0x0C:
        recorder.note(REFUSED, name_of(function), variadic(code))
    elif kinds is None or len(kinds) != code.co_argcount + code.co_kwonlyargcount:
        tell(f"what {name_of(function)} is called with is not in Numba's cache; clear that")
    else:
        for one in itertools.islice(itertools.product(*kinds), MOST_ALTERNATIVES):
            recorder.note(KERNELS, name_of(function), spelled_all(list(one)))


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
