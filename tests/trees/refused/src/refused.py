"""One kernel for each kind of refusal; `fine` shows that they do no harm to others."""

import functools
import random

from pyjit import f64, jit


class Counter:
    @jit
    def method(self, n: int) -> int:
        return n


def factory():
    @jit
    def nested(n: int) -> int:
        return n

    return nested


@jit
async def coroutine(n: int) -> int:
    return n


@jit
def generator(n: int) -> int:
    yield n


@jit
def variadic(*values: int) -> int:
    return 0


@functools.lru_cache
@jit
def cached(n: int) -> int:
    return n


@jit(speed="ludicrous")
def optioned(n: int) -> int:
    return n


@jit("f64(")
def signed(x):
    return x


@jit
def mapping(values: dict) -> int:
    return 0


@jit
def halfway(a: int, b) -> int:
    return a


@jit
def appends(n: int) -> int:
    values = []
    values.append(len)
    return len(values)


@jit
def random_number(n: int) -> float:
    return random.random() * n


@jit
def mixed(n: int) -> int:
    value = 1
    if n > 2:
        value = (1, 2)
    return value


@jit
def too_many(values: f64[:]) -> float:
    return values[0, 1]


@jit
def caller(n: int) -> float:
    return random_number(n)


@jit
def fine(n: int) -> int:
    return n


@jit
def called_by_a_refused_one(x):
    return x


@jit
def calls_it(n: int) -> int:
    return called_by_a_refused_one(n) + {}


@jit
def called_by_nobody(x, y):
    return x @ y(no_such_name)
