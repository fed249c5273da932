"""`numpy`: the functions of scalars that the compiler knows itself: their signatures."""

from pyjit import jit


@jit
def add(x1, x2, /): ...


@jit
def bitwise_and(x1, x2, /): ...


@jit
def bitwise_or(x1, x2, /): ...


@jit
def bitwise_xor(x1, x2, /): ...


@jit
def clip(a, a_min=None, a_max=None, *, min=None, max=None): ...


@jit
def divide(x1, x2, /): ...


@jit
def divmod(x1, x2, /): ...


@jit
def equal(x1, x2, /): ...


@jit
def float_power(x1, x2, /): ...


@jit
def floor_divide(x1, x2, /): ...


@jit
def greater(x1, x2, /): ...


@jit
def greater_equal(x1, x2, /): ...


@jit
def ldexp(x1, x2, /): ...


@jit
def left_shift(x1, x2, /): ...


@jit
def less(x1, x2, /): ...


@jit
def less_equal(x1, x2, /): ...


@jit
def logical_and(x1, x2, /): ...


@jit
def logical_not(x, /): ...


@jit
def logical_or(x1, x2, /): ...


@jit
def logical_xor(x1, x2, /): ...


@jit
def mod(x1, x2, /): ...


@jit
def multiply(x1, x2, /): ...


@jit
def not_equal(x1, x2, /): ...


@jit
def power(x1, x2, /): ...


@jit
def remainder(x1, x2, /): ...


@jit
def right_shift(x1, x2, /): ...


@jit
def round(a, decimals=0): ...


@jit
def subtract(x1, x2, /): ...


@jit
def true_divide(x1, x2, /): ...
