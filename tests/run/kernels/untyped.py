"""A parameter without annotation among others that have one: calls decide, which pass functions."""

from pyjit import jit


@jit
def integral(f, low: float, high: float, n: int) -> float:
    step = (high - low) / n if n > 0 else 0.0
    total = 0.0
    for i in range(min(n, 50)):
        total += f(low + (i + 0.5) * step)
    return total * step


@jit
def square(x: float) -> float:
    return x * x


@jit
def of_square(high: float, n: int) -> float:
    return integral(square, 0.0, high, n)


@jit
def of_lambda(k: float) -> float:
    return integral(lambda x: k * x, 0, 1, 8)


@jit
def scaled(x, factor: int):
    return x * factor


@jit
def scales(x: float, i: int):
    return scaled(x, 3), scaled(i, 2)
