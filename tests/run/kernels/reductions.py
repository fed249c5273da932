"""`sum`, `min`, `max`, `any`, `all`, `math.prod` over tuples, ranges, arrays and generators."""

from __future__ import annotations

import array
import math

from pyjit import f32, f64, i32, jit, u8


@jit
def sum_floats(a: array.array[float]) -> float:
    return sum(a, 0.0)


@jit
def sum_floats_from(a: array.array[float], x: float) -> float:
    return sum(a, x)


@jit
def sum_floats_keyword(a: array.array[float], x: float) -> float:
    return sum(a, start=x)


@jit
def sum_floats_after_int(a: array.array[float]) -> float:
    """The first addition is one of an int and a float, which rounds."""
    return sum(a, 9007199254740993) if len(a) > 0 else 1.0


@jit
def sum_two(x: float, y: float):
    return sum((x, y)), sum((x, y, x), 1), sum((1, x, y, 3, True, y)), sum((x, y, 1e100, -1e100))


@jit
def sum_three(x: float, y: float, z: float) -> float:
    return sum((x, y, z))


@jit
def sum_mixed(i: int, x: float, b: bool):
    return sum((b, b)), sum((b, i, x)), sum((x, i, x, b)), sum((b, b, b), x)


@jit
def sum_nothing(x: float, i: int):
    return sum(()), sum((), x), sum((), i), sum((), 2.5)


@jit
def sum_ints(a: array.array[int], i: int) -> int:
    return sum(a) + sum(a, i)


@jit
def sum_bytes(a: bytes) -> int:
    return sum(a)


@jit
def sum_sized(a: u8[:]) -> int:
    return int(sum(a))


@jit
def sum_array(a: f64[:]) -> float:
    return float(sum(a, 0.0))


@jit
def sum_singles(a: f32[:]) -> float:
    return float(sum(a, 0.0))


@jit
def sum_range(n_small: int, m_small: int) -> int:
    return sum(range(n_small, m_small)) + sum(range(10)) + sum(reversed(range(n_small)))


@jit
def sum_generator(a: array.array[float]) -> float:
    return sum((x * 0.1 for x in a if x > 0.0), 0.0)


@jit
def sum_counts(a: array.array[float], x: float):
    return sum(1 for y in a if y > x), sum(y > x for y in a)


@jit
def sum_nested(n_small: int, m_small: int) -> int:
    return sum(i * j for i in range(n_small) if i % 2 for j in range(i, m_small) if j != 3)


@jit
def sum_ints_as_floats(a: bytes, x: float) -> float:
    return sum((b for b in a), x)


@jit
def sum_scopes(a: array.array[int], x: int):
    """The variable of a generator expression is its own."""
    total = sum(x % 7 for x in a)
    more = sum(x % 5 for x in range(x % 9))
    return x, total, more


@jit
def sum_walrus(a: bytes):
    last = -1
    total = sum((last := x) for x in a)
    return last, total


@jit
def sum_walrus_before(a: bytes):
    total = sum(y for x in a if (y := x * 2) > 10)
    return total


@jit
def sum_of_zip(a: array.array[float], b: array.array[float]) -> float:
    return sum((x * y for x, y in zip(a, b)), 0.0)


@jit
def sum_first_outside(a: array.array[int], n_small: int):
    """The first iterable is evaluated outside the generator expression."""
    a_total = sum(n_small for n_small in range(n_small))
    return a_total, n_small


@jit
def sum_in_loop(a: array.array[float]) -> int:
    count = 0
    for i in range(len(a)):
        if sum((x for x in a if x == a[i]), 0.0) > 0.0:
            count += 1
    return count


