"""The builtins that the compiler knows itself: their signatures."""

from pyjit import jit


@jit
def abs(number, /): ...


@jit
def bool(object=False, /): ...


@jit
def complex(real=0, imag=0): ...


@jit
def divmod(x, y, /): ...


@jit
def float(x=0.0, /): ...


@jit
def int(x=0, /, base=10): ...


@jit
def len(obj, /): ...


@jit
def max(*values): ...


@jit
def min(*values): ...


@jit
def ord(c, /): ...


@jit
def pow(base, exp, mod=None): ...


@jit
def round(number, ndigits=None): ...
