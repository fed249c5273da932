"""`assert`, `raise`, and the failures that operations declare."""

from pyjit import jit


@jit
def assert_positive(a: int) -> int:
    assert a > 0
    return a


@jit
def assert_with_message(x: float) -> float:
    assert x == x, "x must be a number"
    return x


@jit
def raise_value_error(a: int) -> int:
    if a < 0:
        raise ValueError("a must not be negative")
    return a


@jit
def raise_class(a: int) -> int:
    if a == 0:
        raise KeyError
    if a == 1:
        raise IndexError("one")
    if a == 2:
        raise ZeroDivisionError("two")
    if a == 3:
        raise RuntimeError("three")
    if a == -1:
        raise OverflowError("minus one")
    if a == -2:
        raise TypeError("minus two")
    if a == -3:
        raise NotImplementedError("minus three")
    if a == 7:
        raise StopIteration
    if a == -7:
        raise ArithmeticError()
    if a == 10:
        raise Exception("ten")
    return a


@jit
def raise_always(a: int) -> int:
    raise RuntimeError("never works")


@jit
def raise_in_loop(n: int) -> int:
    total = 0
    for i in range(n):
        if i == 9:
            raise IndexError("nine is too many")
        total += i
    return total


@jit
def helper_checks(a: int) -> int:
    if a == 0:
        raise ValueError("zero")
    return 10 // a


@jit
def through_a_call(a: int) -> int:
    return helper_checks(a - 1) + 1


@jit
def division(a: int, b: int) -> int:
    return a // b + a % b


@jit
def float_division(x: float, y: float) -> float:
    return 1.0 / x + 1.0 / y


@jit
def order_of_failures(a: int, b: int) -> int:
    return (1 // a) + (1 << b if b < 60 else 0)


@jit
def failure_before_overflow(a: int, b: int) -> int:
    return (a * a) // b


@jit
def unused_failure(a: int, b: int) -> int:
    c = a // b
    return a


@jit
def zero_step(step_small: int) -> int:
    total = 0
    for i in range(0, 10, step_small):
        total += i
    return total


@jit
def message_that_is_never_made(a: int) -> int:
    assert True, f"{a}"
    assert 1.5, f"{a}"
    if b := False:
        assert not b, f"{a}"
    return a
