"""What processes take from the cache instead of compiling, and when they must not."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import ROOT, binary

PLUGIN = str(ROOT / "setuptools-plugin")

KERNELS = """\
from pyjit import jit
import helpers

N = 3


@jit
def f(a):
    return g(a) + N


@jit
def g(a):
    return helpers.h(a) * 2
"""
HELPERS = "from pyjit import jit\n\n\n@jit\ndef h(a):\n    return a + 1\n"
# Prints what a call gives, and whether a compiler was started for it.
PROGRAM = """\
import k
result = k.f(1)
from pyjit import _compiler
server = _compiler._server
print(result, k.f.signatures[0], "known" if server is None else f"started {server.starts}")
"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "k.py").write_text(KERNELS)
    (tmp_path / "helpers.py").write_text(HELPERS)
    return tmp_path


def start(tree, program=PROGRAM, interpreter=sys.executable, **variables):
    environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYJIT_CACHE_DIR"] = str(tree / "cache")
    environment |= variables
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.Popen(
        [interpreter, "-c", textwrap.dedent(program)],
        cwd=tree,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(tree, program=PROGRAM, interpreter=sys.executable, **variables):
    """What a program prints that runs in that tree."""
    process = start(tree, program, interpreter, **variables)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert errors == ""
    return output.strip()


def files(tree, room):
    return [path for path in (tree / "cache" / room).rglob("*") if path.is_file()]


def test_no_compiler_is_started_for_what_is_known(tree):
    assert run(tree) == "7 (int) -> int started 1"
    assert run(tree) == "7 (int) -> int known"
    # Nor is it needed.
    known = run(tree, PYJIT_LINKER="none such")
    assert known == "7 (int) -> int known"


REFUSED = """\
import warnings
warnings.simplefilter("ignore")
import k
try:
    print(k.f(1), end=" ")
except Exception as error:
    print(error.code, error.line, len(error.diagnostics), len(str(error)), end=" ")
from pyjit import _compiler
print("known" if _compiler._server is None else "started")
"""


@pytest.mark.parametrize("fallback", ["0", "1"])
def test_what_is_refused_is_known_too(tree, fallback):
    (tree / "helpers.py").write_text(HELPERS.replace("a + 1", "{a: 100}[a]"))
    first = run(tree, REFUSED, PYJIT_FALLBACK=fallback)
    assert first.startswith("203 " if fallback == "1" else "PJ")
    assert first.endswith(" started")
    again = run(tree, REFUSED, PYJIT_FALLBACK=fallback)
    assert again == first.replace("started", "known")
    (tree / "helpers.py").write_text(HELPERS.replace("a + 1", "a + 100"))
    assert run(tree, REFUSED, PYJIT_FALLBACK=fallback) == "205 started"


def other_pythons():
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(9, 14):
        for found in sorted(versions.glob(f"3.{minor}.*/bin/python3"))[-1:]:
            if sys.version_info[:2] != (3, minor):
                yield str(found)


def test_pythons_that_share_a_cache(tree):
    pythons = [sys.executable, *other_pythons()][:3]
    for python in pythons:
        assert run(tree, interpreter=python) == "7 (int) -> int started 1"
    for python in pythons:
        assert run(tree, interpreter=python) == "7 (int) -> int known"


@pytest.mark.parametrize("how", ["panic", "abort"])
def test_a_defect_is_not_kept(tree, how):
    for _ in range(2):
        said = run(tree, REFUSED, PYJIT_PROVOKE=f"compile:f:{how}")
        assert said.startswith("PJ0203 ")
        assert said.endswith(" started")
    assert run(tree) == "7 (int) -> int started 1"


def edit(path, old, new):
    """Edits a file and leaves its time stamp and its size."""
    status = path.stat()
    text = path.read_text()
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_mtime_ns == status.st_mtime_ns


def test_what_was_edited_is_compiled_again(tree):
    run(tree)
    edit(tree / "k.py", "N = 3", "N = 4")
    assert run(tree) == "8 (int) -> int started 1"
    edit(tree / "helpers.py", "a + 1", "a + 2")
    assert run(tree) == "10 (int) -> int started 1"
    edit(tree / "k.py", "(a) * 2", "(a) * 3")
    assert run(tree) == "13 (int) -> int started 1"
    edit(tree / "k.py", "(a) * 3", "(a) * 2")
    assert run(tree) == "10 (int) -> int known"


def test_a_module_that_comes_between_is_seen(tree):
    run(tree)
    # `helpers` is another one now.
    (tree / "helpers").mkdir()
    (tree / "helpers" / "__init__.py").write_text(HELPERS.replace("+ 1", "+ 5"))
    assert run(tree) == "15 (int) -> int started 1"


def test_values_of_the_process_take_part(tree):
    (tree / "k.py").write_text(KERNELS.replace("N = 3", "import os; N = int(os.environ['N'])"))
    for _ in range(2):
        for number in "34":
            assert run(tree, N=number).startswith(f"{4 + int(number)} (int) -> int")
    assert run(tree, N="4").endswith("known")


@pytest.mark.parametrize("room", ["records-v1", "loadable-v1", "entries-v1"])
@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "longer", "folder", "foreign"])
def test_what_is_damaged_counts_as_missing(tree, room, damage):
    run(tree)
    for path in files(tree, room):
        content = path.read_bytes()
        path.unlink()
        if damage == "empty":
            path.write_bytes(b"")
        elif damage == "short":
            path.write_bytes(content[: len(content) // 2])
        elif damage == "flipped":
            middle = len(content) // 2
            path.write_bytes(
                content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            )
        elif damage == "longer":
            path.write_bytes(content + b"}")
        elif damage == "folder":
            path.mkdir()
        else:
            path.write_bytes(b'{"answer": {}}')
    assert run(tree).startswith("7 (int) -> int")
    assert run(tree).startswith("7 (int) -> int")


@pytest.mark.parametrize("mode", [0o770, 0o707])
@pytest.mark.parametrize("room", [".", "records-v1", "loadable-v1"])
def test_a_folder_that_others_can_write_is_not_trusted(tree, room, mode):
    run(tree)
    (tree / "cache" / room).chmod(mode)
    for _ in range(2):
        assert run(tree) == "7 (int) -> int started 1"
    assert not list(Path(tree).glob("*.so"))


def test_folders_are_the_users_own(tree):
    run(tree)
    for room in (".", "records-v1", "loadable-v1"):
        assert (tree / "cache" / room).stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in files(tree, "records-v1"))


@pytest.mark.parametrize(
    "variables",
    [
        {"PYJIT_CACHE_DIR": ""},
        {"PYJIT_CACHE_DIR": None, "HOME": None, "XDG_CACHE_HOME": None},
        {"PYJIT_CACHE_DIR": "/proc/none/such"},
        {"PYJIT_CACHE_DIR": "k.py"},
    ],
    ids=["off", "homeless", "read-only", "a file"],
)
def test_without_a_cache(tree, variables):
    for _ in range(2):
        assert run(tree, **variables) == "7 (int) -> int started 1"


def test_a_full_disk(tree):
    (tree / "cache").mkdir(0o700)
    program = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
    program += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    process = start(tree, program + PROGRAM)
    output, errors = process.communicate(timeout=120)
    # Nothing can be written, so that nothing can be loaded: an error says so.
    assert "7 (int) -> int" in output or "CompilationError" in errors
    assert not [path for path in (tree / "cache").rglob("*.so") if path.stat().st_size == 0]
    assert run(tree) == "7 (int) -> int started 1"


def test_other_compilers_and_pythons_have_their_own(tree, tmp_path_factory):
    run(tree)
    other = tmp_path_factory.mktemp("other") / "pyjit"
    shutil.copy(binary(), other)
    assert run(tree, PYJIT_BINARY=str(other)) == "7 (int) -> int started 1"
    assert run(tree) == "7 (int) -> int known"


def test_many_processes_at_once(tree):
    processes = [start(tree) for _ in range(6)]
    for process in processes:
        output, errors = process.communicate(timeout=120)
        assert (output.split(" ", 1)[0], errors) == ("7", "")
    assert run(tree) == "7 (int) -> int known"
    assert not list((tree / "cache").rglob(".tmp*"))


def test_a_process_that_is_killed_leaves_nothing_broken(tree):
    started = time.monotonic()
    run(tree)
    whole = time.monotonic() - started
    for step in range(12):
        shutil.rmtree(tree / "cache")
        process = start(tree)
        time.sleep(whole * step / 12)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert run(tree).startswith("7 (int) -> int")
        assert run(tree) == "7 (int) -> int known"


def test_the_commands(tree):
    run(tree)
    environment = {**os.environ, "PYJIT_CACHE_DIR": str(tree / "cache")}

    def command(action):
        command = [binary(), "cache", action]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert command("list").startswith("k.f  (int) -> int  ")
    entries = int(command("info").split("entries")[1].split()[0])
    assert entries == sum(
        len(files(tree, room)) for room in ("records-v1", "loadable-v1", "entries-v1")
    )
    assert command("clear").startswith(f"{entries} entries removed")
    assert command("list") == ""
    assert run(tree) == "7 (int) -> int started 1"


def test_records_are_text_that_names_nothing_of_the_values(tree):
    run(tree)
    records = [path.read_bytes().split(b"\n")[1] for path in files(tree, "records-v1")]
    answers = [json.loads(record) for record in records]
    assert sorted(answer.get("kernel", "") for answer in answers) == ["", "k.f"]
