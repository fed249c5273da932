"""Arrays taken and put in other orders than C order."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def in_lines(a: f64[:, :], b: f64[:]):
    return (
        a.ravel("F"),
        a.ravel(order="A"),
        a.ravel("K"),
        np.ravel(a.T, order="K"),
        np.ravel(a.T, "A"),
        b.ravel("K"),
        b[::-1].ravel("A"),
        b[::2].ravel("F"),
    )


@jit
def in_new_lines(a: f64[:, :]):
    return (
        a.flatten("F"),
        a.flatten("A"),
        a.flatten(order="K"),
        a.T.flatten("A"),
        a[::-1].flatten("K"),
        a[:, ::-2].flatten("K"),
        a[:, ::2].T.flatten("K"),
    )


@jit
def of_three(n: int):
    a = np.arange(abs(n) * 6).reshape(2, -1, 3)
    b = a.transpose(1, 0, 2)
    c = a.transpose(2, 0, 1)
    return b.ravel("K"), b.ravel("A"), c.flatten("K"), c.T.ravel("K"), b[::-1].ravel("K")


@jit
def written_through(a: f64[:, :]):
    a.T.ravel("K")[...] = 5.0
    b = np.ones((2, 3)).T
    b.ravel("A")[0] = 3.0
    b.ravel("F")[1] = 4.0
    return b


@jit
def shaped(a: i64[:, :], b: f64[:]):
    return (
        a.reshape(-1, order="F"),
        a.reshape((a.shape[1], a.shape[0]), order="F"),
        a.reshape(a.shape[1], a.shape[0], order="F"),
        np.reshape(a, (1, -1), order="F"),
        np.reshape(a.T, (-1, 1), "A"),
        b.reshape(1, -1, order="F"),
        a.T.reshape(a.shape[0], -1, order="F") if a.size > 0 else a,
    )


@jit
def shaped_wrongly(a: f64[:]):
    return a.reshape(2, 3, order="F")


@jit
def shaped_of_views(n: int):
    a = np.arange(24.0).reshape(4, 6)
    b = a[:, ::2].reshape(2, 6, order="F")
    c = a.T.reshape(12, 2, order="F")
    c[0, 0] = 9.0
    d = a.reshape(2, 3, 4, order="F")
    return a, b, c, d, a[::2].reshape((3, 2, 2), order="A"), a.T.reshape((3, 8), order="A")


@jit
def copied(a: f64[:, :]):
    return a.copy("A"), a.T.copy(order="A"), np.copy(a.T, "A"), a.T.copy("K"), a.copy("F")


@jit
def smaller_elements(a: f64[:], b: i64[:, :]):
    c = (a[::-1] * 2).view(np.uint8)
    c[:2] = 7
    return c.shape, b.view(np.int32), b.copy().view(np.uint16).sum(), np.zeros(2, complex).view(float)


@jit
def smaller_elements_of_any(a: f64[:], b: f64[:, :]):
    return a.view(np.int8).shape, b.T.copy().view("u4").shape, b.view(np.int16).shape


@jit
def smaller_elements_of_columns(a: i64[:, :]):
    return a.T.view(np.int32)