@jit
def sum_zero_division(a: bytes, n_small: int) -> int:
    return sum(x // n_small for x in a)


@jit
def sum_order(a: bytes, n_small: int) -> int:
    """The first iterable is evaluated before the start."""
    return sum((x for x in range(1 // n_small)), a[20])


@jit
def min_max_array(a: f64[:]):
    return float(min(a)), float(max(a))


@jit
def min_max_floats(a: array.array[float]):
    return min(a), max(a)


@jit
def min_bytes(a: bytes) -> int:
    return min(a)


@jit
def min_default(a: array.array[float], x: float):
    return min(a, default=x), max(a, default=0.0), max((y for y in a if y > x), default=x)


@jit
def min_default_none(a: array.array[int]):
    best = min(a, default=None)
    if best is None:
        return 0
    return best


@jit
def max_generator(a: array.array[float]) -> float:
    return max(x * 0.5 for x in a if x == x)


@jit
def max_nested(a: array.array[int], n_small: int) -> int:
    return max(x % 13 * j for x in a for j in range(n_small) if x > j)


@jit
def max_range(r: range):
    return (max(r) if len(r) < 100 else 0), min(reversed(r)) if len(r) < 100 else 0


@jit
def max_pairs(a: array.array[float]):
    return max((x, i) for i, x in enumerate(a))


@jit
def min_zip(a: array.array[int], b: array.array[int]):
    return min(zip(a, b))


@jit
def max_tuple(t: tuple[float, float, float], i: int):
    return max(t), min(t), max((i,)), min((i, 3, -4))


@jit
def max_of_two_pairs(t: tuple[tuple[int, int], bool]):
    return max((t[0], (t[0][1], t[0][0])))


@jit
def any_all(a: array.array[float]):
    return any(a), all(a)


@jit
def any_all_sized(a: f64[:]):
    return any(a), all(x > 0 for x in a)


@jit
def any_all_tuple(i: int, x: float, b: bool):
    return any((i, x, b)), all((i, x, b)), any(()), all(())


@jit
def any_stops(a: bytes, n_small: int) -> bool:
    """What is behind the element that decides is not evaluated."""
    return any(100 // (x - n_small) > 20 for x in a)


@jit
def all_stops(a: bytes, n_small: int):
    seen = 0
    answer = all((seen := x) != n_small for x in a)
    return answer, seen


@jit
def any_nested(a: bytes, n_small: int) -> bool:
    return any(x == y * n_small for x in a for y in range(40) if y != 7)


@jit
def any_strict(a: bytes, b: bytes) -> bool:
    return any(x != y for x, y in zip(a, b, strict=True))


@jit
def any_range(r: range):
    return any(r), all(r) if len(r) < 1000 else False


@jit
def prod_ints(a: array.array[int], i: int):
    return (
        math.prod(x % 5 + 1 for x in a),
        math.prod((i, 2, 3)),
        math.prod(()),
        math.prod((), start=i),
    )


@jit
def prod_floats(a: array.array[float], x: float):
    return math.prod(a, start=x), math.prod((x, 2, x, True)), math.prod((y for y in a), start=1.0)


@jit
def prod_array(a: f64[:]) -> float:
    return float(math.prod(a, start=1.0))


@jit
def nested_reductions(a: array.array[int], n_small: int) -> int:
    return sum(max((i * j % 7 for j in range(n_small)), default=-1) for i in a)


@jit
def idle(a: array.array[int]) -> bool:
    return all(sum(1 for y in a if y == x) == 1 for x in a)


@jit
def fsum_array(a: array.array[float]) -> float:
    return math.fsum(a)


@jit
def fsum_sized(a: f32[:]) -> float:
    return math.fsum(a)


@jit
def fsum_three(x: float, y: float, z: float) -> float:
    return math.fsum((x, y, z))


@jit
def fsum_many(x: float, y: float, z: float) -> float:
    return math.fsum((x, y, 1e100, z, -x, 1e-300, 1, -1e100, y, True, z))


@jit
def fsum_of_int_or_float(n: int) -> float:
    return math.fsum(1 / k if k % 2 else k for k in range(1, n % 1000))


@jit
def fsum_of_large_int_or_float(x: float, n: int) -> float:
    return math.fsum(n if k % 2 else x for k in range(5))


@jit
def fsum_generator(a: array.array[float], x: float) -> float:
    return math.fsum(x * y - y / 3.0 for y in a if y < 1e200)


@jit
def fsum_magnitudes(x: float, y: float) -> float:
    """More magnitudes than there are partial sums."""
    return math.fsum(x * 2.0 ** (60 * i) + y for i in range(-12, 14))


@jit
def fsum_impure(a: array.array[float], b: array.array[float]) -> float:
    for i in range(min(len(a), len(b))):
        b[i] = a[i] / 3.0
    return math.fsum(b)


@jit
def fsum_ints(a: array.array[int]) -> float:
    return math.fsum(a) + math.fsum(range(10)) + math.fsum(())


@jit
def sum_keeps_its_start(a: array.array[float], b: array.array[float], i: int):
    """The result is the start where there is nothing to add."""
    return sum(a), sum(a, 1), sum(x for x in b if x > 1.0), math.prod(b), math.prod(a, start=3)


@jit
def sum_sized_start(a: f64[:], b: f32[:], c: u8[:]):
    return bool(sum(a) == 0), sum(c) < 3, sum(b, 0.5) == 0.5


@jit
def sum_declared(a: array.array[float]) -> float:
    return sum(a) if len(a) > 0 else -1.0


@jit
def mean(a: array.array[float]) -> float:
    return sum(a) / len(a)


@jit
def sum_int_start(a: array.array[float], i_small: int):
    return sum(a, i_small), sum((x for x in a), True)


@jit
def square(x):
    return x * x


@jit
def min_key_several(x: float, y: float):
    return min(x, y, key=abs), max(x, y, -x, key=abs), min(x, y, key=None)


@jit
def min_key_types(x: float, i: int, b: bool):
    return min(x, i, b, key=abs), max((i, x, b), key=lambda v: -v)


@jit
def max_key_tuple(x: int, y: int, z: int):
    """The first of equals wins."""
    return max((x, y, z), key=lambda v: v % 3), min((x, y, z), key=lambda v: v % 3)


@jit
def min_key_range(n_small: int, m: int):
    return min(range(-3, n_small % 20), key=lambda v: (v - m % 5) ** 2, default=None)


@jit
def max_key_range(n_small: int):
    return max(range(n_small % 20), key=math.sin)


@jit
def min_key_array(a: array.array[float], x: float):
    return min(a, key=lambda v: abs(v - x), default=x), max(a, default=None, key=math.fabs)


@jit
def min_key_kernel(a: array.array[int]) -> int:
    return min(a, key=square)


@jit
def max_key_generator(a: array.array[float]):
    return max((v * 0.5 for v in a if v == v), key=lambda v: (v > 1.0, -v), default=-1.0)


@jit
def argmin(a: f64[:]):
    return min(range(len(a)), key=lambda i: a[i], default=-1)


@jit
def key_in_order(n_small: int) -> int:
    def shown(v: int) -> int:
        print("key of", v)
        return v % 3

    return max((shown(i) for i in range(n_small % 6)), key=shown, default=0)


@jit
def key_raises(n_small: int, m: int):
    return min(range(n_small % 8), key=lambda v: 10 // (v - m % 4), default=0)


@jit
def key_one_element(x: int):
    return min((x,), key=lambda v: 1 // v)


@jit
def key_of_function(f, values):
    return min(values, key=f)


@jit
def key_handed_on(x: float, y: float) -> float:
    return key_of_function(abs, (x, y)) + key_of_function(lambda v: v * x, (y, 1.0))


@jit
def key_in_loop(a: array.array[int], n_small: int) -> int:
    total = 0
    for i in range(n_small % 5):
        total += max(a, key=lambda v: (v ^ i) & 7, default=i) % 100
    return total


@jit
def min_tuples(i: int, x: float, j: int, y: float):
    return min((i, x), (j, y)), max((i, x), (j, y), (j, x)), min(((i, x), (j, y)))


@jit
def max_of_pairs(a: array.array[float]):
    return max((v, i) for i, v in enumerate(a)), min(enumerate(a), default=None)


@jit
def key_of_pairs(a: array.array[float]):
    return min(enumerate(a), key=lambda pair: pair[1], default=(0, 0.0))


@jit
def sums_of_several_sized_types(a: i32, b: f32, flag: bool):
    return (
        sum(x for x in (a, b)),
        sum(x for x in (b, a) if x),
        sum((x for x in (a, b, flag) if x != 3), 1),
        math.prod(x for x in (a, b, 2.5)),
    )


@jit
def sum_of_python_and_sized(n: int, b: f32, x: float):
    return sum(y for y in (n, b, x) if y), math.prod((y for y in (n, b)), start=x)
