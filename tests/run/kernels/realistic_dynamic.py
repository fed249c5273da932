"""Dynamic programming and search, as packages ship them."""

import numpy as np

from pyjit import f64, i64, jit, u8


@jit
def edit_distance(a: u8[:], b: u8[:]) -> int:
    """Levenshtein's distance, with two rows."""
    if len(a) < len(b):
        a, b = b, a
    previous = np.arange(len(b) + 1)
    current = np.empty_like(previous)
    for i in range(len(a)):
        current[0] = i + 1
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current[j + 1] = min(previous[j] + cost, previous[j + 1] + 1, current[j] + 1)
        previous, current = current, previous
    return int(previous[len(b)])


@jit
def common_subsequence(a: i64[:], b: i64[:]) -> list[int]:
    """A longest common subsequence, by tracing back."""
    lengths = np.zeros((len(a) + 1, len(b) + 1), dtype=np.uint16)
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                lengths[i + 1, j + 1] = lengths[i, j] + 1
            else:
                lengths[i + 1, j + 1] = max(lengths[i, j + 1], lengths[i + 1, j])
    found = []
    i, j = len(a), len(b)
    while i > 0 and j > 0:
        if a[i - 1] == b[j - 1]:
            found.append(int(a[i - 1]))
            i -= 1
            j -= 1
        elif lengths[i - 1, j] >= lengths[i, j - 1]:
            i -= 1
        else:
            j -= 1
    found.reverse()
    return found


@jit
def align(a: u8[:], b: u8[:], gap: float):
    """Needleman and Wunsch's global alignment: the score and the steps."""
    n, m = a.size, b.size
    score = np.zeros((n + 1, m + 1))
    score[:, 0] = -abs(gap) * np.arange(n + 1)
    score[0] = -abs(gap) * np.arange(m + 1)
    step = np.zeros((n + 1, m + 1), dtype=np.int8)
    step[1:, 0] = 1
    step[0, 1:] = 2
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            match = score[i - 1, j - 1] + (2.0 if a[i - 1] == b[j - 1] else -1.0)
            up = score[i - 1, j] - abs(gap)
            left = score[i, j - 1] - abs(gap)
            best = max(match, up, left)
            score[i, j] = best
            step[i, j] = 0 if best == match else 1 if best == up else 2
    pairs = []
    i, j = n, m
    while i > 0 or j > 0:
        s = step[i, j]
        if s == 0:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif s == 1:
            i -= 1
            pairs.append((i, -1))
        else:
            j -= 1
            pairs.append((-1, j))
    return score[n, m], pairs[::-1]


@jit
def knapsack(values: i64[:], weights: i64[:], n: int):
    """The best value for each capacity up to 20, and which things are taken for the last."""
    count = min(len(values), len(weights))
    capacity = min(n, 20)
    best = [[0] * (capacity + 1) for _ in range(count + 1)]
    for i in range(count):
        weight = weights[i] % 11
        value = values[i] % 101
        for room in range(capacity + 1):
            best[i + 1][room] = best[i][room]
            if weight <= room and best[i][room - weight] + value > best[i + 1][room]:
                best[i + 1][room] = int(best[i][room - weight] + value)
    taken = []
    room = capacity
    for i in range(count - 1, -1, -1):
        if best[i + 1][room] != best[i][room]:
            taken.append(i)
            room -= weights[i] % 11
    return best[count], sorted(taken)


