"""The types that functions are called with, in a file."""

import os
import re
import sys

import pytest
from arguments import np
from recordings import Folder, _record_file

KERNELS = """\
from typing import NamedTuple
from pyjit import f64, jit


class Point(NamedTuple):
    x: float
    y: int


@jit
def twice(x):
    return x * 2


@jit
def both(a, b=2):
    return twice(a) + b


@jit
def total(values: f64[:]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total


@jit
def spread(first, *rest):
    return first


@jit
def named(**given):
    return 1


def outer(k):
    @jit
    def inner(x):
        return x + k
    return inner


class C:
    @staticmethod
    @jit
    def static(x, *, y=1.5):
        return y

    @jit
    def method(self, x):
        return x
"""


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    folder.write("pkg/mod.py", KERNELS)
    return folder


def test_calls_from_outside_and_from_kernels(folder):
    out = folder.run(
        text="""\
        from pkg.mod import C, both, outer
        print(both(1), both(2.5, b=3), both(True), C.static(1, y=2), C().method(3), outer(1)(2))
        print(both.signatures, both.__wrapped__(1), both)
        """
    )
    assert out.splitlines()[0] == "4 8.0 4 2 3 3"
    assert folder.kernels == {
        "pkg.mod.both": ["(bool, int)", "(float, int)", "(int, int)"],
        "pkg.mod.twice": ["(bool)", "(float)", "(int)"],
        "pkg.mod.C.static": ["(int, int)"],
        "pkg.mod.outer.<locals>.inner": ["(int)"],
    }
    assert folder.record["refused"] == {"pkg.mod.C.method": {"self: pkg.mod.C"}}
    assert folder.said == ""


def test_kinds_of_arguments(folder):
    folder.run(
        text="""\
        import array
        from pkg.mod import Point, named, spread, total, twice
        values = [None, 1j, "ab", range(2), memoryview(b"x"), array.array("d", [1.0])]
        for value in [*values, (), (1, (2.0,)), Point(1.0, 2), [1], [], {}, b"x", bytearray(2)]:
            try:
                twice(value)
            except TypeError:
                pass
        print(spread(1, 2), named(x=1), total([1.5]), total((1, 2.5)))
        """
    )
    assert folder.kernels["pkg.mod.twice"] == sorted(
        [
            "(None)", "(complex)", "(str)", "(range)", "(memoryview)", "(array.array[float])",
            "(list[()])", "(list[int])", "(tuple[()])", "(tuple[int, tuple[float]])",
            "(pkg.mod:Point(x: float, y: int))",
            "(bytes)", "(bytearray)",
        ]
    )  # fmt: skip
    assert folder.kernels["pkg.mod.total"] == ["(list[float])", "(tuple[int, float])"]
    assert folder.record["refused"] == {
        "pkg.mod.twice": {"x: dict"},
        "pkg.mod.spread": {"*rest"},
        "pkg.mod.named": {"**given"},
    }


@pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
def test_numpys_types(folder):
    folder.run(
        text="""\
        import numpy as np
        from pkg.mod import total, twice
        grid = np.zeros((2, 3))
        kinds = [grid.astype(kind) for kind in (bool, complex, "f2")]
        for value in (grid, grid.T, grid[0], grid[0, 0], np.bool_(1), *kinds):
            twice(value)
        print(total(np.arange(3.0)[::-1]), total(np.arange(3, dtype="f4")))
        """
    )
    assert folder.kernels == {
        "pkg.mod.twice": sorted(
            ["(f64[:, ::1])", "(f64[:, :])", "(f64[::1])", "(f64)", "(np.bool)", "(bool[:, ::1])"]
            + ["(c128[:, ::1])"]
        ),
        "pkg.mod.total": ["(f32[::1])", "(f64[:])"],
    }
    (refused,) = folder.record["refused"]["pkg.mod.twice"]
    assert refused == "x: numpy.ndarray (dtype float16)"


