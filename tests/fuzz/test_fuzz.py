"""The fuzzer with a fixed budget and seed, what it knows, and the programs that once failed."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")

from fuzz import lazy  # noqa: E402
from fuzz.arrays import programs as arrays  # noqa: E402
from fuzz.batch import Options, examine  # noqa: E402
from fuzz.lists import programs as lists  # noqa: E402
from fuzz.outcome import which_lists  # noqa: E402
from fuzz.programs import Program, known, program  # noqa: E402
from fuzz.regression import EXACT, IMPURE, calls_of  # noqa: E402
from fuzz.session import Session, parsed  # noqa: E402
from fuzz.source import Replayed, Seeded  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
REGRESSIONS = sorted((Path(__file__).parent / "regressions").glob("*.py"))
BINARY = os.environ.get("PYJIT_BINARY", str(ROOT / "target" / "debug" / "pyjit"))
# Too few to reach everything, which `make fuzz` does.
PROGRAMS = os.environ.get("FUZZ_PROGRAMS", "900")
LAZY_PROGRAMS = os.environ.get("FUZZ_LAZY_PROGRAMS", "40")
ARRAY_PROGRAMS = os.environ.get("FUZZ_ARRAY_PROGRAMS", "60")
LIST_PROGRAMS = os.environ.get("FUZZ_LIST_PROGRAMS", "90")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="what is known rests on Python 3.11's math")
def test_fixed_budget(tmp_path, capsys):
    arguments = ["--binary", BINARY, "--programs", PROGRAMS, "--seed", "fixed", "--llvm", "5"]
    session = Session(parsed([*arguments, "--no-reach"]), tmp_path)
    session.run()
    failed = session.verdict()
    assert not failed, capsys.readouterr().out


@pytest.mark.skipif(sys.version_info < (3, 11), reason="what is known rests on Python 3.11's math")
def test_fixed_budget_unbuilt(tmp_path, capsys):
    # Four batches: each has other forms of the programs.
    budget = ["--lazy", "--programs", LAZY_PROGRAMS, "--batch", str(int(LAZY_PROGRAMS) // 4)]
    arguments = ["--binary", BINARY, "--seed", "unbuilt", "--llvm", "4", "--no-reach", *budget]
    session = Session(parsed(arguments), tmp_path)
    session.run()
    failed = session.verdict()
    assert not failed, capsys.readouterr().out


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.3.0", reason="exceptions are NumPy's")
def test_fixed_budget_of_arrays(tmp_path, capsys):
    budget = ["--arrays", "--programs", ARRAY_PROGRAMS]
    arguments = ["--binary", BINARY, "--seed", "arrays", "--llvm", "0", "--no-reach", *budget]
    session = Session(parsed(arguments), tmp_path)
    session.run()
    failed = session.verdict()
    assert not failed, capsys.readouterr().out


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions are those of Python 3.11")
def test_fixed_budget_of_lists(tmp_path, capsys):
    budget = ["--lists", "--programs", LIST_PROGRAMS]
    arguments = ["--binary", BINARY, "--seed", "lists", "--llvm", "0", "--no-reach", *budget]
    session = Session(parsed(arguments), tmp_path)
    session.run()
    failed = session.verdict()
    assert not failed, capsys.readouterr().out


def test_programs_without_types():
    text = "@jit\ndef k(n: int) -> int:\n    return n\n\n\n@jit\ndef main(a: f64[:, ::1], /, b: "
    text += "'int | float' = 1, *, c: Optional[int] = None):\n    return k(3)\n"
    main = text.replace("a: f64[:, ::1]", "a").replace("b: 'int | float' =", "b =")
    assert lazy.met(text) == main
    assert lazy.generic(text) == main.replace("n: int", "n")
    assert lazy.others(text) == text.replace("n: int", "n")


def test_calls_with_other_types():
    calls = [["1", "-inf", "np.int8(3)", "np.array([1.0], np.float64)", "=3", "Pair(1.0, 2)"]] * 9
    program = Program("@jit\ndef main(a: int, b, c, d, e, f):\n    return a\n", calls)
    found = lazy.retyped(program).calls
    assert found == lazy.retyped(program).calls
    assert all(call[3:] == calls[0][3:] for call in found)
    assert all(len({call[place] for call in found}) > 1 for place in range(3))


def test_programs_in_a_function():
    text = "import math\n\n@jit\ndef main(n: int):\n\n    return n\n"
    inside = "    @jit\n    def main(n: int):\n\n        return n\n    return main\n"
    assert lazy.enclosed(text) == f"import math\ndef enclosing():\n{inside}\n\nmain = enclosing()\n"


def test_regressions(tmp_path):
    texts = [path.read_text("utf-8") for path in REGRESSIONS]
    programs = [
        Program(text, calls_of(text), impure=IMPURE in text, exact=EXACT in text) for text in texts
    ]
    failures, refused, _ = examine(programs, Options(BINARY, tmp_path))
    assert not failures, [(failure.what, failure.found, failure.expected) for failure in failures]
    assert not refused, {REGRESSIONS[number].name: why for number, why in refused.items()}


def test_replay_makes_the_same_program():
    source = Seeded("replay")
    first = program(source, Counter())
    assert program(Replayed(source.choices), Counter()).text == first.text


def test_no_choices_make_the_simplest_program():
    simplest = program(Replayed([]), Counter())
    assert len(simplest.text.splitlines()) < 40


def test_everything_known_can_be_generated():
    reached = Counter()
    for number in range(3000):
        reached.update(program(Seeded(number), reached).features)
    assert not [key for key in known() if not reached[key]]


def test_array_programs_are_made_again():
    source = Seeded("replay")
    first = arrays.program(source)
    assert arrays.program(Replayed(source.choices)).text == first.text
    assert len(arrays.program(Replayed([])).text.splitlines()) < 20


def test_every_form_of_array_programs_is_generated():
    reached = set()
    for number in range(1200):
        reached |= arrays.program(Seeded(number)).features
    assert not arrays.known() - reached


def test_list_programs_are_made_again():
    source = Seeded("replay")
    first = lists.program(source)
    assert lists.program(Replayed(source.choices)).text == first.text
    assert len(lists.program(Replayed([])).text.splitlines()) < 25


def test_every_form_of_list_programs_is_generated():
    reached = set()
    for number in range(1200):
        reached |= lists.program(Seeded(number)).features
    assert not lists.known() - reached


def test_which_lists_are_one():
    one, other = [1], [2.0]
    assert which_lists([one, (other, one), [one, [other]], 3]) == [0, 1, 0, 2, 0, 3, 1]
    assert which_lists([None, 2, "text"]) == []
