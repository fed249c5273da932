"""Sub-interpreters, and a program that starts Python twice: kernels belong to one interpreter."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import run_build

# What every interpreter does: constants, strings, named tuples, tracebacks, buffers, a method.
USE = """
import array, sys
sys.path.insert(0, FOLDER)
import buffers, raising, strings
kind = type(raising.division).__name__
assert raising.division(7, 2) == 3 + 1, raising.division(7, 2)
for attempt in range(3):
    try:
        raising.raise_value_error(-1)
    except ValueError as error:
        assert "a must not be negative" in str(error)
    else:
        raise AssertionError("raised nothing")
assert strings.swapped("a", "b") == (("b", "a"), False) and strings.parity(3) == "odd"
assert buffers.sum_of_array(array.array("d", [0.5, 2.0])) == 2.5
sys.stderr.write(f"{NAME}: {kind}\\n")
"""

# The same functions for every version's module of interpreters; `kind` is `legacy` or `isolated`.
INTERPRETERS = """
import sys
if sys.version_info >= (3, 13):
    import _interpreters
    create = _interpreters.create
    destroy = _interpreters.destroy
    def run(interpreter, code):
        failure = _interpreters.exec(interpreter, code)
        assert failure is None, failure
else:
    import _xxsubinterpreters
    create = lambda kind: _xxsubinterpreters.create(isolated=kind == "isolated")
    destroy = _xxsubinterpreters.destroy
    run = _xxsubinterpreters.run_string
"""


def use(folder, name):
    return f"FOLDER = {str(folder)!r}; NAME = {name!r}\n{USE}"


def outcome(command):
    """The lines that a child process wrote; it must end well."""
    environment = {key: text for key, text in os.environ.items() if key != "PYJIT_DISABLE"}
    child = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert child.returncode == 0, (child.returncode, child.stdout + child.stderr)
    return child.stderr.splitlines()


ORDERS = [
    "sub destroy main",
    "sub main destroy main",
    "main sub destroy main",
    "main sub main sub destroy main sub",
]


@pytest.mark.parametrize("kind", ["legacy", "isolated"])
@pytest.mark.parametrize("order", ORDERS)
def test_kernels_are_the_main_interpreters(built, order, kind):
    lines = [INTERPRETERS, "sub = None"]
    for step in order.split():
        code = use(built.folder, step)
        if step == "main":
            lines.append(f"exec({code!r}, {{'__name__': 'main'}})")
        elif step == "sub":
            lines += [f"sub = create({kind!r}) if sub is None else sub", f"run(sub, {code!r})"]
        else:
            lines += ["destroy(sub)", "sub = None"]
    lines.append("if sub is not None: destroy(sub)")
    seen = outcome([sys.executable, "-c", "\n".join(lines)])
    expected = {"main": "main: kernel", "sub": "sub: function"}
    assert seen == [expected[step] for step in order.split() if step in expected]


def test_the_extension_says_why_it_does_not_load(built):
    (extension,) = [path.name for path in built.folder.glob("_pyjit_*_native*.so")]
    name = extension.partition(".")[0]
    code = (
        f"import sys; sys.path.insert(0, {str(built.folder)!r})\n"
        f"try: import {name}\n"
        "except ImportError as error: sys.stderr.write(f'{error}\\n')\n"
    )
    script = f"{INTERPRETERS}\nsub = create('legacy'); run(sub, {code!r}); destroy(sub)"
    (said,) = outcome([sys.executable, "-c", script])
    if sys.version_info < (3, 12):
        expected = "compiled kernels work in the main interpreter only, not in sub-interpreters"
        assert said == f"{name}: {expected}"
    else:
        assert name in said
        assert "interpreter" in said


EMBEDDING = """
void Py_Initialize(void);
int Py_FinalizeEx(void);
int PyRun_SimpleString(const char *);
int main(int count, char **arguments) {
    for (int round = 1; round < count; round++) {
        Py_Initialize();
        if (PyRun_SimpleString(arguments[round]) != 0) {
            return 1;
        }
        Py_FinalizeEx();
    }
    return 0;
}
"""


def library():
    """The shared library of this interpreter, or None."""
    name = str(sysconfig.get_config_var("LDLIBRARY"))
    path = Path(str(sysconfig.get_config_var("LIBDIR")), name)
    return path if ".so" in name and path.exists() else None


def embedded(folder, rounds):
    """The lines that a program wrote which runs each round in a Python of its own."""
    source, program = folder / "embedding.c", folder / "embedding"
    source.write_text(EMBEDDING, "utf-8")
    search = f"-Wl,-rpath,{library().parent}"
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, source, "-o", program, library(), search], check=True)
    home = f"import sys; sys.path[:] = {[path for path in sys.path if path]!r}\n"
    return outcome([str(program), *(home + code for code in rounds)])


@pytest.mark.skipif(library() is None, reason="needs CPython as a shared library")
def test_recorded_kernels_start_again(tmp_path):
    text = "from pyjit import jit\n\n\n@jit\ndef add(a, b):\n    return a + b\n"
    types = '[kernels]\n"mod.add" = ["(int, int)", "(float, float)"]\n'
    source = tmp_path / "source"
    source.mkdir()
    (source / "mod.py").write_text(text, "utf-8")
    (source / "pyjit.signatures.toml").write_text(types, "utf-8")
    run_build(source, tmp_path / "output")
    code = (
        f"sys.path.insert(0, {str(tmp_path / 'output')!r})\n"
        "from mod import add\n"
        "is_new = not hasattr(type(add), 'mark')  # that of an earlier run would have it\n"
        "type(add).mark = True\n"
        "print(is_new, len(add.__pyjit_signatures__), add(1, 2), add(1.5, 2.0), file=sys.stderr)\n"
    )
    assert embedded(tmp_path, [code] * 3) == ["True 2 3 3.5"] * 3


@pytest.mark.skipif(library() is None, reason="needs CPython as a shared library")
def test_python_may_end_and_start_again(built, tmp_path):
    rounds = [use(built.folder, name) for name in ("first", "second", "third")]
    assert embedded(tmp_path, rounds) == [
        "first: kernel",
        "second: kernel",
        "third: kernel",
    ]


def test_the_extension_is_imported_anew(built):
    code = use(built.folder, "main")
    forget = (
        "\nimport sys\n"
        "for name in list(sys.modules):\n"
        "    if getattr(sys.modules[name], '__file__', None) and FOLDER in"
        " sys.modules[name].__file__: del sys.modules[name]\n"
        "import gc; gc.collect()\n"
    )
    reload = "\nimport importlib; importlib.reload(sys.modules['_pyjit_annotations_native'])\n"
    (extension,) = [path.name for path in built.folder.glob("_pyjit_*_native*.so")]
    reload = reload.replace("_pyjit_annotations_native", extension.partition(".")[0])
    script = code + forget + code + reload + code
    assert outcome([sys.executable, "-c", script]) == ["main: kernel"] * 3
