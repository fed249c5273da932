"""`pyjit serve`: kernels compiled for the types of one call, loaded, and run both ways."""

import importlib.machinery
import importlib.util
import json
import math
import os
import stat
import subprocess
import sys
import sysconfig
import types
from pathlib import Path

import pytest
from arguments import np
from conftest import ROOT, binary

PYTHON = {
    "implementation": sys.implementation.name,
    "version": list(sys.version_info[:2]),
    "extension_suffix": sysconfig.get_config_var("EXT_SUFFIX"),
    "platform": sys.platform,
    "free_threaded": False,
}


class Server:
    """A compiling process, and its two pipes."""

    def __init__(self, folder, **environment):
        environment = {**os.environ, "PYJIT_CACHE_DIR": str(folder), **environment}
        command = [binary(), "serve"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, env=environment, **pipes)
        self.starts = 1
        assert "ready" in self.receive()

    def receive(self):
        line = self.process.stdout.readline()
        assert line.endswith(b"\n"), self.process.stderr.read().decode()
        return json.loads(line)

    def send(self, line):
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def ask(self, python=PYTHON, arguments=None, **function):
        """The reply to a call of one function."""
        return self.ask_for([function], arguments, python)

    def ask_for(self, functions, arguments=None, python=PYTHON):
        """The reply to a call; a server that had to start anew is asked again."""
        call = {"python": python, "functions": functions, "arguments": arguments}
        line = json.dumps(call).encode() + b"\n"
        self.send(line)
        reply = self.receive()
        while "ready" in reply:
            self.starts += 1
            self.send(line)
            reply = self.receive()
        return reply

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()
        return self.process.wait(timeout=60)


@pytest.fixture(autouse=True)
def in_python(monkeypatch):
    """What is defined here is compiled as the tests say, and by nobody else."""
    monkeypatch.setenv("PYJIT_DISABLE", "1")


def module_of(root, path):
    """A module of that tree, run as Python."""
    name = path.with_suffix("").as_posix().replace("/", ".")
    module = types.ModuleType(name)
    module.__file__ = str(root / path)
    before = sys.path.copy()
    sys.path[:0] = [str(root), str(ROOT / "setuptools-plugin")]
    sys.modules[name] = module
    try:
        exec(compile((root / path).read_text("utf-8"), module.__file__, "exec"), module.__dict__)
    finally:
        sys.path[:] = before
        del sys.modules[name]
    return module


def loaded(reply, function):
    """The compiled kernel of a function."""
    assert "compiled" in reply, reply
    name, file = reply["compiled"]["module"], reply["compiled"]["file"]
    loader = importlib.machinery.ExtensionFileLoader(name, file)
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    native = importlib.util.module_from_spec(spec)
    loader.exec_module(native)
    kernel = native.bind(function, function.__module__)
    assert kernel is not None
    return kernel


def ask(server, root, function, arguments=None, **more):
    """Asks for a function of a module."""
    code = function.__code__
    path = os.path.relpath(code.co_filename, root)
    where = {"root": str(root), "path": path, "line": code.co_firstlineno}
    return server.ask(kernel=function.__qualname__, arguments=arguments, **where, **more)


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


KERNELS = """\
from pyjit import jit


@jit
def f(a, b):
    return a * b + 1


@jit
def first(x):
    return x[0]


@jit
def total(x):
    t = 0
    for value in x:
        t += value
    return t


@jit
def same(x):
    return x


@jit
def known(x=None):
    return 0 if x is None else x + 1
"""

SCALARS = {
    "none": [None],
    "bool": [False, True],
    "int": [0, -1, 2**63 - 1, -(2**63), 7],
    "float": [0.0, -0.0, 1.5, math.inf, -math.inf, math.nan],
    "complex": [0j, 1 - 2j, complex(math.nan, math.inf)],
    "str": ["", "text", "ä\U0001f600"],
    "range": [range(0), range(5, -5, -2)],
}
BUFFERS = {"bytes": [b"\x00", b"ab"], "bytearray": [bytearray(b"\xff1")]}


