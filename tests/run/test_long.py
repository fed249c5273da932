"""Long functions: what they are made of is small, and there is much of it.

Their types settle however long they are (200 assignments in a row were refused once, PJ0159), and
what they compute is what Python computes.
"""

import sys
from dataclasses import dataclass

import pytest
from conftest import import_named
from values import MAX_INT, same

LINES = 300
ARMS = 1000


@dataclass(frozen=True)
class Long:
    """A kernel `f(a: int, b: float)` of that body."""

    name: str
    lines: list

    def text(self):
        body = "".join(f"    {line}\n" for line in self.lines)
        return f"from pyjit import jit\n\n\n@jit\ndef f(a: int, b: float):\n{body}"


def numbers(count):
    return range(1, count)


STRAIGHT = Long(
    "straight",
    [
        "x0 = a",
        *(f"x{i} = x{i - 1} * 3 % 1009 + {i}" for i in numbers(LINES)),
        f"return x{LINES - 1}",
    ],
)
# So long that LLVM does the least.
THOUSANDS = Long(
    "thousands",
    ["x = a", *(f"x = x * {i % 7 + 1} % 100_003 - {i % 11}" for i in numbers(2500)), "return x"],
)
# An int that becomes a float half-way.
CHANGING = Long(
    "changing",
    [
        "x0 = a",
        *(f"x{i} = x{i - 1} % 1009 + {'b' if i == LINES // 2 else i}" for i in numbers(LINES)),
        f"return x1, x{LINES - 1}",
    ],
)
ONE_NAME = Long(
    "one_name",
    ["x = a", *(f"x = x * 7 % 1013 + (1 if b > {i} else 2)" for i in numbers(LINES)), "return x"],
)
# Written from the last to the first: a float moves by one link in each round of the loop.
BACKWARDS = Long(
    "backwards",
    [
        *(f"x{i} = a" for i in range(LINES)),
        "for _ in range(abs(a) % 5):",
        *(f"    x{i} = x{i + 1}" for i in range(LINES - 1)),
        f"    x{LINES - 1} = b",
        f"return x0, x{LINES - 3}, x{LINES - 1}",
    ],
)
TESTS = Long(
    "tests",
    [
        "x = 0",
        *(f"if a > {i}: x += {i} % 7 if b > 0 else x % {i}" for i in numbers(LINES)),
        "return x",
    ],
)
ARMS_OF_IF = Long(
    "elif",
    [
        "x = 1",
        *(
            f"{'el' if i > 1 else ''}if a == {i}: x = b * {i} if a % 3 else {i}"
            for i in numbers(ARMS)
        ),
        "return x",
    ],
)
ARMS_THAT_RETURN = Long(
    "returns",
    [*(f"if a == {i}: return {i} if b > 0 else -b" for i in numbers(ARMS)), "return None"],
)
CASES = Long(
    "match",
    [
        "x = 1",
        "match a:",
        *(f"    case {i}: x = b + {i}" for i in numbers(ARMS)),
        "return x",
    ],
)
IN_A_LOOP = Long(
    "interpreter",
    [
        "x = 0",
        "for op in range(a, min(a + 40, 270), 3):",
        *(
            f"    {'el' if i > 1 else ''}if op == {i}: x += {i} if b > 0 else 2 * {i}"
            for i in numbers(ARMS // 4)
        ),
        "    else: x -= 1",
        "return x",
    ],
)
FUNCTIONS = [
    STRAIGHT,
    THOUSANDS, CHANGING, ONE_NAME, BACKWARDS, TESTS, ARMS_OF_IF, ARMS_THAT_RETURN, IN_A_LOOP,
]  # fmt: skip
if sys.version_info >= (3, 10):  # before, `match` is a syntax error
    FUNCTIONS.append(CASES)
ARGUMENTS = [
    (a, b)
    for a in (0, -1, 1, 2, 3, 149, 150, 299, 300, ARMS - 1, ARMS, MAX_INT, -MAX_INT - 1)
    for b in (0.0, -1.5, 2.5, float("nan"), float("inf"))
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_both_ways(function, build_source, tmp_path):
    name = f"long_{function.name}"
    compiled = build_source(name, function.text())
    interpreted = import_named(tmp_path / "output", name, disabled=True)
    assert hasattr(compiled.f, "__pyjit_signatures__")
    for arguments in ARGUMENTS:
        found, expected = compiled.f(*arguments), interpreted.f(*arguments)
        assert same(found, expected), arguments
