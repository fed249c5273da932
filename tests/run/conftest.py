"""Builds `kernels/` once for the whole session and imports it twice: interpreted and compiled."""

import contextlib
import fcntl
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from arguments import NEED_NUMPY, np
from discover import KERNELS, all_kernels
from mathematics import ours as mathematics

ROOT = Path(__file__).resolve().parents[2]
# The same tests with kernels that are compiled at their first call.
LAZY = bool(os.environ.get("PYJIT_TEST_LAZY"))

# The same tests while AddressSanitizer looks at each access of the kernels (`make sanitized`).
SANITIZED = bool(os.environ.get("PYJIT_TEST_SANITIZED"))


def binary():
    """The compiler under test."""
    return os.environ.get("PYJIT_BINARY", str(ROOT / "target" / "debug" / "pyjit"))


# For what is compiled in this process.
os.environ["PYJIT_BINARY"] = binary()


@contextlib.contextmanager
def locked(path):
    """Holds a lock file, so that one of xdist's workers builds and the others wait."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_build(source, output, **variables):
    """Runs `pyjit build` for this interpreter, with more variables in its environment; the report,
    and the process."""
    report = output.with_suffix(".json")
    environment = {**os.environ, "PYJIT_PYTHON": sys.executable, "PYO3_PYTHON": sys.executable}
    environment |= variables
    command = [binary(), "build", str(source), str(output), "--report", str(report)]
    if SANITIZED:
        # The library is for the process that runs the kernels.
        environment.pop("LD_PRELOAD", None)
        command.append("--sanitize-address")
    process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert report.exists(), process.stdout + process.stderr
    return json.loads(report.read_text("utf-8")), process


def import_all(folder, disabled):
    """Imports the built modules, with or without their compiled kernels; by module name."""
    with importing(folder, disabled):
        return {name: importlib.import_module(name) for name in modules()}


def import_sources(built):
    """Imports the modules of `kernels/` as they are written, to be compiled as they are called."""
    forget(built)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(ROOT / "setuptools-plugin"))
    try:
        return import_all(KERNELS, disabled=False)
    finally:
        sys.path.remove(str(ROOT / "setuptools-plugin"))
        sys.dont_write_bytecode = writes


def import_named(folder, name, disabled):
    """Imports one built module, with or without its compiled kernels; not one of another folder."""
    for known in [it for it in sys.modules if it == name or it.startswith("_pyjit")]:
        del sys.modules[known]
    with importing(folder, disabled):
        return importlib.import_module(name)


@contextlib.contextmanager
def importing(folder, disabled):
    forget(folder)
    if disabled:
        os.environ["PYJIT_DISABLE"] = "1"
        finder = mathematics.Finder(folder)
        sys.meta_path.insert(0, finder)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        if disabled:
            sys.meta_path.remove(finder)
        os.environ.pop("PYJIT_DISABLE", None)


def modules():
    """The names of the built modules that this interpreter can import."""
    found = {kernel.module for kernel in all_kernels()}
    return sorted(found - (set() if np is not None else NEED_NUMPY))


def forget(folder):
    """Drops what was imported from the folder, so that it is imported anew."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that the workers of one session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def our_mathematics(shared):
    """Our functions in the place of NumPy's inexact ones, compiled."""
    folder = shared / "mathematics"
    with locked(shared / "lock of mathematics"):
        if not folder.exists():
            mathematics.built(binary(), folder)
    return mathematics.imported(folder / "output")


@pytest.fixture(scope="session")
def built(shared, request):
    """The report, and the modules imported both ways."""
    output = shared / "built"
    with locked(shared / "lock"):
        if not output.with_suffix(".json").exists():
            run_build(KERNELS, output)
    if np is not None:
        mathematics.replace_numpys(request.getfixturevalue("our_mathematics"))
    report = json.loads(output.with_suffix(".json").read_text("utf-8"))
    interpreted = import_all(output, disabled=True)
    compiled = import_sources(output) if LAZY else import_all(output, disabled=False)
    return SimpleNamespace(folder=output, report=report, interpreted=interpreted, compiled=compiled)


@pytest.fixture
def build_source(tmp_path):
    """A function that builds one module of the given text and imports it."""

    def build(name, text):
        source, output = tmp_path / "source", tmp_path / "output"
        source.mkdir()
        (source / f"{name}.py").write_text(text, "utf-8")
        report, _ = run_build(source, output)
        statuses = {kernel["qualified_name"]: kernel["status"] for kernel in report["kernels"]}
        assert set(statuses.values()) == {"compiled"}, report
        return import_named(output, name, disabled=False)

    return build


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A compiling process, for requests by hand."""
    from test_serve import Server

    # What a test defines is compiled as the test says, and by nobody else.
    monkeypatch.setenv("PYJIT_DISABLE", "1")
    server = Server(tmp_path / "cache")
    yield server
    assert server.close() == 0