def outcome(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:  # whatever it raises is compared
        return type(error), error.args
    if np is not None and isinstance(result, np.generic):
        result = result.item()  # a sized scalar leaves a kernel as Python's number
    return type(result), repr(result)


def assert_same(kernel, function, *arguments):
    assert outcome(kernel, *arguments) == outcome(function, *arguments), arguments


@pytest.mark.parametrize("name", SCALARS)
def test_an_argument_of_each_type(server, tmp_path, name):
    write(tmp_path, {"k.py": KERNELS})
    same = module_of(tmp_path, Path("k.py")).same
    kernel = loaded(ask(server, tmp_path, same, [name]), same)
    for value in SCALARS[name]:
        assert_same(kernel, same, value)


@pytest.mark.parametrize("name", BUFFERS)
def test_buffers(server, tmp_path, name):
    write(tmp_path, {"k.py": KERNELS})
    module = module_of(tmp_path, Path("k.py"))
    for function in (module.first, module.total):
        kernel = loaded(ask(server, tmp_path, function, [name]), function)
        for value in BUFFERS[name]:
            assert_same(kernel, function, value)


def test_a_version_for_each_call(server, tmp_path):
    write(tmp_path, {"k.py": KERNELS})
    f = module_of(tmp_path, Path("k.py")).f
    for left in ("bool", "int", "float", "complex"):
        for right in ("bool", "int", "float", "complex"):
            reply = ask(server, tmp_path, f, [left, right])
            assert reply["compiled"]["signatures"][0].startswith(f"({left}, {right}) -> ")
            kernel = loaded(reply, f)
            for a in SCALARS[left]:
                for b in SCALARS[right]:
                    assert_same(kernel, f, a, b)


def test_tuples_of_types(server, tmp_path):
    write(tmp_path, {"k.py": KERNELS})
    module = module_of(tmp_path, Path("k.py"))
    kinds = [{"tuple": ["int", "float"]}, {"tuple": ["int", {"tuple": ["bool", "none"]}]}]
    for kind, value in zip(kinds, [(1, 2.5), (1, (True, None))]):
        kernel = loaded(ask(server, tmp_path, module.same, [kind]), module.same)
        assert_same(kernel, module.same, value)
    known = loaded(ask(server, tmp_path, module.known, ["int"]), module.known)
    assert [known(4), known(x=5)] == [5, 6]


@pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
def test_arrays_and_numpys_scalars(server, tmp_path):
    write(tmp_path, {"k.py": KERNELS})
    module = module_of(tmp_path, Path("k.py"))
    names = {"f32": np.float32, "f64": np.float64, "i8": np.int8, "u64": np.uint64}
    for name, kind in names.items():
        scalar = {"scalar": name}
        kernel = loaded(ask(server, tmp_path, module.f, [scalar, "int"]), module.f)
        with np.errstate(over="ignore"):
            for value in (0, 1, 100):
                assert_same(kernel, module.f, kind(value), 2)
        values = np.arange(7, dtype=kind)
        for contiguous, array in ((True, values), (False, values[::-2])):
            kind_of = {"array": {"element": name, "ndim": 1, "contiguous": contiguous}}
            total = loaded(ask(server, tmp_path, module.total, [kind_of]), module.total)
            assert_same(total, module.total, array)
            assert_same(total, module.total, array[:0])


def test_kernels_of_other_modules(server, tmp_path):
    files = {
        "pkg/__init__.py": "",
        "pkg/constants.py": "SCALE = 2.5\n",
        "pkg/inner/__init__.py": "",
        "pkg/inner/k.py": "from pyjit import jit\nfrom ..constants import SCALE\nimport other\n"
        "@jit\ndef scaled(x):\n    return other.twice(x) * SCALE\n",
        "other.py": "import pyjit\n@pyjit.jit\ndef twice(x):\n    return x + x\n",
    }
    write(tmp_path, files)
    scaled = module_of(tmp_path, Path("pkg/inner/k.py"))
    reply = ask(server, tmp_path, scaled.scaled, ["int"])
    assert reply["compiled"]["module"] == "pkg.inner._pyjit_k__native"
    kernel = loaded(reply, scaled.scaled)
    assert kernel(3) == 15.0
    # What it calls is compiled with it; what that is now is compared at the first call.
    write(tmp_path, {"other.py": files["other.py"].replace("x + x", "x + x + 1")})
    assert ask(server, tmp_path, scaled.scaled, ["int"])["compiled"] != reply["compiled"]


@pytest.mark.skipif(np is None, reason="without NumPy there is none to be installed")
def test_installed_libraries_stay_libraries(server, tmp_path):
    text = (
        "import numpy as np\nfrom scipy.special import none\nfrom pyjit import jit\n"
        "@jit\ndef f(x):\n    return np.sqrt(x)\n"
    )
    # As in a folder of installed packages: NumPy lies beside what imports it.
    write(tmp_path, {"k.py": text, "numpy/__init__.py": "raise SystemExit('never run')\n"})
    write(tmp_path, {"scipy/__init__.py": "", "scipy/special.py": "none = 1\n"})
    code = {"kernel": "f", "line": 4, "root": str(tmp_path), "path": "k.py"}
    reply = server.ask(arguments=[{"scalar": "f64"}], **code)
    assert reply["compiled"]["signatures"] == ["(f64) -> f64"]


def test_declared_types(server, tmp_path):
    text = (
        "from pyjit import jit\n"
        "@jit(['(int,)', '(float,)'])\ndef f(x):\n    return x + 1\n"
        "@jit\ndef g(x: float) -> float:\n    return x / 2\n"
        "@jit\ndef h(x):\n    return x\n"
    )
    write(tmp_path, {"k.py": text})
    module = module_of(tmp_path, Path("k.py"))
    reply = ask(server, tmp_path, module.f)
    assert reply["compiled"]["signatures"] == ["(int) -> int", "(float) -> float"]
    f = loaded(reply, module.f)
    assert [f(1), f(1.0)] == [2, 2.0]
    # They go before the types of a call.
    reply = ask(server, tmp_path, module.g, ["str"])
    assert reply["compiled"]["declared"]
    g = loaded(reply, module.g)
    assert g(3.0) == 1.5
    refused = ask(server, tmp_path, module.h)["refused"]["diagnostics"]
    assert [one["code"] for one in refused] == ["PJ0261"]


def test_text_that_is_in_no_file(server, tmp_path):
    text = "from pyjit import jit\n@jit\ndef f(x):\n    return x.real\n"
    where = {"root": str(tmp_path), "path": "cell.py", "shown_as": "In [3]", "text": text}
    call = {"kernel": "f", "line": 2, **where}
    assert "compiled" in server.ask(arguments=["float"], **call)
    wrong = {**call, "text": text.replace("x.real", "x.nothing")}
    (refused,) = server.ask(arguments=["float"], **wrong)["refused"]["diagnostics"]
    assert "In [3]:4:12" in refused["text"]
    assert "x.nothing" in refused["text"]


def test_refusals_are_data_and_text(server, tmp_path):
    text = "from pyjit import jit\n@jit\ndef f(x):\n    with x:\n        return 1\n"
    write(tmp_path, {"k.py": text + "@jit\ndef g(x):\n    return x\n"})
    module = module_of(tmp_path, Path("k.py"))
    (refused,) = ask(server, tmp_path, module.f, ["int"])["refused"]["diagnostics"]
    assert (refused["line"], refused["column"], refused["severity"]) == (4, 5, "error")
    assert refused["code"] in refused["text"]
    assert "\x1b[" not in refused["text"]
    assert "\x1b[" in refused["coloured_text"]
    assert refused["help"]
    # Nothing of it hinders the next one.
    assert "compiled" in ask(server, tmp_path, module.g, ["int"])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "it has 1 parameters, and there are 0 types"),
        (["int", "int"], "there are 2 types"),
        ([{"scalar": "f16"}], "`f16` is not compiled"),
        ([{"array": {"element": "f64", "ndim": 9, "contiguous": True}}], "9 dimensions"),
        ([{"array_array": "i32"}], "an `array.array` of `i32`"),
    ],
)
def test_types_that_are_not_compiled(server, tmp_path, arguments, reason):
    write(tmp_path, {"k.py": "from pyjit import jit\n@jit\ndef g(x):\n    return x\n"})
    g = module_of(tmp_path, Path("k.py")).g
    (refused,) = ask(server, tmp_path, g, arguments)["refused"]["diagnostics"]
    assert refused["code"] == "PJ0262"
    assert reason in refused["message"]


