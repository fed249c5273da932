"""Calls that fail: what kernels on the way out leave for the exception that the entry makes."""

import builtins
import gc
import resource
import subprocess
import sys
import threading
import traceback

import pytest
from conftest import import_named, run_build

SOURCE = '''
from pyjit import jit

class Bad(Exception):
    """Its constructor fails for 13, and calls a kernel that fails for 14."""

    def __init__(self, value, text):
        if value == 13:
            raise KeyError(value)
        if value == 14:
            quotient(value, 0)
        super().__init__(value, text)
        self.value = value

@jit
def quotient(a: int, b: int) -> int:
    return a // b

@jit
def check(n: int, x: float, text: str) -> int:
    if n > 2:
        raise Bad(n, f"{text}: {n} {x:.2f} {text!r} {n + 1} {x}")
    return n

@jit
def middle(n: int, x: float, text: str) -> int:
    return check(n, x, text) + 1

@jit
def outer(n: int, x: float, text: str) -> int:
    total = 0
    for i in range(n + 1):
        total += middle(i, x, text) if i == n else i
    return total

@jit
def deep(n: int, last: int) -> int:
    if n == 0:
        return 10 // last
    return deep(n - 1, last) + 1

@jit
def told(n: int, text: str) -> int:
    print(n, text)
    return quotient(n, 0)

@jit
def tells(n: int, text: str) -> int:
    return told(n, text)

@jit
def endless(n: int) -> int:
    while n > 0:
        n = n % 7 + 1
    return n

@jit
def waits(n: int) -> int:
    return endless(n)

@jit
def writes(data: bytearray, a: int) -> int:
    data[0] += 1
    return quotient(a * a, 1)

@jit
def large(a: int) -> int:
    return quotient(a * a, 1)
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("failing")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "failing.py").write_text(SOURCE, "utf-8")
    report, _ = run_build(source, output)
    refused = [why["message"] for one in report["kernels"] for why in one["diagnostics"]]
    assert not refused
    return output


@pytest.fixture(scope="module")
def both(folder):
    """The kernels, compiled and interpreted."""
    modules = [import_named(folder, "failing", disabled) for disabled in (False, True)]
    assert modules[0].outer.__pyjit_signatures__
    return modules


def failure(function, *arguments):
    """The exception of a call."""
    with pytest.raises(BaseException) as raised:  # noqa: PT011, B017
        function(*arguments)
    return raised.value


def described(error):
    """An exception without what differs from run to run, and the one that it was raised beside."""
    frames = traceback.extract_tb(error.__traceback__)
    return (
        type(error).__name__,
        error.args,
        vars(error),
        [(frame.lineno, frame.name) for frame in frames if frame.filename.endswith("failing.py")],
        error.__context__ and described(error.__context__),
    )


@pytest.mark.parametrize("n", [3, 13, 14, 99])
def test_an_exception_of_nested_kernels(both, n):
    found, expected = [described(failure(one.outer, n, 0.5, "text")) for one in both]
    assert found == expected
    names = [name for _, name in found[3]]
    assert names[:3] == ["outer", "middle", "check"]


def test_every_frame_of_a_recursion(both):
    found, expected = [described(failure(one.deep, 300, 0)) for one in both]
    assert found == expected
    assert len(found[3]) == 301


def test_the_innermost_frames_of_a_deep_recursion(both):
    compiled, _ = both
    name, _, _, frames, _ = described(failure(compiled.deep, 100_000, 0))
    assert name == "ZeroDivisionError"
    line = SOURCE.splitlines().index("        return 10 // last") + 1
    assert frames == [(line + 1, "deep")] * 999 + [(line, "deep")]


def test_a_recursion_without_end(both):
    compiled, _ = both
    name, _, _, frames, _ = described(failure(compiled.deep, 10**12, 0))
    assert name == "RecursionError"
    assert len(frames) == 1000
    assert compiled.deep(200, 5) == 202


def test_a_kernel_inside_of_print(both, monkeypatch):
    """What the inner call records is its own."""
    found = []
    for module in both:
        inner = []

        def spoken(*values, module=module, inner=inner):
            inner.append((values, described(failure(module.outer, 99, 0.25, "inner"))))

        monkeypatch.setattr(builtins, "print", spoken)
        found.append((described(failure(module.tells, 1, "said")), inner))
    assert found[0] == found[1]
    assert [name for _, name in found[0][0][3]] == ["tells", "told", "quotient"]
    assert len(found[0][1]) == 1


def test_a_kernel_inside_of_print_that_fails(both, monkeypatch):
    found = []
    for module in both:
        monkeypatch.setattr(builtins, "print", lambda *_, module=module: module.deep(40, 0))
        found.append(described(failure(module.tells, 1, "said")))
    assert found[0] == found[1]
    assert [name for _, name in found[0][3]] == ["tells", "told"] + ["deep"] * 41


def test_a_format_that_calls_a_kernel(both):
    found = []
    for module in both:

        class Text(str):
            def __format__(self, specification, module=module):
                module.quotient(3, 0)

        found.append(described(failure(module.outer, 5, 0.5, Text("a"))))
    assert found[0] == found[1]
    assert [name for _, name in found[0][3]] == ["outer", "middle", "check", "quotient"]


def test_what_has_had_effects_is_not_run_again(both):
    compiled, _ = both
    data = bytearray(2)
    error = failure(compiled.writes, data, 2**40)
    assert type(error) is OverflowError
    assert [name for _, name in described(error)[3]] == ["writes"]
    assert data[0] == 1
    assert compiled.large(2**40) == 2**80


def test_a_signal_in_a_nested_kernel(both):
    signal = pytest.importorskip("signal")
    compiled, _ = both

    def alarm(number, frame):
        raise LookupError("alarm")

    before = signal.signal(signal.SIGALRM, alarm)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        name, arguments, _, frames, _ = described(failure(compiled.waits, 1))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert (name, arguments) == ("LookupError", ("alarm",))
    assert [name for _, name in frames] == ["waits", "endless"]


def test_threads_that_fail_at_the_same_time(both):
    compiled, interpreted = both
    calls = [
        *(("outer", (n, n / 4, f"thread {n}")) for n in (3, 14, 99)),
        *(("deep", (depth, 0)) for depth in (0, 20, 150)),
    ]
    expected = [described(failure(getattr(interpreted, name), *values)) for name, values in calls]
    wrong = []

    def work(place):
        name, values = calls[place]
        for _ in range(60):
            found = described(failure(getattr(compiled, name), *values))
            if found != expected[place]:
                wrong.append((found, expected[place]))

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(place,)) for place in range(len(calls))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert not wrong, wrong[0]


def test_memory_of_records_is_given_back(both):
    compiled, _ = both

    def fail_often(rounds):
        for n in range(rounds):
            for function, arguments in [
                (compiled.outer, (99, 0.5, "text")),
                (compiled.outer, (13, 0.5, "text")),
                (compiled.deep, (20, 0)),
            ]:
                try:
                    function(*arguments)
                except (ZeroDivisionError, KeyError, compiled.Bad):
                    continue
                raise AssertionError(n)
            assert compiled.large(2**40 + n) > 0

    fail_often(200)
    # What other tests have left in circles is not to go meanwhile.
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blocks = sys.getallocatedblocks()
    fail_often(2_000)
    assert abs(sys.getallocatedblocks() - blocks) < 200
    # In kilobytes; the frames of a recursion alone take 8 a call.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_000


SHORT_OF_MEMORY = """
import sys
sys.path.insert(0, sys.argv[1])
import _testcapi, failing

def outcome(call, allowed):
    # The allocation after so many fails, and those behind it do not.
    try:
        _testcapi.set_nomemory(allowed, allowed + 1)
        call()
    except Exception as error:
        return type(error).__name__

calls = [
    lambda: failing.outer(99, 0.5, "text"),
    lambda: failing.deep(30, 0),
    lambda: failing.quotient(1, 0),
]
outcomes = set()
for call in calls:
    # What is made once is made now: CPython's compiler does not bear to be short of memory.
    outcome(call, 10_000_000)
    for allowed in range(150):
        try:
            outcomes.add(outcome(call, allowed))
        except MemoryError:
            pass  # of this test's own
        finally:
            _testcapi.remove_mem_hooks()
print(*sorted(outcomes))
"""


def test_failing_while_memory_is_short(folder):
    pytest.importorskip("_testcapi")
    command = [sys.executable, "-c", SHORT_OF_MEMORY, str(folder)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    # Python itself now and then forgets to say that memory is short.
    assert {"Bad", "MemoryError", "ZeroDivisionError"} <= set(process.stdout.split())
