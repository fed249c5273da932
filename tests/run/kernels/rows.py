"""Rows of arrays, in loops and as values: each is a view. Arrays that are taken apart."""

from pyjit import f64, i64, jit, u8


@jit
def count(a: f64[:, :]) -> int:
    rows = 0
    for row in a:
        rows += len(row)
    return rows


@jit
def total(a: f64[:, :]) -> float:
    s = 0.0
    for row in a:
        for x in row:
            if x == x:
                s += float(x) * 0.5
    return s


@jit
def firsts(a: i64[:, ::1]) -> int:
    s = 0
    for row in a:
        if len(row) > 0:
            s ^= int(row[-1])
    return s


@jit
def outside(a: f64[:, :], i: int) -> float:
    s = 0.0
    for row in a:
        s = float(row[i])
    return s


@jit
def doubled(a: f64[:, :]) -> None:
    for row in a:
        for j in range(len(row)):
            row[j] = row[j] * 2.0


@jit
def filled(a: u8[:, :]) -> None:
    for i, row in enumerate(a):
        for j in range(row.shape[0]):
            row[j] += 1 + i % 2


@jit
def paired(a: f64[:, :], b: f64[:, :]) -> float:
    s = 0.0
    for x, y in zip(a, b):
        s += float(len(x) * len(y))
    return s


@jit
def backwards(a: f64[:, :]) -> float:
    for row in reversed(a):
        return float(row[0]) if len(row) else -1.0
    return -2.0


@jit
def norm(row: f64[:]) -> float:
    s = 0.0
    for x in row:
        if x == x:
            s += abs(float(x))
    return s


@jit
def passed(a: f64[:, :]) -> float:
    s = 0.0
    for row in a:
        s += norm(row)
    return s


@jit
def generated(a: f64[:, :]) -> int:
    return sum(len(row) for row in a)


@jit
def planes(a: f64[:, :, :]) -> int:
    n = 0
    for plane in a:
        for row in plane:
            n += len(row) * len(plane) + row.ndim
    return n


@jit
def kept(a: f64[:, :]) -> float:
    last = a[0, 0]
    for row in a:
        other = row
        last = other[0]
    return float(last)


@jit
def kept_row(a: f64[:, :], i_small: int, j_small: int):
    row = a[i_small]
    return row[j_small], len(row), row.shape


@jit
def walked_row(a: f64[:, :], i_small: int) -> float:
    total = 0.0
    for x in a[i_small]:
        total += float(x)
    return total


@jit
def length_of_a_row(a: i64[:, :]) -> int:
    return len(a[0]) + len(a[-1])


@jit
def total_of(row) -> float:
    total = 0.0
    for x in row:
        total += float(x)
    return total


@jit
def row_passed(a: f64[:, :], i_small: int) -> float:
    return total_of(a[i_small]) - total_of(a[0])


@jit
def row_reassigned(a: f64[:, :]) -> float:
    total = 0.0
    row = a[0]
    for i in range(a.shape[0]):
        previous = row
        row = a[i]
        for j in range(len(row)):
            total += float(row[j] * previous[j])
    return total


@jit
def row_written(a: f64[:, :], i_small: int, x: float):
    row = a[i_small]
    row[0] = x
    row[-1] += x


@jit
def plane(a: f64[:, :, :], i_small: int, j_small: int):
    one = a[i_small]
    two = a[i_small, j_small]
    three = a[i_small][j_small]
    return one[j_small, 0], two[0], three[-1], one.shape, len(two)


@jit
def order_of_looks(a: f64[:, :, :], b: i64[:], i_small: int, j_small: int):
    return len(a[i_small, b[j_small]]), len(a[i_small][b[j_small]])


@jit
def sum_of_a_row(a: f64[:, :], i_small: int):
    return sum(a[i_small]), max(a[i_small]), 1.5 in a[0]


@jit
def taken_apart(a: f64[:]):
    x, y = a
    return x + y, x - y


@jit
def points(a: f64[:, :]) -> float:
    total = 0.0
    for x, y in a:
        total += float(x * y)
    return total


@jit
def numbered_points(a: i64[:, :]) -> int:
    total = 0
    for i, (x, y, z) in enumerate(a):
        total += i * int(x + y - z)
    return total


@jit
def rows_apart(a: f64[:, :]):
    first, second = a
    return first[0], second[-1], len(first)


@jit
def into_itself(a: f64[:]):
    a[1], a[0] = a
    return a[0]


@jit
def bytes_apart(b: bytes):
    [high, low] = b
    return high * 256 + low


@jit
def row_apart(a: u8[:, :], i_small: int):
    x, y = a[i_small]
    return x + y, x, y
