import numpy as np
import pyjit
from pyjit import jit


@jit
def digits(x: float) -> int:
    return x.hex()


@jit
def bytes_of(n: int) -> int:
    return n.to_bytes(8)


@jit
def keyword(n: int) -> int:
    return n.bit_length(base=2)


@jit
def total(a: "f64[:]") -> float:
    return a.sum()


@jit
def bytes_as_truths(a: pyjit.u8[:]):
    return a.view(np.bool_)