@jit
def viterbi(observed: i64[:], n: int):
    """The likeliest states of a small hidden Markov model."""
    states, symbols = n % 4 + 1, 3
    start = np.log(np.arange(1, states + 1) / (states * (states + 1) / 2))
    move = np.log((np.eye(states) + 1.0 / states) / 2)
    emit = np.empty((states, symbols))
    for i in range(states):
        for j in range(symbols):
            emit[i, j] = np.log((1 + (i * 2 + j) % 3) / 6)
    count = observed.shape[0]
    if count == 0:
        return np.zeros(0, dtype=np.int64), 0.0
    paths = np.zeros((count, states), dtype=np.int64)
    scores = start + emit[:, observed[0] % symbols]
    for t in range(1, count):
        following = np.empty(states)
        for i in range(states):
            candidates = scores + move[:, i]
            paths[t, i] = np.argmax(candidates)
            following[i] = candidates[paths[t, i]] + emit[i, observed[t] % symbols]
        scores = following
    best = np.empty(count, dtype=np.int64)
    best[-1] = np.argmax(scores)
    for t in range(count - 2, -1, -1):
        best[t] = paths[t + 1, best[t + 1]]
    return best, scores.max()


@jit
def time_warping(x: f64[:], y: f64[:], n: int) -> float:
    """Dynamic time warping within a window."""
    window = max(n, abs(len(x) - len(y)))
    cost = np.full((len(x) + 1, len(y) + 1), np.inf)
    cost[0, 0] = 0.0
    for i in range(1, len(x) + 1):
        for j in range(max(1, i - window), min(len(y), i + window) + 1):
            distance = abs(x[i - 1] - y[j - 1])
            cost[i, j] = distance + min(cost[i - 1, j], cost[i, j - 1], cost[i - 1, j - 1])
    return float(cost[-1, -1])


@jit
def matrix_chain(sizes: list[int]) -> tuple[int, list[list[int]]]:
    """How to multiply a chain of matrices with the fewest products of numbers."""
    count = len(sizes) - 1
    if count < 1:
        return 0, []
    cost = [[0] * count for _ in range(count)]
    split = [[-1] * count for _ in range(count)]
    for length in range(2, count + 1):
        for i in range(count - length + 1):
            j = i + length - 1
            best = None
            for k in range(i, j):
                total = (
                    cost[i][k]
                    + cost[k + 1][j]
                    + (sizes[i] % 50) * (sizes[k + 1] % 50) * (sizes[j + 1] % 50)
                )
                if best is None or total < best:
                    best = total
                    split[i][j] = k
            if best is not None:
                cost[i][j] = best
    return cost[0][count - 1], split


@jit
def longest_increasing(values: f64[:]):
    """A longest strictly increasing subsequence, by patience sorting."""
    tails = []
    previous = np.full(len(values), -1)
    for i in range(len(values)):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < values[i]:
                low = middle + 1
            else:
                high = middle
        if low > 0:
            previous[i] = tails[low - 1]
        if low == len(tails):
            tails.append(i)
        else:
            tails[low] = i
    chosen = []
    at = tails[-1] if tails else -1
    while at >= 0:
        chosen.append(values[at])
        at = int(previous[at])
    return chosen[::-1]


@jit
def queens(n: int):
    """All places of `n` queens that do not see each other, depth first."""
    size = min(n, 6)
    columns = []
    found = []
    row = 0
    column = 0
    while True:
        placed = False
        while column < size:
            safe = True
            for other, c in enumerate(columns):
                if c == column or abs(c - column) == row - other:
                    safe = False
                    break
            if safe:
                placed = True
                break
            column += 1
        if placed and row < size:
            columns.append(column)
            row += 1
            column = 0
            if row == size:
                found.append(columns.copy())
        else:
            if not columns:
                return found
            column = columns.pop() + 1
            row -= 1


@jit
def coins(amount_small: int, kinds: list[int]):
    """The fewest coins that make an amount, or None; and in how many ways it can be made."""
    amount = abs(amount_small) % 60
    usable = sorted([kind for kind in kinds if 0 < kind <= amount])
    fewest = [0] + [10**6] * amount
    ways = [1] + [0] * amount
    for kind in usable:
        for total in range(kind, amount + 1):
            fewest[total] = min(fewest[total], fewest[total - kind] + 1)
            ways[total] += ways[total - kind]
    return (fewest[amount] if fewest[amount] < 10**6 else None), ways[amount]