def test_a_kernel_that_is_not_there(server, tmp_path):
    write(tmp_path, {"k.py": "from pyjit import jit\n@jit\ndef g(x):\n    return x\n"})
    where = {"root": str(tmp_path), "path": "k.py", "arguments": ["int"]}
    for name, line in (("g", 7), ("h", 2), ("outer.<locals>.g", 2)):
        (refused,) = server.ask(kernel=name, line=line, **where)["refused"]["diagnostics"]
        assert refused["code"] == "PJ0260"
        assert f"`{name}`" in refused["message"]
    (missing,) = server.ask(kernel="g", line=2, **{**where, "path": "none.py"})["refused"][
        "diagnostics"
    ]
    assert missing["code"] == "PJ0001"
    write(tmp_path, {"k.py": "def g(:\n"})
    (broken,) = server.ask(kernel="g", line=2, **where)["refused"]["diagnostics"]
    assert broken["code"] == "PJ0003"


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"null\n", b"[" * 100_000 + b"\n", b"\xff\xfe\n"])
def test_what_is_no_request(server, tmp_path, line):
    server.send(line)
    assert "failed" in server.receive()
    write(tmp_path, {"k.py": KERNELS})
    same = module_of(tmp_path, Path("k.py")).same
    assert "compiled" in ask(server, tmp_path, same, ["int"])


