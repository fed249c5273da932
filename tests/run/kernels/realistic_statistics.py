"""Statistics, as packages ship them."""

import math

import numpy as np

from pyjit import f64, i64, jit


@jit
def moments(x: f64[:]):
    """Mean, variance, skewness and kurtosis in one pass (Welford, Pébay)."""
    n, mean, m2, m3, m4 = 0, 0.0, 0.0, 0.0, 0.0
    for value in x:
        if math.isnan(value):
            continue
        before = n
        n += 1
        delta = value - mean
        part = delta / n
        square = part * part
        term = delta * part * before
        mean += part
        m4 += term * square * (n * n - 3 * n + 3) + 6 * square * m2 - 4 * part * m3
        m3 += term * part * (n - 2) - 3 * part * m2
        m2 += term
    if n < 2 or m2 == 0:
        return n, mean, None
    return n, mean, (m2 / (n - 1), math.sqrt(n) * m3 / m2**1.5, n * m4 / (m2 * m2) - 3)


@jit
def rolling(x: f64[:], n: int, least: int):
    """Sums, means and deviations over a window, with what is missing left out, as pandas does."""
    window = max(n, 1)
    result = np.full((3, len(x)), np.nan)
    total = squares = 0.0
    count = 0
    for i in range(len(x)):
        if not np.isnan(x[i]):
            total += x[i]
            squares += x[i] * x[i]
            count += 1
        if i >= window and not np.isnan(x[i - window]):
            total -= x[i - window]
            squares -= x[i - window] * x[i - window]
            count -= 1
        if count >= max(least, 1):
            result[:2, i] = total, total / count
            if count > 1:
                result[2, i] = np.sqrt(max((squares - total * total / count) / (count - 1), 0.0))
    return result


@jit
def weighted_quantile(x: f64[:], weights: f64[:], q: float) -> float:
    """The point where a share of the weights lies below."""
    count = min(len(x), len(weights))
    if count == 0:
        return math.nan
    pairs = [(float(x[i]), abs(float(weights[i]))) for i in range(count)]
    pairs.sort(key=lambda pair: pair[0])
    whole = sum([weight for _, weight in pairs])
    reached = 0.0
    for value, weight in pairs:
        reached += weight
        if reached >= q * whole:
            return value
    return pairs[-1][0]


@jit
def ranks(x: f64[:]) -> f64[:]:
    """Ranks from 1 with the mean for ties, as `scipy.stats.rankdata`."""
    order = sorted(range(len(x)), key=lambda i: x[i])
    result = np.empty(len(x))
    i = 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and x[order[j + 1]] == x[order[i]]:
            j += 1
        for k in range(i, j + 1):
            result[order[k]] = (i + j) / 2 + 1
        i = j + 1
    return result


@jit
def kendall(x: f64[:], y: f64[:]):
    """Kendall's tau-b by counting all pairs."""
    concordant = discordant = ties_x = ties_y = 0
    for i in range(min(len(x), len(y))):
        for j in range(i):
            a = int(np.sign(x[i] - x[j])) if not np.isnan(x[i] - x[j]) else 0
            b = int(np.sign(y[i] - y[j])) if not np.isnan(y[i] - y[j]) else 0
            if a == 0:
                ties_x += 1
            if b == 0:
                ties_y += 1
            if a * b > 0:
                concordant += 1
            elif a * b < 0:
                discordant += 1
    pairs = concordant + discordant
    below = math.sqrt((pairs + ties_x) * (pairs + ties_y))
    return (concordant - discordant) / below if below else None


@jit
def smirnov(x: f64[:], y: f64[:]) -> float:
    """The greatest distance of two empirical distributions."""
    a, b = np.sort(x), np.sort(y)
    i = j = 0
    distance = 0.0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            i += 1
        else:
            j += 1
        distance = max(distance, abs(i / len(a) - j / len(b)))
    return distance


@jit
def mixture(n: int, seed: int):
    """Two normal distributions fitted to a sample by expectation and maximisation."""
    state = seed & 0xFFFF
    count = 4 * n + 2
    x = np.empty(count)
    for i in range(count):
        total = 0.0
        for _ in range(12):
            state = (state * 69069 + 1) & 0xFFFFFFFF
            total += state / 2**32
        x[i] = total - 6 + (3 if i % 3 == 0 else -1)
    means = np.array([x.min(), x.max()])
    variances = np.array([1.0, 1.0])
    shares = np.array([0.5, 0.5])
    likelihood = -np.inf
    for _ in range(20):
        density = shares / np.sqrt(2 * np.pi * variances)
        weights = density * np.exp(-((x[:, None] - means) ** 2) / (2 * variances))
        totals = weights.sum(axis=1)
        before, likelihood = likelihood, float(np.log(totals).sum())
        weights /= totals[:, np.newaxis]
        sizes = weights.sum(axis=0)
        means = (weights * x[:, None]).sum(axis=0) / sizes
        variances = (weights * (x[:, None] - means) ** 2).sum(axis=0) / sizes + 1e-9
        shares = sizes / count
        if likelihood - before < 1e-6:
            break
    return means, variances, shares, likelihood


@jit
def kalman(observed: f64[:], noise: float):
    """A filter for a position and a velocity; the estimates and the last covariance."""
    state = np.zeros(2)
    covariance = np.eye(2) * 10
    move = np.array([[1.0, 1.0], [0.0, 1.0]])
    drift = np.array([[0.25, 0.5], [0.5, 1.0]]) * 1e-3
    estimates = np.empty((len(observed), 2))
    for t, value in enumerate(observed):
        state = np.array([state[0] + state[1], state[1]])
        step = np.empty((2, 2))
        for i in range(2):
            for j in range(2):
                step[i, j] = drift[i, j]
                for k in range(2):
                    for m in range(2):
                        step[i, j] += move[i, k] * covariance[k, m] * move[j, m]
        if not np.isnan(value):
            innovation = value - state[0]
            gain = step[:, 0] / (step[0, 0] + abs(noise) + 1e-12)
            state += gain * innovation
            covariance = step - gain[:, None] * step[0]
        else:
            covariance = step
        estimates[t] = state
    return estimates, covariance


@jit
def contingency(a: i64[:], b: i64[:], n: int):
    """Counts of pairs of classes, their margins, chi squared and mutual information."""
    classes = max(n, 1)
    table = np.zeros((classes, classes), dtype=np.int64)
    for x, y in zip(a, b):
        table[x % classes, y % classes] += 1
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    total = int(table.sum())
    chi = information = 0.0
    for i in range(classes):
        for j in range(classes):
            expected = rows[i] * columns[j] / total if total else 0.0
            if expected > 0:
                chi += (table[i, j] - expected) ** 2 / expected
                if table[i, j] > 0:
                    information += table[i, j] / total * math.log(table[i, j] / expected)
    return table, rows, columns, chi, information


@jit
def trimmed_bands(x: f64[:], n: int):
    """A trimmed mean, the interquartile range, and what lies far outside."""
    values = sorted([v for v in x if not math.isnan(v) and not math.isinf(v)])
    cut = min(n, (len(values) - 1) // 2) if values else 0
    kept = values[cut : len(values) - cut]
    if not kept:
        return None

    def quantile(q):
        place = q * (len(kept) - 1)
        low = math.floor(place)
        high = min(low + 1, len(kept) - 1)
        return kept[low] + (kept[high] - kept[low]) * (place - low)

    first, third = quantile(0.25), quantile(0.75)
    reach = 1.5 * (third - first)
    outside = [i for i, v in enumerate(x) if v < first - reach or v > third + reach]
    return sum(kept) / len(kept), first, third, outside
