"""Parameters that declare lengths, or Fortran order, and arrays that such types make."""

import numpy as np

from pyjit import c64, f32, f64, i64, jit, u8

N = 4
Board = u8[2, N, N + 1]
Points = f64[:, 3]


@jit
def cells(board: u8[2, 4, 5]):
    total = 0
    for i in range(2):
        for j in range(4):
            for k in range(5):
                total += int(board[i, j, k])
    return total, board.shape, len(board), board.size


@jit
def any_index(board: u8[2, 4, 5], n: int, m: int):
    return board[n, m, -1]


@jit
def whole(board: u8[2, 4, 5]):
    return board


@jit
def parts(board: u8[2, 4, 5]):
    return board[1], board[:, ::-1, 2], board.T, board + 1, board.sum(axis=0)


@jit
def written(board: u8[2, 4, 5], n: int):
    board[0] = board[1]
    board[n, 1:3] += 1
    return board


@jit
def assigned_anew(row: f64[3], n: int):
    for _ in range(max(0, min(n, 3))):
        row = np.concatenate((row, row[:2] * 2))
    return row, len(row)


@jit
def distances(points: f64[:, 3]):
    result = np.empty(len(points))
    for i in range(len(points)):
        p = points[i]
        result[i] = p[0] * p[0] + p[1] * p[1] + p[2] * p[2]
    return result


@jit
def contiguous(rows: f64[:, ::1], last: i64[2, ::1]):
    return rows.ravel(), last[1], last.shape


@jit
def columns(a: f64[::1, :]):
    total = np.zeros(a.shape[1])
    for j in range(a.shape[1]):
        for i in range(a.shape[0]):
            total[j] += a[i, j]
    return total, a.T, a[1:], a


@jit
def planes(a: f32[::1, :, :], n: int):
    a[n % 2 - 1] = a[0]
    return a.sum(), a[:, ::-1].copy(), a


@jit
def complex_ones(z: c64[2, 2]):
    return z + z.T, z[0, 1]


@jit
def _sum(board: u8[2, 4, 5]):
    return board.astype(np.int64).sum()


@jit
def _first(points: f64[:, 3]):
    return points[0, 0] if len(points) > 0 else 0.0


@jit(["i64(Board)"])
def _named_sum(board):
    return board.astype(np.int64).sum()


@jit(["f64(Points)"])
def _named_points(points):
    return points.sum()


@jit
def _column(a: f64[::1, :]):
    return a[:, 0].copy()


@jit
def calls_those_that_declare(board: u8[2, 4, 5], a: f64[:, :], b: f64[:, 3]):
    if a.shape[1] == 0:
        return _sum(board), _first(b), np.zeros(1)
    return _sum(board[:, ::-1]), _first(b[::2]), _column(a)


@jit
def of_names(board: u8[2, 4, 5], n: int):
    """The types have names, which other kernels declare."""
    return _named_sum(board), _named_points(np.ones((max(0, min(n, 9)), 3)))


@jit
def made(n: int):
    board = Board()
    board[1, 2, 3] = 7
    point = f64[3]()
    rows = i64[n, 2]()
    single = c64[np.int8(1), True]()
    return board, point, rows, single, _sum(board)


@jit(["f64(f64[2, 2], f64)", "f64(f64[3, 3], f64)", "f64(f64[:, :], f64)"])
def chosen_by_lengths(a, x):
    if a.shape == (2, 2):
        return a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0] + x
    return a.sum() + x


@jit(["f64(f64[:, ::1], i64)", "f64(f64[::1, :], i64)"])
def chosen_by_order(a, n):
    total = 0.0
    for x in a.ravel()[:n]:
        total += x
    return total
