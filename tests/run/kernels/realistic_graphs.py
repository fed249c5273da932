"""Sparse matrices and graphs, as packages ship them."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def random_graph(n: int, m: int, seed: int):
    """`m` edges between `n` nodes, in compressed rows: starts, targets and weights."""
    state = seed & 0xFFFFF
    sources = np.zeros(m, dtype=np.int64)
    targets = np.empty(m, dtype=np.int64)
    weights = np.empty(m)
    for edge in range(m):
        state = (state * 16807) % 2147483647 + 1
        sources[edge] = state % max(n, 1)
        targets[edge] = state // 1000 % max(n, 1)
        weights[edge] = (state % 97) / 8
    order = np.argsort(sources * m + np.arange(m))
    starts = np.zeros(n + 1, dtype=np.int64)
    for edge in range(m if n > 0 else 0):
        starts[sources[edge] + 1] += 1
    return np.cumsum(starts), targets[order], weights[order]


@jit
def push(heap, item):
    heap.append(item)
    place = len(heap) - 1
    while place > 0:
        above = (place - 1) >> 1
        if heap[above] <= item:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = item


@jit
def pull(heap):
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    place, count = 0, len(heap)
    while 2 * place + 1 < count:
        below = 2 * place + 1
        if below + 1 < count and heap[below + 1] < heap[below]:
            below += 1
        if last <= heap[below]:
            break
        heap[place] = heap[below]
        place = below
    heap[place] = last
    return first


@jit
def shortest_paths(n: int, m: int, seed: int):
    """Dijkstra's distances from node 0, and the path to the farthest node."""
    starts, targets, weights = random_graph(n, 2 * m, seed)
    distances = np.full(n, np.inf)
    previous = np.full(n, -1)
    if n == 0:
        return distances, [0][:0]
    distances[0] = 0.0
    heap = [(0.0, 0)]
    while heap:
        distance, node = pull(heap)
        if distance > distances[node]:
            continue
        for edge in range(starts[node], starts[node + 1]):
            further = distance + weights[edge]
            target = targets[edge]
            if further < distances[target]:
                distances[target] = further
                previous[target] = node
                push(heap, (further, int(target)))
    farthest = 0
    for node in range(n):
        if distances[node] < np.inf and distances[node] > distances[farthest]:
            farthest = node
    path = [farthest]
    while previous[path[-1]] >= 0:
        path.append(int(previous[path[-1]]))
    return distances, path[::-1]


@jit
def floyd_warshall(weights: f64[:, :]):
    """All distances; `None` with a negative cycle."""
    if weights.shape[0] != weights.shape[1]:
        raise ValueError(f"a matrix of {weights.shape[0]} rows and {weights.shape[1]} columns")
    n = len(weights)
    distances = np.where(np.eye(n, dtype=bool), 0.0, weights)
    for k in range(n):
        for i in range(n):
            through = distances[i, k]
            for j in range(n):
                candidate = through + distances[k, j]
                if candidate < distances[i, j]:
                    distances[i, j] = candidate
    if (np.array([distances[i, i] for i in range(n)]) < 0).any():
        return None
    return distances


@jit
def strong_components(n: int, m: int, seed: int):
    """Tarjan's algorithm without recursion."""
    starts, targets, _ = random_graph(n, m, seed)
    index = [-1] * n
    low = [0] * n
    on_stack = [False] * n
    stack: list[int] = []
    components = []
    counter = 0
    for root in range(n):
        if index[root] != -1:
            continue
        work = [(root, int(starts[root]))]
        index[root] = low[root] = counter
        counter += 1
        stack.append(root)
        on_stack[root] = True
        while work:
            node, edge = work[-1]
            if edge < starts[node + 1]:
                work[-1] = (node, edge + 1)
                target = int(targets[edge])
                if index[target] == -1:
                    index[target] = low[target] = counter
                    counter += 1
                    stack.append(target)
                    on_stack[target] = True
                    work.append((target, int(starts[target])))
                elif on_stack[target]:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack[member] = False
                        component.append(member)
                        if member == node:
                            break
                    components.append(sorted(component))
    return components


@jit
def topological_order(n: int, m: int, seed: int):
    """Kahn's algorithm on the edges that go up; and the longest path to each node."""
    starts, targets, weights = random_graph(n, 2 * m, seed)
    degrees = np.zeros(n, dtype=np.int32)
    for node in range(n):
        for target in targets[starts[node] : starts[node + 1]]:
            if target > node:
                degrees[target] += 1
    ready = [node for node in range(n) if degrees[node] == 0]
    longest = np.zeros(n)
    order = []
    while ready:
        node = ready.pop(0)
        order.append(node)
        for edge in range(starts[node], starts[node + 1]):
            target = int(targets[edge])
            if target > node:
                longest[target] = max(longest[target], longest[node] + weights[edge])
                degrees[target] -= 1
                if degrees[target] == 0:
                    ready.append(target)
    return order, longest


