from pyjit import jit


@jit
def later(mode: str) -> bool:
    return "m" in mode


@jit
def joined(a: str, b: str) -> bool:
    return a + b == "ab"
