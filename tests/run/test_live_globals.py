"""`pyjit serve`: what global names stand for by now, in modules, cells and other roots."""

import builtins
import hashlib
import importlib
import os
import sys
import types
from pathlib import Path

import pytest
from asking import PLUGIN, Quiet, Request, ask, compiled, module, reasons
from test_serve import (
    assert_same,
    loaded,
    module_of,
    write,
)

GLOBALS = """\
import os
from pyjit import jit
N = int(os.environ.get("PYJIT_TEST_N", "4"))
KNOWN = 3
TABLE = (1, 2, 3)
def plain(x):
    return x + 1
@jit
def f(x):
    return x * N + KNOWN + TABLE[1]
@jit
def g(x):
    return plain(x) + UNKNOWN
@jit
def later(x, k=KNOWN):
    return x + k
@jit
def calls_later(x):
    return later(x)
"""


def test_globals_as_they_are(server, tmp_path):
    k = module(tmp_path, GLOBALS)
    first = ask(server, tmp_path, k.f, ["int"])
    assert_same(Quiet(loaded(first, k.f)), k.f, 5)
    # A number that the text has the type of is no other kernel.
    k.N = 9
    again = ask(server, tmp_path, k.f, ["int"])
    assert again["compiled"]["extension_digest"] == first["compiled"]["extension_digest"]
    # Others are.
    for name, value in (("KNOWN", 4), ("KNOWN", 0.5), ("TABLE", (5, 6)), ("N", 0.25)):
        setattr(k, name, value)
        assert_same(compiled(server, tmp_path, k.f, ["int"]), k.f, 5)
    k.UNKNOWN = 12
    assert_same(compiled(server, tmp_path, k.g, ["int"]), k.g, 5)


def test_defaults_are_those_of_the_definition(server, tmp_path):
    k = module(tmp_path, GLOBALS)
    assert_same(compiled(server, tmp_path, k.calls_later, ["int"]), k.calls_later, 5)
    k.KNOWN = 77
    request = Request(tmp_path)
    request.add(k.calls_later)
    request.functions[1]["live"]["KNOWN"] = {"value": {"int": "77"}}
    text = reasons(server.ask_for(request.functions, ["int"]))
    assert "the default of `k` is not known" in text


def test_a_change_after_the_request_is_seen_at_the_first_call(server, tmp_path):
    k = module(tmp_path, GLOBALS)
    k.KNOWN = 50
    kernel = loaded(ask(server, tmp_path, k.f, ["int"]), k.f)
    k.KNOWN = 51
    with pytest.warns(RuntimeWarning, match="KNOWN"):
        assert kernel(1) == k.f(1)


CELLS = {
    "In [1]": "import math\nfrom math import sqrt\nfrom pyjit import jit, f64\n",
    "In [2]": "SCALE = 3\n@jit\ndef inner(x):\n    return sqrt(x) * SCALE\n",
    "In [3]": "LIMIT = 10\n@jit(fastmath=False)\n"
    "def outer(x):\n    return inner(x) + SCALE + math.floor(x) + LIMIT\n",
    "In [4]": "@jit\ndef typed(x: f64) -> f64:\n    return inner(x)\n",
}


def run_cells(cells, namespace):
    for name, text in cells.items():
        exec(compile(text, name, "exec"), namespace)


@pytest.fixture
def notebook(monkeypatch):
    monkeypatch.syspath_prepend(str(PLUGIN))
    main = types.ModuleType("__main__")
    run_cells(CELLS, main.__dict__)
    return main


def test_cells_of_a_notebook(server, tmp_path, notebook):
    outer = notebook.outer
    kernel = compiled(server, tmp_path, outer, ["float"], CELLS)
    for x in (4.0, 2.25):
        assert_same(kernel, outer, x)
    # A cell is run again, with another text.
    before = ask(server, tmp_path, outer, ["float"], CELLS)
    cells = {**CELLS, "In [5]": "SCALE = 5\n@jit\ndef inner(x):\n    return x - SCALE\n"}
    run_cells({"In [5]": cells["In [5]"]}, notebook.__dict__)
    with pytest.warns(RuntimeWarning, match="no longer"):
        assert loaded(before, outer)(4.0) == outer(4.0)
    kernel = compiled(server, tmp_path, outer, ["float"], cells)
    assert_same(kernel, outer, 4.0)


