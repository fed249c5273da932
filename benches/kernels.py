"""Twelve kernels of the language as it stands: the same source for pyjit, Numba and CPython.

Their C counterparts are in ``peers/kernels.c`` and their Cython ones in ``peers/kernels.pyx``.
"""

import math

import numpy as np

from pyjit import f64, i64, jit, u8


@jit
def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


@jit
def nbody(state: f64[:, :], mass: f64[:], steps: int, dt: float) -> float:
    bodies = len(mass)
    for _ in range(steps):
        for i in range(bodies):
            for j in range(i + 1, bodies):
                dx = state[i, 0] - state[j, 0]
                dy = state[i, 1] - state[j, 1]
                dz = state[i, 2] - state[j, 2]
                squared = dx * dx + dy * dy + dz * dz
                pull = dt / (squared * math.sqrt(squared))
                state[i, 3] -= dx * mass[j] * pull
                state[i, 4] -= dy * mass[j] * pull
                state[i, 5] -= dz * mass[j] * pull
                state[j, 3] += dx * mass[i] * pull
                state[j, 4] += dy * mass[i] * pull
                state[j, 5] += dz * mass[i] * pull
        for i in range(bodies):
            state[i, 0] += dt * state[i, 3]
            state[i, 1] += dt * state[i, 4]
            state[i, 2] += dt * state[i, 5]
    return state[0, 0]


@jit
def mandelbrot(width: int, height: int, limit: int) -> int:
    total = 0
    for row in range(height):
        ci = 2.0 * row / height - 1.0
        for column in range(width):
            cr = 3.0 * column / width - 2.0
            zr = 0.0
            zi = 0.0
            rounds = 0
            while rounds < limit and zr * zr + zi * zi <= 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                rounds += 1
            total += rounds
    return total


@jit
def sieve(flags: u8[:]) -> int:
    n = len(flags)
    for i in range(n):
        flags[i] = 1
    count = 0
    for i in range(2, n):
        if flags[i]:
            count += 1
            for multiple in range(i * i, n, i):
                flags[multiple] = 0
    return count


@jit
def stencil(grid: f64[:, :], out: f64[:, :]) -> None:
    height, width = grid.shape
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            out[y, x] = 0.25 * (grid[y - 1, x] + grid[y + 1, x] + grid[y, x - 1] + grid[y, x + 1])


@jit
def matmul(a: f64[:, :], b: f64[:, :], out: f64[:, :]) -> None:
    rows, inner = a.shape
    columns = b.shape[1]
    for i in range(rows):
        for j in range(columns):
            out[i, j] = 0.0
        for k in range(inner):
            factor = a[i, k]
            for j in range(columns):
                out[i, j] += factor * b[k, j]


@jit
def histogram(values: u8[:], counts: i64[:]) -> None:
    for i in range(len(values)):
        counts[values[i]] += 1


@jit
def integer_sum(values: i64[:]) -> int:
    total = 0
    for value in values:
        total += value
    return total


@jit
def checksum(data: bytes) -> int:
    low = 1
    high = 0
    for byte in data:
        low = (low + byte) % 65521
        high = (high + low) % 65521
    return high << 16 | low


@jit
def life(board: u8[:, :], out: u8[:, :]) -> None:
    height, width = board.shape
    for y in range(height):
        above = (y - 1) % height
        below = (y + 1) % height
        for x in range(width):
            left = (x - 1) % width
            right = (x + 1) % width
            neighbours = (
                int(board[above, left])
                + int(board[above, x])
                + int(board[above, right])
                + int(board[y, left])
                + int(board[y, right])
                + int(board[below, left])
                + int(board[below, x])
                + int(board[below, right])
            )
            if neighbours == 3 or (neighbours == 2 and board[y, x] == 1):
                out[y, x] = 1
            else:
                out[y, x] = 0


@jit
def np_exp(values: f64[:], out: f64[:]) -> None:
    for i in range(len(values)):
        out[i] = np.exp(values[i])


@jit
def np_abs_floor_max(values: f64[:], out: f64[:]) -> None:
    for i in range(len(values)):
        out[i] = np.maximum(np.abs(values[i]), np.floor(values[i]))


@jit
def call_int(value: int) -> int:
    return value


@jit
def call_floats(left: float, right: float) -> float:
    return left + right


@jit
def call_array(values: f64[:]) -> int:
    return len(values)