def test_long_lists(folder):
    folder.run(
        text="""\
        from pkg.mod import twice
        for count in (3, 16, 17, 1000):
            for value in (1, 1.5, (1,), [1], [], [[1.0]], True, None, "x"):
                assert len(twice([value] * count)) == 2 * count
                assert len(twice([[]] * count + [[value]])) == 2 * count + 2
        twice([1] * 1000 + [2.0] * 1000)
        """
    )
    kinds = ["int", "float", "tuple[int]", "list[int]", "list[()]", "list[list[float]]", "bool"]
    kinds += ["None", "str"]
    known = {f"(list[{kind}])" for kind in kinds} | {f"(list[list[{kind}]])" for kind in kinds}
    assert folder.record["kernels"] == {"pkg.mod.twice": known}
    refused = {"pkg.mod.twice": {"x: list (its elements are of several types)"}}
    assert folder.record["refused"] == refused


def test_the_file_is_for_people(folder):
    folder.run(text="from pkg.mod import both\nboth(1), both(1.5)\n")
    assert folder.file.read_text("utf-8") == (
        "# Types that kernels were called with; written by pyjit, may be edited.\n"
        "\n"
        "[kernels]\n"
        '"pkg.mod.both" = ["(float, int)", "(int, int)"]\n'
        '"pkg.mod.twice" = ["(float)", "(int)"]\n'
    )


def test_what_is_there_is_kept(folder):
    folder.file.write_text(
        "# Mine.\n[kernels]\n'pkg.mod.twice' = [\n  '(int)', # here\n  '( f64[:, ::1] )',]\n"
        if sys.version_info >= (3, 11)
        else '# Mine.\n[kernels]\n"pkg.mod.twice" = [\n  "(int)", # here\n  "( f64[:, ::1] )",]\n'
    )
    before = folder.file.read_text()
    folder.file.chmod(0o640)
    folder.run(text="from pkg.mod import twice\ntwice(1)\n")
    # There is nothing new: not even comments are touched.
    assert folder.file.read_text() == before
    folder.run(text="from pkg.mod import twice\ntwice(1.5)\n")
    assert folder.kernels == {"pkg.mod.twice": ["(f64[:, ::1])", "(float)", "(int)"]}
    assert folder.file.stat().st_mode & 0o777 == 0o640


def test_the_program_itself(folder):
    """Is known by its own name, however it is run."""
    text = KERNELS + "\n\nif __name__ == '__main__':\n    twice(Point(1.5, both(1)))\n"
    names = {"{}.both", "{}.twice"}
    for place, arguments, module in (
        ("script.py", ["script.py"], "script"),
        ("pkg/run.py", ["-m", "pkg.run"], "pkg.run"),
        ("pkg/__main__.py", ["-m", "pkg"], "pkg.__main__"),
    ):
        folder.file.unlink(missing_ok=True)
        folder.write(place, text)
        folder.run(*arguments)
        functions = _record_file.read(folder.file.read_text())["kernels"]
        assert set(functions) == {name.format(module) for name in names}
        assert functions[f"{module}.twice"] == {"(int)", f"({module}:Point(x: float, y: int))"}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_of_a_pool(folder, method):
    folder.run(
        text=f"""\
        import multiprocessing
        from pkg.mod import Point, both, twice

        def work(value):
            return twice(value)

        if __name__ == "__main__":
            both(1)
            # It ends its processes by force.
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(pool.map(work, [1, 1.5, 1j, "x", (1,), Point(1.0, 2)] * 3))
            process = multiprocessing.get_context({method!r}).Process(target=both, args=(2.5,))
            process.start()
            process.join()
        """
    )
    assert folder.kernels == {
        "pkg.mod.both": ["(float, int)", "(int, int)"],
        "pkg.mod.twice": sorted(
            [
                "(complex)", "(float)", "(int)", "(pkg.mod:Point(x: float, y: int))", "(str)",
                "(tuple[int])",
            ]
        ),
    }  # fmt: skip
    assert folder.said == ""


def test_the_program_in_a_process_of_its_own(folder):
    folder.run(
        text="""\
        import multiprocessing
        from pyjit import jit

        @jit
        def f(x):
            return x

        if __name__ == "__main__":
            process = multiprocessing.get_context("spawn").Process(target=f, args=(1,))
            process.start()
            process.join()
        """
    )
    assert folder.kernels == {"main.f": ["(int)"]}


