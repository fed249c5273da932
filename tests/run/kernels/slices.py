"""Slices of arrays and buffers, `...` and `None` in an index: views, as NumPy has them."""

from typing import Optional

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def cut(a: f64[:], i: int, j: int) -> tuple[float, int]:
    b = a[i:j]
    total = 0.0
    for x in b:
        total = total * 0.5 + float(x)
    return total, len(b)


@jit
def stepped(a: f64[:], i: Optional[int], j: Optional[int], k: Optional[int]) -> tuple[float, int]:
    b = a[i:j:k]
    total = 0.0
    for x in b:
        total = total * 0.5 + float(x)
    return total, len(b)


@jit
def contiguous(a: i64[:], n: int, m: int) -> int:
    total = 0
    for x in a[n:m]:
        total ^= int(x)
    for x in a[n:m:-1]:
        total ^= int(x) * 3 % 1000
    return total


@jit
def ends(a: f32[:]) -> tuple[int, int, int, int, int, int]:
    return len(a[1:]), len(a[:-1]), len(a[1:-1]), len(a[::2]), len(a[::-1]), len(a[:])


@jit
def of_slices(a: f64[:], n: int, m: int) -> float:
    b = a[n:][::-1][:m]
    return float(b[0]) if len(b) > 0 else -1.0


@jit
def outside(a: f64[:], n: int, m: int) -> float:
    return float(a[n:][m])


@jit
def column(a: f64[:, :], m: int) -> float:
    total = 0.0
    for x in a[:, m]:
        if x == x:
            total += float(x) * 0.5
    return total


@jit
def part(a: i32[:, :], n: int, m: int) -> tuple[int, int, int]:
    b = a[n:, 1:m]
    total = 0
    for row in b:
        for x in row:
            total ^= int(x)
    return total, b.shape[0], b.shape[1]


@jit
def rows_and_columns(a: u8[:, ::1], n: int, m: int) -> tuple[int, int]:
    b = a[n, m:]
    c = a[n:, m]
    total = 0
    for x in b:
        total = total * 3 % 10007 + int(x)
    for x in c:
        total = total * 3 % 10007 + int(x)
    return total, len(b) - len(c)


@jit
def of_cube(a: f64[:, :, :], n: int, m: int) -> tuple[int, int, int, int]:
    b = a[n, :, ::m]
    c = a[..., n]
    d = a[::-1, n]
    e = a[n, ..., m]
    return b.shape[1], c.shape[0], d.shape[1], len(e)


@jit
def elements_of_cube(a: f64[:, :, :], n: int, m: int) -> float:
    total = 0.0
    for row in a[n:, ::-1, m]:
        for x in row:
            if x == x:
                total = total * 0.5 + float(x)
    return total


@jit
def new_axes(a: f64[:], n: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int, int]]:
    return a[None].shape, a[n:, None].shape, a[None, ::2, None].shape


@jit
def through_new_axis(a: i64[:], n: int) -> int:
    b = a[:, None]
    return int(b[n, 0]) ^ int(a[None][0, n])


@jit
def failing_first(a: f64[:, :], n: int, m: int) -> int:
    return len(a[n, ::m])


@jit
def failing_last(a: f64[:, :], n: int, m: int) -> int:
    return len(a[::m, n])


@jit
def written(a: f64[:], n: int, m: int) -> int:
    b = a[n:m]
    for i in range(len(b)):
        b[i] = float(b[i]) * 2.0
    return len(b)


@jit
def shifted(a: i64[:], n: int) -> None:
    left = a[:-1]
    right = a[1:]
    for i in range(len(left)):
        right[i] = left[i]
    for x in a[n:]:
        left[0] = x
        break


@jit
def written_in_columns(a: f64[:, :], n: int) -> None:
    for j in range(a.shape[1]):
        c = a[::2, j]
        if len(c) > 0:
            c[n] = j


@jit
def shrinking(a: f64[:]) -> tuple[int, float]:
    rounds = 0
    total = 0.0
    while len(a) > 2:
        a = a[1:-1]
        rounds += 1
        total += float(a[0]) * 0.25 if a[0] == a[0] else 0.0
    return rounds, total


