"""Elements in another order along their axes, and axes in another order."""

import numpy as np

from pyjit import f32, f64, i16, i64, jit


@jit
def flipped(a: f64[:], b: i16[:, :], c: f32[:, :, :]):
    return (
        np.flip(a),
        np.flip(b),
        np.flip(b, 0),
        np.flip(b, axis=-1),
        np.flipud(b),
        np.fliplr(b),
        np.flip(c, (0, -1)),
        np.flip(c, ()),
        np.flip([[1, 2], [3, 4]], 1),
        np.flip(np.array(3.0)),
    )


@jit
def of_a_line(a: f64[:]):
    return np.fliplr(a)


@jit
def put_through_a_view(a: f64[:, :]):
    np.fliplr(a)[...] = 1.0
    np.flip(a, 0)[:1] = 2.0
    return a


@jit
def rotated(a: i64[:, :], k_small: int):
    return np.rot90(a), np.rot90(a, k_small), np.rot90(a, k_small, (1, 0)), np.rot90(a, 4)


@jit
def rotated_about(a: f64[:, :, :]):
    return np.rot90(a), np.rot90(a, axes=(1, -1)), np.rot90(a, 2, (2, 0)), np.rot90(a, k=-1)


@jit
def rolled(a: f64[:], b: i16[:, :], n: int):
    return (
        np.roll(a, n),
        np.roll(b, n),
        np.roll(b, n, 0),
        np.roll(b, shift=-n, axis=-1),
        np.roll(a, (1, n)),
        np.roll([1, 2, 3], n),
    )


@jit
def rolled_along(a: f64[:, :, :], n: int):
    return (
        np.roll(a, (1, n), (0, 2)),
        np.roll(a, n, (0, 1)),
        np.roll(a, (1, n, 2), axis=(1, 1, 0)),
        np.roll(a, (1, n), axis=1),
        np.roll(a, n, ()),
    )


@jit
def rolled_axes(a: f64[:, :, :]):
    return (
        np.rollaxis(a, 1),
        np.rollaxis(a, -1),
        np.rollaxis(a, 0, 2),
        np.rollaxis(a, 0, 3),
        np.rollaxis(a, -1, start=-2),
    )


@jit
def moved(a: f64[:, :, :]):
    return (
        np.moveaxis(a, (0, 1), (1, 0)),
        np.moveaxis(a, [0, -1], [-1, 0]),
        np.moveaxis(a, (2,), (0,)),
        np.moveaxis(a, (0, 1, 2), (2, 0, 1)),
    )


@jit
def expanded(a: f64[:, :], b: f64[:]):
    return (
        np.expand_dims(a, (0, -1)),
        np.expand_dims(a, [1, 2]),
        np.expand_dims(b, (2, 0)),
        np.expand_dims(a, ()),
        np.expand_dims([1, 2], 1),
    )


@jit
def squeezed(a: f64[:, :], n: int):
    b = np.ones((1, n * n, 1))
    return (
        np.squeeze(b, (0, 2)),
        b.squeeze(axis=(0, -1)),
        a[None, ::2, None].squeeze((0, 2)),
        np.squeeze(b, ()),
        np.squeeze(np.array(2.0)),
        np.squeeze(np.ones((1, 1)), (0, 1)),
    )


@jit
def squeezed_too_much(a: f64[:, :]):
    return np.squeeze(a, (0, 1))


@jit
def of_lists(x: float):
    return (
        np.reshape([1, 2, 3, 4], (2, 2)),
        np.ravel([[x, 2], [3, 4]]),
        np.transpose([[x, 2.0]]),
        np.swapaxes([[1, 2]], 0, 1),
        np.moveaxis([[1, 2]], 0, 1),
        np.squeeze([[x]], 0),
    )


@jit
def joined_numbers(x: float, n: int):
    return (
        np.vstack((x, n)),
        np.hstack((x, n, [1, 2])),
        np.stack((x, n)),
        np.column_stack((x, n)),
        np.dstack((x, n)),
    )
