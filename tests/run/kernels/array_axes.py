"""Arrays with other axes, in Fortran order, as elements of another type, and put together."""

import numpy as np

from pyjit import f32, f64, jit


@jit
def transposed(a: f64[:, :, :]):
    return (
        a.transpose(1, 0, 2),
        a.transpose((2, 0, 1)),
        np.transpose(a, (0, 2, 1)),
        np.transpose(a),
        a.transpose(),
    )


@jit
def swapped(a: f64[:, :, :]):
    return a.swapaxes(0, 2), np.swapaxes(a, -1, 1), np.moveaxis(a, 0, -1), np.moveaxis(a, 2, 0)


@jit
def axes_of_line(a: f64[:]):
    return (
        a.T,
        a.transpose(),
        np.expand_dims(a, 0),
        np.expand_dims(a, -1),
        np.expand_dims(a, 1),
        np.expand_dims(a, -2),
    )


@jit
def more_axes(a: f64[:, :]):
    return (
        np.expand_dims(a, 0),
        np.expand_dims(a, 1),
        np.expand_dims(a, 2),
        np.expand_dims(a, -1),
        np.expand_dims(a, -2),
        np.expand_dims(a, -3),
    )


@jit
def squeezed(a: f64[:, :]):
    return np.squeeze(a, 0), a[None].squeeze(axis=0), a[:, None].squeeze(1)


@jit
def squeezed_last(a: f64[:, :]):
    return a.squeeze(-1)


@jit
def viewed(a: f64[:, :], b: f32[:]):
    return a.view(np.int64), a.view("uint64"), b.view(np.int32), a.view()


@jit
def written_through_view(a: f64[:]):
    a.view(np.int64)[:1] = 3
    return a


@jit
def in_line(a: f64[:, :]):
    return (
        a.flatten("C"),
        a.flatten(order="F"),
        a.ravel(order="F"),
        a.ravel("C"),
        np.ravel(a, "C"),
        a.reshape(-1, order="C"),
        np.reshape(a, (-1,), order="C"),
    )


@jit
def fortran_copies(a: f64[:, :], b: f64[:]):
    return (
        np.asfortranarray(a),
        np.asfortranarray(b),
        np.array(a, order="F"),
        np.array(a, order="C"),
        np.copy(a, "F"),
        a.copy("F"),
        np.array(b, order="F"),
    )


@jit
def made_in_fortran_order(n: int, m: int):
    n = n % 4
    m = m % 4
    return (
        np.zeros((n, m), order="F"),
        np.ones((n, m, 2), order="F"),
        np.full((n, m), 2.5, order="F"),
        np.empty((0, m), order="F"),
        np.zeros(n, order="F"),
        np.array(((1, 2, 3), (4, 5, 6)), order="F"),
    )


@jit
def many_axes_in_fortran_order(n: int):
    return np.zeros((2, n % 3, 3, 2, 2), order="F")


@jit
def below(a: f64[:, :], b: f64[:, :]):
    return np.concatenate((a, b))


@jit
def beside(a: f64[:, :], b: f64[:, :]):
    return (
        np.concatenate((a, b), axis=1),
        np.hstack((a, a)),
        np.vstack((a, a, a)),
        np.concatenate((a, a), axis=-2),
    )


@jit
def stacked(a: f64[:], b: f64[:]):
    return (
        np.stack((a, a + 1)),
        np.stack((a, a), axis=1),
        np.stack((a, a), -1),
        np.hstack((a, b)),
        np.concatenate((a, b)),
    )


@jit
def stacked_pair(a: f64[:], b: f64[:]):
    return np.stack((a, b))


@jit
def vstacked(a: f64[:], b: f64[:]):
    return np.vstack((a, b))


@jit
def columns(a: f64[:], b: f64[:]):
    return np.column_stack((a, b))


@jit
def columns_of_matrices(a: f64[:, :], b: f64[:, :]):
    return np.column_stack((a, b))


@jit
def diffs(a: f64[:], b: f64[:, :]):
    return np.diff(a > 1), np.diff(b > 1), np.diff(a)


@jit
def viewed_numbers(n: int):
    a = np.full(3, n + 0.5)
    bits = a.view(np.uint64)
    bits[0] = 1
    return a, bits, a.view(np.int64)[1]