@jit
def halves(a: i64[:], n: int) -> int:
    low = 0
    b = a
    while len(b) > 0:
        half = len(b) // 2
        if b[half] < n:
            low += half + 1
            b = b[half + 1 :]
        else:
            b = b[:half]
    return low


@jit
def one_or_other(a: f64[:], flag: bool, n: int) -> float:
    if flag:
        b = a[n:]
    else:
        b = a[::-2]
    return float(b[0]) + len(b)


@jit
def summed(a: f64[:]) -> float:
    total = 0.0
    for x in a:
        total += float(x) * 0.5
    return total


@jit
def passed_on(a: f64[:], m: f64[:, :], n: int) -> float:
    return summed(a[n:]) + summed(a[::-1]) + (summed(m[:, 0]) if m.shape[1] > 0 else 0.0)


@jit
def reduced(a: i64[:], n: int, m: int) -> tuple[int, int, bool]:
    b = a[n:m]
    return sum(int(x) % 1000 for x in b), sum(1 for x in a[m:] if x > 0), any(x > 5 for x in b)


@jit
def walked(a: f64[:]) -> float:
    total = 0.0
    for i, (x, y) in enumerate(zip(a[1:], a[:-1])):
        if x == x and y == y:
            total += (i + 1) * (float(x) * 0.25 - float(y) * 0.25)
    return total


@jit
def reassigned_by_index(a: f64[:], n: int) -> int:
    return len(a[(a := a[1:]).shape[0] :]) + len(a) + n


@jit
def bounds_in_order(a: f64[:], n: int, m: int) -> int:
    i = n
    b = a[i : (i := i + m) : (i := i + 1)]
    return len(b) * 100 + i


@jit
def of_bytes(data: bytes, n: int, m: int) -> tuple[int, int]:
    part = data[n:m]
    total = 0
    for x in part:
        total = total * 7 % 1009 + x
    return total, len(part)


@jit
def of_bytes_element(data: bytes, n: int, m: int) -> int:
    return data[n:][m]


@jit
def of_memoryview(data: memoryview, n: int, m: int) -> int:
    part = data[n::m]
    part[0] = 7
    return len(part)


@jit
def flags(a: f64[:], b: bool) -> int:
    return len(a[b:]) - len(a[:b])


@jit
def small_bounds(a: f64[:], i: i32, j: u8) -> int:
    return len(a[i:j])


@jit
def filled(a: f64[:], n: int, m: int, x: float) -> None:
    a[n:m] = x


@jit
def filled_steps(a: i32[:], n: int, m: int, k: int) -> None:
    a[n::m] = k


@jit
def filled_with_float(a: i64[:], n: int, x: float) -> None:
    a[n:] = x


@jit
def filled_bytes(a: u8[:], n: int, m: int, x: int) -> None:
    a[n:m] = x


@jit
def filled_columns(a: f64[:, :], n: int, m: int) -> None:
    a[:, n] = 1.0
    a[::-1, m:] = 2
    a[n] = 3.0


@jit
def filled_cube(a: f64[:, :, :], n: int, m: int) -> None:
    a[n] = 1.0
    a[..., m] = 2.0
    a[n, :, ::2] = 3.0
    a[:, n:, m:] = 4.0


@jit
def filled_all(a: u8[:, :], flag: bool) -> None:
    a[:] = flag
    a[...] = 7 - a[0, 0]


@jit
def filled_of_view(a: f64[:], n: int, m: int) -> None:
    a[n:][m] = 1.0
    a[::-1][n:m] = 2.0
    a[n:][::2][m:] = 3.0


