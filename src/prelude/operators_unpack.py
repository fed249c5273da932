"""What `a, b = value` asks of a sequence whose length is not known when compiling."""

from pyjit import jit


@jit
def check_least(length: int, least: int) -> None:
    """The same where one target takes what is left over."""
    if length < least:
        raise ValueError(f"not enough values to unpack (expected at least {least}, got {length})")


@jit
def element(values, index: int):
    return values[index]


@jit
def rest(values, start: int, behind: int):
    """What is left over: a list, whatever the values are."""
    return [values[i] for i in range(start, len(values) - behind)]


@jit
def check(length: int, wanted: int) -> None:
    if length > wanted:
        raise ValueError(f"too many values to unpack (expected {wanted})")
    if length < wanted:
        raise ValueError(f"not enough values to unpack (expected {wanted}, got {length})")
