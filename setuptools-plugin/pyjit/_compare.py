"""Each call of a compiled function is made in Python, too, and must come to the same.

The compiled function runs on the arguments of the caller, who gets its result; Python runs on
copies. What Python runs calls other kernels in Python, and what runs compiled calls them as ever,
so that nothing is compared twice.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from types import FunctionType
from typing import TYPE_CHECKING, Any

from . import _development, _mathematics, _random_state
from ._argument_types import UnsupportedArgument
from ._compiler import CompilationError
from ._declared import Kinds, declared_in
from ._development import State
from ._in_python import InPython, in_python
from ._same import difference, difference_of_errors
from ._snapshot import Snapshot

if TYPE_CHECKING:
    from ._development import Answer

    Hook = Callable[[Any, Any], Answer]


class Difference(AssertionError):
    """A compiled function does not do what Python does; the text says what, and with which
    arguments."""


Difference.__module__ = "pyjit"


class Comparisons:
    """What was compared in this process."""

    def __init__(self) -> None:
        self.kernels: set[str] = set()
        self.calls = 0
        self.found = 0
        self._differences: list[Difference] = []
        self._lock = threading.Lock()

    def count(self, name: str) -> None:
        """Counts a call of a kernel."""
        with self._lock:
            self.kernels.add(name)
            self.calls += 1

    def add(self, difference: Difference) -> None:
        """Notes a difference, whatever the program makes of the exception."""
        with self._lock:
            self.found += 1
            self._differences.append(difference)

    def take(self) -> list[Difference]:
        """The differences that were noted since this was last asked."""
        with self._lock:
            taken, self._differences = self._differences, []
        return taken


comparisons = Comparisons()


def begin() -> Callable[[], None]:
    """From here on, functions that are decorated are compared, until what this gives is called."""
    before = _development.wrap
    _development.wrap = _new

    def end() -> None:
        _development.wrap = before

    return end


class _Running(threading.local):
    """How calls of kernels are to be made in this thread, and which function was none."""

    # To be compared, as ever, in Python as a kernel would do it, or in plain Python.
    how = "compared"
    not_compiled: object = None


_running = _Running()


def _new(function: FunctionType, state: State, hook: Hook) -> Any:
    """What stands in the place of the function: it leads to a :class:`_Compared`."""
    compared: _Compared | None = None
    _random_state.notice(function)

    def compare(made: Any, values: Any) -> Answer:
        nonlocal compared
        if compared is None:
            compared = _Compared(function, state, hook)
        compared.is_forgotten_with_others()
        return compared.call, False, True, state.signatures

    return _development._dispatcher().new(function, state, compare)


def _shown(value: object) -> str:
    """A value as a person reads it, who does not read more."""
    text = repr(value)
    return text if len(text) <= 2000 else f"{text[:2000]}…"


class _Outcome:
    """What came of a call."""

    def __init__(self, value: Any = None, error: BaseException | None = None) -> None:
        self.value = value
        self.error = error
        self.is_compiled = False

    def __repr__(self) -> str:
        if self.error is not None:
            return f"raised {_shown(self.error)}"
        return f"returned {_shown(self.value)}"


class _Compared:
    """A function, compiled and in Python."""

    def __init__(self, function: FunctionType, state: State, hook: Hook) -> None:
        self._function = function
        self._state = state
        self._hook = hook
        # As it is without comparison.
        self._compiled = _development._dispatcher().new(function, state, self._version_for)
        code = function.__code__
        self._name = f"{function.__module__}.{function.__qualname__}"
        self._place = f"{code.co_filename}:{code.co_firstlineno}"
        self._parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    def is_forgotten_with_others(self) -> None:
        """Has its versions forgotten where those of the function are."""
        _development.note_use(self._function, self._compiled)

    def call(self, *arguments: Any, **keywords: Any) -> Any:
        """A call by anybody."""
        __tracebackhide__ = True
        how = _running.how
        if how == "in Python":
            return self._python().callable(*arguments, **keywords)
        if how == "in plain Python":
            return self._function(*arguments, **keywords)
        bound = self._bound(arguments, keywords) if how == "compared" else None
        if bound is None:
            return self._compiled(*arguments, **keywords)
        return self._call_compared(arguments, keywords, bound)

    def _call_compared(self, arguments: Any, keywords: dict[str, Any], bound: list[Any]) -> Any:
        __tracebackhide__ = True
        try:
            snapshot = Snapshot(bound)
        except RecursionError:  # of tuples in tuples, which no kernel takes
            return self._compiled(*arguments, **keywords)
        before = _random_state.current()
        outcome = self._run_compiled(arguments, keywords)
        if outcome.is_compiled and not self._is_promised(outcome.error):
            after = _random_state.current()
            try:
                self._compare(outcome, bound, snapshot, before)
            finally:
                _random_state.restore(after)
        if outcome.error is None:
            return outcome.value
        try:
            raise outcome.error
        finally:
            del outcome  # which the traceback would keep, and it the traceback

    def _run_compiled(self, arguments: Any, keywords: dict[str, Any]) -> _Outcome:
        __tracebackhide__ = True
        outside = _running.how, _running.not_compiled
        _running.how, _running.not_compiled = "as ever", None
        try:
            outcome = _Outcome(self._compiled(*arguments, **keywords))
        except (CompilationError, UnsupportedArgument):
            raise
        except (Exception, SystemExit) as error:
            outcome = _Outcome(error=error)
        finally:
            is_compiled = _running.not_compiled is not self
            _running.how, _running.not_compiled = outside
        outcome.is_compiled = is_compiled
        return outcome

    def _compare(self, found: _Outcome, bound: list[Any], snapshot: Snapshot, random: Any) -> None:
        __tracebackhide__ = True
        drawn = _random_state.current()
        where = None
        expected = found
        for how in WAYS:
            values = snapshot.copies()
            _random_state.restore(random)
            outcome, ulps = self._run(how, values)
            if any(isinstance(it.error, _NOT_COMPARED) for it in (found, outcome)):
                return
            now = self._difference(found, outcome, bound, values, ulps)
            now = now or _random_state.difference(drawn)
            if now is None:
                where = None
                break
            if where is None:
                where, expected = now, outcome
        comparisons.count(self._name)
        if where is not None:
            error = Difference(self._text(where, found, expected, snapshot))
            comparisons.add(error)
            raise error

    def _run(self, how: str, values: list[Any]) -> tuple[_Outcome, int]:
        """What came of a call in Python, and how many units of the last place it may be off."""
        count = self._function.__code__.co_argcount
        named = dict(zip(self._parameters[count:], values[count:]))
        outside = _running.how
        _running.how = how
        _mathematics.notes.is_inexact = False
        numpy = sys.modules.get("numpy")
        try:
            with nullcontext() if numpy is None else numpy.errstate(all="ignore"):
                if how == "in Python":
                    outcome = self._python().from_outside(values[:count], named, self._kinds())
                else:
                    outcome = self._function(*values[:count], **named)
                return _Outcome(outcome), _mathematics.notes.is_inexact * _mathematics.ULPS
        except (Exception, SystemExit) as error:
            return _Outcome(error=error), 0
        finally:
            _running.how = outside

    def _difference(
        self, found: _Outcome, expected: _Outcome, bound: list[Any], values: list[Any], ulps: int
    ) -> str | None:
        """Where a call differs from that in Python."""
        if found.error is not None and expected.error is not None:
            # What pytest makes of `assert` says more.
            if not (isinstance(found.error, AssertionError) and self._python().asserts_otherwise):
                where = difference_of_errors(found.error, expected.error)
                if where is not None:
                    return f"the exception is {where}"
        elif found.error is not None or expected.error is not None:
            return f"it {found}, in Python it {expected}"
        else:
            where = difference(found.value, expected.value, ulps)
            if where is not None:
                return f"the result{'' if where[0] == '[' else ' is '}{where}"
        for name, left, right in zip(self._parameters, bound, values):
            where = difference(left, right, ulps)
            if where is not None:
                between = "" if where[0] == "[" else " is "
                return f"afterwards, the argument {name}{between}{where}"
        return None

    def _text(self, where: str, found: _Outcome, expected: _Outcome, snapshot: Snapshot) -> str:
        given = zip(self._parameters, snapshot.copies())
        return (
            f"{self._name}() does not do what Python does ({self._place}): {where}\n"
            f"  arguments: {', '.join(f'{name}={_shown(value)}' for name, value in given)}\n"
            f"  compiled:  {found}\n"
            f"  in Python: {expected}"
        )

    def _version_for(self, made: Any, values: Any) -> Answer:
        """The hook of the dispatcher that has the compiled versions."""
        kernel, is_kernel, for_all, signatures = self._hook(made, values)
        return kernel if is_kernel else self._not_compiled, is_kernel, for_all, signatures

    def _not_compiled(self, *arguments: Any, **keywords: Any) -> Any:
        """The function where it may run in Python, since it cannot be compiled. What it calls is
        compared."""
        __tracebackhide__ = True
        how = _running.how
        _running.how = "compared"
        try:
            return self._function(*arguments, **keywords)
        finally:
            _running.how, _running.not_compiled = how, self

    def _python(self) -> InPython:
        return in_python(self._function, self._state)

    def _kinds(self) -> list[Kinds]:
        """What a signature declares, where no annotation does."""
        declared = self._state.declared
        if declared is None or self._function.__annotations__:
            return []
        return declared_in(tuple(declared.signatures))

    def _is_promised(self, error: BaseException | None) -> bool:
        """Whether the exception is one that Python does not raise, by promise."""
        text = str(error)
        # No kernel takes such an argument.
        if isinstance(error, (TypeError, OverflowError)) and text.startswith(f"{self._name}(): "):
            return True
        return isinstance(error, (OverflowError, TypeError)) and text.startswith(_PROMISED)

    def _bound(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> list[Any] | None:
        """A value for each parameter; None where Python says that they do not fit."""
        function, names = self._function, self._parameters
        code = function.__code__
        count = code.co_argcount
        if len(arguments) > count or code.co_flags & _VARIABLE:
            return None
        defaults = dict(zip(reversed(names[:count]), reversed(function.__defaults__ or ())))
        defaults |= function.__kwdefaults__ or {}
        bound = list(arguments)
        for index in range(len(arguments), len(names)):
            name = names[index]
            if index >= code.co_posonlyargcount and name in keywords:
                bound.append(keywords[name])
            elif name in defaults:
                bound.append(defaults[name])
            else:
                return None
        allowed = names[max(len(arguments), code.co_posonlyargcount) :]
        return bound if keywords.keys() <= set(allowed) else None


# How Python runs a call: as kernels are by promise and, where a kernel leaves the call to Python,
# as Python does.
WAYS = ("in Python", "in plain Python")
_VARIABLE = 0x04 | 0x08  # `*args`, `**keywords`
# Python's own limits, and warnings that are made errors.
_NOT_COMPARED = (RecursionError, MemoryError, Warning)
# An int left 64 bits where nothing can be run again, and the like.
_PROMISED = (
    "the result does not fit in a 64-bit int",
    "an int to a negative power is a float",
    "a negative number to a fractional power is complex",
    "an assertion, which -O leaves out, does not hold",
)
