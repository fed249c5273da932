"""Functions that are compiled when they are called, in source that was not built."""

from __future__ import annotations

import os
from _thread import RLock
from _weakref import ref
from types import FunctionType

from ._argument_types import UnsupportedArgument, type_of
from ._compile import compile_function
from ._compiler import CompilationError, Compiler, unusable_python
from ._function import methods
from ._surroundings import undefined_names

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from ._argument_types import ArgumentType
    from ._compile import Compiled

    # What the hook of a dispatcher gives: what to call, whether it is a kernel, whether it takes
    # whatever comes, and all signatures.
    Answer = tuple[Callable[..., Any], bool, bool, tuple[str, ...]]

# Versions of a function; whoever has more has no types in mind.
MOST_VERSIONS = 64


class PyjitWarning(RuntimeWarning):
    """A function runs in Python that was to be compiled."""


PyjitWarning.__module__ = "pyjit"


def decorate(function: Any, options: dict[str, Any], *, immediate: bool) -> Any:
    """What stands in the place of a function that is marked to be compiled."""
    if isinstance(function, (staticmethod, classmethod)):
        inner = decorate(function.__func__, options, immediate=immediate)
        return type(function)(inner)
    if not isinstance(function, FunctionType):
        return function
    recorded = bool(os.environ.get("PYJIT_RECORD"))
    reason = unusable_python()
    if reason is not None:
        return _warned(function, reason)
    try:
        extension = _dispatcher()
    except CompilationError as error:
        if recorded or _falls_back(function, options):
            return _warned(function, str(error))
        return _that_raises(function, error)
    state = State(options)
    if recorded:
        from ._record import note

        return extension.new(function, state, note, True)
    made = (wrap or extension.new)(function, state, _version_for)
    _replace_earlier(made)
    if immediate and not undefined_names(function):
        _compile_now(made)
    return made


def watched(function: FunctionType, note: Callable[..., Any]) -> Any:
    """A function that is what this one is, and says with which types it is called.

    Raises :class:`CompilationError` where that cannot be made.
    """
    reason = unusable_python()
    if reason is not None:
        raise CompilationError(reason)
    return _dispatcher().watch(function, note)


class State:
    """What is known of a function beside its versions, which the dispatcher has."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.versions: dict[str, Version] = {}
        # Why there is none for these types.
        self.failures: dict[str, Failure] = {}
        # It declares types: one kernel for whatever the arguments are.
        self.declared: Version | None = None
        self.has_warned = False

    @property
    def signatures(self) -> tuple[str, ...]:
        """What can be called without compiling."""
        versions = self.versions.values() if self.declared is None else [self.declared]
        found = [text for version in versions for text in version.signatures]
        return tuple(dict.fromkeys(found))


class Version:
    """The kernel for some types."""

    def __init__(
        self,
        kernel: Callable[..., Any],
        signatures: Sequence[str],
        arguments: Sequence[ArgumentType] | None,
    ) -> None:
        self.kernel = kernel
        self.signatures = signatures
        self.arguments = arguments


class Failure:
    """Why there is no kernel for some types; what these hold is not to make room for others."""

    def __init__(self, error: Exception, arguments: Sequence[ArgumentType] | None) -> None:
        self.error = error
        self.arguments = arguments


_lock = RLock()

# Makes dispatchers in the place of the extension's `new`, where functions are compared with Python.
wrap: Callable[..., Any] | None = None


def _version_for(made: Any, values: tuple[Any, ...] | None) -> Answer:
    """The hook of every dispatcher: `values` are those of the parameters, None where it has
    `*args`."""
    # One compiler for all threads: who comes second finds what the first has compiled.
    with _lock:
        state: State = made.__pyjit_state__
        if state.declared is not None:
            return state.declared.kernel, True, True, state.signatures
        try:
            return _compiled_for(made, state, values)
        except (CompilationError, UnsupportedArgument) as error:
            function = made.__wrapped__
            if not _falls_back(function, state.options):
                raise
            if not state.has_warned:
                state.has_warned = True
                _warn(function, str(error))
            return function, False, False, state.signatures


def _compiled_for(made: Any, state: State, values: tuple[Any, ...] | None) -> Answer:
    function = made.__wrapped__
    try:
        arguments = None if values is None else [type_of(value) for value in values]
    except UnsupportedArgument:
        # A function that declares its types refuses by them; and one that cannot be compiled for
        # any types says that first.
        try:
            return _keep(made, state, "", compile_function(function, None), None)
        except CompilationError as error:
            if error.code == _NO_TYPES:
                raise UnsupportedArgument(_about(function, values)) from None
            raise
    return _of_types(made, state, arguments)


def _of_types(made: Any, state: State, arguments: Sequence[ArgumentType] | None) -> Answer:
    function = made.__wrapped__
    key = repr(arguments)
    failure = state.failures.get(key)
    if failure is not None:
        raise failure.error.with_traceback(None)
    version = state.versions.get(key)
    if version is not None:
        return version.kernel, True, False, state.signatures
    if len(state.versions) >= MOST_VERSIONS:
        name = function.__qualname__
        raise CompilationError(f"`{name}` has {MOST_VERSIONS} versions, and needs no more")
    try:
        compiled = compile_function(function, arguments)
    except CompilationError as error:
        state.failures[key] = Failure(error, arguments)
        raise
    return _keep(made, state, key, compiled, arguments)


# Of the diagnostic that a function does not say the types of its parameters.
_NO_TYPES = "PJ0261"


def _keep(
    made: Any,
    state: State,
    key: str,
    compiled: Compiled,
    arguments: Sequence[ArgumentType] | None,
) -> Answer:
    version = Version(compiled.kernel, compiled.signatures, arguments)
    if compiled.declared:
        state.declared = version
    else:
        state.versions[key] = version
    for function in compiled.made_of[1:]:
        note_use(function, made)
    return compiled.kernel, True, compiled.declared, state.signatures


def compile_for(made: Any, arguments: Sequence[ArgumentType]) -> None:
    """Compiles a function for arguments of these types.

    Raises :class:`CompilationError`.
    """
    with _lock:
        state: State = made.__pyjit_state__
        if state.declared is None:
            _of_types(made, state, arguments)


def _about(function: FunctionType, values: Sequence[object] | None) -> str:
    """Which argument no kernel takes."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    for name, value in zip(names, values or ()):
        try:
            type_of(value)
        except UnsupportedArgument as error:
            return f"{function.__module__}.{function.__qualname__}(): parameter '{name}': {error}"
    return f"{function.__module__}.{function.__qualname__}()"


