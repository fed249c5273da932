"""`a[i] op= v`: array and index are evaluated once, the element is loaded before the value."""

from pyjit import f64, i64, jit, u8, u64


@jit
def value_stores_index(values: i64[:], i_small: int, j_small: int) -> int:
    values[i_small] += (i_small := j_small)
    return i_small


@jit
def value_stores_variable_of_index(values: i64[:], i_small: int, j_small: int) -> int:
    values[i_small - 1] += (i_small := j_small)
    return i_small


@jit
def index_stores_index(grid: i64[:, :], i_small: int, j_small: int) -> int:
    grid[i_small, (i_small := j_small)] += 1
    return i_small


@jit
def index_stores_array(values: f64[:], others: f64[:], i_small: int) -> None:
    values[len(values := others) - i_small] -= 1.5


@jit
def value_stores_array(values: f64[:], others: f64[:], i_small: int) -> None:
    values[i_small] -= (values := others)[0]


@jit
def unassigned_before_an_index_that_fails(grid: i64[:, :], a: int, b: int) -> None:
    if a > 0:
        i = 0
    grid[i, 1 // b] += 1


@jit
def array_may_be_unassigned(values: i64[:], a: int, b: int) -> None:
    if a > 0:
        chosen = values
    chosen[1 // b] += 1


@jit
def unassigned_value(values: i64[:], a: int, i_small: int) -> None:
    if a > 0:
        step = 1
    values[i_small] += step


@jit
def conversion_behind_an_index_that_fails(grid: i64[:, :], u: u64, b: int) -> None:
    grid[u, 1 // b] += 1


@jit
def conversions_of_both(grid: i64[:, :], u: u64, w: u64) -> None:
    grid[u, w] += 1


@jit
def two_brackets(grid: i64[:, :], i_small: int, j_small: int, b: int) -> None:
    grid[i_small][j_small] += 1 // b


@jit
def counted(counts: i64[:], i_small: int) -> int:
    counts[0] += 1
    return i_small


@jit
def index_has_effects(values: i64[:], i_small: int) -> None:
    values[counted(values, i_small)] *= 3


@jit
def value_has_effects(values: i64[:], i_small: int) -> None:
    values[i_small] += counted(values, 7)


@jit
def one_of_two_types(values: f64[:], i_small: int, b: int) -> None:
    step = 1 if b > 2 else 0.5
    values[i_small // b] += step


@jit
def byte_out_of_range(buffer: bytearray, i_small: int, j_small: int, b: int) -> None:
    buffer[i_small // b] += j_small * 100


@jit
def view_out_of_range(buffer: memoryview, i_small: int, j_small: int, b: int) -> None:
    buffer[i_small // b] += j_small * 100


@jit
def wraps(values: u8[:], order: u8[:]) -> None:
    for i in range(len(order)):
        values[order[i]] += 200


@jit
def powers(values: i64[:], i_small: int, b: int) -> None:
    values[i_small] **= b


@jit
def shifts(values: i64[:], i_small: int, b: int) -> None:
    values[-i_small] <<= b
