"""Every form with every kind of value: see `combinations`."""

import os
import sys

import pytest

pytest.importorskip("numpy")

from fuzz.batch import Options, examine  # noqa: E402
from fuzz.combinations import (  # noqa: E402
    ARRAYS,
    BESIDE,
    JOINED,
    KINDS,
    OPERANDS,
    of_arrays,
    of_either,
    of_one,
    of_two,
)
from fuzz.regression import regression  # noqa: E402
from fuzz.test_fuzz import BINARY  # noqa: E402

# One variant is enough: other tests compare passes.
VARIANTS = (("built", ("--opt-llvm=off",)),)
# One program of so many is tried; `make fuzz` tries all.
EVERY = int(os.environ.get("COMBINATIONS_EVERY", "5"))


def chunks(kinds, size):
    """The kinds in portions, so that tests run in parallel."""
    return [tuple(list(kinds)[first : first + size]) for first in range(0, len(kinds), size)]


@pytest.mark.skipif(sys.version_info < (3, 10), reason="`match` is a syntax error")
@pytest.mark.parametrize("kinds", chunks(KINDS, 7))
def test_of_one_variable(kinds, tmp_path):
    check(list(of_one(kinds)), tmp_path, 0.15)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="`match` is a syntax error")
@pytest.mark.parametrize("kinds", chunks(JOINED, 5))
def test_of_one_variable_of_either_kind(kinds, tmp_path):
    check(list(of_either(kinds)), tmp_path, 0.05)


@pytest.mark.parametrize("kinds", chunks(OPERANDS, 4))
def test_of_two_variables(kinds, tmp_path):
    check(list(of_two(kinds)), tmp_path, 0.05)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="`match` is a syntax error")
@pytest.mark.parametrize("kinds", chunks(ARRAYS, 5))
def test_of_arrays(kinds, tmp_path):
    check(list(of_arrays(kinds)), tmp_path, 0.1)


@pytest.mark.parametrize("kinds", chunks(ARRAYS, 5))
def test_of_arrays_and_another(kinds, tmp_path):
    check(list(of_two(kinds, BESIDE)), tmp_path, 0.01, 4)


def check(programs, folder, compiled, rarer=1):
    """Compares the programs that compile, at least so great a part of them, with Python; fewer of
    those that are many."""
    programs = programs[:: EVERY if EVERY == 1 else EVERY * rarer]
    failures, refused, tally = examine(programs, Options(BINARY, folder, variants=VARIANTS))
    assert not failures, "\n".join(map(regression, failures[:5]))
    assert tally.calls
    assert len(refused) < (1 - compiled) * len(programs)
