"""Clustering, neighbours and distances, as packages ship them."""

import numpy as np

from pyjit import f64, jit


@jit
def random_points(n: int, m: int, seed: int) -> f64[:, :]:
    """Points in the unit cube by a linear congruential generator."""
    points = np.empty((n, m))
    state = seed & 0xFFFF
    for i in range(n):
        for j in range(m):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            points[i, j] = state / 0x80000000
    return points


@jit
def k_means(n: int, clusters: int, seed: int):
    """Lloyd's algorithm: centers, labels, inertia and the number of rounds."""
    count, clusters = 5 * (n % 9) + 1, clusters % 5 + 1
    points = random_points(count, 2, seed)
    clusters = min(clusters, count)
    centers = points[:clusters].copy()
    labels = np.full(count, -1)
    inertia = np.inf
    for rounds in range(30):
        changed = 0
        inertia = 0.0
        for i in range(count):
            distances = ((centers - points[i]) ** 2).sum(axis=1)
            best = int(np.argmin(distances))
            inertia += distances[best]
            if labels[i] != best:
                labels[i] = best
                changed += 1
        if changed == 0:
            return centers, labels, inertia, rounds
        for k in range(clusters):
            members = points[labels == k]
            if len(members) > 0:
                centers[k] = members.mean(axis=0)
    return centers, labels, inertia, -1


@jit
def density_clusters(points: f64[:, :], radius: float, n: int):
    """DBSCAN: a label for each point, -1 for noise; the neighbours in lists."""
    count = points.shape[0]
    neighbours = []
    for i in range(count):
        near = []
        for j in range(count):
            distance = 0.0
            for k in range(points.shape[1]):
                distance += (points[i, k] - points[j, k]) ** 2
            if distance <= radius * radius:
                near.append(j)
        neighbours.append(near)
    labels = [-2] * count
    cluster = 0
    for i in range(count):
        if labels[i] != -2:
            continue
        if len(neighbours[i]) < n:
            labels[i] = -1
            continue
        labels[i] = cluster
        queue = [j for j in neighbours[i] if j != i]
        while queue:
            j = queue.pop()
            if labels[j] == -1:
                labels[j] = cluster
            if labels[j] != -2:
                continue
            labels[j] = cluster
            if len(neighbours[j]) >= n:
                queue.extend(neighbours[j])
        cluster += 1
    return labels, cluster, [len(near) for near in neighbours]


@jit
def find(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i


@jit
def single_linkage(n: int, seed: int):
    """The merges of a hierarchical clustering, each with its distance and size."""
    count = n % 12 + 1
    points = random_points(count, 3, seed)
    edges = [
        (float(np.sqrt(((points[i] - points[j]) ** 2).sum())), i, j)
        for i in range(count)
        for j in range(i + 1, count)
    ]
    edges.sort(key=lambda edge: edge[0])
    parents = list(range(2 * count))
    sizes = [1] * count
    merges = []
    for distance, i, j in edges:
        first, second = find(parents, i), find(parents, j)
        if first == second:
            continue
        if first > second:
            first, second = second, first
        new = len(sizes)
        parents[first] = parents[second] = new
        sizes.append(sizes[first] + sizes[second])
        merges.append((first, second, distance, sizes[new]))
    return merges


@jit
def nearest_neighbours(points: f64[:, :], n: int):
    """The indices of and squared distances to the `n` nearest others, nearest first."""
    count, width = points.shape[0], points.shape[1]
    kept = max(min(n, count - 1), 0)
    indices = np.full((count, kept), -1, dtype=np.int32)
    distances = np.full((count, kept), np.inf)
    for i in range(count):
        for j in range(count):
            if i == j:
                continue
            distance = 0.0
            for k in range(width):
                difference = points[i, k] - points[j, k]
                distance += difference * difference
            place = kept
            while place > 0 and distance < distances[i, place - 1]:
                place -= 1
            if place < kept:
                distances[i, place + 1 :] = distances[i, place : kept - 1].copy()
                indices[i, place + 1 :] = indices[i, place : kept - 1].copy()
                distances[i, place] = distance
                indices[i, place] = j
    return indices, distances


@jit
def build_tree(points, order, low, high, depth, nodes):
    """A k-d tree over `order[low:high]`; nodes are (point, left, right)."""
    if low >= high:
        return -1
    axis = depth % points.shape[1]
    for i in range(low + 1, high):
        value = order[i]
        j = i
        while j > low and points[order[j - 1], axis] > points[value, axis]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = value
    middle = (low + high) // 2
    left = build_tree(points, order, low, middle, depth + 1, nodes)
    right = build_tree(points, order, middle + 1, high, depth + 1, nodes)
    nodes.append((int(order[middle]), left, right))
    return len(nodes) - 1


@jit
def count_in_radius(points, nodes, root, center, radius):
    """How many points of the tree lie within a radius, and how many nodes were looked at."""
    found = visited = 0
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        if node < 0:
            continue
        visited += 1
        point, left, right = nodes[node]
        distance = np.sum((points[point] - center) ** 2)
        if distance <= radius**2:
            found += 1
        offset = center[depth % len(center)] - points[point, depth % len(center)]
        near, far = (left, right) if offset < 0 else (right, left)
        stack.append((near, depth + 1))
        if abs(offset) <= radius:
            stack.append((far, depth + 1))
    return found, visited


@jit
def tree_queries(n: int, dimensions: int, seed: int):
    count, dimensions = 3 * (n % 11), dimensions % 3 + 1
    points = random_points(count, dimensions, seed)
    nodes: list[tuple[int, int, int]] = []
    root = build_tree(points, np.arange(count), 0, count, 0, nodes)
    results = []
    for step in range(5):
        center = np.full(dimensions, step / 4)
        results.append(count_in_radius(points, nodes, root, center, 0.3))
    return root, nodes, results


@jit
def silhouette(points: f64[:, :], n: int):
    """The mean silhouette of points that are dealt out to clusters in turn."""
    count, clusters = len(points), n % 4 + 2
    total, defined = 0.0, 0
    for i in range(count):
        sums = np.zeros(clusters)
        sizes = np.zeros(clusters, dtype=np.int64)
        for j in range(count):
            if i != j:
                sums[j % clusters] += np.sqrt(np.sum((points[i] - points[j]) ** 2))
                sizes[j % clusters] += 1
        own = i % clusters
        if sizes[own] == 0:
            continue
        inside = sums[own] / sizes[own]
        outside = np.inf
        for k in range(clusters):
            if k != own and sizes[k] > 0:
                outside = min(outside, sums[k] / sizes[k])
        if outside < np.inf:
            total += (outside - inside) / max(inside, outside)
            defined += 1
    return total / defined if defined else None


@jit
def haversine_matrix(places: f64[:, :]):
    """Great-circle distances between places in degrees, in kilometers."""
    radians = np.radians(places)
    count = radians.shape[0]
    result = np.zeros((count, count))
    for i in range(count):
        for j in range(i):
            if radians.shape[1] < 2:
                raise ValueError("places need a latitude and a longitude")
            latitude = np.sin((radians[j, 0] - radians[i, 0]) / 2) ** 2
            longitude = np.sin((radians[j, 1] - radians[i, 1]) / 2) ** 2
            chord = latitude + np.cos(radians[i, 0]) * np.cos(radians[j, 0]) * longitude
            result[i, j] = result[j, i] = 2 * 6371.0088 * np.arcsin(np.sqrt(min(1.0, chord)))
    return result
