"""`if`, `while`, `for … in range`, `break`, `continue`, `else`, conditional expressions."""

from pyjit import jit


@jit
def classify(a: int) -> int:
    if a < 0:
        return -1
    elif a == 0:
        return 0
    elif a < 10:
        return 1
    else:
        return 2


@jit
def nothing(a: int):
    a += 1


@jit
def returns_none_early(a: int) -> None:
    if a > 0:
        return
    return None


@jit
def passes(a: int) -> int:
    if a:
        pass
    else:
        pass
    return a


@jit
def nested_conditions(a: int, b: int) -> int:
    return 1 if a > 0 else 2 if b > 0 else 3


@jit
def while_else(n: int) -> int:
    i = 0
    while i < n:
        if i == 7:
            break
        i += 1
    else:
        return -i
    return i


@jit
def for_else(n: int) -> int:
    found = 0
    for i in range(n):
        if i * i > 50:
            found = i
            break
    else:
        found = -1
    return found


@jit
def continues(n: int) -> int:
    total = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        total += i
    return total


@jit
def nested_breaks(n: int) -> int:
    total = 0
    for i in range(n):
        for j in range(n):
            if j > i:
                break
            if (i + j) % 2:
                continue
            total += i * j
        else:
            total += 1000
    return total


@jit
def range_of_two(low: int, n: int) -> int:
    total = 0
    for i in range(low - low + 3, n):
        total += i
    return total


@jit
def range_with_step(start_small: int, stop_small: int, step_small: int) -> int:
    total = 0
    rounds = 0
    for i in range(start_small, stop_small, step_small):
        total += i
        rounds += 1
    return total * 1000 + rounds


@jit
def range_downwards(n: int) -> int:
    result = 0
    for i in range(n, -1, -2):
        result = result * 3 + i
    return result


@jit
def range_at_the_edge(a: int) -> int:
    rounds = 0
    for i in range(a, 9223372036854775807, 4611686018427387904):
        rounds += 1
        if rounds > 10:
            break
    return rounds


@jit
def range_to_the_least(a: int) -> int:
    rounds = 0
    for i in range(a, -9223372036854775808, -4611686018427387904):
        rounds += 1
    return rounds


@jit
def variable_after_loop(n: int) -> int:
    i = -5
    for i in range(n):
        pass
    return i


@jit
def variable_assigned_in_loop(n: int) -> int:
    total = 0
    for i in range(n):
        i = i * 2
        total += i
    return total


@jit
def bounds_are_read_once(n: int) -> int:
    rounds = 0
    stop = n
    for _ in range(stop):
        stop += 1
        rounds += 1
    return rounds


@jit
def while_true(n: int) -> int:
    i = 0
    while True:
        i += 1
        if i >= n:
            return i


@jit
def while_false(a: int) -> int:
    while False:
        a += 1
    return a


@jit
def continue_in_while(n: int) -> int:
    i = 0
    total = 0
    while i < n:
        i += 1
        if i % 2:
            continue
        total += i
    return total


@jit
def return_inside_loops(n: int) -> int:
    for i in range(n):
        for j in range(n):
            if i * j == 12:
                return i * 100 + j
    return -1


@jit
def float_condition(x: float) -> int:
    rounds = 0
    while x > 1.0 and rounds < 2000:
        x /= 2.0
        rounds += 1
    return rounds


@jit
def several_targets(a: int) -> tuple[int, int, int]:
    x = y = a
    x += 1
    z: int = x + y - a
    return x, y, z


@jit
def annotated_float(a: int) -> float:
    x: float = 0.5
    x = x + a
    return x


@jit
def primes(n: int) -> int:
    count = 0
    for candidate in range(2, n):
        divisor = 2
        while divisor * divisor <= candidate:
            if candidate % divisor == 0:
                break
            divisor += 1
        else:
            count += 1
    return count


@jit
def docstring_and_expression(a: int) -> int:
    """Says what it does."""
    a + 1
    ...
    return a


@jit
def expression_that_fails(a: int) -> int:
    1 // a
    return a
