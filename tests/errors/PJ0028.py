from pyjit import jit


@jit
def f(names: list[str]) -> int:
    return len(names)


@jit
def g(a: "Thing") -> int:
    return 1
