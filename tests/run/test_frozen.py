"""What a build freezes: where it was changed before the first call, Python runs and says so."""

import functools
import gc
import importlib
import math
import shutil
import sys
import unittest.mock
import warnings
from types import SimpleNamespace

import pytest
from arguments import cases, given, needs_numpy, np
from conftest import forget, importing, run_build
from test_kernels import CALLABLE, SINCE, attribute

PACKAGE = {
    "pack/__init__.py": "",
    "pack/constants.py": "N = 3\nHALF = 0.5\n",
    "pack/kernels.py": """
import math
from math import sqrt

from pyjit import jit

from . import constants
from .constants import N

ZERO = 0.0
NAN = float("nan")
FLAG = True
NOTHING = None
TABLE = ((1, 2.5), (3, 4.5))
MODE = "fast"
Z = 1 + 2j
WIDE = 0x9E3779B97F4A7C15


@jit
def helper(a, b=7):
    return a * N + b


@jit
def typed(a: int, b: int = 7) -> int:
    return a - b


@jit
def numbers(a: int) -> float:
    return a * N + constants.HALF


@jit
def zero() -> float:
    return math.copysign(1.0, ZERO)


@jit
def nan() -> float:
    return NAN


@jit
def wide() -> float:
    return float(WIDE)


@jit
def others(a: int):
    return a if FLAG else 0.5, NOTHING is None, TABLE[a % 2][0], MODE, Z


@jit
def through_helper(a: int) -> int:
    return helper(a)


@jit
def through_two(a: int) -> int:
    return through_helper(a) + 1


@jit
def through_typed(a: int) -> int:
    return typed(a)


@jit
def library(x: float) -> float:
    return sqrt(x) + math.floor(x)


@jit
def builtin(a: int) -> int:
    return abs(a)


@jit
def keywords(a: int, *, b: int = 2) -> int:
    return a * b


@jit("(int) -> int")
@jit("(float) -> float")
def several(a):
    return a + N


class Holder:
    @staticmethod
    @jit
    def method(a: int) -> int:
        return a + N


@jit
def by_method(a: int) -> int:
    return Holder.method(a)
""".replace('@jit("(int) -> int")\n@jit("(float) -> float")', '@jit(["(int)", "(float)"])'),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The built package."""
    base = tmp_path_factory.mktemp("frozen")
    for name, text in PACKAGE.items():
        path = base / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report, _ = run_build(base / "source", base / "output")
    statuses = {kernel["qualified_name"]: kernel["status"] for kernel in report["kernels"]}
    assert set(statuses.values()) == {"compiled"}, report
    return base / "output"


@pytest.fixture
def pack(folder):
    """The package, imported anew: its kernels were not called yet; and as Python."""

    def imported(disabled):
        # Whatever another test has left of a package of that name.
        for name in [it for it in sys.modules if it == "pack" or it.startswith("pack.")]:
            del sys.modules[name]
        with importing(folder, disabled):
            kernels = importlib.import_module("pack.kernels")
            return SimpleNamespace(kernels=kernels, constants=kernels.constants)

    both = SimpleNamespace(python=imported(True), compiled=imported(False))
    # Where the extension cannot be loaded, the package runs in Python and says nothing.
    assert hasattr(both.compiled.kernels.numbers, "__pyjit_signatures__")
    assert not hasattr(both.python.kernels.numbers, "__pyjit_signatures__")
    return both


def logged(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments) + 1000

    return wrapper


def change_keywords(it):
    it.kernels.keywords.__kwdefaults__["b"] = 9


def change_defaults(it):
    it.kernels.typed.__defaults__ = (9,)


# What is changed, the name in the warning, the kernels that notice it, and their arguments.
CHANGES = [
    ("N", lambda it: setattr(it.kernels, "N", 4), "numbers several through_helper through_two"),
    ("N", lambda it: setattr(it.kernels, "N", 3.0), "numbers several Holder.method by_method"),
    ("N", lambda it: setattr(it.kernels, "N", True), "numbers"),
    ("N", lambda it: setattr(it.kernels, "N", 2**64 + 3), "numbers through_two"),
    ("constants.HALF", lambda it: setattr(it.constants, "HALF", 1.5), "numbers"),
    ("constants.HALF", lambda it: setattr(it.constants, "HALF", math.nan), "numbers"),
    ("ZERO", lambda it: setattr(it.kernels, "ZERO", -0.0), "zero"),
    ("NAN", lambda it: setattr(it.kernels, "NAN", 1.0), "nan"),
    ("WIDE", lambda it: setattr(it.kernels, "WIDE", it.kernels.WIDE + 2**64), "wide"),
    ("WIDE", lambda it: setattr(it.kernels, "WIDE", it.kernels.WIDE - 2**64), "wide"),
    ("FLAG", lambda it: setattr(it.kernels, "FLAG", 0), "others"),
    ("FLAG", lambda it: setattr(it.kernels, "FLAG", 1), "others"),
    ("NOTHING", lambda it: setattr(it.kernels, "NOTHING", 0), "others"),
    ("TABLE", lambda it: setattr(it.kernels, "TABLE", ((1, 2.5), (7, 4.5))), "others"),
    ("TABLE", lambda it: setattr(it.kernels, "TABLE", ((1, 2.5), (3.0, 4.5))), "others"),
    ("TABLE", lambda it: setattr(it.kernels, "TABLE", ((1, 2.5), (3, 4.5), ())), "others"),
    ("MODE", lambda it: setattr(it.kernels, "MODE", "fas"), "others"),
    ("Z", lambda it: setattr(it.kernels, "Z", 1 - 2j), "others"),
    ("helper", lambda it: setattr(it.kernels, "helper", lambda a: a), "through_helper through_two"),
    ("typed", lambda it: setattr(it.kernels, "typed", unittest.mock.Mock(return_value=5)),
     "through_typed"),
    ("typed", lambda it: setattr(it.kernels, "typed", logged(it.kernels.typed)), "through_typed"),
    ("typed", lambda it: setattr(it.kernels, "typed", it.kernels.builtin), "through_typed"),
    ("typed", change_defaults, "through_typed"),
    (None, change_defaults, "typed"),
    (None, change_keywords, "keywords"),
    ("sqrt", lambda it: setattr(it.kernels, "sqrt", abs), "library"),
    ("math", lambda it: setattr(it.kernels, "math", SimpleNamespace(floor=math.ceil, copysign=min)),
     "library"),
    ("abs", lambda it: setattr(it.kernels, "abs", lambda a: -5), "builtin"),
    ("Holder.method", lambda it: setattr(it.kernels.Holder, "method", staticmethod(float)),
     "by_method"),
]  # fmt: skip

ARGUMENTS = {"zero": (), "nan": (), "wide": (), "library": (2.25,)}


def found(kernels, name):
    for part in name.split("."):
        kernels = getattr(kernels, part)
    return kernels


def calls(module, name, recorded=None):
    """What two calls give, to the bit."""
    function = found(module.kernels, name)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        results = [repr(function(*ARGUMENTS.get(name, (5,)))) for _ in range(2)]
    return results, [(each.category, str(each.message)) for each in caught]


@pytest.mark.parametrize(("what", "change", "names"), CHANGES)
def test_what_is_changed_before_the_first_call(pack, what, change, names):
    change(pack.python)
    change(pack.compiled)
    untouched = {"builtin", "numbers", "wide", "zero"} - set(names.split()) - {what}
    for name in [*names.split(), *sorted(untouched)]:
        expected, _ = calls(pack.python, name)
        results, told = calls(pack.compiled, name)
        assert results == expected, name
        if name in names.split():
            reason = "its defaults are no longer those that it was defined with"
            if what is not None:
                reason = f"'{what}' of pack.kernels is no longer what it was when this was compiled"
            expected = (RuntimeWarning, f"pack.kernels.{name}() runs in Python: {reason}")
            # Once; kernels that it calls have warnings of their own.
            assert [one for one in told if one == expected] == [expected], told
        elif name == "wide":
            assert told == []


def test_the_same_values_under_other_classes(pack):
    class Number(int):
        pass

    pack.compiled.kernels.N = Number(3)
    pack.compiled.kernels.TABLE = [(1, 2.5), [3, 4.5]]
    pack.compiled.kernels.NAN = -math.nan
    pack.compiled.kernels.MODE = "".join(["fa", "st"])
    if np is not None:
        pack.compiled.constants.HALF = np.float32(0.5)
    for name in ("numbers", "others", "nan"):
        assert calls(pack.compiled, name) == calls(pack.python, name)


def test_a_name_that_is_not_there_yet(pack):
    del pack.compiled.kernels.N
    with pytest.raises(NameError):
        pack.compiled.kernels.numbers(5)
    pack.compiled.kernels.N = 3
    assert calls(pack.compiled, "numbers") == (["15.5", "15.5"], [])
    # Nothing is compared any more.
    pack.compiled.kernels.N = 4
    assert calls(pack.compiled, "numbers") == (["15.5", "15.5"], [])


@pytest.mark.parametrize("change", [False, True])
def test_a_copy_of_the_package_under_another_name(folder, tmp_path, change):
    name = f"vendored{change}"
    shutil.copytree(folder / "pack", tmp_path / name / "inner")
    with importing(tmp_path, disabled=False):
        kernels = importlib.import_module(f"{name}.inner.kernels")
    it = SimpleNamespace(kernels=kernels)
    if not change:
        # What the Python function would do is not done.
        code = kernels.through_helper.__wrapped__.__code__
        kernels.through_helper.__wrapped__.__code__ = code.replace(co_consts=(None, 1))
        assert calls(it, "through_helper") == (["22", "22"], [])
    else:
        kernels.helper = lambda a: -a
        results, told = calls(it, "through_helper")
        assert results == ["-5", "-5"]
        assert [category for category, _ in told] == [RuntimeWarning]


def test_an_edited_source_with_other_parameters(folder, tmp_path):
    shutil.copytree(folder / "pack", tmp_path / "pack")
    forget(folder)
    source = tmp_path / "pack" / "kernels.py"
    text = source.read_text("utf-8")
    source.write_text(
        text.replace("def builtin(a: int)", "def builtin(a: int, c: int = 1)"), "utf-8"
    )
    with importing(tmp_path, disabled=False):
        kernels = importlib.import_module("pack.kernels")
    assert kernels.builtin(-5, 3) == kernels.builtin(a=-5) == 5
    assert not hasattr(kernels.builtin, "__pyjit_signatures__")
    assert hasattr(kernels.numbers, "__pyjit_signatures__")
    forget(tmp_path)


def test_a_warning_that_is_an_error(pack):
    pack.compiled.kernels.N = 4
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="'N' of pack.kernels"):
            pack.compiled.kernels.numbers(5)
    assert pack.compiled.kernels.numbers(5) == 20.5


def test_nothing_else_is_taken_to_be_changed(built):
    """Of every kernel some call is compiled, and none warns."""
    python = []
    for kernel in CALLABLE:
        if np is None and needs_numpy(kernel) or sys.version_info < SINCE.get(str(kernel), (3, 9)):
            continue
        compiled = attribute(built.compiled, kernel)
        code = compiled.__wrapped__.__code__
        ran = []

        def profile(frame, event, argument, code=code, ran=ran):
            if event == "call" and frame.f_code is code:
                ran.append(True)

        for factories in list(cases(kernel))[:200]:
            ran.clear()
            values = [given(factory(), compiled) for factory in factories]
            positional = [v for v, p in zip(values, kernel.parameters) if not p.keyword_only]
            keywords = {p.name: v for v, p in zip(values, kernel.parameters) if p.keyword_only}
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                warnings.filterwarnings("error", "(?s).* runs in Python: .*")
                sys.setprofile(profile)
                try:
                    compiled(*positional, **keywords)
                except RuntimeWarning as warning:
                    python.append(str(warning))
                except AttributeError:
                    ran.clear()  # This Python has no such function.
                except Exception:
                    pass
                finally:
                    sys.setprofile(None)
            if not ran:
                break
        else:
            python.append(str(kernel))
    assert not python


READ = """
import math

from pyjit import jit

LOG = math.log(10.0)
COUNT: int = eval("3")
AGAIN = 1


@jit
def again() -> int:
    return AGAIN


EARLY = again()
AGAIN = 2


@jit
def scaled(x: float) -> float:
    return x * LOG


@jit
def counted(x: int):
    return x * COUNT


def rebind():
    global LATER
    LATER = 1


LATER = 0


@jit
def later() -> int:
    return LATER
"""


@pytest.fixture(scope="module")
def read_folder(tmp_path_factory):
    source = tmp_path_factory.mktemp("read") / "source"
    source.mkdir()
    (source / "numbers_of_now.py").write_text(READ)
    output = source.with_name("built")
    report, _ = run_build(source, output)
    status = {kernel["qualified_name"]: kernel["status"] for kernel in report["kernels"]}
    # What a function assigns is read anew by every call of the Python function.
    assert status == {
        "again": "compiled",
        "scaled": "compiled",
        "counted": "compiled",
        "later": "refused",
    }
    return output


@pytest.fixture
def read(read_folder):
    forget(read_folder)
    gc.collect()  # kernels of the test before use the numbers that they have read
    with importing(read_folder, disabled=False):
        module = importlib.import_module("numbers_of_now")
        yield module
    sys.modules.pop("numbers_of_now", None)


def test_a_number_is_that_of_the_first_call(read):
    assert read.scaled(2.0) == 2.0 * math.log(10.0)
    read.COUNT = 4
    assert read.counted(2) == 8
    # While its module still ran, the kernel did in Python.
    assert (read.EARLY, read.again()) == (1, 2)


def imported_again(name):
    """Another module of the same file; the extension stays the one that was loaded."""
    sys.modules.pop(name)
    return importlib.import_module(name)


def test_a_module_that_is_imported_anew_has_numbers_of_its_own(read, read_folder, monkeypatch):
    monkeypatch.syspath_prepend(str(read_folder))
    assert read.counted(2) == read.COUNT * 2
    new = imported_again("numbers_of_now")
    new.COUNT = read.COUNT + 1
    # The kernel of the old module is in use, with its number.
    with pytest.warns(RuntimeWarning, match="'COUNT' of numbers_of_now is not the number that"):
        assert new.counted(2) == new.COUNT * 2
    assert read.counted(2) == read.COUNT * 2
    # An equal number is the same one.
    equal = imported_again("numbers_of_now")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert equal.counted(2) == read.COUNT * 2
    # Where nobody uses it any more, the number may be another one.
    for module in (read, equal):
        del module.counted
    gc.collect()
    newest = imported_again("numbers_of_now")
    newest.COUNT = 50
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert newest.counted(2) == 100
    del newest.counted
    gc.collect()


def test_a_first_call_after_the_module_was_imported_anew(read, read_folder, monkeypatch):
    monkeypatch.syspath_prepend(str(read_folder))
    new = imported_again("numbers_of_now")
    new.COUNT = read.COUNT + 1
    assert read.counted(2) == read.COUNT * 2
    with pytest.warns(RuntimeWarning, match="is not the number that"):
        assert new.counted(2) == new.COUNT * 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2.5, 5.0), (True, 2), (2**63, 2**64), ("ab", "abab"), (-(2**63), -(2**64))],
)
def test_a_number_of_another_type_runs_in_python(read, value, expected):
    read.COUNT = value
    if value == -(2**63):
        assert read.counted(2) == expected
        return
    with pytest.warns(RuntimeWarning, match="'COUNT' of numbers_of_now is not of the type 'int'"):
        result = read.counted(2)
    assert (type(result), result) == (type(expected), expected)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read.counted(2) == expected
