"""Locals that some path leaves unassigned."""

from pyjit import f64, jit


@jit
def after_if(a: int) -> int:
    if a > 0:
        result = a
    return result


@jit
def after_loop(n: int) -> int:
    for i in range(n):
        last = i * i
    return last


@jit
def loop_variable(n: int) -> int:
    for i in range(n):
        pass
    return i


@jit
def before_assignment(a: int) -> int:
    for _ in range(2):
        if a > 5:
            a = a + late
        late = 2
        a += 1
    return a + late


@jit
def in_while(n: int) -> float:
    while n > 0:
        x = n * 0.5
        n -= 1
    return x


@jit
def augmented(a: int) -> int:
    if a > 3:
        total = 0
    total += a
    return total


@jit
def tuple_target(a: int) -> int:
    if a > 0:
        p, q = a, a + 1
    return q - p


@jit
def assigned_on_every_path(a: int) -> int:
    if a > 0:
        sign = 1
    elif a < 0:
        sign = -1
    else:
        sign = 0
    return sign


@jit
def assigned_before_break(n: int) -> int:
    while True:
        n -= 1
        if n < 5:
            last = n
            break
    return last


@jit
def separate_types(a: int) -> float:
    value = a
    result = value * 2
    value = 0.5
    return result + value


@jit
def deleted_after_an_assignment(c: bool, x: int) -> int:
    if c:
        x = x + 1
        del x
    return x


@jit
def deleted_after_another_type(n: int, x: float):
    for i in range(n):
        if i == 2:
            x = n > 3
            del x
            break
    return x


@jit
def truth_of_none(a: int) -> bool:
    if a > 0:
        x = None
    return not x


@jit
def tests_of_none(a: int) -> int:
    if a > 0:
        x = None
    if x or 1:
        return 1 if x else 2
    return 3


@jit
def dimensions(a: int, values: f64[:]) -> int:
    if a > 0:
        x = values
    return x.ndim


@jit
def function_of_library(a: int) -> int:
    if a > 0:
        f = abs
    return f(-1)
