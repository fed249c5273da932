"""Operators that are loops: `in` of one-dimensional arrays and buffers."""

from pyjit import jit


@jit
def contains(sequence, item):
    for element in sequence:
        if element == item:
            return True
    return False


@jit
def contains_byte(sequence, item):
    if item < 0 or item > 255:
        raise ValueError("byte must be in range(0, 256)")
    for element in sequence:
        if element == item:
            return True
    return False
