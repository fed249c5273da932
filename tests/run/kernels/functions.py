"""Functions inside kernels: closures, lambdas, functions as arguments."""

import math
from collections.abc import Callable

from pyjit import f64, i64, jit

SCALE = 3


@jit
def apply(f, x):
    return f(x)


@jit
def twice(f, x):
    return f(f(x))


@jit
def compose(f, g, x):
    return f(g(x))


@jit
def integrate(f: Callable[[float], float], low: float, high: float, steps: int) -> float:
    width = (high - low) / steps
    total = 0.0
    for i in range(steps):
        total += f(low + (i + 0.5) * width)
    return total * width


@jit
def square(x):
    return x * x


@jit
def declared_half(x: float) -> float:
    return x / 2


@jit
def closure(n: int, k: float) -> float:
    def inner(x):
        return x * k + n

    return inner(2) - inner(0.5)


@jit
def lambda_with_name(x: int, y: int) -> int:
    subtract = lambda a, b: a - b  # noqa: E731
    return subtract(x, y) + subtract(b=x, a=1)


@jit
def lambda_in_call(x: float, y: float) -> float:
    return apply(lambda t: t * y - x, 3) + twice(lambda v: v + y, x)


@jit
def called_at_once(x: int) -> int:
    return (lambda a, b=2: a // b)(x)


@jit
def kernels_as_arguments(x: int, y: float) -> float:
    return apply(square, x % 1000) + twice(square, y) + compose(declared_half, square, y)


@jit
def library_as_argument(x: float) -> float:
    return apply(abs, x) + integrate(math.sin, 0.0, abs(x) % 2.0, 10)


@jit
def lambda_to_callable(a: float) -> float:
    return integrate(lambda x: a * x * x, 0, 1, 7)


@jit
def later_value(n: int) -> int:
    def use(x):
        return x - k

    k = 3
    first = use(n)
    k = 10
    return first ^ use(n)


@jit
def value_in_loop(n: int) -> int:
    total = 0
    for i in range(n % 9):

        def step(x):
            return x * i  # noqa: B023

        total += step(3) + apply(lambda t: t - i, total)  # noqa: B023
    return total


@jit
def default_kept(n: int) -> int:
    k = n % 10

    def use(x, k=k, *, z=2):
        return x * k + z

    k = 100
    return use(k) + use(1, 7) + use(2, z=k)


@jit
def default_in_loop(n: int) -> int:
    total = 0
    for i in range(n % 7):
        step = lambda x, i=i: x + i  # noqa: E731
        i = 50
        total += step(1) + apply(lambda t, j=i: t + j, 1)
    return total


@jit
def defaults(n: int) -> float:
    def use(a, b=1.5, /, c=-2, *, d=True, e=SCALE):
        return a * b + c * d - e

    return use(n) + use(n, 2.0) + use(n, 3.0, c=5) + use(n, d=False, c=2)


@jit
def recursive(n: int) -> int:
    def go(k):
        return 1 if k < 2 else k * go(k - 1)

    fibonacci = lambda m: m if m < 2 else fibonacci(m - 1) + fibonacci(m - 2)  # noqa: E731
    return go(n % 30) - fibonacci(n % 12)


@jit
def recursive_closure(n: int, step: int) -> int:
    def count(k):
        if k <= 0:
            return 0
        return 1 + count(k - abs(step) % 5 - 1)

    return count(n % 100)


@jit
def mutual(n: int) -> bool:
    def even(k):
        return True if k == 0 else odd(k - 1)

    def odd(k):
        return False if k == 0 else even(k - 1)

    return even(n % 200)


@jit
def mutual_closures(n: int, a: float, b: float) -> float:
    def up(k):
        return a if k <= 0 else down(k - 1) + b

    def down(k):
        return b if k <= 0 else up(k - 2) * a

    return up(n % 20)


@jit
def three_deep(n: int) -> int:
    def a(x):
        def b(y):
            def c(z):
                return x + y * z + n % 100

            return c(1) + c(2)

        return b(10) - b(20)

    return a(n % 50)


@jit
def sibling(n: int, k: int) -> int:
    def inner(x):
        return x + k % 7

    def outer(x):
        k = 1000
        return inner(x) + k

    return outer(n % 100)


@jit
def inner_of_inner(n: int) -> int:
    def outer(f, x):
        def both(y):
            return f(y) + x

        return both(3) * twice(both, x)

    return outer(lambda q: q * 2 + n % 11, 5)


@jit
def same_function_twice(n: int, c: bool) -> int:
    first = square
    second = first if c else square
    return second(n % 1000)


@jit
def in_a_tuple(n: int, k: int) -> int:
    pair = (lambda x: x - k, square)
    return pair[0](n % 1000) + pair[1](n % 100)


@jit
def as_default(n: int) -> int:
    def use(x, f=square):
        return f(x) + 1

    return use(n % 100) - use(n % 100, lambda q: q)


@jit
def of_arrays(a: f64[:], n: int) -> float:
    def at(i):
        return a[i]

    def put(i, x):
        a[i] = x

    put(0, n % 5)
    return at(0) + apply(at, n % 10)


@jit
def sized(x: i64, y: i64) -> i64:
    add = lambda a: a + x  # noqa: E731
    return twice(add, y)


@jit
def raises_inside(n: int) -> int:
    def divide(x):
        return 100 // x

    return apply(divide, n) + apply(lambda x: x // n, 5)


@jit
def effects_in_order(a: f64[:]) -> float:
    def mark(x):
        a[0] = a[0] * 2 + x
        return x

    def two(x, y=0.0, *, z=0.0):
        return x - y * z

    return two(z=mark(1.0), x=mark(2.0), y=mark(3.0))


@jit
def truth_of_function(n: int) -> int:
    def one():
        return 1

    return one() if one else 2


@jit
def never_called(n: int) -> int:
    def unused(x):
        return x.nothing

    return n


@jit
def same_names(x: int) -> int:
    def x_of(x):
        def x_of(x):
            return x + 1

        return x_of(x) * 2

    return x_of(x % 1000) + x % 10


@jit
def defined_again(n: int) -> int:
    def f(x):
        return x + 1

    first = f(n % 100)

    def f(x):  # noqa: F811
        return x * 2

    return first + f(n % 100)


@jit
def early(n: int) -> int:
    def check(x):
        if x < 0:
            raise ValueError("negative")
        return x

    if n < -100:
        return check(n)
    return check(n % 3) + check(n)


@jit
def in_generators(n: int, k: int) -> int:
    def f(x):
        return x * (k % 10)

    count = n % 8
    return sum(f(i) for i in range(count)) + sum((lambda q: q + k % 3)(i) for i in range(count))


@jit
def hidden_by_generator(n: int) -> int:
    k = n % 8

    def f(x):
        return x * 100 + k

    return sum(f(k) for k in range(k))


@jit
def generator_hides_captured(n: int) -> int:
    k = n % 8

    def f(m):
        return sum(k * 2 for k in range(m)) + k

    return f(k) + sum((lambda j=i: j + k)() for i in range(k))


@jit
def over_functions(n: int) -> int:
    total = 0

    def g(x):
        return x % 100 + 1

    for f in (g, g, g):
        total += f(n)
    for i, f in enumerate((g, g)):
        total += f(n) * i
    return total


@jit
def unpacked_arguments(n: int) -> int:
    def f(a, b, c=3):
        return a + b * c

    t = (1, n % 100)
    return f(*t) + f(*t, 4) + f(*t, c=n % 10)


@jit
def returns_nothing_sometimes(n: int) -> int:
    def f(x):
        if x > 0:
            return x

    y = f(n)
    return 0 if y is None else y


@jit
def captures_optional(n: int) -> int:
    k = None
    if n > 3:
        k = n % 100

    def f(x):
        return x if k is None else x + k

    first = f(1)
    if k is None:
        return first
    return first + f(2)


@jit
def hides_a_builtin(n: int) -> int:
    abs = lambda x: x - 1  # noqa: E731, A001
    return abs(n % 100)


@jit
def fills(a: f64[:], n: int) -> None:
    def put(i):
        a[i] = i * 2

    for i in range(n % 4):
        put(i)
