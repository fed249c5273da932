"""Notes with which types of arguments functions are called, where ``PYJIT_RECORD`` names a file.

The functions run in Python meanwhile, so that calls of one by another are seen; those that Numba
compiles stay compiled, see ``_record_numba.py``. Each new combination of types is noted once, and
comes into the file soon, at the latest when the process ends. A record never fails a program.
"""

from __future__ import annotations

import functools
import os
from types import FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

from . import _record_start
from ._argument_types import (
    UnsupportedArgument,
    holds_function,
    of_any_order,
    type_of,
    unsupported,
)
from ._record_file import KERNELS, REFUSED
from ._recorded_functions import Project, class_in_build, in_build, name_of
from ._recorder import Recorder
from ._spelling import spelled_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._argument_types import ArgumentType

    Answer = tuple[Any, bool, bool, tuple[str, ...]]


def _begun() -> tuple[Recorder, Project]:
    try:
        path = os.path.realpath(os.environ[_record_start.VARIABLE])
    except OSError:  # the current folder was removed
        path = os.environ[_record_start.VARIABLE]
    # Processes that are started from here on may be in another folder.
    os.environ[_record_start.VARIABLE] = path
    recorder = Recorder(path)
    # What else would a process run that ends so?
    os._exit = _after(recorder.end, os._exit)
    for name in ("execv", "execve"):
        setattr(os, name, _after(recorder.write, getattr(os, name)))
    try:
        folders = [os.path.dirname(path), os.getcwd()]
    except OSError:
        folders = [os.path.dirname(path)]
    return recorder, Project(*dict.fromkeys(folders))


def _after(write: Callable[[], None], leave: Callable[..., NoReturn]) -> Callable[..., NoReturn]:
    @functools.wraps(leave)
    def write_and_leave(*arguments: Any, **keywords: Any) -> NoReturn:
        write()
        leave(*arguments, **keywords)

    return write_and_leave


recorder, project = _begun()


def note(made: Any, values: tuple[object, ...] | None) -> Answer:
    """The hook of a dispatcher whose function is to run in Python."""
    return _note(made.__wrapped__, values, type_of)


def watched_as_numbas(function: FunctionType, any_order: bool) -> Any:
    """A function under a decorator of Numba's that runs in Python: the same, but that what it is
    called with is noted."""
    from ._development import watched

    def type_under_numba(value: object) -> ArgumentType:
        kind = type_of(value, numba=True)
        return of_any_order(kind) if any_order else kind

    return watched(function, lambda _, values: _note(function, values, type_under_numba))


def _note(
    function: FunctionType,
    values: tuple[object, ...] | None,
    type_for: Callable[[object], ArgumentType],
) -> Answer:
    try:
        if project.has(function):
            recorder.note(*_about(function, values, type_for))
    except Exception as error:
        # Of a class that is not what it says, say.
        recorder.note(REFUSED, name_of(function), f"a {type(error).__name__} when looked at")
    return function, False, False, ()


def _about(
    function: FunctionType,
    values: tuple[object, ...] | None,
    type_for: Callable[[object], ArgumentType],
) -> tuple[str, str, str]:
    """The table, the name and the entry for a call."""
    name, code = name_of(function), function.__code__
    if values is None:
        return REFUSED, name, variadic(code)
    kinds: list[ArgumentType] = []
    for parameter, value in zip(code.co_varnames, values):
        try:
            kind = type_for(value)
            if holds_function(kind):
                raise unsupported(value)  # in a build, whose functions are other objects
            kinds.append(in_build(kind))
        except UnsupportedArgument as error:
            kind_name = str(error).removeprefix("no kernel takes a value of type ")
            return REFUSED, name, f"{parameter}: {class_in_build(kind_name)}"
    return KERNELS, name, spelled_all(kinds)


def variadic(code: Any) -> str:
    """The parameter of a function that takes any number of arguments, as it is written."""
    count = code.co_argcount + code.co_kwonlyargcount
    # These come behind the others, and `**keywords` last.
    return ("*" if code.co_flags & 0x04 else "**") + str(code.co_varnames[count])


def tell(reason: str) -> None:
    """Says once why types are not recorded."""
    recorder.tell(reason)


# What imports Numba later on.
_record_start.begin()
