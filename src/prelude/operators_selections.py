"""What `itertools` selects of positions: the lists of positions, each made of the one before."""

from pyjit import jit


@jit
def begun(count: int):
    return list(range(count))


@jit
def zeros(count: int):
    return [0] * count


@jit
def cycles(count: int, taken: int):
    return list(range(count, count - taken, -1))


@jit
def next_product(positions, lengths) -> bool:
    place = len(positions) - 1
    while place >= 0:
        positions[place] += 1
        if positions[place] < lengths[place]:
            return True
        positions[place] = 0
        place -= 1
    return False


@jit
def next_combination(positions, count: int) -> bool:
    taken = len(positions)
    place = taken - 1
    while place >= 0 and positions[place] == place + count - taken:
        place -= 1
    if place < 0:
        return False
    positions[place] += 1
    for later in range(place + 1, taken):
        positions[later] = positions[later - 1] + 1
    return True


@jit
def next_repeating(positions, count: int) -> bool:
    taken = len(positions)
    place = taken - 1
    while place >= 0 and positions[place] == count - 1:
        place -= 1
    if place < 0:
        return False
    positions[place] += 1
    for later in range(place + 1, taken):
        positions[later] = positions[place]
    return True


@jit
def next_permutation(positions, left) -> bool:
    """`left` says for each place how many positions are still to come there."""
    count = len(positions)
    place = len(left) - 1
    while place >= 0:
        left[place] -= 1
        if left[place] > 0:
            other = count - left[place]
            positions[place], positions[other] = positions[other], positions[place]
            return True
        moved = positions[place]
        for later in range(place, count - 1):
            positions[later] = positions[later + 1]
        positions[count - 1] = moved
        left[place] = count - place
        place -= 1
    return False
