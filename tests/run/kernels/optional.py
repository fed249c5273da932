"""`X | None`: parameters, locals and results; what tests of it tell."""

from __future__ import annotations

from typing import Optional, Union

from pyjit import f64, i32, jit


@jit
def is_none(x: float | None) -> bool:
    return x is None


@jit
def is_not_none(x: int | None) -> bool:
    return x is not None


@jit
def equals_none(x: int | None) -> bool:
    return x == None  # noqa: E711


@jit
def replaced(x: float | None) -> float:
    if x is None:
        x = 1.5
    return x * 2.0


@jit
def replaced_in_else(x: None | int) -> int:
    if x is not None:
        y = x
    else:
        y = -1
    return y // 2


@jit
def early_return(x: Optional[int]) -> int:
    if x is None:
        return 0
    return x + 1


@jit
def early_raise(x: Union[None, float]) -> float:
    if x is None:
        raise ValueError("nothing")
    return x / 3.0


@jit
def asserted(x: int | None) -> int:
    assert x is not None, "nothing"
    return -x


@jit
def conditional(x: int | None) -> int:
    return 7 if x is None else x % 10


@jit
def conjunction(x: float | None, y: float | None) -> bool:
    return x is not None and y is not None and x < y


@jit
def disjunction(x: int | None, y: int | None) -> int:
    if x is None or y is None:
        return -1
    return x & y


@jit
def negated(x: int | None) -> int:
    if not (x is not None and x > 3):
        return 0
    return x - 3


@jit
def truth(x: float | None) -> bool:
    if x:
        return x == x
    return False


@jit
def truth_of_not(x: int | None) -> bool:
    return not x


@jit
def truth_of_result(a: int) -> bool:
    if nothing_for_odd(a):
        return True
    return False


@jit
def identity(x: int | None) -> int | None:
    return x


@jit
def to_none(x: int | None) -> int | None:
    return None


@jit
def nothing_for_odd(a: int) -> int | None:
    if a % 2 == 0:
        return a // 2
    return None


@jit
def falls_off(a: int):
    if a > 0:
        return a * 0.5


@jit
def inferred(a: int):
    if a > 0:
        return a
    return None


@jit
def result_of_call(a: int) -> int:
    half = nothing_for_odd(a)
    if half is None:
        return -1
    return half


@jit
def passed_on(x: int | None) -> int:
    return early_return(x) - early_return(None) + early_return(5)


@jit
def helper(x):
    if x is None:
        return 1
    return x + 2


@jit
def generic(a: int) -> int:
    return helper(None) + helper(a)


@jit
def best(values: f64[:]) -> float | None:
    found = None
    for i in range(len(values)):
        if found is None or values[i] > found:
            found = values[i]
    return found


@jit
def first_index(values: i32[:], wanted: int) -> int | None:
    index = None
    for i in range(len(values)):
        if values[i] == wanted:
            index = i
            break
    return index


@jit
def until_found(n: int) -> int:
    found = None
    i = 0
    while found is None:
        i += 1
        if i * i >= n:
            found = i
    return found


@jit
def forgets(n: int) -> int:
    x = None
    total = 0
    for i in range(n):
        if x is not None:
            total += x
        x = i if i % 2 else None
    return total


@jit
def array(values: f64[:] | None, x: float) -> float:
    if values is None:
        return x
    total = 0.0 * x
    for i in range(len(values)):
        total += values[i]
    return total


@jit
def fill_or_count(values: f64[:] | None, n: int) -> int:
    if values is not None:
        for i in range(len(values)):
            values[i] = n
        return len(values)
    return -1


@jit
def with_default(x: int, step: int | None = None) -> int:
    if step is None:
        step = 1
    return x + step


@jit
def calls_default(x: int) -> int:
    return with_default(x) + with_default(x, None) + with_default(x, step=2)


@jit
def keyword(x: int, *, offset: float | None = None) -> float:
    return x * 1.5 if offset is None else x + offset


@jit
def pair(x: int | None) -> tuple[int, int | None]:
    return 1, x


@jit
def optional_pair(a: int) -> tuple[int, float] | None:
    if a < 0:
        return None
    return a, a * 0.5


