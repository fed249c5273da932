# cython: language_level=3, cdivision=False
"""The kernels of ../kernels.py as a Cython user would type them; checks as Cython comes."""

from libc.math cimport exp, fabs, floor, sqrt


cpdef long long fib(long long n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def nbody(double[:, ::1] state, double[::1] mass, long long steps, double dt):
    cdef Py_ssize_t bodies = mass.shape[0], i, j
    cdef long long step
    cdef double dx, dy, dz, squared, pull
    for step in range(steps):
        for i in range(bodies):
            for j in range(i + 1, bodies):
                dx = state[i, 0] - state[j, 0]
                dy = state[i, 1] - state[j, 1]
                dz = state[i, 2] - state[j, 2]
                squared = dx * dx + dy * dy + dz * dz
                pull = dt / (squared * sqrt(squared))
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


def mandelbrot(long long width, long long height, long long limit):
    cdef long long total = 0, row, column, rounds
    cdef double ci, cr, zr, zi, following
    for row in range(height):
        ci = 2.0 * row / height - 1.0
        for column in range(width):
            cr = 3.0 * column / width - 2.0
            zr = 0.0
            zi = 0.0
            rounds = 0
            while rounds < limit and zr * zr + zi * zi <= 4.0:
                following = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = following
                rounds += 1
            total += rounds
    return total


def sieve(unsigned char[::1] flags):
    cdef Py_ssize_t n = flags.shape[0], i, multiple
    cdef long long count = 0
    for i in range(n):
        flags[i] = 1
    for i in range(2, n):
        if flags[i]:
            count += 1
            multiple = i * i
            while multiple < n:
                flags[multiple] = 0
                multiple += i
    return count


def stencil(double[:, ::1] grid, double[:, ::1] out):
    cdef Py_ssize_t height = grid.shape[0], width = grid.shape[1], x, y
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            out[y, x] = 0.25 * (
                grid[y - 1, x] + grid[y + 1, x] + grid[y, x - 1] + grid[y, x + 1]
            )


def matmul(double[:, ::1] a, double[:, ::1] b, double[:, ::1] out):
    cdef Py_ssize_t rows = a.shape[0], inner = a.shape[1], columns = b.shape[1], i, j, k
    cdef double factor
    for i in range(rows):
        for j in range(columns):
            out[i, j] = 0.0
        for k in range(inner):
            factor = a[i, k]
            for j in range(columns):
                out[i, j] += factor * b[k, j]


def histogram(const unsigned char[::1] values, long long[::1] counts):
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        counts[values[i]] += 1


def integer_sum(const long long[::1] values):
    cdef long long total = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        total += values[i]
    return total


def checksum(const unsigned char[::1] data):
    cdef long long low = 1, high = 0
    cdef Py_ssize_t i
    for i in range(data.shape[0]):
        low = (low + data[i]) % 65521
        high = (high + low) % 65521
    return high << 16 | low


def life(const unsigned char[:, ::1] board, unsigned char[:, ::1] out):
    cdef Py_ssize_t height = board.shape[0], width = board.shape[1]
    cdef Py_ssize_t x, y, above, below, left, right
    cdef int neighbours
    for y in range(height):
        above = (y - 1) % height
        below = (y + 1) % height
        for x in range(width):
            left = (x - 1) % width
            right = (x + 1) % width
            neighbours = (
                board[above, left]
                + board[above, x]
                + board[above, right]
                + board[y, left]
                + board[y, right]
                + board[below, left]
                + board[below, x]
                + board[below, right]
            )
            if neighbours == 3 or (neighbours == 2 and board[y, x] == 1):
                out[y, x] = 1
            else:
                out[y, x] = 0


def np_exp(const double[::1] values, double[::1] out):
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        out[i] = exp(values[i])


def np_abs_floor_max(const double[::1] values, double[::1] out):
    cdef Py_ssize_t i
    cdef double size, below
    for i in range(values.shape[0]):
        size = fabs(values[i])
        below = floor(values[i])
        out[i] = size if size >= below or size != size else below
