from pyjit import jit


@jit
def later(mode: str) -> bool:
    return mode < "m"


@jit
def joined(a: str, b: str) -> bool:
    return a + b == "ab"