@jit
def page_rank(n: int, m: int, seed: int):
    """Ranks by iteration; nodes without edges spread theirs evenly."""
    starts, targets, _ = random_graph(n, 3 * m, seed)
    degrees = np.diff(starts)
    ranks = np.full(n, 1.0 / max(n, 1))
    for rounds in range(50):
        following = np.full(n, 0.15 / max(n, 1))
        lost = ranks[degrees == 0].sum()
        for node in range(n):
            if degrees[node] > 0:
                share = 0.85 * ranks[node] / degrees[node]
                for edge in range(starts[node], starts[node + 1]):
                    following[targets[edge]] += share
        following += 0.85 * lost / max(n, 1)
        change = np.abs(following - ranks).sum()
        ranks = following
        if change < 1e-9:
            return ranks, rounds
    return ranks, 50


@jit
def spanning_tree(n: int, m: int, seed: int):
    """Kruskal's minimum spanning forest."""
    starts, targets, weights = random_graph(n, 3 * m, seed)
    edges = []
    for node in range(n):
        for edge in range(starts[node], starts[node + 1]):
            edges.append((weights[edge], node, int(targets[edge])))
    edges.sort()
    parents = list(range(n))

    def root(i):
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    total = 0.0
    chosen = []
    for weight, a, b in edges:
        a, b = root(a), root(b)
        if a != b:
            parents[max(a, b)] = min(a, b)
            total += weight
            chosen.append((a, b))
    return total, chosen, len(chosen)


@jit
def product_of_rows(n: int, m: int, seed: int, x: f64[:]):
    """A sparse matrix times a vector, its transpose, and the entries of its square."""
    starts, columns, values = random_graph(n, 3 * m, seed)
    y = np.zeros(n)
    for row in range(n):
        for k in range(starts[row], starts[row + 1]):
            if columns[k] < len(x):
                y[row] += values[k] * x[columns[k]]
    counts = np.zeros(n + 1, dtype=np.int64)
    for k in range(len(columns) if n > 0 else 0):
        counts[columns[k] + 1] += 1
    transposed = np.cumsum(counts)
    place = transposed.copy()
    rows = np.zeros(len(columns), dtype=np.int64)
    entries = np.zeros(len(columns))
    for row in range(n):
        for k in range(starts[row], starts[row + 1]):
            at = place[columns[k]]
            place[columns[k]] += 1
            rows[at], entries[at] = row, values[k]
    square = []
    sums = np.zeros(n)
    for row in range(n):
        touched = []
        for k in range(starts[row], starts[row + 1]):
            inner = columns[k]
            for j in range(starts[inner], starts[inner + 1]):
                column = columns[j]
                if sums[column] == 0.0:
                    touched.append(int(column))
                sums[column] += values[k] * values[j]
        for column in sorted(touched):
            square.append((row, column, sums[column]))
            sums[column] = 0.0
    return y, transposed, rows, entries, square


@jit
def grid_distance(walls: i64[:, :], n: int):
    """Steps from the first to the last field around what is odd, or -1; and the way."""
    height, width = walls.shape
    if height == 0 or width == 0:
        return -1, []
    steps = np.full(walls.shape, -1, dtype=np.int32)
    steps[0, 0] = 0
    queue = [(0, 0)]
    head = 0
    while head < len(queue):
        y, x = queue[head]
        head += 1
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            ny, nx = y + dy, x + dx
            if (
                0 <= ny < height
                and 0 <= nx < width
                and walls[ny, nx] % 2 == 0
                and steps[ny, nx] < 0
            ):
                steps[ny, nx] = steps[y, x] + 1
                queue.append((ny, nx))
    return int(steps[-1, -1]), queue[:n]


@jit
def matching(n: int, m: int, seed: int):
    """A maximum matching between two sides of `n` nodes, by augmenting paths."""
    starts, targets, _ = random_graph(n, 2 * m, seed)
    left, right = [-1] * n, [-1] * n
    size = 0
    for start in range(n):
        before = [-1] * n
        seen = np.zeros(n, dtype=np.bool_)
        queue = [start]
        free = -1
        while queue and free < 0:
            node = queue.pop()
            for target in targets[starts[node] : starts[node + 1]]:
                if not seen[target]:
                    seen[target] = True
                    before[target] = node
                    if right[target] < 0:
                        free = int(target)
                        break
                    queue.append(right[target])
        if free >= 0:
            size += 1
            while free >= 0:
                node = before[free]
                following = left[node]
                left[node], right[free] = free, node
                free = following
    return size, left, right
