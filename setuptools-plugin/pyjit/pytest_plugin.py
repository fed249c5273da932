"""``pytest --pyjit=compare``: every call of a compiled function is made in Python, too; and
``--pyjit=record``: types of arguments are recorded, as by ``pyjit record pytest``.

pytest finds this through an entry point wherever pyjit is installed; without the option nothing of
pyjit is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ._compare import Comparisons

_DISABLE = "PYJIT_DISABLE"
_RECORD = "PYJIT_RECORD"
_PATH = "PYTHONPATH"
# What xdist's workers send with.
_KEY = "pyjit"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option."""
    parser.getgroup("pyjit").addoption(
        "--pyjit",
        choices=("on", "off", "compare", "record"),
        default="on",
        help="on: functions marked by pyjit are compiled when they are called; off: they stay "
        "Python, as with PYJIT_DISABLE=1; compare: each call is made both ways, and a difference "
        "fails the test; record: they run in Python, and the types of their arguments are added to "
        "the project's pyjit.signatures.toml (or the file that PYJIT_RECORD names)",
    )


# Before conftest files are imported, which may import kernels.
@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Sets the mode."""
    mode = early_config.known_args_namespace.pyjit
    if mode != "on":
        before = os.environ.get(_DISABLE)
        early_config.add_cleanup(lambda: _set(_DISABLE, before))
        # xdist's workers inherit it, and other processes.
        _set(_DISABLE, "1" if mode == "off" else None)
    if mode == "record" and not os.environ.get(_RECORD):
        from ._project import signatures_file

        os.environ[_RECORD] = signatures_file(str(early_config.rootpath))
        # What is written when the process ends is for the file that was named when it began.
        early_config.add_cleanup(lambda: _set(_RECORD, None))
    if os.environ.get(_RECORD):
        from . import _record_start

        path = os.environ.get(_PATH)
        early_config.add_cleanup(lambda: _set(_PATH, path))
        # Tests may be about functions of Numba, and never import pyjit.
        _record_start.begin()
    if mode == "compare":
        if os.environ.get(_RECORD):
            raise pytest.UsageError("--pyjit=compare compiles, and PYJIT_RECORD runs Python only")
        from . import _compare

        early_config.add_cleanup(_compare.begin())
        early_config.pluginmanager.register(_Comparing(_compare.comparisons), "pyjit-comparing")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What was recorded is written before anybody ends a worker of xdist."""
    record = sys.modules.get("pyjit._record")
    if record is not None:
        record.recorder.write()


def _set(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


class _Comparing:
    """Fails tests that have met differences, whatever they made of them."""

    def __init__(self, comparisons: Comparisons) -> None:
        self._comparisons = comparisons
        # Of this process, and of xdist's workers.
        self._kernels: set[str] = set()
        self._calls = 0
        self._found = 0
        # Of no test.
        self._texts: list[str] = []

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        # What was met before is not this test's.
        self._texts += map(str, self._comparisons.take())
        yield

    # Around all others: also a test that is expected to fail, or that skips itself, fails.
    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Iterator[None]:
        outcome: Any = yield
        differences = self._comparisons.take()
        if not differences:
            return
        report = outcome.get_result()
        raised = None if call.excinfo is None else call.excinfo.value
        if not (report.failed and raised in differences):
            report.outcome = "failed"
            report.longrepr = "\n\n".join(map(str, differences))
            vars(report).pop("wasxfail", None)
        elif len(differences) > 1:
            others = [str(it) for it in differences if it is not raised]
            report.sections.append(("pyjit: differences before", "\n\n".join(others)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        own = self._comparisons
        self._add(sorted(own.kernels), own.calls, own.found, [str(it) for it in own.take()])
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = [sorted(self._kernels), self._calls, self._found, self._texts]
        elif self._texts and session.exitstatus in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker of xdist has ended."""
        sent = getattr(node, "workeroutput", {}).get(_KEY)
        if sent is not None:
            self._add(*sent)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for text in self._texts:
            terminalreporter.section("pyjit: a difference outside of tests", red=True)
            terminalreporter.line(text)
        kernels, calls, found = len(self._kernels), self._calls, self._found
        terminalreporter.section(
            f"pyjit: {_counted(kernels, 'kernel')} compared in {_counted(calls, 'call')}, "
            f"with {_counted(found, 'difference')}",
            **{"red" if found else "green": True},
        )

    def _add(self, kernels: list[str], calls: int, found: int, texts: list[str]) -> None:
        self._kernels.update(kernels)
        self._calls += calls
        self._found += found
        self._texts += texts


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
