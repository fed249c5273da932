"""Parts of complex arrays, and what `flags` says."""

import numpy as np

from pyjit import c64, c128, f64, i32, jit


@jit
def parts(a: c128[:], b: c64[:, :]):
    return a.real, a.imag, b.real, b.imag, np.real(b), np.imag(a)


@jit
def real_of_real(a: f64[:], b: i32[:, :]):
    return a.real, b.real, np.real(a), b.conj(), a.conjugate()


@jit
def written(a: c128[:], x: float):
    a.real[:] = x
    a.imag[::2] = 2 * x
    b = a.imag
    b += 1
    return a.copy()


@jit
def size_squared(a: c128[:]):
    return a.real * a.real + a.imag**2


@jit
def parts_of_parts(a: c128[:, :]):
    return a[0].real, a.T.imag, a[::-1, 1:].real, (a + 1j).imag


@jit
def conjugates(a: c128[:], b: c64[:, :]):
    return a.conj(), b.conjugate(), a.conj()[::2].imag


@jit
def of_numbers(x: float, z: complex, n: int):
    return np.real(x), np.imag(x), np.real(z), np.imag(z), np.real(n), np.imag(np.complex64(z))


@jit
def flags(a: f64[:], b: f64[:, :], c: c128[:, :, :]):
    return (
        a.flags.c_contiguous,
        a.flags.f_contiguous,
        b.flags.c_contiguous,
        b.flags.f_contiguous,
        b.T.flags.c_contiguous,
        c.flags.contiguous,
        c[:, 0].flags.forc,
        b.flags.fnc,
    )


@jit
def sums(a: c128[:], b: c64[:, :]):
    return a.sum(), b.sum(), b.sum(axis=0), b.sum(1), a.mean(), np.mean(b, axis=1)


@jit
def spreads(a: c128[:], b: c64[:, :]):
    return np.var(a), b.std(), b.var(axis=0), np.cumsum(a), a.any(), b.all(axis=1), b.prod()