def test_forks_that_end_at_once(folder):
    folder.run(
        text="""\
        import os, signal
        from pkg.mod import twice
        twice(1)
        for value, ends in ((1.5, lambda: os._exit(0)), (1j, lambda: os.kill(os.getpid(), 9))):
            child = os.fork()
            if child == 0:
                twice(value)
                ends()
            os.waitpid(child, 0)
        twice("x")
        os._exit(0)
        """
    )
    assert folder.kernels == {"pkg.mod.twice": ["(complex)", "(float)", "(int)", "(str)"]}


def test_threads(folder):
    folder.run(
        text="""\
        import os, threading
        from pkg.mod import both, twice

        def work(depth):
            value = 0
            for _ in range(depth):
                value = (value,)
                twice(value)
                if depth == 7:
                    child = os.fork()
                    if child == 0:
                        twice([value] and (value, 1.5))
                        os._exit(0)
                    os.waitpid(child, 0)

        threads = [threading.Thread(target=work, args=(depth,)) for depth in range(1, 16)]
        [it.start() for it in threads]
        [it.join() for it in threads]
        """
    )
    assert len(folder.kernels["pkg.mod.twice"]) == 15 + 7


def test_processes_at_once(folder):
    """Processes lose nothing of each other, and who reads sees a whole file."""
    folder.write(
        "work.py",
        """\
        import sys, time
        from pkg.mod import twice
        from pyjit import _record
        kind = {"0": 1, "1": 1.5, "2": 1j, "3": "x"}[sys.argv[1]]
        value = ()
        for _ in range(12):
            value = (*value, kind)
            twice(value)
            _record.recorder.write()
        """,
    )
    processes = [folder.start("work.py", str(index)) for index in range(4)]
    while any(process.poll() is None for process in processes):
        if folder.file.exists():
            _record_file.read(folder.file.read_text("utf-8"))
    assert [process.communicate()[1] for process in processes] == [""] * 4
    assert {process.returncode for process in processes} == {0}
    text = folder.file.read_text("utf-8")
    assert len(_record_file.read(text)["kernels"]["pkg.mod.twice"]) == 4 * 12


def test_processes_in_other_folders(folder):
    """A relative name means the same file for all of them."""
    (folder.path / "sub").mkdir()
    folder.run(
        PYJIT_RECORD="types.toml",
        text="""\
        import os, subprocess, sys
        from pkg.mod import twice
        twice(1)
        sys.path.insert(0, os.getcwd())
        os.environ["PYTHONPATH"] += os.pathsep + os.getcwd()
        os.chdir("sub")
        subprocess.run([sys.executable, "-c", "from pkg.mod import twice; twice(1.5)"], check=True)
        """,
    )
    assert folder.kernels == {"pkg.mod.twice": ["(float)", "(int)"]}


