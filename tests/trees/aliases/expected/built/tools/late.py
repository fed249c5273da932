"""Imports in every place that Python allows."""

import os, tools._pyjit as p, sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools._pyjit import f64

try:
    from tools._pyjit import \
        jit
except ImportError:
    jit = None


def make():
    import tools._pyjit as pyjit; return pyjit.jit


@jit
def three(n: int) -> int:
    return n + 3


@p.jit_immediate
def four(values: "f64[:]") -> int:
    return len(values) + 4


PATH = os.path.join("pyjit", sys.prefix)
