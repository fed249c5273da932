"""Where the text of a function is: modules, scripts, cells; and where there is none, or another."""

import doctest
import importlib
import linecache
import os
import py_compile
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, forget

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit._source import NoSource, source_of
finally:
    sys.path.remove(PLUGIN)

TEXT = "def f(x):\n    return x + 1\n\n\nclass C:\n    def g(self):\n        return lambda: 2\n"


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """A folder that modules are imported from; what was imported is forgotten."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    forget(tmp_path)


def imported(folder, path, text=TEXT, name=None):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    importlib.invalidate_caches()
    return importlib.import_module(name or path[: -len(".py")].replace("/", "."))


def test_modules_and_packages(modules):
    (modules / "sources" / "deep").mkdir(parents=True)
    (modules / "spaced").mkdir()
    deep = ["sources/__init__.py", "sources/deep/__init__.py", "sources/deep/k.py"]
    paths = ["k.py", *deep, "spaced/k.py"]
    for path in paths:
        name = path.replace("/__init__.py", "").replace(".py", "").replace("/", ".")
        module = imported(modules, path, name=name)
        for function in (module.f, module.C.g, module.C().g()):
            source = source_of(function)
            assert source.parts() == (str(modules), path, TEXT, None)
            assert source.module == name


def test_encodings(modules):
    texts = {
        "bom": "\ufeff" + TEXT,
        "latin": "# coding: latin-1\ndef f():\n    return 'ä'\n",
        "dos": TEXT.replace("\n", "\r\n"),
    }
    for name, text in texts.items():
        encoding = "latin-1" if name == "latin" else "utf-8"
        module = imported(modules, f"{name}.py", text.encode(encoding))
        # As Python reads it: without the mark, with its own ends of lines.
        assert source_of(module.f).text == text.lstrip("\ufeff").replace("\r\n", "\n")


def test_a_link_is_called_by_its_own_name(modules, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "other.py"
    elsewhere.write_text(TEXT)
    (modules / "link.py").symlink_to(elsewhere)
    assert source_of(importlib.import_module("link").f).parts()[:2] == (str(modules), "link.py")


def test_an_edited_file_is_another_text(modules):
    module = imported(modules, "k.py")
    file = modules / "k.py"
    # What does not change the code may change: the lines are still right.
    file.write_text(TEXT.replace("x + 1", "x + 1  # one"))
    assert source_of(module.f).text.count("# one") == 1
    for text in (
        TEXT.replace("x + 1", "x + 2"),
        "\n" + TEXT,
        TEXT.replace("f(x)", "f(x, y=1)"),
        TEXT.replace("def f", "def h"),
        "",
        "def f(:\n",
        "x = '\0'\n",
    ):
        file.write_text(text)
        with pytest.raises(NoSource, match="k.py does not define `f` any more"):
            source_of(module.f)
    file.write_text(TEXT)
    assert source_of(module.f).text == TEXT
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(NoSource, match="cannot be read"):
        source_of(module.f)
    file.unlink()
    linecache.checkcache()
    with pytest.raises(NoSource, match="is not known"):
        source_of(module.f)


def test_constants_that_equal_nothing(modules):
    """Python makes a NaN of them, a new one each time that it compiles the text."""
    text = (
        "def f(x):\n    nan = 1e999 * 0.0\n    def inner():\n        return 1e999 * 0.0 * 1j\n"
        "    return nan, inner(), (1, (1e999 * 0.0, 2)), x in (1e999 * 0.0, 2)\n"
    )
    module = imported(modules, "k.py", text)
    assert source_of(module.f).text == text
    (modules / "k.py").write_text(text.replace("0.0, 2", "0.0, 3"))
    with pytest.raises(NoSource, match="any more"):
        source_of(module.f)


def test_a_module_without_its_text(modules):
    (modules / "k.py").write_text(TEXT)
    py_compile.compile(str(modules / "k.py"), cfile=str(modules / "bare.pyc"), dfile="bare.py")
    with pytest.raises(NoSource, match="is not known"):
        source_of(importlib.import_module("bare").f)


def test_a_module_in_an_archive(modules, monkeypatch):
    with zipfile.ZipFile(modules / "all.zip", "w") as archive:
        archive.writestr("inside.py", TEXT)
    monkeypatch.syspath_prepend(str(modules / "all.zip"))
    module = importlib.import_module("inside")
    source = source_of(module.f)
    assert source.text == TEXT
    assert source.shown_as == module.f.__code__.co_filename


@pytest.mark.parametrize("name", ["<cell 3>", "/nowhere/ipykernel_7/123.py"])
def test_what_is_in_linecache_alone(name):
    variables = {"__name__": "__main__"}
    exec(compile(TEXT, name, "exec"), variables)
    with pytest.raises(NoSource, match="is not known") as raised:
        source_of(variables["f"])
    assert name in str(raised.value)
    linecache.cache[name] = (len(TEXT), None, TEXT.splitlines(keepends=True), name)
    try:
        source = source_of(variables["f"])
    finally:
        del linecache.cache[name]
    assert source.parts() == (os.getcwd(), "__main__.py", TEXT, name)
    assert source.module == "__main__"


def test_another_text_of_that_name():
    variables = {"__name__": "__main__"}
    exec(compile(TEXT, "<mine>", "exec"), variables)
    other = TEXT.replace("x + 1", "x + 2")
    linecache.cache["<mine>"] = (len(other), None, other.splitlines(keepends=True), "<mine>")
    try:
        with pytest.raises(NoSource, match="is not known"):
            source_of(variables["f"])
        assert source_of(variables["C"].g).text == other
    finally:
        del linecache.cache["<mine>"]


def test_an_example_of_a_docstring():
    text = ">>> def f(x):\n...     return x\n>>> found.append(source_of(f))\n"
    found = []
    test = doctest.DocTestParser().get_doctest(
        text, {"found": found, "source_of": source_of}, "example", None, 0
    )
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
    assert found[0].text == "def f(x):\n    return x\n"
    assert found[0].shown_as == "<doctest example[0]>"


def test_pytest_rewrites_assertions(modules):
    from _pytest.assertion.rewrite import AssertionRewritingHook

    module = imported(modules, "k.py", "def f(x):\n    assert x\n    return x\n")
    module.__dict__["__loader__"] = AssertionRewritingHook.__new__(AssertionRewritingHook)
    (modules / "k.py").write_text("def f(x):\n    assert x, 'rewritten'\n    return x\n")
    assert source_of(module.f).path == "k.py"


SCRIPT = f"""\
import sys
sys.path.insert(0, {PLUGIN!r})
from pyjit._source import source_of
def f(x):
    return x
