"""One-dimensional arrays: reading, writing, negative and wrong indices, iteration, element types."""

from pyjit import f32, f64, i8, i32, i64, jit, u8, u64


@jit
def total(values: f64[:]) -> float:
    result = 0.0
    for value in values:
        result += value
    return float(result)


@jit
def total_by_index(values: f64[:]) -> float:
    result = 0.0
    for i in range(len(values)):
        result += float(values[i])
    return result


@jit
def element(values: f64[:], i_small: int) -> f64:
    return values[i_small]


@jit
def element_of_bytes(values: u8[:], i_small: int) -> u8:
    return values[i_small]


@jit
def at_edge_index(values: i64[:], a: int) -> int:
    return int(values[a])


@jit
def constant_indices(values: f64[:]):
    return values[0], values[1], values[-1], values[-2]


@jit
def assign(values: f64[:], i_small: int, x: float) -> None:
    values[i_small] = x


@jit
def assign_int(values: i64[:], i_small: int, a: int) -> None:
    values[i_small] = a


@jit
def assign_small(values: u8[:], i_small: int, a: int) -> None:
    values[i_small] = a


@jit
def assign_int_to_float(values: f64[:], i_small: int, a: int) -> None:
    values[i_small] = a


@jit
def augment(values: f64[:], i_small: int) -> None:
    values[i_small] += 1.5
    values[i_small] *= 2
    values[-1] -= values[i_small]


@jit
def augment_bytes(values: u8[:], i_small: int) -> None:
    values[i_small] += 200
    values[i_small] //= 3


@jit
def augment_ints(values: i32[:], i_small: int) -> None:
    values[i_small] *= values[0]
    values[i_small] ^= 5
    values[i_small] <<= 2


@jit
def sum_of_bytes(values: u8[:]) -> u8:
    result = 0
    for value in values:
        result += value
    return result


@jit
def sum_of_bytes_as_int(values: u8[:]) -> int:
    result = 0
    for i in range(len(values)):
        result += int(values[i])
    return result


@jit
def sum_of_i8(values: i8[:]) -> i8:
    result = i8(0)
    for value in values:
        result += value
    return result


@jit
def sum_of_i64(values: i64[:]) -> i64:
    result = i64(0)
    for value in values:
        result += value
    return result


@jit
def xor_of_u64(values: u64[:]) -> u64:
    result = u64(0)
    for value in values:
        result = (result ^ value) * 1099511628211
    return result


@jit
def mean_of_f32(values: f32[:]) -> f32:
    result = f32(0.0)
    for value in values:
        result += value
    return result / 3


@jit
def dot(a: f64[:], b: f64[:]) -> float:
    result = 0.0
    for i in range(min(len(a), len(b))):
        result += a[i] * b[i]
    return float(result)


@jit
def axpy(a: float, x: f64[:], y: f64[:]) -> None:
    for i in range(min(x.size, y.size)):
        y[i] = a * x[i] + y[i]


@jit
def reverse(values: i64[:]) -> None:
    n = len(values)
    for i in range(n // 2):
        values[i], values[n - 1 - i] = values[n - 1 - i], values[i]


@jit
def prefix_sums(values: f64[:]) -> None:
    for i in range(1, len(values)):
        values[i] += values[i - 1]


@jit
def greatest(values: f64[:]) -> float:
    best = values[0]
    for i in range(1, len(values)):
        if values[i] > best:
            best = values[i]
    return float(best)


@jit
def histogram(values: u8[:], counts: i64[:]) -> None:
    for i in range(len(values)):
        counts[values[i]] += 1


@jit
def write_then_fail(values: f64[:]) -> None:
    for i in range(len(values) + 1):
        values[i] = 2.0 * i


@jit
def division_of_elements(values: f64[:]) -> f64:
    result = 0.0
    for i in range(1, len(values)):
        result += values[i - 1] / values[i]
    return f64(result)


@jit
def integer_division_of_elements(values: i32[:]) -> i32:
    result = i32(0)
    for i in range(1, len(values)):
        result += values[i - 1] // values[i] + values[i - 1] % values[i]
    return result


@jit
def attributes(values: f64[:]):
    return len(values), values.size, values.ndim, values.shape[0], values.shape


@jit
def overlapping(a: f64[:], b: f64[:]) -> None:
    for i in range(1, min(len(a), len(b))):
        a[i] = b[i - 1] + 1.0


@jit
def iterates_while_writing(values: i64[:]) -> i64:
    result = i64(0)
    for value in values:
        values[-1] = 7
        result += value
    return result


@jit
def flags(values: f64[:], i_small: int) -> bool:
    return values[i_small] > 0.5 and values[-1] != 0.0


@jit
def nested_index(order: i64[:], values: f64[:]) -> float:
    result = 0.0
    for i in range(len(order)):
        result += float(values[order[i]])
    return result


@jit
def bubble_sort(values: f64[:]) -> None:
    for end in range(len(values) - 1, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]


@jit
def sieve(flags: u8[:]) -> int:
    count = 0
    for i in range(2, len(flags)):
        if flags[i] != 0:
            count += 1
            for j in range(i * i, len(flags), i):
                flags[j] = 0
    return count


@jit
def exchanged(a: f64[:], b: f64[:], n: int) -> float:
    for _ in range(n % 5):
        a, b = b, a
    return float(a[0] - 2 * b[0])


@jit
def double_buffered(a: f64[:], b: f64[:], n: int) -> float:
    now, then = a, b
    for _ in range(n % 4):
        for j in range(1, min(len(now), len(then)) - 1):
            then[j] = 0.5 * (now[j - 1] + now[j + 1])
        now, then = then, now
    return float(now[0])


@jit
def rotated(a: f64[:], b: f64[:], x: float):
    a, b, x = b, a, x + len(a)
    return a[0], b[-1], x