def forget(made: Any) -> None:
    """Forgets every version of a function, and of all that was compiled with it."""
    state: State = made.__pyjit_state__
    with _lock:
        state.versions.clear()
        state.failures.clear()
        state.declared = None
        _dispatcher().forget(made)
        for user in _users_of(made):
            forget(user)


# What was compiled with the code of a function of that module and name, by its address.
_users: dict[tuple[str, str], dict[int, ref[Any]]] = {}


def note_use(function: FunctionType, user: Any) -> None:
    """Notes that the code of a function is part of what was made of another one."""
    _users.setdefault(_name_of(function), {})[id(user)] = ref(user)


def _users_of(made: Any) -> Iterator[Any]:
    """These, which are forgotten."""
    for user in _users.pop(_name_of(made.__wrapped__), {}).values():
        alive = user()
        if alive is not None:
            yield alive


def _name_of(function: Any) -> tuple[str, str]:
    return function.__module__, function.__qualname__


def _replace_earlier(made: Any) -> None:
    """A cell of a notebook that is run again, or a module that is loaded again, defines another
    function; what called the old one is compiled anew."""
    # Functions inside functions are many by the same name.
    if "<locals>" in made.__wrapped__.__qualname__:
        return
    with _lock:
        for user in _users_of(made):
            forget(user)


def _compile_now(made: Any) -> None:
    """Compiles a function for the types that it declares, if it does."""
    with _lock:
        state: State = made.__pyjit_state__
        function = made.__wrapped__
        try:
            _keep(made, state, "", compile_function(function, None), None)
        except CompilationError as error:
            if error.code == _NO_TYPES:
                return
            if not _falls_back(function, state.options):
                raise
            state.has_warned = True
            _warn(function, str(error))


_extension: Any = None


def _dispatcher() -> Any:
    """The extension that makes dispatchers."""
    global _extension
    if _extension is None:
        extension = Compiler().dispatcher()
        for name, method in methods.items():
            setattr(extension.Function, name, method)
        _extension = extension
    return _extension


def _falls_back(function: FunctionType, options: dict[str, Any]) -> bool:
    """Whether Python may run what cannot be compiled."""
    asked = options.get("fallback")
    if asked is not None:
        return bool(asked)
    switch = os.environ.get("PYJIT_FALLBACK", "")
    if switch:
        return switch != "0"
    from ._project import falls_back

    return falls_back(os.path.dirname(os.path.abspath(function.__code__.co_filename)))


def _warn(function: FunctionType, reason: str) -> None:
    import warnings

    text = f"{function.__module__}.{function.__qualname__}() runs in Python: {reason}"
    warnings.warn(text, PyjitWarning, stacklevel=3)


def _warned(function: FunctionType, reason: str) -> FunctionType:
    _warn(function, reason)
    return function


def _that_raises(function: FunctionType, error: CompilationError) -> Callable[..., Any]:
    import functools

    @functools.wraps(function)
    def cannot_be_compiled(*arguments: Any, **keywords: Any) -> Any:
        raise error.with_traceback(None)

    return cannot_be_compiled


def _renew_lock() -> None:
    """In a forked process: another thread may have held it, which is not here."""
    global _lock
    _lock = RLock()


os.register_at_fork(after_in_child=_renew_lock)