def test_workers_of_xdist(folder):
    pytest.importorskip("xdist")
    folder.write(
        "test_it.py",
        """\
        import pytest
        from pkg.mod import twice

        @pytest.mark.parametrize("value", [1, 1.5, 1j, "x", (1,), (1, 2)])
        def test_it(value):
            assert twice(value) == value * 2
        """,
    )
    out = folder.run("-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "test_it.py")
    assert "6 passed" in out
    assert len(folder.kernels["pkg.mod.twice"]) == 6


@pytest.mark.parametrize(
    "content",
    [
        b"[kernels\n", b"[project]\nname = 'x'\n", b"\xff\xfe", b"kernels = 1\n", b"x\n",
        b'[kernels]\n"f" = "(int)"\n', b'[kernels]\n"f" = ["(integer)"]\n', b"{}",
        b'[kernels]\n"f" = ["(int)"', b'[kernels]\n"f" = ["(int)"]\n"f" = []\n',
        b'[kernels]\n"f" = [1]\n', b"\x7fELF\0\0",
    ],
)  # fmt: skip
def test_a_file_that_is_something_else(folder, content):
    folder.file.write_bytes(content)
    assert folder.run(text="from pkg.mod import twice\nprint(twice(2))\n") == "4\n"
    assert folder.file.read_bytes() == content
    (line,) = folder.said.splitlines()
    assert line.startswith(f"pyjit: types are not recorded: {folder.file} is no record of types")
    with pytest.raises(ValueError):
        _record_file.read_plainly(content.decode("utf-8")) and _record_file.read(content.decode())


def test_an_empty_file(folder):
    folder.file.write_text("")
    folder.run(text="from pkg.mod import twice\ntwice(2)\n")
    assert folder.kernels == {"pkg.mod.twice": ["(int)"]}


def test_no_place_to_write_to(folder, tmp_path):
    program = "from pkg.mod import twice\nprint(twice(2))\n"
    (folder.path / "sub").mkdir()
    places = [folder.path / "none" / "types.toml", folder.path / "sub"]
    if os.path.isdir("/proc/self"):
        places.append("/proc/self/types.toml")
    for place in places:
        assert folder.run(text=program, PYJIT_RECORD=str(place)) == "4\n"
        (line,) = folder.said.splitlines()
        assert line.startswith("pyjit: types are not recorded: ")
        assert re.search(r"types\.toml cannot be written|sub cannot be written|sub is no", line)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(folder):
    sub = folder.path / "sub"
    sub.mkdir()
    sub.chmod(0o555)
    folder.run(text="from pkg.mod import twice\ntwice(2)\n", PYJIT_RECORD=str(sub / "types.toml"))
    assert "cannot be written: Permission denied" in folder.said


def test_beside_other_settings(folder):
    """It goes before them."""
    program = "from pkg.mod import twice\nprint(twice(2), twice.__wrapped__)\n"
    assert "<function twice" in folder.run(text=program, PYJIT_DISABLE="1")
    assert folder.kernels == {"pkg.mod.twice": ["(int)"]}
    folder.file.unlink()
    program = "from pkg.mod import twice\nprint(twice(2), hasattr(twice, '__wrapped__'))\n"
    assert folder.run(text=program, PYJIT_DISABLE="1", PYJIT_RECORD="") == "4 False\n"
    assert folder.run(text=program, PYJIT_RECORD="") == "4 True\n"
    assert not folder.file.exists()


def test_without_a_compiler(folder):
    """Nothing can be noted, and that is said; the program goes on."""
    program = "from pkg.mod import twice\nprint(twice(2))\n"
    variables = {"PYJIT_BINARY": str(folder.path / "none"), "PYJIT_CACHE_DIR": str(folder.path)}
    assert folder.run(text=program, **variables) == "4\n"
    assert "cannot be run" in folder.said
    assert not folder.file.exists()


def test_calls_end_as_they_do_in_python(folder):
    out = folder.run(
        text="""\
        import traceback
        from pkg.mod import both, total, twice
        from pyjit import jit

        @jit
        def fails(x):
            return 1 // x

        class Liar(tuple):
            __slots__ = ()
            @property
            def __class__(self):
                raise RuntimeError("seen")

        class Meta(type):
            @property
            def _fields(cls):
                raise RuntimeError("seen")

        class Odd(tuple, metaclass=Meta):
            pass

        for function, values in ((fails, [0]), (both, []), (both, [1, 2, 3]), (twice, [{}])):
            try:
                function(*values)
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                print(type(error).__name__, error, place.name)
        print(len(twice(Odd((1, 2)))), len(twice(Liar((1,)))))
        value = [1]
        assert twice(value) == [1, 1] and twice.__wrapped__ is not None
        """
    )
    assert [line.split()[0] for line in out.splitlines()[:4]] == [
        "ZeroDivisionError", "TypeError", "TypeError", "TypeError",
    ]  # fmt: skip
    assert out.splitlines()[0].endswith("fails")
    assert out.splitlines()[4] == "4 2"
    assert "x: a RuntimeError" not in folder.file.read_text()
    assert "a RuntimeError when looked at" in folder.record["refused"]["pkg.mod.twice"]


def test_both_readers_read_the_same():
    record = _record_file.empty()
    names = ["m.f", "m.C.f", 'q"uo\\te', "é\u2028", "control\x01\x7f\t\n", "m.<locals>.f"]
    for index, name in enumerate(names):
        for entry in ["(int)", '("a b":"c\\"d"(x: int))', "(tuple[()], None)"][: index % 3 + 1]:
            _record_file.add(record, "kernels", name, entry)
        _record_file.add(record, "refused", name, f"{name}: list")
    _record_file.add(record, "kernels", "m.long", f"({', '.join(['float'] * 40)})")
    text = _record_file.text_of(record)
    plain = _record_file.read_plainly(text)
    assert {name: set(entries) for name, entries in plain["kernels"].items()} == record["kernels"]
    assert _record_file.read(text) == record
