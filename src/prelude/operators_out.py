"""Results that are put into an array that is given."""

from pyjit import jit


@jit
def check_writable(out):
    """What is computed in place says of a read-only array what NumPy says of an output."""
    part = out[:0]
    part += part


@jit
def has_shape(out, lengths):
    """Whether an array has these lengths, as many as it has axes."""
    for wanted, given in zip(lengths, out.shape):
        if wanted != given:
            return False
    return True


@jit
def check_shape_of_rounded(a, out):
    if not has_shape(out, a.shape):
        raise ValueError("invalid output shape")
