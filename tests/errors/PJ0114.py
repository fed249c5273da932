from pyjit import jit


@jit
def name(x: int) -> str:
    return f"item {x}"
