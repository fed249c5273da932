"""What `a, b = value` asks of a sequence whose length is not known when compiling."""

from pyjit import jit


@jit
def check(length: int, wanted: int) -> None:
    if length > wanted:
        raise ValueError(f"too many values to unpack (expected {wanted})")
    if length < wanted:
        raise ValueError(f"not enough values to unpack (expected {wanted}, got {length})")
