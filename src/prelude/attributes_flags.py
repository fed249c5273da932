"""`a.flags`: attributes of the array itself."""

from pyjit import jit
from pyjit.intrinsics import is_c_order, is_read_only
from pyjit.prelude.numpy_arrays import is_in_c_order


@jit
def c_contiguous(self):
    if is_c_order(self):
        return True
    else:
        return is_in_c_order(self)


@jit
def f_contiguous(self):
    if self.ndim == 1:
        return c_contiguous(self)
    else:
        return is_in_c_order(self.T)


@jit
def contiguous(self):
    return c_contiguous(self)


@jit
def fortran(self):
    if self.ndim == 1:
        return False
    else:
        return f_contiguous(self) and not c_contiguous(self)


@jit
def fnc(self):
    return fortran(self)


@jit
def forc(self):
    return f_contiguous(self) or c_contiguous(self)


@jit
def writeable(self):
    return not is_read_only(self)