@jit
def filled_by_itself(a: f64[:], n: int) -> None:
    a[n:] = a[n] * 2.0
    a[: len(a) // 2] = a[-1]


@jit
def order_of_filling(a: f64[:], n: int, m: int) -> int:
    i = n
    a[i : (i := i + 2) : m] = 1.0 / (i - 1)
    return i


@jit
def order_of_failing(a: u8[:, :], n: int, m: int, x: int) -> None:
    a[n, ::m] = x


@jit
def filled_row(a: f32[:, ::1], n: int, x: float) -> None:
    a[n] = x
    a[n][1:] = 0.5


@jit
def filled_in_loop(a: i64[:, :]) -> None:
    for i in range(a.shape[0]):
        a[i, i:] = i
        a[i, :i] = -i
    for row in a:
        row[1:-1] = 9


@jit
def augmented(a: f64[:], n: int, m: int) -> None:
    a[n:][m] += 0.5
    a[::-1][n] *= 2
    a[1:][0], a[1:][-1] = a[1:][-1], a[1:][0]


@jit
def augmented_in_row(a: i32[:, :], n: int, m: int) -> None:
    a[n:, ::-1][0, m] += 3
    a[n:][0][m] -= 1


LEVELS = [3, 1, 4, 1, 5, 9, 2, 6]


@jit
def of_tables(n: int, m: int) -> tuple[int, int, int]:
    return len(LEVELS[n:m]), sum(LEVELS[n:]), LEVELS[n:][m]


@jit
def total_of(a: f64[:]) -> float:
    return 0.0 if len(a) == 0 else float(a[0]) * 0.5 + total_of(a[1:])


@jit
def recursive(a: f64[:], n: int) -> float:
    return total_of(a[n:])


@jit
def kinds_of_use(a: i64[:], n: int) -> tuple[bool, int, int, int, int]:
    b, c = a[1:], a[:-1]
    smallest = int(min(b[n:])) if len(b[n:]) > 0 else 0
    return n in a[n:], len(b), c.size, smallest, c[::2].shape[0]


@jit
def maybe_unbound(a: f64[:], n: int) -> float:
    if n > 0:
        b = a[n:]
    return float(b[0]) * 0.5


@jit
def by_tuple(a: i32[:, :], n: int, m: int) -> tuple[int, int]:
    where = n, m
    first = (n,)
    row = a[first]
    a[where] = 7
    a[first] = 3
    return int(a[where]), len(row)


@jit
def by_tuple_of_view(a: f64[:, :, :], n: int, m: int) -> tuple[int, int]:
    where = n, m
    return len(a[where]), len(a[n:][where])


@jit
def transposed(a: f64[:, :], n: int, m: int) -> tuple[int, int, int]:
    b = a.T
    total = 0.0
    for row in b:
        for x in row:
            total = total * 0.5 + float(x) * 0.25 if x == x else 0.0
    b[n, m] = total
    b[m:].T[:, 0] = 1.0
    return b.shape[0], b.T.shape[0], a[0].T.itemsize


@jit
def filled_by_method(a: u8[:, :], n: int, x: int) -> None:
    a[n:].fill(x)
    a[:, 1:].T.fill(n * 0 + 5)


@jit
def bounds_read_in_rounds(a: f64[:], n: int) -> int:
    i = 0
    t = 0, 1
    total = 0
    for k in range(min(n, 9)):
        total = total * 31 % 10007 + len(a[i : (i := (i + 2) % 5) + 1 : (i := i + 1)])
        total += len(a[t[0] : (t := (t[1], k))[0]]) * 10 + t[1]
    return total


@jit
def indices_read_in_rounds(m: i64[:, :], n: int) -> int:
    i = 0
    total = 0
    for k in range(min(n, 9)):
        m[i, (i := (i + 1) % 2) :] = k
        total = total * 7 % 1009 + len(m[i, (i := (i + 1) % 2) :])
        m[i:][0, (i := (i + 1) % 2)] += 5
    return total


@jit
def row_read_in_rounds(m: i64[:, :, :], n: int) -> int:
    i = 0
    total = 0
    for _ in range(min(n, 9)):
        for x in m[i, (i := (i + 1) % 2)]:
            total = total * 7 % 1009 + int(x) % 100
    return total


@jit
def among_targets(a: f64[:], m: f64[:, :], n: int):
    x = a.copy()
    half = len(x) // 2
    x[:half], x[half : 2 * half] = x[half : 2 * half], x[:half]
    y = a.copy()
    y[:half], y[half : 2 * half], k = (y[::2][:half] + 1) / 2, y[::2][:half] - 1, n
    if m.shape[0] > 1:
        m[0], m[1, :] = m[1].copy(), m[0].copy()
        (m[:1], (m[1], k)), x[:] = (m[1:2], (k, -k)), n
    return x, y, k


@jit
def masked_among_targets(a: f64[:], n: int):
    a[a > n], a[-1:], k = -1, n, 3
    z = a[:2] = a[1:3]
    return z, k


@jit
def too_long_among_targets(a: f64[:], n: int):
    a[:n], a[0] = a[1:3], 5
