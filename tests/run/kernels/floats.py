"""Python's `float`: operators, division by zero, floor division, modulo, powers, mixing with int."""

from pyjit import jit


@jit
def add(x: float, y: float) -> float:
    return x + y


@jit
def subtract(x: float, y: float) -> float:
    return x - y


@jit
def multiply(x: float, y: float) -> float:
    return x * y


@jit
def divide(x: float, y: float) -> float:
    return x / y


@jit
def floor_divide(x: float, y: float) -> float:
    return x // y


@jit
def modulo(x: float, y: float) -> float:
    return x % y


@jit
def divide_and_rest(x: float, y: float) -> tuple[float, float]:
    return divmod(x, y)


@jit
def power(x: float, y: float) -> float:
    return x**y


@jit
def square(x: float) -> float:
    return x**2


@jit
def cube(x: float) -> float:
    return x**3


@jit
def root(x: float) -> float:
    return x**0.5


@jit
def inverse(x: float) -> float:
    return x**-1


@jit
def builtin_pow(x: float, y: float) -> float:
    return pow(x, y)


@jit
def negate(x: float) -> float:
    return -x


@jit
def plus(x: float) -> float:
    return +x


@jit
def absolute(x: float) -> float:
    return abs(x)


@jit
def smallest(x: float, y: float) -> float:
    return min(x, y)


@jit
def greatest(x: float, y: float) -> float:
    return max(x, y)


@jit
def not_contracted(x: float, y: float, z: float) -> float:
    return x * y + z


@jit
def not_reassociated(x: float, y: float, z: float) -> float:
    return (x + y) - z + (x - x)


@jit
def int_on_the_left(a: int, x: float) -> float:
    return a + x * a - a / x


@jit
def int_on_the_right(x: float, a: int) -> float:
    return x * a - a


@jit
def int_to_power(a: int, x: float) -> float:
    return a**x


@jit
def power_of_int(x: float, exponent: int) -> float:
    return x**exponent


@jit
def modulo_int(x: float, a: int) -> float:
    return x % a


@jit
def floor_divide_int(a: int, x: float) -> float:
    return a // x


@jit
def true_divide_mixed(a: int, x: float) -> float:
    return a / x


@jit
def bool_arithmetic(b: bool, x: float) -> float:
    return x * b + b


@jit
def polynomial(x: float) -> float:
    return ((2.5 * x - 1.0) * x + 0.125) * x - 3.0


@jit
def newton(x: float) -> float:
    guess = x
    for _ in range(20):
        guess = 0.5 * (guess + x / guess)
    return guess


@jit
def augmented(x: float, y: float) -> float:
    result = x
    result += y
    result -= 0.5
    result *= 3.0
    result /= 7.0
    result //= 0.25
    result %= 10.0
    return result


@jit
def harmonic(n: int) -> float:
    total = 0.0
    for i in range(1, n + 1):
        total += 1.0 / i
    return total


@jit
def starts_as_int(n: int) -> float:
    total = 0
    for i in range(n):
        total += i * 0.5
    return float(total)


@jit
def sign(x: float) -> float:
    return (x > 0.0) - (x < 0.0) + 0.0


@jit
def constants(x: float) -> tuple[float, float, float]:
    return x + 1e308 * 10, 5e-324 * x, 1e-400 + x
