"""`a.flat`: read, counted, looped over and assigned, of arrays of every layout."""

import numpy as np

from pyjit import c128, f64, i8, i32, i64, jit, u8


@jit
def element(a: f64[:, :], i_small: int):
    return a.flat[i_small]


@jit
def elements_of_a_line(a: i32[:], i_small: int):
    return a.flat[i_small], a.flat[-1], len(a.flat)


@jit
def elements_of_a_transpose(a: f64[:, :]):
    if a.size > 2:
        return a.T.flat[0], a.T.flat[1], a[::-1, ::-1].flat[2], len(a.T.flat)
    return a.size, 0, 0, 0


@jit
def part(a: f64[:, :], i_small: int, n: int):
    return a.flat[i_small:], a.flat[:n], a.flat[::-2], a.T.flat[1:n:2], a.flat[:]


@jit
def part_by_steps(a: i64[:, :], i_small: int):
    return a.flat[::i_small]


@jit
def part_is_a_copy(a: f64[:]):
    b = a.flat[:2]
    b[...] = 5.0
    return a, b


@jit
def complex_elements(a: c128[:, :]):
    if a.size > 1:
        a.T.flat[1] = a.T.flat[0] * 2
        a.flat[0] = 3
    return a, a.flat[1:]


@jit
def no_dimension(a: f64[()]):
    a.flat[0] += 1.0
    b = a.flat[0]
    a.flat = b * 2
    return a, b, len(a.flat), a.flat[:]


@jit
def sums(a: f64[:, :], b: i32[:]):
    total, weighted = 0.0, 0.0
    for x in a.flat:
        total += x
    for i, x in enumerate(a.T.flat):
        weighted += i * x
    return total, weighted, sum(b.flat), sum(x * 2 for x in a.T.flat)


@jit
def together(a: f64[:, :], b: i64[:, :]):
    found = 0.0
    for x, y in zip(a.flat, b.T.flat):
        found = found * 0.5 + x * y
    return found


@jit
def greatest(a: i64[:, :]):
    return max(a.T.flat), min(a.flat)


@jit
def of_an_expression(a: f64[:, :], b: f64[:, :]):
    count = 0
    for x in (a + 1).flat:
        if x > 1:
            count += 1
    return count, len((a + 1).flat)


@jit
def written_while_looped_over(a: f64[:, :]):
    last = 0.0
    for x in a[:, ::-1].flat:
        a[...] = x + 1.0
        last = x
    return last, a


@jit
def put(a: f64[:, :], i_small: int, x: float):
    a.flat[i_small] = x
    return a


@jit
def put_integer(a: i32[:, :], i_small: int, n: int):
    a.flat[i_small] = n
    return a


@jit
def put_integer_that_may_not_fit(a: i8[:], b: u8[:], i: int):
    if len(a) > 0:
        a.flat[0] = i
    if len(b) > 0:
        b.flat[0] = i
    return a, b


@jit
def put_sized_integer(a: i8[:], b: i64[:], i_small: int):
    if len(b) > 0:
        a.flat[i_small] = b[0]
    return a


@jit
def put_constants(a: i64[:, :], b: u8[:]):
    if len(b) > 1:
        b.flat[1] = 300
    a.flat[-1] = -7
    return a, b


@jit
def put_part(a: f64[:, :], n: int, x: float):
    a.flat[1:n] = x
    a.T.flat[::-3] = 2
    return a


@jit
def put_part_of_integers(a: u8[:], n: int, i: int):
    a.flat[:n] = i
    return a


@jit
def put_part_that_has_no_step(a: f64[:]):
    a.flat[::0] = 1.0


@jit
def put_array_in_part(a: f64[:, :], b: f64[:], c: i32[:]):
    a.flat[1:] = b
    a.T.flat[::2] = c
    return a


@jit
def put_all(a: f64[:, :], b: i32[:], x: float):
    a.flat = x
    b.flat = 7
    return a, b


@jit
def put_float_in_integers(a: i32[:, :], x: float):
    a.flat = x
    return a


@jit
def put_array(a: f64[:, :], b: f64[:, :], c: u8[:]):
    a.flat = b
    b.flat = c
    return a, b


@jit
def put_itself(a: f64[:, :]):
    """What is read may have been written before."""
    a.flat = a.T
    a.flat[1:] = a[:, ::-1]
    a.T.flat = a
    return a


@jit
def augmented(a: i32[:, :], b: f64[:, :], n: int):
    a.flat[0] += 3
    a.T.flat[-1] *= 2
    b.flat[-1] -= 0.5
    b.flat[0] += a.flat[0]
    return a, b


@jit
def augmented_where(a: i64[:], i_small: int):
    a.flat[i_small] //= 2
    return a


@jit
def augmented_at_a_tuple(a: f64[:, :], b: i32[:], i_small: int, x: float):
    t = (0, i_small)
    a[t] += x
    s = (i_small,)
    b[s] *= 2
    a[::-1].T[t] -= 1
    return a, b


@jit
def augmented_at_a_tuple_of_an_index(a: f64[:, :]):
    t = (1, 1)
    a[t] += a[t]
    t = (0, 0)
    a[t] = a[t] + 1
    return a, t


@jit
def five_axes(n: int):
    a = np.arange(2 * 3 * 2 * 2 * 3).reshape((2, 3, 2, 2, 3))
    i = np.array([0, 1, -1])
    j = np.array([n, 0, 1]) % 2
    b = a[i, i, j, j, i]
    a[i, i, j, j, i] = -1
    a[j, j, j, j, j] += 100
    return a, b, a[j, 0, i % 2, j, i]
