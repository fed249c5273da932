from pyjit import jit, jit_immediate


@jit
@jit_immediate
def f(a: int) -> int:
    return a
