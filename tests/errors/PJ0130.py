from pyjit import jit


def load_limit():
    return int(input())


LIMIT = load_limit()


@jit
def clip(x: int) -> int:
    return x if x < LIMIT else LIMIT
