"""`np.frombuffer`, `a.view` of greater elements, parts of real arrays and `a.flags.writeable`."""

from __future__ import annotations

import array

import numpy as np

from pyjit import c64, c128, f32, f64, i16, i32, i64, jit, u8, u16


@jit
def of_bytes(data: bytes):
    return np.frombuffer(data, np.uint8), np.frombuffer(data, dtype=np.int8, count=-1)


@jit
def sums_of_bytes(data: bytes):
    a = np.frombuffer(data, np.uint8)
    total = 0
    for x in a:
        total += int(x)
    return total, np.sum(a), a.flags.writeable


@jit
def of_greater_elements(data: bytes, n: int, i_small: int):
    return np.frombuffer(data, np.uint16, n, i_small), np.frombuffer(data, "f4", 0)


@jit
def whole_of_floats(data: bytes):
    return np.frombuffer(data)


@jit
def beginning_behind(data: bytes, i_small: int):
    return np.frombuffer(data, np.int32, offset=i_small)


@jit
def unaligned(data: bytes):
    """Numbers that lie anywhere."""
    if len(data) > 8:
        a = np.frombuffer(data, np.int64, 1, 1)
        return a, a + 1, a.copy(), a.view(np.uint8), a.sum()
    return None


@jit
def of_bytearray(data: bytearray, x: float):
    a = np.frombuffer(data, np.uint8)
    if len(a) > 0:
        a[0] = 7
    return a[::-1], a.flags.writeable


@jit
def written_through(data: bytearray):
    a = np.frombuffer(data, np.uint16, len(data) // 2)
    a += 1


@jit
def of_array(data: array.array[float], other: array.array[int]):
    return np.frombuffer(data), np.frombuffer(data, np.uint8), np.frombuffer(other, np.int64)[:1]


@jit
def of_numpys_array(a: f64[:, :]):
    return np.frombuffer(a, np.int32), np.frombuffer(a, count=a.size)


@jit
def no_store_in_bytes(data: bytes):
    a = np.frombuffer(data, np.uint8)
    if len(a) > 0:
        a[0] = 1
    return a


DATA = b"some bytes of a constant"


@jit
def of_a_constant():
    return np.frombuffer(DATA, np.uint8)[2:], np.frombuffer(b"12345678", np.int64)


@jit
def greater_elements(a: u8[:], b: f64[:, :], c: i16[:]):
    return a.view(np.uint16), b.T.T.view(np.complex128)


@jit
def greater_elements_of_a_line(a: f32[:], b: u16[:]):
    return a.view(np.float64), b[:2].view("u4"), a[: len(a) // 2 * 2].view(np.complex64)


@jit
def greater_elements_written(a: u16[:]):
    b = a[: len(a) // 2 * 2].view(np.uint32)
    b += 1
    return a, b


@jit
def smaller_and_back(a: i64[:, :]):
    return a.view(np.int16).view(np.int64), a.view(np.int8).view(np.int32)


@jit
def parts_of_real_arrays(a: f64[:, :], b: i32[:], c: f32[()]):
    return a.imag, b.imag, np.imag(a.T), a.real, np.real(b), c.imag, c.real


@jit
def no_store_in_zeros(a: f64[:]):
    b = a.imag
    b[:1] = 1.0


@jit
def parts_of_complex_arrays(a: c128[:, :], b: c64[:]):
    return np.imag(a), np.real(a.T), np.conj(b), b.imag.flags.writeable


@jit
def angles(a: f64[:], b: c128[:, :], c: i16[:], d: i64[:, :]):
    return np.angle(a), np.angle(b), np.angle(c), np.angle(d, deg=True), np.angle(b, True)


@jit
def angles_of_numbers(x: float, z: complex, n: int):
    return np.angle(x), np.angle(z), np.angle(n), np.angle(z, deg=True)


@jit
def writeable(a: f64[:, :], b: i32[:]):
    return a.flags.writeable, b[::-1].flags.writeable, a.imag.flags.writeable


@jit
def squeezed(a: f64[:]):
    return a[None].squeeze(0), np.squeeze(a[:, None], axis=1), a[:1].squeeze(axis=0)
