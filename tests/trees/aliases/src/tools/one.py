from tools import fast


@fast
def one(n: int) -> int:
    return n + 1
