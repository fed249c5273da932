"""Builtins that need more than an operation: what a byte of a `bytearray` can be."""

from pyjit import jit


@jit
def byte_value(value: int) -> int:
    """The value of an element that is assigned; `bytearray` and `memoryview` raise alike."""
    if value < 0 or value > 255:
        raise ValueError("byte must be in range(0, 256)")
    return value
