"""Notes with which types of arguments functions are called, where ``PYJIT_RECORD`` names a file.

The functions run in Python meanwhile, so that calls of one by another are seen. Each new
combination of types is noted once, and comes into the file when the process ends. A record never
fails a program.
"""

from __future__ import annotations

import atexit
import os
import sys
import time
from threading import RLock
from types import FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

from . import _record_file
from ._argument_types import UnsupportedArgument, holds_function, type_of, unsupported
from ._record_file import KERNELS, REFUSED, RecordError
from ._spelling import spelled_all

if TYPE_CHECKING:
    from ._argument_types import ArgumentType

VARIABLE = "PYJIT_RECORD"
# What is noted in a long run is kept now and then: nobody knows how it ends.
_SECONDS = 2.0


class _Recorder:
    """What this process has noted, and the file that it is for."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._record = _record_file.empty()
        self._is_new = False
        self._is_writing = False
        self._ends = False
        self._written = time.monotonic()
        self._told: set[str] = set()
        self._process = os.getpid()
        self._lock = RLock()

    def note(self, table: str, name: str, entry: str) -> None:
        """Notes something of a function."""
        # Whatever a class is called can be written.
        name, entry = (text.encode("utf-8", "replace").decode("utf-8") for text in (name, entry))
        with self._lock:
            if not _record_file.add(self._record, table, name, entry):
                return
            self._is_new = True
        if self._ends or self._may_be_killed() or time.monotonic() - self._written > _SECONDS:
            self.write()

    def write(self) -> None:
        """Adds what is new to the file; says so where that cannot be done."""
        with self._lock:
            # A handler of a signal may call a function, too.
            if self._is_writing or not self._is_new:
                return
            self._is_writing = True
            self._is_new = False
            try:
                _record_file.merge_into(self._path, self._record)
            except RecordError as error:
                self._tell(str(error))
            except OSError as error:
                self._tell(f"{self._path} cannot be written: {error.strerror or error}")
            finally:
                self._is_writing = False
                self._written = time.monotonic()

    def end(self) -> None:
        """Writes, and from now on at once."""
        self._ends = True
        self.write()

    def begin_child(self) -> None:
        """In a forked process: another thread may have held the lock, which is not here."""
        self._lock = RLock()
        self._is_writing = False

    def _may_be_killed(self) -> bool:
        """Whether it is a process whose parent ends it when it has its results, as pools do."""
        if os.getpid() != self._process or "PYTEST_XDIST_WORKER" in os.environ:
            return True
        processes = sys.modules.get("multiprocessing.process")
        return processes is not None and processes.parent_process() is not None

    def _tell(self, reason: str) -> None:
        if reason not in self._told and sys.stderr is not None:
            self._told.add(reason)
            try:
                print(f"pyjit: types are not recorded: {reason}", file=sys.stderr)
            except (OSError, ValueError):
                pass  # it was closed


def _begun() -> _Recorder:
    try:
        path = os.path.realpath(os.environ[VARIABLE])
    except OSError:  # the current folder was removed
        path = os.environ[VARIABLE]
    # Processes that are started from here on may be in another folder.
    os.environ[VARIABLE] = path
    recorder = _Recorder(path)
    atexit.register(recorder.end)
    os.register_at_fork(after_in_child=recorder.begin_child)
    leave = os._exit

    def write_and_leave(status: int) -> NoReturn:
        recorder.end()
        leave(status)

    # What else would a process run that ends so?
    os._exit = write_and_leave
    return recorder


_recorder = _begun()


def note(made: Any, values: tuple[object, ...] | None) -> tuple[Any, bool, bool, tuple[str, ...]]:
    """The hook of a dispatcher whose function is to run in Python."""
    function: FunctionType = made.__wrapped__
    try:
        _recorder.note(*_about(function, values))
    except Exception as error:
        # Of a class that is not what it says, say.
        _recorder.note(REFUSED, _name_of(function), f"a {type(error).__name__} when looked at")
    return function, False, False, ()


def _about(function: FunctionType, values: tuple[object, ...] | None) -> tuple[str, str, str]:
    """The table, the name and the entry for a call."""
    name, code = _name_of(function), function.__code__
    count = code.co_argcount + code.co_kwonlyargcount
    if values is None:
        # These come behind the parameters, and `**keywords` last.
        star = "*" if code.co_flags & 0x04 else "**"
        return REFUSED, name, star + code.co_varnames[count]
    kinds: list[ArgumentType] = []
    for parameter, value in zip(code.co_varnames, values):
        try:
            kind = type_of(value)
            if holds_function(kind):
                raise unsupported(value)  # in a build, whose functions are other objects
            kinds.append(_in_build(kind))
        except UnsupportedArgument as error:
            return REFUSED, name, f"{parameter}: {_class_in(str(error))}"
    return KERNELS, name, spelled_all(kinds)


def _class_in(message: str) -> str:
    kind = message.removeprefix("no kernel takes a value of type ")
    main = sys.modules.get("__main__")
    if main is not None and kind.startswith("__main__."):
        return _module_of(vars(main)) + kind.removeprefix("__main__")
    return kind


def _name_of(function: FunctionType) -> str:
    return f"{_module_of(function.__globals__)}.{function.__qualname__}"


def _module_of(variables: dict[str, Any]) -> str:
    """The name that a build knows a module by, also that of the program."""
    name = str(variables.get("__name__"))
    spec = variables.get("__spec__")
    if spec is not None and isinstance(spec.name, str):
        return spec.name
    file = variables.get("__file__")
    # `__mp_main__` is the program in a process of `multiprocessing`.
    if name in ("__main__", "__mp_main__") and isinstance(file, str):
        return os.path.splitext(os.path.basename(file))[0]
    return name


def _in_build(kind: ArgumentType) -> ArgumentType:
    """A type with the names of modules that a build knows."""
    if isinstance(kind, str):
        return kind
    ((form, what),) = kind.items()
    if form == "tuple":
        return {form: [_in_build(element) for element in what]}
    if form != "named":
        return kind
    module = sys.modules.get(what["module"])
    fields = [[field, _in_build(of)] for field, of in what["fields"]]
    known = what["module"] if module is None else _module_of(vars(module))
    return {form: {"module": known, "name": what["name"], "fields": fields}}
