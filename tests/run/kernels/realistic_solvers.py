"""Solvers of equations, as packages ship them."""

import math

import numpy as np

from pyjit import f64, jit


@jit
def system(n: int, seed: int):
    """A matrix with a strong diagonal, and a right-hand side."""
    state = seed & 0xFFFF
    a = np.empty((n, n))
    b = np.empty(n)
    for i in range(n):
        for j in range(n):
            state = (state * 75 + 74) % 65537
            a[i, j] = state / 65537 - 0.5
        a[i, i] += n
        b[i] = i - 1.5
    return a, b


@jit
def eliminated(a: f64[:, :], b: f64[:]) -> f64[:]:
    """Gauss's elimination with partial pivots."""
    n = len(b)
    if a.shape != (n, n):
        raise ValueError("a square matrix and a vector as long are needed")
    a, b = a.copy(), b.copy()
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i, k]) > abs(a[pivot, k]):
                pivot = i
        if a[pivot, k] == 0:
            raise ZeroDivisionError("singular")
        if pivot != k:
            for j in range(n):
                a[k, j], a[pivot, j] = a[pivot, j], a[k, j]
            b[k], b[pivot] = b[pivot], b[k]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            a[i, k:] -= factor * a[k, k:]
            b[i] -= factor * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        total = b[i]
        for j in range(i + 1, n):
            total -= a[i, j] * x[j]
        x[i] = total / a[i, i]
    return x


@jit
def all_solvers(n: int, seed: int):
    """Jacobi, Gauss and Seidel, and conjugate gradients, on one system."""
    a, b = system(n, seed)
    x, rounds = np.zeros(n), 0
    diagonal = np.array([a[i, i] for i in range(n)])
    while rounds < 60:
        following = np.empty(n)
        for i in range(n):
            total = b[i]
            for j in range(n):
                if j != i:
                    total -= a[i, j] * x[j]
            following[i] = total / diagonal[i]
        change = np.max(np.abs(following - x)) if n else 0.0
        x = following
        rounds += 1
        if change < 1e-10:
            break
    y = np.zeros(n)
    for _ in range(60):
        worst = 0.0
        for i in range(n):
            before = y[i]
            y[i] = (b[i] - sum([a[i, j] * y[j] for j in range(n) if j != i])) / a[i, i]
            worst = max(worst, abs(y[i] - before))
        if worst < 1e-10:
            break
    return x, rounds, y, eliminated(a, b)


@jit
def tridiagonal(low: f64[:], middle: f64[:], high: f64[:], right: f64[:]) -> f64[:]:
    """Thomas's algorithm."""
    n = min(len(low) + 1, len(middle), len(high) + 1, len(right))
    c, d = np.empty(n), np.empty(n)
    for i in range(n):
        below = middle[i] - (low[i - 1] * c[i - 1] if i else 0.0)
        c[i] = (high[i] if i < n - 1 else 0.0) / below
        d[i] = (right[i] - (low[i - 1] * d[i - 1] if i else 0.0)) / below
    for i in range(n - 2, -1, -1):
        d[i] -= c[i] * d[i + 1]
    return d


@jit
def root(function, low: float, high: float):
    """Brent's method on a bracket; None where there is no change of sign."""
    a, b = low, high
    fa, fb = function(a), function(b)
    if fa * fb > 0:
        return None
    if abs(fa) < abs(fb):
        a, b, fa, fb = b, a, fb, fa
    c, fc, d = a, fa, a
    bisected = True
    for rounds in range(100):
        if fb == 0 or abs(b - a) < 1e-12:
            return b, rounds
        if fa != fc and fb != fc:
            s = a * fb * fc / ((fa - fb) * (fa - fc))
            s += b * fa * fc / ((fb - fa) * (fb - fc))
            s += c * fa * fb / ((fc - fa) * (fc - fb))
        else:
            s = b - fb * (b - a) / (fb - fa)
        near = (3 * a + b) / 4
        if not min(near, b) < s < max(near, b) or abs(s - b) >= abs(b - (c if bisected else d)) / 2:
            s, bisected = (a + b) / 2, True
        else:
            bisected = False
        fs = function(s)
        d, c, fc = c, b, fb
        if fa * fs < 0:
            b, fb = s, fs
        else:
            a, fa = s, fs
        if abs(fa) < abs(fb):
            a, b, fa, fb = b, a, fb, fa
    return b, 100


@jit
def roots(x: float, n: int):
    shift = min(max(x, -2.0), 2.0) if x == x else 0.0
    cubic = root(lambda v: v * v * v - v - shift, -3.0, 3.0)
    return cubic, root(lambda v: math.cos(v) - v, 0.0, 1.0), root(lambda v: v * v + n, -1.0, 1.0)


