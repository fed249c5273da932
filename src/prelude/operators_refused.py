"""What the library does not compile."""

from pyjit import jit
from pyjit.intrinsics import allocate


@jit
def not_compiled():
    """What calls this is refused."""
    return allocate("what is not compiled", (1,))
