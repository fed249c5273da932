"""Arrays of two to four dimensions, of every layout."""

from pyjit import f64, i32, i64, jit, u8


@jit
def total(a: f64[:, :]) -> float:
    result = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            result += float(a[i, j])
    return result


@jit
def total_c(a: f64[:, ::1]) -> float:
    result = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            result += float(a[i, j])
    return result


@jit
def element(a: f64[:, :], i_small: int, j_small: int) -> f64:
    return a[i_small, j_small]


@jit
def assign(a: i64[:, :], i_small: int, j_small: int, value: int) -> None:
    a[i_small, j_small] = value
    a[-1, -1] += 1


@jit
def product(a: f64[:, :], b: f64[:, :], c: f64[:, :]) -> None:
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            value = 0.0
            for k in range(a.shape[1]):
                value += float(a[i, k] * b[k, j])
            c[i, j] = value


@jit
def stencil(a: f64[:, :], b: f64[:, :]) -> None:
    rows, columns = a.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])


@jit
def transpose_in_place(a: i32[:, :]) -> None:
    for i in range(len(a)):
        for j in range(i):
            a[i, j], a[j, i] = a[j, i], a[i, j]


@jit
def neighbours(board: u8[:, :], i_small: int, j_small: int) -> int:
    rows, columns = board.shape
    count = 0
    for di in range(-1, 2):
        for dj in range(-1, 2):
            if di != 0 or dj != 0:
                count += int(board[(i_small + di) % rows, (j_small + dj) % columns])
    return count


@jit
def attributes(a: f64[:, :]):
    return len(a), a.size, a.ndim, a.shape, a.shape[1], a.shape[-2]


@jit
def three_dimensions(a: f64[:, :, :]) -> float:
    result = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            for k in range(a.shape[2]):
                result = 0.5 * result + float(a[i, j, k])
    return result + a.ndim + a.size


@jit
def assign_in_three(a: i32[:, :, :], i_small: int, j_small: int, k_small: int) -> None:
    a[i_small, j_small, k_small] = 77
    a[0, -1, 0] -= 3


@jit
def four_dimensions(a: f64[:, :, :, :]) -> float:
    result = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            for k in range(a.shape[2]):
                for m in range(a.shape[3]):
                    result = 0.5 * result + float(a[i, j, k, m])
    return result + a[0, 0, 0, -1]


@jit
def trace(a: f64[:, :]) -> float:
    result = 0.0
    for i in range(min(a.shape[0], a.shape[1])):
        result += float(a[i, i])
    return result


@jit
def shape_as_value(a: f64[:, :]) -> int:
    shape = a.shape
    rows, columns = shape
    return rows * 100 + columns + shape[0]


@jit
def bracket_after_bracket(a: f64[:, :], i_small: int, j_small: int) -> float:
    return float(a[i_small][j_small])


@jit
def three_brackets(a: f64[:, :, :], i_small: int, j_small: int) -> float:
    return float(a[i_small][j_small][i_small] + a[i_small, j_small][0] + a[i_small][j_small, 0])


@jit
def written_in_brackets(a: f64[:, :], i_small: int, j_small: int, x: float):
    a[i_small][j_small] = x
    a[j_small][i_small] += x
    a[i_small][i_small], a[0][j_small] = a[0][j_small], x


@jit
def all_in_brackets(a: i64[:, :]) -> int:
    total = 0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            total += int(a[i][j]) * (i + j)
            if a[i - 1][j - 1] > 0:
                total -= 1
    return total