def test_decorators_and_types_of_other_cells(server, tmp_path, notebook):
    request = Request(tmp_path, CELLS)
    request.add(notebook.typed)
    (typed, *_) = request.functions
    typed["live"].update({"jit": {"library": "pyjit.jit"}, "f64": {"library": "pyjit.f64"}})
    reply = server.ask_for(request.functions)
    assert reply["compiled"]["declared"]
    assert reply["compiled"]["signatures"] == ["(f64) -> f64"]
    kernel = Quiet(loaded(reply, notebook.typed))
    assert_same(kernel, notebook.typed, 4.0)
    # The options are known, too.
    request = Request(tmp_path, CELLS)
    request.add(notebook.outer)
    request.functions[0]["live"]["jit"] = {"library": "pyjit.jit"}
    request.functions[0]["text"] = CELLS["In [3]"].replace("fastmath", "fast")
    assert "the option `fast`" in reasons(server.ask_for(request.functions, ["float"]))


def test_refusals_name_the_cell(server, tmp_path, notebook):
    cells = {**CELLS, "In [5]": "@jit\ndef inner(x):\n    return x.nothing\n"}
    run_cells({"In [5]": cells["In [5]"]}, notebook.__dict__)
    text = reasons(ask(server, tmp_path, notebook.outer, ["float"], cells))
    assert "In [3]:4" in text
    assert "In [5]:3" in text


def test_modules_of_several_roots(server, tmp_path, monkeypatch):
    here, there = tmp_path / "here", tmp_path / "there" / "site-packages"
    write(
        there,
        {
            "lib/__init__.py": "",
            "lib/deep/__init__.py": "",
            "lib/deep/k.py": "from pyjit import jit\nfrom ..values import OFFSET\nN = 3\n"
            "@jit\ndef f(x):\n    if x > 100:\n        raise ValueError('large')\n"
            "    return x * OFFSET + N\n",
            "lib/values.py": "OFFSET = 7\n",
        },
    )
    write(here, {"k.py": "from pyjit import jit\n@jit\ndef f(x):\n    return lib_f(x) + N\n"})
    offset = {"value": {"int": "7"}}
    theirs = {"root": str(there), "path": "lib/deep/k.py", "kernel": "f", "line": 4}
    theirs["live"] = {"N": {"value": {"int": "3"}}, "OFFSET": offset}
    k = module_of(here, Path("k.py"))
    k.N = 1000

    monkeypatch.syspath_prepend(str(PLUGIN))
    monkeypatch.syspath_prepend(str(there))
    k.lib_f = importlib.import_module("lib.deep.k").f
    ours = {"root": str(here), "path": "k.py", "kernel": "f", "line": 2}
    ours["live"] = {"lib_f": {"function": 1}, "N": {"value": {"int": "1000"}}}
    reply = server.ask_for([ours, theirs], ["int"])
    kernel = Quiet(loaded(reply, k.f))
    assert_same(kernel, k.f, 5)
    with pytest.raises(ValueError, match="large") as caught:
        kernel(200)
    frames = [frame.path for frame in caught.traceback]
    assert str(frames[-1]) == str(there / "lib/deep/k.py")


