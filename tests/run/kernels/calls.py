"""Calls between kernels: defaults, keywords, recursion, unannotated helpers, arrays."""

from pyjit import f64, jit


@jit
def inner(a: int, b: int = 10, c: int = 100) -> int:
    return a + 2 * b + 3 * c


@jit
def with_defaults(a: int) -> int:
    return inner(a)


@jit
def with_keyword(a: int, b: int) -> int:
    return inner(a, c=b)


@jit
def all_keywords(a: int, b: int) -> int:
    return inner(c=a, a=b, b=7)


@jit
def keyword_only(a: int, *, scale: float = 0.5) -> float:
    return a * scale


@jit
def calls_keyword_only(a: int) -> float:
    return keyword_only(a, scale=2.0) + keyword_only(a)


@jit
def positional_only(a: int, /, b: int = 3) -> int:
    return a - b


@jit
def default_of_other_type(x: float = 2, y: float = -0.5) -> float:
    return x / y


@jit
def twice(value):
    return value + value


@jit
def uses_generic(a: int, x: float) -> float:
    return twice(a) + twice(x)


@jit
def generic_of_generic(value):
    return twice(twice(value))


@jit
def uses_generic_of_generic(a: int) -> int:
    return generic_of_generic(a)


@jit
def fibonacci(n: int) -> int:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


@jit
def is_even(n: int) -> bool:
    return True if n <= 0 else is_odd(n - 1)


@jit
def is_odd(n: int) -> bool:
    return False if n <= 0 else is_even(n - 1)


@jit
def ackermann(m_tiny: int, n_tiny: int) -> int:
    if m_tiny <= 0:
        return n_tiny + 1
    if n_tiny <= 0:
        return ackermann(m_tiny - 1, 1)
    return ackermann(m_tiny - 1, ackermann(m_tiny, n_tiny - 1))


@jit
def first(values: f64[:]) -> float:
    return float(values[0])


@jit
def passes_an_array(values: f64[:]) -> float:
    return first(values) + float(values[-1])


@jit
def fill(values: f64[:], value: float) -> None:
    for i in range(len(values)):
        values[i] = value


@jit
def fills_through_a_call(values: f64[:], value: float) -> int:
    fill(values, value)
    return len(values)


@jit
def returns_nothing(a: int) -> None:
    a * 2


@jit
def calls_for_nothing(a: int) -> int:
    returns_nothing(a)
    return a


@jit
def argument_order(a: int, b: int) -> int:
    return inner(1 // a, 1 // b, a // b)


@jit
def overflow_in_callee(a: int) -> int:
    return inner(a) - 1


@jit
def int_for_float(a: int) -> float:
    # Beyond 2**53 an `int` given for a `float` is a `TypeError`, as in a call from Python.
    return half(a % 1000)


@jit
def half(x: float) -> float:
    return x / 2
