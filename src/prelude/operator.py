"""`operator`: operators as functions."""

from pyjit import jit


@jit
def lt(a, b, /):
    return a < b


@jit
def le(a, b, /):
    return a <= b


@jit
def eq(a, b, /):
    return a == b


@jit
def ne(a, b, /):
    return a != b


@jit
def ge(a, b, /):
    return a >= b


@jit
def gt(a, b, /):
    return a > b


@jit
def not_(a, /):
    return not a


@jit
def truth(a, /):
    return bool(a)


@jit
def add(a, b, /):
    return a + b


@jit
def and_(a, b, /):
    return a & b


@jit
def floordiv(a, b, /):
    return a // b


@jit
def invert(a, /):
    return ~a


@jit
def lshift(a, b, /):
    return a << b


@jit
def mod(a, b, /):
    return a % b


@jit
def mul(a, b, /):
    return a * b


@jit
def matmul(a, b, /):
    return a @ b


@jit
def neg(a, /):
    return -a


@jit
def or_(a, b, /):
    return a | b


@jit
def pos(a, /):
    return +a


@jit
def pow(a, b, /):
    return a**b


@jit
def rshift(a, b, /):
    return a >> b


@jit
def sub(a, b, /):
    return a - b


@jit
def truediv(a, b, /):
    return a / b


@jit
def xor(a, b, /):
    return a ^ b


@jit
def contains(a, b, /):
    return b in a


@jit
def getitem(a, b, /):
    return a[b]


@jit
def setitem(a, b, c, /):
    a[b] = c


@jit
def delitem(a, b, /):
    del a[b]
