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
