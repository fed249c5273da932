"""The package's one place for pyjit; everything else imports from here."""

from ._pyjit import pyjit as pj
from ._pyjit import jit as fast

f64 = pj.f64
kernel = pj.jit

__all__ = ["f64", "fast", "kernel"]
