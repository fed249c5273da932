from pyjit import jit


@jit
async def f(a: int) -> int:
    return a
