from fractions import Fraction

from pyjit import jit


@jit
def numerator(x: int) -> int:
    match x:
        case Fraction(numerator=n):
            return n
        case _:
            return x
