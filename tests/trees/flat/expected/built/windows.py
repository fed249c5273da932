# The lines of this file end as they do on Windows.
from _pyjit_dot import (  # noqa
    jit,  # the decorator
)


@jit
def twice(n: int) -> int:
    return n + n
