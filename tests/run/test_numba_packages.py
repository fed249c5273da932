"""Packages whose kernels stand under Numba's decorators: built, they need no Numba.

With Numba, where an interpreter that has it is told (`PYJIT_NUMBA_PYTHON`, or an environment in
`target/work/numba`), what was not compiled goes to Numba.
"""

import os
import subprocess
import sys
from textwrap import dedent

import pytest
from arguments import np
from conftest import ROOT
from numba_package import FILES, WITHOUT_NUMBA, ask, built, check, run, write

pytestmark = pytest.mark.skipif(np is None, reason="Numba's users use NumPy")

# An interpreter that has Numba.
NUMBAS = os.environ.get("PYJIT_NUMBA_PYTHON") or str(ROOT / "target/work/numba/bin/python")
needs_numba = pytest.mark.skipif(
    not os.path.exists(NUMBAS),
    reason="PYJIT_NUMBA_PYTHON names no interpreter with Numba, nor is there target/work/numba",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return built(tmp_path_factory.mktemp("package"), FILES)


def test_only_imports_are_swapped(package):
    folder, report, _ = package
    text = (folder / "pkg/kernels.py").read_text("utf-8")
    source = dedent(FILES["pkg/kernels.py"])
    new = ".{}_pyjit__numba"
    one = new.format("")
    for old, now in [
        (
            "import math, numba as nb, os\nimport numba.typed, numba.core.types as nbt",
            f"import math; from {one} import numba as nb; import os\n"
            f"from {one} import numba; from {one}.core import types as nbt",
        ),
        ("import numba.cuda as c;", f"from {one} import cuda as c;"),
        ("from numba.core import", f"from {one}.core import"),
        ("from numba.extending import", f"from {one}.extending import"),
        ("from numba import", f"from {one} import"),
    ]:
        assert old in source
        source = source.replace(old, now)
    assert text == source
    names = ["_pyjit.py", "_pyjit__numba.py", "_pyjit__numba_functions.py"]
    names.append("_pyjit__numba_types.py")
    assert report["build"]["replacements"] == [f"pkg/{name}" for name in names]
    assert sorted(report["build"]["swapped"]) == [
        f"pkg/{name}.py" for name in ("compat", "kernels", "refused")
    ]
    statuses = {one["qualified_name"]: one["status"] for one in report["kernels"]}
    compiled = {name for name, status in statuses.items() if status == "compiled"}
    names = {"square", "total", "twice", "shifted", "calls_shifted", "optional", "Shape.area"}
    assert compiled == names


def test_compiled_without_numba(package):
    folder, _, _ = package
    expected = {
        "k.HAS_NUMBA": True,
        "k.square(3.0)": 9.0,
        "k.total(np.arange(4.0))": 14.0,
        "[k.twice(2), k.twice(2.5)]": "[4, 5.0]",
        "[k.optional(1), k.optional(1, 2)]": "[1, 3]",
        # A function that was not compiled for itself is compiled into its callers.
        "k.calls_shifted(1)": 11,
        "[k.Shape.area(3), k.Shape.inner is k.njit]": "[9, True]",
        "[k.square.__name__, k.square.__doc__, k.square.__module__]": "['square', 'The square.', "
        "'pkg.kernels']",
        "k.square": "<compiled function pkg.kernels.square>",
        "k.square.py_func is k.square.__wrapped__": True,
        "k.square.py_func(2)": 4,
        "k.square.signatures": "[(float64,)]",
        "k.total.signatures": "[(Array(float64, 1, 'A', False, aligned=True),)]",
        "k.twice.signatures": "[(float64,), (int64,)]",
        "k.twice.nopython_signatures[0].args": "(float64,)",
        "k.square.compile('f8(f8)')": None,
        "k.square.recompile()": None,
        "k.total.targetoptions['nopython']": True,
        "hasattr(k.square, 'overloads')": False,
        "hasattr(k.square, 'nothing')": False,
        "k.square.nothing": "AttributeError: 'Dispatcher' object has no attribute 'nothing'",
        "all(pickle.loads(pickle.dumps(f)) is f for f in (k.square, k.Shape.area))": True,
        "pickle.loads(pickle.dumps(k.untyped)) is k.untyped": True,
        "k.nb.extending.is_jitted(k.square) and k.nb.extending.is_jitted(k.untyped)": True,
        "k.nb.extending.is_jitted(k.raises)": False,
        "isinstance(k.square, k.nb.core.dispatcher.Dispatcher)": True,
        "k.njit(k.square)": "TypeError: A jit decorator was called on an already jitted function "
        "<compiled function pkg.kernels.square>. If trying to get access to the original python "
        "function, use the <compiled function pkg.kernels.square>.py_func attribute.",
        "k.numba is k.nb and k.nb.core.types is k.types and k.typed is k.nb.typed": True,
    }
    check(folder, expected, "warnings.simplefilter('error')")


NAMES = {
    "[nb.float64, nb.f8 == nb.double, nb.i4, nb.boolean, nb.bool, nb.void, nb.size_t]": "[float64, "
    "True, int32, bool, bool, none, uint64]",
    "[type(nb.float32(1.5)).__name__, type(nb.int32(1.5)).__name__]": "['float32', 'int32']",
    "nb.int8(-129)": "OverflowError: Python integer -129 out of bounds for int8",
    "[nb.float64[:, ::1], str(nb.float64[::1, :])]": "[Array(float64, 2, 'C', False, aligned=True)"
    ", 'array(float64, 2d, F)']",
    "nb.float64[0]": "KeyError: 'Can only index numba types with slices with no start or stop, "
    "got 0.'",
    "nb.float64(nb.int32)": "(int32,) -> float64",
    "nb.float64(nb.int32).args == (nb.i4,)": True,
    "len({nb.float64, nb.f8, types.float64, nb.float64[:], nb.float64[:]})": 2,
    "types.Tuple((nb.i8, nb.i8))": "UniTuple(int64, 2)",
    "types.ListType(nb.f8)": "ListType(float64)",
    "[types.DictType(types.unicode_type, nb.f8), types.Optional(nb.i8)]": "[DictType(unicode_type, "
    "float64), OptionalType(int64)]",
    "[types.NPDatetime('ns'), types.Omitted(1), types.CPointer(nb.u1)]": "[datetime64[ns], "
    "omitted(default=1), uint8*]",
    "[isinstance(nb.f8, types.Float), isinstance(nb.f8[:], types.Array)]": "[True, True]",
    "[nb.int16.bitwidth, nb.uint8.maxval, nb.int8.minval, nb.f8[:].dtype]": "[16, 255, -128, "
    "float64]",
    "[nb.typeof(1), nb.typeof((1, 2.0)), nb.typeof(np.zeros((2, 3)).T)]": "[int64, Tuple((int64, "
    "float64)), Array(float64, 2, 'F', False, aligned=True)]",
    "nb.typeof(object())": "ValueError: Cannot determine Numba type of <class 'object'>",
    "nb.from_dtype(np.dtype('f4'))": "float32",
    "pickle.loads(pickle.dumps(types.Tuple((nb.i8, nb.f4[:])))).types": "(int64, Array(float32, 1, "
    "'A', False, aligned=True))",
    "np.dtype(nb.uint32)": "TypeError: Cannot interpret 'uint32' as a data type",
    "[list(nb.prange(1, 7, 2)), nb.literally(3)]": "[[1, 3, 5], 3]",
    "nb.literal_unroll((1, 2))": "(1, 2)",
    "[1 <= nb.get_num_threads() == nb.config.NUMBA_NUM_THREADS, nb.set_num_threads(1), "
    "nb.get_num_threads()]": "[True, None, 1]",
    "nb.set_num_threads(0)[0]": "ValueError: The number of threads must be between 1 and "
    f"{len(os.sched_getaffinity(0))}",
    "[nb.config.DISABLE_JIT, nb.config.THREADING_LAYER, nb.version_info[:2] > (0, 50)]": "[0, "
    "'default', True]",
    "issubclass(nb.errors.NumbaTypeError, nb.TypingError)": True,
    "issubclass(nb.core.errors.NumbaPendingDeprecationWarning, PendingDeprecationWarning)": True,
    "[nb.typed.List([1]), nb.typed.Dict()]": "[[1], {}]",
}


def test_names_without_numba(package):
    own = {
        "nb.threading_layer()": "ValueError: Threading layer is not initialized.",
        "nb.cuda.is_available()": False,
        "nb.nothing": "AttributeError: this package was built by pyjit, which has no "
        "`numba.nothing` of its own, and Numba is not installed",
        "hasattr(types, 'Nothing')": False,
        "__import__('pkg._pyjit__numba.np.ufunc')": "ModuleNotFoundError: this package was built "
        "by pyjit, which has no `numba.np.ufunc` of its own, and Numba is not installed",
        "exec('from pkg._pyjit__numba import nothing')": "ModuleNotFoundError: this package was "
        "built by pyjit, which has no `numba.nothing` of its own, and Numba is not installed",
        "(exec('from pkg._pyjit__numba import *', names := {}), names['bool'], names['jit'])[1]": (
            "bool"
        ),
        "exec('try: raise nb.NumbaTypeError(1)\\nexcept nb.TypingError: pass')": None,
    }
    before = "nb, types = k.nb, k.types; nb.config.SOMETHING = 1; import sys"
    check(package[0], NAMES | own | {"nb.config.SOMETHING": 1}, before)


USE_REFUSED = """\
import warnings
import numpy as np
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    from pkg import kernels, refused as r
    print(r.factorial(5), r.factorial(3), kernels.untyped(1), kernels.untyped(1, b=3), r.opened(3))
    out = np.array([1, 2])
    print(r.added(np.arange(2), 1.5).tolist(), r.added(1, 2), r.added(1j, 1), r.negative(out))
    out = np.zeros(2)
    print(r.added(np.arange(2.0), 1.0, out=out) is out, out)
    words, lists = {"a": 1}, [["a", "b"]]
    print(r.parallel(np.arange(3.0)), r.counted(words, lists), words, lists)
    print(r.Point(1.5).doubled(), r.Point(2).x, r.numbers())
    try:
        print(r.copied(np.arange(2.0)))
    except ImportError as error:
        print(error)
texts = sorted({str(one.message) for one in said if one.category.__name__ == "PyjitWarning"})
print(*texts, sep="\\n")
assert all(one.filename == "<string>" for one in said), said
"""
ANSWERS = """\
120 6 8.0 10.0 4
[1.5, 2.5] 3.0 (1+1j) [-1 -2]
True [1. 2.]
3.0 ({{'a': 2, 'b': 1}}, 2) {{'a': 2, 'b': 1}} [['a', 'b'], ['a', 'b']]
3.0 {} ([1], {{'a': 1.5}}, True)
"""


def test_refused_without_numba(package):
    name = "numba.guvectorize"
    why = " runs in Python, since it was not compiled, and Numba is not installed: Python's numbers"
    functions = ["kernels.untyped"]
    functions += [f"refused.{name}" for name in ("added", "factorial", "negative", "opened")]
    functions += ["refused.counted", "refused.parallel"]
    expected = ANSWERS.format(2) + (
        f"this package was built by pyjit, which has no `{name}` of its own, and Numba is not "
        "installed\n"
    )
    texts = [f"pkg.{function}(){why} may differ" for function in functions]
    texts.append(
        "pkg.refused.Point is a class of Python, since Numba is not installed: Python's numbers "
        "may differ"
    )
    assert run(package[0], WITHOUT_NUMBA + USE_REFUSED) == expected + "\n".join(sorted(texts))


CHANGED = """\
import warnings
from pkg import kernels
kernels.OFFSET = 20
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    print(kernels.calls_shifted(1), kernels.calls_shifted(2))
print(*(f"{one.category.__name__} {one.message}" for one in said), sep="\\n")
"""
CHANGE = (
    "RuntimeWarning pkg.kernels.calls_shifted() does not run compiled: 'OFFSET' of pkg.kernels "
)
CHANGE += "is no longer what it was when this was compiled"


def test_changed_globals_without_numba(package):
    said = run(package[0], WITHOUT_NUMBA + CHANGED).splitlines()
    assert said[:3] == [
        "21 22",
        CHANGE,
        "PyjitWarning pkg.kernels.calls_shifted() runs in Python, and Numba is not installed: "
        "Python's numbers may differ",
    ]


@needs_numba
def test_changed_globals_with_numba(with_numba):
    assert run(with_numba, CHANGED, python=NUMBAS).splitlines() == ["21 22", CHANGE]


def test_disabled_or_without_the_extension(package, tmp_path):
    use = "from pkg.kernels import square; print(square(2), type(square).__name__)"
    warned = "pkg.kernels.square() runs in Python, since {}, and Numba is not installed"
    for reason, variables in [
        ("PYJIT_DISABLE is set", {"PYJIT_DISABLE": "1"}),
        ("the extension of the package is not there", {}),
    ]:
        folder = tmp_path / str(len(variables))
        folder.mkdir()
        subprocess.run(["cp", "-r", str(package[0] / "pkg"), str(folder)], check=True)
        if not variables:
            for extension in folder.rglob("*.so"):
                extension.unlink()
        done = run(folder, WITHOUT_NUMBA + use, check=False, **variables)
        assert done.stdout == "4 Dispatcher\n"
        assert warned.format(reason) in done.stderr
    # As Numba itself does it.
    assert run(package[0], WITHOUT_NUMBA + use, NUMBA_DISABLE_JIT="1") == "4 function"


def test_lines_of_tracebacks(package):
    code = "import traceback\nfrom pkg import kernels\n"
    code += "try:\n    kernels.raises()\nexcept ValueError as e:\n"
    code += "    print(traceback.extract_tb(e.__traceback__)[-1].lineno)"
    lines = dedent(FILES["pkg/kernels.py"]).splitlines()
    expected = 1 + next(at for at, line in enumerate(lines) if "raise ValueError" in line)
    assert run(package[0], WITHOUT_NUMBA + code) == str(expected)


def test_a_package_under_another_name(package, tmp_path):
    subprocess.run(["cp", "-r", str(package[0] / "pkg"), str(tmp_path / "other")], check=True)
    code = (
        "from other import kernels as k; import sys\nprint(k.square(2.0), k.square, k.types.float64"
    )
    code += ")\nprint('pkg' in sys.modules, k.nb.__name__)"
    expected = "4.0 <compiled function pkg.kernels.square> float64\nFalse other._pyjit__numba"
    assert run(tmp_path, WITHOUT_NUMBA + code) == expected


def test_two_distributions_in_one_folder(tmp_path):
    kernel = 'import numba\n\n@numba.njit("i8(i8)")\ndef f(x):\n    return x + {}\n'
    for number, name in enumerate(["one", "two"]):
        source = tmp_path / name
        write(source, {f"{name}.py": kernel.format(number)})
        command = [os.environ["PYJIT_BINARY"], "build", str(source), str(tmp_path / "built")]
        variables = {"PYJIT_DECORATORS": "numba", "PYJIT_PYTHON": sys.executable}
        subprocess.run([*command, "--distribution", name], check=True, env=os.environ | variables)
    modules = sorted(path.name for path in (tmp_path / "built").glob("_pyjit*.py"))
    ends = ("", "__numba", "__numba_functions", "__numba_types")
    assert modules == sorted(f"_pyjit_{name}{end}.py" for name in ("one", "two") for end in ends)
    code = "import one, two, sys; print(one.f(1), two.f(1), one.f, one.numba is two.numba)"
    expected = "1 2 <compiled function one.f> False"
    assert run(tmp_path / "built", WITHOUT_NUMBA + code) == expected


def test_a_file_of_its_own(tmp_path):
    write(tmp_path, {"k.py": 'from numba import njit\n@njit("i8(i8)")\ndef f(x):\n    return x\n'})
    variables = {"PYJIT_DECORATORS": "numba", "PYJIT_PYTHON": sys.executable}
    command = [os.environ["PYJIT_BINARY"], "compile", str(tmp_path / "k.py")]
    subprocess.run(command, check=True, env=os.environ | variables)
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    code += "import _pyjit_k__numba; sys.modules['numba'] = _pyjit_k__numba\nimport k; print(k.f)"
    assert run(tmp_path, code) == "<compiled function k.f>"


def test_numba_is_left_alone_where_it_does_not_count(tmp_path):
    folder, report, _ = built(tmp_path, {"k.py": "import numba\n"}, PYJIT_DECORATORS="")
    assert (folder / "k.py").read_text("utf-8") == "import numba\n"
    assert report["build"]["replacements"] == []


RECORDED = """\
from numba import njit

@njit
def add(a, b):
    return a + b
"""
CALL_RECORDED = """\
import warnings
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    import k
    print(k.add(1, 2), k.add(1.5, 2), k.add(2.5, 3), k.add("a", "b"), k.add(3, 4))
print(*(f"{one.category.__name__} {one.message}" for one in said), sep="\\n")
print(k.add.signatures)
"""


@pytest.fixture
def recorded(tmp_path):
    types = tmp_path / "types.toml"
    types.write_text('[kernels]\n"k.add" = ["(int, int)"]\n', "utf-8")

    def build(**variables):
        variables["PYJIT_SIGNATURES"] = str(types)
        return built(tmp_path, {"k.py": RECORDED}, **variables)[0]

    return build


def test_types_that_were_not_recorded(recorded):
    said = run(recorded(), WITHOUT_NUMBA + CALL_RECORDED).splitlines()
    assert said[0] == "3 3.5 5.5 ab 7"
    warned = "PyjitWarning k.add() runs in Python for ({}), which it was not compiled for, and "
    warned += "Numba is not installed: Python's numbers may differ"
    assert said[1:3] == [warned.format(types) for types in ("float, int", "str, str")]
    assert said[3:] == ["[(int64, int64)]"]


def test_numpys_numbers_are_numbas(tmp_path):
    """`int` is `np.int64` to Numba, `float` is `np.float64` and `bool` is `np.bool_`."""
    types = tmp_path / "types.toml"
    types.write_text(
        '[kernels]\n"k.add" = ["(int, int)", "(float, float)", "(bool, int)", '
        '"(tuple[int, float], int)"]\n"k.first" = ["(tuple[int, float], int)"]\n',
        "utf-8",
    )
    source = RECORDED + "\n@njit\ndef first(p, n):\n    return p[0] * n + p[1]\n"
    folder, _, _ = built(tmp_path, {"k.py": source}, PYJIT_SIGNATURES=str(types))
    calls = """\
import warnings
warnings.simplefilter("error")
import numpy as np, k
wide = 2**63 - 1
print(k.add(np.int64(wide), 1), k.add(wide, np.int64(1)), k.add(np.float64(0.5), 1.5))
print(k.add(np.bool_(True), np.int64(2)), k.first((np.int64(wide), np.float64(0.5)), 2))
"""
    said = run(folder, WITHOUT_NUMBA + calls).splitlines()
    assert said == [f"{-(2**63)} {-(2**63)} 2.0", "3 -1.5"]


@needs_numba
def test_types_that_were_not_recorded_with_numba(recorded):
    folder = recorded(PYJIT_PYTHON=NUMBAS)
    said = run(folder, CALL_RECORDED, python=NUMBAS).splitlines()
    assert said == ["3 3.5 5.5 ab 7", "", "[(int64, int64)]"]


def test_types_that_were_not_recorded_as_errors(recorded):
    done = run(recorded(), WITHOUT_NUMBA + CALL_RECORDED, check=False, PYJIT_FALLBACK="0")
    assert "TypeError: k.add() was not compiled for (float, int)" in done.stderr


@pytest.fixture(scope="module")
def with_numba(tmp_path_factory):
    """The package, and one of a user's own that calls its functions, for that interpreter."""
    folder, _, _ = built(tmp_path_factory.mktemp("numba"), FILES, PYJIT_PYTHON=NUMBAS)
    user = """\
        import numba
        from pkg.kernels import helper, square, untyped

        @numba.njit
        def both(x):
            return square(x) + untyped(x)
    """
    write(folder, {"user.py": user})
    return folder


@needs_numba
def test_names_are_as_in_numba(with_numba):
    """What is said here of Numba's names is what Numba says."""
    answers = ask(with_numba, NAMES, "import numba as nb; types = nb.types", python=NUMBAS)
    own = {"[nb.typed.List([1]), nb.typed.Dict()]", "nb.typeof(object())"}
    assert {q: a for q, a in answers.items() if q not in own} == {
        q: a for q, a in NAMES.items() if q not in own
    }


@needs_numba
def test_names_beside_numba(with_numba):
    """The same where Numba is imported, too."""
    before = "nb, types = k.nb, k.types; import numba"
    own = {"nb.typeof(object())"}
    expected = {q: a for q, a in NAMES.items() if q not in own}
    expected["nb.nothing"] = "AttributeError: module 'numba' has no attribute 'nothing'"
    expected["nb.float64 == numba.float64"] = True
    expected["nb.float64[:](nb.i8) == numba.float64"] = False
    expected["nb.core.typing.signature is numba.core.typing.signature"] = True
    check(with_numba, expected, before, python=NUMBAS)


@needs_numba
def test_compiled_does_not_import_numba(with_numba):
    code = "import sys\nfrom pkg import kernels as k\nimport numpy as np\n"
    code += "print(k.square(2.0), k.total(np.arange(3.0)), k.twice(2), 'numba' in sys.modules)"
    assert run(with_numba, code, python=NUMBAS) == "4.0 5.0 4 False"


@needs_numba
def test_refused_with_numba(with_numba):
    code = USE_REFUSED + "print(kernels.untyped.signatures, type(r.Point(1)).__module__)\n"
    code += "metadata = r.parallel.get_metadata(r.parallel.signatures[0])\n"
    code += "print(metadata['parfor_diagnostics'].count_parfors())\n"
    code += "print(kernels.square.overloads, kernels.square.inspect_types() is None)"
    lines = run(with_numba, code, python=NUMBAS).splitlines()
    expected = ANSWERS.format(2.0).splitlines()
    assert lines[:5] == expected
    assert lines[5] == "[0. 1.]"  # copied
    assert lines[6] == ""  # no warning
    assert (
        lines[7]
        == "[(int64, omitted(default=2)), (int64, int64)] numba.experimental.jitclass.boxing"
    )
    assert lines[8] == "1"  # loop runs in parallel


@needs_numba
def test_numba_compiles_calls_of_compiled_functions(with_numba):
    code = "import user; print(user.both(2.0), user.both(2))"
    assert run(with_numba, code, python=NUMBAS) == "14.0 14.0"


@needs_numba
def test_exceptions_of_numba_are_those_of_the_package(with_numba):
    code = """\
import numba
from pkg import kernels as k, refused as r
try:
    r.factorial("a")
except k.nb.TypingError as error:
    print(isinstance(error, numba.TypingError), type(error).__name__)
"""
    assert run(with_numba, code, python=NUMBAS) == "True TypingError"


@needs_numba
def test_settings_reach_numba(with_numba):
    code = """\
from pkg import kernels as k
import sys, warnings
k.nb.set_num_threads(1)
k.config.THREADING_LAYER = "workqueue"
print("numba" in sys.modules)
k.untyped(3)
import numba
print(numba.get_num_threads(), numba.config.THREADING_LAYER, numba.config is k.config)
print(any(it[2] is numba.NumbaPerformanceWarning for it in warnings.filters))
"""
    assert run(with_numba, code, python=NUMBAS) == "False\n1 workqueue False\nTrue"
