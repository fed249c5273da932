"""Lies outside of the package whose decorator it uses, so it is compiled into that package."""

from tools import fast
from tools.one import one as plus_one


@fast
def user(n: int) -> int:
    return plus_one(n) * 2