def test_what_the_answer_depends_on(server, tmp_path):
    write(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/k.py": "from pyjit import jit\nfrom .values import N\nimport gone, numpy\n"
            "@jit\ndef f(x):\n    return x + N\n",
            "pkg/values.py": "N = 3\n",
        },
    )
    asked = {"root": str(tmp_path), "path": "pkg/k.py", "kernel": "f", "line": 4}
    reply = server.ask_for([asked], ["int"])["compiled"]

    def digest(file):
        return hashlib.blake2b(Path(file).read_bytes(), digest_size=32).hexdigest()

    assert reply["extension_digest"] == digest(reply["file"])
    read = dict(map(tuple, reply["read"]))
    known = {str(tmp_path / name) for name in ("pkg/__init__.py", "pkg/k.py", "pkg/values.py")}
    assert {name for name in read if read[name] is not None} == known
    assert all(read[name] == digest(name) for name in known)
    for absent in ("gone.py", "gone/__init__.py", "pkg/values/__init__.py", "pkg/values/N.py"):
        assert read[str(tmp_path / absent)] is None
    assert not any(f"{os.sep}numpy{os.sep}" in name for name in read)
    text = (tmp_path / "pkg/k.py").read_text()
    read = dict(map(tuple, server.ask_for([{**asked, "text": text}], ["int"])["compiled"]["read"]))
    assert str(tmp_path / "pkg/k.py") not in read
    assert str(tmp_path / "pkg/values.py") in read


def test_builtins_stay_what_they_are(server, tmp_path):
    k = module(tmp_path, "from pyjit import jit\n@jit\ndef f(x):\n    return max(x, 3) + abs(x)\n")
    assert_same(compiled(server, tmp_path, k.f, ["int"]), k.f, -5)
    k.max = builtins.min
    assert_same(compiled(server, tmp_path, k.f, ["int"]), k.f, -5)


class Dispatcher:
    """What stands in the place of a kernel that is compiled when it is called."""

    __pyjit_signatures__ = ()

    def __init__(self, function):
        self.__wrapped__ = function

    def __call__(self, *arguments):
        return self.__wrapped__(*arguments)


def test_kernels_behind_other_objects(server, tmp_path):
    k = module(
        tmp_path,
        "from pyjit import jit\n@jit\ndef f(x):\n    return x + 1\n"
        "@jit\ndef g(x):\n    return f(x) * other(x)\n",
    )
    k.f = k.other = Dispatcher(k.f)
    assert_same(compiled(server, tmp_path, k.g, ["int"]), k.g, 5)


SCRIPT = """\
from pyjit import jit
class Wrong(Exception):
    pass
N = 5
if N > 2:
    M = 7
else:
    M = 8
@jit
def callback(x):
    return x * N + M
@jit
def raising(x):
    if x > 3:
        raise Wrong
    return x
"""


@pytest.mark.parametrize("name", ["callback", "raising"])
def test_names_that_nobody_finds_by_the_modules_name(server, tmp_path, name):
    write(tmp_path, {"lib.py": "from pyjit import jit\n@jit\ndef f(x):\n    return given(x)\n"})
    lib = module_of(tmp_path, Path("lib.py"))
    ran = tmp_path / "ran"
    # As a script, which is another module in the process; to import it would run it again.
    script = module(tmp_path, SCRIPT + f"open({str(ran)!r}, 'a')\n", "script.py")
    ran.unlink()
    lib.given = getattr(script, name)
    request = Request(tmp_path)
    request.add(lib.f)
    reply = server.ask_for(request.functions, ["int"])
    if name == "raising":
        assert "cannot be raised" in reasons(reply)
        request.functions[1]["by_name"] = True
        assert "compiled" in server.ask_for(request.functions, ["int"])
    else:
        sys.path.insert(0, str(tmp_path))
        try:
            assert_same(Quiet(loaded(reply, lib.f)), lib.f, 5)
        finally:
            del sys.path[0]
    assert not ran.exists()


def test_frames_of_a_cell(server, tmp_path, notebook):
    cells = {"In [9]": "@jit\ndef failing(x):\n    return 1 // x\n"}
    run_cells(cells, notebook.__dict__)
    kernel = compiled(server, tmp_path, notebook.failing, ["int"], cells)
    with pytest.raises(ZeroDivisionError) as caught:
        kernel(0)
    frame = caught.value.__traceback__
    while frame.tb_next is not None:
        frame = frame.tb_next
    assert (frame.tb_frame.f_code.co_filename, frame.tb_lineno) == ("In [9]", 3)
