"""What the library does not compile, and what NumPy refuses."""

from pyjit import jit
from pyjit.intrinsics import allocate


@jit
def not_compiled():
    """What calls this is refused."""
    return allocate("what is not compiled", (1,))


@jit
def refuse_copy():
    """NumPy's words where an array cannot be had without a copy."""
    raise ValueError(
        "Unable to avoid copy while creating an array as requested.\n"
        "If using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy"
        " when needed (no behavior change in NumPy 1.x).\n"
        "For more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html"
        "#adapting-to-changes-in-the-copy-keyword."
    )