root, path, text, shown_as = source_of(f).parts()
print(root, path, shown_as, source_of(f).module, "def f(x)" in text)
"""


def test_scripts(tmp_path):
    (tmp_path / "pkg").mkdir()
    for path in ("script.py", "pkg/part.py", "pkg/__main__.py", "__main__.py"):
        (tmp_path / path).write_text(SCRIPT)
    commands = {
        ("script.py",): (tmp_path, "script.py", "script"),
        ("-O", "pkg/part.py"): (tmp_path / "pkg", "part.py", "part"),
        ("-m", "pkg.part"): (tmp_path, "pkg/part.py", "pkg.part"),
        ("-m", "pkg"): (tmp_path, "pkg/__main__.py", "pkg.__main__"),
        (".",): (tmp_path, "__main__.py", "__main__"),
    }
    for command, (root, path, module) in commands.items():
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.stdout == f"{root} {path} None {module} True\n", done.stderr
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if sys.version_info >= (3, 13):
        assert done.stdout == f"{tmp_path} __main__.py <string> __main__ True\n", done.stderr
    else:
        assert "NoSource: the text of `f` is not known (Python calls it <string>)" in done.stderr


def test_a_function_that_is_made_by_hand(modules):
    namespace = {}
    exec("def f(x):\n    return x\n", namespace)
    with pytest.raises(NoSource, match="<string>"):
        source_of(namespace["f"])
    module = imported(modules, "k.py")
    for name in ("k.txt", "k"):
        (modules / name).write_text(TEXT)
        variables = {"__name__": "k"}
        exec(compile(TEXT, str(modules / name), "exec"), variables)
        with pytest.raises(NoSource, match="is no Python module"):
            source_of(variables["f"])
    assert source_of(module.f).path == "k.py"
