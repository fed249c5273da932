import os

if os.environ.get("FAST"):
    from pyjit import jit
else:

    def jit(function):
        return function


@jit
def double(x: int) -> int:
    return 2 * x


@jit(boundscheck=False)
def triple(x: int) -> int:
    return 3 * x
