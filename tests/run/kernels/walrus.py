"""`:=`, `del`, and names that may be unassigned."""

from pyjit import jit


@jit
def walrus_in_while(n: int) -> int:
    total = 0
    while (n := n - 1) > 0:
        total += n
    return total * 100 + n


@jit
def walrus_order(a_small: int, b_small: int) -> int:
    return a_small + (a_small := b_small) * 10 + a_small * 100 + (a_small := 7) + a_small


@jit
def walrus_short_circuit(a_small: int, b_small: int) -> int:
    if (x := a_small) > 0 and (y := b_small) > 0:
        return x * 1000 + y
    return x - y


@jit
def walrus_or(a_small: int, b_small: int) -> int:
    if (x := a_small) > 0 or (y := b_small) > 0:
        return x
    return y


@jit
def walrus_not_or(a_small: int, b_small: int) -> int:
    if not ((x := a_small) > 0 or (y := b_small) > 0):
        return x * 10 + y
    return x


@jit
def walrus_chain(a_small: int, b_small: int, c_small: int) -> int:
    if a_small < (b := b_small) < (c := c_small):
        return b * 10 + c
    return b + c


@jit
def walrus_conditional(a_small: int) -> int:
    x = (y := a_small) if a_small > 0 else (z := -a_small)
    if a_small > 0:
        return x + y
    return x + z * 10


@jit
def walrus_of_constant(c: bool, x: float) -> float:
    half = (y := 1) // 2
    if c:
        y = x
    return half + float(y)


@jit
def walrus_tuple(a_small: int, x: float) -> float:
    (b, c) = (t := (a_small, x))
    return t[0] + t[1] * b + c


@jit
def walrus_in_arguments(a_small: int, b_small: int) -> int:
    return difference((x := a_small), x + b_small) + difference(right=(y := b_small), left=y)


@jit
def difference(left: int, right: int) -> int:
    return left * 10 - right


@jit
def walrus_as_index(t: tuple[int, float]) -> float:
    return t[0] + (t := (3, 0.5))[1] + t[0]


@jit
def deleted(c: bool, x: int) -> int:
    y = x
    if c:
        del y
    return y


@jit
def deleted_parameter(c: bool, x: int) -> int:
    if c:
        del x
    return x


@jit
def deleted_twice(c: bool, d: bool) -> int:
    x = 1
    if c:
        del x
    if d:
        del x
    return 5


@jit
def deleted_and_set_again(n: int, m: int) -> int:
    x = 0
    for i in range(n):
        if i == m:
            del x
        else:
            x = i
    return x


@jit
def deleted_several(c: bool, a_small: int) -> int:
    x, y, z = a_small, 2, 3
    if c:
        del x, (y, [z])
        x = 5
    return x + y


@jit
def another_type_after_del(x: int) -> float:
    y = x
    del y
    y = 2.5
    return y


@jit
def perhaps(c: bool, d: bool) -> int:
    if c:
        x = 1
    if d:
        x = 2
    return x


@jit
def after_the_loop(n: int) -> int:
    for i in range(n):
        last = i * i
    return last + i


@jit
def unassigned_argument(c: bool, a_small: int) -> int:
    if c:
        x = a_small
    return difference(1 // a_small, x)


@jit
def while_else(n: int, m: int) -> int:
    i = 0
    while i < n:
        if i == m:
            found = i
            break
        i += 1
    else:
        return -1
    return found


@jit
def for_else(n: int, m: int) -> int:
    for i in range(n):
        if i * i == m:
            break
        if i > 5:
            continue
    else:
        i = 100
    return i


@jit
def nested_else(n: int, m: int) -> int:
    count = 0
    for i in range(n):
        for j in range(m):
            if i == j:
                break
            count += 1
        else:
            count += 100
            continue
        if i > 4:
            break
    else:
        count += 10000
    return count


@jit
def tuple_else(t: tuple[float, float, float], limit: float) -> float:
    total = 0.0
    for x in t:
        if x > limit:
            break
        total += x
    else:
        total = -total
    return total
