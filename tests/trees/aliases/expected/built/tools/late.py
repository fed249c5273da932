"""Imports in every place that Python allows."""

import os; from ._pyjit import pyjit as p; import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._pyjit import f64

try:
    from ._pyjit import \
        jit
except ImportError:
    jit = None


def make():
    from ._pyjit import pyjit; return pyjit.jit


@jit
def three(n: int) -> int:
    return n + 3


@p.jit_immediate
def four(values: "f64[:]") -> int:
    return len(values) + 4


PATH = os.path.join("pyjit", sys.prefix)
