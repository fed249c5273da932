import numpy as np

from pyjit import f64, jit


@jit
def outside(a: f64[:, :]):
    return a.sum(axis=2)


@jit
def twice(a: f64[:, :]):
    return np.max(a, axis=(0, -2))


@jit
def unknown(a: f64[:, :], axis: int):
    return np.mean(a, axis=axis)


@jit
def lengths_that_are_one(a: f64[:, :]):
    return np.squeeze(a)


@jit
def lengths_of_a_line(a: f64[:]):
    return a.squeeze()


@jit
def moved_to_one(a: f64[:, :]):
    return np.moveaxis(a, (0, 1), 0)


@jit
def one_place_twice(a: f64[:]):
    return np.expand_dims(a, (0, 0))


@jit
def flipped_twice(a: f64[:, :]):
    return np.flip(a, (1, -1))


@jit
def taken_outside(a: f64[:, :]):
    return np.take(a, [0], axis=2)
