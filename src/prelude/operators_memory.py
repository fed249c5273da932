"""The memory of arrays that kernels make."""

from pyjit import jit

# The greatest number of bytes that an array has.
GREATEST = 0x7FFFFFFFFFFFFFFF


@jit
def check_shape(lengths, itemsize: int):
    """NumPy's look at the lengths of a new array (``PyArray_NewFromDescr``)."""
    size = itemsize
    for length in lengths:
        if length < 0:
            raise ValueError("negative dimensions are not allowed")
        if length > 0:
            if length > GREATEST // size:
                raise ValueError(
                    "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum "
                    "possible size."
                )
            size *= length


@jit
def check_last_axis(a, itemsize: int):
    """NumPy's look at an array that is viewed as one of elements of another size
    (``array_descr_set``)."""
    n, stride = a.shape[-1], a.strides[-1]
    if n != 1 and a.size != 0 and stride != a.itemsize:
        raise ValueError(
            "To change to a dtype of a different size, the last axis must be contiguous"
        )
    if itemsize > a.itemsize and n * a.itemsize % itemsize != 0:
        raise ValueError(
            "When changing to a larger dtype, its size must be a divisor of the total size in "
            "bytes of the last axis of the array."
        )
