"""The kernels of ``arrays.py``."""

import numpy as np

from pyjit import jit


@jit
def fused(a, b, c):
    return np.sqrt((a - b) ** 2 + c * 0.5)


@jit
def add(a, b, c):
    return a + b


@jit
def stencil(a, b, c):
    c[1:-1] = (a[:-2] + a[1:-1] + a[2:]) / 3
    return c


@jit
def in_place(a, b, c):
    c *= 0.5
    c += b
    return c


@jit
def total(a, b, c):
    return np.sum(a)


@jit
def average(a, b, c):
    return np.mean(a)


@jit
def reduced(a, b, c):
    return np.sqrt((a - b) ** 2 + c * 0.5).sum()


@jit
def allocation(n):
    total = 0.0
    for i in range(n):
        a = np.empty(8)
        a[i % 8] = i
        total += a[i % 8]
    return total


@jit
def rows(a):
    total = 0.0
    for i in range(a.shape[0]):
        row = a[i]
        for j in range(len(row)):
            total += row[j]
    return total


@jit
def matrix_and_row(a, b):
    return a * b + 1.0


@jit
def product(a, b):
    return a @ b


@jit
def small(n):
    return np.zeros(n)
