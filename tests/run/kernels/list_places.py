"""Lists at places: `x[i] += …` and `x[a:b] *= …` read, change and assign what stands there; what an
expression gives is indexed; `[]` is of the type that is wanted."""

from typing import Optional

from pyjit import jit


@jit
def slice_grows(xs: list[int], n: int, m: int, k_small: int):
    xs[n:m:k_small] += [n, m]
    return xs


@jit
def slice_is_repeated(xs: list[float], n: int, m: int):
    xs[n:] *= m % 3
    xs[::2] *= 1 + (m > 7)
    return xs


@jit
def slice_of_rows(rows: list[list[int]], n: int):
    rows[n:] += rows
    rows[1][:1] *= 2
    rows[:1] *= True
    return rows[0] is rows[-1]


@jit
def row_that_is_taken_out(rows: list[list[int]], n: int):
    rows[0] += rows.pop()
    rows[n] *= len(rows.pop())


@jit
def row_that_moves(rows: list[list[int]], n: int):
    rows.insert(0, [n])
    k = 0
    rows[k] += [(k := 1), len(rows.pop(0))]
    return rows, k


@jit
def index_of_new_lists(xs: list[int], n: int, rows: list[list[int]]):
    first = (xs + [n])[n % 2], [x + 1 for x in xs][-1:], (xs if n > 1 else rows[0])[:2]
    return first, (rows * 2)[-1], (2 * xs)[1:], (xs or [n])[0], [row[:1] for row in rows][::-1]


@jit
def deciding(xs: list[int], n: int, o: Optional[list[int]]):
    return xs or [n], xs and [n], o or xs or [], (xs and o) is None, (xs or [1]) is xs


@jit
def deciding_of_wider_elements(xs: list[Optional[int]], n: int, rows: list[list[float]]):
    nothing = []
    rows.append(rows[0] or [])
    return xs or [n, n], xs and [n], rows[-1] or nothing, rows[-1] is rows[0]


@jit
def row_index(rows: list[list[int]], n: int):
    return rows.index([n])


@jit
def sum_of_rows(rows: list[list[int]], xs: list[float]):
    return sum(rows, []), sum([xs, xs], []), sum([[xs]], [])


@jit
def default_list(xs: Optional[list[int]], ys: Optional[list[float]], n: int):
    if xs is None:
        xs = []
    if ys is None:
        ys = [1.5] * (n % 3)
    xs.append(n)
    ys.append(0.5)
    return xs, ys, sum(ys)


@jit
def next_in_generator(xs: list[int], n: int):
    return sum(next(y for y in xs if y > x) for x in xs if x < n)


@jit
def next_in_comprehension(xs: list[int], n: int):
    return [next(y for y in xs if y > n) for x in xs], any(x > 3 for x in [next(iter(xs))])


@jit
def replaced(values, n):
    if n > 2:
        values = [n]
    values.append(3)
    return values


@jit
def empty_until_replaced(n: int):
    values = []
    others = replaced(values, n)
    return values, others
