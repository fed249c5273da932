"""Division of 128-bit integers in the runtime, against Python's: with the processor's instruction
for it, and as other processors do it."""

import ctypes
import random
import subprocess

import pytest
from conftest import ROOT

SOURCE = ROOT / "templates" / "runtime" / "division.c"
DRIVER = """
/* The quotients and remainders by the functions' own names, unsigned and signed. */
void divide_all(const wide *pair, wide *results) {
    results[0] = __udivti3(pair[0], pair[1]);
    results[1] = __umodti3(pair[0], pair[1]);
    results[2] = __udivmodti4(pair[0], pair[1], &results[3]);
    results[4] = __udivmodti4(pair[0], pair[1], 0);
    results[5] = (wide)__divti3((__int128)pair[0], (__int128)pair[1]);
    results[6] = (wide)__modti3((__int128)pair[0], (__int128)pair[1]);
    __int128 rest;
    results[7] = (wide)__divmodti4((__int128)pair[0], (__int128)pair[1], &rest);
    results[8] = (wide)rest;
}
"""
WIDE = 2**128
PROCESSORS = {"own": "#ifdef __x86_64__", "any": "#if 0"}


def signed(number):
    return number - WIDE if number >= WIDE // 2 else number


def expected(left, right):
    """As C divides: towards zero, with the sign of the dividend."""
    quotient, rest = divmod(left, right)
    a, b = signed(left), signed(right)
    towards_zero = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    exact = (quotient, rest, quotient, rest, quotient)
    c = (towards_zero, a - towards_zero * b)
    return [number % WIDE for number in (*exact, *c, *c)]


def numbers():
    """Ends of ranges, and random numbers of every length."""
    source = random.Random(128)
    ends = [1 << bit for bit in range(0, 128, 7)] + [2**32, 2**63, 2**64, 2**96, 2**127, WIDE]
    near = {(end + more) % WIDE for end in ends for more in (-2, -1, 0, 1)}
    return sorted(near) + [source.getrandbits(source.randrange(1, 129)) for _ in range(200)]


@pytest.mark.parametrize("processor", PROCESSORS)
def test_as_python_divides(tmp_path, processor):
    text = SOURCE.read_text("utf-8")
    assert text.count(PROCESSORS["own"]) == 1
    (tmp_path / "division.c").write_text(
        text.replace(PROCESSORS["own"], PROCESSORS[processor]) + DRIVER
    )
    library = tmp_path / "division.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-Wall", "-Wno-missing-prototypes"]
    subprocess.run([*command, "-o", library, tmp_path / "division.c"], check=True)
    divide = ctypes.CDLL(str(library)).divide_all
    # Words of 64 bits; the memory of 128-bit integers begins at a multiple of 16.
    room = (ctypes.c_uint64 * 32)()
    start = -ctypes.addressof(room) % 16
    words = (ctypes.c_uint64 * 4).from_buffer(room, start)
    results = (ctypes.c_uint64 * 18).from_buffer(room, start + 64)
    values = numbers()
    for left in values:
        for right in values:
            # The only quotient that C has no answer for, beside those by zero.
            if right == 0 or (left == WIDE // 2 and right == WIDE - 1):
                continue
            words[:] = [left % 2**64, left >> 64, right % 2**64, right >> 64]
            divide(words, results)
            found = [results[at] | results[at + 1] << 64 for at in range(0, 18, 2)]
            assert found == expected(left, right), (left, right)