@jit
def oscillator(n: int, x: float):
    """A damped pendulum by Runge and Kutta, with steps that adapt; the steps in a list."""
    state = np.array([x if abs(x) < 3 else 1.0, 0.0])
    t, step = 0.0, 0.1
    steps = [(t, state[0], state[1])]

    def slope(y):
        return np.array([y[1], -0.1 * y[1] - math.sin(y[0])])

    while t < n and len(steps) < 60:
        k1 = slope(state)
        k2 = slope(state + step / 2 * k1)
        k3 = slope(state + step * 3 / 4 * k2)
        following = state + step * (2 * k1 + 3 * k2 + 4 * k3) / 9
        k4 = slope(following)
        error = np.abs(step * (-5 * k1 / 72 + k2 / 12 + k3 / 9 - k4 / 8)).max()
        if error < 1e-4:
            t += step
            state = following
            steps.append((t, state[0], state[1]))
        step *= min(2.0, max(0.3, 0.9 * (1e-4 / max(error, 1e-12)) ** (1 / 3)))
    return steps, t


@jit
def heat(n: int, rounds_small: int):
    """Diffusion on a grid with fixed edges, in place and by slices."""
    grid = np.zeros((n + 2, n + 2))
    grid[0], grid[-1, 1:-1] = 100.0, 50.0
    other = grid.copy()
    for _ in range(abs(rounds_small) % 20):
        inside = grid[1:-1, 1:-1]
        around = grid[:-2, 1:-1] + grid[2:, 1:-1] + grid[1:-1, :-2] + grid[1:-1, 2:]
        inside += 0.2 * (around - 4 * inside)
        for i in range(1, n + 1):
            for j in range(1, n + 1):
                other[i, j] = (
                    other[i - 1, j] + other[i + 1, j] + other[i, j - 1] + other[i, j + 1]
                ) / 4
    return grid, other, float(np.abs(grid - other).sum())


@jit
def simplex(x: float, y: float):
    """Nelder and Mead on Rosenbrock's function, in two dimensions."""

    def value(p):
        return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] * p[0]) ** 2

    start = (x if abs(x) < 10 else 1.5, y if abs(y) < 10 else -0.5)
    points = np.array([start, (start[0] + 1, start[1]), (start[0], start[1] + 1)])
    values = np.array([value(point) for point in points])
    for rounds in range(80):
        order = np.argsort(values * 1.0)
        points, values = points[order], values[order]
        if values[2] - values[0] < 1e-10:
            return points[0], values[0], rounds
        center = (points[0] + points[1]) / 2
        reflected = 2 * center - points[2]
        found = value(reflected)
        if found < values[0]:
            expanded = 3 * center - 2 * points[2]
            further = value(expanded)
            if further < found:
                reflected, found = expanded, further
        elif found >= values[1]:
            inner = (center + (reflected if found < values[2] else points[2])) / 2
            nearer = value(inner)
            if nearer < min(found, values[2]):
                reflected, found = inner, nearer
            else:
                for i in (1, 2):
                    points[i] = (points[0] + points[i]) / 2
                    values[i] = value(points[i])
                continue
        points[2], values[2] = reflected, found
    return points[0], values[0], 80


@jit
def splines(x: f64[:], y: f64[:], at: float):
    """A natural cubic spline through points in order, at one place."""
    n = min(len(x), len(y))
    for i in range(1, n):
        if not x[i - 1] < x[i]:
            raise ValueError(f"x is not increasing at {i}")
    if n < 2:
        return None
    h = [x[i + 1] - x[i] for i in range(n - 1)]
    second = np.zeros(n)
    if n > 2:
        right = np.array(
            [
                6 * ((y[i + 2] - y[i + 1]) / h[i + 1] - (y[i + 1] - y[i]) / h[i])
                for i in range(n - 2)
            ]
        )
        middle = np.array([2 * (h[i] + h[i + 1]) for i in range(n - 2)])
        beside = np.array(h[1:-1] + [0.0])[: n - 3]
        second[1:-1] = tridiagonal(beside, middle, beside, right)
    k = 0
    while k < n - 2 and at > x[k + 1]:
        k += 1
    left, right_part = x[k + 1] - at, at - x[k]
    bend = second[k] * left**3 + second[k + 1] * right_part**3
    line = (y[k] / h[k] - second[k] * h[k] / 6) * left
    return bend / (6 * h[k]) + line + (y[k + 1] / h[k] - second[k + 1] * h[k] / 6) * right_part