@jit
def parts_of_pair(a: int) -> float:
    both = optional_pair(a)
    if both is None:
        return -1.0
    n, x = both
    return n + x


@jit
def none_only(x: None) -> bool:
    return x is None


@jit
def sized(x: i32 | None) -> i32:
    if x is None:
        return i32(3)
    return x + x


@jit
def chain(x: int | None) -> int:
    if x is None:
        return 0
    elif x > 0:
        return x
    else:
        return x + 1


@jit
def reassigned_none(x: int | None) -> bool:
    if x is not None:
        x = None
    return x is None


@jit
def nested_loops(n: int) -> int:
    last = None
    count = 0
    for i in range(n):
        for j in range(i):
            if last is None:
                last = j
            elif last < j:
                count += j - last
                last = None
    return count if last is None else count + last


@jit
def found_or_raised(n: int) -> int:
    found = None
    for i in range(n):
        if i * i > 50:
            found = i
            break
    else:
        raise ValueError("none")
    return -1 if found is None else found


@jit
def while_else(x: int | None, n: int) -> int:
    while x is None:
        n -= 1
        if n < 0:
            break
        x = 3 if n % 3 == 0 else None
    else:
        return x
    return -1


@jit
def perhaps_unassigned(c: bool, a: int) -> int:
    if c:
        v = None
    return v if v is not None else a


@jit
def perhaps_deleted(c: bool, a: int | None) -> int:
    if c:
        del a
    if a is None:
        return 1
    return a


@jit
def or_default(x: int | None) -> int:
    return x or 7


@jit
def or_value(x: int | None, y: int) -> int:
    return x or y


@jit
def or_float(x: int | None, y: float):
    return x or y


@jit
def or_other(x: int | None, y: int | None):
    return x or y


@jit
def or_none(x: float | None):
    return x or None


@jit
def or_three(x: int | None, y: float | None, b: bool):
    return x or y or b


@jit
def and_value(x: int | None, y: float):
    return x and y


@jit
def and_itself(x: int | None):
    return x and 100 // x


@jit
def and_three(x: int | None, y: float | None):
    return x and y and x + y


@jit
def and_or(x: int | None, y: int) -> int:
    return x and x + 1 or y


@jit
def plain_and_optional(x: int, y: float | None):
    return x and y


@jit
def and_pair(x: tuple[int, float] | None, y: int):
    return x and x[0] + y, x or (y, 0.5)


@jit
def or_of_result(a: int) -> int:
    return nothing_for_odd(a) or a + 1


@jit
def or_later(x: int | None, y: int) -> int:
    """The second operand is only evaluated where the first is false."""
    return x or 10 // y


@jit
def nothing_and(x):
    return x and x + 1, x or 5


@jit
def generic_and(a: int):
    return nothing_and(None), nothing_and(a)


@jit
def bool_of(x: float | None, y: int | None) -> bool:
    return bool(x) != bool(y)


@jit
def bool_known(x: int | None) -> int:
    if bool(x):
        return x + 1
    return 0


@jit
def truth_known(x: int | None) -> int:
    if x:
        return 100 // x
    return -1


@jit
def truth_of_both(x: int | None, y: int | None) -> int:
    if x and y:
        return x ^ y
    return x or y or 3


@jit
def truth_of_not_known(x: int | None) -> int:
    if not x:
        return 3
    return x % 10


@jit
def while_true(x: int | None) -> int:
    rounds = 0
    if x is not None:
        x = x % 9
    while x:
        x = x - 1 if x > 3 else None
        rounds += 1
    return rounds


@jit
def walrus(a: int):
    if half := nothing_for_odd(a):
        return half % 7
    return half


@jit
def walrus_or(a: int) -> int:
    return (half := nothing_for_odd(a)) or (0 if half is None else 1)


@jit
def parts_and_none(p: tuple[float, float], q: float | None, more):
    return p[0] + p[1] + (0.0 if q is None else q) + more


@jit
def converted_parts(n_small: int, x: float) -> float:
    pair = (n_small, n_small) if n_small > 0 else (x, 1)
    missing = n_small if n_small > 3 else None
    total = parts_and_none((n_small, 1) if n_small else (x, 2), n_small if n_small > 3 else None, 0.5)
    return total + parts_and_none(pair, missing, 0.25)