def test_half_a_request_ends_it(tmp_path):
    server = Server(tmp_path / "cache")
    server.send(b'{"python": ')
    assert server.close() == 0


@pytest.mark.parametrize("how", ["abort", "panic", "fault", "overrun"])
@pytest.mark.parametrize("stage", ["check", "lower", "compile"])
def test_a_defect_costs_one_kernel(tmp_path, stage, how):
    server = Server(tmp_path / "cache", PYJIT_PROVOKE=f"{stage}:same:{how}")
    write(tmp_path, {"k.py": KERNELS})
    module = module_of(tmp_path, Path("k.py"))
    (refused,) = ask(server, tmp_path, module.same, ["int"])["refused"]["diagnostics"]
    assert refused["code"] == "PJ0203"
    assert server.starts == (1 if how == "panic" else 2)
    assert "compiled" in ask(server, tmp_path, module.first, ["bytes"])
    assert ask(server, tmp_path, module.same, ["int"])["refused"]["diagnostics"] == [refused]
    assert server.close() == 0


def test_the_file_is_kept_and_replaced_where_it_is_damaged(server, tmp_path):
    write(tmp_path, {"k.py": KERNELS})
    same = module_of(tmp_path, Path("k.py")).same
    first = ask(server, tmp_path, same, ["int"])
    file = Path(first["compiled"]["file"])
    assert file.is_relative_to(tmp_path / "cache")
    assert not list(file.parent.glob(".tmp*"))
    content, written = file.read_bytes(), file.stat().st_mtime_ns
    assert ask(server, tmp_path, same, ["int"]) == first
    assert file.stat().st_mtime_ns == written
    for damaged in (b"", content[:100], content[:-1] + b"\xff"):
        file.write_bytes(damaged)
        assert ask(server, tmp_path, same, ["int"]) == first
        assert file.read_bytes() == content
    assert loaded(first, same)(3) == 3


@pytest.mark.parametrize("variables", [{"PATH": ""}, {"PYJIT_LINKER": "cc"}])
def test_with_either_linker(tmp_path, variables):
    server = Server(tmp_path / "cache", **variables)
    write(tmp_path, {"k.py": KERNELS})
    f = module_of(tmp_path, Path("k.py")).f
    kernel = loaded(ask(server, tmp_path, f, ["int", "float"]), f)
    for value in SCALARS["float"]:
        assert_same(kernel, f, 2, value)
    assert server.close() == 0


def test_a_linker_that_there_is_not(tmp_path):
    server = Server(tmp_path / "cache", PYJIT_LINKER="gold")
    write(tmp_path, {"k.py": KERNELS})
    f = module_of(tmp_path, Path("k.py")).f
    (refused,) = ask(server, tmp_path, f, ["int", "float"])["refused"]["diagnostics"]
    assert "PYJIT_LINKER" in refused["message"]
    assert "gold" in refused["message"]
    assert server.close() == 0


@pytest.mark.parametrize("cache", ["shared", "a file", "none"])
def test_without_a_cache_of_the_users_own(tmp_path, cache):
    folder = tmp_path / "cache"
    if cache == "a file":
        folder.write_text("")
    elif cache == "shared":
        (folder / "loadable-v1").mkdir(parents=True)
        (folder / "loadable-v1").chmod(0o777)
    server = Server("" if cache == "none" else folder, TMPDIR=str(tmp_path))
    write(tmp_path, {"k.py": KERNELS})
    same = module_of(tmp_path, Path("k.py")).same
    reply = ask(server, tmp_path, same, ["int"])
    assert loaded(reply, same)(3) == 3
    own = Path(reply["compiled"]["file"]).parents[2]
    assert own.name.startswith("pyjit-")
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert server.close() == 0
    assert not own.exists()


def test_a_python_that_cannot_load_kernels(server, tmp_path):
    write(tmp_path, {"k.py": KERNELS})
    same = module_of(tmp_path, Path("k.py")).same
    for other in ({"implementation": "pypy"}, {"version": [3, 8]}, {"free_threaded": True}):
        (refused,) = ask(server, tmp_path, same, ["int"], python={**PYTHON, **other})["refused"][
            "diagnostics"
        ]
        assert refused["code"] == "PJ0202"


def test_nothing_of_the_source_is_run(server, tmp_path):
    text = (
        "from pyjit import jit\nopen('ran', 'w')\n@jit\ndef f(x=open('ran', 'w')):\n    return x\n"
    )
    write(tmp_path, {"k.py": text})
    call = {"kernel": "f", "line": 3, "root": str(tmp_path), "path": "k.py"}
    assert "compiled" in server.ask(arguments=["int"], **call)
    assert not (tmp_path / "ran").exists()
    assert not Path("ran").exists()
